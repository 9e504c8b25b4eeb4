"""The text of rows: their cells fitted into the columns, kept while the width stays, with the searched words found."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style

from core.search.matches import Matches, found_by
from tui.widgets.cells import fit
from tui.widgets.columns import GAP, Column, Placed, chosen, pages
from tui.widgets.rows import Cells

_KEPT = 2000


class RowText:
    """Lines of text for the rows that show: some of the columns, as many at a time as have room."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._chosen = chosen(columns)
        self._pages: tuple[tuple[Placed, ...], ...] = ((),)
        self._page = 0
        self._width = 0
        self._lines: dict[int, str] = {}
        self._find: Matches | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns chosen, in their order."""
        return tuple(self._columns[index].key for index in self._chosen)

    @property
    def orders(self) -> list[str]:
        """What the columns chosen can be sorted by."""
        return [self._columns[index].order for index in self._chosen if self._columns[index].order]

    def order_after(self, order: str) -> str:
        """That of the next column, after the last of the first; none if nothing can be sorted by."""
        orders = self.orders
        return orders[(orders.index(order) + 1 if order in orders else 0) % len(orders)] if orders else ""

    def sorted_by(self, order: str) -> int | None:
        """Which cell of a row shows the text that an order sorts by, if one does."""
        cells = (index for index, one in enumerate(self._columns) if one.order and one.order == order and one.alphabetical)
        return next(cells, None)

    def order_at(self, cell: int) -> str:
        """The order of the column whose title stands there; empty where there is none."""
        end = 0
        for placed in self._pages[self._page]:
            end += placed.width + GAP
            if 0 <= cell < end:
                return self._columns[placed.index].order
        return ""

    @property
    def page(self) -> tuple[int, int]:
        """Which page of the columns shows, from 1, and how many there are."""
        return self._page + 1, len(self._pages)

    def choose(self, keys: Sequence[str]) -> None:
        """Show the columns with these keys, in this order; the usual ones if there is none."""
        self._chosen = chosen(self._columns, keys)
        self.arrange(self._width)

    def arrange(self, width: int) -> None:
        """Share another width among the columns."""
        self._width, self._page = width, 0
        self._pages = tuple(
            tuple(Placed(self._chosen[one.index], one.width) for one in page)
            for page in pages([self._columns[index] for index in self._chosen], width)
        )
        self._lines.clear()

    def turn(self, by: int) -> bool:
        """Another page of columns, after the last the first; whether there is another."""
        self._page = (self._page + by) % len(self._pages)
        self._lines.clear()
        return len(self._pages) > 1

    def find(self, words: Sequence[str]) -> None:
        """Let these words stand out."""
        self._find = found_by(words)

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
            fit(cells[placed.index], placed.width, right=self._columns[placed.index].right) for placed in self._pages[self._page]
        )

    def segments(self, line: str, style: Style, match: Style, *, after: int) -> list[Segment]:
        """The line in one style, the words found after so many characters in another."""
        if self._find is None:
            return [Segment(line, style)]
        segments: list[Segment] = []
        done = 0
        for first, last in self._find.spans(line, after):
            segments += [Segment(line[done:first], style), Segment(line[first:last], style + match)]
            done = last
        return [*segments, Segment(line[done:], style)]
