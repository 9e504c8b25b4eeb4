"""Leaving a read that takes long: somebody typed on, or does not want to wait."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Protocol

from core.door.session import Session


class Connection(Protocol):
    """The driver's connection."""

    def interrupt(self) -> None: ...


class Stopper:
    """Ends from another thread the reads that are done under it; those begun afterwards go on (sqlite3_interrupt)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connections: list[Connection] = []

    @contextlib.contextmanager
    def over(self, session: Session) -> Iterator[None]:
        """Reads that `stop` may end, with a connection of this thread. They then raise `FileError`."""
        with session.connected():
            reading = session.database.connection()  # type: ignore[no-untyped-call]  # peewee leaves it untyped
            with self._lock:
                self._connections.append(reading)
            try:
                yield
            finally:
                with self._lock:  # before it is closed: nobody may interrupt it then
                    self._connections.remove(reading)

    def stop(self) -> None:
        """End what is being read."""
        with self._lock:
            for reading in self._connections:
                reading.interrupt()
