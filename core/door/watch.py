"""Noticing what others save in the same file, without reading any of it."""

from collections.abc import Callable

from core.door.session import Session


def watch(
    session: Session,
    pause: Callable[[float], bool],
    told: Callable[[], object],
    *,
    first: Callable[[], object] | None = None,
    every: float = 1.0,
) -> None:
    """Call `told` after each commit by anybody, until `pause(seconds)` says to stop; for a thread of its own.

    `first` is called when watching has begun: what it reads does not go out of date without `told` being called.
    `PRAGMA data_version` changes when another connection has committed (SQLite, "Pragma data_version"), and costs no
    read of the data. Raises `FileError` if the file is gone.
    """
    with session.connected():
        seen = _version(session)
        if first is not None:
            first()
            session.query("PRAGMA shrink_memory")  # the pages of it are of no use to what follows
        while not pause(every):
            now = _version(session)
            if now != seen:
                seen = now
                told()


def _version(session: Session) -> int:
    return int(session.query("PRAGMA data_version")[0][0])
