"""What people answer, noted in the order it comes: who finds no place waits, and moves up by themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core import meetings
from core.attending import capacity
from core.attending.kinds import Via
from core.door.operations import Operation
from core.door.session import HOME_ZONE, Session
from core.door.write import Transaction
from core.errors import NotFound, Refused
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import from_utc_text
from core.series import occurrences
from db.log import Value


@dataclass(frozen=True)
class Noted:
    """What became of an answer: `noted` is waiting if somebody wanted to come and all places were taken.

    `place` is the place in the queue (1 is first), `late` whether it came after the last day to sign up, `moved_up` the
    people who got a place by it.
    """

    person_id: int
    person: str
    said: Answer
    noted: Answer
    place: int | None
    late: bool
    moved_up: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list, first come first."""

    person_id: int
    person: str
    place: int


@dataclass(frozen=True)
class MovedUp:
    """Somebody who has moved up from the waiting list and has not been told."""

    person_id: int
    person: str
    phone: str
    email: str


def is_late(answered_at: str, sign_up_by: date | None) -> bool:
    """Whether an answer of that moment (UTC, as stored; empty: none) came after the last day to sign up, in Denmark."""
    if not answered_at or sign_up_by is None:
        return False
    return from_utc_text(answered_at).astimezone(HOME_ZONE).date() > sign_up_by


def cancelled_told(meeting: Meeting) -> Message:
    """Why no answer is noted any more."""
    return say(N_("{title} is cancelled; no answer counts any more."), title=meeting.title)


def note(
    session: Session, meeting_id: int, person_id: int, said: Answer, *, over: bool = False, via: Via = Via.TYPED
) -> Noted:
    """Note what one person answered; `over` lets them in although all places are taken. Raises as `note_all`."""
    return note_all(session, meeting_id, {person_id: said}, over=over, via=via)[0]


def note_all(
    session: Session, meeting_id: int, said: Mapping[int, Answer], *, over: bool = False, via: Via = Via.TYPED
) -> list[Noted]:
    """The answers of several people in one operation, in that order.

    Raises `NotFound` if one of them is not invited, and `Refused` if the meeting is cancelled.
    """
    with session.write(Operation.MEETING_ANSWER) as transaction:
        meeting = meetings.get(session, meeting_id)
        if meeting.status is MeetingStatus.CANCELLED:
            raise Refused(cancelled_told(meeting))
        own = occurrences.touched(session, transaction, meeting_id)
        moved: list[int] = []
        rows: dict[int, int] = {}
        for person_id, answer in said.items():
            rows[person_id] = participation_of(transaction, own, person_id)
            moved += write(transaction, rows[person_id], answer, via=via, over=over)
        gone_up = capacity.names(session, [number for number in dict.fromkeys(moved) if number not in said])
        called = dict(zip(said, capacity.names(session, list(said)), strict=True))
        by = meetings.get(session, own).sign_up_by
        noted: list[Noted] = []
        for person_id, number in rows.items():
            row = transaction.row("participation", number) or {}
            late = is_late(str(row["answered_at"]), by)
            place = _place(transaction, row)
            noted.append(Noted(
                person_id, called[person_id], said[person_id], Answer(str(row["answer"])), place, late,
                gone_up if not noted else (),
            ))  # fmt: skip
        return noted


def participation_of(transaction: Transaction, meeting_id: int, person_id: int) -> int:
    """The number of the row that says a person is invited. Raises `NotFound` if they are not."""
    found = transaction.database.execute_sql(
        "SELECT id FROM participation WHERE meeting_id = ? AND person_id = ? AND removed = 0", (meeting_id, person_id)
    ).fetchone()
    if found is None:
        row = transaction.row("person", person_id) or {}
        name = f"{row.get('given') or ''} {row.get('family') or ''}".strip() or str(person_id)
        raise NotFound(say(N_("{name} is not invited to the meeting."), name=name))
    return int(found[0])


