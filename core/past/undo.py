"""Going back: an operation is undone by a new one that applies the inverse of its changes, or not at all.

Undoing an undo is redo. What left the house (exports) and what the law keeps cannot be undone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.attending import capacity
from core.door.operations import Operation
from core.door.scope import told_in_part, visible_change, visible_operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import NotAllowed, NotFound, Refused
from core.mailing import asking
from core.messages import N_, Message, say
from core.past import reversal
from core.past.reversal import Outcome, Reverted
from core.rules.moments import from_utc_text, utc_text
from db import log
from db.log import Change, Value, Values

_FOR_EVER = {
    Operation.CALENDAR_BEGIN, Operation.CALENDAR_SECRET, Operation.CALENDAR_EXPORT, Operation.CONTACTS_EXPORT,
    Operation.CALENDAR_PERSON, Operation.CALENDAR_PUBLISH,
    Operation.NETWORK_OPEN, Operation.DEMO,
    Operation.BACKUP_RESTORE, Operation.DOCTOR_MEND, Operation.UNKNOWN, Operation.PERSON_ERASE,
    Operation.CONSENT_WITHDRAW, Operation.GUESTS_FORGET, Operation.TOTALS_FORGET, Operation.MINUTES_EXPORT,
}  # fmt: skip


# Writers are one after the other and no change is ever deleted, so the numbers of an operation's changes are without gaps:
# the first and the last say how many there are, without counting millions.
_ROWS = (
    "coalesce((SELECT max(c.id) FROM change c WHERE c.operation_id = o.id)"
    " - (SELECT min(c.id) FROM change c WHERE c.operation_id = o.id) + 1, 0)"
)


@dataclass(frozen=True)
class LogEntry:
    """One operation as this account may see it. `rows` counts the rows it changed; `undone_by` is the undoing operation."""

    id: int
    at: datetime
    account: str
    operation: Operation
    rows: int
    undoes: int | None
    undone_by: int | None

    @property
    def sentence(self) -> Message:
        return say(self.operation.sentence)

    @property
    def undoable(self) -> bool:
        return self.undone_by is None and self.operation not in _FOR_EVER


@dataclass(frozen=True)
class RowChange:
    """One row's change in an operation: `before` is None for a new row, `after` for one that was taken away."""

    table: str
    row_id: int
    before: Values | None
    after: Values | None
    person_id: int | None = None

    @property
    def erased(self) -> bool:
        """Whose it was has been erased: nothing is told any more."""
        return self.before is None and self.after is None


def _select(session: Session) -> tuple[str, list[Value], str]:
    """The columns of an entry with the values of their question marks, and the condition that it may be seen."""
    part, account = told_in_part(session)
    visible, seer = visible_operation(session)
    columns = f"o.id, o.at, o.account, o.kind, {_ROWS}, o.undoes, (SELECT u.id FROM operation u WHERE u.undoes = o.id), {part}"
    return f"SELECT {columns} FROM operation o", [*account, *seer], visible


def entries(
    session: Session,
    *,
    limit: int = 50,
    among: Sequence[int] | None = None,
    operation: str = "",
    since: datetime | None = None,
    after: int | None = None,
    by_others: bool = False,
) -> list[LogEntry]:
    """The newest operations first, without those in shielded networks that are closed to this account.

    `among` are the only numbers that are wanted, as `record_history.ids` finds those of a record; `operation` is a kind
    (`person.edit`) or the first part of kinds (`person`); `after` leaves out that number and those before it; `by_others`
    leaves out one's own.
    """
    select, account, visible = _select(session)
    only = ""
    chosen: list[str | int] = []
    if operation:
        only += " AND (o.kind = ? OR o.kind LIKE ? || '.%')"
        chosen += [operation, operation]
    if since is not None:
        only += " AND o.at >= ?"
        chosen.append(utc_text(since))
    if after is not None:
        only += " AND o.id > ?"
        chosen.append(after)
    if by_others:
        only += " AND o.account <> ?"
        chosen.append(session.account)
    if among is not None:
        only += " AND o.id IN (SELECT value FROM json_each(?))"
        chosen.append(json.dumps(list(among)))
    rows = session.query(
        f"{select} WHERE {visible}{only} ORDER BY o.id DESC LIMIT ?",
        [*account, *chosen, limit],
    )
    return [_entry(session, row) for row in rows]


def _entry(session: Session, row: Sequence[Any]) -> LogEntry:
    rows = _visible_rows(session, row[0]) if row[7] else row[4]
    return LogEntry(
        row[0], from_utc_text(row[1]), row[2], Operation(row[3]), rows,
        None if row[5] is None else row[5], None if row[6] is None else row[6],
    )  # fmt: skip


