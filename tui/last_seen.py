"""How far somebody had seen a register's log when they were here last: a number in their own folder, not in the file.

It names neither the register nor the account in the open: only a digest of both, and the number of an operation.
"""

import contextlib
import json
import os
from hashlib import sha256
from pathlib import Path

_MOST = 50  # registers remembered


def recall(path: Path, account: str) -> int | None:
    """The operation seen last; None for somebody who was never here, or whose folder cannot be read."""
    found = _read().get(_key(path, account))
    return found if isinstance(found, int) else None


def remember(path: Path, account: str, operation: int) -> None:
    """Note that everything up to this operation has been seen. Somebody without a folder of their own is not remembered."""
    kept = _read()
    kept.pop(_key(path, account), None)
    kept = dict([*kept.items(), (_key(path, account), operation)][-_MOST:])
    place = _place()
    fresh = place.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(kept, file)
        fresh.replace(place)


def _read() -> dict[str, object]:
    try:
        found = json.loads(_place().read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(path: Path, account: str) -> str:
    return sha256(f"{path.resolve()}\0{account}".encode(errors="surrogateescape")).hexdigest()


def _place() -> Path:
    from platformdirs import user_state_path

    return user_state_path("laug") / "last-seen.json"
