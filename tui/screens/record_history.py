"""What happened, newest first: to one record or to all of them. Enter tells before and after, u undoes."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from core import people
from core.door.operations import Operation
from core.door.session import Session
from core.messages import N_, Message, say
from core.past import record_history
from core.past.history import Names
from core.past.record_history import Event, Record, Subject
from core.past.undo import LogEntry
from core.rules.day_words import read_day
from core.rules.text import visible
from core.search.fields import Subject as SearchSubject
from tui.actions import Where, bindings, declare
from tui.screens import shown, telling
from tui.screens.desk import Desk, attempt
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Ask, Choose, Tell, plain
from tui.widgets.menu import Option
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells

UNDO = declare(
    "history.undo", "u", N_("Undo"), N_("Undoes the operation under the cursor, after showing what goes back."),
    Where.AREA, in_footer=True,
)  # fmt: skip
SINCE = declare("history.since", "s", N_("Since"), N_("Shows only what was done from a day on."), Where.AREA, in_footer=True)
ONLY = declare("history.only", "v", N_("Only"), N_("Shows only what was done of one kind, or all again."), Where.AREA,
               in_footer=True)  # fmt: skip
LEAVE = declare("history.leave", "escape,left,h,q", N_("Back"), N_("Closes the history."), Where.AREA, in_footer=True)

_COLUMNS = (
    Column(N_("When"), 16, order="when", key="when", alphabetical=False),
    Column(N_("Who"), 9, weight=1, order="who", key="who", alphabetical=False),
    Column(N_("What"), 22, weight=1, key="what"),
    Column(N_("Before → after"), 26, weight=4, key="changes"),
)


class HistoryScreen(Modal[None]):
    """The operations that touched a record; without one, all of them."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    HistoryScreen { background: $background; layout: vertical; }
    HistoryScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(UNDO, SINCE, ONLY, LEAVE, HELP)

    def __init__(self, desk: Desk, title: str, record: Record | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._title = title
        self._heading = plain(title, classes="title")
        self._record = record
        self._since: date | None = None
        self._only: Operation | None = None
        self._records = RecordList(_COLUMNS, empty=N_("Nothing has happened yet."), descending=True,
                                   kept=desk.list_called("history"))  # fmt: skip

    def compose(self) -> ComposeResult:
        """Whose history it is, the operations and the keys."""
        yield self._heading
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._show()

    def _show(self) -> None:
        only = "" if self._only is None else self._only.value
        find = partial(record_history.ids, record=self._record, since=self._since, kind=only)

        def rows(order: str, descending: bool) -> _Operations:
            return _Operations(self.desk, self._record, partial(find, order=order, descending=descending))

        narrowed = self._since is not None or self._only is not None
        self._records.show(rows, empty=N_("Nothing of that has happened.") if narrowed else N_("Nothing has happened yet."))
        parts = [self._title]
        if self._since is not None:
            parts.append(self.desk.tell(say(N_("since {day}"), day=self._since)))
        if self._only is not None:
            parts.append(self.desk.tell(self._only.sentence))
        self._heading.update(Content(visible(" · ".join(parts))))

    def refresh_data(self) -> None:
        """Read again: something was saved, here or elsewhere."""
        self._records.reload()

    # -- keys ------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self._tell(event.id)

    @work
    async def _tell(self, number: int) -> None:
        found = await attempt(self, lambda: self.desk.do(lambda s: record_history.events(s, [number], self._record)))
        if found:
            await self.app.push_screen_wait(Tell(self.desk.tell(heading(found[0].entry)), _told(self.desk, found[0])))

    @work
    async def action_since(self) -> None:
        """From which day on."""
        label = self.desk.tell(N_("From which day on? Nothing typed: everything."))
        typed = "" if self._since is None else shown.day(self._since)
        ask = Ask(self.desk.tell(N_("Since")), label, typed, lambda text: (self._day(text),))
        answer = await self.app.push_screen_wait(ask)
        if isinstance(answer, tuple):
            self._since = answer[0]
            self._show()

    def _day(self, text: str) -> date | None:
        return read_day(text, self.desk.today) if text.strip() else None

    @work
    async def action_only(self) -> None:
        """Of which kind."""
        if self._only is not None:
            self._only = None
            self._show()
            return
        kinds = await attempt(self, lambda: self.desk.do(lambda s: record_history.kinds(s, self._record)))
        options = [Option(one, self.desk.tell(one.sentence)) for one in kinds or ()]
        self._only = await self.app.push_screen_wait(Choose(self.desk.tell(N_("Only what?")), options))
        self._show()

    @work
    async def action_undo(self) -> None:
        """Undo the operation under the cursor."""
        from tui.screens.steps.undoing import show_operation

        if self._records.cursor_id is not None:
            await show_operation(self, self.desk, self._records.cursor_id)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()


class _Operations:
    """The operations as rows of a list, read block by block."""

    def __init__(self, desk: Desk, record: Record | None, find: "Callable[[Session], array[int]]") -> None:
        self._desk = desk
        self._record = record
        self._find = find

    def ids(self) -> "array[int]":
        """The number of every operation, in order."""
        return self._desk.do(self._find)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """When, who, what, and before and after in short."""
        found = self._desk.do(lambda session: record_history.events(session, list(ids), self._record))
        return {one.id: self._cells(one) for one in found}

    def _cells(self, one: Event) -> Cells:
        when, entry = self._desk.tell(N_("{when}"), when=one.entry.at), one.entry
        what = self._desk.tell(entry.sentence)
        if entry.undone_by is not None:
            undone = self._desk.tell(N_("undone"))
            what = f"({undone}) {what}"
        return when, entry.account, what, in_short(self._desk, one, named=self._record is None)


def heading(entry: LogEntry) -> Message:
    """`23-11-2026 09.00: kirsten edited a person`."""
    return say(N_("{when}: {who} {what}"), when=entry.at, who=entry.account, what=entry.sentence)


def in_short(desk: Desk, one: Event, *, named: bool) -> str:
    """What changed, for one line of a list: fields before and after; with `named`, whose they are."""
    parts: list[str] = []
    for row in one.rows:
        fields = ", ".join(telling.field_line(desk, field) for field in row.fields)
        if row.made or row.gone:
            parts.append(telling.row_line(desk, row))
        else:
            parts.append(f"{row.name}: {fields}" if named else fields)
    if one.more:
        parts.append(desk.tell(Message(N_("and {n} more row"), {"n": one.more}, N_("and {n} more rows"))))
    return "; ".join(parts)


def _told(desk: Desk, one: Event) -> str:
    lines = [line for row in one.rows for line in telling.row_lines(desk, row)]
    if one.more:
        lines.append(desk.tell(Message(N_("and {n} more row"), {"n": one.more}, N_("and {n} more rows"))))
    if one.entry.undone_by is not None:
        lines += ["", desk.tell(N_("It has been undone already."))]
    return "\n".join(lines or [desk.tell(N_("Nothing in it changed that people write; laug's own notes did."))])


async def show_history(widget: Widget, desk: Desk, name: str = "", record: Record | None = None) -> None:
    """The history of a record by its name, or the log of everything."""
    title = desk.tell(N_("History of {name}"), name=name) if record else desk.tell(N_("All that was done"))
    await widget.app.push_screen_wait(HistoryScreen(desk, title, record))


async def history_of(widget: Widget, desk: Desk, subject: SearchSubject, number: int) -> None:
    """The history of the record of that kind and number."""
    record = Record(Subject(subject.value), number)
    name = await attempt(widget, lambda: desk.do(lambda session: _named(session, record)))
    if name is not None:
        await show_history(widget, desk, name, record)


def _named(session: Session, record: Record) -> str:
    if record.subject is Subject.PERSON:
        person = people.by_id(session, record.id)
        return shown.marked_name(person.name, person.protected)
    return Names(session).of(record.subject.value, record.id)
