"""One SQLite file shared by many processes: a fair queue for writers, honest errors, no writes outside the door.

Every write transaction first takes an flock. Waiting then costs no polling, nobody starves, and no two processes ever
commit or checkpoint at the same time, which is the condition of SQLite's WAL-reset bug before 3.51.3.
"""

import contextlib
import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import PeeweeException, SqliteDatabase, __exception_wrapper__  # type: ignore[attr-defined]  # left out of its types

from db.errors import FileTrouble, WriteOutsideTheDoor

_CACHE = -4000  # kB; a connection lives for one job: more is memory that helps nobody
_KEPT_CACHE = -1000  # of several at a time
PRAGMAS = (
    ("foreign_keys", 1),
    ("synchronous", 2),
    ("temp_store", 2),
    ("cache_size", _CACHE),
    ("recursive_triggers", 1),
    ("trusted_schema", 0),
)
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass(frozen=True)
class Holder:
    """Who has the turn to write: account, operation, and since when (seconds since the epoch)."""

    who: str
    what: str
    since: float


class QueuedSqlite(SqliteDatabase):
    """A database whose write transactions queue up between threads and processes."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.identity: object = None  # which file it was when it was opened (db.identity)
        self.copy_tried = ""  # the day on which the daily copy was seen to, so that it is asked about once
        self.swept = ""  # the day on which what is kept no longer was seen to
        pragmas = (*PRAGMAS, ("query_only", 1)) if read_only else PRAGMAS
        self._uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
        super().__init__(
            self._uri, pragmas=pragmas, timeout=10, lock_type="IMMEDIATE", autoconnect=False, uri=True,
            check_same_thread=False,  # one that is kept goes to another thread when it is in nobody's hands
        )  # fmt: skip
        self._turn = threading.local()
        self._kept: list[Any] = []  # connections, which peewee leaves untyped, and the files they have open
        self._files: dict[int, os.stat_result] = {}
        self._most_kept = 0

    @property
    def lock_path(self) -> Path:
        return self.path.with_name(self.path.name + ".lock")

    @contextlib.contextmanager
    def turn(self, who: str, what: str, waiting: Callable[[Holder], object] | None = None) -> Iterator[None]:
        """Hold the turn to write; nested turns of one thread are one. `waiting` is told once who has it instead."""
        depth = getattr(self._turn, "depth", 0)
        if depth == 0:
            self._take(who, what, waiting)
        self._turn.depth = depth + 1
        try:
            with self._roomier() if depth == 0 else contextlib.nullcontext():
                yield
        finally:
            self._turn.depth = depth
            if depth == 0:
                self._leave()

    @contextlib.contextmanager
    def _roomier(self) -> Iterator[None]:
        """Where connections are kept they are small; one that writes has the room that many changes take."""
        if not self._most_kept or self.is_closed():
            yield
            return
        self.execute_sql(f"PRAGMA cache_size = {_CACHE}")
        try:
            yield
        finally:
            with contextlib.suppress(PeeweeException):  # what went wrong before is told, not this
                self.execute_sql(f"PRAGMA cache_size = {_KEPT_CACHE}")

    def _take(self, who: str, what: str, waiting: Callable[[Holder], object] | None) -> None:
        lock = self._lock_file()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is not None:
                waiting(_holder(lock))
            fcntl.flock(lock, fcntl.LOCK_EX)
        line = json.dumps({"who": who, "what": what, "since": time.time()}).encode()
        # On a full disk the name is not told; the turn is ours all the same, and SQLite says that the disk is full.
        with contextlib.suppress(OSError):
            os.pwrite(lock, line, 0)
            os.ftruncate(lock, len(line))

    def _lock_file(self) -> int:
        # flock belongs to the open file, so each thread needs a file of its own.
        lock: int | None = getattr(self._turn, "file", None)
        if lock is not None and _same_file(lock, self.lock_path):
            return lock
        if lock is not None:
            self._turn.file = None
            os.close(lock)
        try:
            mode = self.path.stat().st_mode & 0o777 if self.path.exists() else 0o600
            lock = os.open(self.lock_path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, mode)
        except OSError as error:
            raise FileTrouble.of(error, self.path) from error
        self._turn.file = lock
        with contextlib.suppress(PermissionError):
            os.fchmod(lock, mode)
        return lock

    def _leave(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._turn.file, 0)
        fcntl.flock(self._turn.file, fcntl.LOCK_UN)

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Open this thread's connection; a file nobody has open, in a folder we cannot write to, as one that stays as it is.

        SQLite could not make the shared memory that WAL needs, and would not let us read at all.
        """
        if self.read_only:
            alone = not self.path.with_name(self.path.name + "-wal").exists() and not os.access(self.path.parent, os.W_OK)
            self.database = f"{self._uri}&immutable=1" if alone else self._uri
        return bool(super().connect(reuse_if_open))

    def close(self) -> bool:
        """Close this thread's connection and its lock file."""
        lock: int | None = getattr(self._turn, "file", None)
        if lock is not None and getattr(self._turn, "depth", 0) == 0:
            os.close(lock)
            self._turn.file = None
        return bool(super().close())

    def keep(self, most: int) -> None:
        """From now on keep so many connections that threads have closed for the next thread; 0 keeps none.

        Opening one takes a millisecond or two, and most of what a list asks for takes less.
        """
        self._most_kept = 0 if self.read_only else most
        self.close_kept()

    def close_kept(self) -> None:
        """Close what is kept: each holds the file, and up to a MB."""
        with contextlib.suppress(IndexError):
            while True:
                self._close_at_last(self._kept.pop())

    def _connect(self) -> Any:
        """A connection, one that is kept if the path still leads to the file that it has open."""
        try:
            now = self.path.stat()
        except OSError:
            now = None
        with contextlib.suppress(IndexError):
            while True:
                kept = self._kept.pop()
                if now is not None and os.path.samestat(self._files[id(kept)], now):
                    return kept
                self._close_at_last(kept)
        made = super()._connect()  # type: ignore[misc]  # not in the types of peewee
        if self._most_kept:
            made.execute(f"PRAGMA cache_size = {_KEPT_CACHE}")
        if now is not None:
            self._files[id(made)] = now
        return made

    def _close(self, connection: Any) -> None:
        if len(self._kept) < self._most_kept and id(connection) in self._files and not connection.in_transaction:
            self._kept.append(connection)
        else:
            self._close_at_last(connection)

    def _close_at_last(self, connection: Any) -> None:
        self._files.pop(id(connection), None)
        connection.close()

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; one that may write must have the turn."""
        if (lock_type or "IMMEDIATE").upper() != "DEFERRED" and getattr(self._turn, "depth", 0) == 0:
            raise WriteOutsideTheDoor("a write transaction without a turn")
        super().begin(lock_type)

    def rollback(self) -> None:
        """Roll back, unless SQLite already did (full disk, I/O error): a second ROLLBACK would hide the real error."""
        if self.in_sqlite_transaction():
            super().rollback()

    def in_sqlite_transaction(self) -> bool:
        """Whether SQLite itself is in a transaction, whatever peewee counts."""
        return bool(self.connection().in_transaction)  # type: ignore[no-untyped-call]  # peewee leaves it untyped

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """One statement for many rows, past peewee: five times faster than its own bulk insert."""
        if not self.in_transaction():
            raise WriteOutsideTheDoor(sql[:60])
        with __exception_wrapper__:
            self.connection().executemany(sql, rows)  # type: ignore[no-untyped-call]  # as above

    def execute_sql(self, sql: str, params: Any = None, commit: Any = None) -> Any:
        """Run one statement; statements that write are refused outside a transaction."""
        if sql.lstrip()[:7].rstrip().upper() in _WRITES and not self.in_transaction():
            raise WriteOutsideTheDoor(sql.split("\n", 1)[0][:60])
        return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]  # as above


def _same_file(lock: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    mine = os.fstat(lock)
    return (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)


def _holder(lock: int) -> Holder:
    try:
        said = json.loads(os.pread(lock, 4096, 0))
        return Holder(str(said["who"]), str(said["what"]), float(said["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder("?", "", time.time())
