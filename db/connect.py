"""Opening the file: made with the right mode, checked before it is touched, upgraded when it is older."""

import os
import stat
import struct
from pathlib import Path

from peewee import DatabaseError, OperationalError

from db import migrate
from db.errors import FileTrouble, Trouble
from db.queued import QueuedSqlite

APPLICATION_ID = 0x6C617567  # "laug"
_MAGIC = b"SQLite format 3\x00"
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "gpfs", "lustre", "afs", "ceph", "glusterfs"}
_MOUNTS = Path("/proc/self/mountinfo")


def open_database(path: Path, *, create: bool = True) -> QueuedSqlite:
    """The database at `path`, of the newest schema, with this thread's connection open.

    A missing or empty file is made (if `create`). A file or folder that cannot be written gives a database that can
    only be read. Raises `FileTrouble`.
    """
    path = path.absolute()
    _refuse_network(path)
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise FileTrouble(Trouble.MISSING, path)
        return _create(path)
    _check_header(path)
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    database = QueuedSqlite(path, read_only=not writable)
    try:
        database.connect()
        if writable:
            migrate.upgrade(database)
        else:
            migrate.refuse_newer(database)
    except (OperationalError, DatabaseError) as error:
        database.close()
        raise trouble_of(error, path) from error
    except BaseException:
        database.close()
        raise
    return database


def _create(path: Path) -> QueuedSqlite:
    """A new file; whoever comes first makes it, the others find it made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = _mode_for(path.parent)
        database = QueuedSqlite(path)
        with database.turn("", "init"):
            if not path.exists():
                # SQLite makes 0644 at most; -wal and -shm copy the mode of the file.
                file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
                os.fchmod(file, mode)
                os.close(file)
                database.lock_path.chmod(mode)
            database.connect()
            if database.pragma("journal_mode") != "wal":
                # The name first: in WAL it would not reach the file's header until a checkpoint.
                database.pragma("application_id", APPLICATION_ID)
                # Once, here: setting it at every open can fail with "locked".
                database.pragma("journal_mode", "wal")
            migrate.upgrade(database)
    except (PermissionError, NotADirectoryError, IsADirectoryError) as error:
        raise FileTrouble(Trouble.NO_ACCESS, path, str(error.strerror)) from error
    except (OperationalError, DatabaseError) as error:
        raise trouble_of(error, path) from error
    except OSError as error:
        raise FileTrouble(
            Trouble.FULL if error.errno == 28 else Trouble.NO_ACCESS, path, str(error.strerror)
        ) from error
    return database


def _mode_for(folder: Path) -> int:
    """0660 in a folder that a group shares (setgid), 0600 elsewhere."""
    return 0o660 if folder.stat().st_mode & stat.S_ISGID else 0o600


def _check_header(path: Path) -> None:
    """Refuse what is not laug's before SQLite touches it; the header says it in the first 100 bytes."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except IsADirectoryError as error:
        raise FileTrouble(Trouble.NOT_LAUG, path) from error
    except PermissionError as error:
        raise FileTrouble(Trouble.NO_ACCESS, path) from error
    if not header.startswith(_MAGIC) or len(header) < 100 or struct.unpack(">I", header[68:72])[0] != APPLICATION_ID:
        raise FileTrouble(Trouble.NOT_LAUG, path)


def _refuse_network(path: Path) -> None:
    """WAL needs shared memory between the processes, which no network file system has (sqlite.org/wal.html)."""
    if not _MOUNTS.exists():
        return
    folder = path.parent
    while not folder.exists():
        folder = folder.parent
    device = folder.stat().st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in _MOUNTS.read_text(errors="replace").splitlines():
        left, _, right = line.partition(" - ")
        if left.split()[2] == wanted and right.split()[0] in _NETWORK:
            raise FileTrouble(Trouble.NETWORK_FILE_SYSTEM, path, right.split()[0])


def trouble_of(error: Exception, path: Path) -> FileTrouble:
    """What an error of the driver means."""
    text = str(error).lower()
    match text:
        case _ if "full" in text or "disk i/o" in text:
            trouble = Trouble.FULL
        case _ if "readonly" in text or "read-only" in text:
            trouble = Trouble.READ_ONLY
        case _ if "malformed" in text or "not a database" in text:
            trouble = Trouble.DAMAGED
        case _ if "locked" in text or "busy" in text:
            trouble = Trouble.BUSY
        case _:
            trouble = Trouble.NO_ACCESS
    return FileTrouble(trouble, path, str(error))
