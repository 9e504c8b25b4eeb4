"""The log: audit, undo and live refresh in one. Append-only, in the transaction of the change itself.

`change.digest` is the SHA-256 of before and after; `operation.chain` that of the previous chain value, the operation's
fields and its digests. An erasure may blank `before` and `after`: the digests, and so the chain, still hold.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

from db.queued import QueuedSqlite

Value = str | int | None
Values = Mapping[str, Value]
# The number of a new row, its person and network, and the text of its values.
NewRow = tuple[int, int | None, int | None, str]
_Logged = tuple[str, int, int | None, int | None, str | None, str | None]
# The same values give the same text, and so the same digest.
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Change:
    """One row's change: only the columns that changed; `before` is None for a new row, `after` for a deleted one.

    Both are None where an erasure has blanked them.
    """

    table: str
    row_id: int
    person_id: int | None
    network_id: int | None
    before: Values | None
    after: Values | None

    @property
    def erased(self) -> bool:
        return self.before is None and self.after is None


class Entry:
    """An operation that is being written: its changes go into the log in order, and its link of the chain grows with them."""

    def __init__(
        self,
        database: QueuedSqlite,
        *,
        at: str,
        account: str,
        origin: str,
        kind: str,
        detail: Mapping[str, object],
        undoes: int | None,
    ) -> None:
        fields = (at, account, origin, kind, _json(detail), undoes)
        cursor = database.execute_sql(
            "INSERT INTO operation(at, account, origin, kind, detail, undoes) VALUES (?, ?, ?, ?, ?, ?)", fields
        )
        self.id = int(cursor.lastrowid)
        self._database = database
        previous = database.execute_sql(
            "SELECT chain FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (self.id,)
        ).fetchone()
        self._link = _open_link(previous[0] if previous else "", (self.id, *fields))

    def add(self, changes: Iterable[Change]) -> None:
        """Write changes of rows."""
        self._write(
            (one.table, one.row_id, one.person_id, one.network_id, _text(one.before), _text(one.after)) for one in changes
        )

    def add_new(self, table: str, rows: Iterable[NewRow]) -> None:
        """Write that rows were made."""
        self._write((table, number, person, network, None, after) for number, person, network, after in rows)

    def _write(self, rows: Iterable[_Logged]) -> None:
        self._database.execute_many(
            "INSERT INTO change(operation_id, table_name, row_id, person_id, network_id, before, after, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((self.id, *row, self._linked(_digest(row[4], row[5]))) for row in rows),
        )

    def _linked(self, digest: str) -> str:
        self._link.update(digest.encode())
        return digest

    def mark(self) -> "hashlib._Hash":
        """The link so far, for `go_back`."""
        return self._link.copy()

    def go_back(self, mark: "hashlib._Hash") -> None:
        """After a savepoint was rolled back: the link is what it was at the mark."""
        self._link = mark

    def close(self) -> None:
        """Close the link of the chain; nothing can be added any more."""
        self._database.execute_sql("UPDATE operation SET chain = ? WHERE id = ?", (self._link.hexdigest(), self.id))


def row_text(names: Sequence[str]) -> Callable[[Sequence[Value]], str]:
    """What makes the text of a row's values, given in the order of these sorted names: the text of `_json`, made sooner."""
    pattern = "{" + ",".join(f"{_json(name)}:%s" for name in names) + "}"

    def made(values: Sequence[Value]) -> str:
        return pattern % tuple(
            encode_basestring(value) if isinstance(value, str) else "null" if value is None else int.__repr__(value)
            for value in values
        )

    return made


def _text(values: Values | None) -> str | None:
    return None if values is None else _json(values)


def _digest(before: str | None, after: str | None) -> str:
    return hashlib.sha256(f"{before}|{after}".encode()).hexdigest()


def _link(previous: str, fields: Sequence[object], digests: Iterable[str]) -> str:
    link = _open_link(previous, fields)
    for digest in digests:
        link.update(digest.encode())
    return link.hexdigest()


def _open_link(previous: str, fields: Sequence[object]) -> "hashlib._Hash":
    link = hashlib.sha256(previous.encode())
    link.update(_json(list(fields)).encode())
    return link


def first_broken_link(database: QueuedSqlite) -> int | None:
    """The first operation whose chain value is not what its row and digests say, or None if the chain holds."""
    previous = ""
    operations = database.execute_sql(
        "SELECT id, at, account, origin, kind, detail, undoes, chain FROM operation ORDER BY id"
    ).fetchall()
    for *fields, chain in operations:
        digests = database.execute_sql("SELECT digest FROM change WHERE operation_id = ? ORDER BY id", (fields[0],))
        if _link(previous, fields, (row[0] for row in digests)) != chain:
            return int(fields[0])
        previous = chain
    return None


def operations_rewritten(database: QueuedSqlite) -> list[int]:
    """The operations with a change whose before or after is not what its digest says; blanked ones cannot be told."""
    rows = database.execute_sql("SELECT operation_id, before, after, digest FROM change ORDER BY id")
    wrong: dict[int, None] = {}
    for number, before, after, digest in rows:
        if (before is not None or after is not None) and _digest(before, after) != digest:
            wrong[number] = None
    return list(wrong)


def newest(database: QueuedSqlite) -> tuple[int, str]:
    """The newest operation's number and chain value; 0 and empty in a new file."""
    found = database.execute_sql("SELECT id, chain FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def last_common(one: QueuedSqlite, other: QueuedSqlite) -> int:
    """The last operation that both files have had, one after the other; 0 if they never were the same register."""
    mine = one.execute_sql("SELECT id, chain FROM operation ORDER BY id").fetchall()
    low, high = 0, len(mine)
    while low < high:  # equal chain values mean equal pasts, so they are a prefix
        middle = (low + high) // 2
        number, chain = mine[middle]
        found = other.execute_sql("SELECT 1 FROM operation WHERE id = ? AND chain = ?", (number, chain)).fetchone()
        low, high = (middle + 1, high) if found else (low, middle)
    return int(mine[low - 1][0]) if low else 0


def changes_of(database: QueuedSqlite, operation_id: int) -> list[Change]:
    """The changes of an operation, in the order they were made."""
    rows = database.execute_sql(
        "SELECT table_name, row_id, person_id, network_id, before, after FROM change WHERE operation_id = ? ORDER BY id",
        (operation_id,),
    ).fetchall()
    return [Change(row[0], row[1], row[2], row[3], _values(row[4]), _values(row[5])) for row in rows]


def changes_since(database: QueuedSqlite, table: str, row_id: int, version: int) -> list[tuple[int, Change]]:
    """The changes a row has had since it was at `version`, oldest first, each with its operation's number."""
    rows = database.execute_sql(
        "SELECT operation_id, table_name, row_id, person_id, network_id, before, after FROM change"
        " WHERE table_name = ? AND row_id = ? AND json_extract(before, '$.version') >= ? ORDER BY id",
        (table, row_id, version),
    ).fetchall()
    return [(row[0], Change(row[1], row[2], row[3], row[4], _values(row[5]), _values(row[6]))) for row in rows]


def _values(text: str | None) -> Values | None:
    return None if text is None else json.loads(text)
