"""The places of a meeting: counted inside the transaction that gives one away, and given on in the order of answering.

Named guests who come and people who are only counted take places as well; who may come takes none. The waiting list is
settled by whatever frees a place or makes more: an answer, a larger room, somebody taken off, an undo, an erasure.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.attending.kinds import Via
from core.door.session import Session
from core.door.write import Transaction
from core.messages import N_, Message
from core.rules.kinds import Answer, MeetingStatus
from db.log import Change

# Of what is counted there are few rows in one meeting, and all of them are found by their index.
_PLACES = (
    "SELECT m.capacity,"
    " (SELECT count(*) FROM participation pa WHERE pa.meeting_id = m.id AND pa.removed = 0 AND pa.answer = 'accepted'),"
    " (SELECT count(*) FROM guest g WHERE g.meeting_id = m.id AND g.answer = 'accepted'),"
    " (SELECT coalesce(sum(h.expected), 0) FROM headcount h WHERE h.meeting_id = m.id),"
    " (SELECT count(*) FROM participation pa WHERE pa.meeting_id = m.id AND pa.removed = 0 AND pa.answer = 'waiting')"
    " FROM meeting m WHERE m.id = ?"
)
_QUEUE = (
    "SELECT pa.id FROM participation pa WHERE pa.meeting_id = ? AND pa.removed = 0 AND pa.answer = 'waiting'"
    " ORDER BY coalesce(pa.queue_place, 2147483647), pa.id LIMIT ?"
)
_PARTS = ("participation", "guest", "headcount")


@dataclass(frozen=True)
class Places:
    """How many a meeting has room for (None: any number), how many places are taken, and how many people wait."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many places are left; below zero if more were let in."""
        return None if self.capacity is None else self.capacity - self.taken

    def room_for(self, more: int) -> bool:
        """Whether so many more can come."""
        return self.capacity is None or self.taken + more <= self.capacity


def places(session: Session, meeting_id: int) -> Places:
    """The places as they are now; of a meeting that is not there, none are taken."""
    rows = session.query(_PLACES, [meeting_id])
    return _read(rows[0]) if rows else Places(None, 0, 0)


def _read(row: Sequence[int | None]) -> Places:
    return Places(row[0], sum(number or 0 for number in row[1:4]), row[4] or 0)


def within(transaction: Transaction, meeting_id: int) -> Places:
    """The same inside a transaction: nobody else can take a place before it ends."""
    row = transaction.database.execute_sql(_PLACES, (meeting_id,)).fetchone()
    return _read(row) if row else Places(None, 0, 0)


def last_in_queue(transaction: Transaction, meeting_id: int) -> int:
    """The place behind everybody who waits."""
    sql = "SELECT coalesce(max(queue_place), 0) + 1 FROM participation WHERE meeting_id = ?"
    return int(transaction.database.execute_sql(sql, (meeting_id,)).fetchone()[0])


def move_up(transaction: Transaction, meeting_id: int) -> list[int]:
    """Give the free places to those who have waited longest, unless the meeting is over or cancelled.

    Gives the people who have a place now. Their participation says that they moved up and have not been told. Where
    there is no number of places, whoever waits was put there by somebody, and stays.
    """
    free = within(transaction, meeting_id).free
    return _let_in(transaction, meeting_id, free) if free is not None else []


def _let_in(transaction: Transaction, meeting_id: int, most: int) -> list[int]:
    row = transaction.row("meeting", meeting_id)
    if row is None or row["status"] != MeetingStatus.PLANNED.value or str(row["end_utc"]) <= transaction.now:
        return []
    found = transaction.database.execute_sql(_QUEUE, (meeting_id, max(0, most))).fetchall()
    moved: list[int] = []
    for (number,) in found:
        part = transaction.row("participation", number) or {}
        transaction.update("participation", number, {
            "answer": Answer.ACCEPTED.value, "via": Via.QUEUE.value, "queue_place": None,
        })  # fmt: skip
        moved.append(int(str(part["person_id"])))
    return moved


def names(session: Session, people: Sequence[int]) -> tuple[str, ...]:
    """What those people are called, in that order."""
    if not people:
        return ()
    marks = ", ".join("?" * len(people))
    rows = session.query(f"SELECT id, trim(given || ' ' || family) FROM person WHERE id IN ({marks})", people)
    known = {row[0]: str(row[1]) for row in rows}
    return tuple(known[number] for number in people if number in known)


def moved_message(moved: Sequence[str]) -> Message:
    """Who moved up, for whoever did what made room."""
    return Message(
        N_("{names} moved up from the waiting list and is to be told."),
        {"n": len(moved), "names": ", ".join(moved)},
        N_("{names} moved up from the waiting list and are to be told."),
    )


def settle(session: Session, transaction: Transaction, meetings: Iterable[int]) -> None:
    """Settle the waiting lists of those meetings, and tell whoever is at work who moved up."""
    for meeting_id in dict.fromkeys(meetings):
        _tell(session, move_up(transaction, meeting_id))


def resized(session: Session, transaction: Transaction, meeting_id: int) -> None:
    """The meeting has another number of places, or any number of them: let in who finds one now, and tell of it."""
    now = within(transaction, meeting_id)
    _tell(session, _let_in(transaction, meeting_id, now.waiting if now.free is None else now.free))


def _tell(session: Session, moved: Sequence[int]) -> None:
    if moved and session.notice is not None:
        session.notice(moved_message(names(session, moved)))


def seats_of(transaction: Transaction, people: Iterable[int]) -> list[int]:
    """The meetings at which those people have a place."""
    rows = transaction.database.execute_sql(
        "SELECT DISTINCT meeting_id FROM participation WHERE removed = 0 AND answer = 'accepted'"
        " AND person_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(people)),),
    ).fetchall()
    return [row[0] for row in rows]


# -- after an undo ---------------------------------------------------------------------------------------------------


def meetings_of(transaction: Transaction, changes: Sequence[Change]) -> set[int]:
    """The meetings whose places may differ once these changes have gone back."""
    found: set[int] = set()
    for change in changes:
        values = {**(change.before or {}), **(change.after or {})}
        if change.table == "meeting" and "capacity" in values:
            found.add(change.row_id)
        elif change.table in _PARTS:
            row = values if "meeting_id" in values else transaction.row(change.table, change.row_id)
            if row:
                found.add(int(str(row["meeting_id"])))
    return found


def coming(transaction: Transaction, meetings: Iterable[int]) -> dict[int, set[int]]:
    """The participations with a place, by meeting: to be asked before an undo, for `after_undo`."""
    sql = "SELECT id FROM participation WHERE meeting_id = ? AND removed = 0 AND answer = 'accepted'"
    return {
        number: {row[0] for row in transaction.database.execute_sql(sql, (number,)).fetchall()} for number in meetings
    }


def after_undo(session: Session, transaction: Transaction, before: Mapping[int, set[int]]) -> None:
    """Nobody comes back to a place that was given on meanwhile: whoever the undo brought back waits first in the queue."""
    for meeting_id, held in before.items():
        too_many = -(within(transaction, meeting_id).free or 0)
        back = coming(transaction, [meeting_id])[meeting_id] - held
        for number in sorted(back, reverse=True)[: max(0, too_many)]:
            sql = "SELECT coalesce(min(queue_place), 1) - 1 FROM participation WHERE meeting_id = ?"
            first = int(transaction.database.execute_sql(sql, (meeting_id,)).fetchone()[0])
            transaction.update("participation", number, {"answer": Answer.WAITING.value, "queue_place": first})
    settle(session, transaction, before)
