"""Whether the register is well, one sentence a check, with the command that mends what is not."""

import shlex
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from core.care import backups
from core.care.mend import stale_days, stale_keys
from core.door.operations import Operation
from core.door.session import Session, in_words
from core.errors import FileError
from core.messages import N_, Message, say
from core.rules.moments import from_utc_text
from db import check, erase, log
from db.connect import driver_trouble
from db.errors import SQLITE_VERSION

_MEGABYTE = 1_000_000
_LITTLE_SPACE = 200 * _MEGABYTE
_LARGE_JOURNAL = 64 * _MEGABYTE
_OLD_COPY = timedelta(days=7)
_OLD_DRILL = timedelta(days=90)
_OLD_ASIDE = timedelta(days=90)
_SYNCED = ("dropbox", "onedrive", "nextcloud", "owncloud", "google drive", "icloud")
MEND = "laug doctor --mend"


class State(StrEnum):
    """What a check came to: a note is worth knowing, a finding wants to be mended."""

    FINE = "fine"
    NOTE = "note"
    FINDING = "finding"


@dataclass(frozen=True)
class Result:
    """One check, by its stable name: what it came to in a sentence, and the command that mends it (or nothing)."""

    check: str
    state: State
    sentence: Message
    mend: str = ""


def _fine(check_name: str, sentence: Message) -> Result:
    return Result(check_name, State.FINE, sentence)


def _note(check_name: str, sentence: Message, mend: str = "") -> Result:
    return Result(check_name, State.NOTE, sentence, mend)


def _finding(check_name: str, sentence: Message, mend: str) -> Result:
    return Result(check_name, State.FINDING, sentence, mend)


def examine(session: Session) -> list[Result]:
    """Every check, in order; what is damaged under one of them becomes its finding and does not stop the others."""
    return [result for one in _CHECKS for result in _guarded(session, one)]


def _guarded(session: Session, one: Callable[[Session], Iterable[Result]]) -> list[Result]:
    name = one.__name__.strip("_").replace("_", " ")
    try:
        with in_words(session.path), driver_trouble(session.path):
            return list(one(session))
    except FileError as error:
        return [_finding(name, error.message, f"laug doctor --salvage {session.path.stem}-salvaged.db")]


def _versions(session: Session) -> Iterator[Result]:
    version = ".".join(map(str, SQLITE_VERSION))
    schema = session.query("SELECT name FROM schema_history ORDER BY name DESC LIMIT 1")[0][0]
    if check.has_reset_bug(SQLITE_VERSION):
        yield _note(
            "versions",
            say(N_("SQLite {version} has a fault that laug's queue avoids; other programs must not write."), version=version),
            "pip install 'pysqlite3>=0.6.1'",
        )  # fmt: skip
    else:
        yield _fine("versions", say(N_("SQLite {version}; schema {schema}"), version=version, schema=schema))


def _place(session: Session) -> Iterator[Result]:
    path = session.path
    synced = [name for name in _SYNCED if name in str(path).lower()]
    if synced:
        yield _finding(
            "place",
            say(N_("{path} lies in a folder that {service} copies, and two machines would overwrite it."), path=path,
                service=synced[0].title()),
            "laug backup",
        )  # fmt: skip
    elif session.read_only:
        yield _note("place", say(N_("{path} can only be read by this account."), path=path))
    else:
        yield _fine("place", say(N_("{path} lies on this machine."), path=path))


def _mode(session: Session) -> Iterator[Result]:
    exposed = check.open_to_others(session.path)
    mode = stat.S_IMODE(session.path.stat().st_mode)
    shared = bool(mode & 0o020)
    if exposed:
        yield _finding(
            "mode", say(N_("Everybody on this machine can get at {files}."), files=", ".join(one.name for one in exposed)), MEND
        )
    elif shared and not session.path.parent.stat().st_mode & stat.S_ISGID:
        yield _finding(
            "mode",
            say(N_("A group shares the file, but new files in {folder} get another group."), folder=session.path.parent),
            f"chmod g+s {session.path.parent}",
        )
    else:
        yield _fine("mode", say(N_("Only those who should can open the file (mode {mode})."), mode=f"{mode:o}"))


def _integrity(session: Session) -> Iterator[Result]:
    wrong = check.integrity(session.database)
    if wrong:
        yield _finding(
            "integrity", say(N_("The file is damaged ({detail})."), detail=wrong[0]),
            "laug restore",
        )  # fmt: skip
    else:
        yield _fine("integrity", say(N_("Every page of the file is whole.")))


