"""The inverse of what an operation changed: row by row, or record by record where only a part can go back."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.door.operations import Operation
from core.door.scope import visible_operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Changed, LaugError, NotFound, Refused
from core.messages import N_, Message, say
from core.rules.kinds import ConsentDecision
from core.rules.moments import from_utc_text
from db.check import Referring, references
from db.log import Change, Values

# What calendars out there have seen never goes back.
_ONE_WAY = {
    "meeting": {"sequence", "stamp", "calendar_uid", "asked_sequence"},
    "series": {"sequence", "stamp", "calendar_uid"},
    "participation": {"sent_sequence", "sent_stamp", "sent_method", "sent_uid", "sent_to", "sent_digest"},
}
# Records that others are part of, and the column that says so: they go back together or stay together.
_WHOLES = (("meeting", "meeting_id"), ("person", "person_id"), ("network", "network_id"), ("series", "series_id"))
_FOLLOWING = {"occurrence"}  # their rows follow from those they refer to, and go with them
_Key = tuple[str, int]
_ERASED = say(N_("The person has been erased."))


class Outcome(StrEnum):
    """What became of a record: it went back, was changed since and so kept, or others depend on it."""

    REVERSED = "reversed"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class Reverted:
    """One record in an undo: what became of it, the fields that were kept, and why; `partly` if others of it went back."""

    table: str
    row_id: int
    outcome: Outcome
    fields: tuple[str, ...] = ()
    reason: Message | None = None
    partly: bool = False


def whole(session: Session, transaction: Transaction, changes: Sequence[Change], operation_id: int) -> None:
    """Apply the inverse of every change. Raises `Refused`, naming who changed what since, if one cannot go back."""
    for change in reversed(changes):
        try:
            _refuse_withdrawn(transaction, change, operation_id)
            _apply_inverse(transaction, change)
        except (Changed, NotFound, Refused) as error:
            if change.erased:
                raise Refused(
                    say(N_("Nothing was undone: somebody whom operation {number} touched has been erased."), number=operation_id),
                    say(N_("Undo the rest of it: laug undo {number} --partly"), number=operation_id),
                ) from error
            raise _refused(session, change, operation_id, transaction.operation_id, error) from error


def parts(
    session: Session, transaction: Transaction, changes: Sequence[Change], operation_id: int
) -> list[Reverted]:
    """Apply the inverse of what can go back, record by record; a record goes back as a whole or by single fields."""
    referring = references(session.database)
    return [
        _part(session, transaction, referring, key, group, operation_id) for key, group in _records(changes).items()
    ]


def _records(changes: Sequence[Change]) -> dict[_Key, list[Change]]:
    """The changes by record, in reverse: what the operation made of a new person belongs to that person."""
    made = {(one.table, one.row_id) for one in changes if one.before is None}
    records: dict[_Key, list[Change]] = {}
    for change in reversed(changes):
        records.setdefault(_record_of(change, made), []).append(change)
    return records


def _record_of(change: Change, made: set[_Key]) -> _Key:
    values = change.after or change.before or {}
    for table, column in _WHOLES:
        key = (table, int(str(values.get(column) or 0)))
        if key in made:
            return key
    return (change.table, change.row_id)


def _part(
    session: Session,
    transaction: Transaction,
    referring: Referring,
    key: _Key,
    changes: Sequence[Change],
    operation_id: int,
) -> Reverted:
    if any(change.erased for change in changes):
        return Reverted(*key, Outcome.REFUSED, reason=_ERASED)
    try:
        if all(change.before is None for change in changes):
            _refuse_referred(transaction, referring, changes)
        for change in changes:
            _refuse_withdrawn(transaction, change, operation_id)
        # Savepoints by the ten thousand take longer than all the rest, so there is one only where a statement may fail
        # after another has been done: rows that were made are looked at first, and then nothing can go wrong.
        single = len(changes) == 1 or all(change.before is None for change in changes)
        with contextlib.nullcontext() if single else transaction.attempt():
            kept = _apply_changes(transaction, changes)
    except (Changed, NotFound, Refused) as error:
        outcome = Outcome.REFUSED if isinstance(error, Refused) else Outcome.KEPT
        reasons = (_since(session, change, operation_id, transaction.operation_id) for change in changes)
        since = next((reason for reason in reasons if reason is not None), None)
        return Reverted(*key, outcome, reason=_why(since, error))
    if not kept:
        return Reverted(*key, Outcome.REVERSED)
    since = _since(session, next(iter(kept.values())), operation_id, transaction.operation_id)
    moved_on = Changed(say(N_("Somebody else has changed this meanwhile.")), ())
    all_fields = {name for change in changes for name in _put_back(change, change.before or {})}
    return Reverted(*key, Outcome.KEPT, tuple(kept), _why(since, moved_on), partly=len(kept) < len(all_fields))


def _refuse_withdrawn(transaction: Transaction, change: Change, operation_id: int) -> None:
    """A yes does not go back to one of two people who were one when somebody said no: it may have been them who did."""
    if change.table != "consent" or "person_id" not in (change.before or {}):
        return
    row = transaction.row("consent", change.row_id)
    if row is None or row["decision"] != ConsentDecision.GIVEN.value:
        return
    since = transaction.database.execute_sql(
        "SELECT 1 FROM consent c JOIN change made ON made.table_name = 'consent' AND made.row_id = c.id AND made.before IS NULL"
        " WHERE c.person_id = ? AND c.purpose = ? AND c.network_id IS ? AND c.decision <> ? AND made.operation_id > ? LIMIT 1",
        (row["person_id"], row["purpose"], row["network_id"], row["decision"], operation_id),
    ).fetchone()
    if since:
        raise Refused(
            say(N_("A consent was refused or withdrawn since: it does not go back to being given.")),
            say(N_("Undo the rest of it: laug undo {number} --partly"), number=operation_id),
        )


def _refuse_referred(transaction: Transaction, referring: Referring, changes: Sequence[Change]) -> None:
    """Rows that were made can go if they are as they were made and only each other refers to them."""
    going = {(change.table, change.row_id) for change in changes}
    for change in changes:
        _still(transaction, change, change.after or {})
        for table, column in referring.get(change.table, ()):
            if table in _FOLLOWING:
                continue
            rows = transaction.database.execute_sql(
                f"SELECT id FROM {table} WHERE {column} = ?", (change.row_id,)
            ).fetchall()
            if any((table, row[0]) not in going for row in rows):
                raise Refused(say(N_("Other records refer to this one.")))


def _apply_changes(transaction: Transaction, changes: Sequence[Change]) -> dict[str, Change]:
    """Gives the fields that were kept. Raises `Changed`, `NotFound` or `Refused` if the record cannot go back."""
    kept: dict[str, Change] = {}
    for change in changes:
        if change.before is None or change.after is None:
            _apply_inverse(transaction, change)
        else:
            kept.update(dict.fromkeys(_apply_fields(transaction, change), change))
    return kept


def _apply_fields(transaction: Transaction, change: Change) -> list[str]:
    """Put back the columns that hold what the operation put there; gives those that do not."""
    row = transaction.row(change.table, change.row_id)
    if row is None or change.before is None or change.after is None:
        raise NotFound(say(N_("Number {number} is not there any more."), number=change.row_id))
    after = change.after
    values = _put_back(change, change.before)
    ours = {name: value for name, value in values.items() if row[name] == after[name]}
    transaction.update(change.table, change.row_id, ours)
    return [name for name in values if name not in ours and row[name] != values[name]]


def _put_back(change: Change, before: Values) -> dict[str, str | int | None]:
    one_way = _ONE_WAY.get(change.table, set())
    return {name: value for name, value in before.items() if name != "version" and name not in one_way}


def _apply_inverse(transaction: Transaction, change: Change) -> None:
    match change.before, change.after:
        case None, after if after is not None:
            # A day of a series that got its row here may have had its SEQUENCE raised since, and goes all the same.
            _still(transaction, change, _put_back(change, after))
            _refuse_sent(transaction, change)
            transaction.delete(change.table, change.row_id)
        case before, None if before is not None:
            transaction.insert(
                change.table, {**before, "id": change.row_id, "version": int(str(before["version"])) + 1}
            )
        case before, after if before is not None and after is not None:
            values = _put_back(change, before)
            _still(transaction, change, values)
            transaction.update(change.table, change.row_id, values)
        case _:
            raise Refused(_ERASED)


def _still(transaction: Transaction, change: Change, names: Values) -> None:
    """The columns to be put back hold what the operation put there; other columns may have changed since."""
    row = transaction.row(change.table, change.row_id)
    after = change.after or {}
    if row is None or any(row[name] != after[name] for name in names if name != "version"):
        raise Changed(say(N_("Somebody else has changed this meanwhile.")), ())


def _refuse_sent(transaction: Transaction, change: Change) -> None:
    """Whoever has a meeting in their calendar must be told before nothing is known of it any more."""
    row = transaction.row(change.table, change.row_id) if change.table == "participation" else None
    if row is not None and row["sent_sequence"] is not None and (change.after or {}).get("sent_sequence") is None:
        raise Changed(say(N_("A calendar file was made for them since; take them off the meeting instead.")), ())


def _since(session: Session, change: Change, operation_id: int, this: int) -> dict[str, object] | None:
    """Who has changed the row, or else something of the same person, since the operation; but not `this`, the undo itself."""
    visible, account = visible_operation(session)
    found = f"SELECT o.account, o.at, o.kind, o.id FROM change c JOIN operation o ON o.id = c.operation_id WHERE {visible} AND"
    last = "AND o.id > ? AND o.id <> ? ORDER BY c.id DESC LIMIT 1"
    rows = session.query(
        f"{found} c.table_name = ? AND c.row_id = ? {last}", [*account, change.table, change.row_id, operation_id, this]
    ) or session.query(f"{found} c.person_id = ? {last}", [*account, change.person_id or -1, operation_id, this])
    if not rows:
        return None
    account, at, kind, number = rows[0]
    return {
        "who": account, "when": from_utc_text(str(at)), "what": say(Operation(str(kind)).sentence), "number": number,
        "operation": operation_id,
    }  # fmt: skip


def _refused(session: Session, change: Change, operation_id: int, this: int, error: LaugError) -> Refused:
    since = _since(session, change, operation_id, this)
    if since is None:
        return Refused(error.message, error.hint)
    return Refused(
        say(N_("Nothing was undone: {who} has changed the same since, {when} ({what})."), **since),
        say(N_("Undo that first: laug undo {number}; or undo what can be: laug undo {operation} --partly"), **since),
    )


def _why(since: dict[str, object] | None, error: LaugError) -> Message:
    return error.message if since is None else say(N_("{who} has changed the same since, {when} ({what})."), **since)