def _visible_rows(session: Session, operation_id: int) -> int:
    visible, account = visible_change(session)
    sql = f"SELECT count(*) FROM change c WHERE c.operation_id = ? AND {visible}"
    return int(session.query(sql, [operation_id, *account])[0][0])


def entry(session: Session, operation_id: int) -> LogEntry:
    """That operation. Raises `NotFound`, also if it lies in a shielded network that is closed to this account."""
    select, account, visible = _select(session)
    rows = session.query(f"{select} WHERE {visible} AND o.id = ?", [*account, operation_id])
    if not rows:
        raise NotFound(say(N_("There is no operation number {number}."), number=operation_id))
    return _entry(session, rows[0])


def entries_of(session: Session, numbers: Sequence[int]) -> list[LogEntry]:
    """The operations of these numbers, in that order, without those this account may not see."""
    select, account, visible = _select(session)
    marks = ", ".join("?" * len(numbers))
    rows = session.query(f"{select} WHERE {visible} AND o.id IN ({marks})", [*account, *numbers])
    found = {row[0]: _entry(session, row) for row in rows}
    return [found[number] for number in numbers if number in found]


def changes(session: Session, operation_id: int) -> list[RowChange]:
    """What the operation changed, in order, as far as this account may see it."""
    entry(session, operation_id)
    every = log.changes_of(session.database, operation_id)
    if _in_part(session, operation_id):
        every = _seen(session, every, operation_id)
    return [RowChange(one.table, one.row_id, one.before, one.after, one.person_id) for one in every]


def _seen(session: Session, every: Sequence[Change], operation_id: int) -> list[Change]:
    """Of what is told in part, the part."""
    visible, account = visible_change(session)
    seen = session.query(
        f"SELECT c.table_name, c.row_id FROM change c WHERE c.operation_id = ? AND {visible}", [operation_id, *account]
    )
    keys = {(row[0], row[1]) for row in seen}
    return [one for one in every if (one.table, one.row_id) in keys]


def last_own(session: Session) -> LogEntry:
    """My newest operation that is neither an undo nor undone already. Raises `NotFound`."""
    kinds = [Operation.UNDO.value, *(kind.value for kind in _FOR_EVER)]
    marks = ", ".join("?" * len(kinds))
    rows = session.query(
        f"SELECT o.id FROM operation o WHERE o.account = ? AND o.kind NOT IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.id)"
        # What is left of an operation on somebody who has been erased cannot be undone; the one before it can.
        " AND (NOT EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id) OR EXISTS (SELECT 1 FROM change c"
        " WHERE c.operation_id = o.id AND (c.before IS NOT NULL OR c.after IS NOT NULL))) ORDER BY o.id DESC LIMIT 1",
        [session.account, *kinds],
    )
    if not rows:
        raise NotFound(say(N_("There is nothing of yours to undo.")))
    return entry(session, rows[0][0])


def last_undo(session: Session) -> LogEntry:
    """My newest undo that has not been undone itself: what redo takes back. Raises `NotFound`."""
    rows = session.query(
        "SELECT o.id FROM operation o WHERE o.account = ? AND o.kind = ?"
        " AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.id) ORDER BY o.id DESC LIMIT 1",
        [session.account, Operation.UNDO.value],
    )
    if not rows:
        raise NotFound(say(N_("You have undone nothing that could be done again.")))
    return entry(session, rows[0][0])


def undo(session: Session, operation_id: int | None = None) -> LogEntry:
    """Undo that operation, or my last one; gives what was undone.

    Raises `Refused`, naming who changed what since, if one of its rows has moved on; then nothing is undone.
    """
    target = _target(session, operation_id)
    with session.write(_kind(target), undoes=target.id, detail=_about(session, target)) as transaction:
        changes = log.changes_of(session.database, target.id)
        meetings_before = _rows_before(transaction, changes, "meeting")
        series_before = _rows_before(transaction, changes, "series")
        seats = capacity.coming(transaction, capacity.meetings_of(transaction, changes))
        transaction.keep()
        with transaction.one_by_one(len(changes)):
            reversal.whole(session, transaction, changes, target.id)
        _whole_series(transaction, changes, series_before)
        for number, row in meetings_before.items():
            asking.after_change(transaction, number, row, asking.undone(changes, number))
        capacity.after_undo(session, transaction, seats)
    return target


