"""A school year as a strip of weeks: months above, week numbers below; it says what it says without colour, too."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from core.rules.weeks import Week
from core.school.at_school import SchoolState
from tui import strips
from tui.dressed import only_ascii


class WeekStrip(Widget):
    """The weeks of one school year and what is known of them; this week stands out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"strip--quiet", "strip--there", "strip--now"}
    DEFAULT_CSS = """
    WeekStrip { height: 3; width: 100%; color: $foreground;
        & > .strip--quiet { color: $text-muted; }
        & > .strip--there { color: $success; }
        & > .strip--now { color: $warning; text-style: underline; }
    }
    """

    def __init__(self, label: str = "", *, now: Week | None = None) -> None:
        super().__init__()
        self._label = label
        self._now = now
        self._weeks: tuple[Week, ...] = ()
        self._states: tuple[SchoolState, ...] = ()

    def show(self, weeks: Sequence[Week], states: Sequence[SchoolState], label: str = "") -> None:
        """Another school year, or the same with other weeks."""
        self._weeks, self._states, self._label = tuple(weeks), tuple(states), label or self._label
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Months, weeks, numbers."""
        width = self.size.width
        if not self._weeks:
            return Strip.blank(width, self.rich_style)
        quiet = self.get_component_rich_style("strip--quiet")
        start = Segment((self._label if y == 1 else "").ljust(len(self._label) + (1 if self._label else 0)), quiet)
        if y != 1:
            text = strips.months(self._weeks) if y == 0 else strips.numbers(self._weeks)
            line = Strip([start, Segment(text, quiet)])
        else:
            line = Strip([start, *self._marks()])
        return line.adjust_cell_length(width, self.rich_style)

    def _marks(self) -> list[Segment]:
        text = strips.strip(self._states, ascii_only=only_ascii(self))
        there = self.get_component_rich_style("strip--there")
        quiet = self.get_component_rich_style("strip--quiet")
        now = self.get_component_rich_style("strip--now")
        return [
            Segment(mark, now if week == self._now else there if state is SchoolState.AT_SCHOOL else quiet)
            for week, state, mark in zip(self._weeks, self._states, text, strict=True)
        ]
