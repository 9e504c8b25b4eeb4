"""A page about one record: sections beside their lines, a cursor on the lines that open something, all drawn as text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.events import Click, Resize
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.widgets.cells import fit, wrap
from tui.widgets.tone import Tone

_HEAD = 18
_LABEL = 16
_BESIDE = 70  # narrower pages have their headings above the lines

OPEN = declare(
    "page.open", "enter,l,right", N_("Open"), N_("Opens or corrects the line under the cursor."), Where.AREA, in_footer=True
)
SECTIONS = (
    declare("page.next", "tab", N_("Next section"), N_("Goes to the next section."), Where.AREA, run="section(1)",
            in_palette=False),
    declare("page.previous", "shift+tab", N_("Section before"), N_("Goes to the section before."), Where.AREA,
            run="section(-1)", in_palette=False),
)  # fmt: skip
MOVES = (
    declare("page.down", "down,j", N_("Down"), N_("Goes one line down."), Where.AREA, run="move(1)", in_palette=False),
    declare("page.up", "up,k", N_("Up"), N_("Goes one line up."), Where.AREA, run="move(-1)", in_palette=False),
    declare("page.page_down", "pagedown,ctrl+d", N_("Page down"), N_("Goes one page down."), Where.AREA,
            run="move(12)", in_palette=False),
    declare("page.page_up", "pageup,ctrl+u", N_("Page up"), N_("Goes one page up."), Where.AREA, run="move(-12)",
            in_palette=False),
    declare("page.first", "g,home", N_("First"), N_("Goes to the first line."), Where.AREA, run="move(-10000)",
            in_palette=False),
    declare("page.last", "G,end", N_("Last"), N_("Goes to the last line."), Where.AREA, run="move(10000)",
            in_palette=False),
)  # fmt: skip


@dataclass(frozen=True)
class PageLine:
    """A line: what it is, what it says, and what enter does. `name` stays when the words change."""

    label: str
    value: str
    open: Callable[[], object] | None = None
    tone: Tone = Tone.NORMAL
    name: str = ""


@dataclass(frozen=True)
class PageSection:
    """Lines under a heading, and the key that goes there."""

    key: str
    title: str
    lines: tuple[PageLine, ...]


@dataclass(frozen=True)
class Page:
    """A record: who it is, in a line what they are, what must not be overlooked, and the rest by sections."""

    title: str
    subtitle: str = ""
    warnings: tuple[PageLine, ...] = ()
    sections: tuple[PageSection, ...] = ()


@dataclass(frozen=True)
class _Row:
    """A row of the screen. `line` is the place of the line it begins or goes on with, if that can be opened."""

    head: str
    label: str
    value: str
    style: str
    line: int | None = None
    section: int | None = None


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a page; the cursor goes from line to line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title", "page--heading", "page--label", "page--cursor", *(f"page--{tone.value}" for tone in Tone),
    }  # fmt: skip
    DEFAULT_CSS = """
    PageView { height: 1fr; background: $background; color: $foreground; scrollbar-size-vertical: 1;
        overflow-x: hidden; scrollbar-gutter: stable;
        & > .page--title { text-style: bold; }
        & > .page--heading { color: $secondary; text-style: bold; }
        & > .page--label { color: $text-muted; }
        & > .page--quiet { color: $text-muted; }
        & > .page--good { color: $success; }
        & > .page--warning { color: $warning; text-style: bold; }
        & > .page--bad { color: $error; text-style: bold; }
        & > .page--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(OPEN, *SECTIONS, *MOVES)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page: Page | None = None
        self._lines: tuple[PageLine, ...] = ()
        self._rows: tuple[_Row, ...] = ()
        self._at = 0

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """What is shown."""
        return self._page

    def show(self, page: Page | None) -> None:
        """Another page, or none; one with the same title keeps its place and its line."""
        same = page is not None and self._page is not None and page.title == self._page.title
        kept = self.current.name if same and self.current is not None else ""
        top = self.scroll_offset.y if same else 0
        self._page = page
        self._lines = () if page is None else tuple(line for one in page.sections for line in one.lines if line.open)
        names = [line.name for line in self._lines]
        self._at = names.index(kept) if kept in names else min(self._at, max(0, len(names) - 1)) if same else 0
        self._draw(top)

    @property
    def current(self) -> PageLine | None:
        """The line under the cursor."""
        return self._lines[self._at] if self._at < len(self._lines) else None

    def row_of_cursor(self) -> int:
        """The row of the screen where the line under the cursor begins."""
        return self.region.y + self._place(self._at) - self.scroll_offset.y

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        self._draw(self.scroll_offset.y)

    def _draw(self, top: int) -> None:
        width = self.scrollable_content_region.width
        self._rows = tuple(self._laid_out(self._page, width)) if self._page and width > 0 else ()
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def _laid_out(self, page: Page, width: int) -> Iterator[_Row]:
        yield from (_Row("", "", f" {text}", "page--title") for text in wrap(page.title, width - 1))
        if page.subtitle:
            yield from (_Row("", "", f" {text}", "page--quiet") for text in wrap(page.subtitle, width - 1))
        for line in page.warnings:
            yield from (_Row("", "", f" {text}", f"page--{line.tone.value}") for text in wrap(line.value, width - 1))
        beside = width >= _BESIDE
        number = 0
        for place, section in enumerate(page.sections):
            heading = f" {section.key} {section.title}"
            if not beside:
                yield _Row(heading, "", "", "page--normal", section=place)
            for line in section.lines:
                head = fit(heading, _HEAD - 1) + " " if beside else "  "
                yield from _wrapped(line, head, width, number if line.open else None, place)
                heading = ""
                number += line.open is not None

    # -- moving ----------------------------------------------------------------------------------------

    def _place(self, at: int) -> int:
        return next((place for place, row in enumerate(self._rows) if row.line == at), 0)

    def _go(self, at: int) -> None:
        if not self._lines:
            self.scroll_to(y=self.scroll_offset.y + at - self._at, animate=False, force=True)
            return
        self._at = max(0, min(at, len(self._lines) - 1))
        row, height, top = self._place(self._at), max(1, self.size.height), self.scroll_offset.y
        first = 0 if self._at == 0 else row
        last = len(self._rows) - 1 if self._at == len(self._lines) - 1 else row
        self.scroll_to(y=min(max(top, last - height + 1), first), animate=False, force=True)
        self._point()
        self.refresh()

    def _point(self) -> None:
        """The terminal's own cursor follows, for screen readers and magnifiers."""
        if self.has_focus:
            self.app.cursor_position = Offset(self.region.x, self.row_of_cursor())

    def action_move(self, by: int) -> None:
        """Go some lines on."""
        self._go(self._at + by)

    def action_section(self, by: int) -> None:
        """Go to the first line of the next section, or of the one before, that has any."""
        here = self._section_of(self._at)
        sections = [self._section_of(at) for at in range(len(self._lines))]
        wanted = [one for one in dict.fromkeys(sections) if (one > here if by > 0 else one < here)]
        if wanted:
            self._go(sections.index(wanted[0] if by > 0 else wanted[-1]))

    def _section_of(self, at: int) -> int:
        return next((row.section for row in self._rows if row.line == at and row.section is not None), 0)

    def go_to(self, key: str) -> None:
        """Go to the section with that key."""
        found = self._page.sections if self._page else ()
        place = next((place for place, section in enumerate(found) if section.key == key), None)
        if place is None:
            return
        at = next((at for at in range(len(self._lines)) if self._section_of(at) == place), None)
        if at is not None:
            self._go(at)

    def action_open(self) -> None:
        """Do what the line is for."""
        if self.current is not None and self.current.open is not None:
            self.current.open()

    def on_focus(self) -> None:
        """The cursor shows."""
        self._point()
        self.refresh()

    def on_blur(self) -> None:
        """It rests."""
        self.refresh()

    def on_click(self, event: Click) -> None:
        """With the mouse: a click goes there, a second one opens."""
        place = event.y + self.scroll_offset.y
        line = self._rows[place].line if place < len(self._rows) else None
        if line is not None and line == self._at:
            self.action_open()
        elif line is not None:
            self._go(line)

    # -- drawing ---------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[place]
        head = Segment(row.head, self.get_component_rich_style("page--heading"))
        room = width - head.cell_length
        if row.line is not None and row.line == self._at and self.has_focus:
            style = self.get_component_rich_style("page--cursor")
            return Strip([head, Segment(fit(row.label + row.value, room), style)], width)
        label = Segment(row.label, self.get_component_rich_style("page--label"))
        value = Segment(fit(row.value, room - label.cell_length), self.get_component_rich_style(row.style))
        return Strip([head, label, value], width)


def _wrapped(line: PageLine, head: str, width: int, number: int | None, section: int) -> Iterator[_Row]:
    style = f"page--{line.tone.value}"
    label = fit(line.label, _LABEL - 1) + " " if line.label else ""
    for text in wrap(line.value, max(1, width - len(head) - len(label))):
        yield _Row(head, label, text, style, number, section)
        head, label = " " * len(head), " " * len(label)
