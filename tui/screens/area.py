"""A list area of the register: it finds by the query language, and saves through forms and steps."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import BindingType

from core.door.session import Session
from core.messages import N_, Message, say
from core.search.fields import Subject
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, Numbered, Records, attempt, workplace
from tui.screens.queries import RegisterQueries
from tui.widgets.arranging import Remembered
from tui.widgets.card import Tone
from tui.widgets.columns import Arrangement
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.pane import ListPane
from tui.widgets.rows import Cells, Source

HISTORY = declare(
    "register.history", "H", N_("History"), N_("Who did what to it and when, before and after."), Where.AREA
)
VIEWS = declare("register.views", "v", N_("Views"), N_("Filters by one of the saved views."), Where.AREA)
SAVE_VIEW = declare("register.save_view", "V", N_("Save view"), N_("Gives the filter a name, to be used again."), Where.AREA)
D = TypeVar("D")
R = TypeVar("R", bound=Numbered)
T = TypeVar("T")


class RegisterPane(ListPane[D], Generic[D]):
    """An area whose rows answer a query."""

    SUBJECT: ClassVar[Subject]
    BINDINGS: ClassVar[list[BindingType]] = bindings(HISTORY, VIEWS, SAVE_VIEW)

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        super().__init__()

    def kept_columns(self) -> Remembered:
        """For each person, area by area."""
        return self.desk.list_called(self.SUBJECT.value)

    def query_language(self) -> RegisterQueries:
        """Fields and words, as everywhere."""
        return RegisterQueries(self.desk, self.SUBJECT)

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
    async def action_views(self) -> None:
        """Filter by a saved view."""
        from tui.screens.steps.saved_views import choose_view  # not needed for the first picture

        view = await choose_view(self, self.desk, self.SUBJECT)
        if view is not None:
            self.close_record()
            self.focus_first()
            self.records.arrange_by(Arrangement(tuple(view.columns), view.order, view.descending))
            self.filter(view.query)

    @work
    async def action_save_view(self) -> None:
        """Give the filter a name."""
        from tui.screens.steps.saved_views import save_view  # not needed for the first picture

        if not self.filter_text:
            self.said(say(N_(
                "Filter the list first with {key[app.filter]}; then {key[register.save_view]} gives the filter a "
                "name."
            )), Tone.WARNING)
            return
        made = await self.fill_in(save_view(self.desk, self.SUBJECT, self.filter_text, self.records.arrangement))
        if made is not None:
            self.well(say(N_("Saved: {name}. {key[register.views]} shows it again."), name=made.name))

    @work
    async def action_history(self) -> None:
        """What happened to the record under the cursor."""
        from tui.screens.record_history import history_of  # not needed for the first picture

        if self.records.cursor_id is not None:
            await history_of(self, self.desk, self.SUBJECT, self.records.cursor_id)

    def well(self, message: Message) -> None:
        """Tell that something is done."""
        self.said(message, Tone.GOOD)
