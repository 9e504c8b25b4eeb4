"""An area that is a list with the detail of a row."""

from abc import abstractmethod
from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.widget import Widget

from core.messages import N_, Message
from tui.widgets import jobs
from tui.widgets.arranging import Remembered
from tui.widgets.card import Card, CardView
from tui.widgets.columns import Column
from tui.widgets.filtering import NO_MATCH, ROWS, Filtering, JustWords, QueryLanguage
from tui.widgets.pane import Pane
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Source

T = TypeVar("T")
SIDE_BY_SIDE = 120
_DEBOUNCE = 0.08


class ListPane(Pane, Generic[T]):
    """A list with the detail of the row under the cursor: side by side in wide terminals, else one at a time."""

    COLUMNS: ClassVar[tuple[Column, ...]]
    EMPTY: ClassVar[str] = N_("Nothing here yet.")
    NO_MATCH: ClassVar[str] = NO_MATCH
    COUNT: ClassVar[tuple[str, str]] = ROWS
    DEFAULT_CSS = """
    ListPane { layout: horizontal;
        & > .list { width: 1fr; }
        & > .detail { width: 1fr; display: none; }
        &.-open > .list { display: none; }
        &.-open > .detail { display: block; }
        &.-wide > .list { display: block; width: 3fr; }
        &.-wide > .detail { display: block; width: 2fr; border-left: vkey $panel; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.records = RecordList(self.COLUMNS, empty=self.EMPTY, kept=self.kept_columns())
        self.records.add_class("list")
        self.filtering: Filtering = self.list_filter()
        self.card_view = CardView()
        self.current: T | None = None
        self.current_id: int | None = None
        self._told: dict[RecordList, Message] = {}
        self._coming: int | None = None
        self._is_for_some = False  # there is a row that keys can be for
        self.read_again = False  # the detail is of the same record as before, as it is now

    # -- what an area says about itself ---------------------------------------------------------------

    def kept_columns(self) -> Remembered | None:
        """Where the columns chosen for the list are remembered; without it they are as they are."""
        return None

    def query_language(self) -> QueryLanguage | None:
        """What the list is filtered by; nothing where it is too short for that."""
        return JustWords()

    def list_filter(self) -> Filtering:
        """The filter of the list."""
        return Filtering(
            self.records, self.query_language(), self.COUNT, partial(self.tells, self.records), rows=self.source,
            empty=self.EMPTY, no_match=self.NO_MATCH,
        )  # fmt: skip

    @abstractmethod
    def source(self, query: str, order: str, descending: bool) -> Source:
        """The rows to show; made on the loop, read in threads."""

    @abstractmethod
    def fetch(self, record_id: int) -> T:
        """Everything about one record; called in a thread."""

    @abstractmethod
    def card(self, detail: T) -> Card:
        """The record as a card."""

    def detail_widgets(self) -> Iterable[Widget]:
        """What the detail consists of; with more than the card, see also `show_detail`."""
        return (self.card_view,)

    def show_detail(self, detail: T | None) -> None:
        """Another record under the cursor, or none."""
        self.card_view.show(self.card(detail) if detail is not None else None)

    # -- the pane -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The list and the detail."""
        yield self.records
        with Container(classes="detail"):
            yield from self.detail_widgets()

    def on_mount(self) -> None:
        """Begin to read; `Pane.on_mount` is called as well."""
        self.filtering.show()

    def on_resize(self, event: Resize) -> None:
        """Side by side when there is room."""
        self.set_class(event.size.width >= SIDE_BY_SIDE, "-wide")
        if self._detail_shows:
            self._fetch_detail(self.records.cursor_id)

    @property
    def shows(self) -> int | None:
        """The record that is opened."""
        return self.current_id if self.is_open else None

    @property
    def is_open(self) -> bool:
        """Whether the detail was opened."""
        return self.has_class("-open")

    @property
    def _detail_shows(self) -> bool:
        return self.is_open or self.has_class("-wide")

    def chosen(self) -> tuple[int, ...]:
        """The marked rows, or else the one under the cursor."""
        if self.records.marked:
            return tuple(sorted(self.records.marked))
        return () if self.records.cursor_id is None else (self.records.cursor_id,)

    @property
    def filtering_here(self) -> Filtering:
        """The filter of the list that has the keys, which may be one in what is opened, or else the area's own."""
        focused = self.screen.focused
        inside = focused.filtering if isinstance(focused, RecordList) and self in focused.ancestors else None
        return inside or self.filtering

    def focus_first(self) -> None:
        """The keys go to the list, or to the detail where only that shows."""
        (self.detail_focus() if self.is_open else self.records).focus(scroll_visible=False)

    def detail_focus(self) -> Widget:
        """What gets the keys when the detail is opened."""
        return self.card_view

    def reveal(self, record_id: int) -> None:
        """Move to a record and open it; a filter that hides it is dropped."""
        if self.filter_text:
            self.filter("")
        self.records.go_to(record_id)
        self._open(record_id)

    def back(self) -> bool:
        """Leave the filter of the list that has the keys in what is opened; or close that, or leave a search or the filter."""
        here = self.filtering_here
        if here is not self.filtering and here.text:
            here.by("")
            return True
        if self.is_open:
            self.close_record()
            self.focus_first()
            return True
        return self.filtering.leave()

    def close_record(self) -> None:
        """The list shows again as it was."""
        self.remove_class("-open")

    def refresh_data(self) -> None:
        """Read the rows and the detail again; cursor and marks stay."""
        self.records.reload()
        if self._detail_shows:
            self._fetch_detail(self.records.cursor_id, at_once=True)

    def action_reload(self) -> None:
        """Read again because a person asked; also what a search that was left has not read."""
        self.records.reload(resume=True)
        if self._detail_shows:
            self._fetch_detail(self.records.cursor_id, at_once=True)

    def _open(self, record_id: int) -> None:
        self.add_class("-open")
        self.frame.opened(self, record_id)
        self._fetch_detail(record_id, at_once=True)
        self.detail_focus().focus(scroll_visible=False)

    def awaits(self, key: str) -> bool:
        """Keys for a record that was just opened wait for it, and until the list, which they act through, points at it."""
        if not self.is_open or self.records.has_focus:
            return False
        return self._coming not in (None, self.current_id) or self.records.awaits(key)

    def _fetch_detail(self, record_id: int | None, *, at_once: bool = False) -> None:
        if record_id is None:
            self._fetched(None, None)
            return
        self._coming = record_id
        wait = 0.0 if at_once or self.current_id is None else _DEBOUNCE
        come = partial(self._fetched, record_id)
        jobs.run(self, partial(self.fetch, record_id), come, self._not_fetched, group="detail", debounce=wait)

    def _not_fetched(self, error: Exception) -> None:
        self._coming = None
        jobs.complain(self, error)

    def _fetched(self, record_id: int | None, detail: T | None) -> None:
        self._coming = None
        self.read_again = record_id is not None and record_id == self.current_id
        self.current_id, self.current = record_id, detail
        self.show_detail(detail)
        self.refresh_bindings()

    def _mine(self, records: RecordList) -> bool:
        return records is self.records

    @on(RecordList.Highlighted)
    def _cursor_moved(self, event: RecordList.Highlighted) -> None:
        if self._mine(event.records) and self._detail_shows:
            if self.is_open and event.id is None and not event.records.count:
                self.close_record()  # nothing is left to show
                self.focus_first()
            self._fetch_detail(event.id)

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if self._mine(event.records):
            self._open(event.id)

    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _counted(self, event: RecordList.Loaded | RecordList.Marked) -> None:
        if not self._mine(event.records):
            return
        if self._is_for_some != bool(self.chosen()):  # keys that need somebody work now, or no longer
            self._is_for_some = not self._is_for_some
            self.refresh_bindings()

    def tells(self, records: RecordList, told: Message) -> None:
        """What there is to say of a list; the status line says it of the one that has the keys."""
        self._told[records] = told
        self._stand()

    def on_descendant_focus(self) -> None:
        """Another list may have the keys."""
        self._stand()

    def _stand(self) -> None:
        told = self._told.get(self.filtering_here.records)
        if told is not None:
            self.frame.stand(self, told)
