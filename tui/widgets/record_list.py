"""The list: it knows the id of every row and holds the text of those that show, so its size costs nothing.

The cursor is an id, which survives sorting, filtering and reloading. Rows come in blocks from worker threads; a jump to
rows that are not there yet waits a moment for them before it is painted, so that most of the time nothing flickers.
"""

from array import array
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import work
from textual.binding import BindingType
from textual.events import Click, Key, Resize
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.errors import Refused
from core.messages import N_, Message
from tui.actions import bindings
from tui.widgets import in_order, jobs, list_lines
from tui.widgets import list_messages as messages
from tui.widgets.arranging import Arranging, Remembered, Sorting
from tui.widgets.columns import Arrangement, Column
from tui.widgets.cursor import Cursor
from tui.widgets.fetching import Fetching
from tui.widgets.fresh import Fresh, changed_rows
from tui.widgets.jump import Jump, Sought
from tui.widgets.list_actions import COLUMNS, JUMP, MARK, MARK_ALL, MOVES, OPEN, REVERSE, SORT, TURN
from tui.widgets.list_styles import CLASSES, STYLES
from tui.widgets.loading import Loading
from tui.widgets.marks import Marks
from tui.widgets.picture import Picture
from tui.widgets.row_text import RowText
from tui.widgets.rows import BLOCK, Load, Source
from tui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from tui.widgets.filtering import Filtering


