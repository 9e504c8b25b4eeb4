"""Looking into the file: what SQLite says of it, and whether the rows are what the log says.

Every function reads only and raises the driver's own errors, since a damaged file may fail anywhere.
"""

import json
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import derived
from db.log import Value
from db.queued import QueuedSqlite

# Columns that follow from others, or say when: not in the log.
UNLOGGED = {"sort_key", "search_key", "changed_at"}
Referring = Mapping[str, Sequence[tuple[str, str]]]
_RESET = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


@dataclass(frozen=True)
class PastTheLog:
    """A row that is not what the log says: columns that differ, or none: the row itself is not logged or not there."""

    table: str
    row_id: int
    columns: tuple[str, ...]
    there: bool


def integrity(database: QueuedSqlite) -> list[str]:
    """What SQLite finds wrong, at most five lines; empty: nothing."""
    found = [str(row[0]) for row in database.execute_sql("PRAGMA integrity_check(5)").fetchall()]
    return [] if found == ["ok"] else found


def foreign_keys(database: QueuedSqlite) -> list[tuple[str, int, str]]:
    """Rows that refer to what is not there: table, number, and the table they refer to."""
    return [(row[0], row[1], row[2]) for row in database.execute_sql("PRAGMA foreign_key_check").fetchall()]


def references(database: QueuedSqlite) -> Referring:
    """For each table the tables and columns that refer to it."""
    rows = database.execute_sql(
        'SELECT k."table", m.name, k."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = \'table\''
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for parent, table, column in rows:
        found.setdefault(parent, []).append((table, column))
    return found


def missing_derived(database: QueuedSqlite) -> list[str]:
    """The triggers and the search index that should be there and are not."""
    there = {row[0] for row in database.execute_sql("SELECT name FROM sqlite_master").fetchall()}
    return [name for name in derived.NAMES if name not in there]


def search_index_holds(database: QueuedSqlite) -> bool:
    """Whether the search index says what the rows say; needs the turn, for SQLite counts the question as a write."""
    with database.atomic() as atomic:
        try:
            database.execute_sql("INSERT INTO person_search(person_search, rank) VALUES ('integrity-check', 1)")
        except Exception as error:
            if "malformed" not in str(error) and "corrupt" not in str(error).lower():
                raise
            return False
        finally:
            atomic.rollback()
    return True


def logged_tables(database: QueuedSqlite) -> list[str]:
    """The tables whose rows have a version, and so a past in the log."""
    rows = database.execute_sql(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'version'"
        " WHERE m.type = 'table' ORDER BY m.name"
    ).fetchall()
    return [row[0] for row in rows]


def past_the_log(database: QueuedSqlite) -> Iterator[PastTheLog]:
    """The rows that somebody changed with another program: what the log adds up to, against what is there."""
    for table in logged_tables(database):
        logged = logged_rows(database, table)
        cursor = database.execute_sql(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        said = next(logged, None)
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            while said is not None and said[0] < row["id"]:
                yield from _gone(table, *said)
                said = next(logged, None)
            if said is None or said[0] != row["id"]:
                yield PastTheLog(table, row["id"], (), there=True)
                continue
            yield from _differing(table, row, said[1])
            said = next(logged, None)
        while said is not None:
            yield from _gone(table, *said)
            said = next(logged, None)


def logged_rows(database: QueuedSqlite, table: str) -> Iterator[tuple[int, Mapping[str, Value] | None]]:
    """Each row the log knows, in order of their numbers: what its changes add up to, None if it was deleted.

    A row with a blanked change (erasure) adds up to an empty mapping: nothing can be said of it.
    """
    rows = database.execute_sql(
        "SELECT row_id, before, after FROM change WHERE table_name = ? ORDER BY row_id, id", (table,)
    )
    current, state, blank = 0, dict[str, Value](), False
    alive = False
    for number, before, after in rows:
        if number != current:
            if current:
                yield current, ({} if blank else state if alive else None)
            current, state, blank = number, {}, False
        blank = blank or (before is None and after is None)
        alive = after is not None or blank
        if before is None or after is None:
            state = {}
        if after is not None:
            state.update(json.loads(after))
    if current:
        yield current, ({} if blank else state if alive else None)


def _gone(table: str, number: int, state: Mapping[str, Value] | None) -> Iterator[PastTheLog]:
    if state:
        yield PastTheLog(table, number, (), there=False)


def _differing(table: str, row: Mapping[str, Any], state: Mapping[str, Value] | None) -> Iterator[PastTheLog]:
    if state is None:
        yield PastTheLog(table, int(row["id"]), (), there=True)
        return
    differing = tuple(name for name in state if name in row and name not in UNLOGGED and row[name] != state[name])
    if differing:
        yield PastTheLog(table, int(row["id"]), differing, there=True)


def stale_search_keys(database: QueuedSqlite, table: str, keys: Mapping[int, str]) -> list[int]:
    """Those of the rows whose stored search key is another than it should be."""
    marks = ", ".join("?" * len(keys))
    rows = database.execute_sql(f"SELECT id, search_key FROM {table} WHERE id IN ({marks})", tuple(keys)).fetchall()
    return [number for number, key in rows if keys[number] != key]


def has_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose commits when two programs checkpoint at once (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    if version >= _RESET[0]:
        return False
    return not any(version[:2] == fixed[:2] and version >= fixed for fixed in _RESET[1:])


def open_to_others(path: Path) -> list[Path]:
    """The files of the register, its journal and its copies that people outside the group can read or write."""
    family = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]
    folder = path.with_name(path.name + ".backups")
    if folder.is_dir():
        family += [folder, *sorted(folder.glob("*.db"))]
    return [file for file in family if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o007]


def wal_size(path: Path) -> int:
    """The bytes of the journal that the file has not taken over yet."""
    wal = path.with_name(path.name + "-wal")
    return wal.stat().st_size if wal.exists() else 0


def left_behind(path: Path) -> list[Path]:
    """What programs that were killed left beside the file."""
    found = [*path.parent.glob(path.name + "*.part"), path.with_name(path.name + "-journal")]
    return [file for file in found if file.exists()]
