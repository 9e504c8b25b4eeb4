"""A folder on the web that holds what laug published: only what differs is written, only what laug made is taken away.

What laug made is known by a list beside it, which names no file: the list lies on the web as well, and the names of files
may be secret, or those of networks that nobody should hear of any more.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import FileError
from core.messages import N_, say
from exports.files import write_file

MANIFEST = ".laug-published.json"
_READ_BY_ALL = 0o644  # a web server is another account


@dataclass(frozen=True)
class Published:
    """The names of the files written, removed, and left as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


def publish(folder: Path, files: Mapping[str, bytes], *, dry_run: bool = False) -> Published:
    """Let the folder hold these files, and none that laug published there before.

    A file whose bytes are the same is not touched. What is not published any more goes first, so that it is gone even if
    the disk is full. Raises `FileError`, before anything is changed, if a file of such a name is not laug's.
    """
    held = _held(folder)
    present = _present(folder)
    changed = [name for name, data in files.items() if _bytes(folder / name) != data]
    _refuse_others(folder, [name for name in changed if name in present and not _own(folder, name, held)])
    stale = sorted(name for name in present if _digest(name) in held and name not in files)
    if not dry_run:
        for name in stale:
            _remove(folder / name)
        # Noted before they are there: whatever is interrupted, the next time knows its own files.
        wanted = {_digest(name) for name in files}
        _note(folder, held | wanted)
        for name in changed:
            write_file(folder / name, files[name], mode=_READ_BY_ALL)
        _note(folder, wanted)
    return Published(tuple(changed), tuple(stale), tuple(name for name in files if name not in changed))


def _present(folder: Path) -> set[str]:
    """The names of what lies in the folder, links that lead nowhere too."""
    try:
        return {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return set()
    except OSError as error:
        told = say(N_("The folder {path} cannot be read: {reason}"), path=folder, reason=os.strerror(error.errno or 0))
        raise FileError(told) from error


def _bytes(path: Path) -> bytes | None:
    with suppress(OSError):
        return None if path.is_symlink() else path.read_bytes()
    return None


def _own(folder: Path, name: str, held: set[str]) -> bool:
    """Whether laug made it; a link in its place would let laug write elsewhere."""
    return _digest(name) in held and not (folder / name).is_symlink()


def _refuse_others(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        raise FileError(
            say(N_("{path} is there already and was not made by laug; nothing was written."), path=folder / name),
            say(N_("Choose an empty folder, or move that file away.")),
        )


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        told = say(N_("{path} could not be removed: {reason}"), path=path, reason=os.strerror(error.errno or 0))
        raise FileError(told, say(N_("It is not to be published any more: remove it by hand."))) from error


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()


def _held(folder: Path) -> set[str]:
    """What laug made here, by the digests of the names. Raises `FileError` if the list cannot be read."""
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise FileError(
            say(N_("{path} cannot be read: {reason}"), path=path, reason=os.strerror(error.errno or 0))
        ) from error
    try:
        found = json.loads(text)["files"]
        return {one for one in found if isinstance(one, str)}
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(
            say(N_("{path} is damaged, so laug does not know its own files there; nothing was written."), path=path),
            say(N_("Publish to an empty folder, or empty this one.")),
        ) from error


def _note(folder: Path, digests: Iterable[str]) -> None:
    data = json.dumps({"made_by": "laug", "files": sorted(digests)}, indent=1).encode() + b"\n"
    path = folder / MANIFEST
    if _bytes(path) != data:
        write_file(path, data, mode=_READ_BY_ALL)
