"""Who finishes, and what becomes of them: one key each for alumnus, goodbye and longer."""

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, Message, say
from core.rules.kinds import ConsentDecision
from core.school import finishing
from core.school.finishing import AHEAD, Finisher
from core.school.rollover import MovedOn
from core.search.fields import Subject
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms import rollover as forms
from tui.screens.forms.bulk import AFTER_THE_END
from tui.screens.forms.fields import day_field
from tui.screens.listed import Records
from tui.screens.queries import RegisterQueries
from tui.screens.steps.bulk import fulfil
from tui.screens.steps.undoing import undo_last
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import plain
from tui.widgets.filtering import filter_alone
from tui.widgets.form import Form, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone

NEXT_STAGE = declare("rollover.next", "n", N_("Next stage"), N_("The marked people, or this one, go on to their next stage."),
                     Where.AREA, in_footer=True)  # fmt: skip
ALUMNUS = declare("rollover.alumnus", "b", N_("Become alumni"), N_("The marked people, or this one, become alumni."),
                  Where.AREA, in_footer=True)  # fmt: skip
GOODBYE = declare("rollover.goodbye", "w", N_("Goodbye"), N_("They finish and leave: everything current ends."), Where.AREA,
                  in_footer=True)  # fmt: skip
EXTEND = declare(
    "rollover.extend", "L", N_("Longer"), N_("They go on: another expected end."), Where.AREA, in_footer=True
)
JOURNEYMAN = declare("rollover.journeyman", "s", N_("Journeyman"), N_("They finish and go on as journeymen."), Where.AREA,
                     in_footer=True)  # fmt: skip
APPRENTICE = declare(
    "rollover.apprentice", "t", N_("Into training"), N_("They begin training at a company."), Where.AREA
)
PERIOD = declare("rollover.period", "p", N_("Period"), N_("Shows who finishes between two days."), Where.AREA)
LEAVE = declare("rollover.leave", "escape,q", N_("Back"), N_("Closes the list."), Where.AREA, in_footer=True)

_COLUMNS = (
    Column(N_("Finishes"), 11, order="end", key="end", alphabetical=False),
    Column(N_("Name"), 12, weight=6, order="name", key="name", alphabetical=False),
    Column(N_("Class"), 12, weight=4, order="class", key="class_name", alphabetical=False),
    Column(N_("Company"), 13, weight=1, priority=2, order="company", key="company", alphabetical=False),
    Column(N_("Education"), 16, weight=2, priority=4, order="education", key="education", alphabetical=False),
    Column(N_("School"), 16, weight=3, priority=3, order="school", key="school", alphabetical=False),
    Column(N_("Alumni contact"), 14, priority=1, key="consent"),
    Column(N_("Networks"), 24, weight=2, priority=5, key="networks"),
)
MakeForm = Callable[[Desk, Sequence[int], str], Form[MovedOn]]


