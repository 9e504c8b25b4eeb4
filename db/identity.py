"""Whether the file at the path is still the one that was opened.

A file that was deleted under an open program can be written to on and on, and everything is lost when the program
ends; after a restore, versions and numbers mean other rows than those on the screens. Neither may be saved into.
"""

from dataclasses import dataclass

from db.errors import FileTrouble, Trouble
from db.queued import QueuedSqlite

# Every restore writes another value of this setting.
LINEAGE = "lineage"


@dataclass(frozen=True)
class Identity:
    """The file as the system knows it, and which restore its rows come from (empty: none)."""

    device: int
    inode: int
    lineage: str


def remember(database: QueuedSqlite) -> None:
    """Note which file this is; once, when it has been opened."""
    database.identity = _identity(database)


def refuse_another(database: QueuedSqlite) -> None:
    """Raises `FileTrouble` (`GONE`, `RESTORED`) if the path does not lead to what was opened any more."""
    now, opened = _identity(database), database.identity
    if not isinstance(opened, Identity):
        return
    if (now.device, now.inode) != (opened.device, opened.inode):
        raise FileTrouble(Trouble.GONE, database.path)
    if now.lineage != opened.lineage:
        raise FileTrouble(Trouble.RESTORED, database.path)


def _identity(database: QueuedSqlite) -> Identity:
    try:
        there = database.path.stat()
    except OSError as error:
        raise FileTrouble(Trouble.GONE, database.path) from error
    found = database.execute_sql("SELECT value FROM setting WHERE key = ?", (LINEAGE,)).fetchone()
    return Identity(there.st_dev, there.st_ino, found[0] if found else "")
