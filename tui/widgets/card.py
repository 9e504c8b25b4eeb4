"""The detail of one record: sections of labelled lines, wrapped to the width and scrolled by keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.widgets.cells import fit, wrap
from tui.widgets.tone import Tone

_LABEL = 18
_NARROW = 60  # cells; in a card with less room the labels take no more than they need
_INDENT = 1

SCROLL = (
    declare(
        "card.down", "down,j", N_("Down"), N_("Scrolls one line down."), Where.AREA, run="turn(1)", in_palette=False
    ),
    declare("card.up", "up,k", N_("Up"), N_("Scrolls one line up."), Where.AREA, run="turn(-1)", in_palette=False),
    declare(
        "card.page_down",
        "pagedown,ctrl+d",
        N_("Page down"),
        N_("Scrolls one page down."),
        Where.AREA,
        run="leaf(1)",
        in_palette=False,
    ),
    declare(
        "card.page_up",
        "pageup,ctrl+u",
        N_("Page up"),
        N_("Scrolls one page up."),
        Where.AREA,
        run="leaf(-1)",
        in_palette=False,
    ),
    declare("card.first", "g,home", N_("First"), N_("Goes to the top."), Where.AREA, run="edge(0)", in_palette=False),
    declare("card.last", "G,end", N_("Last"), N_("Goes to the bottom."), Where.AREA, run="edge(-1)", in_palette=False),
)


@dataclass(frozen=True)
class Line:
    """A value with its label, both as shown; without a label the value has the whole width."""

    label: str = ""
    value: str = ""
    tone: Tone = Tone.NORMAL


@dataclass(frozen=True)
class Section:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Card:
    """Everything shown of one record."""

    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class _Drawn:
    """A line of the screen: the label's part and the value's part, with their component classes."""

    label: str
    value: str
    style: str


class CardView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a card."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card--title",
        "card--heading",
        "card--label",
        "card--normal",
        *(f"card--{tone.value}" for tone in Tone),
    }
    DEFAULT_CSS = """
    CardView { height: 1fr; background: $background; color: $foreground; scrollbar-size-vertical: 1;
        overflow-x: hidden; scrollbar-gutter: stable;
        & > .card--title { text-style: bold; }
        & > .card--heading { color: $secondary; text-style: bold; }
        & > .card--label { color: $text-muted; }
        & > .card--quiet { color: $text-muted; }
        & > .card--good { color: $success; }
        & > .card--warning { color: $warning; }
        & > .card--bad { color: $error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SCROLL)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._card: Card | None = None
        self._drawn: tuple[_Drawn, ...] = ()

    @property
    def card(self) -> Card | None:
        """What is shown."""
        return self._card

    def show(self, card: Card | None) -> None:
        """Another card, or none; one with the same title keeps its place."""
        if card == self._card:
            return
        same = card is not None and self._card is not None and card.title == self._card.title
        self._card = card
        self._draw(self.scroll_offset.y if same else 0)

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        self._draw(self.scroll_offset.y)

    def _draw(self, top: int) -> None:
        width = self.scrollable_content_region.width - 2 * _INDENT
        self._drawn = tuple(_lines(self._card, width)) if self._card and width > 0 else ()
        self.virtual_size = Size(self.size.width, len(self._drawn))
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
        self.scroll_to(y=len(self._drawn) if to < 0 else 0, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One wrapped line of the card."""
        width = self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        if at >= len(self._drawn):
            return Strip.blank(width, self.rich_style)
        line = self._drawn[at]
        label = self.get_component_rich_style("card--label")
        value = self.get_component_rich_style(line.style)
        head = " " * _INDENT + line.label
        return Strip([Segment(head, label), Segment(fit(line.value, width - cell_len(head)), value)], width)


def _lines(card: Card, width: int) -> Iterator[_Drawn]:
    labels = [cell_len(line.label) + 2 for section in card.sections for line in section.lines if line.label]
    label = _LABEL if width >= _NARROW else min(_LABEL, max(labels, default=0))
    for text in wrap(card.title, width):
        yield _Drawn("", text, "card--title")
    for text in wrap(card.subtitle, width) if card.subtitle else ():
        yield _Drawn("", text, "card--quiet")
    for section in card.sections:
        yield _Drawn("", "", "card--normal")
        if section.title:
            yield _Drawn("", section.title, "card--heading")
        for line in section.lines:
            yield from _wrapped(line, width, label)


def _wrapped(line: Line, width: int, room: int) -> Iterator[_Drawn]:
    style = f"card--{line.tone.value}"
    if not line.label:
        for text in wrap(line.value, width):
            yield _Drawn("", text, style)
        return
    label = fit(line.label, room - 1) + " "
    for text in wrap(line.value, width - room):
        yield _Drawn(label, text, style)
        label = " " * room
