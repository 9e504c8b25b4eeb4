"""Going back to a copy: it becomes a scratch file first, of the newest schema and checked; then the scratch file's pages
become the file's, in one transaction that other programs see from one moment to the next.

The file is never replaced by name while it is whole: a program that has it open would go on saving into the old one.
"""

import contextlib
import time
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from db import backup, identity, migrate
from db.connect import APPLICATION_ID, driver_trouble, open_copy
from db.errors import FileTrouble, Trouble, os_trouble
from db.queued import QueuedSqlite

_BUSY = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED: a foreign tool is writing; the driver would try for ever
_PATIENCE = 10.0  # seconds


@contextlib.contextmanager
def scratch_copy(copy: Path, path: Path) -> Iterator[QueuedSqlite]:
    """A scratch file with the copy's content in the folder of `path`'s copies, gone afterwards unless it was renamed.

    Raises `FileTrouble` if the copy is damaged, newer than this program, not a register, or another is at it.
    """
    with backup.folder_taken(path) as free:
        if not free:
            raise FileTrouble(Trouble.BUSY, backup.folder_of(path))
        name = backup.folder_of(path) / "scratch.part"
        scratch = QueuedSqlite(name)
        try:
            _fill(scratch, copy)
            yield scratch
        finally:
            scratch.close()
            for leaf in (name, scratch.lock_path, *(name.with_name(name.name + end) for end in ("-journal", "-wal", "-shm"))):
                leaf.unlink(missing_ok=True)


def _fill(scratch: QueuedSqlite, copy: Path) -> None:
    made = scratch.path.with_name("scratch.partial")
    made.unlink(missing_ok=True)
    with driver_trouble(copy):
        source = open_copy(copy)
        try:
            backup.checked_copy(source, made)
        finally:
            source.close()
    with driver_trouble(scratch.path), os_trouble(scratch.path):
        made.rename(scratch.path)
        scratch.path.chmod(0o600)
        scratch.connect()
        scratch.pragma("application_id", APPLICATION_ID)
        migrate.upgrade(scratch, keep_copy=False)


def begin_anew(scratch: QueuedSqlite, present: QueuedSqlite | None) -> None:
    """Inside a transaction on the scratch file: another lineage, and no number that the present file has given is reused."""
    scratch.execute_sql(
        "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (identity.LINEAGE, str(uuid.uuid4())),
    )
    if present is None:
        return
    for table, given in present.execute_sql("SELECT name, seq FROM sqlite_sequence").fetchall():
        scratch.execute_sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (given, table))
        scratch.execute_sql(
            "INSERT INTO sqlite_sequence(name, seq) SELECT ?, ? WHERE NOT EXISTS"
            " (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
            (table, given, table),
        )


def put_into(present: QueuedSqlite, scratch: QueuedSqlite) -> None:
    """The scratch file's content becomes that of the present file, whose turn we have: all of it or nothing."""
    began = time.monotonic()

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY and time.monotonic() - began > _PATIENCE:
            raise FileTrouble(Trouble.BUSY, present.path)

    with driver_trouble(present.path):
        scratch.connection().backup(  # type: ignore[no-untyped-call]  # peewee leaves it untyped
            present.connection(), progress=give_up  # type: ignore[no-untyped-call]  # as above
        )


def move_aside(path: Path, at: datetime) -> Path | None:
    """A file that cannot be used goes into the folder of the copies, byte for byte, with its journal; None if there is none.

    Only for a file that nobody can open any more, and with its turn.
    """
    aside = backup.folder_of(path) / f"damaged-{at.strftime('%Y-%m-%d-%H%M%S')}.db"
    with os_trouble(path):
        if not path.exists():
            return None
        for end in ("-wal", "-shm", ""):
            part = path.with_name(path.name + end)
            if part.exists():
                part.rename(aside.with_name(aside.name + end))
    return aside


def put_in_place(path: Path, scratch: QueuedSqlite, mode: int) -> None:
    """The scratch file becomes the file at a path where there is none."""
    with driver_trouble(path), os_trouble(path):
        scratch.pragma("journal_mode", "wal")
        scratch.close()
        scratch.path.chmod(mode)
        scratch.path.rename(path)
