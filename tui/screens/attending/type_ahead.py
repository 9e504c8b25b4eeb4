"""People of one meeting found by a few letters: the line has the keys, the list below shows who is meant.

Who is meant follows from what was typed, at once; the list is only the picture of it, which comes a moment later. So a key
typed ahead of the picture never marks somebody else.
"""

import asyncio
import contextlib
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import Input
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from core.attending.typed import matching
from core.door.session import Session
from core.errors import FileError, LaugError
from core.messages import N_, Message, say
from core.rules.text import visible
from tui.actions import Action, Where, bindings, declare
from tui.screens import gone
from tui.screens.desk import Desk, workplace
from tui.screens.listed import Listed
from tui.screens.steps.undoing import undo_last
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.entry import Entry
from tui.widgets.in_order import hold
from tui.widgets.jobs import complain
from tui.widgets.modal import Modal
from tui.widgets.possible import keys_of
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

MOVES = (
    declare("type_ahead.down", "down", N_("Down"), N_("Means the next one."), Where.FORM, run="move(1)"),
    declare("type_ahead.up", "up", N_("Up"), N_("Means the one before."), Where.FORM, run="move(-1)"),
    declare("type_ahead.page_down", "pagedown", N_("Page down"), N_("Means one a page further."), Where.FORM,
            run="move(15)"),
    declare("type_ahead.page_up", "pageup", N_("Page up"), N_("Means one a page before."), Where.FORM, run="move(-15)"),
)  # fmt: skip
UNDO = declare("type_ahead.undo", "f4", N_("Undo"), N_("Undoes your last operation, after showing it."), Where.FORM)
LEAVE = declare("type_ahead.leave", "escape", N_("Back"), N_("Clears what is typed, or closes."), Where.FORM,
                in_footer=True)  # fmt: skip


T = TypeVar("T")
NO_SUCH = N_("Nobody on the list is called that.")
# No name needs them typed: a hyphen is like a blank, and letters of one part of a name are enough.
_SIGNS = frozenset(["space", "plus", "minus", "full_stop", "comma", "question_mark"])


