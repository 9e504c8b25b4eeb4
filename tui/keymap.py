"""The keys a person has chosen instead of laug's own: a file of lines such as `people.new = n, F5`.

A line that cannot be right is told with its number and left out; the rest holds.
"""

import importlib
import importlib.util
import os
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from core.messages import N_, Message, say
from tui.actions import Action, Where, character, declared, key_written, sendable

_LONGEST = 100_000  # characters; a larger file is something else
_TYPED = frozenset(["form", "entry", "filter", "choose", "find", "dialog.cancel", "dialog.up", "dialog.down",
                    "dialog.page_up", "dialog.page_down", "type_ahead", "writing"])  # fmt: skip
_LETTERS_TYPED = frozenset(["roll_call", "answers"])  # where signs are keys
_EVERYWHERE = frozenset(["app", "area", "register", "list"])  # where their keys work, those of the areas work as well


@dataclass(frozen=True)
class Fault:
    """A line that is left out, and why."""

    line: int
    why: Message

    @property
    def sentence(self) -> Message:
        """For a person."""
        return say(N_("keys.conf, line {line}: {why}"), line=self.line, why=self.why)


@dataclass(frozen=True)
class Keymap:
    """The keys of the actions (by id) that have others than their own, and what is wrong in the file."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()

    def of(self, action: Action) -> tuple[str, ...]:
        """The keys of an action, the first of them shown."""
        return self.keys.get(action.id, action.keys)

    @property
    def sentence(self) -> Message:
        """The first fault, and how to see the others."""
        first = self.faults[0].sentence
        return say(N_("{fault} (laug config keys shows all {n})"), fault=first, n=len(self.faults)) if self.faults[1:] else first


def place() -> Path:
    """Where the file is: LAUG_KEYS, or in the person's settings."""
    from platformdirs import user_config_path

    return Path(os.environ.get("LAUG_KEYS") or user_config_path("laug") / "keys.conf")


def load() -> Keymap:
    """The person's keys; no file is no fault, and costs nothing."""
    try:
        text = place().read_text("utf-8-sig")[:_LONGEST]
    except FileNotFoundError:
        return Keymap()
    except (OSError, ValueError):
        return Keymap(faults=(Fault(0, say(N_("The file cannot be read; laug's own keys hold."))),))
    declare_everything()
    return read(text, declared())


def declare_area(name: str) -> None:
    """Import the screen that most likely declares the actions of that name: all of them take half a second and 15 MiB."""
    if importlib.util.find_spec(f"tui.screens.{name}") is not None:
        importlib.import_module(f"tui.screens.{name}")


def declare_everything() -> None:
    """Import every module that declares actions."""
    import tui.app
    import tui.screens
    import tui.widgets

    for package in (tui.widgets, tui.screens):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def read(text: str, actions: Mapping[str, Action]) -> Keymap:
    """What the lines say of these actions."""
    keys: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip() if not line.strip().startswith("#") else ""
        if not said:
            continue
        found = _read_line(said, actions)
        if isinstance(found, Message):
            faults.append(Fault(number, found))
        else:
            keys[found[0]], lines[found[0]] = found[1], number
    for action_id in list(keys):
        if action_id in keys and (why := _clash(actions[action_id], keys, actions)) is not None:
            del keys[action_id]
            faults.append(Fault(lines[action_id], why))
    return Keymap(MappingProxyType(keys), tuple(sorted(faults, key=lambda fault: fault.line)))


def _read_line(said: str, actions: Mapping[str, Action]) -> tuple[str, tuple[str, ...]] | Message:
    name, sign, value = (part.strip() for part in said.partition("="))
    written = [part.strip() for part in value.split(",") if part.strip()]
    if not sign or not written:
        return say(N_("“{line}” is not an action, = and its keys, such as people.new = n"), line=said)
    if name not in actions:
        return say(N_("There is no action {name}. laug config keys shows them all."), name=name)
    keys = tuple(key_written(part) for part in written)
    wrong = [part for part, key in zip(written, keys, strict=True) if not sendable(key)]
    if wrong:
        return say(N_("A Danish keyboard or a plain terminal cannot send {key}."), key=wrong[0])
    typed = [part for part, key in zip(written, keys, strict=True) if _is_text(actions[name], key)]
    if typed:
        return say(N_("Where {name} works, {key} is text: take a key that types nothing, such as F5."), name=name, key=typed[0])
    return name, keys


def _is_text(action: Action, key: str) -> bool:
    """Whether a key is typed into a field where the action works, and so can never be its key."""
    typed, group = character(key), action.id.partition(".")[0]
    if typed is None or key in action.keys:
        return False
    if group in _LETTERS_TYPED:
        return typed.isalnum()
    return group in _TYPED or action.id in _TYPED or (action.priority and action.where is Where.EVERYWHERE)


def _clash(action: Action, keys: Mapping[str, tuple[str, ...]], actions: Mapping[str, Action]) -> Message | None:
    """Why the keys of the action cannot be those: another that works in the same place has one of them."""
    for other in actions.values():
        if other.id == action.id or not _meet(action, other):
            continue
        both = set(keys[action.id]) & set(keys.get(other.id, other.keys)) - set(action.keys)
        if both:
            return say(N_("{key} is the key of {other} already, which works in the same place."), key=min(both), other=other.id)
    return None


def _meet(one: Action, other: Action) -> bool:
    """Whether both can work at the same time."""
    first, second = (action.id.partition(".")[0] for action in (one, other))
    if first == second:
        return True
    if Where.FORM in (one.where, other.where):
        return False
    return first in _EVERYWHERE or second in _EVERYWHERE


def example(told: Iterator[tuple[Action, str]]) -> str:
    """A file that changes nothing: every action with its keys and its sentence, commented out."""
    lines = []
    group = ""
    for action, sentence in told:
        if action.id.partition(".")[0] != group:
            group = action.id.partition(".")[0]
            lines.append("")
        lines += [f"# {sentence}", f"# {action.id} = {', '.join(action.keys)}"]
    return "\n".join(lines) + "\n"
