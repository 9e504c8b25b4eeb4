"""A copy of the file as it was before the first write of the day."""

import threading

from core.door.session import Session, file_error
from core.errors import FileError
from core.messages import N_, say
from db import backup
from db.connect import driver_trouble
from db.errors import FileTrouble, Trouble

_LARGE = 50_000_000  # bytes that are copied and checked in about a second


def make(session: Session) -> None:
    """Make today's copy if there is none yet; only a damaged file stops the write (`FileTrouble`)."""
    today = session.today.isoformat()
    if session.dry_run or session.database.copy_tried == today or session.database.in_transaction():
        return
    session.database.copy_tried = today
    newest = backup.copies(session.path)[-1:]
    if (newest and newest[0].at.date() == session.today) or not session.query("SELECT 1 FROM operation LIMIT 1"):
        return
    if (size := session.path.stat().st_size) > _LARGE:
        _make_beside(session, size)
        return
    try:
        _make(session)
    except FileTrouble:
        session.database.copy_tried = ""
        raise


def _make_beside(session: Session, size: int) -> None:
    """Nobody waits half a minute for a save: a large file is copied while the work goes on.

    The screens do not wait for it when they close, either: what is half done is cleared away and made at the next start.
    A command ends when the copy is there, and says so.
    """
    screens = session.origin == "tui"
    if session.notice is not None and not screens:
        told = N_("Today's copy of the register ({size} MB) is being made; what you change is saved meanwhile.")
        session.notice(say(told, size=size // 1_000_000))
    threading.Thread(target=_in_its_thread, args=[session], name="laug-copy", daemon=screens).start()


def _in_its_thread(session: Session) -> None:
    """With a connection of its own."""
    try:
        with session.connected():
            _make(session)
    except (FileError, FileTrouble) as error:
        told = error if isinstance(error, FileError) else file_error(error)
        if session.notice is not None:
            session.notice(told.message)


def _make(session: Session) -> None:
    """Raises `FileTrouble` for a damaged file; whatever else stands in the way of a copy is said."""
    try:
        with driver_trouble(session.path):
            backup.make(session.database, session.wall_clock)
    except FileTrouble as trouble:
        if trouble.trouble is Trouble.DAMAGED:
            raise
        if session.notice is not None:
            detail = trouble.detail or trouble.trouble.name.lower()
            told = N_("Today's copy could not be made ({detail}). Try: laug backup")
            session.notice(say(told, detail=detail))
