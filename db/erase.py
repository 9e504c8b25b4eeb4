"""Forgetting people for real: rows, what the log tells of them, the search index, and the bytes they left behind.

A row that was only deleted can be read in the file until something else is written there; so the file is written anew
afterwards (`scrub`). The log keeps its digests, and so its chain. What stays is a tombstone: a number nobody else has,
in the file and beside its copies, so that going back to an older copy does not bring anybody back.
"""

import contextlib
import json
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import backup, check
from db.errors import os_trouble
from db.keys import fold
from db.queued import QueuedSqlite

_PENDING = "erased"  # the setting that says since when the file is to be written anew
_IN_MEMORY = 100_000_000  # bytes; a larger file is written anew by way of a nameless file on the disk
_CHUNK = 500
_Rows = dict[str, set[int]]


@dataclass(frozen=True)
class Tombstone:
    """Somebody who was erased: the number that nobody else has, when (UTC), and on what ground (empty: not known)."""

    uid: str
    at: str
    reason: str = ""


def tombstones(database: QueuedSqlite) -> list[Tombstone]:
    """Who was erased, oldest first; a file that only an older program has written to has nobody."""
    if not database.execute_sql("SELECT 1 FROM sqlite_master WHERE name = 'tombstone'").fetchone():
        return []
    return [
        Tombstone(*row) for row in database.execute_sql("SELECT uid, at, reason FROM tombstone ORDER BY id").fetchall()
    ]


def same_person(database: QueuedSqlite, numbers: Iterable[int], merging: str) -> set[int]:
    """These people and those who were made one with them by operations of the kind `merging`, and are so still."""
    found, looked_at = set(numbers), set[int]()
    while fresh := found - looked_at:
        looked_at |= fresh
        for part in _parts(fresh):
            rows = database.execute_sql(
                "SELECT gone.row_id FROM change mine JOIN operation o ON o.id = mine.operation_id AND o.kind = ?"
                " JOIN change gone ON gone.operation_id = o.id AND gone.table_name = 'person' AND gone.after IS NULL"
                f" WHERE mine.person_id IN ({_marks(part)}) AND gone.row_id NOT IN (SELECT id FROM person)",
                (merging, *part),
            ).fetchall()
            found.update(row[0] for row in rows)
    return found


def numbers_of(database: QueuedSqlite, uids: Iterable[str]) -> set[int]:
    """The numbers that people with those uids have, or had as far as the log still tells."""
    wanted = json.dumps(list(uids))
    if wanted == "[]":
        return set()
    rows = database.execute_sql(
        "SELECT id FROM person WHERE uid IN (SELECT value FROM json_each(:uids)) UNION"
        " SELECT row_id FROM change WHERE table_name = 'person' AND"
        " (json_extract(after, '$.uid') IN (SELECT value FROM json_each(:uids))"
        " OR json_extract(before, '$.uid') IN (SELECT value FROM json_each(:uids)))",
        {"uids": wanted},
    ).fetchall()
    return {row[0] for row in rows}


def forget(database: QueuedSqlite, numbers: Iterable[int], at: str) -> list[str]:
    """Inside a transaction: take away the people and all that is theirs, and blank the log of it; gives their uids.

    From `at` (UTC) on the file is to be written anew: `pending`, `scrub`.
    """
    people = set(numbers)
    if not people:
        return []
    told = _told_of(database, people)
    _blank_queries(database, told)
    _forget_replies(database, told)
    _let_go(database, people)
    rows: _Rows = {}
    _collect(database, check.references(database), "person", people, rows)
    changes = _changes(database, people, rows)
    for part in _parts(changes):
        database.execute_sql(
            f"UPDATE change SET before = NULL, after = NULL, person_id = NULL WHERE id IN ({_marks(part)})", part
        )
    for table in [*rows][::-1]:  # what refers to others was found after them
        for part in _parts(rows[table]):
            database.execute_sql(f"DELETE FROM {table} WHERE id IN ({_marks(part)})", part)
    # A deleted entry of the search index stays in it until its parts are made one.
    database.execute_sql("INSERT INTO person_search(person_search) VALUES ('optimize')")
    database.execute_sql("INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING", (_PENDING, at))
    return list(dict.fromkeys(str(one["uid"]) for one in told if one.get("uid")))


