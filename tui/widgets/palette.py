"""Finding by typing: the commands, people, networks and meetings (ctrl+p), and the keys that work here (?)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, TypeAlias

from textual.screen import Screen
from textual.widgets import Input

from core.messages import N_
from tui.actions import Where, character
from tui.widgets import jobs
from tui.widgets.dialogs import CANCEL, TAKE, Choose
from tui.widgets.menu import Option
from tui.widgets.possible import Possible, possible
from tui.widgets.words import tell, tell_key

_DEBOUNCE = 0.06
_EDITS = frozenset(["escape", "backspace", "delete", "left", "right", "home", "end"])  # of the line one types in
_SHOWN = 50


@dataclass(frozen=True)
class Hit:
    """Something found: its title, what kind of thing it is, and what happens when it is chosen."""

    title: str
    kind: str
    run: Callable[[], object]


Provider: TypeAlias = Callable[[str], Sequence[Hit]]
"""Finds what matches the words typed; called in a thread."""


def key_options(screen: Screen[object]) -> list[Option[Callable[[], object]]]:
    """For the key help: the keys and what they do, by where they work. Actions with the same sentence stand together."""
    merged: dict[str, Possible] = {}
    for one in possible(screen):
        other = merged.get(one.action.help)
        merged[one.action.help] = replace(other, keys=other.keys + one.keys) if other else one
    return [
        Option(
            partial(screen.app.run_action, one.run, one.node),
            tell(screen, one.action.help),
            before=" ".join(tell_key(screen, key) for key in one.keys),
            heading=tell(screen, one.action.where.value),
        )
        for one in merged.values()
    ]


def command_options(screen: Screen[object]) -> list[Option[Callable[[], object]]]:
    """For the palette: what can be done by name, then its key; how one moves in a list comes last."""
    there = [one for one in possible(screen) if one.action.in_palette]
    return [
        Option(
            partial(screen.app.run_action, one.run, one.node),
            f"{tell(screen, one.action.name)}: {tell(screen, one.action.help)}",
            tell_key(screen, one.keys[0]),
        )
        for one in sorted(there, key=lambda one: one.action.where is Where.LIST)
    ]


class KeyHelp(Choose[Callable[[], object]]):
    """Every key that works here; typing narrows the list, Enter does it."""

    WIDE: ClassVar[bool] = True
    CALLED: ClassVar[Mapping[str, tuple[str, str]]] = {
        CANCEL.id: (N_("Close"), N_("Closes the box.")), TAKE.id: (N_("Do it"), N_("Does what is under the cursor.")),
    }  # fmt: skip
    DEFAULT_CSS = "KeyHelp > .box { width: 90%; }"


class Palette(Choose[Callable[[], object]]):
    """Commands at once, and what the providers find."""

    WIDE: ClassVar[bool] = True
    HINT: ClassVar[str] = N_("Type some letters of a name or of a command")
    CALLED: ClassVar[Mapping[str, tuple[str, str]]] = {CANCEL.id: (N_("Close"), N_("Closes the box."))}
    DEFAULT_CSS = "Palette > .box { width: 90%; }"

    def __init__(
        self, title: str, commands: Sequence[Option[Callable[[], object]]], providers: Sequence[Provider]
    ) -> None:
        super().__init__(title, commands)
        self._providers = tuple(providers)
        self._sought = ""  # still being looked for

    def awaits(self, key: str) -> bool:
        """What chooses waits for what is found; letters do not."""
        return bool(self._sought) and key not in _EDITS and not self._entry.check_consume_key(key, character(key))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Commands now; the rest when typing pauses."""
        event.stop()
        self._sought = event.value.strip() if self._providers else ""
        commands = self.matching(event.value)
        if commands or not self._sought:  # else what was found before stands until it is known what there is
            self._menu.offer(commands)
        if self._sought:
            found = partial(self._found, self._sought)
            jobs.run(self, partial(self._search, self._sought), found, self._failed, group="find", debounce=_DEBOUNCE)

    def _search(self, typed: str) -> list[Option[Callable[[], object]]]:
        return [
            Option(hit.run, hit.title, hit.kind) for provider in self._providers for hit in provider(typed)[:_SHOWN]
        ]

    def _found(self, typed: str, options: list[Option[Callable[[], object]]]) -> None:
        if self._entry.value.strip() == typed:
            self._sought = ""
            self._menu.offer([*self.matching(typed), *options])

    def _failed(self, error: Exception) -> None:
        self._sought = ""
        jobs.complain(self, error)


def key_help(screen: Screen[object]) -> KeyHelp:
    """The keys that work on a screen."""
    return KeyHelp(tell(screen, N_("Keys that work here")), key_options(screen))


def palette(
    screen: Screen[object], areas: Sequence[tuple[Callable[[], object], str, int]], providers: Sequence[Provider]
) -> Palette:
    """Anything there is: what leads to the areas, by name and number; what can be done here; and what is found."""
    leading = [Option(go, tell(screen, title), str(number)) for go, title, number in areas]
    title = tell(screen, N_("Find a command, a person, a network or a meeting"))
    return Palette(title, [*leading, *command_options(screen)], providers)


def palette_above(screen: Screen[object]) -> Palette:
    """What can be done on a screen above the areas."""
    return Palette(tell(screen, N_("Find what can be done here")), command_options(screen), ())
