"""A short list of choices drawn line by line, with a cursor; a screen around it moves the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from core.messages import N_
from core.rules.text import visible
from tui.widgets.cells import fit, shorten
from tui.widgets.words import tell

V = TypeVar("V")


@dataclass(frozen=True)
class Option(Generic[V]):
    """A value with the text that stands for it, and a quieter text beside it."""

    value: V
    label: str
    detail: str = ""


class Menu(Widget, Generic[V]):
    """Options one a line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"menu--cursor", "menu--detail"}
    DEFAULT_CSS = """
    Menu { height: 1fr; color: $foreground;
        & > .menu--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .menu--detail { color: $text-muted; }
    }
    """

    class Clicked(Message):
        """The option under the cursor was clicked."""

    def __init__(self, options: Sequence[Option[V]] = ()) -> None:
        super().__init__()
        self._options = tuple(options)
        self._at = 0
        self._top = 0

    @property
    def current(self) -> Option[V] | None:
        """The option under the cursor."""
        return self._options[self._at] if self._options else None

    def offer(self, options: Sequence[Option[V]]) -> None:
        """Other options; the cursor goes to the first."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._at = self._top = 0
            self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor."""
        self._at = max(0, min(self._at + by, len(self._options) - 1))
        self.refresh()

    @property
    def page(self) -> int:
        """Lines that show at once."""
        return max(1, self.size.height)

    def on_click(self, event: Click) -> None:
        """With the mouse."""
        at = self._top + event.y
        if at < len(self._options):
            self.move(at - self._at)
            self.post_message(self.Clicked())

    def render_line(self, y: int) -> Strip:
        """One option: its label, and its detail on the right."""
        width = self.size.width
        self._top = min(max(self._top, self._at - self.page + 1), self._at)
        at = y + self._top
        if at >= len(self._options):
            text = tell(self, N_("Nothing found.")) if not self._options and y == 0 else ""
            return Strip([Segment(fit(f"  {text}", width), self.get_component_rich_style("menu--detail"))], width)
        option = self._options[at]
        here = at == self._at
        detail = shorten(option.detail, width // 2)
        label = fit(("› " if here else "  ") + visible(option.label), width - cell_len(detail) - 1) + " "
        if here:
            style = self.get_component_rich_style("menu--cursor")
            return Strip([Segment(label + detail, style)], width)
        return Strip(
            [Segment(label, self.rich_style), Segment(detail, self.get_component_rich_style("menu--detail"))], width
        )