def forget_rows(database: QueuedSqlite, table: str, numbers: Iterable[int], at: str) -> None:
    """Inside a transaction: take away rows that name somebody who is no person of the register, and blank the log of them.

    Rows that are gone already are blanked in the log only. From `at` (UTC) on the file is to be written anew.
    """
    for part in _parts(set(numbers)):
        database.execute_sql(
            f"UPDATE change SET before = NULL, after = NULL WHERE table_name = ? AND row_id IN ({_marks(part)})",
            (table, *part),
        )
        database.execute_sql(f"DELETE FROM {table} WHERE id IN ({_marks(part)})", part)
    database.execute_sql("INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING", (_PENDING, at))


def bury(database: QueuedSqlite, stones: Iterable[Tombstone]) -> None:
    """Inside a transaction: remember who was erased; who is remembered already stays so."""
    database.execute_many(
        "INSERT INTO tombstone(uid, at, reason) VALUES (?, ?, ?) ON CONFLICT(uid) DO NOTHING",
        [(one.uid, one.at, one.reason) for one in stones],
    )


def _told_of(database: QueuedSqlite, people: set[int]) -> list[Mapping[str, object]]:
    """What the rows and the log tell of the people themselves, as far as it names them."""
    told: list[Mapping[str, object]] = []
    names = ("uid", "given", "family", "email", "private_email", "phone")
    for part in _parts(people):
        for row in database.execute_sql(
            f"SELECT {', '.join(names)} FROM person WHERE id IN ({_marks(part)})", part
        ).fetchall():
            told.append(dict(zip(names, row, strict=True)))
        for payloads in database.execute_sql(
            f"SELECT before, after FROM change WHERE table_name = 'person' AND row_id IN ({_marks(part)})", part
        ).fetchall():
            told.extend(json.loads(payload) for payload in payloads if payload)
    return told


def _blank_queries(database: QueuedSqlite, told: Sequence[Mapping[str, object]]) -> None:
    """What was searched for when a list was exported may be the name."""
    names = [fold(f"{one['given']} {one['family']}") for one in told if one.get("given") and one.get("family")]
    points = [
        str(one[name]).casefold() for one in told for name in ("email", "private_email", "phone") if one.get(name)
    ]
    points += [point.removeprefix("+45") for point in points if point.startswith("+45")]
    for number, query in database.execute_sql("SELECT id, query FROM export_log WHERE query <> ''").fetchall():
        folded, plain = f" {fold(str(query))} ", str(query).casefold()
        close = plain.replace(" ", "")
        if any(all(f" {word} " in folded for word in name.split()) for name in names) or any(
            point in plain or point in close for point in points
        ):
            database.execute_sql("UPDATE export_log SET query = '' WHERE id = ?", (number,))


# What names somebody beside what it is about, and stays without them.
_BESIDE = (("participation", "delegate_of"), ("action_point", "owner_id"))


