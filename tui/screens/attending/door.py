"""What the card of a meeting tells of places, guests and numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from core import meetings
from core.attending import answers, capacity, guests, headcounts
from core.attending.capacity import Places
from core.attending.guests import Guest
from core.attending.headcounts import Headcount
from core.attending.kinds import Attendance
from core.door.session import Session
from core.invitations import Participation
from core.messages import N_, Message, say
from core.minutes import minutes
from core.minutes.minutes import Minutes
from tui.screens import shown
from tui.screens.desk import Desk
from tui.widgets.card import Line
from tui.widgets.tone import Tone


@dataclass(frozen=True)
class Door:
    """The places of a meeting, who moved up and is to be told, guests, and those who are only counted; what was written down."""

    places: Places
    moved_up: tuple[str, ...]
    guests: tuple[Guest, ...]
    headcounts: tuple[Headcount, ...]
    minutes: Minutes


def read_door(session: Session, number: int) -> Door:
    """All of it as it is now. Raises `NotFound`."""
    number = meetings.get(session, number).id
    return Door(
        capacity.places(session, number), tuple(one.person for one in answers.moved_up(session, number)),
        tuple(guests.of_meeting(session, number)), tuple(headcounts.of_meeting(session, number)),
        minutes.of_meeting(session, number),
    )  # fmt: skip


def door_lines(desk: Desk, door: Door, invited: Iterable[Participation]) -> Iterable[Line]:
    """What there is to tell, without empty lines; what must be done stands out."""
    tell = desk.tell
    if door.places.capacity is not None:
        values = {"taken": door.places.taken, "places": door.places.capacity, "waiting": door.places.waiting}
        full = not door.places.room_for(1)
        told = tell(say(N_("{taken} of {places} taken, {waiting} waiting"), **values))
        yield Line(tell(N_("Places")), told, Tone.WARNING if full else Tone.NORMAL)
    yield Line(tell(N_("Moved up")), _to_tell(desk, door.moved_up), Tone.WARNING)
    said = [one.attendance for one in invited] + [one.attendance for one in door.guests]
    counts = ((kind, said.count(kind)) for kind in Attendance)
    yield Line(
        tell(N_("Attendance")), " · ".join(f"{count} {shown.kind(kind, desk.language)}" for kind, count in counts if count)
    )
    yield Line(tell(N_("Guests")), ", ".join(shown.joined((one.name, one.organisation)) for one in door.guests))
    for one in door.headcounts:
        both = say(N_("{expected} expected, {came} came"), expected=_number(one.expected), came=_number(one.came))
        yield Line(one.name, tell(both))
    yield Line(tell(N_("Minutes")), _written(desk, door.minutes))


def _written(desk: Desk, found: Minutes) -> str:
    """How much there is of it."""
    decided, left = len(found.decisions), sum(one.done_on is None for one in found.actions)
    parts = (
        desk.tell(N_("written ({key[meetings.minutes]} shows them)")) if found.text else "",
        desk.tell(Message(N_("{n} decision"), {"n": decided}, N_("{n} decisions"))) if decided else "",
        desk.tell(Message(N_("{n} action point to do"), {"n": left}, N_("{n} action points to do"))) if left else "",
    )
    return shown.joined(parts, " · ")


def _to_tell(desk: Desk, names: tuple[str, ...]) -> str:
    told = N_("{names}: to be told ({key[meetings.answers]}, then {key[answers.told]})")
    return desk.tell(told, names=", ".join(names)) if names else ""


def _number(count: int | None) -> str:
    return "–" if count is None else str(count)
