"""What the screens remember from one time to the next: which columns a person wants in a list. Nothing of the register.

Kept in a file of the person's own, by account: over SSH several people work as one user of the machine.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tui import own_file


@dataclass(frozen=True)
class ListColumns:
    """The columns somebody has chosen for the list of that name; see `tui.widgets.arranging.Remembered`."""

    account: str
    name: str

    def columns(self) -> tuple[str, ...]:
        """Their keys in order; none are the usual ones."""
        return columns(self.account, self.name)

    def remember(self, keys: Sequence[str], /) -> None:
        """These from now on."""
        remember_columns(self.account, self.name, keys)


def columns(account: str, name: str) -> tuple[str, ...]:
    """The keys of the columns chosen in the list of that name; none if nothing was chosen or the file cannot be read."""
    chosen = own_file.read(_path()).get(account, {})
    keys = chosen.get(name, []) if isinstance(chosen, dict) else []
    return tuple(key for key in keys if isinstance(key, str)) if isinstance(keys, list) else ()


def remember_columns(account: str, name: str, keys: Sequence[str]) -> None:
    """The same from now on; none are the usual ones. Where nothing can be written they are forgotten at the end."""
    kept = own_file.read(_path())
    own = kept.get(account)
    own = dict(own) if isinstance(own, dict) else {}
    own[name] = list(keys)
    kept[account] = {list_name: chosen for list_name, chosen in own.items() if chosen}
    with contextlib.suppress(OSError):
        own_file.write(_path(), kept)


def _path() -> Path:
    from platformdirs import user_state_path  # not needed for the first picture

    return user_state_path("laug") / "columns.json"
