"""Who works with which file, when and in which language: the first argument of every use-case."""

import contextlib
import signal
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from core.door.operations import Operation
from core.errors import FileError
from core.messages import N_, Message, say
from core.rules.kinds import Language
from core.rules.text import clean
from db import identity, migrate
from db.connect import driver_trouble, open_database
from db.errors import FileTrouble, Trouble
from db.queued import Holder, QueuedSqlite

if TYPE_CHECKING:
    from core.door.write import Transaction

__all__ = [
    "HOME_ZONE", "Clock", "Holder", "Session", "file_error", "in_words", "midnight", "open_session", "utc_now",
]  # fmt: skip

_AT_ONCE = 2000  # rows
_LAST = 2**63 - 1
_LARGE = 50_000_000  # bytes that are copied and checked in about a second
HOME_ZONE = ZoneInfo("Europe/Copenhagen")
Clock = Callable[[], datetime]


def midnight(day: date) -> datetime:
    """The moment a day begins in Denmark."""
    return datetime.combine(day, time(), HOME_ZONE).astimezone(UTC)


def utc_now() -> datetime:
    """The clock of a running program."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Session:
    """One account at work in one file. `clock` gives aware UTC moments; with `dry_run` every write is rolled back."""

    database: QueuedSqlite
    account: str
    language: Language = Language.DANISH
    clock: Clock = utc_now
    origin: str = "cli"
    dry_run: bool = False
    waiting: Callable[[Holder], object] | None = None
    notice: Callable[[Message], object] | None = None  # told what does not stop the work, as a copy that could not be made

    @property
    def path(self) -> Path:
        return self.database.path

    @property
    def read_only(self) -> bool:
        return self.database.read_only

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        """The day it is in Denmark."""
        return self.clock().astimezone(HOME_ZONE).date()

    @property
    def wall_clock(self) -> datetime:
        """What the clock on a Danish wall says; naive, for names of files only."""
        return self.clock().astimezone(HOME_ZONE).replace(microsecond=0, tzinfo=None)

    @contextlib.contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for this thread, opened and closed again unless it has one."""
        if not self.database.is_closed():
            yield
            return
        with in_words(self.path):
            self.database.connect()
            try:
                yield
            finally:
                self.database.close()

    def keep_connections(self, most: int) -> None:
        """For a program with many short reads: so many that were closed wait for the next, until `close_kept`."""
        self.database.keep(most)

    def close_kept(self) -> None:
        """Nobody reads: the connections that wait are closed."""
        self.database.close_kept()

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a read, fetched at once: an unfinished read would hold a snapshot and let the WAL grow."""
        try:
            with in_words(self.path):
                rows: list[tuple[Any, ...]] = self.database.execute_sql(sql, tuple(parameters)).fetchall()
        except OverflowError:  # somebody typed a number longer than SQLite counts: nothing has it, as nothing has the last
            return self.query(sql, [max(-_LAST, min(one, _LAST)) if isinstance(one, int) else one for one in parameters])
        except FileError:
            with in_words(self.path):
                self._refuse_newer()  # a column that is not there any more means that
            raise
        return rows

    def numbers(self, sql: str, parameters: Sequence[object] = ()) -> "array[int]":
        """The first column of a read, eight bytes a row: a million rows take neither memory nor other threads' time."""
        found = array("q")
        with in_words(self.path):
            cursor = self.database.execute_sql(sql, tuple(parameters))
            try:
                while some := cursor.fetchmany(_AT_ONCE):
                    found.extend([row[0] for row in some])
            finally:
                cursor.close()
        return found

    @contextlib.contextmanager
    def write(
        self, operation: Operation, *, detail: Mapping[str, object] | None = None, undoes: int | None = None
    ) -> "Iterator[Transaction]":
        """The one door for writes: a turn in the queue, a transaction, and the log of what changed in it.

        Raises `FileError` if the file cannot be written; then nothing of the operation is kept.
        """
        from core.door import daily_copy, expiry  # whoever only reads need not load what writes
        from core.door.write import Transaction

        if self.read_only:
            raise file_error(FileTrouble(Trouble.READ_ONLY, self.path))
        with in_words(self.path):
            identity.refuse_another(self.database)  # before a copy of it is made, and again when nobody can get between
            daily_copy.make(self)
            expiry.forget_expired(self)
            with _not_stopped(), self.database.turn(self.account, operation.value, self.waiting):
                self._refuse_another()
                with self.database.atomic() as atomic:
                    transaction = Transaction(
                        self.database, operation, self.account, self.origin, self.now, detail or {}, undoes
                    )
                    yield transaction
                    transaction.finish()
                    if self.dry_run:
                        atomic.rollback()

    def _refuse_another(self) -> None:
        """The file must be the one that was opened, of the schema it had."""
        identity.refuse_another(self.database)
        self._refuse_newer()

    def _refuse_newer(self) -> None:
        try:
            migrate.refuse_newer(self.database)
        except FileTrouble as trouble:
            raise FileTrouble(Trouble.OLD_PROGRAM, self.path, trouble.detail) from trouble


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Trouble with the file as a `FileError`, whoever notices it first."""
    try:
        with driver_trouble(path):
            yield
    except FileTrouble as trouble:
        raise file_error(trouble) from trouble


@contextlib.contextmanager
def _not_stopped() -> Iterator[None]:
    """A process stopped by Ctrl+Z inside a transaction would stop everybody who waits for the turn."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def open_session(
    path: Path,
    *,
    account: str,
    language: Language = Language.DANISH,
    clock: Clock = utc_now,
    origin: str = "cli",
    dry_run: bool = False,
    waiting: Callable[[Holder], object] | None = None,
    notice: Callable[[Message], object] | None = None,
    create: bool = True,
) -> Iterator[Session]:
    """Open the file (making it if `create`), upgrade it if it is older, and close it afterwards.

    Raises `FileError`, and `Invalid` for an account that cannot be stored.
    """
    account = clean("account", account)
    with in_words(path):
        database = open_database(
            path, create=create, who=account, waiting=waiting, upgrading=partial(_tell_of_upgrade, path, notice)
        )
        try:
            yield Session(database, account, language, clock, origin, dry_run, waiting, notice)
        finally:
            database.keep(0)
            database.close()