class RecordList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of a `Source` in columns, with a cursor and marks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    DEFAULT_CSS = STYLES
    BINDINGS: ClassVar[list[BindingType]] = bindings(OPEN, MARK, MARK_ALL, SORT, REVERSE, COLUMNS, JUMP, *TURN, *MOVES)

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
        super().__init__()
        self.filtering: Filtering | None = None  # what `/` means here
        self._empty: str | Message = empty or N_("Nothing here yet.")
        self._loading = Loading(self, self._take, self._read, self._failed)
        self._cursor = Cursor()
        self._has_rows: bool | None = None  # as the keys were told last
        self._part = False  # there are rows that a filter hides
        self._fetching = Fetching(self, self._arrived)
        self._scrolling = Scrolling(self, self._fetching, self._fetch)
        self._jump = Jump(self, self._jumped)
        self._text = RowText(columns)
        self._arranging = Arranging(columns, self._text, kept, order=order, descending=descending)
        self._picture = Picture(self, self._text, self._fetching, self._fetch)
        self._marks = Marks(self._marked)
        self._fresh = Fresh(self, self._refresh_rows)

    # -- what others ask and say -------------------------------------------------------------------

    @property
    def cursor_id(self) -> int | None:
        """The id of the row under the cursor; None while the rows that show are those of another filter or order, or a
        jump is under way.

        What is typed ahead must not meet the row that stood there before.
        """
        return None if self._cursor.outdated or self._jump.under_way else self._cursor.row

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    @property
    def marked(self) -> frozenset[int]:
        """The ids of the marked rows, also of those that a filter hides."""
        return self._marks.ids

    @property
    def marked_out_of_sight(self) -> int:
        """How many of the marked rows a filter hides."""
        return self._marks.hidden(self._ids)

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

    @property
    def searching(self) -> bool:
        """Whether more rows may come."""
        return self._loading.searching

    @property
    def left(self) -> bool:
        """Whether a search was left before all rows had come."""
        return self._loading.left

    def show(
        self,
        rows: Source | Sorting,
        *,
        words: Sequence[str] = (),
        empty: str = "",
        again: bool = False,
        gone: bool = False,
        part: bool = False,
    ) -> None:
        """Other rows, or the same filtered otherwise, sorted as those before; the cursor stays on its row if it is there.

        `words` are made to stand out, `empty` (a message id) is told if none come. `again` says that they are the same as
        before, read again: then what has changed stands out for a moment, and the cursor keeps its place where its row is
        gone; `gone` as for `reload`. `part` says that there are rows that do not show now: their marks stay.
        """
        self._part = part
        self._loading.use(self._arranging.use(rows))
        self._text.find(words)
        self._empty = empty or self._empty
        cursor = self._cursor
        self._load(fallback=cursor.at if again else 0, again=again)
        cursor.outdated, cursor.opens, cursor.to_last = gone or not again, False, again and cursor.to_last

    def reload(self, *, resume: bool = False, gone: bool = False) -> None:
        """The same source again; the cursor keeps its row or, if that is gone, its place. What has changed stands out.

        A search that was left stays left, unless it is to be taken up again (`resume`). `gone` says that the row under the
        cursor may be there no more: keys wait for the one that takes its place.
        """
        if gone or not self._loading.once_more():
            self._load(fallback=self._cursor.at, again=True, whole=resume or not self.left, asked=resume)
        self._cursor.outdated = self._cursor.outdated or gone

    def tell_instead(self, message: Message) -> None:
        """What is told where there are no rows, until others are shown."""
        self._empty = message
        self.refresh()

    def stop(self) -> bool:
        """Leave a search that is under way; gives whether there was one. What has come stays."""
        return self._loading.stop()

    def on_unmount(self) -> None:
        """Nobody waits for the rows any more."""
        self._loading.end()

    def go_to(self, record_id: int) -> None:
        """Move the cursor to a row; one that is not there yet is read first."""
        if not self._loading.under_way and record_id in self._ids:
            self._go(self._ids.index(record_id))
        else:
            self._cursor.seek(record_id)
            self._load(fallback=self._cursor.at, again=True)  # in place of a load under way, which did not know where to go

    def mark(self, ids: Collection[int]) -> None:
        """These rows are marked, and no others."""
        self._marks.put(ids)

    def clear_marks(self) -> None:
        """No row is marked any more."""
        self._marks.put(())

    @property
    def _ids(self) -> "array[int]":
        return self._cursor.ids

    @property
    def _at(self) -> int:
        return self._cursor.at

    # -- loading -----------------------------------------------------------------------------------

    def _load(self, fallback: int, *, again: bool, whole: bool = True, asked: bool = True) -> None:
        look = self._cursor.begin(fallback, max(self._scrolling.page, 24))
        self._loading.start(look, again=again, whole=whole, asked=asked)
        if not self._ids:
            self.refresh()

    def _read(self) -> None:
        """More rows have come, or no more do."""
        if not self._loading.under_way:
            self._cursor.arrived()
            if self._cursor.to_last:
                self.action_jump(-1)
        if not self._ids:
            self.refresh()
        if self._has_rows != bool(self._ids):  # there is something to open now, or no longer
            self._has_rows = bool(self._ids)
            self.refresh_bindings()
        self.post_message(self.Loaded(self, len(self._ids)))
        if self.filtering is not None:
            self.filtering.came()
        if self._cursor.takes_opening():
            self.action_open()

    def _failed(self, error: Exception) -> None:
        self._cursor.give_up()
        self.refresh()
        jobs.complain(self, error)
        if isinstance(error, Refused) and self._arranging.give_up():
            self._show_sorted()

    def _take(self, loaded: Load, again: bool) -> None:
        """Show what has been read."""
        outdated, before, ids_before = self._cursor.outdated, self._cursor.row, self._ids
        known = self._fetching.rows if again else {}
        self._cursor.take(loaded)
        self._fetching.begin(loaded)
        self._text.forget()
        if not (self._part or self._loading.under_way or self._loading.left):
            self._marks.keep(self._ids)
        self.virtual_size = Size(self.size.width, len(self._ids) + 1)
        self._scrolling.settle(self._at)
        if known:
            self._fresh.stand_out(changed_rows(known, ids_before, self._fetching.rows, self._showing()))
        self.refresh()
        self._cursor.told(self.cursor_id)
        if self.cursor_id != before or before is None or outdated:
            self.post_message(self.Highlighted(self, self.cursor_id))

    def _showing(self) -> Sequence[int]:
        top = self._scrolling.top_for(self._at)
        return self._ids[top : top + self._scrolling.page]

    def _fetch(self, numbers: Sequence[int]) -> None:
        self._fetching.fetch(self._loading.source, numbers)

    def _arrived(self, number: int) -> None:
        if not self._scrolling.rests:
            self._scrolling.arrived()
            return
        top = self._scrolling.top
        if top // BLOCK <= number <= (top + self._scrolling.page) // BLOCK:
            self.refresh()

    # -- moving ------------------------------------------------------------------------------------

    def _go(self, at: int, top: int | None = None) -> None:
        at = max(0, min(at, len(self._ids) - 1))
        if at == self._at or not self._ids:
            return
        before, self._cursor.at = self._at, at
        scrolling = self._scrolling
        last_top = max(0, len(self._ids) - scrolling.page)
        wanted = scrolling.top_for(at) if top is None else max(0, min(top, last_top))
        if wanted == self.scroll_offset.y and scrolling.rests:
            self._refresh_line(before)
            self._refresh_line(at)
        else:
            scrolling.to(wanted)
        self._point()
        self.post_message(self.Highlighted(self, self.cursor_id))

    def _point(self) -> None:
        """Put the terminal's own cursor, hidden as it is, on the row: screen readers and magnifiers follow it."""
        if self.has_focus:
            row = self._at - self.scroll_offset.y + 1
            self.app.cursor_position = Offset(self.region.x, self.region.y + max(0, min(row, self._scrolling.page)))

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self._at + by)

    def action_page(self, by: int) -> None:
        """Move the cursor and the view by pages."""
        rows = by * self._scrolling.page
        self._go(self._at + rows, self._scrolling.top + rows)

    def action_jump(self, to: int) -> None:
        """Go to a place; -1 is the last, also if that has not come yet."""
        self._cursor.to_last = to < 0 and self._loading.under_way
        self._go(len(self._ids) - 1 if to < 0 else to)

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

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text just now."""
        return self._jump.takes(key, character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Columns are turned where they have no room; what is not there is not opened; and not all rows can be sorted."""
        sorts, rows = self._arranging.sorts, bool(self._ids) or self._loading.under_way
        there = {
            "turn": self._text.page[1] > 1, "sort": sorts, "reverse": sorts, "columns": self._arranging.can_choose,
            "open": rows, "mark": rows, "mark_all": rows,
        }  # fmt: skip
        return there.get(action, super().check_action(action, parameters))

    def action_turn(self, by: int) -> None:
        """The columns that had no room."""
        if self._text.turn(by):
            self.refresh()

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

    # -- marks and order ---------------------------------------------------------------------------

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

    def _marked(self, altered: Collection[int]) -> None:
        self._refresh_rows(altered)
        self.post_message(self.Marked(self, self._marks.ids))
        if self.filtering is not None:
            self.filtering.tell()

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

    # -- drawing -----------------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """Other columns may have room now; the cursor stays in view."""
        self._text.arrange(self.scrollable_content_region.width - list_lines.GUTTER)
        if self._ids:
            self._scrolling.to(max(0, min(self._scrolling.top_for(self._at), len(self._ids) - self._scrolling.page)))

    def on_focus(self) -> None:
        """The cursor stands out more while the list has the keys."""
        self._point()
        self._refresh_line(self._at)

    def on_blur(self) -> None:
        """The cursor rests."""
        self._refresh_line(self._at)

    def _refresh_line(self, at: int) -> None:
        y = at - self.scroll_offset.y + 1
        if 1 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_rows(self, ids: Collection[int]) -> None:
        top = self.scroll_offset.y
        for at in range(top, min(top + self._scrolling.page, len(self._ids))):
            if self._ids[at] in ids:
                self._refresh_line(at)

    def notify_style_update(self) -> None:
        """Colours may be others now."""
        super().notify_style_update()
        self._picture.restyled()

    def render_line(self, y: int) -> Strip:
        """The header, a row, or what is said instead of rows."""
        width = self.scrollable_content_region.width
        if y == 0 and self._jump.typed is not None:
            return list_lines.asked(self, self._jump.typed, width)
        if y == 0:
            return list_lines.header(self, self._text, self._arranging.every, self.arrangement, width)
        at = y - 1 + self.scroll_offset.y
        if not self._ids:
            return list_lines.instead(self, list_lines.why_empty(self._loading, self._empty), y, width)
        if at >= len(self._ids):
            return Strip.blank(width, self.rich_style)
        row_id, here = self._ids[at], at == self._at
        marked, changed = row_id in self._marks.ids, row_id in self._fresh
        return self._picture.row(at, row_id, here=here, marked=marked, changed=changed, width=width)
