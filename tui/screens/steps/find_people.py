"""Choosing people: type a few letters, Enter takes the one found, Enter on an empty line is done."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from core import people
from core.messages import N_, Message
from core.people import PersonRow
from core.search.query import words_of
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, attempt
from tui.screens.searched import searched_people
from tui.widgets.columns import Column
from tui.widgets.dialogs import Dialog, plain
from tui.widgets.entry import Entry
from tui.widgets.filter_line import unfinished
from tui.widgets.key_hint import KeyHint
from tui.widgets.record_list import RecordList

DONE = declare("find.done", "ctrl+s", N_("Done"), N_("Takes everybody chosen."), Where.FORM, in_footer=True)
MOVES = (
    declare("find.down", "down", N_("Down"), N_("Moves one row down."), Where.FORM, run="move(1)"),
    declare("find.up", "up", N_("Up"), N_("Moves one row up."), Where.FORM, run="move(-1)"),
    declare("find.page_down", "pagedown", N_("Page down"), N_("Moves one page down."), Where.FORM, run="page(1)"),
    declare("find.page_up", "pageup", N_("Page up"), N_("Moves one page up."), Where.FORM, run="page(-1)"),
)
_COLUMNS = (
    Column(N_("Name"), 22, weight=2),
    Column(N_("School or company"), 16, weight=2, priority=1),
    Column(N_("Class"), 8, weight=1, priority=2),
)


def person_cells(row: PersonRow) -> tuple[str, str, str]:
    """A person on one line of a dialog."""
    return shown.marked_name(row.name, row.protected), shown.joined((row.school, row.company)), row.class_name


class _Found(RecordList, can_focus=False):
    """The people found; the line above has the keys."""


class FindPeople(Dialog[tuple[int, ...]]):
    """Answers with the people chosen, or None; with `single` with the first that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(DONE, *MOVES)
    DEFAULT_CSS = "FindPeople > .box { width: 90%; height: 90%; } FindPeople .chosen { height: auto; max-height: 3; }"

    def __init__(self, desk: Desk, title: str, typed: str = "", *, single: bool = False) -> None:
        super().__init__(title)
        self.desk = desk
        self._single = single
        self._entry = Entry(typed)
        self._records = _Found(_COLUMNS, empty=N_("Nobody found."))
        self._chosen: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._told = plain("", classes="chosen")

    def content(self) -> Iterable[Widget]:
        """The line to type in, who is found, and who is chosen."""
        self._entry.placeholder = self.desk.tell(N_("A name, or a search such as: class:tø23a"))
        yield self._entry
        yield self._records
        yield self._told
        hint = N_(
            "enter: choose    enter on an empty line: done    {key[find.done]}: all found, if nobody is chosen   "
            " {key[dialog.cancel]}: cancel"
        )
        if self._single:
            hint = N_("enter: this one    {key[dialog.cancel]}: cancel")
        yield KeyHint(self.desk.tell(hint))

    @property
    def is_changed(self) -> bool:
        """Who is chosen would be lost; what finds people is no loss."""
        return bool(self._chosen)

    def on_mount(self) -> None:
        """Show everybody, or those whom what is typed already means."""
        self._show(self._entry.value)

    def _show(self, query: str) -> None:
        self._records.show(searched_people(self.desk, self._cells, query), words=words_of(query))

    def _cells(self, row: PersonRow) -> tuple[str, str, str]:
        self._names[row.id] = row.name
        return person_cells(row)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        event.stop()
        if not unfinished(event.value):
            self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose who is under the cursor, or be done."""
        event.stop()
        person = self._records.cursor_id
        if self._single:
            if person is not None:
                self.dismiss((person,))
        elif not self._entry.value.strip() and self._chosen:
            self.action_done()
        elif person is not None:
            if person in self._chosen:
                del self._chosen[person]
            else:
                self._chosen[person] = self._names.get(person, "")
            self._entry.value = ""
            self._count()

    def _count(self) -> None:
        names = ", ".join(self._chosen.values())
        chosen = Message(N_("{n} chosen: {names}"), {"n": len(self._chosen), "names": names}, N_("{n} chosen: {names}"))
        self._told.update(self.desk.tell(chosen) if self._chosen else "")

    @on(RecordList.Loaded)
    @on(RecordList.Highlighted)
    def _keep(self, event: RecordList.Loaded | RecordList.Highlighted) -> None:
        event.stop()

    @work
    async def action_done(self) -> None:
        """Close with who is chosen; with nobody chosen, everybody found by what is typed."""
        if self._chosen:
            self.dismiss(tuple(self._chosen))
        elif self._entry.value.strip() and not self._single:
            query = self._entry.value
            numbers = await attempt(self, lambda: self.desk.do(lambda session: people.ids(session, query)))
            if numbers is not None:
                self.dismiss(tuple(numbers))

    def awaits(self, key: str) -> bool:
        """What chooses waits for who is found; letters do not."""
        return key in ("enter", "up", "down", "pageup", "pagedown") and self._records.awaits(key)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._records.action_move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self._records.action_page(by)
