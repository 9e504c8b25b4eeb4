"""Going back: an operation is undone by a new one that applies the inverse of its changes, or not at all.

Undoing an undo is redo. What left the house (exports) and what the law keeps cannot be undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core import meetings
from core.errors import Changed, LaugError, NotAllowed, NotFound, Refused
from core.messages import N_, Message, say
from core.operations import Operation
from core.rules.moments import from_utc_text
from core.scope import visible_change
from core.session import Session
from core.write import Transaction
from db import log
from db.log import Change, Values

_FOR_EVER = {
    Operation.CALENDAR_EXPORT, Operation.CONTACTS_EXPORT, Operation.NETWORK_OPEN, Operation.DEMO,
    Operation.BACKUP_RESTORE, Operation.DOCTOR_MEND, Operation.UNKNOWN,
}  # fmt: skip
# What calendars out there have seen never goes back.
_ONE_WAY = {
    "meeting": {"sequence", "stamp", "calendar_uid"},
    "participation": {"sent_sequence", "sent_stamp", "sent_method"},
}


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


def entries(
    session: Session, *, limit: int = 50, person: int | None = None, network: int | None = None
) -> list[LogEntry]:
    """The newest operations first, without those in shielded networks that are closed to this account."""
    visible, account = visible_change(session)
    only, chosen = "", []
    if person is not None:
        only += " AND EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND c.person_id = ?)"
        chosen.append(person)
    if network is not None:
        only += " AND EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND c.network_id = ?)"
        chosen.append(network)
    rows = session.query(
        "SELECT o.id, o.at, o.account, o.kind, (SELECT count(*) FROM change c WHERE c.operation_id = o.id), o.undoes,"
        " (SELECT u.id FROM operation u WHERE u.undoes = o.id) FROM operation o"
        f" WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND NOT {visible}){only}"
        " ORDER BY o.id DESC LIMIT ?",
        [*account, *chosen, limit],
    )
    return [_entry(row) for row in rows]


def _entry(row: Sequence[Any]) -> LogEntry:
    return LogEntry(
        row[0], from_utc_text(row[1]), row[2], Operation(row[3]), row[4],
        None if row[5] is None else row[5], None if row[6] is None else row[6],
    )  # fmt: skip


def entry(session: Session, operation_id: int) -> LogEntry:
    """That operation. Raises `NotFound`, also if it lies in a shielded network that is closed to this account."""
    visible, account = visible_change(session)
    rows = session.query(
        "SELECT o.id, o.at, o.account, o.kind, (SELECT count(*) FROM change c WHERE c.operation_id = o.id), o.undoes,"
        " (SELECT u.id FROM operation u WHERE u.undoes = o.id) FROM operation o WHERE o.id = ?"
        f" AND NOT EXISTS (SELECT 1 FROM change c WHERE c.operation_id = o.id AND NOT {visible})",
        [operation_id, *account],
    )
    if not rows:
        raise NotFound(say(N_("There is no operation number {number}."), number=operation_id))
    return _entry(rows[0])


def changes(session: Session, operation_id: int) -> list[RowChange]:
    """What the operation changed, in order."""
    entry(session, operation_id)
    every = log.changes_of(session.database, operation_id)
    return [RowChange(one.table, one.row_id, one.before, one.after, one.person_id) for one in every]


def last_own(session: Session) -> LogEntry:
    """My newest operation that is neither an undo nor undone already. Raises `NotFound`."""
    kinds = [Operation.UNDO.value, *(kind.value for kind in _FOR_EVER)]
    marks = ", ".join("?" * len(kinds))
    rows = session.query(
        f"SELECT o.id FROM operation o WHERE o.account = ? AND o.kind NOT IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.id) ORDER BY o.id DESC LIMIT 1",
        [session.account, *kinds],
    )
    if not rows:
        raise NotFound(say(N_("There is nothing of yours to undo.")))
    return entry(session, rows[0][0])


def undo(session: Session, operation_id: int | None = None) -> LogEntry:
    """Undo that operation, or my last one; gives what was undone.

    Raises `Refused`, naming who changed what since, if one of its rows has moved on; then nothing is undone.
    """
    target = last_own(session) if operation_id is None else entry(session, operation_id)
    if target.operation in _FOR_EVER:
        raise NotAllowed(say(N_("This cannot be undone: {what}."), what=target.sentence))
    if target.undone_by is not None:
        raise Refused(
            say(N_("Operation {number} is undone already."), number=target.id),
            say(N_("To do it again: laug undo {number}"), number=target.undone_by),
        )
    kind = Operation.REDO if target.operation is Operation.UNDO else Operation.UNDO
    with session.write(kind, undoes=target.id) as transaction:
        before_rows = _meetings_before(transaction, target.id, session)
        for change in reversed(log.changes_of(session.database, target.id)):
            _revert(session, transaction, change, target.id)
        transaction.keep()
        for number, row in before_rows.items():
            meetings.after_change(transaction, number, row)
    return target


def _meetings_before(transaction: Transaction, operation_id: int, session: Session) -> dict[int, Values]:
    numbers = {one.row_id for one in log.changes_of(session.database, operation_id) if one.table == "meeting"}
    return {number: row for number in numbers if (row := transaction.row("meeting", number)) is not None}


def _revert(session: Session, transaction: Transaction, change: Change, operation_id: int) -> None:
    try:
        _apply_inverse(transaction, change)
    except (Changed, NotFound, Refused) as error:
        raise _moved_on(session, change, operation_id, error) from error


def _apply_inverse(transaction: Transaction, change: Change) -> None:
    one_way = _ONE_WAY.get(change.table, set())
    match change.before, change.after:
        case None, after if after is not None:
            _still(transaction, change, after)
            transaction.delete(change.table, change.row_id)
        case before, None if before is not None:
            transaction.insert(
                change.table, {**before, "id": change.row_id, "version": int(str(before["version"])) + 1}
            )
        case before, after if before is not None and after is not None:
            values = {name: value for name, value in before.items() if name != "version" and name not in one_way}
            _still(transaction, change, values)
            transaction.update(change.table, change.row_id, values)
        case _:
            raise AssertionError("a change with neither before nor after")


def _still(transaction: Transaction, change: Change, names: Values) -> None:
    """The columns to be put back hold what the operation put there; other columns may have changed since."""
    row = transaction.row(change.table, change.row_id)
    after = change.after or {}
    if row is None or any(row[name] != after[name] for name in names if name != "version"):
        raise Changed(say(N_("Somebody else has changed this meanwhile.")), ())


def _moved_on(session: Session, change: Change, operation_id: int, error: LaugError) -> Refused:
    """Who has changed the row since, and when."""
    rows = session.query(
        "SELECT o.account, o.at, o.kind, o.id FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE o.id > ? AND (c.table_name = ? AND c.row_id = ? OR c.person_id = ?) ORDER BY c.id DESC LIMIT 1",
        [operation_id, change.table, change.row_id, change.person_id or -1],
    )
    if not rows:
        return Refused(error.message, error.hint)
    account, at, kind, number = rows[0]
    return Refused(
        say(
            N_("Nothing was undone: {who} has changed the same since, {when} ({what})."),
            who=account, when=from_utc_text(str(at)), what=say(Operation(str(kind)).sentence),
        ),
        say(N_("Undo that first: laug undo {number}"), number=number),
    )  # fmt: skip
