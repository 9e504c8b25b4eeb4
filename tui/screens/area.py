"""A list area of the register: it finds by the query language, and saves through forms and steps."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import BindingType

from core.door.session import Session
from core.messages import N_, Message
from core.search.fields import Subject
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, Numbered, Records, attempt, workplace
from tui.widgets.card import Tone
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.pane import ListPane
from tui.widgets.rows import Cells, Source

HISTORY = declare(
    "register.history", "H", N_("History"), N_("Who did what to it and when, before and after."), Where.AREA
)
D = TypeVar("D")
R = TypeVar("R", bound=Numbered)
T = TypeVar("T")


class RegisterPane(ListPane[D], Generic[D]):
    """An area whose rows answer a query."""

    SUBJECT: ClassVar[Subject]
    BINDINGS: ClassVar[list[BindingType]] = bindings(HISTORY)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def filter_suggestions(self, text: str) -> Sequence[str]:
        """Fields and values of the query language."""
        return self.desk.completions(self.SUBJECT, text)

    def records_of(
        self,
        find: "Callable[[Session], array[int]]",
        load: Callable[[Session, Sequence[int]], Sequence[R]],
        cells: Callable[[R], Cells],
    ) -> Source:
        """The rows, read block by block."""
        return Records(self.desk, find, load, cells)

    async def fill_in(self, form: Form[T]) -> T | None:
        """Have a form filled in and saved; afterwards everything shown is read again."""
        saved: T | None = await self.app.push_screen_wait(FormScreen(form))
        if saved is not None:
            workplace(self).written()
        return saved

    async def read(self, job: Callable[[Session], T]) -> T | None:
        """Read something; what went wrong is told on the status line."""
        return await attempt(self, partial(self.desk.do, job))

    async def saved(self, job: Callable[[Session], T]) -> T | None:
        """Do something that saves; what went wrong is told on the status line."""
        done = await attempt(self, partial(self.desk.do, job))
        if done is not None:
            workplace(self).written()
        return done

    @work
    async def action_history(self) -> None:
        """What happened to the record under the cursor."""
        from tui.screens.record_history import history_of  # not needed for the first picture

        if self.records.cursor_id is not None:
            await history_of(self, self.desk, self.SUBJECT, self.records.cursor_id)

    def well(self, message: Message) -> None:
        """Tell that something is done."""
        self.said(message, Tone.GOOD)
