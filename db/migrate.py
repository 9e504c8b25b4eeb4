"""Upgrading the file: numbered steps, all or none, one process at a time, a checked copy first.

Objects that follow from the tables (search index, triggers) are made anew after the steps, so that no step has to care
for them; the search index only if a step made the table of people anew. There is no way down: going back is restoring
the copy.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from db import derived
from db.errors import FileTrouble, Trouble
from db.migrations import STEPS
from db.queued import Holder, QueuedSqlite

Step = tuple[str, Callable[[QueuedSqlite], None]]


def applied(database: QueuedSqlite) -> list[str]:
    """The names of the steps this file has had."""
    there = database.execute_sql("SELECT 1 FROM sqlite_master WHERE name = 'schema_history'").fetchone()
    if there is None:
        return []
    return [row[0] for row in database.execute_sql("SELECT name FROM schema_history ORDER BY name").fetchall()]


def refuse_newer(database: QueuedSqlite, steps: Sequence[Step] = STEPS) -> list[str]:
    """The steps the file has had; raises `FileTrouble` if a newer program made one of them."""
    done = applied(database)
    unknown = sorted(set(done) - {name for name, _ in steps})
    if unknown:
        raise FileTrouble(Trouble.TOO_NEW, database.path, unknown[-1])
    return done


def upgrade(
    database: QueuedSqlite,
    steps: Sequence[Step] = STEPS,
    *,
    keep_copy: bool = True,
    who: str = "",
    waiting: Callable[[Holder], object] | None = None,
    upgrading: Callable[[], object] | None = None,
) -> list[str]:
    """Bring the file to the newest schema and say which steps that took; on most days that is one query.

    The file as it was is kept beside it, unless it is a copy itself (`keep_copy`). `waiting` is told who has the turn
    instead of `who`, and `upgrading` that a file with something in it is being upgraded: a large one takes minutes.
    """
    names = [name for name, _ in steps]
    if refuse_newer(database, steps) == names:
        return []
    with database.turn(who, "upgrade", waiting):
        done = refuse_newer(database, steps)  # someone else may have done it while we waited
        missing = [(name, step) for name, step in steps if name not in done]
        if done and missing and upgrading is not None:
            upgrading()
        if done and missing and keep_copy:
            from db.backup import checked_copy  # seldom needed, and not by every start

            checked_copy(database, Path(f"{database.path}.before-{missing[0][0]}"))
        if missing:
            _run(database, missing, len(names))
    return [name for name, _ in missing]


def _run(database: QueuedSqlite, missing: Sequence[Step], total: int) -> None:
    database.pragma("foreign_keys", 0)  # has no effect inside a transaction
    try:
        with database.atomic():
            database.execute_sql(
                "CREATE TABLE IF NOT EXISTS schema_history(name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT"
            )
            derived.drop_light(database)
            for name, step in missing:
                step(database)
                now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                database.execute_sql("INSERT INTO schema_history(name, at) VALUES (?, ?)", (name, now))
            derived.make(database)
            database.pragma("user_version", total)
            broken = database.execute_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise FileTrouble(Trouble.DAMAGED, database.path, f"foreign keys of {broken[0][0]}")
    finally:
        database.pragma("foreign_keys", 1)