def write(transaction: Transaction, participation_id: int, said: Answer, *, via: Via, over: bool = False) -> list[int]:
    """Note an answer inside another operation; gives the people who moved up by it.

    The same answer again changes nothing, and whoever waits keeps their place in the queue.
    """
    row = transaction.row("participation", participation_id)
    if row is None:
        raise NotFound(say(N_("Number {number} is not there any more."), number=participation_id))
    meeting_id = int(str(row["meeting_id"]))
    moved = capacity.move_up(transaction, meeting_id)
    row = transaction.row("participation", participation_id) or row
    noted = _possible(transaction, row, said, over=over)
    changes: dict[str, Value] = {"answer": noted.value}
    if noted.value != row["answer"]:
        waits = noted is Answer.WAITING
        changes["queue_place"] = capacity.last_in_queue(transaction, meeting_id) if waits else None
        changes["answered_at"] = "" if noted is Answer.NEEDS_ACTION else transaction.now
        changes["via"] = "" if noted is Answer.NEEDS_ACTION else via.value
    elif row["via"] in ("", Via.QUEUE.value, Via.DOOR.value) and noted is not Answer.NEEDS_ACTION:
        changes["via"] = via.value  # whoever has moved up and says so again has been told
    transaction.update("participation", participation_id, changes)
    return moved + capacity.move_up(transaction, meeting_id)


def _possible(transaction: Transaction, row: Mapping[str, Value], said: Answer, *, over: bool) -> Answer:
    """What can be noted of an answer: to come takes a place, and without one it is to wait."""
    held = Answer(str(row["answer"]))
    now = capacity.within(transaction, int(str(row["meeting_id"])))
    match said:
        case Answer.ACCEPTED if over or held is Answer.ACCEPTED or now.room_for(1):
            return Answer.ACCEPTED
        case Answer.ACCEPTED:
            return Answer.WAITING
        case Answer.WAITING if now.capacity is not None and now.room_for(1) and held is not Answer.ACCEPTED:
            return Answer.ACCEPTED  # whoever would wait for a place finds one
        case _:
            return said


def _place(transaction: Transaction, row: Mapping[str, Value]) -> int | None:
    if row["answer"] != Answer.WAITING.value or row["queue_place"] is None:
        return None
    sql = (
        "SELECT count(*) FROM participation WHERE meeting_id = ? AND removed = 0 AND answer = 'waiting'"
        " AND queue_place <= ?"
    )
    return int(transaction.database.execute_sql(sql, (row["meeting_id"], row["queue_place"])).fetchone()[0])


def waiting(session: Session, meeting_id: int) -> list[Waiting]:
    """The waiting list, in the order of answering. Raises `NotFound`."""
    meetings.get(session, meeting_id)
    rows = session.query(
        "SELECT pa.person_id, trim(p.given || ' ' || p.family) FROM participation pa JOIN person p ON p.id = pa.person_id"
        " WHERE pa.meeting_id = ? AND pa.removed = 0 AND pa.answer = 'waiting'"
        " ORDER BY coalesce(pa.queue_place, 2147483647), pa.id",
        [meeting_id],
    )
    return [Waiting(row[0], row[1], place) for place, row in enumerate(rows, 1)]


def moved_up(session: Session, meeting_id: int) -> list[MovedUp]:
    """Who has moved up from the waiting list and has not been told. Raises `NotFound`."""
    meetings.get(session, meeting_id)
    rows = session.query(
        "SELECT p.id, trim(p.given || ' ' || p.family), p.phone, coalesce(nullif(p.email, ''), p.private_email)"
        " FROM participation pa JOIN person p ON p.id = pa.person_id"
        " WHERE pa.meeting_id = ? AND pa.removed = 0 AND pa.answer = 'accepted' AND pa.via = ? ORDER BY p.sort_key, p.id",
        [meeting_id, Via.QUEUE.value],
    )
    return [MovedUp(*row) for row in rows]


def told(session: Session, meeting_id: int, people: Sequence[int] = ()) -> int:
    """Note that those people, or all who have moved up, have been told; gives how many that were. Raises `NotFound`."""
    with session.write(Operation.MEETING_TOLD) as transaction:
        wanted = set(people)
        rows = [
            participation_of(transaction, meeting_id, one.person_id)
            for one in moved_up(session, meeting_id)
            if not wanted or one.person_id in wanted
        ]
        for number in rows:
            transaction.update("participation", number, {"via": Via.QUEUE_TOLD.value})
        return len(rows)
