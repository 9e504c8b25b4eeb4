"""The one registry of actions: bindings, the footer, the key help, a keymap file and the manual all read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from textual.binding import Binding, BindingType

from core.messages import N_


class Where(Enum):
    """Where an action works; the heading the key help puts it under."""

    EVERYWHERE = N_("Everywhere")
    AREA = N_("In this area")
    LIST = N_("In the list")
    FORM = N_("In the form")


@dataclass(frozen=True)
class Action:
    """Something a person can do: its keys, a short name for the footer and a sentence for the help (message ids)."""

    id: str
    keys: tuple[str, ...]
    name: str
    help: str
    where: Where
    run: str
    in_footer: bool
    in_palette: bool
    priority: bool


# Keys by Textual's names that every terminal sends and a Danish keyboard has without AltGr or a dead key.
_PLAIN = frozenset(
    ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "enter", "escape"]
) | {"space", "backspace", "delete", *(f"f{number}" for number in range(1, 13))}
_CONTROL = frozenset("ctrl+" + letter for letter in "abcdefgklnopqrstuvwxyz")  # h, i, j and m are other keys

_SIGNS = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "full_stop": ".",
    "minus": "-",
    "plus": "+",
    "asterisk": "*",
    "exclamation_mark": "!",
    "number_sign": "#",
    "equals_sign": "=",
    "underscore": "_",
    "percent_sign": "%",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
_SHOWN = _SIGNS | {
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "space": N_("space"),
}

_WRITTEN = {written: key for key, written in _SHOWN.items()} | {
    "mellemrum": "space", "retur": "enter", "return": "enter", "del": "delete", "page up": "pageup", "page down": "pagedown",
}  # fmt: skip

_declared: dict[str, Action] = {}


def sendable(key: str) -> bool:
    """Whether a Danish keyboard in a plain terminal can send the key."""
    if len(key) == 1:
        return key.isascii() and key.isalnum()
    return key in _PLAIN or key in _CONTROL or key in _SIGNS


def shown_key(key: str) -> str:
    """The key as it is written for people; `space` is a message id."""
    return _SHOWN.get(key, key)


def character(key: str) -> str | None:
    """What the key types into a field; None for one that types nothing, such as an arrow."""
    typed = " " if key == "space" else _SIGNS.get(key, key)
    return typed if len(typed) == 1 else None


def key_written(text: str) -> str:
    """Textual's name of a key as people write it: `?`, `F5`, `esc`, `Ctrl+E`, `n`; what is no key stays as it is."""
    if len(text) == 1:
        return next((name for name, sign in _SIGNS.items() if sign == text), text)
    lower = text.casefold()
    return _WRITTEN.get(lower, lower)


def declare(
    action_id: str,
    keys: str,
    name: str,
    help: str,
    where: Where,
    *,
    run: str = "",
    in_footer: bool = False,
    in_palette: bool = True,
    priority: bool = False,
) -> Action:
    """Put an action into the registry. `keys` are Textual's key names with commas between, the first is shown.

    `run` is what Textual runs, by default the last part of the id: ``people.new`` runs ``action_new``.
    Raises `ValueError` when the id is taken or a key cannot be sent.
    """
    if action_id in _declared:
        raise ValueError(f"the action {action_id} is declared twice")
    names = tuple(key.strip() for key in keys.split(","))
    unsendable = [key for key in names if not sendable(key)]
    if unsendable:
        raise ValueError(f"{action_id}: a Danish keyboard or a plain terminal cannot send {', '.join(unsendable)}")
    action = Action(
        action_id, names, name, help, where, run or action_id.rpartition(".")[2], in_footer, in_palette, priority
    )
    _declared[action_id] = action
    return action


def declared() -> Mapping[str, Action]:
    """Every action by its id, in the order of declaration."""
    return MappingProxyType(_declared)


def bindings(*actions: Action) -> list[BindingType]:
    """The actions as Textual bindings, their ids kept, for a class's `BINDINGS`."""
    return [
        Binding(",".join(action.keys), action.run, action.name, id=action.id, show=False, priority=action.priority)
        for action in actions
    ]
