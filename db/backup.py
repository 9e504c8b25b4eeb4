"""Copies of the file: whole, checked and private, beside it in `<file>.backups/`, and which of them are kept.

A copy is written under another name, checked, flushed to the disk and only then renamed, so that every name in the
folder is a whole register. It is made from a snapshot (`VACUUM INTO`), so nobody has to wait while it is written.
"""

import contextlib
import fcntl
import glob
import os
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

from db.errors import FileTrouble, Trouble, os_trouble
from db.queued import QueuedSqlite

_NAME = "%Y-%m-%d-%H%M%S"
_WALL = ZoneInfo("Europe/Copenhagen")  # the clock that the names of copies are on
DAILY, WEEKLY, MONTHLY = 7, 4, 12


@dataclass(frozen=True)
class Copy:
    """A copy in the folder: where it is, what the clock on the wall said when it was made (naive), its bytes."""

    path: Path
    at: datetime
    size: int


def folder_of(path: Path) -> Path:
    """Where the copies of this file are."""
    return path.with_name(path.name + ".backups")


def copies(path: Path) -> list[Copy]:
    """The copies of this file, oldest first; other files in the folder are not looked at."""
    found = []
    with contextlib.suppress(FileNotFoundError, PermissionError, NotADirectoryError):
        for entry in folder_of(path).iterdir():
            with contextlib.suppress(ValueError, FileNotFoundError):
                at = datetime.strptime(entry.name.removesuffix(".db"), _NAME)
                found.append(Copy(entry, at, entry.stat().st_size))
    return sorted(found, key=lambda copy: copy.at)


class Aside(Enum):
    """Why a whole register was put aside; what is put aside nobody takes away again but people."""

    BEFORE_RESTORE = "before-restore"
    DAMAGED = "damaged"
    BEFORE_UPGRADE = "before-upgrade"


@dataclass(frozen=True)
class PutAside(Copy):
    """A register put aside, and why."""

    why: Aside


def put_aside(path: Path) -> list[PutAside]:
    """What was put aside of this file before a way back, an upgrade, or because it was damaged; oldest first."""
    found = []
    with contextlib.suppress(FileNotFoundError, PermissionError, NotADirectoryError):
        for entry in folder_of(path).iterdir():
            for why in (Aside.BEFORE_RESTORE, Aside.DAMAGED):
                with contextlib.suppress(ValueError, FileNotFoundError):
                    at = datetime.strptime(entry.name, f"{why.value}-{_NAME}.db")
                    found.append(PutAside(entry, at, entry.stat().st_size, why))
    for entry in path.parent.glob(f"{glob.escape(path.name)}.before-*"):
        if not entry.name.endswith((".part", "-journal", "-wal", "-shm")):
            there = entry.stat()
            at = datetime.fromtimestamp(there.st_mtime, _WALL).replace(tzinfo=None, microsecond=0)
            found.append(PutAside(entry, at, there.st_size, Aside.BEFORE_UPGRADE))
    return sorted(found, key=lambda one: one.at)


def kept(moments: Collection[datetime], today: date) -> set[datetime]:
    """Which copies stay: all of `today` and the newest, the last of 7 days, of 4 weeks and of 12 months.

    Days, weeks and months without a copy do not count, so a register that rests keeps what it has.
    """
    newest_first = sorted(moments, reverse=True)
    stay = {at for at in newest_first if at.date() == today} | set(newest_first[:1])
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    for most, period in periods:
        last_of: dict[object, datetime] = {}
        for at in newest_first:
            last_of.setdefault(period(at), at)
        stay.update(list(last_of.values())[:most])
    return stay


def make(database: QueuedSqlite, at: datetime) -> Path | None:
    """A new copy in the folder, and the copies that are not to stay any more removed; None if another program is at it.

    `at` is the time on the wall (naive). Raises `FileTrouble`: `DAMAGED` if the file is, else what stood in the way.
    """
    with folder_taken(database.path) as free:
        if not free:
            return None
        while (made := folder_of(database.path) / f"{at.strftime(_NAME)}.db").exists():
            at += timedelta(seconds=1)  # the one that is there is of another moment of this second
        checked_copy(database, made)
        found = copies(database.path)
        stay = kept([copy.at for copy in found], at.date())
        for copy in found:
            if copy.at not in stay and copy.path != made:
                copy.path.unlink(missing_ok=True)
        return made


@contextlib.contextmanager
def folder_taken(path: Path) -> Iterator[bool]:
    """The folder made if need be, and for us alone; gives whether it is. Raises `FileTrouble`."""
    folder = folder_of(path)
    with os_trouble(folder):
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o2770 if mode & 0o060 else 0o700)
        lock = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, mode)
    try:
        with contextlib.suppress(PermissionError):
            os.fchmod(lock, mode)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        for left in folder.glob("*.part*"):
            left.unlink(missing_ok=True)  # with its journal, of a program that was killed while it wrote
        yield True
    finally:
        os.close(lock)


def checked_copy(database: QueuedSqlite, copy: Path) -> None:
    """A whole copy of the file at `copy`: written beside it, checked, then renamed. An earlier copy is kept as it is.

    Raises `FileTrouble` (`DAMAGED` if the file is, and then nothing is at `copy`), or the driver's own error.
    """
    if copy.exists():
        return
    part = copy.with_name(copy.name + ".part")
    with os_trouble(copy):
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)  # it would be rolled into the new one
        # VACUUM INTO fills an empty file that is there already, so the copy is private from its first byte.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, stat.S_IMODE(database.path.stat().st_mode)))
        part.chmod(stat.S_IMODE(database.path.stat().st_mode))
        try:
            _fill(database, part)
            _flush(part)
            part.rename(copy)
            _flush(copy.parent)
        finally:
            part.unlink(missing_ok=True)
            part.with_name(part.name + "-journal").unlink(missing_ok=True)


def _fill(database: QueuedSqlite, part: Path) -> None:
    # A trashed page of an index would go unnoticed: VACUUM reads the tables and builds the indexes anew.
    _refuse_damaged(database, database.path, "quick_check(1)")
    if database.read_only:
        database.pragma("query_only", 0)  # VACUUM INTO counts as a write; the connection itself is mode=ro
    try:
        database.execute_sql("VACUUM INTO ?", (str(part),))
    finally:
        if database.read_only:
            database.pragma("query_only", 1)
    written = QueuedSqlite(part, read_only=True)
    written.connect()
    try:
        _refuse_damaged(written, database.path, "integrity_check(1)")
    finally:
        written.close()


def _refuse_damaged(database: QueuedSqlite, path: Path, check: str) -> None:
    verdict = database.execute_sql(f"PRAGMA {check}").fetchone()[0]
    if verdict != "ok":
        raise FileTrouble(Trouble.DAMAGED, path, str(verdict))


def _flush(path: Path) -> None:
    """To the disk itself: a copy that a power cut takes away again is none."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