class RolloverScreen(Modal[None]):
    """Those who finish, the first to finish first. Whose basic course ends goes on: their class tells the stage to come."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    RolloverScreen { background: $background; layout: vertical; }
    RolloverScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        NEXT_STAGE, ALUMNUS, GOODBYE, EXTEND, JOURNEYMAN, PERIOD, APPRENTICE, LEAVE, UNDO, HELP
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._first: date | None = None
        self._last: date | None = None
        self._shown: tuple[date | None, date | None] | None = None
        self._title = plain("", classes="title")
        nobody = N_("Nobody finishes in this period. {key[rollover.period]} shows another one.")
        self._records = RecordList(_COLUMNS, empty=nobody, kept=desk.list_called("finishing"))
        people = (N_("{n} person"), N_("{n} people"))
        self._filtering = filter_alone(self._records, people, RegisterQueries(desk, Subject.PERSON))

    def compose(self) -> ComposeResult:
        """The period, the people, the keys."""
        yield self._title
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._told()
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read again who finishes; the rows are read as they show."""
        first, last = self._first, self._last

        def find(session: Session, query: str, order: str, descending: bool) -> "array[int]":
            return array("q", finishing.ids(session, query, first=first, last=last, order=order, descending=descending))

        def rows(query: str, order: str, descending: bool) -> Records[Finisher]:
            asked = partial(find, query=query, order=order, descending=descending)
            return Records(self.desk, asked, finishing.rows, self._cells)

        again = self._shown == (first, last)  # then the one after whoever is decided about has the cursor
        self._filtering.renew(rows, again=again, gone=again)
        self._shown = first, last

    def _told(self) -> None:
        if self._first is None and self._last is None:
            period = self.desk.tell(N_("until {day}, and those past it"), day=self.desk.today + AHEAD)
        else:
            first = self._first or self.desk.today
            period = shown.period(first, self._last or first + AHEAD)
        parts = [self.desk.tell(N_("Who finishes {period}"), period=period)]
        parts.append(self.desk.tell(Message(N_("{n} person"), {"n": self._records.count}, N_("{n} people"))))
        self._title.update(Content(" · ".join(parts)))

    def _cells(self, one: Finisher) -> tuple[str, ...]:
        consent = shown.kind(one.consent, self.desk.language) if one.consent else "–"
        mail = "" if one.private_email or one.consent is not ConsentDecision.GIVEN else self.desk.tell(N_("no e-mail"))
        return (
            f"{shown.day(one.end)}{' !' if one.past else ''}", shown.marked_name(one.name, one.protected),
            shown.joined((one.class_name or one.stage, one.next_stage), " → "), one.company, one.education, one.school,
            shown.joined((consent, mail)), ", ".join(one.networks),
        )  # fmt: skip

    async def _chosen(self) -> list[Finisher]:
        """The marked people, or the one under the cursor, as they are now."""
        marked, here = self._records.marked, self._records.cursor_id
        numbers = sorted(marked) or ([] if here is None else [here])
        return await attempt(self, lambda: self.desk.do(lambda session: finishing.rows(session, numbers))) or []

    # -- one key each ----------------------------------------------------------------------------------

    @work
    async def action_next(self) -> None:
        """They go on to their next stage, after a look at what that comes to."""
        chosen = await self._chosen()
        if chosen and await fulfil(self, self.desk, AFTER_THE_END, [one.id for one in chosen]):
            self._records.clear_marks()
            self.refresh_data()

    @work
    async def action_alumnus(self) -> None:
        """They become alumni."""
        chosen = await self._chosen()
        if chosen:
            title = self._title_of(chosen, N_("{name} becomes an alumnus"), N_("{n} people become alumni"))
            form = await attempt(self, lambda: forms.alumnus(self.desk, chosen, title))
            if form is not None:
                await self._fill_in(form)

    def action_goodbye(self) -> None:
        """They leave."""
        self._step(forms.leave, N_("{name} finishes and leaves"), N_("{n} people finish and leave"))

    def action_extend(self) -> None:
        """They go on."""
        self._step(forms.extend, N_("{name} goes on"), N_("{n} people go on"))

    def action_journeyman(self) -> None:
        """They become journeymen."""
        self._step(forms.journeyman, N_("{name} becomes a journeyman"), N_("{n} people become journeymen"))

    def action_apprentice(self) -> None:
        """They begin training."""
        self._step(forms.apprentice, N_("{name} begins training"), N_("{n} people begin training"))

    @work
    async def _step(self, make: MakeForm, one: str, many: str) -> None:
        chosen = await self._chosen()
        if chosen:
            await self._fill_in(make(self.desk, [each.id for each in chosen], self._title_of(chosen, one, many)))

    def _title_of(self, chosen: Sequence[Finisher], one: str, many: str) -> str:
        if len(chosen) == 1:
            return self.desk.tell(one, name=shown.marked_name(chosen[0].name, chosen[0].protected))
        return self.desk.tell(many, n=len(chosen))

    async def _fill_in(self, form: Form[MovedOn]) -> None:
        done = await self.app.push_screen_wait(FormScreen(form))
        if done is None:
            return
        workplace(self).written()
        self._records.clear_marks()
        moved = N_("{n} moved on; {key[app.undo]} undoes it.")
        told = Message(moved, {"n": done.people}, moved)
        left_out = sum(each.count for each in done.left_out)
        if left_out:
            why = "; ".join(self.desk.tell(each.reason) for each in done.left_out)
            told = say(N_("{told} Not moved: {count}, they {why}."), told=told, count=left_out, why=why)
        workplace(self).status(told, Tone.WARNING if left_out else Tone.GOOD)
        self.refresh_data()

    # -- what is shown ---------------------------------------------------------------------------------

    @work
    async def action_period(self) -> None:
        """Between which days."""
        form = _period_form(self.desk, self._first, self._last)
        found = await self.app.push_screen_wait(FormScreen(form))
        if found is not None:
            self._first, self._last = found
            self.refresh_data()

    @work
    async def action_undo(self) -> None:
        """Undo the last operation."""
        await undo_last(self, self.desk)
        self.refresh_data()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.dismiss(None)
        workplace(self).go("people", event.id)

    @on(RecordList.Loaded)
    def _loaded(self, event: RecordList.Loaded) -> None:
        event.stop()
        self._told()

    @on(RecordList.Highlighted)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Marked) -> None:
        event.stop()


Days = tuple[date | None, date | None]


def _period_form(desk: Desk, first: date | None, last: date | None) -> Form[Days]:
    """From when to when; both empty is the next 60 days and those past their end."""
    fields = (
        day_field(desk, "from", label=N_("From")),
        day_field(
            desk, "until", label=N_("Until"), nearest=False, help=N_("Both empty: the next 60 days, and those past it")
        ),
    )

    def save(submission: Submission) -> Days:
        return cast("date | None", submission.values["from"]), cast("date | None", submission.values["until"])

    return Form(
        desk.tell(N_("Who finishes between")), fields, save, {"from": shown.day(first), "until": shown.day(last)},
        does=N_("Show"),
    )


async def show_rollover(widget: Widget, desk: Desk) -> None:
    """Who finishes."""
    await widget.app.push_screen_wait(RolloverScreen(desk))


def counted(session: Session) -> Message | None:
    """How many finish in the next 60 days, or are past it."""
    number = len(finishing.ids(session))
    return Message(N_("{n} finishes"), {"n": number}, N_("{n} finish")) if number else None