def _whole_series(transaction: Transaction, changes: Sequence[Change], before: Mapping[int, Values]) -> None:
    """What follows where a series went back; whoever only reads the log need not load what series are made of."""
    from core.series import changing

    changing.after_undo(transaction, changes, before)


@dataclass(frozen=True)
class Undone:
    """What was undone, or would be: the operation, and what became of each of its records."""

    entry: LogEntry
    records: tuple[Reverted, ...]

    def count(self, outcome: Outcome) -> int:
        """How many records it became of."""
        return sum(one.outcome is outcome for one in self.records)

    @property
    def complete(self) -> bool:
        """Whether every record went back."""
        return self.count(Outcome.REVERSED) == len(self.records)


def undo_partly(session: Session, operation_id: int | None = None) -> Undone:
    """Undo what can be of that operation, or of my last one, record by record: the others stay as they are now.

    Raises `Refused` if nothing of it can go back.
    """
    target = _target(session, operation_id)
    with session.write(_kind(target), undoes=target.id, detail={"partly": 1, **_about(session, target)}) as transaction:
        changes = log.changes_of(session.database, target.id)
        meetings_before = _rows_before(transaction, changes, "meeting")
        series_before = _rows_before(transaction, changes, "series")
        seats = capacity.coming(transaction, capacity.meetings_of(transaction, changes))
        transaction.keep()
        with transaction.one_by_one(len(changes)):
            done = Undone(target, tuple(reversal.parts(session, transaction, changes, target.id)))
        _whole_series(transaction, changes, series_before)
        for number, row in meetings_before.items():
            asking.after_change(transaction, number, row, asking.undone(changes, number))
        capacity.after_undo(session, transaction, seats)
        changed = session.query("SELECT 1 FROM change WHERE operation_id = ? LIMIT 1", [transaction.operation_id])
        if done.records and not changed and not session.dry_run:
            why = done.records[0].reason or ""
            raise Refused(say(N_("Nothing of operation {number} can be undone: {why}"), number=target.id, why=why))
    return replace(done, records=_visible_records(session, done))


def _visible_records(session: Session, done: Undone) -> tuple[Reverted, ...]:
    """Without those that are hidden from this account; they went back or stayed all the same."""
    if not _in_part(session, done.entry.id):
        return done.records
    seen = {(one.table, one.row_id) for one in changes(session, done.entry.id)}
    return tuple(one for one in done.records if (one.table, one.row_id) in seen)


def preview(session: Session, operation_id: int | None = None) -> Undone:
    """What undoing that operation, or my last one, would come to; nothing is changed. Raises what `undo` raises before it."""
    return undo_partly(replace(session, dry_run=True), operation_id)


def _target(session: Session, operation_id: int | None) -> LogEntry:
    target = last_own(session) if operation_id is None else entry(session, operation_id)
    if target.operation in _FOR_EVER:
        raise NotAllowed(say(N_("This cannot be undone: {what}."), what=target.sentence))
    if target.undone_by is not None:
        raise _undone_already(session, target)
    return target


def _undone_already(session: Session, target: LogEntry) -> Refused:
    """What was undone may have been done again since, and undone once more: the last of them is the one to undo now."""
    last, undone = target, False
    while last.undone_by is not None:
        last, undone = entry(session, last.undone_by), not undone
    if undone:
        return Refused(
            say(N_("Operation {number} is undone already."), number=target.id),
            say(N_("To do it again: laug undo {number}"), number=last.id),
        )
    return Refused(
        say(N_("Operation {number} was undone and then done again."), number=target.id),
        say(N_("To undo it once more: laug undo {number}"), number=last.id),
    )


def _about(session: Session, target: LogEntry) -> dict[str, object]:
    """What is told in part when it is done is told in part when it is undone (`core.door.scope`)."""
    found = session.query(
        "SELECT coalesce(json_extract(detail, '$.of'), kind) FROM operation WHERE id = ?", [target.id]
    )
    return {"of": found[0][0]}


def _in_part(session: Session, operation_id: int) -> bool:
    """Whether some of its rows are hidden from this account."""
    part, account = told_in_part(session)
    return bool(session.query(f"SELECT {part} FROM operation o WHERE o.id = ?", [*account, operation_id])[0][0])


def _kind(target: LogEntry) -> Operation:
    return Operation.REDO if target.operation is Operation.UNDO else Operation.UNDO


def _rows_before(transaction: Transaction, changes: Sequence[Change], table: str) -> dict[int, Values]:
    numbers = {one.row_id for one in changes if one.table == table}
    return {number: row for number in numbers if (row := transaction.row(table, number)) is not None}
