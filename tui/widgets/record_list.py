"""The list: what keys and the mouse do in a window on rows, how it is sorted, which columns it shows, and its filter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import work
from textual.binding import BindingType
from textual.events import Click, Key
from textual.strip import Strip

from core.errors import Refused
from core.messages import Message
from tui.actions import bindings
from tui.widgets import in_order, list_lines
from tui.widgets import list_messages as messages
from tui.widgets.arranging import Arranging, Remembered, Sorting
from tui.widgets.columns import Arrangement, Column
from tui.widgets.jump import Jump, Sought
from tui.widgets.list_actions import COLUMNS, JUMP, MARK, MARK_ALL, MOVES, OPEN, REVERSE, SHOW_ALL, SORT, TURN
from tui.widgets.list_window import ListWindow
from tui.widgets.rows import Source

if TYPE_CHECKING:
    from tui.widgets.filtering import Filtering


class RecordList(ListWindow):
    """Rows of a `Source` in columns, with a cursor and marks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        SHOW_ALL, OPEN, MARK, MARK_ALL, SORT, REVERSE, COLUMNS, JUMP, *TURN, *MOVES
    )  # fmt: skip

    Highlighted: TypeAlias = messages.Highlighted
    Opened: TypeAlias = messages.Opened
    Marked: TypeAlias = messages.Marked
    Loaded: TypeAlias = messages.Loaded

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", kept: Remembered | None = None, order: str = "",
        descending: bool = False,
    ) -> None:  # fmt: skip
        """`kept` is where the columns a person chooses are remembered; without it they cannot be chosen. Rows that can be
        sorted are so at first by `order`, or else by the first column that has one; `descending` from its last.
        """
        super().__init__(columns, empty)
        self.filtering: Filtering | None = None  # what `/` means here
        self._has_rows: bool | None = None  # as the keys were told last
        self._jump = Jump(self, self._jumped)
        self._arranging = Arranging(columns, self._text, kept, order=order, descending=descending)

    # -- what others ask and say -------------------------------------------------------------------

    @property
    def cursor_id(self) -> int | None:
        """The id of the row under the cursor; also none while a jump is under way."""
        return None if self._jump.under_way else super().cursor_id

    @property
    def arrangement(self) -> Arrangement:
        """The columns that show, and what the rows are sorted by."""
        return self._arranging.now

    def arrange_by(self, wanted: Arrangement) -> None:
        """Show these columns, and from the next `show` on the rows in that order."""
        self._arranging.take(wanted)
        self.refresh()

    def awaits(self, key: str) -> bool:
        """Whether a key is meant for rows that have not come yet; those that lead elsewhere are not."""
        return (self._cursor.waits or self._jump.awaits(key)) and not in_order.leads_elsewhere(self, key)

    def show(
        self,
        rows: Source | Sorting,
        *,
        words: Sequence[str] = (),
        empty: str | Message = "",
        again: bool = False,
        gone: bool = False,
        part: bool = False,
    ) -> None:
        """Other rows, or the same filtered otherwise, sorted as those before; the cursor stays on its row if it is there.

        `words` are made to stand out, `empty` (a message id) is told if none come. `again` says that they are the same as
        before, read again: then what has changed stands out for a moment, and the cursor keeps its place where its row is
        gone; `gone` as for `reload`. `part` says that there are rows that do not show now: their marks stay.
        """
        source = self._arranging.use(rows)
        self.look_at(source, words, empty, again=again, gone=gone, part=part)

    # -- what is told ------------------------------------------------------------------------------

    def moved(self) -> None:
        """The cursor stands on another row, or on none."""
        self.post_message(self.Highlighted(self, self.cursor_id))

    def has_read(self) -> None:
        """More rows have come, or no more do."""
        if self._has_rows != bool(self.count):  # there is something to open now, or no longer
            self._has_rows = bool(self.count)
            self.refresh_bindings()
        self.post_message(self.Loaded(self, self.count))
        if self.filtering is not None:
            self.filtering.came()
        if self._cursor.takes_opening():
            self.action_open()

    def has_marked(self) -> None:
        """Other rows are marked."""
        self.post_message(self.Marked(self, self.marked))
        if self.filtering is not None:
            self.filtering.tell()

    def failed(self, error: Exception) -> None:
        """The rows could not be read; in an order that they cannot be put into they come in their first one."""
        super().failed(error)
        if self.filtering is not None:
            self.filtering.tell()
        if isinstance(error, Refused) and self._arranging.give_up():
            self._show_sorted()

    # -- moving and opening ------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self._at + by)

    def action_page(self, by: int) -> None:
        """Move the cursor and the view by pages."""
        rows = by * self._scrolling.page
        self._go(self._at + rows, self._scrolling.top + rows)

    def action_jump(self, to: int) -> None:
        """Go to a place; -1 is the last, also if that has not come yet."""
        if to < 0:
            self._to_end()
        else:
            self._cursor.to_last = False
            self._go(to)

    def action_open(self) -> None:
        """Tell that the row under the cursor is wanted, as soon as it is there."""
        self._cursor.opens = self._cursor.outdated or self._jump.under_way
        if self.cursor_id is not None:
            self.post_message(self.Opened(self, self.cursor_id))

    def action_jump_to(self) -> None:
        """Go to the row whose number or first letters are typed next."""
        if self._loading.source is not None:
            shown_by, descending = self._arranging.sorted_cell, self.arrangement.descending
            self._jump.begin(Sought(self._loading.source, self._ids, shown_by, descending), self._at)

    def _jumped(self, place: int | None) -> None:
        if place is not None:
            self._go(place)
        if self._cursor.takes_opening():
            self.action_open()

    def on_key(self, event: Key) -> None:
        """Letters are no commands while a row is being named."""
        self._jump.press(event)

    def on_click(self, event: Click) -> None:
        """With the mouse: a click moves the cursor, a second one opens; before a row it marks, on a title it sorts."""
        at = event.y - 1 + self.scroll_offset.y
        if event.y < 1:
            if self._arranging.turn_to(self._text.order_at(event.x - list_lines.GUTTER)):
                self._show_sorted()
        elif at < len(self._ids):
            if at == self._at and event.x >= list_lines.GUTTER:
                self.action_open()
            self._go(at)
            if event.x < list_lines.GUTTER:
                self.action_mark()

    # -- marks, columns and order ------------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text just now."""
        return self._jump.takes(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Columns are turned where they have no room; what is not there is not opened; and not all rows can be sorted."""
        sorts, rows = self._arranging.sorts, bool(self._ids) or self._loading.under_way
        there = {
            "turn": self._text.page[1] > 1, "sort": sorts, "reverse": sorts, "columns": self._arranging.can_choose,
            "open": rows, "mark": rows, "mark_all": rows,
            # In an area the key that leads back does it, step by step.
            "show_all": self.filtering is not None and bool(self.filtering.text) and self.screen.is_modal,
        }  # fmt: skip
        return there.get(action, super().check_action(action, parameters))

    def action_show_all(self) -> None:
        """Without the filter."""
        if self.filtering is not None:
            self.filtering.leave()

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on to the next."""
        record = self.cursor_id
        if record is None:
            return
        self._marks.turn(record)
        self._go(self._at + 1)

    def action_mark_all(self) -> None:
        """Mark every row, or none if all are marked."""
        self._marks.turn_all(self._ids)

    def action_turn(self, by: int) -> None:
        """The columns that had no room."""
        if self._text.turn(by):
            self.refresh()

    def action_sort(self) -> None:
        """Sort by the next column that has an order."""
        if self._arranging.next():
            self._show_sorted()

    def action_reverse(self) -> None:
        """The opposite direction."""
        if self._arranging.reverse():
            self._show_sorted()

    @work
    async def action_columns(self) -> None:
        """Which columns, in which order, sorted by what."""
        if await self._arranging.ask(self):
            self._show_sorted()
        self.refresh()

    def _show_sorted(self) -> None:
        """The same rows in another order."""
        source = self._arranging.in_order()
        if source is not None:
            self._loading.use(source)
            self._load(fallback=0, again=False)
            self._cursor.outdated, self._cursor.opens = True, False

    def header(self, width: int) -> Strip:
        """The titles, or in their place the row that is being named."""
        if self._jump.typed is not None:
            return list_lines.asked(self, self._jump.typed, width)
        return list_lines.header(self, self._text, self._arranging.every, self.arrangement, width)
