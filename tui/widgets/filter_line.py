"""The line behind `/`: it filters while one types, and steps aside when one is done."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.suggester import Suggester

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.widgets.entry import Entry

CLEAR = declare("filter.clear", "escape", N_("Clear"), N_("Shows everything again."), Where.FORM, in_footer=True)
KEEP = declare(
    "filter.keep", "enter,down", N_("Keep"), N_("Keeps the filter and goes to the list."), Where.FORM, in_footer=True
)


def unfinished(text: str) -> bool:
    """Whether a field's value is still to be typed: nothing is looked for yet, and nothing is wrong."""
    return text.endswith(":")


class _Completions(Suggester):
    """Asks whoever is filtered, in a thread."""

    def __init__(self, ask: Callable[[str], Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._ask = ask

    async def get_suggestion(self, value: str) -> str | None:
        found = await asyncio.to_thread(self._ask, value)
        return next((text for text in found if text.startswith(value)), None)


class FilterLine(Entry):
    """Where the filter is typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(CLEAR, KEEP)

    class Left(Message):
        """The person is done; `keep` tells whether the filter stays."""

        def __init__(self, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    def __init__(self) -> None:
        super().__init__(id="filter")

    def open(self, text: str, complete: Callable[[str], Sequence[str]]) -> None:
        """Begin with the filter in force."""
        self.suggester = _Completions(complete)
        self.put(text)
        self.screen.set_focus(self, scroll_visible=False)  # at once: `focus` would let the next letter go astray

    def put(self, text: str) -> None:
        """Show a filter that is in force already."""
        with self.prevent(self.Changed):
            self.value = text
        self.cursor_position = len(text)

    def action_clear(self) -> None:
        """Done, without a filter."""
        self.post_message(self.Left(keep=False))

    def action_keep(self) -> None:
        """Done, with the filter."""
        self.post_message(self.Left(keep=True))
