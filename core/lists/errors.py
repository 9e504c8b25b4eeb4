"""Why a file is no list at all; nothing of it is stored."""

from core.errors import Refused
from core.lists.headings import Column
from core.messages import Message


class UnreadableList(Refused):
    """The bytes are no list of any kind laug reads, cannot be decoded, or are too many."""


class EmptyList(Refused):
    """It is a list, but there is nobody in it."""


class NeedsMapping(Refused):
    """No row of headings was recognised. `headings` are the cells of the likeliest row, for a mapping to start from, and
    `columns` the same with their first cells below.
    """

    def __init__(
        self, message: Message, hint: Message, headings: tuple[str, ...], columns: tuple[Column, ...] = ()
    ) -> None:
        super().__init__(message, hint)
        self.headings = headings
        self.columns = columns
