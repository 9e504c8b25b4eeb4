"""What can be done on a screen now: the actions whose keys reach anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from textual.dom import DOMNode
from textual.screen import Screen

from tui.actions import Action, Where, character, declared


class _Chosen(Protocol):
    def of(self, action: Action) -> tuple[str, ...]: ...


@runtime_checkable
class Remapped(Protocol):
    """An application in which actions may have other keys than their own."""

    @property
    def keymap(self) -> _Chosen: ...


@runtime_checkable
class Calling(Protocol):
    """A screen on which an action does something else than elsewhere: to save a form may be to go on to the next."""

    def called(self, action: Action) -> Action:
        """The action with the name and the sentence that it has here."""
        ...


@dataclass(frozen=True)
class Possible:
    """An action that works now, as it is called here, the keys that reach it, and where it runs."""

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
        keys = tuple(key for key in keys_of(screen, action) if key in active and active[key].binding.id == action.id)
        keys = tuple(key for key in keys if not _typed(screen, key))
        if keys:
            found[action.id] = Possible(action, keys, node, binding.action)
    if screen.is_modal:
        found |= {action.id: Possible(action, keys_of(screen, action), screen.app, action.run) for action in _through(screen)}
    if isinstance(screen, Calling):
        found = {action_id: replace(one, action=screen.called(one.action)) for action_id, one in found.items()}
    order = {action_id: place for place, action_id in enumerate(actions)}
    nearest = {where: place for place, where in enumerate((Where.FORM, Where.AREA, Where.LIST, Where.EVERYWHERE))}
    return sorted(found.values(), key=lambda one: (nearest[one.action.where], order[one.action.id]))


def _through(screen: Screen[object]) -> Iterator[Action]:
    """What works above a screen of its own too, though Textual does not count it among what is active there."""
    actions = declared()
    bound = dict.fromkeys(binding.id or "" for _, binding in screen.app._bindings if binding.priority)
    yield from (
        actions[one] for one in bound if one in actions and screen.app.check_action(actions[one].run, ())
    )


def keys_of(node: DOMNode, action: Action) -> tuple[str, ...]:
    """Its keys, or those the person has chosen instead."""
    return node.app.keymap.of(action) if isinstance(node.app, Remapped) else action.keys


def _typed(screen: Screen[object], key: str) -> bool:
    """Whether the widget with the keys would take it as text."""
    return screen.focused is not None and screen.focused.check_consume_key(key, character(key))
