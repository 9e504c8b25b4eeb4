"""A short list that is kept up to date by hand: read, filled in, changed with one key, told, and read again."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from textual import on, work
from textual.app import ComposeResult

from core.door.session import Session
from core.messages import N_, Message, say
from tui.actions import Action
from tui.named_keys import key_of
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Value, listed_by_columns
from tui.screens.steps.undoing import undo_last
from tui.widgets.bars import FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.filtering import filter_alone
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

R = TypeVar("R")
T = TypeVar("T")


class Named(Protocol):
    """What a form saved."""

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


class KeptList(Modal[None], Generic[R]):
    """Such a list on a screen of its own, until it is closed; whoever has one says how it is read and what its keys do."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    KeptList { background: $background; layout: vertical; }
    KeptList > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """

    def __init__(self, desk: Desk, title: str, columns: Sequence[Column], empty: str, *, name: str = "") -> None:
        """`name` is what the columns a person chooses are remembered by; without it they cannot be chosen."""
        super().__init__()
        self.desk = desk
        self._title = title
        self._found: dict[int, R] = {}
        self._columns = tuple(columns)
        self._records = RecordList(columns, empty=empty, kept=desk.list_called(name) if name else None, order=AS_READ)
        self._filtering = filter_alone(self._records)
        self._shown = False

    @abstractmethod
    def read(self, session: Session) -> Sequence[R]:
        """The records, in order."""

    @abstractmethod
    def number_of(self, one: R) -> int:
        """What a record is known by for as long as the list is open."""

    @abstractmethod
    def cells_of(self, one: R) -> Cells:
        """A record as a line."""

    def value_of(self, one: R, order: str) -> Value:
        """What a record is sorted by in a column; None: by the text that shows."""
        return None

    @abstractmethod
    def action_edit(self) -> object:
        """What enter does."""

    def compose(self) -> ComposeResult:
        """The title, the list, the keys."""
        yield plain(self.desk.tell(self._title), classes="title")
        yield from self.body()
        yield StatusBar()
        yield FooterBar()

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self._records

    def on_mount(self) -> None:
        """Read."""
        self.refresh_data()

    @work(exclusive=True, group="kept list")
    async def refresh_data(self) -> None:
        """Read again."""
        await self._read_now()

    def _show(self, found: Sequence[R]) -> None:
        self._found = {self.number_of(one): one for one in found}
        cells = {number: self.cells_of(one) for number, one in self._found.items()}
        # Until they are there, keys wait: none meets a record that is gone.
        rows = listed_by_columns(cells, self._columns, self._value)
        self._filtering.renew(rows, again=self._shown, gone=True)
        self._shown = True
        self.show_current()

    def _value(self, number: int, order: str) -> Value:
        return self.value_of(self._found[number], order)

    @property
    def found(self) -> Sequence[R]:
        """All of them as they were read last."""
        return tuple(self._found.values())

    @property
    def current(self) -> R | None:
        """The one under the cursor."""
        number = self._records.cursor_id
        return None if number is None else self._found.get(number)

    def show_current(self) -> None:
        """Another one is under the cursor: other keys can be pressed."""
        self.refresh_bindings()

    async def saved(self, job: Callable[[Session], T], told: Callable[[T], Message]) -> None:
        """Do it and tell of it; what went wrong is told already."""
        done = await attempt(self, partial(self.desk.do, job))
        if done is not None:
            await self._after(told(done))

    async def filled_in(self, form: Form[N]) -> None:
        """Fill a form in and tell of what it saved."""
        saved = await self.app.push_screen_wait(FormScreen(form))
        if saved is not None:
            await self._after(say(N_("{name} is saved."), name=saved.name))

    async def removed(self, name: str, remove: Callable[[Session], object], undo: Action, what: str = "") -> None:
        """Take it out, after asking, and telling what that means (a message id); `undo` brings it back."""
        tell = self.desk.tell
        question = Confirm(tell(N_("Remove {name}?"), name=name), yes=tell(N_("remove")), detail=tell(what) if what else "")
        if await self.app.push_screen_wait(question):

            def done(session: Session) -> bool:
                remove(session)
                return True

            await self.saved(done, lambda _done: say(N_("{name} is removed; {undo} undoes it."), name=name, undo=key_of(undo)))

    async def _after(self, told: Message) -> None:
        workplace(self).written()
        workplace(self).status(told, Tone.GOOD)
        await self._read_now()

    async def _read_now(self) -> None:
        """Keys typed meanwhile wait: they are meant for what is then under the cursor."""
        found = await attempt(self, partial(self.desk.do, self.read))
        if found is not None:
            self._show(found)

    @work
    async def action_undo(self) -> None:
        """Undo the last operation."""
        await undo_last(self, self.desk)
        await self._read_now()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_edit()

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()
        self.show_current()
