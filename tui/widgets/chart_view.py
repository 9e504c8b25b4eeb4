"""A figure as bars with their numbers beside them, scrolled by keys; it says what it says without colour, too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.figures.told import ToldBar
from tui import plots
from tui.actions import bindings
from tui.dressed import only_ascii
from tui.widgets.card import SCROLL
from tui.widgets.cells import fit, wrap

_LEAST_BAR = 8
_MOST_BAR = 60


@dataclass(frozen=True)
class Picture:
    """A heading, lines, and what must be known to read them; `instead` is told where there are no lines."""

    heading: str
    bars: Sequence[ToldBar]
    note: str = ""
    instead: str = ""


class ChartView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a picture."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{part}" for part in ("heading", "bar", "quiet")}
    DEFAULT_CSS = """
    ChartView { height: 1fr; background: $background; color: $foreground; scrollbar-size-vertical: 1;
        overflow-x: hidden; scrollbar-gutter: stable;
        & > .chart--heading { text-style: bold; }
        & > .chart--bar { color: $primary; }
        & > .chart--quiet { color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SCROLL)

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._lines: list[list[tuple[str, str]]] = []

    def show(self, picture: Picture | None) -> None:
        """Another picture, or none."""
        if picture != self._picture:
            self._picture = picture
            self._draw(0)

    def on_resize(self, event: Resize) -> None:
        """Draw to the new width."""
        self._draw(self.scroll_offset.y)

    def _draw(self, top: int) -> None:
        width = self.scrollable_content_region.width - 2
        picture = self._picture
        self._lines = _drawn(picture, width, only_ascii(self)) if picture is not None and width > 0 else []
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def action_turn(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)

    def action_leaf(self, by: int) -> None:
        """Scroll by pages."""
        self.action_turn(by * max(1, self.size.height - 1))

    def action_edge(self, to: int) -> None:
        """Scroll to the top (0) or the bottom (-1)."""
        self.scroll_to(y=len(self._lines) if to < 0 else 0, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, at = self.scrollable_content_region.width, y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        parts = [
            Segment(text, self.get_component_rich_style(f"chart--{name}") if name else self.rich_style)
            for text, name in self._lines[at]
        ]
        return Strip([Segment(" ", self.rich_style), *parts]).adjust_cell_length(width, self.rich_style)


def _drawn(picture: Picture, width: int, ascii_only: bool) -> list[list[tuple[str, str]]]:
    lines = [[(text, "heading")] for text in wrap(picture.heading, width)]
    lines += [[(text, "quiet")] for text in wrap(picture.note, width) if text]
    lines.append([("", "")])
    if not picture.bars:
        return lines + [[(text, "quiet")] for text in wrap(picture.instead, width)]
    return lines + _bars(picture.bars, width, ascii_only)


def _bars(bars: Sequence[ToldBar], width: int, ascii_only: bool) -> list[list[tuple[str, str]]]:
    """The name, the bar, the number, and that of a year before; a narrow screen cuts the names, never the numbers."""
    numbers = max(cell_len(one.number) for one in bars)
    befores = max((cell_len(one.before) + 2 for one in bars if one.before), default=0)
    left = width - numbers - befores - (2 if befores else 0) - 2
    names = max(1, min(max(cell_len(one.label) for one in bars), left - _LEAST_BAR - 1))
    room = max(1, min(left - names - 1, _MOST_BAR))
    return [
        [
            (fit(one.label, names) + " ", ""),
            (plots.bar(one.share, room, ascii_only=ascii_only), "bar"),
            (" " + fit(one.number, numbers, right=True), ""),
            (fit(f"  ({one.before})", befores + 2, right=True) if one.before else "", "quiet"),
        ]
        for one in bars
    ]
