"""Action points: what somebody was to do after a meeting, until it is done. As private as the meeting they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core import meetings, people
from core.door.operations import Operation
from core.door.scope import visible_meeting
from core.door.session import Session
from core.errors import Ambiguous, Invalid, NotFound
from core.messages import N_, say
from core.rules.active import from_iso, iso
from core.rules.day_words import read_day
from core.rules.text import clean
from core.series import occurrences
from db.log import Value

_TEXT = 2000


@dataclass(frozen=True)
class ActionPoint:
    """Something to be done. `owner` is who does it: of the register (`owner_id`), somebody named freely, or nobody ("")."""

    id: int
    version: int
    meeting_id: int
    meeting: str
    text: str
    owner_id: int | None
    owner: str
    protected: bool
    due: date | None
    done_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether it was to be done before today, and is not."""
        return self.done_on is None and self.due is not None and self.due < today


_SELECT = (
    "SELECT ap.id, ap.version, ap.meeting_id, m.title, ap.text, ap.owner_id,"
    " coalesce(trim(p.given || ' ' || p.family), ap.owner_name), coalesce(p.protected, 0), ap.due, ap.done_on"
    " FROM action_point ap JOIN meeting m ON m.id = ap.meeting_id LEFT JOIN person p ON p.id = ap.owner_id"
)
# What is due comes first; what has no day comes last.
_ORDER = "ORDER BY ap.due IS NULL, ap.due, ap.id"


def _of_rows(rows: Sequence[Sequence[Value]]) -> list[ActionPoint]:
    return [
        ActionPoint(
            int(str(row[0])), int(str(row[1])), int(str(row[2])), str(row[3]), str(row[4]),
            None if row[5] is None else int(str(row[5])), str(row[6]), bool(row[7]), _day(row[8]), _day(row[9]),
        )
        for row in rows
    ]  # fmt: skip


def _day(stored: Value) -> date | None:
    return None if stored is None else from_iso(str(stored))


def of_meeting(session: Session, meeting_id: int, *, done: bool = True) -> list[ActionPoint]:
    """The action points of a meeting, soonest due first; without `done` only those still to do. Raises `NotFound`."""
    number = meetings.get(session, meeting_id).id
    only = "" if done else " AND ap.done_on IS NULL"
    return _of_rows(session.query(f"{_SELECT} WHERE ap.meeting_id = ?{only} {_ORDER}", [number]))


def every(session: Session, *, done: bool = False) -> list[ActionPoint]:
    """The action points of all meetings this account may see, soonest due first; with `done` also those that are done."""
    visible, account = visible_meeting(session)
    only = "" if done else " AND ap.done_on IS NULL"
    return _of_rows(session.query(f"{_SELECT} WHERE {visible}{only} {_ORDER}", account))


def get(session: Session, number: int) -> ActionPoint:
    """The action point of that number. Raises `NotFound`, also if its meeting is closed to this account."""
    visible, account = visible_meeting(session)
    found = _of_rows(session.query(f"{_SELECT} WHERE ap.id = ? AND {visible}", [number, *account]))
    if not found:
        raise NotFound(say(N_("There is no action point number {number}."), number=number))
    return found[0]


def add(session: Session, meeting_id: int, text: str, *, owner: str = "", due: str = "") -> ActionPoint:
    """Note what `owner` (somebody of the register, or a name) is to do until `due`, a day in words.

    Raises `Invalid`, `Ambiguous` if more people are called so, and `NotFound`.
    """
    with session.write(Operation.MEETING_ACTION) as transaction:
        own = occurrences.touched(session, transaction, meetings.get(session, meeting_id).id)
        values = _values(session, own, text, owner, due)
        return get(session, transaction.insert("action_point", {"meeting_id": own, **values, "done_on": None}))


def edit(session: Session, point: ActionPoint, text: str, *, owner: str = "", due: str = "") -> ActionPoint:
    """What is to be done, by whom and until when, as it now shall be. Raises as `add`, and `Changed`."""
    with session.write(Operation.MEETING_ACTION) as transaction:
        get(session, point.id)
        values = _values(session, point.meeting_id, text, owner, due)
        if point.owner_id is not None and owner.strip() == point.owner:
            # The same name again means the same person, also among namesakes.
            values |= {"owner_id": point.owner_id, "owner_name": ""}
        transaction.edit("action_point", point.id, values, version=point.version)
        return get(session, point.id)


def _values(session: Session, meeting_id: int, text: str, owner: str, due: str) -> dict[str, Value]:
    said = clean("text", text, limit=_TEXT)
    if not said:
        raise Invalid("text", say(N_("What is to be done?")))
    owner_id, owner_name = _owner(session, meeting_id, owner)
    day = read_day(due, session.today, field="due") if due.strip() else None
    return {"text": said, "owner_id": owner_id, "owner_name": owner_name, "due": iso(day)}


def _owner(session: Session, meeting_id: int, text: str) -> tuple[int | None, str]:
    """Somebody of the register, among namesakes whoever is invited; else a free name."""
    name = clean("owner", text)
    if not name:
        return None, ""
    try:
        return people.get(session, name).id, ""
    except Ambiguous as error:
        # Named the same: the one who is at the meeting is meant.
        there = session.query(
            "SELECT p.id, trim(p.given || ' ' || p.family), p.given, p.known_as FROM participation pa"
            " JOIN person p ON p.id = pa.person_id WHERE pa.meeting_id = ? AND pa.removed = 0",
            [meeting_id],
        )
        found = [row[0] for row in there if name.casefold() in {str(one).casefold() for one in row[1:]}]
        if len(found) == 1:
            return found[0], ""
        raise error
    except NotFound:
        if name.removeprefix("#").isdecimal():
            raise
        return None, name


def done(session: Session, number: int) -> ActionPoint:
    """It is done today; one that is done already stays as it is. Raises `NotFound`."""
    return _set_done(session, number, session.today)


def to_do_again(session: Session, number: int) -> ActionPoint:
    """It is not done after all. Raises `NotFound`."""
    return _set_done(session, number, None)


def _set_done(session: Session, number: int, day: date | None) -> ActionPoint:
    with session.write(Operation.ACTION_DONE) as transaction:
        before = get(session, number)
        if (before.done_on is None) != (day is None):
            transaction.update("action_point", number, {"done_on": iso(day)})
        return get(session, number)


def take_away(session: Session, point: ActionPoint) -> None:
    """Take an action point away. Raises `NotFound`, and `Changed` if somebody changed it meanwhile."""
    with session.write(Operation.MEETING_ACTION) as transaction:
        get(session, point.id)
        transaction.delete("action_point", point.id, version=point.version)
