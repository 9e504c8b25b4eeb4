"""Putting right what follows from the rows, and saving what can be read of a file that is past that."""

import stat
from collections.abc import Iterator
from pathlib import Path

from core.door.operations import Operation
from core.door.row_keys import Row, bulk_search_keys, own_keys
from core.door.session import Clock, Session, in_words, open_session, utc_now
from core.errors import Invalid
from core.messages import N_, say
from core.privacy import erasure
from core.series import days
from db import check, derived, erase
from db.salvage import LostRow, Salvaged
from db.salvage import salvage as salvage_file

__all__ = ["LostRow", "Salvaged", "mend", "salvage", "stale_days", "stale_keys"]

_CHUNK = 500
_KEYED = ("organisation", "education", "network", "meeting", "series")


def stale_keys(session: Session) -> Iterator[tuple[str, dict[int, str]]]:
    """Tables with rows whose search key is not what it should be, and what it should be, some hundred at a time."""
    numbers = [row[0] for row in session.query("SELECT id FROM person ORDER BY id")]
    for start in range(0, len(numbers), _CHUNK):
        wanted = {number: key for key, number in bulk_search_keys(session.database, numbers[start : start + _CHUNK])}
        yield from _stale(session, "person", wanted)
    for table in _KEYED:
        for rows in _chunks(session, table):
            yield from _stale(session, table, {int(str(row["id"])): own_keys(table, row)["search_key"] for row in rows})


def _stale(session: Session, table: str, wanted: dict[int, str]) -> Iterator[tuple[str, dict[int, str]]]:
    stale = check.stale_search_keys(session.database, table, wanted)
    if stale:
        yield table, {number: wanted[number] for number in stale}


def _chunks(session: Session, table: str) -> Iterator[list[Row]]:
    names = [row[0] for row in session.query("SELECT name FROM pragma_table_info(?)", [table])]
    last = 0
    while rows := session.query(
        f"SELECT {', '.join(names)} FROM {table} WHERE id > ? ORDER BY id LIMIT ?", [last, _CHUNK]
    ):
        yield [dict(zip(names, row, strict=True)) for row in rows]
        last = rows[-1][names.index("id")]


def stale_days(session: Session) -> Iterator[Row]:
    """The series whose days in the file are not those that follow from their rule."""
    for rows in _chunks(session, "series"):
        for row in rows:
            there = session.query(
                "SELECT id, series_id, original, start_local, end_local, start_utc, end_utc FROM occurrence"
                " WHERE series_id = ?",
                [row["id"]],
            )
            if set(there) != set(days.occurrences_of(row)):
                yield row


def mend(session: Session) -> None:
    """Put right what follows from the rows and the files around them: search, the days of series, journal, modes, what
    was left behind.

    Raises `FileError` if the file cannot be written.
    """
    with session.write(Operation.DOCTOR_MEND) as transaction:
        transaction.keep()
        derived.drop(session.database)  # row by row the index would be the slowest part
        for table, keys in stale_keys(session):
            session.database.execute_many(
                f"UPDATE {table} SET search_key = ? WHERE id = ?", [(key, number) for number, key in keys.items()]
            )
        for table in ("person", *_KEYED):
            _sort_anew(session, table)
        for row in list(stale_days(session)):
            days.derive(session.database, int(str(row["id"])), row)
        derived.make(session.database)
    with in_words(session.path), session.database.turn(session.account, Operation.DOCTOR_MEND.value, session.waiting):
        session.query("PRAGMA wal_checkpoint(TRUNCATE)")
    erasure.finish(session)
    for file in check.open_to_others(session.path):
        file.chmod(stat.S_IMODE(file.stat().st_mode) & ~0o007)
    for file in check.left_behind(session.path):
        if file.suffix == ".part":
            file.unlink(missing_ok=True)


def _sort_anew(session: Session, table: str) -> None:
    for rows in _chunks(session, table):
        wanted = [(own_keys(table, row).get("sort_key"), row["id"], row.get("sort_key")) for row in rows]
        stale = [(key, number) for key, number, stored in wanted if key is not None and key != stored]
        if stale:
            session.database.execute_many(f"UPDATE {table} SET sort_key = ? WHERE id = ?", stale)


def salvage(source: Path, target: Path, *, account: str, clock: Clock = utc_now) -> Salvaged:
    """Build a new register at `target` from what can be read of a damaged one, which is left as it is.

    Whoever was erased from the damaged one is not in the new one, whatever its pages still say.
    Raises `Invalid` if there is a file at `target`, `FileError` if nothing can be read.
    """
    if target.exists():
        raise Invalid("file", say(N_("There is a file {path} already."), path=target), say(N_("Name another file.")))
    with in_words(source):
        done = salvage_file(source, target)
    with open_session(target, account=account, clock=clock) as session:
        with session.write(Operation.DOCTOR_MEND) as transaction:
            erasure.erase_again(transaction, [*erase.tombstones(session.database), *erase.noted(source)])
        mend(session)
    return done
