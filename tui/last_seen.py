"""How far somebody had seen a register's log when they were here last: a number in their own folder, not in the file.

It names neither the register nor the account in the open: only a digest of both, and the number of an operation.
"""

import contextlib
from hashlib import sha256
from pathlib import Path

from tui import own_file

_MOST = 50  # registers remembered


def recall(path: Path, account: str) -> int | None:
    """The operation seen last; None for somebody who was never here, or whose folder cannot be read."""
    found = own_file.read(_place()).get(_key(path, account))
    return found if isinstance(found, int) else None


def remember(path: Path, account: str, operation: int) -> None:
    """Note that everything up to this operation has been seen. Somebody without a folder of their own is not remembered."""
    kept = own_file.read(_place())
    kept.pop(_key(path, account), None)
    kept = dict([*kept.items(), (_key(path, account), operation)][-_MOST:])
    with contextlib.suppress(OSError):
        own_file.write(_place(), kept)


def _key(path: Path, account: str) -> str:
    return sha256(f"{path.resolve()}\0{account}".encode(errors="surrogateescape")).hexdigest()


def _place() -> Path:
    from platformdirs import user_state_path

    return user_state_path("laug") / "last-seen.json"
