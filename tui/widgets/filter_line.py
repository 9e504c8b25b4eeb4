"""The line behind `/`: it filters while one types, and steps aside when one is done."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.widgets.entry import Entry
from tui.widgets.filtering import Filtering
from tui.widgets.words import tell

CLEAR = declare("filter.clear", "escape", N_("Clear"), N_("Shows everything again."), Where.FORM, in_footer=True)
KEEP = declare(
    "filter.keep", "enter", N_("Keep"), N_("Keeps the filter and goes to the list."), Where.FORM, in_footer=True
)
EARLIER = declare("filter.earlier", "up", N_("Earlier"), N_("Shows the filter used before this one."), Where.FORM)
LATER = declare(
    "filter.later", "down", N_("Later"), N_("Back to the newer filters; from the newest on to the list."), Where.FORM
)
_MOST = 50


def unfinished(text: str) -> bool:
    """Whether a field's value is still to be typed: nothing is looked for yet, and nothing is wrong."""
    return text.endswith(":")


class _Completions(Suggester):
    """Asks whoever is filtered, in a thread."""

    def __init__(self, ask: Callable[[str], Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._ask = ask

    async def get_suggestion(self, value: str) -> str | None:
        try:
            found = await asyncio.to_thread(self._ask, value)
        except Exception:  # the list, which asks the same file, tells what is wrong with it
            return None
        return next((text for text in found if text.startswith(value)), None)


class FilterLine(Entry):
    """Where the filter of a list is typed; each screen that has lists has one of its own."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(CLEAR, KEEP, EARLIER, LATER)

    class Left(Message):
        """The person is done with the line."""

        def __init__(self, line: "FilterLine") -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        super().__init__(id="filter")
        self.filtering: Filtering | None = None
        self._past: list[str] = []
        self._place = 0  # among the past ones; behind them stands what is being typed
        self._typed = ""

    def open(self, filtering: Filtering) -> None:
        """Begin with the filter in force."""
        self.filtering, language = filtering, filtering.language
        self.suggester = _Completions(language.completions) if language is not None else None
        self._past, self._place, self._typed = filtering.past, len(filtering.past), filtering.text
        self.placeholder = tell(self, language.hint) if language is not None else ""
        self.put(filtering.text)
        self.screen.set_focus(self, scroll_visible=False)  # at once: `focus` would let the next letter go astray

    def put(self, text: str) -> None:
        """Show a filter that is in force already."""
        with self.prevent(self.Changed):
            self.value = text
        self.cursor_position = len(text)

    @on(Input.Changed)
    def _filter_typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.filtering is not None and event.value != self.filtering.text and not unfinished(event.value):
            self.filtering.by(event.value)

    def action_clear(self) -> None:
        """Done, without a filter."""
        self._leave("")

    def action_earlier(self) -> None:
        """The filter before this one; what is being typed is kept behind the newest."""
        if self._place == len(self._past):
            self._typed = self.value
        place = self._place - 1
        while place >= 0 and self._past[place] == self.value:  # the one in force is the newest
            place -= 1
        if place >= 0:
            self._recall(place)

    def action_later(self) -> None:
        """The filter after this one, or on to the list."""
        if self._place >= len(self._past):
            self.action_keep()
        else:
            self._recall(self._place + 1)

    def _recall(self, place: int) -> None:
        self._place = place
        self.value = self._past[place] if place < len(self._past) else self._typed
        self.cursor_position = len(self.value)

    def action_keep(self) -> None:
        """Done, with the filter."""
        if self.value.strip():
            self._past[:] = [*(text for text in self._past if text != self.value), self.value][-_MOST:]
        self._leave(self.value)

    def _leave(self, text: str) -> None:
        if self.filtering is None:
            return
        if text != self.filtering.text:
            self.filtering.by(text)
        self.post_message(self.Left(self))
        self.filtering.give_keys()
