"""The text of rows: their cells fitted into the columns, kept while the width stays, with the searched words found."""

import re
from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style

from tui.widgets.cells import finder, fit
from tui.widgets.columns import GAP, Column, Placed, arrange
from tui.widgets.rows import Cells

_KEPT = 2000


class RowText:
    """Lines of text for the rows that show."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._placed: tuple[Placed, ...] = ()
        self._lines: dict[int, str] = {}
        self._find: re.Pattern[str] | None = None

    def arrange(self, width: int) -> None:
        """Share another width among the columns."""
        self._placed = arrange(self._columns, width)
        self._lines.clear()

    def find(self, words: Sequence[str]) -> None:
        """Let these words stand out."""
        self._find = finder(words)

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """The text of these rows, or of all, is another now."""
        if ids is None:
            self._lines.clear()
            return
        for row_id in ids:
            self._lines.pop(row_id, None)

    def known(self, row_id: int) -> str | None:
        """The line of a row, if it has been made."""
        return self._lines.get(row_id)

    def line(self, row_id: int, cells: Cells) -> str:
        """The line of a row."""
        if len(self._lines) >= _KEPT:
            self._lines.clear()
        line = self._lines[row_id] = self.join(cells)
        return line

    def join(self, cells: Cells) -> str:
        """Cells, or titles, fitted into the columns that have room."""
        return (" " * GAP).join(
            fit(cells[placed.index], placed.width, right=self._columns[placed.index].right) for placed in self._placed
        )

    def segments(self, line: str, style: Style, match: Style, *, after: int) -> list[Segment]:
        """The line in one style, the words found after so many characters in another."""
        if self._find is None:
            return [Segment(line, style)]
        segments: list[Segment] = []
        done = 0
        for hit in self._find.finditer(line, after):
            segments += [Segment(line[done : hit.start()], style), Segment(hit.group(), style + match)]
            done = hit.end()
        return [*segments, Segment(line[done:], style)]
