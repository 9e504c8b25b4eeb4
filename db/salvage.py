"""Everything that can still be read of a damaged file, in a new one.

Rows are read by number in ranges; a range that cannot be read is halved until single rows are lost. What is lost from a
table is made anew from the log, which has every row; what is lost from the log is named from the sorted index.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import check, derived
from db.connect import driver_trouble, open_database
from db.errors import DRIVER_ERRORS, FileTrouble, Trouble
from db.log import Value
from db.queued import QueuedSqlite

_SPAN = 4096
_LOG = ("operation", "change", "export_log")
_KEYED = {"setting": "key", "schema_history": "name"}


@dataclass(frozen=True)
class LostRow:
    """A row that could not be read: `name` as far as anything still tells it, `again` if the log made it anew."""

    table: str
    row_id: int
    name: str
    again: bool


@dataclass(frozen=True)
class Salvaged:
    """What came over: rows a table, and the rows that could not be read."""

    rows: Mapping[str, int]
    lost: tuple[LostRow, ...]


def salvage(source: Path, target: Path) -> Salvaged:
    """Build `target`, which must not exist, from what can be read of `source`, which is only read.

    Raises `FileTrouble` if not even the list of tables can be read, or the new file not be written.
    """
    damaged = QueuedSqlite(source.absolute(), read_only=True)
    with driver_trouble(source):
        damaged.connect()
    try:
        with driver_trouble(source):
            tables = _tables(damaged)
        if "person" not in tables:
            raise FileTrouble(Trouble.NOT_LAUG, source)
        fresh = open_database(target)
        try:
            with driver_trouble(target):
                return _fill(damaged, fresh, tables)
        finally:
            fresh.close()
    except BaseException:
        for end in ("", "-wal", "-shm", ".lock"):
            target.with_name(target.name + end).unlink(missing_ok=True)
        raise
    finally:
        damaged.close()


def _tables(damaged: QueuedSqlite) -> list[str]:
    found = damaged.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'person_search%'"
    ).fetchall()
    return [row[0] for row in found]


def _fill(damaged: QueuedSqlite, fresh: QueuedSqlite, tables: Sequence[str]) -> Salvaged:
    wanted = [table for table in _tables(fresh) if table in tables and table not in _KEYED]
    lost: list[LostRow] = []
    fresh.pragma("foreign_keys", 0)  # rows come table by table
    with fresh.turn("", "salvage"), fresh.atomic():
        derived.drop(fresh)
        # The log first: it makes anew what the tables have lost.
        for table in sorted(wanted, key=lambda name: name not in _LOG):
            lost.extend(_copy(damaged, fresh, table))
        _copy_settings(damaged, fresh)
        lost.extend(_without_parents(fresh))
        derived.make(fresh)
        rows = {table: fresh.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0] for table in wanted}
    fresh.pragma("foreign_keys", 1)
    return Salvaged(rows, tuple(lost))


def _copy(damaged: QueuedSqlite, fresh: QueuedSqlite, table: str) -> Iterator[LostRow]:
    columns = [row[1] for row in fresh.execute_sql(f"PRAGMA table_info({table})").fetchall()]
    there = {row[1] for row in damaged.execute_sql(f"PRAGMA table_info({table})").fetchall()}
    columns = [name for name in columns if name in there]
    missed: list[int] = []
    for rows, gap in _read(damaged, table, columns, _highest(damaged, fresh, table)):
        missed.extend(gap)
        missed.extend(_put(fresh, table, columns, rows))
    known = dict(check.logged_rows(fresh, table)) if missed and table not in _LOG else {}
    names = _names(damaged, table) if missed else {}
    for number in missed:
        state = known.get(number)
        if state:
            row = dict(state)
            if "changed_at" in columns:
                row["changed_at"] = row["created_at"]  # says when, so the log has it elsewhere
            again = not _put(fresh, table, list(row), [tuple(row.values())])
            yield LostRow(table, number, _name(state) or names.get(number, ""), again)
        elif number in names or (number not in known and table in _LOG):
            yield LostRow(table, number, names.get(number, ""), again=False)


def _highest(damaged: QueuedSqlite, fresh: QueuedSqlite, table: str) -> int:
    """The highest number a row of the table can have: what was given, what is there, what the log tells of."""
    highest = 0
    for database, sql in (
        (damaged, "SELECT seq FROM sqlite_sequence WHERE name = ?"),
        (damaged, f"SELECT max(id) FROM {table} WHERE ? <> ''"),
        (fresh, "SELECT max(row_id) FROM change WHERE table_name = ?"),
    ):
        try:
            found = database.execute_sql(sql, (table,)).fetchone()
        except DRIVER_ERRORS:
            continue
        highest = max(highest, (found[0] or 0) if found else 0)
    return highest


def _read(
    damaged: QueuedSqlite, table: str, columns: Sequence[str], highest: int
) -> Iterator[tuple[list[tuple[Value, ...]], list[int]]]:
    """Rows in order, and the numbers that could not be read (whether or not there was a row of that number)."""
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id BETWEEN ? AND ?"
    spans = [(first, min(first + _SPAN - 1, highest)) for first in range(1, highest + 1, _SPAN)][::-1]
    while spans:
        first, last = spans.pop()
        try:
            yield damaged.execute_sql(sql, (first, last)).fetchall(), []
        except DRIVER_ERRORS:
            if first == last:
                yield [], [first]
                continue
            middle = (first + last) // 2
            spans += [(middle + 1, last), (first, middle)]


def _put(fresh: QueuedSqlite, table: str, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> list[int]:
    """Insert the rows; the numbers of those that the tables do not take, which noise can look like."""
    sql = f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    refused = []
    for row in rows:
        try:
            fresh.execute_sql(sql, row)
        except Exception as error:
            if "constraint" not in str(error) and "cannot store" not in str(error):
                raise
            number = row[list(columns).index("id")]
            refused.append(int(number) if isinstance(number, int) else 0)
    return refused


def _names(damaged: QueuedSqlite, table: str) -> dict[int, str]:
    """What the index in sorted order still knows of each row: it covers the sort key, so the table is not touched."""
    try:
        rows = damaged.execute_sql(f"SELECT id, sort_key FROM {table} INDEXED BY {table}_sorted").fetchall()
    except DRIVER_ERRORS:
        return {}
    return {row[0]: row[1] for row in rows}


def _name(state: Mapping[str, Value]) -> str:
    parts = (state.get(name) for name in ("given", "family", "name", "title"))
    return " ".join(str(part) for part in parts if part)


def _copy_settings(damaged: QueuedSqlite, fresh: QueuedSqlite) -> None:
    try:
        rows = damaged.execute_sql("SELECT key, value FROM setting").fetchall()
    except DRIVER_ERRORS:
        return
    fresh.execute_many("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)", rows)


def _without_parents(fresh: QueuedSqlite) -> Iterator[LostRow]:
    """Rows that refer to lost ones cannot stay: an organisation can be left out of a row, a person cannot."""
    while broken := fresh.execute_sql("PRAGMA foreign_key_check").fetchall():
        for table, number, _parent, key in broken:
            column, required = _column(fresh, table, key)
            if required:
                fresh.execute_sql(f"DELETE FROM {table} WHERE rowid = ?", (number,))
            else:
                fresh.execute_sql(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (number,))
            yield LostRow(table, number, column, again=False)


def _column(fresh: QueuedSqlite, table: str, key: int) -> tuple[str, bool]:
    """The column of a foreign key, and whether it must be filled."""
    rows = fresh.execute_sql(f"PRAGMA foreign_key_list({table})").fetchall()
    column = next(row[3] for row in rows if row[0] == key)
    info = fresh.execute_sql(f"PRAGMA table_info({table})").fetchall()
    return column, bool(next(row[3] for row in info if row[1] == column))