def _let_go(database: QueuedSqlite, people: set[int]) -> None:
    for table, column in _BESIDE:
        for part in _parts(people):
            database.execute_sql(f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({_marks(part)})", part)


def _forget_replies(database: QueuedSqlite, told: Sequence[Mapping[str, object]]) -> None:
    """Answers of calendars that came from an address of theirs, or name it, and are nobody's part in a meeting."""
    addresses = {str(one[name]).casefold() for one in told for name in ("email", "private_email") if one.get(name)}
    found = database.execute_sql("SELECT id, detail FROM calendar_reply WHERE detail <> '{}'").fetchall()
    gone = {number for number, detail in found if any(address in str(detail).casefold() for address in addresses)}
    for number, after in database.execute_sql(
        "SELECT row_id, after FROM change WHERE table_name = 'calendar_reply' AND after IS NOT NULL"
    ).fetchall():
        if any(address in str(after).casefold() for address in addresses):
            gone.add(number)
    for part in _parts(gone):
        database.execute_sql(
            f"UPDATE change SET before = NULL, after = NULL WHERE table_name = 'calendar_reply' AND row_id IN ({_marks(part)})",
            part,
        )
        database.execute_sql(f"DELETE FROM calendar_reply WHERE id IN ({_marks(part)})", part)


def _collect(database: QueuedSqlite, referring: check.Referring, table: str, numbers: set[int], rows: _Rows) -> None:
    """The rows of a table and all that refer to them, the ones referred to first."""
    fresh = numbers - rows.setdefault(table, set())
    rows[table] |= fresh
    for child, column in referring.get(table, ()) if fresh else ():
        found: set[int] = set()
        for part in _parts(fresh):
            found.update(
                row[0]
                for row in database.execute_sql(f"SELECT id FROM {child} WHERE {column} IN ({_marks(part)})", part)
            )
        if found:
            _collect(database, referring, child, found, rows)


def _changes(database: QueuedSqlite, people: set[int], rows: _Rows) -> set[int]:
    """The log's lines about those people, and about each row that is or was theirs and is nobody else's now."""
    found: set[int] = set()
    past: _Rows = {}
    for part in _parts(people):
        for number, table, row in database.execute_sql(
            f"SELECT id, table_name, row_id FROM change WHERE person_id IN ({_marks(part)})", part
        ).fetchall():
            found.add(number)
            past.setdefault(table, set()).add(row)
    there = set(check.logged_tables(database))
    for table in {*past, *rows}:
        theirs = rows.get(table, set())
        others = past.get(table, set()) - theirs
        if table in there:
            others -= _existing(database, table, others)
        for part in _parts(theirs | others):
            found.update(
                row[0]
                for row in database.execute_sql(
                    f"SELECT id FROM change WHERE table_name = ? AND row_id IN ({_marks(part)})", (table, *part)
                )
            )
    return found


def _existing(database: QueuedSqlite, table: str, numbers: set[int]) -> set[int]:
    found: set[int] = set()
    for part in _parts(numbers):
        found.update(
            row[0] for row in database.execute_sql(f"SELECT id FROM {table} WHERE id IN ({_marks(part)})", part)
        )
    return found


def pending(database: QueuedSqlite) -> str:
    """Since when bytes of erased people may still be in the file (UTC), or nothing."""
    found = database.execute_sql("SELECT value FROM setting WHERE key = ?", (_PENDING,)).fetchone()
    return str(found[0]) if found else ""


def scrub(database: QueuedSqlite) -> bool:
    """Write the file anew and empty its journal; needs the turn. Gives False if somebody who reads kept the journal.

    Raises the driver's own error if there is no room; the file is as it was then.
    """
    small = database.path.stat().st_size < _IN_MEMORY
    if not small:
        database.pragma("temp_store", 1)
    try:
        database.execute_sql("VACUUM")
    finally:
        if not small:
            database.pragma("temp_store", 2)
    if database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        return False
    with database.atomic():
        database.execute_sql("DELETE FROM setting WHERE key = ?", (_PENDING,))
    return True


def _note_path(path: Path) -> Path:
    return backup.folder_of(path) / "erased.json"


def noted(path: Path) -> list[Tombstone]:
    """Who was erased, as it is noted beside the copies of the file: numbers and times, for when the file is lost."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return [Tombstone(str(uid), str(at)) for uid, at in json.loads(_note_path(path).read_text("utf-8")).items()]
    return []


def note(path: Path, stones: Iterable[Tombstone]) -> None:
    """Note who was erased beside the copies of the file, with whom is noted there already; with its turn.

    Raises `FileTrouble`.
    """
    known = {one.uid: one.at for one in noted(path)}
    every = {one.uid: one.at for one in stones} | known
    if every == known:
        return
    with backup.folder_taken(path), os_trouble(path):
        kept = _note_path(path)
        new = kept.with_name(kept.name + ".new")
        new.write_text(json.dumps(every, indent=0), encoding="utf-8")
        new.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600)
        new.replace(kept)


def _parts(numbers: Iterable[int]) -> Iterable[tuple[int, ...]]:
    every = sorted(numbers)
    return (tuple(every[start : start + _CHUNK]) for start in range(0, len(every), _CHUNK))


def _marks(numbers: Sequence[int]) -> str:
    return ", ".join("?" * len(numbers))
