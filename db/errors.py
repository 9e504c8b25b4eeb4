"""What can be wrong with the file. core turns these into sentences for people (`core.door.session`)."""

import contextlib
import errno
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path

from peewee import DatabaseError, OperationalError
from peewee import sqlite3 as driver  # type: ignore[attr-defined]  # pysqlite3 or the standard library's; not in its types

# What peewee raises from a statement, and what its driver raises while the rows are fetched. These types themselves:
# the kinds below them are broken rules and mistakes of the program.
DRIVER_ERRORS: tuple[type[Exception], ...] = (
    DatabaseError, OperationalError, driver.DatabaseError, driver.OperationalError,
)  # fmt: skip

SQLITE_VERSION: tuple[int, int, int] = driver.sqlite_version_info


class Trouble(Enum):
    """The kinds of trouble a file can give."""

    MISSING = auto()
    NOT_LAUG = auto()
    TOO_NEW = auto()
    DAMAGED = auto()
    NETWORK_FILE_SYSTEM = auto()
    READ_ONLY = auto()
    NO_ACCESS = auto()
    FULL = auto()
    BUSY = auto()
    OLD_PROGRAM = auto()
    GONE = auto()
    RESTORED = auto()


class FileTrouble(Exception):
    """Trouble with the file at `path`; `detail` is a technical word or two (a file system, a step's name)."""

    def __init__(self, trouble: Trouble, path: Path, detail: str = "") -> None:
        super().__init__(f"{trouble.name}: {path} {detail}".strip())
        self.trouble = trouble
        self.path = path
        self.detail = detail

    @classmethod
    def of(cls, error: OSError, path: Path) -> "FileTrouble":
        """What the system said of the file at `path`."""
        match error.errno:
            case errno.ENOSPC | errno.EFBIG | errno.EDQUOT:
                trouble = Trouble.FULL
            case errno.EROFS:
                trouble = Trouble.READ_ONLY
            case _:
                trouble = Trouble.NO_ACCESS
        return cls(trouble, path, str(error.strerror))


@contextlib.contextmanager
def os_trouble(path: Path) -> Iterator[None]:
    """What the system says of a file, as `FileTrouble`."""
    try:
        yield
    except OSError as error:
        raise FileTrouble.of(error, path) from error


class WriteOutsideTheDoor(RuntimeError):
    """A statement that writes was tried outside a transaction: a mistake in the program, never a user's."""
