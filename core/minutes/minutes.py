"""The minutes of a meeting and what was decided there. Both are as private as the meeting."""

from dataclasses import dataclass

from core import meetings
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid, NotFound
from core.meetings import Meeting
from core.messages import N_, say
from core.minutes import action_points
from core.minutes.action_points import ActionPoint
from core.rules.cpr import contains_cpr
from core.rules.text import clean
from core.series import occurrences

LIMIT = 40_000
"""The most characters that minutes may have."""
_DECISION = 2000


@dataclass(frozen=True)
class Decision:
    """Something that was decided; `place` is its number in the minutes, and stays when another is taken away."""

    id: int
    version: int
    meeting_id: int
    place: int
    text: str


@dataclass(frozen=True)
class Minutes:
    """All that was written down of a meeting; `version` is the meeting's, on which the text is saved."""

    meeting: Meeting
    text: str
    decisions: tuple[Decision, ...]
    actions: tuple[ActionPoint, ...]

    @property
    def version(self) -> int:
        return self.meeting.version

    @property
    def beginning(self) -> str:
        """What is written on: the minutes as they are, or else the agenda, each point with room below it."""
        if self.text or not self.meeting.agenda:
            return self.text
        return "\n\n".join(f"{line}:" for line in self.meeting.agenda.splitlines() if line.strip()) + "\n"


def of_meeting(session: Session, meeting_id: int) -> Minutes:
    """What was written down. Raises `NotFound`, also for a closed meeting."""
    meeting = meetings.get(session, meeting_id)
    found = session.query("SELECT minutes FROM meeting WHERE id = ?", [meeting.id])
    return Minutes(
        meeting, str(found[0][0]) if found else "", tuple(_decisions(session, meeting.id)),
        tuple(action_points.of_meeting(session, meeting.id)),
    )  # fmt: skip


def _decisions(session: Session, meeting_id: int) -> list[Decision]:
    rows = session.query(
        "SELECT id, version, meeting_id, place, text FROM decision WHERE meeting_id = ? ORDER BY place, id",
        [meeting_id],
    )
    return [Decision(*row) for row in rows]


def save(session: Session, meeting_id: int, text: str, *, version: int) -> Minutes:
    """Keep the minutes that were written on what stood there at `version`; the calendars of others see nothing of it.

    Raises `Invalid` (a CPR number: the line is named), `Changed` if somebody else wrote meanwhile, and `NotFound`.
    """
    written = _checked(text)
    with session.write(Operation.MEETING_MINUTES) as transaction:
        number = meetings.get(session, meeting_id).id
        own = occurrences.touched(session, transaction, number)
        # A day of a series that gets its row now has been changed by nobody.
        transaction.edit("meeting", own, {"minutes": written}, version=version if own == number else 1)
        return of_meeting(session, own)


def _checked(text: str) -> str:
    for number, line in enumerate(text.splitlines(), start=1):
        if contains_cpr(line):
            raise Invalid(
                "minutes",
                say(
                    N_("Line {number} of the minutes seems to hold a CPR number; laug never stores one."), number=number
                ),
                say(N_("Leave the number out.")),
            )
    return clean("minutes", text, limit=LIMIT, lines=True)


def decide(session: Session, meeting_id: int, text: str) -> Decision:
    """Note what was decided, under the next number. Raises `Invalid` and `NotFound`."""
    said = clean("text", text, limit=_DECISION, lines=True)
    if not said:
        raise Invalid("text", say(N_("What was decided?")))
    with session.write(Operation.MEETING_DECIDE) as transaction:
        own = occurrences.touched(session, transaction, meetings.get(session, meeting_id).id)
        place = max((one.place for one in _decisions(session, own)), default=0) + 1
        number = transaction.insert("decision", {"meeting_id": own, "place": place, "text": said})
        return next(one for one in _decisions(session, own) if one.id == number)


def numbered(session: Session, meeting_id: int, place: int) -> Decision:
    """The decision of that number in the minutes. Raises `NotFound`."""
    found = next((one for one in of_meeting(session, meeting_id).decisions if one.place == place), None)
    if found is None:
        raise NotFound(say(N_("There is no decision {number} in these minutes."), number=place))
    return found


def take_away(session: Session, decision: Decision) -> None:
    """Take a decision out of the minutes. Raises `NotFound`, and `Changed` if somebody changed it meanwhile."""
    with session.write(Operation.MEETING_DECIDE) as transaction:
        meetings.get(session, decision.meeting_id)
        transaction.delete("decision", decision.id, version=decision.version)
