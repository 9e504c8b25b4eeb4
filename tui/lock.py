"""A code that somebody may choose to come back to blanked screens with; kept as a slow hash in their own folder.

It hides screens from who passes by. What keeps others out is the login: the register's file is as open as its mode says.
"""

import contextlib
import hashlib
import hmac
import os
from pathlib import Path

from core.errors import Invalid
from core.messages import N_, say
from tui import own_file

# RFC 7914's parameters for interactive use: 16 MiB, some 50 ms.
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
LEAST = 4


def has_code(account: str) -> bool:
    """Whether the account has chosen one."""
    return _key(account) in own_file.read(_place())


def checked(code: str, again: str) -> str:
    """A code typed twice. Raises `Invalid` for one that is too short, or typed differently."""
    if len(code) < LEAST:
        raise Invalid("code", say(N_("A code has at least {n} signs."), n=LEAST))
    if code != again:
        raise Invalid("code", say(N_("That was not the same twice.")))
    return code


def choose(account: str, code: str) -> None:
    """Keep a code. Raises `OSError` where the folder cannot be written."""
    salt = os.urandom(16)
    own_file.write(_place(), {**own_file.read(_place()), _key(account): f"{salt.hex()}:{_hashed(code, salt).hex()}"})


def forget(account: str) -> bool:
    """Come back without one; whether there was one. Raises `OSError`."""
    kept = own_file.read(_place())
    found = kept.pop(_key(account), None)
    if found is not None:
        own_file.write(_place(), kept)
    return found is not None


def fits(account: str, code: str) -> bool:
    """Whether it is the code. One that cannot be read fits nothing."""
    salt, _colon, kept = str(own_file.read(_place()).get(_key(account), "")).partition(":")
    with contextlib.suppress(ValueError):
        return bool(kept) and hmac.compare_digest(_hashed(code, bytes.fromhex(salt)), bytes.fromhex(kept))
    return False


def _hashed(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL)


def _key(account: str) -> str:
    """People who share a login of the machine have a code each."""
    return hashlib.sha256(account.encode(errors="surrogateescape")).hexdigest()


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("laug") / "lock.json"
