"""Noticing what others save in the same file, without reading any of it."""

from collections.abc import Callable

from core.door.session import Session


def watch(session: Session, pause: Callable[[float], bool], told: Callable[[], object], *, every: float = 1.0) -> None:
    """Call `told` after each commit by anybody, until `pause(seconds)` says to stop; for a thread of its own.

    `PRAGMA data_version` changes when another connection has committed (SQLite, "Pragma data_version"), and costs no
    read of the data. Raises `FileError` if the file is gone.
    """
    with session.connected():
        seen = _version(session)
        while not pause(every):
            now = _version(session)
            if now != seen:
                seen = now
                told()


def _version(session: Session) -> int:
    return int(session.query("PRAGMA data_version")[0][0])
