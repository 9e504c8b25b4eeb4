"""A code that somebody may choose to come back to blanked screens with; kept as a slow hash in their own folder.

It hides screens from who passes by. What keeps others out is the login: the register's file is as open as its mode says.
"""

import contextlib
import hashlib
import hmac
import json
import os
from pathlib import Path

# RFC 7914's parameters for interactive use: 16 MiB, some 50 ms.
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
LEAST = 4


def has_code(account: str) -> bool:
    """Whether the account has chosen one."""
    return _key(account) in _read()


def choose(account: str, code: str) -> None:
    """Keep a code. Raises `OSError` where the folder cannot be written."""
    salt = os.urandom(16)
    _write({**_read(), _key(account): f"{salt.hex()}:{_hashed(code, salt).hex()}"})


def forget(account: str) -> bool:
    """Come back without one; whether there was one. Raises `OSError`."""
    kept = _read()
    found = kept.pop(_key(account), None)
    if found is not None:
        _write(kept)
    return found is not None


def fits(account: str, code: str) -> bool:
    """Whether it is the code. One that cannot be read fits nothing."""
    salt, _colon, kept = _read().get(_key(account), "").partition(":")
    with contextlib.suppress(ValueError):
        return bool(kept) and hmac.compare_digest(_hashed(code, bytes.fromhex(salt)), bytes.fromhex(kept))
    return False


def _hashed(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL)


def _key(account: str) -> str:
    """People who share a login of the machine have a code each."""
    return hashlib.sha256(account.encode(errors="surrogateescape")).hexdigest()


def _read() -> dict[str, str]:
    try:
        found = json.loads(_place().read_text())
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _write(kept: dict[str, str]) -> None:
    place = _place()
    fresh = place.with_suffix(f".{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(kept, file)
    fresh.replace(place)


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("laug") / "lock.json"
