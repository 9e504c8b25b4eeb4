"""What can be wrong with the file. core turns these into sentences for people (`core.session`)."""

from enum import Enum, auto
from pathlib import Path


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


class FileTrouble(Exception):
    """Trouble with the file at `path`; `detail` is a technical word or two (a file system, a step's name)."""

    def __init__(self, trouble: Trouble, path: Path, detail: str = "") -> None:
        super().__init__(f"{trouble.name}: {path} {detail}".strip())
        self.trouble = trouble
        self.path = path
        self.detail = detail


class WriteOutsideTheDoor(RuntimeError):
    """A statement that writes was tried outside a transaction: a mistake in the program, never a user's."""
