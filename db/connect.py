"""Opening the file: made with the right mode, checked before it is touched, upgraded when it is older."""

import contextlib
import os
import stat
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from db import identity, migrate
from db.errors import DRIVER_ERRORS, FileTrouble, Trouble, os_trouble
from db.queued import Holder, QueuedSqlite

APPLICATION_ID = 0x6C617567  # "laug"
_MAGIC = b"SQLite format 3\x00"
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "gpfs", "lustre", "afs", "ceph", "glusterfs"}
_MOUNTS = Path("/proc/self/mountinfo")
# Files this process has looked into already. Closing a file lets go of all POSIX locks the process has on it, also
# those of its SQLite connections (sqlite.org/howtocorrupt.html, 2.2), so it is read past SQLite only before the first.
_known: set[tuple[int, int]] = set()


def open_database(
    path: Path,
    *,
    create: bool = True,
    who: str = "",
    waiting: Callable[[Holder], object] | None = None,
    upgrading: Callable[[], object] | None = None,
) -> QueuedSqlite:
    """The database at `path`, of the newest schema, with this thread's connection open.

    A missing or empty file is made (if `create`). A file or folder that cannot be written gives a database that can
    only be read. `waiting` and `upgrading` are told why opening takes its time (`migrate.upgrade`). Raises `FileTrouble`.
    """
    path = path.absolute()
    with os_trouble(path):
        _refuse_network(path)
        if not path.exists() or path.stat().st_size == 0:
            if not create:
                raise FileTrouble(Trouble.MISSING, path)
            return _create(path)
        _check_header(path)
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    database = QueuedSqlite(path, read_only=not writable)
    with _connected(database):
        if writable:
            migrate.upgrade(database, who=who, waiting=waiting, upgrading=upgrading)
        else:
            migrate.refuse_newer(database)
    return database


def open_copy(path: Path) -> QueuedSqlite:
    """A copy opened to be read only, whatever its mode, of whatever schema this program knows. Raises `FileTrouble`."""
    path = path.absolute()
    with os_trouble(path):
        if not path.exists():
            raise FileTrouble(Trouble.MISSING, path)
        _check_header(path)
    database = QueuedSqlite(path, read_only=True)
    with _connected(database):
        migrate.refuse_newer(database)
    return database


@contextlib.contextmanager
def _connected(database: QueuedSqlite) -> Iterator[None]:
    """The database connected, for what must be done before it is used; closed again if that fails."""
    try:
        with driver_trouble(database.path):
            database.connect()
            yield
            identity.remember(database)
    except BaseException:
        database.close()
        raise


def _create(path: Path) -> QueuedSqlite:
    """A new file; whoever comes first makes it, the others find it made."""
    database = QueuedSqlite(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = mode_for(path.parent)
        with driver_trouble(path), database.turn("", "init"):
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
            identity.remember(database)
    except BaseException:
        database.close()
        raise
    return database


def mode_for(folder: Path) -> int:
    """0660 in a folder that a group shares (setgid), 0600 elsewhere."""
    return 0o660 if folder.stat().st_mode & stat.S_ISGID else 0o600


def _check_header(path: Path) -> None:
    """Refuse what is not laug's before SQLite touches it; the header says it in the first 100 bytes."""
    there = path.stat()
    if (there.st_dev, there.st_ino) in _known:
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except IsADirectoryError as error:
        raise FileTrouble(Trouble.NOT_LAUG, path) from error
    if not header.startswith(_MAGIC) or len(header) < 100 or struct.unpack(">I", header[68:72])[0] != APPLICATION_ID:
        raise FileTrouble(Trouble.NOT_LAUG, path)
    _known.add((there.st_dev, there.st_ino))


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


@contextlib.contextmanager
def driver_trouble(path: Path) -> Iterator[None]:
    """What the driver says of the file, as `FileTrouble`; broken rules and mistakes of the program stay what they are."""
    try:
        yield
    except DRIVER_ERRORS as error:
        if type(error) not in DRIVER_ERRORS:
            raise
        raise trouble_of(error, path) from error


def trouble_of(error: Exception, path: Path) -> FileTrouble:
    """What an error of the driver means."""
    text = str(error).lower()
    match text:
        case _ if not path.exists():
            trouble = Trouble.GONE
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