class _Letters(Entry):
    """A line for letters; signs are keys.

    Both are told at once and in the order typed. As messages or as priority bindings a sign would overtake the letters
    before it on a slow line, and be for somebody else.
    """

    def __init__(
        self, typed: Callable[[str], object], pressed: Callable[[str], bool], is_key: Callable[[str], bool]
    ) -> None:
        super().__init__()
        self._told_typed, self._told_pressed, self._is_key = typed, pressed, is_key

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is text here."""
        return not self._is_key(key) and super().check_consume_key(key, character)

    def on_key(self, event: Key) -> None:
        """A sign is no text; one that means something here is done with, others go on to the bindings."""
        if event.key == "enter" or self._is_key(event.key):
            event.prevent_default()
            if self._told_pressed(event.key):
                event.stop()

    def watch_value(self, old: str, new: str) -> None:
        """Other letters."""
        super().watch_value(old, new)
        self._told_typed(new)


class _Shown(RecordList, can_focus=False):
    """The people found; the line above has the keys."""


class TypeAhead(Modal[None]):
    """The line, the people it means, the count above them. What comes of it names its own keys, and `LEAVE` after them."""

    AUTO_FOCUS = "_Letters"
    COLUMNS: ClassVar[tuple[Column, ...]]
    DEFAULT_CSS = """
    TypeAhead { background: $background; layout: vertical; }
    TypeAhead > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    TypeAhead > .count { height: auto; padding: 0 1; }
    TypeAhead > _Letters { margin: 0 1; }
    TypeAhead > .note { height: auto; color: $warning; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(*MOVES, UNDO, HELP)

    def __init__(self, desk: Desk, title: str, *, empty: str) -> None:
        super().__init__()
        self.desk = desk
        self._title = plain(title, classes="title")
        self._count = plain("", classes="count")
        self._note = plain("", classes="note")
        self._entry = _Letters(self._letters, self.press, self._is_key)
        self._records = _Shown(self.COLUMNS, empty=empty)
        self._empty = empty
        self._names: Mapping[int, str] = {}
        self._rows: Mapping[int, Cells] = {}
        self._found: list[int] = []
        self._meant: int | None = None
        self._quiet = False  # the line is changed by the screen itself
        self._saver: Worker[None] | None = None
        self.moved = False  # somebody was chosen with the arrows, so that letters need not mean one only

    def compose(self) -> ComposeResult:
        """The title, the running count, the line, the people, the keys."""
        yield self._title
        yield self._count
        yield self._entry
        yield self._records
        yield self._note
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._entry.placeholder = self.desk.tell(N_("Some letters of a name"))
        self._note.display = False
        self.refresh_data()

    @abstractmethod
    def refresh_data(self) -> None:
        """Read again; also called when a colleague has saved something."""

    async def read(self, job: Callable[[Session], T]) -> T | None:
        """What the screen shows; None, and the reason told, if it cannot be read."""
        try:
            with hold(self):
                return await asyncio.to_thread(self.desk.do, job)
        except Exception as error:  # goes to the person as a sentence; the screens live on
            gone.failed(self, error)
            return None

    # -- what is saved ---------------------------------------------------------------------------------

    @property
    @abstractmethod
    def unsaved(self) -> int:
        """How many keys were pressed whose meaning is not in the file yet."""

    @abstractmethod
    async def save_next(self) -> bool:
        """Save the next of what waits; False if the file takes nothing now, and it waits on."""

    @abstractmethod
    def rest(self) -> Iterable[Callable[[Session], object]]:
        """What waits, as jobs: for whoever leaves in the middle of it."""

    def save(self) -> None:
        """Save what waits in the order of the keys, off the loop; what is pressed meanwhile is saved next."""
        if self._saver is None or self._saver.is_finished:
            self._saver = self._save()

    @work(group="save")
    async def _save(self) -> None:
        while self.unsaved and await self.save_next():
            pass

    async def saved(self, job: Callable[[Session], T]) -> T | LaugError | None:
        """The job done in a thread. What is refused is told and given; None if the file cannot be written, which is told."""
        try:
            return await asyncio.to_thread(self.desk.do, job)
        except FileError as error:
            complain(self, error)
            return None
        except LaugError as error:
            complain(self, error)
            return error

    async def on_unmount(self) -> None:
        """Whoever quits, or whose line drops, loses nothing of what was pressed."""
        for job in self.rest():
            with contextlib.suppress(LaugError):  # nobody is there any more to be told
                await asyncio.to_thread(self.desk.do, job)

    @work(exclusive=True, group="leave")
    async def _leave_saved(self) -> None:
        self.save()
        if self._saver is not None:
            with contextlib.suppress(WorkerFailed, WorkerCancelled):  # cancelled: the program ends
                await self._saver.wait()
        if self.unsaved:
            lost = Message(N_("{n} mark is not saved."), {"n": self.unsaved}, N_("{n} marks are not saved."))
            question = Confirm(self.desk.tell(lost), yes=self.desk.tell(N_("leave without them")), dangerous=True)
            if not await self.app.push_screen_wait(question):
                return
        self._close_screen()

    def _close_screen(self) -> None:
        workplace(self).written()
        if self.is_current:  # else a question was opened over it meanwhile, which dismissing would take for itself
            self.dismiss(None)

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return str(self._entry.value)

    @property
    def names(self) -> Mapping[int, str]:
        """Everybody there is to be meant."""
        return self._names

    def put(self, rows: Mapping[int, Cells], names: Mapping[int, str]) -> None:
        """Other rows, in their order; who was meant stays so."""
        again = bool(self._rows)
        self._rows, self._names = rows, names
        self._found = matching(names, self.typed)
        if self._meant not in self._found:
            self._meant = self._found[0] if self._found else None
        self._paint(again=again)

    def tell_count(self, text: str, note: str = "") -> None:
        """The running count, and below the list what must not be overlooked."""
        self._count.update(Content(visible(text)))
        self._note.update(Content(visible(note)))
        self._note.display = bool(note)

    def _paint(self, *, again: bool = False) -> None:
        listed = Listed({number: self._rows[number] for number in self._found})
        empty = NO_SUCH if self.typed.strip() else self._empty
        self._records.show(listed, words=self.typed.split(), again=again, empty=empty)
        if self._meant is not None:
            self._records.go_to(self._meant)

    def done_with(self, number: int) -> None:
        """Somebody has been noted: the line is empty again, and the next one below is meant."""
        everybody = list(self._names)
        self.moved = False
        place = everybody.index(number) + 1 if number in everybody else 0
        self._meant = everybody[min(place, len(everybody) - 1)] if everybody else None
        self.keep_letters("")
        self._found = everybody
        self._paint()

    def clear_letters(self) -> None:
        """Nothing is typed any more."""
        self.keep_letters("")
        self._search("")

    def keep_letters(self, text: str) -> None:
        """The line holds these letters, and means whom it meant."""
        self._quiet = True
        self._entry.value = text
        self._entry.cursor_position = len(text)
        self._quiet = False

    def _letters(self, text: str) -> None:
        if not self._quiet and self.is_mounted and not self.take_key(text):
            self._search(text)

    @abstractmethod
    def meanings(self) -> Iterable[tuple[Action, Callable[[], object]]]:
        """What the keys of some actions do at once to whoever the letters mean."""

    def _is_key(self, key: str) -> bool:
        return key in _SIGNS or any(key in keys_of(self, action) for action, _do in self.meanings())

    def press(self, key: str) -> bool:
        """A sign or Enter was pressed; whether it means something here."""
        if self.goes_on(key):
            return True
        do = next((do for action, do in self.meanings() if key in keys_of(self, action)), None)
        if do is not None:
            do()
        return do is not None

    def goes_on(self, key: str) -> bool:
        """Whether a blank goes on to the next part of a name: where the letters mean several and nobody was chosen of them.

        Whoever types `ida lund` as it is written marks no other Ida; a second blank, and Enter at once, mean the first.
        """
        several = len(self._found) > 1 and self.typed.strip() and not self.moved
        if key != "space" or not several or self.typed.endswith(" "):
            return False
        self.keep_letters(f"{self.typed} ")
        told = N_("{n} are called that: more letters, or the key again for the first one.")
        self.tell(say(told, n=len(self._found)))
        return True

    def take_key(self, text: str) -> bool:
        """Whether the last letter of what is typed was a key instead, and has been done."""
        return False

    def _search(self, text: str) -> None:
        self.moved = False
        self._found = matching(self._names, text)
        self._meant = self._found[0] if self._found else None
        self._paint()

    def action_move(self, by: int) -> None:
        """Mean somebody else of those found."""
        if self._meant in self._found:
            place = max(0, min(len(self._found) - 1, self._found.index(self._meant) + by))
            self._meant = self._found[place]
            self.moved = True
            self._records.go_to(self._meant)

    def tell(self, message: Message | str, tone: Tone = Tone.NORMAL) -> None:
        """Tell something on the status line."""
        workplace(self).status(message, tone)

    def whom(self) -> int | None:
        """Whom a key is for; if it is for nobody, that is told."""
        if self._meant is None:
            self.tell(say(N_("Nobody here is called “{name}”."), name=self.typed), Tone.WARNING)
        return self._meant

    @work
    async def action_undo(self) -> None:
        """Undo the last operation."""
        await undo_last(self, self.desk)
        self.refresh_data()

    def action_leave(self) -> None:
        """Clear what is typed, or close when everything is saved."""
        if self.typed:
            self.clear_letters()
        elif self.unsaved:
            self._leave_saved()
        else:
            self._close_screen()

    @on(Input.Changed)
    def _told_already(self, event: Input.Changed) -> None:
        event.stop()

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()
