"""Lines under headings, each of which opens something; for I dag."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.messages import N_
from core.rules.text import visible
from tui.actions import Where, bindings, declare
from tui.widgets.cells import fit, shorten

OPEN = declare(
    "agenda.open", "enter,l,right", N_("Open"), N_("Opens the line under the cursor."), Where.LIST, in_footer=True
)
MOVES = (
    declare("agenda.down", "down,j", N_("Down"), N_("Moves one line down."), Where.LIST, run="move(1)"),
    declare("agenda.up", "up,k", N_("Up"), N_("Moves one line up."), Where.LIST, run="move(-1)"),
    declare("agenda.page_down", "pagedown", N_("Page down"), N_("Moves one page down."), Where.LIST, run="move(10)"),
    declare("agenda.page_up", "pageup", N_("Page up"), N_("Moves one page up."), Where.LIST, run="move(-10)"),
    declare("agenda.first", "g,home", N_("First"), N_("Goes to the first line."), Where.LIST, run="move(-100000)"),
    declare("agenda.last", "G,end", N_("Last"), N_("Goes to the last line."), Where.LIST, run="move(100000)"),
)
_LABEL = 27
_NARROW = 60  # cells: in less a label takes no more room than it needs


@dataclass(frozen=True)
class AgendaLine:
    """A line: when or what kind, what, and a note on the right. Without `open` it is a heading or a remark.

    `done` ticks off what is to be done. `name` says which line it is when its words have changed.
    """

    text: str
    label: str = ""
    note: str = ""
    open: Callable[[], object] | None = None
    heading: bool = False
    done: Callable[[], object] | None = None
    name: str = ""


class Agenda(ScrollView, can_focus=True):
    """The lines, with a cursor on those that open something."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"agenda--heading", "agenda--cursor", "agenda--quiet"}
    DEFAULT_CSS = """
    Agenda { height: 1fr; background: $background; color: $foreground; scrollbar-size-vertical: 1;
        overflow-x: hidden; scrollbar-gutter: stable;
        & > .agenda--heading { color: $secondary; text-style: bold; }
        & > .agenda--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .agenda--quiet { color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(OPEN, *MOVES)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[AgendaLine, ...] = ()
        self._at = 0

    def show(self, lines: Sequence[AgendaLine]) -> None:
        """Other lines; the cursor stays on its line, and the line where it is on the screen."""
        shape = [(line.label, line.text, line.note) for line in lines]
        same = shape == [(line.label, line.text, line.note) for line in self._lines]
        was, before, places = self.current, self._at, self._places()
        self._lines = tuple(lines)
        if same:
            return
        self._at = self._place_of(was, places.index(before) if before in places else 0)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self._keep_in_sight(self.scroll_offset.y + (self._at - before if self.scroll_offset.y else 0))
        self.refresh()

    def _place_of(self, was: AgendaLine | None, rank: int) -> int:
        """Where the line is now; where it has gone, that of the line that has come in its stead."""
        places = self._places()
        alike = [place for place in places if was is not None and was.name and self._lines[place].name == was.name]
        nearest = places[min(rank, len(places) - 1) :]
        return next(iter((*alike, *nearest)), 0)

    def _places(self) -> list[int]:
        return [place for place, line in enumerate(self._lines) if line.open is not None]

    @property
    def current(self) -> AgendaLine | None:
        """The line under the cursor, if it opens something."""
        line = self._lines[self._at] if 0 <= self._at < len(self._lines) else None
        return line if line is not None and line.open is not None else None

    def action_open(self) -> None:
        """Open what the line stands for."""
        if self.current is not None and self.current.open is not None:
            self.current.open()

    def action_move(self, by: int) -> None:
        """Move over the lines that open something."""
        places = self._places()
        if not places:
            return
        here = places.index(self._at) if self._at in places else 0
        self._at = places[max(0, min(here + by, len(places) - 1))]
        self._keep_in_sight(self.scroll_offset.y)
        self._point()
        self.refresh()

    def _keep_in_sight(self, top: int) -> None:
        """Scroll to `top`, or no further than the line of the cursor shows; the first line with its heading."""
        first = self._at == next(iter(self._places()), 0)
        wanted = max(0, min(max(top, self._at - max(1, self.size.height) + 1), 0 if first else self._at))
        if wanted != self.scroll_offset.y:
            self.scroll_to(y=wanted, animate=False, force=True)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._keep_in_sight(self.scroll_offset.y)

    def _point(self) -> None:
        """The terminal's own cursor follows, for screen readers and magnifiers."""
        if self.has_focus:
            self.app.cursor_position = Offset(self.region.x, self.region.y + self._at - self.scroll_offset.y)

    def on_focus(self) -> None:
        """The cursor shows."""
        self._point()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """With the mouse."""
        at = event.y + self.scroll_offset.y
        if at in self._places():
            self._at = at
            self.refresh()
            self.action_open()

    def _label(self, line: AgendaLine, width: int) -> str:
        """In a column of its own, where there is room for columns."""
        if not line.label:
            return ""
        return fit(line.label, _LABEL) if width >= _NARROW else f"{visible(line.label)}  "

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, at = self.scrollable_content_region.width, y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        if line.heading:
            return Strip(
                [Segment(fit(f" {line.text}", width), self.get_component_rich_style("agenda--heading"))], width
            )
        here = at == self._at and line.open is not None
        head, note = ("› " if here else "  ") + self._label(line, width), shorten(line.note, width // 3)
        if width < _NARROW:  # what it is about comes before the note
            note = shorten(line.note, max(0, width - cell_len(head + visible(line.text)) - 3))
        body = fit(head + visible(line.text), width - cell_len(note) - 2)
        if here and self.has_focus:
            return Strip([Segment(f"{body} {note} ", self.get_component_rich_style("agenda--cursor"))], width)
        quiet = self.get_component_rich_style("agenda--quiet")
        style = quiet if line.open is None else self.rich_style
        return Strip([Segment(body, style), Segment(f" {note} ", quiet)], width)
