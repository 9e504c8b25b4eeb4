"""What can be done on a screen now: the actions whose keys reach anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from textual.dom import DOMNode
from textual.screen import Screen

from tui.actions import Action, Where, declared, shown_key


class _Chosen(Protocol):
    def of(self, action: Action) -> tuple[str, ...]: ...


@runtime_checkable
class Remapped(Protocol):
    """An application in which actions may have other keys than their own."""

    @property
    def keymap(self) -> _Chosen: ...


@dataclass(frozen=True)
class Possible:
    """An action that works now, the keys that reach it, and where it runs."""

    action: Action
    keys: tuple[str, ...]
    node: DOMNode
    run: str


def possible(screen: Screen[object]) -> Sequence[Possible]:
    """By place, nearest first, and in the order of declaration. A letter typed into a field is not a key."""
    actions = declared()
    active = screen.active_bindings
    found: dict[str, Possible] = {}
    for node, binding, enabled, _ in active.values():
        action = actions.get(binding.id or "")
        if action is None or not enabled or action.id in found:
            continue
        keys = tuple(key for key in _keys_of(screen, action) if key in active and active[key].binding.id == action.id)
        keys = tuple(key for key in keys if not _typed(screen, key))
        if keys:
            found[action.id] = Possible(action, keys, node, binding.action)
    order = {action_id: place for place, action_id in enumerate(actions)}
    nearest = {where: place for place, where in enumerate((Where.FORM, Where.AREA, Where.LIST, Where.EVERYWHERE))}
    return sorted(found.values(), key=lambda one: (nearest[one.action.where], order[one.action.id]))


def _keys_of(screen: Screen[object], action: Action) -> tuple[str, ...]:
    """Its keys, or those the person has chosen instead."""
    return screen.app.keymap.of(action) if isinstance(screen.app, Remapped) else action.keys


def _typed(screen: Screen[object], key: str) -> bool:
    """Whether the widget with the keys would take it as text."""
    shown = " " if key == "space" else shown_key(key)
    return screen.focused is not None and screen.focused.check_consume_key(key, shown if len(shown) == 1 else None)
