"""What can go wrong for a person: one class a kind, each with an exit code and a sentence in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from core.messages import N_, Message, say


class ExitCode(IntEnum):
    """What the command line answers the shell; documented in docs/formats.md."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOTHING_FOUND = 3
    NOT_ALLOWED = 4
    CHANGED = 5
    SOME_REFUSED = 6
    FILE = 7
    INTERRUPTED = 130


class LaugError(Exception):
    """What happened and where (`message`), and what to do about it (`hint`)."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.msgid)
        self.message = message
        self.hint = hint


class Invalid(LaugError):
    """A value that cannot be stored. `field` is the English field name, so that a form can put the sentence beside it."""

    exit_code = ExitCode.USAGE

    def __init__(self, field: str, message: Message, hint: Message | None = None) -> None:
        super().__init__(message, hint)
        self.field = field


class NotFound(LaugError):
    """Nothing answers to that name or number. `near` are names that are close."""

    exit_code = ExitCode.NOTHING_FOUND

    def __init__(self, message: Message, near: Sequence[str] = ()) -> None:
        hint = say(N_("Did you mean {names}?"), names=", ".join(near)) if near else None
        super().__init__(message, hint)
        self.near = tuple(near)


class Ambiguous(NotFound):
    """More than one answers to that name; `near` tells them apart."""

    exit_code = ExitCode.USAGE


class NotAllowed(LaugError):
    """This account may not do that."""

    exit_code = ExitCode.NOT_ALLOWED


class Refused(LaugError):
    """A rule of the register forbids it."""


@dataclass(frozen=True)
class FieldConflict:
    """One field two people changed: what it was, what the colleague made it, what I want it to be."""

    field: str
    before: object
    yours: object
    theirs: object


class Changed(LaugError):
    """Somebody else changed the same fields of the same row meanwhile; nothing was saved.

    Once the conflicts are decided, the row is saved on its `version`; the fields `left` as they were seen are no wish.
    """

    exit_code = ExitCode.CHANGED

    def __init__(
        self,
        message: Message,
        conflicts: Sequence[FieldConflict],
        hint: Message | None = None,
        *,
        version: int = 0,
        left: Sequence[str] = (),
    ) -> None:
        super().__init__(message, hint)
        self.conflicts = tuple(conflicts)
        self.version = version
        self.left = tuple(left)


class FileError(LaugError):
    """The file cannot be opened or written: locked, too new, damaged, full, read-only or not a laug file."""

    exit_code = ExitCode.FILE
