"""A row of a list as it is painted: its signs, its cells or what stands for them, and how it looks."""

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets import list_lines
from tui.widgets.fetching import Fetching
from tui.widgets.row_text import RowText
from tui.widgets.rows import BLOCK


class Picture:
    """Paints the rows that are here, and has the others fetched."""

    def __init__(
        self, widget: Widget, text: RowText, fetching: Fetching, fetch: Callable[[Sequence[int]], object]
    ) -> None:
        self._widget, self._text, self._fetching, self._fetch = widget, text, fetching, fetch
        self._plain: Style | None = None  # asking the ancestors for it takes longer than drawing the row

    def restyled(self) -> None:
        """Colours may be others now."""
        self._plain = None

    def row(self, at: int, row_id: int, *, here: bool, marked: bool, changed: bool, width: int) -> Strip:
        """The row at a place of the list."""
        if self._plain is None:
            self._plain = self._widget.rich_style
        signs = list_lines.gutter(here=here, marked=marked, changed=changed)
        style = list_lines.row_style(self._widget, self._plain, here=here, changed=changed)
        return list_lines.row(self._widget, self._text, signs + self._line(at, row_id), style, width)

    def _line(self, at: int, row_id: int) -> str:
        line = self._text.known(row_id)
        if line is not None:
            return line
        block = self._fetching.block_at(at)
        if block is None:
            self._fetch([at // BLOCK])
            return "…"
        cells = block.get(row_id)
        if cells is None:
            return "–"  # removed meanwhile; the next reload takes the row away
        return self._text.line(row_id, cells)