def _references(session: Session) -> Iterator[Result]:
    broken = check.foreign_keys(session.database)
    if broken:
        table, number, parent = broken[0]
        yield _finding(
            "references",
            say(N_("{count} rows refer to what is not there; the first is {table} {number} ({parent})."),
                count=len(broken), table=table, number=number, parent=parent),
            "laug restore",
        )  # fmt: skip
    else:
        yield _fine("references", say(N_("No row refers to what is not there.")))


def _search_index(session: Session) -> Iterator[Result]:
    missing = check.missing_derived(session.database)
    if missing:
        yield _finding("search index", say(N_("Missing in the file: {names}."), names=", ".join(missing)), MEND)
        return
    if not session.read_only:
        with session.database.turn(session.account, Operation.DOCTOR_MEND.value, session.waiting):
            holds = check.search_index_holds(session.database)
        if not holds:
            yield _finding("search index", say(N_("The search index does not say what the rows say.")), MEND)
            return
    stale = sum(len(numbers) for _table, numbers in stale_keys(session))
    if stale:
        yield _finding("search index", say(N_("{count} rows are not found by what they say now."), count=stale), MEND)
    else:
        yield _fine("search index", say(N_("Search finds every row by what it says.")))


def _days(session: Session) -> Iterator[Result]:
    stale = len(list(stale_days(session)))
    if stale:
        one = N_("{n} series is not listed on the days its rule says.")
        many = N_("{n} series are not listed on the days their rule says.")
        yield _finding("days", Message(one, {"n": stale}, many), MEND)
    else:
        yield _fine("days", say(N_("Every series is listed on the days its rule says.")))


def _chain(session: Session) -> Iterator[Result]:
    link = log.first_broken_link(session.database)
    rewritten = log.operations_rewritten(session.database)
    if link is not None:
        yield _finding(
            "log", say(N_("The log is broken from operation {number} on: somebody changed or removed entries."), number=link),
            "laug restore",
        )  # fmt: skip
    elif rewritten:
        yield _finding(
            "log", say(N_("Somebody rewrote what operation {number} says it changed."), number=rewritten[0]), "laug restore"
        )
    else:
        number, _ = log.newest(session.database)
        yield _fine("log", say(N_("The log holds, from the first operation to number {number}."), number=number))


def _past_the_log(session: Session) -> Iterator[Result]:
    with session.database.atomic("DEFERRED"):  # one moment for rows and log, while others write
        found = list(check.past_the_log(session.database))
    if not found:
        yield _fine("past the log", say(N_("Every row is what the log says.")))
        return
    first = found[0]
    what = ", ".join(first.columns) or (N_("not in the log") if first.there else N_("gone"))
    yield _finding(
        "past the log",
        say(N_("{count} rows were changed past laug; the first is {table} {number} ({what})."),
            count=len(found), table=first.table, number=first.row_id, what=say(what)),
        "laug restore",
    )  # fmt: skip


def _clock(session: Session) -> Iterator[Result]:
    rows = session.query("SELECT id, at FROM operation ORDER BY at DESC LIMIT 1")
    if rows and from_utc_text(rows[0][1]) > session.now + timedelta(minutes=5):
        yield _finding(
            "clock",
            say(N_("Operation {number} is from the future ({when}): this machine's clock is or was wrong."), number=rows[0][0],
                when=from_utc_text(rows[0][1])),
            "timedatectl",
        )  # fmt: skip
    else:
        yield _fine("clock", say(N_("No operation is from the future.")))


def _orphans(session: Session) -> Iterator[Result]:
    open_in_closed = session.query(
        "SELECT count(*) FROM membership m JOIN network n ON n.id = m.network_id"
        " WHERE n.status = 'closed' AND (m.until_date IS NULL OR m.until_date > ?)",
        [session.today.isoformat()],
    )[0][0]
    if open_in_closed:
        yield _note("orphans", say(N_("{count} memberships go on in networks that are closed."), count=open_in_closed))
    else:
        yield _fine("orphans", say(N_("No membership goes on in a closed network.")))
    left = check.left_behind(session.path)
    if left:
        yield _finding("left behind", say(N_("A program that was stopped left {files}."), files=_names(left)), MEND)


