"""A window on rows that may be a million: it knows the id of every row and holds the text of those that show.

The cursor is an id, which survives sorting, filtering and reloading. Rows come in blocks from worker threads; a jump to
rows that are not there yet waits a moment for them before it is painted, so that most of the time nothing flickers. What
keys and the mouse do in it is said by `RecordList`.
"""

from array import array
from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.events import Resize
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.messages import N_, Message
from tui.widgets import jobs, list_lines
from tui.widgets.columns import Column
from tui.widgets.cursor import Cursor
from tui.widgets.fetching import Fetching
from tui.widgets.fresh import Fresh, changed_rows
from tui.widgets.list_styles import CLASSES, STYLES
from tui.widgets.loading import Loading
from tui.widgets.marks import Marks
from tui.widgets.picture import Picture
from tui.widgets.row_text import RowText
from tui.widgets.rows import BLOCK, Load, Source
from tui.widgets.scrolling import Scrolling


class ListWindow(ScrollView, can_focus=True, inherit_bindings=False):
    """The rows of a `Source` in columns, with a cursor and marks. Whoever extends it hears what happens to them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(CLASSES)
    DEFAULT_CSS = STYLES

    def __init__(self, columns: Sequence[Column], empty: str) -> None:
        super().__init__()
        self._empty: str | Message = empty or N_("Nothing here yet.")
        self._cursor = Cursor()
        self._part = False  # there are rows that a filter hides
        self._loading = Loading(self, self._take, self._read, self.failed)
        self._fetching = Fetching(self, self._arrived)
        self._scrolling = Scrolling(self, self._fetching, self._fetch)
        self._text = RowText(columns)
        self._picture = Picture(self, self._text, self._fetching, self._fetch)
        self._marks = Marks(self._marked)
        self._fresh = Fresh(self, self._refresh_rows)

    # -- what is heard of it -------------------------------------------------------------------------

    def moved(self) -> None:
        """The cursor stands on another row, or on none."""

    def has_read(self) -> None:
        """More rows have come, or no more do."""

    def has_marked(self) -> None:
        """Other rows are marked."""

    def failed(self, error: Exception) -> None:
        """The rows could not be read."""
        self._cursor.give_up()
        self.refresh()
        jobs.complain(self, error)

    # -- what others ask and say -------------------------------------------------------------------

    @property
    def cursor_id(self) -> int | None:
        """The id of the row under the cursor; None while the rows that show are those of another filter or order.

        What is typed ahead must not meet the row that stood there before.
        """
        return None if self._cursor.outdated else self._cursor.row

    @property
    def empty(self) -> str | Message:
        """What is told where there are no rows."""
        return self._empty

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
    def searching(self) -> bool:
        """Whether more rows may come."""
        return self._loading.searching

    @property
    def unread(self) -> bool:
        """Whether the rows asked for last could not be read: those that show are the ones before."""
        return self._loading.error is not None

    @property
    def left(self) -> bool:
        """Whether a search was left before all rows had come."""
        return self._loading.left

    def look_at(
        self, source: Source, words: Sequence[str], empty: str | Message, *, again: bool, gone: bool, part: bool
    ) -> None:
        """Other rows; see `RecordList.show`."""
        self._part = part
        self._loading.use(source)
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
        if not self._loading.under_way:
            self._cursor.arrived()
            if self._cursor.to_last:
                self._to_end()
        if not self._ids:
            self.refresh()
        self.has_read()

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
            self.moved()

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

    def _marked(self, altered: Collection[int]) -> None:
        self._refresh_rows(altered)
        self.has_marked()

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
        self.moved()

    def _to_end(self) -> None:
        """To the last row, also if that has not come yet."""
        self._cursor.to_last = self._loading.under_way
        self._go(len(self._ids) - 1)

    def _point(self) -> None:
        """Put the terminal's own cursor, hidden as it is, on the row: screen readers and magnifiers follow it."""
        if self.has_focus:
            row = self._at - self.scroll_offset.y + 1
            self.app.cursor_position = Offset(self.region.x, self.region.y + max(0, min(row, self._scrolling.page)))

    # -- drawing -----------------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """Other columns may have room now; the cursor stays in view."""
        self._text.arrange(self.scrollable_content_region.width - list_lines.GUTTER)
        if self._ids:
            self._scrolling.to(max(0, min(self._scrolling.top_for(self._at), len(self._ids) - self._scrolling.page)))
        else:
            self.refresh()  # the titles: there are no rows whose coming would paint them

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

    def header(self, width: int) -> Strip:
        """The line above the rows."""
        return Strip.blank(width, self.rich_style)

    def render_line(self, y: int) -> Strip:
        """The header, a row, or what is said instead of rows."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self.header(width)
        at = y - 1 + self.scroll_offset.y
        if not self._ids:
            return list_lines.instead(self, list_lines.why_empty(self, self._loading, self._empty), y, width)
        if at >= len(self._ids):
            return Strip.blank(width, self.rich_style)
        row_id, here = self._ids[at], at == self._at
        marked, changed = row_id in self._marks.ids, row_id in self._fresh
        return self._picture.row(at, row_id, here=here, marked=marked, changed=changed, width=width)
