"""What is due to people's calendars, in words for commands and screens alike."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.mailing.kinds import DueKind
from core.messages import N_, Message, say
from tui.words import load

if TYPE_CHECKING:
    from core.mailing.state import Due, Letter

_COUNTED: Mapping[DueKind, tuple[str, str]] = {
    DueKind.INVITATION: (N_("{n} invitation"), N_("{n} invitations")),
    DueKind.UPDATE: (N_("{n} update"), N_("{n} updates")),
    DueKind.CORRECTION: (N_("{n} correction"), N_("{n} corrections")),
    DueKind.CANCELLATION: (N_("{n} cancellation"), N_("{n} cancellations")),
    DueKind.REFUSAL: (N_("{n} no to a proposal"), N_("{n} noes to proposals")),
    DueKind.AGAIN: (N_("{n} unchanged"), N_("{n} unchanged")),
}


def told(due: "Due") -> Message:
    """How many of each kind: “3 updates, 1 cancellation”."""
    counted = [
        Message(one, {"n": count}, many) for kind, (one, many) in _COUNTED.items() if (count := due.count(kind))
    ]
    return _joined(counted)


def _joined(parts: list[Message]) -> Message:
    if not parts:
        return say(N_("nothing"))
    first, *rest = parts
    return say("{first}, {rest}", first=first, rest=_joined(rest)) if rest else first


def written_draft(letter: "Letter") -> bytes:
    """The draft of a mail in the receiver's own language, whoever writes it."""
    from exports import eml  # what mail is made with is only loaded to make some

    return eml.draft(letter, catalogue=load(letter.language), language=letter.language)