def _journal(session: Session) -> Iterator[Result]:
    size = check.wal_size(session.path)
    if size > _LARGE_JOURNAL and _not_taken_over(session) > _LARGE_JOURNAL:
        yield _finding(
            "journal", say(N_("The journal has grown to {size} MB; a program reads without end."), size=size // _MEGABYTE), MEND
        )
    else:
        yield _fine("journal", say(N_("The journal is {size} MB."), size=size // _MEGABYTE))


def _not_taken_over(session: Session) -> int:
    """The bytes of the journal that are not in the file even after it was asked to take them over: somebody reads on."""
    if session.read_only:
        return 0
    with session.database.turn(session.account, Operation.DOCTOR_MEND.value, session.waiting):
        _, there, taken_over = session.query("PRAGMA wal_checkpoint(PASSIVE)")[0]
    page = int(session.query("PRAGMA page_size")[0][0])
    return page * int(there - taken_over)


def _space(session: Session) -> Iterator[Result]:
    free = shutil.disk_usage(session.path.parent).free
    wanted = max(_LITTLE_SPACE, 2 * session.path.stat().st_size)
    sentence = say(N_("{free} MB are free where the file is."), free=free // _MEGABYTE)
    if free < wanted:
        yield _finding("space", sentence, f"du -sh {backups.folder(session.path)}")
    else:
        yield _fine("space", sentence)


def _copies(session: Session) -> Iterator[Result]:
    found = backups.available(session.path)
    newest = session.query("SELECT at FROM operation ORDER BY id DESC LIMIT 1")
    if not newest:
        yield _fine("copies", say(N_("Nothing has been written that would need a copy.")))
    elif not found and from_utc_text(newest[0][0]) < session.now - timedelta(days=1):
        yield _finding("copies", say(N_("There is no copy of the register.")), "laug backup")
    elif not found:
        yield _note("copies", say(N_("There is no copy yet; the first write of a day makes one.")), "laug backup")
    elif found[0].at < session.wall_clock - _OLD_COPY and _wall(session, newest[0][0]) > found[0].at + timedelta(days=1):
        yield _finding("copies", say(N_("The newest copy is from {when}."), when=found[0].at), "laug backup")
    else:
        yield _fine("copies", say(N_("Copies: {count}, the newest from {when}."), count=len(found), when=found[0].at))


def _wall(session: Session, text: str) -> datetime:
    offset = session.wall_clock - session.now.astimezone(UTC).replace(tzinfo=None)
    return from_utc_text(text).replace(tzinfo=None) + offset


def _put_aside(session: Session) -> Iterator[Result]:
    """Registers put aside are never removed by laug, and people who were erased since are still in them."""
    found = backups.put_aside(session.path)
    old = [one for one in found if one.at < session.wall_clock - _OLD_ASIDE]
    if old:
        files = " ".join(shlex.quote(str(file)) for one in old for file in one.files)
        yield _note(
            "put aside",
            say(N_("{count} registers were put aside more than 90 days ago; the oldest is {name}."), count=len(old),
                name=old[-1].path.name),
            f"rm {files}",
        )  # fmt: skip
    else:
        yield _fine("put aside", say(N_("Registers put aside: {count}, none of them old."), count=len(found)))


def _erasures(session: Session) -> Iterator[Result]:
    since = erase.pending(session.database)
    if since:
        yield _finding(
            "erasures",
            say(N_("Bytes of somebody who was erased {when} may still be in the file."), when=from_utc_text(since)), MEND,
        )
        return
    stones = {one.uid for one in erase.tombstones(session.database)}
    if stones - {one.uid for one in erase.noted(session.path)}:
        yield _finding("erasures", say(N_("Not all who were erased are noted beside the copies.")), MEND)
    else:
        yield _fine("erasures", say(N_("Erased people: {count}; nothing of them is left in the file."), count=len(stones)))


def _restore_drill(session: Session) -> Iterator[Result]:
    last = backups.last_drill(session.path)
    if last is None:
        yield _note("last restore drill", say(N_("No restore has been tried yet.")), "laug backup --drill")
        return
    sentence = say(N_("A restore was tried {when} and took {seconds} s."), when=last.at, seconds=last.seconds)
    if last.at < session.now - _OLD_DRILL:
        yield _note("last restore drill", sentence, "laug backup --drill")
    else:
        yield _fine("last restore drill", sentence)


_CHECKS = (
    _versions, _place, _mode, _integrity, _references, _search_index, _days, _chain, _past_the_log, _clock, _orphans, _journal,
    _space, _copies, _put_aside, _erasures, _restore_drill,
)  # fmt: skip


def _names(files: Iterable[Path]) -> str:
    return ", ".join(one.name for one in files)
