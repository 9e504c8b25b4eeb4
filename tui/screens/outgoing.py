"""What is due to the calendars of a meeting's people, on its card."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.door.session import Session
from core.errors import LaugError
from core.mailing import sent, state
from core.mailing.state import Due
from core.messages import N_, Message, say
from core.replies import settling
from tui.mailing import told
from tui.screens.desk import Desk
from tui.widgets.card import Line
from tui.widgets.tone import Tone


@dataclass(frozen=True)
class Outgoing:
    """What is due, how many answers somebody must decide about, and how many files nobody has said went out."""

    due: Due
    replies: int
    unconfirmed: int


def outgoing(session: Session, meeting_id: int) -> Outgoing:
    """Of one meeting; nothing is due as long as it has no sender."""
    try:
        waiting = state.due(session, meeting_id)
    except LaugError:
        waiting = Due((), ())
    return Outgoing(
        waiting, len(settling.open_replies(session, meeting_id)), len(sent.unconfirmed(session, meeting_id))
    )


def outgoing_lines(desk: Desk, found: Outgoing) -> Iterable[Line]:
    """Lines of the card; none where nothing is due."""
    if found.due.letters:
        what = say(N_("{told} ({key[meetings.calendar]} makes the files)"), told=told(found.due))
        yield Line(desk.tell(N_("For calendars")), desk.tell(what), Tone.WARNING)
    if found.replies:
        count = Message(N_("{n} answer to be decided"), {"n": found.replies}, N_("{n} answers to be decided"))
        yield Line(desk.tell(N_("Calendar answers")), desk.tell(say(N_("{count} (K)"), count=count)), Tone.WARNING)
