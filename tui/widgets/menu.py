"""A short list of choices drawn line by line, with a cursor; a screen around it moves the cursor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from core.messages import N_
from tui.widgets.cells import fit, shorten, wrap
from tui.widgets.words import tell

V = TypeVar("V")
_MARGIN = 2
_NARROW = 48  # cells: in less the quieter text has a line of its own where there is no room beside
_WHEEL = 3  # lines a turn


@dataclass(frozen=True)
class Option(Generic[V]):
    """A value with the text that stands for it, and a quieter text beside it.

    `before` stands in a column of its own, so that a text of several lines is read under its beginning; options with the
    same `heading` in a row stand under it.
    """

    value: V
    label: str
    detail: str = ""
    before: str = ""
    heading: str = ""


@dataclass(frozen=True)
class _Row:
    """A line of the screen: of an option, or, without one, a heading."""

    text: str
    detail: str = ""
    option: int | None = None
    first: bool = False


class Menu(Widget, Generic[V]):
    """Options one below the other; what has no room in a line goes on in the next."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"menu--cursor", "menu--detail", "menu--heading"}
    DEFAULT_CSS = """
    Menu { height: 1fr; color: $foreground;
        & > .menu--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .menu--detail { color: $text-muted; }
        & > .menu--heading { color: $secondary; text-style: bold; }
    }
    """

    class Clicked(Message):
        """The option under the cursor was clicked."""

    def __init__(self, options: Sequence[Option[V]] = ()) -> None:
        super().__init__()
        self._options = self._at_first = tuple(options)
        self._at = 0
        self._top = 0
        self._rows: tuple[_Row, ...] = ()
        self._laid_out_for: tuple[Sequence[Option[V]], int] | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines for all it began with, where it is to be no higher; fewer options do not make it shrink under the hand."""
        return len(tuple(_rows(self._at_first, width)))

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
        """Options that show at once, about."""
        rows = len(self._laid_out()) or 1
        return max(1, self.size.height * len(self._options) // max(rows, self.size.height))

    def on_click(self, event: Click) -> None:
        """With the mouse."""
        rows = self._laid_out()
        at = self._top + event.y
        option = rows[at].option if at < len(rows) else None
        if option is not None:
            self.move(option - self._at)
            self.post_message(self.Clicked())

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor: what it is on always shows."""
        self.move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The other way."""
        self.move(-_WHEEL)

    # -- drawing ---------------------------------------------------------------------------------------

    def _laid_out(self) -> tuple[_Row, ...]:
        wanted = (self._options, self.size.width)
        if self._laid_out_for != wanted:
            self._rows = tuple(_rows(self._options, self.size.width))
            self._laid_out_for = wanted
        return self._rows

    def _scrolled(self, rows: Sequence[_Row]) -> int:
        """The first row that shows: as before, if the whole option under the cursor shows then."""
        own = [place for place, row in enumerate(rows) if row.option == self._at]
        if not own:
            return 0
        first = own[0] - 1 if own[0] and rows[own[0] - 1].option is None else own[0]
        return min(max(self._top, own[-1] - max(1, self.size.height) + 1), first)

    def render_line(self, y: int) -> Strip:
        """One row of an option: its text, and its detail on the right of the first."""
        width = self.size.width
        rows = self._laid_out()
        self._top = self._scrolled(rows)
        place = y + self._top
        if place >= len(rows):
            text = tell(self, N_("Nothing found.")) if not self._options and y == 0 else ""
            return Strip([Segment(fit(f"  {text}", width), self.get_component_rich_style("menu--detail"))], width)
        row = rows[place]
        if row.option is None:
            return Strip([Segment(fit(row.text, width), self.get_component_rich_style("menu--heading"))], width)
        here = row.option == self._at
        sign = "› " if here and row.first else " " * _MARGIN
        label = fit(sign + row.text, width - cell_len(row.detail) - 1) + " "
        if here:
            return Strip([Segment(label + row.detail, self.get_component_rich_style("menu--cursor"))], width)
        detail = Segment(row.detail, self.get_component_rich_style("menu--detail"))
        return Strip([Segment(label, self.rich_style), detail], width)


def _rows(options: Sequence[Option[V]], width: int) -> Iterator[_Row]:
    column = min(max((cell_len(option.before) for option in options), default=0), width // 3)
    heading = ""
    for number, option in enumerate(options):
        if option.heading != heading:
            heading = option.heading
            yield _Row(heading)
        beside = f"{fit(option.before, column)}  " if column else ""
        room = width - _MARGIN - cell_len(beside) - 1
        if option.detail and width < _NARROW and cell_len(option.label) + cell_len(option.detail) > room:
            for place, text in enumerate(wrap(option.label, room)):
                yield _Row(beside + text, "", number, first=not place)
                beside = " " * cell_len(beside)
            yield _Row("", shorten(option.detail, room), number)
            continue
        detail = shorten(option.detail, width // 2)
        room -= cell_len(detail)
        for place, text in enumerate(wrap(option.label, room)):
            yield _Row(beside + text, "" if place else detail, number, first=not place)
            beside = " " * cell_len(beside)