def _tell_of_upgrade(path: Path, notice: Callable[[Message], object] | None) -> None:
    """Why it takes its time; a small file is upgraded before that could be read."""
    size = path.stat().st_size
    if notice is not None and size > _LARGE:
        notice(
            say(
                N_(
                    "The register ({size} MB) is being upgraded to this version of laug; a checked copy is made first."
                    " This can take some minutes, and happens once."
                ),
                size=size // 1_000_000,
            )
        )


def file_error(trouble: FileTrouble) -> FileError:
    """The trouble as a sentence for people, and what to do about it."""
    what, hint = _sentences(trouble)
    return FileError(what, hint)


def _sentences(trouble: FileTrouble) -> tuple[Message, Message]:
    path, detail = str(trouble.path), trouble.detail
    match trouble.trouble:
        case Trouble.MISSING:
            return say(N_("There is no file {path}."), path=path), say(N_("Make it with: laug init"))
        case Trouble.NOT_LAUG:
            return (
                say(N_("{path} is not a laug file."), path=path),
                say(N_("Name the right file with --db, or make a new one with: laug init")),
            )
        case Trouble.TOO_NEW:
            return (
                say(N_("{path} was made by a newer laug ({step})."), path=path, step=detail),
                say(N_("Update laug and start it again; nothing was changed.")),
            )
        case Trouble.DAMAGED:
            return (
                say(N_("{path} is damaged ({detail})."), path=path, detail=detail),
                say(
                    N_(
                        "Nothing was saved. Go back to the newest copy: laug restore; or save what can be read:"
                        " laug doctor --salvage NEWFILE"
                    )
                ),
            )
        case Trouble.NETWORK_FILE_SYSTEM:
            return (
                say(
                    N_("{path} lies on a network drive ({kind}), where files are damaged when two people save."),
                    path=path,
                    kind=detail,
                ),
                say(N_("Keep the file on the machine itself and let people log in there.")),
            )
        case Trouble.READ_ONLY:
            return (
                say(N_("{path} can only be read; nothing was saved."), path=path),
                say(
                    N_(
                        "The file and its folder must be writable for you: chmod ug+rw on the file, ug+rwx on the folder."
                    )
                ),
            )
        case Trouble.FULL:
            return (
                say(N_("The disk with {path} is full; nothing was saved."), path=path),
                say(N_("Make room and save again.")),
            )
        case Trouble.BUSY:
            return (
                say(N_("{path} is held by another program; nothing was saved."), path=path),
                say(N_("Close the other program and try again.")),
            )
        case Trouble.NO_ACCESS:
            return (
                say(N_("{path} cannot be opened ({detail})."), path=path, detail=detail or "?"),
                say(N_("Check the name and that you may read and write there.")),
            )
        case Trouble.OLD_PROGRAM:
            return (
                say(N_("{path} was upgraded while laug was open."), path=path),
                say(N_("Start laug again; nothing was saved.")),
            )
        case Trouble.GONE:
            return (
                say(N_("{path} was deleted, moved or replaced while laug was open; nothing was saved."), path=path),
                say(N_("Put it back, or go back to a copy: laug restore. Then start laug again.")),
            )
        case Trouble.RESTORED:
            return (
                say(N_("Somebody went back to a copy of {path} while laug was open; nothing was saved."), path=path),
                say(N_("Start laug again to see the register as it is now.")),
            )
