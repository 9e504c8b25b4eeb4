"""The question which columns a list shows, in which order, and by which of them it is sorted."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.widgets.columns import Arrangement, Column, usual
from tui.widgets.dialogs import Dialog
from tui.widgets.key_hint import KeyHint
from tui.widgets.list_actions import MARK, MARK_ALL, OPEN, REVERSE, SORT
from tui.widgets.list_messages import Told
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.words import tell

EARLIER = declare("columns.earlier", "minus", N_("Earlier"), N_("Moves the column to the left."), Where.FORM, run="shift(-1)")
LATER = declare("columns.later", "plus", N_("Later"), N_("Moves the column to the right."), Where.FORM, run="shift(1)")
USUAL = declare("columns.usual", "r", N_("As usual"), N_("Takes the usual columns again."), Where.FORM)


class _Columns(RecordList):
    """Each row is a column of the list behind; sorting is about that list."""

    class SortBy(Told):
        """The list behind is to be sorted by the column under the cursor."""

        def __init__(self, records: RecordList, *, descending: bool) -> None:
            super().__init__(records)
            self.descending = descending

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action in {"sort", "reverse"} or super().check_action(action, parameters)

    def action_sort(self) -> None:
        self.post_message(self.SortBy(self, descending=False))

    def action_reverse(self) -> None:
        self.post_message(self.SortBy(self, descending=True))


class ChooseColumns(Dialog[Arrangement]):
    """Space shows a column or hides it, other keys move it, sort by it or take the usual ones again."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(EARLIER, LATER, USUAL)
    CALLED: ClassVar[Mapping[str, tuple[str, str]]] = {
        OPEN.id: (N_("Done"), N_("Shows the list so.")),
        MARK.id: (N_("Show or hide"), N_("Shows the column, or hides it.")),
        MARK_ALL.id: (N_("All"), N_("Shows every column, or hides them all.")),
        SORT.id: (N_("Sort"), N_("Sorts the list by this column.")),
        REVERSE.id: (N_("Reverse"), N_("Sorts the list by this column, the other way round.")),
    }

    def __init__(self, title: str, columns: Sequence[Column], now: Arrangement) -> None:
        super().__init__(title)
        self._every = columns
        self._columns = {place: column for place, column in enumerate(columns, 1) if column.key}
        self._order, self._descending = now.order, now.descending
        self._records = _Columns((Column(N_("Column"), 24, weight=1), Column(N_("Sorted"), 10)))
        self._records.styles.height = len(self._columns) + 1
        self._places: list[int] = []
        self._put(now.keys or usual(columns))

    def _put(self, keys: Sequence[str]) -> None:
        """Those that show first, the others behind them in their own order."""
        shown = [place for key in keys for place, column in self._columns.items() if column.key == key]
        self._places = [*shown, *(place for place in self._columns if place not in shown)]
        self._shown = frozenset(shown)

    def content(self) -> Iterable[Widget]:
        """The columns and the keys."""
        yield self._records
        yield KeyHint(tell(self, N_(
            "{key[list.mark]}: show or hide   {key[columns.earlier]} {key[columns.later]}: move   "
            "{key[list.sort]} {key[list.reverse]}: sort   {key[columns.usual]}: as usual   {key[list.open]}: done"
        )))

    @property
    def is_changed(self) -> bool:
        """Whether anything was arranged."""
        return (self._places, self._records.marked, self._order, self._descending) != self._began

    def on_mount(self) -> None:
        """The columns that show are marked."""
        self._records.show(self)
        self._records.mark(self._shown)
        self._records.focus()
        self._began = [*self._places], self._shown, self._order, self._descending

    def ids(self) -> "array[int]":
        """The columns by their places; the dialog is the source of its list."""
        return array("q", self._places)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """Title, and how the list is sorted by it."""
        return {place: self._cells(self._columns[place]) for place in ids}

    def _cells(self, column: Column) -> Cells:
        sorted_by = "" if not column.order or column.order != self._order else "▼" if self._descending else "▲"
        return tell(self, column.title), sorted_by or ("" if column.order else "–")

    def action_shift(self, by: int) -> None:
        """Move the column under the cursor."""
        place = self._records.cursor_id
        if place is None:
            return
        at = self._places.index(place)
        to = max(0, min(at + by, len(self._places) - 1))
        self._places.insert(to, self._places.pop(at))
        self._records.reload()

    def action_usual(self) -> None:
        """Forget what was chosen."""
        self._put(usual(self._every))
        self._records.mark(self._shown)
        self._records.reload()

    @on(_Columns.SortBy)
    def _sort(self, event: _Columns.SortBy) -> None:
        event.stop()
        place = self._records.cursor_id
        column = None if place is None else self._columns[place]
        if column is not None and column.order:
            self._descending = event.descending and not (self._order == column.order and self._descending)
            self._order = column.order
            self._records.reload()

    @on(RecordList.Opened)
    def _done(self, event: RecordList.Opened) -> None:
        event.stop()
        keys = tuple(self._columns[place].key for place in self._places if place in self._records.marked)
        self.dismiss(Arrangement(() if keys == usual(self._every) else keys, self._order, self._descending))
