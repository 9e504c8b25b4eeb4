"""Who works with which file, when and in which language: the first argument of every use-case."""

import contextlib
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from peewee import DatabaseError, OperationalError

from core.errors import FileError
from core.messages import N_, Message, say
from core.operations import Operation
from core.rules.kinds import Language
from core.write import Transaction
from db import migrate
from db.connect import open_database, trouble_of
from db.errors import FileTrouble, Trouble
from db.queued import Holder, QueuedSqlite

HOME_ZONE = ZoneInfo("Europe/Copenhagen")
Clock = Callable[[], datetime]


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
    waiting: Callable[[Holder], None] | None = None

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

    @contextlib.contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for this thread, opened and closed again unless it has one."""
        if not self.database.is_closed():
            yield
            return
        self.database.connect()
        try:
            yield
        finally:
            self.database.close()

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a read, fetched at once: an unfinished read would hold a snapshot and let the WAL grow."""
        try:
            rows: list[tuple[Any, ...]] = self.database.execute_sql(sql, tuple(parameters)).fetchall()
        except (OperationalError, DatabaseError) as error:
            raise file_error(trouble_of(error, self.path)) from error
        return rows

    @contextlib.contextmanager
    def write(
        self, operation: Operation, *, detail: Mapping[str, object] | None = None, undoes: int | None = None
    ) -> Iterator[Transaction]:
        """The one door for writes: a turn in the queue, a transaction, and the log of what changed in it.

        Raises `FileError` if the file cannot be written; then nothing of the operation is kept.
        """
        if self.read_only:
            raise file_error(FileTrouble(Trouble.READ_ONLY, self.path))
        try:
            with _not_stopped(), self.database.turn(self.account, operation.value, self.waiting):
                migrate.refuse_newer(self.database)
                with self.database.atomic() as atomic:
                    transaction = Transaction(
                        self.database, operation, self.account, self.origin, self.now, detail or {}, undoes
                    )
                    yield transaction
                    transaction.finish()
                    if self.dry_run:
                        atomic.rollback()
        except FileTrouble as trouble:
            raise file_error(trouble) from trouble
        except OperationalError as error:
            raise file_error(trouble_of(error, self.path)) from error


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
    waiting: Callable[[Holder], None] | None = None,
    create: bool = True,
) -> Iterator[Session]:
    """Open the file (making it if `create`), upgrade it if it is older, and close it afterwards. Raises `FileError`."""
    try:
        database = open_database(path, create=create)
    except FileTrouble as trouble:
        raise file_error(trouble) from trouble
    try:
        yield Session(database, account, language, clock, origin, dry_run, waiting)
    finally:
        database.close()


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
                say(N_("Do not save more in it; keep a copy of it and go back to the newest backup.")),
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
