"""Screens without any colour (NO_COLOR): what stands out by its background is turned around instead."""

from collections.abc import Collection

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Uncoloured(LineFilter):
    """Takes the colours out of every line; what has one of the `loud` backgrounds is reversed."""

    def __init__(self, loud: Collection[str]) -> None:
        """`loud` are colours as `#rrggbb`."""
        super().__init__()
        self._loud = frozenset(Color.parse(one).rich_color.get_truecolor() for one in loud)
        self._made: dict[Style, Style] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in bold, underlined and reversed only."""
        return [
            segment if segment.control or segment.style is None
            else Segment(segment.text, self._plain(segment.style), None)
            for segment in segments
        ]  # fmt: skip

    def _plain(self, style: Style) -> Style:
        found = self._made.get(style)
        if found is None:
            loud = style.bgcolor is not None and style.bgcolor.get_truecolor() in self._loud
            reverse = loud is not bool(style.reverse)
            found = Style(
                bold=style.bold or None,
                italic=style.italic or None,
                underline=style.underline or None,
                reverse=reverse or None,
            )
            self._made[style] = found
        return found
