"""Which columns a list shows and what its rows are sorted by: the same for every list, however its rows are found."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from textual.widget import Widget

from core.messages import N_
from tui.widgets.columns import Arrangement, Column, usual
from tui.widgets.row_text import RowText
from tui.widgets.rows import Source
from tui.widgets.words import tell

Sorting: TypeAlias = Callable[[str, bool], Source]
"""The same rows in another order: that of a column, from the last of it if True. Called on the loop, read in threads."""


class Remembered(Protocol):
    """Where the columns a person has chosen for a list are kept from one time to the next."""

    def columns(self) -> Sequence[str]: ...
    def remember(self, keys: Sequence[str], /) -> None: ...


class Arranging:
    """The columns and the order of a list. Rows that come as one `Source` have no order but their own."""

    def __init__(
        self, columns: Sequence[Column], text: RowText, kept: Remembered | None, *, order: str = "", descending: bool = False
    ) -> None:
        self._columns = tuple(columns)
        self._text = text
        self._kept = kept
        self._rows: Source | Sorting | None = None
        self._first = (order or next((column.order for column in columns if column.order), ""), descending)
        self._order, self._descending = self._first
        if kept is not None:
            text.choose(kept.columns())

    def use(self, rows: Source | Sorting) -> Source:
        """Other rows, sorted as those before; gives them in that order."""
        self._rows = rows
        return rows(self._order, self._descending) if callable(rows) else rows

    def in_order(self) -> Source | None:
        """The rows in the order asked for; none if they have no other order than their own."""
        return self._rows(self._order, self._descending) if callable(self._rows) else None

    @property
    def sorts(self) -> bool:
        """Whether the rows can be sorted."""
        return callable(self._rows) and bool(self._text.orders)

    @property
    def now(self) -> Arrangement:
        """What shows: no columns are the usual ones, no order is the rows' own."""
        keys = () if self._text.keys == usual(self._columns) else self._text.keys
        return Arrangement(keys, self._order if self.sorts else "", self._descending and self.sorts)

    @property
    def sorted_cell(self) -> int | None:
        """Which cell of a row shows the text that the rows are sorted by, if one does."""
        return self._text.sorted_by(self.now.order)

    @property
    def every(self) -> tuple[Column, ...]:
        """Every column there is, shown or not."""
        return self._columns

    @property
    def can_choose(self) -> bool:
        """Whether the columns are a person's to choose."""
        return self._kept is not None

    def take(self, wanted: Arrangement) -> bool:
        """Show these columns (none: those chosen before), and sort so; gives whether the order is another one.

        An order that no column has stays as it was.
        """
        kept = () if self._kept is None else self._kept.columns()
        self._text.choose(wanted.keys or kept)
        return self.sort(wanted.order, descending=wanted.descending)

    async def ask(self, widget: Widget) -> bool:
        """Have the columns and the order chosen, from now on; gives whether the order is another one."""
        from tui.widgets.choose_columns import ChooseColumns  # made of lists itself

        title = tell(widget, N_("Columns of the list"))
        wanted = await widget.app.push_screen_wait(ChooseColumns(title, self._columns, self.now))
        if wanted is None or self._kept is None:
            return False
        self._kept.remember(wanted.keys)
        return self.take(wanted)

    def sort(self, order: str, *, descending: bool) -> bool:
        """Sort by that; gives whether the order is another one."""
        before = self._order, self._descending
        if any(column.order == order for column in self._columns if order):
            self._order, self._descending = order, descending
        return (self._order, self._descending) != before

    def next(self) -> bool:
        """Sort by the next column that has an order."""
        return self.sort(self._text.order_after(self._order), descending=False)

    def turn_to(self, order: str) -> bool:
        """Sort by that, or the other way around where it is so already; gives whether the order is another one."""
        return self.sort(order, descending=order == self._order and not self._descending)

    def reverse(self) -> bool:
        """Turn the order around."""
        return self.sort(self._order, descending=not self._descending)

    def give_up(self) -> bool:
        """These rows cannot be put into the order asked for: back to the first one."""
        return self.sort(self._first[0], descending=self._first[1])
