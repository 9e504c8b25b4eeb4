"""Files on disk: written whole or not at all, readable by their owner only, under names every system takes."""

import errno
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from core.errors import FileError
from core.messages import N_, Message, say
from exports.plain_text import one_line

_FORBIDDEN = re.compile(r'[/\\:*?"<>|\u2044\u2215\u29f5\uff0f\uff3c]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_LONGEST = 120  # bytes, so that a suffix and a number still fit into the 255 of all file systems


@contextmanager
def writing(path: Path, *, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A stream into a file that takes the place of `path` when the block ends well, readable by its owner only.

    If the block raises, an existing file stays as it was. A device or a pipe is written to as it is. Raises `FileError`
    for a directory, a folder that is not there, a full disk and a place that cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
            return
        with _beside(target, mode) as stream:
            yield stream
    except OSError as error:
        raise FileError(*_sentences(error, path)) from error


def write_file(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """The bytes as a file, as `writing` does it."""
    with writing(path, mode=mode) as stream:
        stream.write(data)


@contextmanager
def _beside(target: Path, mode: int) -> Iterator[BinaryIO]:
    """A temporary file in the same folder, renamed at the end: whoever looks sees the old file or the new one."""
    descriptor, name = tempfile.mkstemp(prefix=".laug-", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            temporary.chmod(mode)
            os.fsync(stream.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Makes the rename survive a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sentences(error: OSError, path: Path) -> tuple[Message, Message]:
    match error.errno:
        case errno.EISDIR:
            return (
                say(N_("{path} is a folder; nothing was written."), path=path),
                say(N_("Add a file name to it.")),
            )
        case errno.ENOENT | errno.ENOTDIR:
            return (
                say(N_("The folder {folder} does not exist; nothing was written."), folder=path.parent),
                say(N_("Create it first, or choose another place.")),
            )
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return (
                say(N_("There is no room left for {path}; nothing was written."), path=path),
                say(N_("Make room on the disk, or choose another place.")),
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return (
                say(N_("{path} cannot be written here; nothing was written."), path=path),
                say(N_("Choose a folder of your own, and close the file if another program has it open.")),
            )
        case errno.ENAMETOOLONG:
            return (
                say(N_("The file name {path} is too long; nothing was written."), path=path),
                say(N_("Choose a shorter name.")),
            )
        case _:
            return (
                say(N_("{path} could not be written: {reason}"), path=path, reason=os.strerror(error.errno or 0)),
                say(N_("Choose another place.")),
            )


def safe_file_name(text: str, *, fallback: str = "laug") -> str:
    """The text as the stem of a file name on every system.

    No path separators or other forbidden characters, no control characters, no leading dot or hyphen, no name Windows
    keeps for a device, at most 120 bytes; `fallback` if nothing is left.
    """
    name = unicodedata.normalize("NFC", one_line(text))
    name = _FORBIDDEN.sub("-", name).strip()
    name = name.lstrip(".-~ ")
    name = name.encode()[:_LONGEST].decode(errors="ignore").rstrip(". ")
    if _RESERVED.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    return name or fallback
