"""Named guests: somebody who is not in the register, kept for thirty days after the meeting and then only counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from core import meetings, organisations
from core.attending import capacity
from core.attending.kinds import Attendance
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound, Refused
from core.messages import N_, say
from core.privacy import erasure
from core.rules.kinds import Answer, Language
from core.rules.moments import utc_text
from core.rules.text import clean
from core.series import occurrences
from db import erase
from db.log import Value

KEPT = timedelta(days=30)
"""How long after the meeting a guest's name is kept."""
_COUNTED_AS = {Language.DANISH: "Gæster", Language.ENGLISH: "Guests"}


@dataclass(frozen=True)
class Guest:
    """A named guest; `organisation` is who sent them, if anybody did."""

    id: int
    version: int
    meeting_id: int
    name: str
    organisation: str
    answer: Answer
    attendance: Attendance | None
    walk_in: bool


def of_meeting(session: Session, meeting_id: int) -> list[Guest]:
    """The named guests of a meeting, by name. Raises `NotFound`."""
    meetings.get(session, meeting_id)
    rows = session.query(
        "SELECT g.id, g.version, g.meeting_id, g.name, coalesce(o.name, ''), g.answer, g.attendance, g.walk_in FROM guest g"
        " LEFT JOIN organisation o ON o.id = g.organisation_id WHERE g.meeting_id = ? ORDER BY g.name COLLATE NOCASE, g.id",
        [meeting_id],
    )
    return [
        Guest(
            row[0], row[1], row[2], row[3], row[4], Answer(row[5]), Attendance(row[6]) if row[6] else None, bool(row[7])
        )
        for row in rows
    ]


def add(
    session: Session,
    meeting_id: int,
    name: str,
    *,
    organisation: str = "",
    walk_in: bool = False,
    attendance: Attendance | None = None,
    over: bool = False,
) -> Guest:
    """A guest who comes, or a `walk_in` who is there already and takes no place.

    Raises `Invalid` for a name, `Refused` if all places are taken, unless `over` lets them in, `NotFound`.
    """
    with session.write(Operation.MEETING_GUEST) as transaction:
        meetings.get(session, meeting_id)
        own = occurrences.touched(session, transaction, meeting_id)
        called = clean("name", name)
        if not called:
            raise Invalid("name", say(N_("A guest needs a name.")))
        if not walk_in:
            refuse_full(transaction, own, 1, over=over)
        sent_by = organisations.get(session, organisation).id if organisation.strip() else None
        number = transaction.insert("guest", {
            "meeting_id": own, "name": called, "organisation_id": sent_by,
            "answer": (Answer.NEEDS_ACTION if walk_in else Answer.ACCEPTED).value,
            "attendance": attendance.value if attendance else "", "walk_in": int(walk_in),
        })  # fmt: skip
        return next(one for one in of_meeting(session, own) if one.id == number)


def refuse_full(transaction: Transaction, meeting_id: int, more: int, *, over: bool) -> None:
    """Raises `Refused` if so many more do not find a place."""
    now = capacity.within(transaction, meeting_id)
    if not over and more > 0 and not now.room_for(more):
        raise Refused(
            say(N_("All {capacity} places are taken."), capacity=now.capacity),
            say(N_("Let them in all the same: --over")),
        )


def remove(session: Session, guest_id: int) -> None:
    """Take a guest off; the place goes to whoever waits. Raises `NotFound`."""
    with session.write(Operation.MEETING_GUEST) as transaction:
        row = transaction.row("guest", guest_id)
        if row is None:
            raise NotFound(say(N_("There is no guest number {number}."), number=guest_id))
        meeting = meetings.get(session, int(str(row["meeting_id"])))
        transaction.delete("guest", guest_id)
        capacity.settle(session, transaction, [meeting.id])


def named(session: Session, meeting_id: int, reference: str) -> Guest:
    """The guest of that name or number. Raises `NotFound`."""
    text = reference.removeprefix("#").strip()
    found = of_meeting(session, meeting_id)
    for one in found:
        if one.name.casefold() == text.casefold() or str(one.id) == text:
            return one
    raise NotFound(say(N_("There is no guest {name}."), name=text), [one.name for one in found][:3])


# -- forgetting ------------------------------------------------------------------------------------------------------


def overdue(session: Session) -> int:
    """How many guests' names have been kept long enough, of all meetings: it is told without saying which."""
    there = int(session.query(f"SELECT count(*) {_OVERDUE}", [_limit(session)])[0][0])
    return there + len(_taken_off(session))


_OVERDUE = "FROM guest g JOIN meeting m ON m.id = g.meeting_id WHERE m.end_utc < ?"


def _limit(session: Session) -> str:
    return utc_text(session.now - KEPT)


def forget_overdue(session: Session) -> int:
    """Forget the names of guests whose meeting was more than thirty days ago, also in the log and the bytes of the file.

    What stays is a headcount of how many were expected and came. There is no undo. Gives how many were forgotten.
    """
    forgotten = overdue(session)
    if not forgotten:
        return 0
    with session.write(Operation.GUESTS_FORGET) as transaction:
        rows = session.query(
            f"SELECT g.id, g.meeting_id, g.organisation_id, g.answer, g.attendance {_OVERDUE} ORDER BY g.id",
            [_limit(session)],
        )
        _count(session, transaction, rows)
        numbers = {*(row[0] for row in rows), *_taken_off(session)}
        erase.forget_rows(transaction.database, "guest", numbers, transaction.now)
        transaction.keep()
    if not session.dry_run:
        erasure.finish(session)
    return forgotten


def _taken_off(session: Session) -> set[int]:
    """The guests of those meetings who were taken off, of whom the log still tells."""
    rows = session.query(
        "SELECT DISTINCT c.row_id FROM change c JOIN meeting m ON m.id = json_extract(c.before, '$.meeting_id')"
        " WHERE c.table_name = 'guest' AND c.after IS NULL AND c.before IS NOT NULL AND m.end_utc < ?",
        [_limit(session)],
    )
    return {row[0] for row in rows}


def _count(session: Session, transaction: Transaction, rows: Iterable[tuple[Value, ...]]) -> None:
    """The same figures without names, by meeting and organisation."""
    groups: dict[tuple[Value, Value], list[int]] = {}
    for _number, meeting_id, organisation_id, answer, attendance in rows:
        group = groups.setdefault((meeting_id, organisation_id), [0, 0])
        group[0] += answer == Answer.ACCEPTED.value
        group[1] += attendance == Attendance.PRESENT.value
    for (meeting_id, organisation_id), (expected, came) in groups.items():
        transaction.insert("headcount", {
            "meeting_id": meeting_id, "organisation_id": organisation_id,
            "label": "" if organisation_id is not None else _COUNTED_AS[session.language],
            "expected": expected, "came": came,
        })  # fmt: skip
