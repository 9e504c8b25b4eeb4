"""A list area of the register: it finds by the query language, and saves through forms and steps."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import BindingType

from core.door.session import Session
from core.messages import N_, Message, say
from core.search.fields import Subject, field_for
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Numbered, Records
from tui.screens.queries import RegisterQueries
from tui.widgets.arranging import Remembered
from tui.widgets.columns import Arrangement
from tui.widgets.filtering import Filtering
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.list_pane import ListPane
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells, Source
from tui.widgets.tone import Tone

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

    # -- a list of people in what is opened ----------------------------------------------------------------

    def filter_inside(self, records: RecordList, count: tuple[str, str], *, empty: str = "") -> Filtering:
        """A filter for such a list: fields and words, as people are asked for everywhere."""
        return Filtering(
            records, RegisterQueries(self.desk, Subject.PERSON), count, partial(self.tells, records), empty=empty
        )

    def named(self) -> str:
        """Those people in the words of a query; nothing where there is no such list."""
        return ""

    def name_of(self, key: str) -> str:
        """What a field of the query language is called."""
        return field_for(key).name_in(self.desk.language)

    def asked_inside(self, name: str, filtering: Filtering, marked: Sequence[int]) -> tuple[str, str]:
        """What is called so, narrowed to the marked people, or else to those that the filter shows: a title and a query."""
        if filtering.records.marked:
            n = len(marked)
            told = Message(N_("{name}, {n} marked"), {"name": name, "n": n}, N_("{name}, {n} marked"))
            return self.desk.tell(told), f"nr:{','.join(map(str, marked))}"
        return f"{name} · {filtering.text}" if filtering.text else name, filtering.text

    # -- reading and writing -------------------------------------------------------------------------------

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

        here = self.filtering_here
        view = await choose_view(self, self.desk, self.SUBJECT if here is self.filtering else Subject.PERSON)
        if view is None:
            return
        if here is self.filtering:
            self.close_record()
            self.focus_first()
            self.records.arrange_by(Arrangement(tuple(view.columns), view.order, view.descending))
        here.by(view.query)

    @work
    async def action_save_view(self) -> None:
        """Give the filter a name; that of a list in what is opened is one of people, who belong to it."""
        from tui.screens.steps.saved_views import save_view  # not needed for the first picture

        here = self.filtering_here
        if not here.text:
            self.said(say(N_(
                "Filter the list first with {key[app.filter]}; then {key[register.save_view]} gives the filter a "
                "name."
            )), Tone.WARNING)
            return
        if here is self.filtering:
            form = save_view(self.desk, self.SUBJECT, here.text, self.records.arrangement)
        else:
            form = save_view(self.desk, Subject.PERSON, f"{self.named()} {here.text}", Arrangement(()))
        made = await self.fill_in(form)
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
