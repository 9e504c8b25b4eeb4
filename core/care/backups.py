"""Copies of the register, and the way back to one of them."""

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.door.operations import Operation
from core.door.session import Clock, Session, in_words, utc_now
from core.door.write import Transaction
from core.errors import Invalid, NotFound
from core.messages import N_, Message, say
from core.past.undo import LogEntry, entries
from core.privacy import erasure
from core.rules.moments import from_utc_text, utc_text
from db import backup, erase, log
from db import restore as way_back
from db.connect import driver_trouble, mode_for, open_copy, open_database
from db.errors import FileTrouble, Trouble
from db.queued import Holder, QueuedSqlite

COUNTED = (
    "person", "affiliation", "organisation", "education", "network", "membership", "meeting", "participation",
)  # fmt: skip
_NO_WAY_IN = (Trouble.MISSING, Trouble.DAMAGED)


@dataclass(frozen=True)
class Backup:
    """A copy: where it is, what the clock on the wall said when it was made (naive), its bytes, why it is there.

    `kind` is `copy`, or why a register was put aside: `before-restore`, `before-upgrade`, `damaged`.
    """

    path: Path
    at: datetime
    size: int
    kind: str = "copy"

    @property
    def files(self) -> tuple[Path, ...]:
        """The file, with its journal if it has one."""
        family = (self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm")))
        return tuple(one for one in family if one.exists())


@dataclass(frozen=True)
class TableCount:
    """How many rows a table has in the register now, and in the copy; `now` is None if the register cannot be read."""

    table: str
    now: int | None
    copy: int


@dataclass(frozen=True)
class Difference:
    """What going back to a copy would change.

    `gone` are the operations that would not have happened, newest first (as far as this account may see them), `hidden`
    how many more there are; `back` is how many would have happened again (a copy made before an earlier way back).
    `related` says whether the two ever were the same register, `readable` whether the present one can be read at all.
    `erased` are the people in the copy who have been erased since: they do not come back.
    """

    counts: tuple[TableCount, ...]
    gone: tuple[LogEntry, ...]
    hidden: int
    back: int
    newest: datetime | None
    related: bool
    readable: bool
    erased: int = 0


@dataclass(frozen=True)
class Restored:
    """The way back: where the register as it was is kept (None: there was none), and the operation in the log.

    `erased` people were in the copy and have been erased again.
    """

    aside: Path | None
    operation_id: int
    erased: int = 0


@dataclass(frozen=True)
class Drill:
    """A restore tried on a scratch file: of which copy, when, how long it took, and what was wrong with it.

    `erased` people were in the copy and were erased again on the way.
    """

    copy: str
    at: datetime
    seconds: float
    problems: tuple[Message, ...] = ()
    erased: int = 0


def available(path: Path) -> list[Backup]:
    """The copies of the register, newest first."""
    return [Backup(copy.path, copy.at, copy.size) for copy in reversed(backup.copies(path))]


def put_aside(path: Path) -> list[Backup]:
    """What was put aside before a way back or an upgrade, or because it was damaged, newest first: nobody removes it."""
    return [Backup(one.path, one.at, one.size, one.why.value) for one in reversed(backup.put_aside(path))]


def folder(path: Path) -> Path:
    """Where the copies of the register are."""
    return backup.folder_of(path)


def newest(path: Path) -> Backup:
    """The newest copy. Raises `NotFound`."""
    found = available(path)
    if not found:
        raise NotFound(say(N_("There is no copy of {path} yet. Make one with: laug backup"), path=path))
    return found[0]


def make(session: Session, to: Path | None = None) -> Path:
    """A checked copy, in the folder of the copies or at `to`. Raises `FileError`, `Invalid` if there is a file at `to`."""
    with in_words(session.path):
        if to is None:
            made = backup.make(session.database, session.wall_clock)
            if made is None:
                raise FileTrouble(Trouble.BUSY, backup.folder_of(session.path))
            return made
        if to.is_dir():
            to = to / f"{session.path.stem}-{session.wall_clock:%Y-%m-%d-%H%M%S}.db"
        if to.exists():
            raise Invalid("file", say(N_("There is a file {path} already."), path=to), say(N_("Name another file.")))
        with driver_trouble(to):
            backup.checked_copy(session.database, to)
        return to


def difference(path: Path, copy: Path, *, account: str, most: int = 20) -> Difference:
    """What going back to the copy would change. Raises `FileError` if the copy cannot be used."""
    _refuse_itself(path, copy)
    with in_words(copy):
        other = open_copy(copy)
        try:
            with _present(path) as present:
                away = erase.numbers_of(other, (one.uid for one in _erased(path, present)))
                return replace(_compared(present, other, account, most), erased=len(away))
        finally:
            other.close()


def _erased(path: Path, present: QueuedSqlite | None) -> list[erase.Tombstone]:
    """Who was erased from the register: the present file says it, and so does the note beside the copies."""
    return [*(erase.tombstones(present) if present is not None else ()), *erase.noted(path)]


def _refuse_itself(path: Path, copy: Path) -> None:
    if path.exists() and copy.exists() and path.samefile(copy):
        raise Invalid("file", say(N_("{path} is the register itself, not a copy of it."), path=path))


@contextlib.contextmanager
def _present(path: Path) -> Iterator[QueuedSqlite | None]:
    """The register as it is, or None if it is missing or damaged."""
    try:
        database = open_database(path, create=False)
    except FileTrouble as trouble:
        if trouble.trouble not in _NO_WAY_IN:
            raise
        yield None
        return
    if not _whole(database):
        database.close()
        yield None
        return
    try:
        yield database
    finally:
        database.close()


def _whole(database: QueuedSqlite) -> bool:
    try:
        with driver_trouble(database.path):
            return bool(database.execute_sql("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except FileTrouble as trouble:
        if trouble.trouble is not Trouble.DAMAGED:
            raise
        return False


def _compared(present: QueuedSqlite | None, copy: QueuedSqlite, account: str, most: int) -> Difference:
    then = _counts(copy)
    last, _ = log.newest(copy)
    moment = copy.execute_sql("SELECT at FROM operation WHERE id = ?", (last,)).fetchone()
    newest_in_copy = from_utc_text(moment[0]) if moment else None
    if present is None:
        counts = tuple(TableCount(table, None, then[table]) for table in COUNTED)
        return Difference(counts, (), 0, 0, newest_in_copy, related=True, readable=False)
    now = _counts(present)
    common = log.last_common(copy, present)
    gone = _after(present, common)
    shown = [one for one in entries(Session(present, account), limit=most) if one.id > common]
    return Difference(
        tuple(TableCount(table, now[table], then[table]) for table in COUNTED),
        tuple(shown), gone - len(shown), _after(copy, common), newest_in_copy,
        related=common > 0 or not last or not log.newest(present)[0], readable=True,
    )  # fmt: skip


def _counts(database: QueuedSqlite) -> dict[str, int]:
    return {table: database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}


def _after(database: QueuedSqlite, operation_id: int) -> int:
    return int(database.execute_sql("SELECT count(*) FROM operation WHERE id > ?", (operation_id,)).fetchone()[0])


def restore(
    path: Path,
    copy: Path,
    *,
    account: str,
    clock: Clock = utc_now,
    waiting: Callable[[Holder], object] | None = None,
) -> Restored:
    """Go back to the copy, and keep the register as it was among the copies.

    Other programs that have the register open cannot save into it any more: their screens show what is not there.
    Numbers given since are not given again, and meetings that calendars have seen since go on from there.
    Raises `FileError` if the copy cannot be used or the register not written; then nothing has changed.
    """
    _refuse_itself(path, copy)
    with in_words(path), way_back.scratch_copy(copy, path) as scratch, _present(path) as present:
        at = Session(scratch, account, clock=clock).wall_clock
        if present is not None and present.read_only:
            raise FileTrouble(Trouble.READ_ONLY, path)
        queue = present or QueuedSqlite(path)
        try:
            with queue.turn(account, Operation.BACKUP_RESTORE.value, waiting):
                number, erased = _noted(scratch, present, path, copy, account, clock)
                if present is not None:
                    aside: Path | None = _kept_aside(path, present, at)
                    way_back.put_into(present, scratch)
                else:
                    mode = path.stat().st_mode & 0o777 if path.exists() else mode_for(path.parent)
                    aside = way_back.move_aside(path, at)
                    way_back.put_in_place(path, scratch, mode)
                erase.note(path, _erased(path, present))
                return Restored(aside, number, erased)
        finally:
            queue.close()


def _kept_aside(path: Path, present: QueuedSqlite, at: datetime) -> Path:
    aside = backup.folder_of(path) / f"before-restore-{at:%Y-%m-%d-%H%M%S}.db"
    with driver_trouble(path):
        backup.checked_copy(present, aside)
    return aside


def _noted(
    scratch: QueuedSqlite, present: QueuedSqlite | None, path: Path, copy: Path, account: str, clock: Clock
) -> tuple[int, int]:
    """The way back in the scratch file's own log, with what must not go back with it; and how many were erased again."""
    session = Session(scratch, account, clock=clock)
    scratch.copy_tried = session.today.isoformat()  # a copy of the copy is not wanted
    before, _ = log.newest(scratch)
    with scratch.turn(account, Operation.BACKUP_RESTORE.value), scratch.atomic():
        way_back.begin_anew(scratch, present)
    with session.write(Operation.BACKUP_RESTORE, detail={"copy": copy.name, "operation": before}) as transaction:
        transaction.keep()
        if present is not None:
            _keep_sequences(transaction, present)
        erased = erasure.erase_again(transaction, _erased(path, present))
        number = transaction.operation_id
    _overwrite(scratch, account)
    return number, erased


def _overwrite(scratch: QueuedSqlite, account: str) -> None:
    with driver_trouble(scratch.path), scratch.turn(account, Operation.BACKUP_RESTORE.value):
        if erase.pending(scratch):
            erase.scrub(scratch)


def _keep_sequences(transaction: Transaction, present: QueuedSqlite) -> None:
    """A calendar ignores a meeting with a SEQUENCE below the one it has seen (RFC 5546, 2.1.5)."""
    for table in ("meeting", "series"):
        seen = dict(present.execute_sql(f"SELECT calendar_uid, sequence FROM {table}").fetchall())
        rows = transaction.database.execute_sql(f"SELECT id, calendar_uid, sequence FROM {table}").fetchall()
        for number, uid, sequence in rows:
            if seen.get(uid, -1) > sequence:
                transaction.update(table, number, {"sequence": seen[uid] + 1, "stamp": transaction.now})


def drill(session: Session) -> Drill:
    """Restore the newest copy into a scratch file and see whether it is whole; `last_drill` remembers it.

    Raises `NotFound` if there is no copy, `FileError` if the copy cannot be used at all.
    """
    copy = newest(session.path)
    began = time.monotonic()
    with in_words(copy.path), way_back.scratch_copy(copy.path, session.path) as scratch:
        other = open_copy(copy.path)
        try:
            with driver_trouble(scratch.path):
                problems = tuple(_problems(scratch, other, session.database))
                erased = _erased_in_drill(session, scratch)
                problems += tuple(_problems_of_scratch(scratch))
        finally:
            other.close()
    done = Drill(copy.path.name, session.now.replace(microsecond=0), round(time.monotonic() - began, 2), problems, erased)
    _remember(session.path, done)
    return done


def _problems(scratch: QueuedSqlite, copy: QueuedSqlite, present: QueuedSqlite) -> Iterator[Message]:
    now, then = _counts(scratch), _counts(copy)
    for table in COUNTED:
        if now[table] != then[table]:
            yield say(
                N_("The restored file has {now} rows of {table}, the copy {then}."),
                now=now[table], table=table, then=then[table],
            )  # fmt: skip
    if log.newest(copy)[0] and log.last_common(copy, present) != log.newest(copy)[0]:
        yield say(N_("The copy holds operations that the register does not have; it is not of its past alone."))


def _erased_in_drill(session: Session, scratch: QueuedSqlite) -> int:
    """Whoever was erased since the copy was made does not come back by it, in a drill either."""
    trying = replace(session, database=scratch, dry_run=False)
    scratch.copy_tried = session.today.isoformat()
    with trying.write(Operation.BACKUP_RESTORE) as transaction:
        erased = erasure.erase_again(transaction, _erased(session.path, session.database))
    _overwrite(scratch, session.account)
    return erased


def _problems_of_scratch(scratch: QueuedSqlite) -> Iterator[Message]:
    """What is wrong with the file as it would be."""
    for check in ("quick_check", "integrity_check"):
        verdict = scratch.execute_sql(f"PRAGMA {check}(1)").fetchone()[0]
        if verdict != "ok":
            yield say(N_("The restored file is damaged ({detail})."), detail=str(verdict))
    broken = scratch.execute_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield say(N_("In the restored file {count} rows refer to rows that are not there."), count=len(broken))
    link = log.first_broken_link(scratch)
    if link is not None:
        yield say(N_("The log of the copy is broken from operation {number} on."), number=link)


def _remember(path: Path, done: Drill) -> None:
    noted = {"copy": done.copy, "at": utc_text(done.at), "seconds": done.seconds, "problems": len(done.problems)}
    with contextlib.suppress(OSError):
        note = _note(path)
        note.write_text(json.dumps(noted), encoding="utf-8")
        note.chmod(path.stat().st_mode & 0o777)


def _note(path: Path) -> Path:
    return backup.folder_of(path) / "last-drill.json"


def last_drill(path: Path) -> Drill | None:
    """The last drill without its problems, or None if there was none that went well."""
    try:
        noted = json.loads(_note(path).read_text(encoding="utf-8"))
        if noted["problems"]:
            return None
        return Drill(str(noted["copy"]), from_utc_text(str(noted["at"])), float(noted["seconds"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
