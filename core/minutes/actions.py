"""Action points noted, changed and done; `core.minutes.action_points` reads them."""

from datetime import date

from core import meetings, people
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Ambiguous, Invalid, NotFound
from core.messages import N_, say
from core.minutes.action_points import ActionPoint, get
from core.rules.active import iso
from core.rules.day_words import read_day
from core.rules.text import clean
from core.series import occurrences
from db.log import Value

_TEXT = 2000


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
