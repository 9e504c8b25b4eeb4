"""Every key of every screen is an action of the registry: in the keymap, in `?`, and in the palette."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

from tests.tui.screens.conftest import Driver
from tui.actions import character, declared
from tui.keymap import declare_everything
from tui.widgets.bars import FIND, HELP
from tui.widgets.dialogs import Choose
from tui.widgets.modal import Modal
from tui.widgets.palette import command_options, key_options
from tui.widgets.possible import possible


def classes(of: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for one in of.__subclasses__():
        yield one
        yield from classes(one)


def ours() -> list[type[DOMNode]]:
    declare_everything()
    return sorted({one for one in classes(DOMNode) if one.__module__.startswith("tui.")}, key=lambda one: one.__qualname__)


def test_every_binding_has_an_action_and_does_something() -> None:
    for one in ours():
        for binding in one.__dict__.get("BINDINGS", ()):
            assert isinstance(binding, Binding), one
            assert binding.id in declared(), f"{one.__qualname__}: {binding.key} is no action"
            run = binding.action.partition("(")[0].removeprefix("app.")
            assert any(hasattr(there, f"action_{run}") for there in (one, *ours())), f"{one.__qualname__}: {binding.action}"


def test_every_screen_above_the_areas_has_the_key_help_and_the_palette() -> None:
    without = {one.__name__ for one in ours() if issubclass(one, Modal) and one is not Modal for key in (HELP, FIND)
               if key.id not in {binding.id for found in one._merged_bindings or () for binding in (found[1],)}}  # fmt: skip
    assert without == {"Blank", "Working"}  # one shows nothing, the other waits for nothing but to be stopped


async def every_key_is_told(screens: Driver) -> None:
    """What works here is in the key help; what has a name is in the palette, with its key."""
    screen = screens.app.screen
    help, palette = (
        {option.label: f"{option.before} {option.detail}" for option in found(screen)} for found in (key_options, command_options)
    )
    for key, (node, binding, enabled, _tooltip) in screen.active_bindings.items():
        if not type(node).__module__.startswith("tui.") or not enabled or binding.id is None:
            continue
        action = next((one.action for one in possible(screen) if one.action.id == binding.id and key in one.keys), None)
        if action is None:
            assert screen.focused is not None
            assert screen.focused.check_consume_key(key, character(key)), f"{key} works and is not told"
        else:
            assert action.help in help
            assert not action.in_palette or f"{action.name}: {action.help}" in palette


async def test_what_works_on_a_screen_is_told_there(screens: Driver) -> None:
    places = (("3", "Anna Åkjær"), ("f6", "Columns of the list"), ("escape", ""), ("n", "New person"), ("escape", ""),
              ("H", "History of"), ("s", "From which day on?"), ("escape", ""), ("escape", ""))  # fmt: skip
    for key, text in places:
        await screens.press(key)
        await screens.sees(text)
        await every_key_is_told(screens)
    await screens.press("n", "ctrl+p")
    await screens.sees("Find what can be done here", "Save: Saves and closes the form.")
    assert isinstance(screens.app.screen, Choose)
    await screens.type("cancel")
    await screens.press("enter")
    await screens.sees_no_more("New person")
