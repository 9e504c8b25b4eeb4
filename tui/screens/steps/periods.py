"""The classes with the strip of weeks they are at school; weeks are typed, and seen as a strip while they are typed."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.text import visible
from core.rules.weeks import (
    HOW,
    WeekSpan,
    by_school_year,
    read_weeks,
    school_year_name,
    school_year_of,
    school_year_weeks,
    week_of,
    written,
)  # fmt: skip
from core.school import periods
from core.school.periods import PlannedClass
from tui import strips
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Value, listed_by_columns
from tui.screens.steps.undoing import undo_last
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Arrangement, Column
from tui.widgets.dialogs import Confirm, Dialog, plain
from tui.widgets.entry import Entry
from tui.widgets.filtering import Filtering, filter_alone
from tui.widgets.key_hint import KeyHint
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone
from tui.widgets.week_strip import WeekStrip
from tui.widgets.words import tell, told_error

SET = declare("periods.set", "e", N_("Set weeks"), N_("Sets the weeks of the marked classes, or of this one."),
              Where.AREA, in_footer=True)  # fmt: skip
CLEAR = declare("periods.clear", "delete", N_("Take away"), N_("Takes the weeks of this school year away again."),
                Where.AREA)  # fmt: skip
NEXT = declare("periods.next", "n", N_("Next year"), N_("Shows the next school year."), Where.AREA, in_footer=True)
BEFORE = declare(
    "periods.before", "b", N_("Year before"), N_("Shows the school year before."), Where.AREA, in_footer=True
)
ONLY = declare("periods.only", "v", N_("Without weeks"), N_("Shows only classes without weeks in this school year, or all."),
               Where.AREA, in_footer=True)  # fmt: skip
LEAVE = declare("periods.leave", "escape,q", N_("Back"), N_("Closes the school periods."), Where.AREA, in_footer=True)

_STRIP = 53


class PeriodsScreen(Modal[None]):
    """The classes and their weeks in one school year."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    PeriodsScreen { background: $background; layout: vertical; }
    PeriodsScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    PeriodsScreen > .note { height: auto; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(SET, NEXT, BEFORE, ONLY, CLEAR, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._year = school_year_of(desk.today)
        self._found: tuple[PlannedClass, ...] = ()
        self._only = False
        self._title = plain("", classes="title")
        self._note = plain("", classes="note")
        self._order = Arrangement((), AS_READ)
        self._records = self._list()
        self._filtering = self._filter()

    def _list(self) -> RecordList:
        """A list whose heading over the strip is the months of the school year."""
        weeks = list(school_year_weeks(self._year))
        self._columns = (
            Column(N_("Class"), 12, weight=1, order="class"),
            Column(N_("School"), 14, weight=2, priority=2, order="school"),
            Column(N_("Count"), 5, right=True, order="people", alphabetical=False),
            Column(strips.months(weeks), _STRIP),
        )
        nobody = N_("No class is to be shown. Classes come with the people who are in them.")
        return RecordList(self._columns, empty=nobody, order=self._order.order, descending=self._order.descending)

    def _filter(self) -> Filtering:
        return filter_alone(self._records, (N_("{n} class"), N_("{n} classes")))

    def compose(self) -> ComposeResult:
        """The school year, the classes, the keys."""
        yield self._title
        yield self._records
        yield self._note
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._told()
        self.refresh_data()

    @work(exclusive=True, group="classes")
    async def refresh_data(self) -> None:
        """Read the classes again."""
        found = await attempt(self, partial(self.desk.do, periods.classes))
        if found is not None:
            self._found = tuple(found)
            self._show()

    def _show(self) -> None:
        shown = {
            place: self._cells(one) for place, one in enumerate(self._found)
            if not (self._only and one.periods.of_school_year(self._year))
        }  # fmt: skip
        self._filtering.renew(listed_by_columns(shown, self._columns, self._value))
        self._told()

    def _told(self) -> None:
        parts = [self.desk.tell(N_("School periods {year}"), year=school_year_name(self._year))]
        if self._only:
            parts.append(self.desk.tell(N_("only without weeks")))
        self._title.update(Content(" · ".join(parts)))

    def _cells(self, one: PlannedClass) -> tuple[str, str, str, str]:
        return one.class_name, one.organisation, str(one.people or ""), self._strip(one)

    def _value(self, place: int, order: str) -> Value:
        return self._found[place].people or 0 if order == "people" else None

    def _strip(self, one: PlannedClass) -> str:
        spans = one.periods.of_school_year(self._year)
        if not spans:
            return self.desk.tell(N_("nobody has entered weeks"))
        weeks = list(school_year_weeks(self._year))
        return strips.strip(strips.plain_states(weeks, {week for span in spans for week in span}))

    def _about(self) -> str:
        """What the strip of the class under the cursor means, in words."""
        number = self._records.cursor_id
        one = self._found[number] if number is not None and number < len(self._found) else None
        if one is None:
            return strips.legend()
        weeks = written(one.periods.of_school_year(self._year), self._year, self.desk.language)
        return " · ".join(part for part in (one.organisation, one.education, weeks) if part)

    def _chosen(self) -> list[PlannedClass]:
        marked = sorted(self._records.marked)
        here = self._records.cursor_id
        places = marked or ([] if here is None else [here])
        return [self._found[place] for place in places]

    # -- keys ------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_set()

    @work
    async def action_set(self) -> None:
        """Type the weeks of the chosen classes."""
        chosen = self._chosen()
        if not chosen:
            return
        spans = await self.app.push_screen_wait(TypeWeeks(self.desk, chosen, self._year))
        if spans is None:
            return
        seen = [one.periods for one in chosen]
        done = await attempt(self, lambda: self.desk.do(lambda s: periods.set_for_classes(s, seen, spans)))
        if done is not None:
            self._records.clear_marks()
            self._saved(
                Message(
                    N_("{n} class is set; {key[app.undo]} undoes it."), {"n": done},
                    N_("{n} classes are set; {key[app.undo]} undoes it."),
                )
            )

    @work
    async def action_clear(self) -> None:
        """Take the weeks of this school year away."""
        number = self._records.cursor_id
        if number is None or not self._found[number].periods.of_school_year(self._year):
            return
        one = self._found[number]
        question = self.desk.tell(
            N_("Take the weeks of {name} in {year} away?"), name=one.class_name, year=school_year_name(self._year)
        )
        if await self.app.push_screen_wait(Confirm(question, yes=self.desk.tell(N_("take away")))):
            clear = partial(periods.clear, periods=one.periods, school_year=self._year)
            if await attempt(self, lambda: self.desk.do(lambda session: clear(session))) is not None:
                self._saved(say(N_("Taken away: when {name} is at school. {key[app.undo]} undoes it."), name=one.class_name))

    def _saved(self, message: Message) -> None:
        workplace(self).written()
        workplace(self).status(message, Tone.GOOD)
        self.refresh_data()

    @work
    async def action_undo(self) -> None:
        """Undo the last operation."""
        await undo_last(self, self.desk)
        self.refresh_data()

    def action_only(self) -> None:
        """Only classes without weeks, or all."""
        self._only = not self._only
        self._show()

    def action_next(self) -> None:
        """The next school year."""
        self._turn(1)

    def action_before(self) -> None:
        """The school year before."""
        self._turn(-1)

    @work(exclusive=True, group="turn")
    async def _turn(self, by: int) -> None:
        self._year += by
        self._order = self._records.arrangement
        before, self._records = self._records, self._list()
        kept, self._filtering = self._filtering, self._filter()
        self._filtering.text, self._filtering.past = kept.text, kept.past
        await self.mount(self._records, after=before)
        await before.remove()
        self._records.focus()
        self._show()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    def _here(self, event: RecordList.Highlighted | RecordList.Loaded) -> None:
        event.stop()
        self._note.update(Content(visible(self._about())))

    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Marked) -> None:
        event.stop()


class TypeWeeks(Dialog[tuple[WeekSpan, ...]]):
    """A line to type weeks in, and below it the school years they lie in, as they are typed."""

    def __init__(self, desk: Desk, chosen: Sequence[PlannedClass], school_year: int) -> None:
        first = chosen[0]
        names = ", ".join(dict.fromkeys(one.class_name for one in chosen))
        if len(chosen) == 1 and first.organisation:
            names = f"{first.class_name} ({first.organisation})"
        super().__init__(desk.tell(N_("When is {name} at school?"), name=names))
        self.desk = desk
        self._year = school_year
        known = {one.periods.of_school_year(school_year) for one in chosen}
        alike = first.periods.of_school_year(school_year) if len(known) == 1 else ()
        self._entry = Entry(written(alike, school_year, desk.language))
        self._strips = (self._strip(), self._strip())
        self._problem = plain("", classes="problem")
        self._people = sum(one.people for one in chosen)

    def _strip(self) -> WeekStrip:
        return WeekStrip(now=week_of(self.desk.today))

    def content(self) -> Iterable[Widget]:
        """The line, what is wrong with it, the strips and the keys."""
        number = Message(N_("It holds for {n} person."), {"n": self._people}, N_("It holds for {n} people."))
        yield plain(f"{self.desk.tell(HOW)}. {self.desk.tell(number)}")
        yield self._entry
        yield self._problem
        yield from self._strips
        yield KeyHint(tell(self, N_("enter: OK    {key[dialog.cancel]}: cancel")))

    def on_mount(self) -> None:
        """Show what is there already."""
        self._preview(self._entry.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._preview(event.value)

    def _preview(self, text: str) -> None:
        """The weeks typed so far; while a text is no weeks, why, and the strip as it was."""
        try:
            years = by_school_year(read_weeks(text, self._year)) if text.strip() else {}
        except Invalid as problem:
            self._problem.update(Content(told_error(self, problem)))
            return
        self._problem.update(Content(""))
        shown = years or {self._year: ()}
        for strip, year in zip(self._strips, [*shown, None, None], strict=False):
            strip.display = year is not None
            if year is not None:
                whole = school_year_weeks(year)
                there = {week for span in shown[year] for week in span}
                strip.show(list(whole), strips.plain_states(list(whole), there), school_year_name(year)[2:])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the weeks."""
        event.stop()
        try:
            self.dismiss(read_weeks(event.value, self._year))
        except Invalid as problem:
            self._problem.update(Content(told_error(self, problem)))


async def show_periods(widget: Widget, desk: Desk) -> None:
    """The classes and when they are at school."""
    await widget.app.push_screen_wait(PeriodsScreen(desk))


def counted(session: Session) -> Message | None:
    """How many classes have no weeks in this school year."""
    year = school_year_of(session.today)
    number = sum(not one.periods.of_school_year(year) for one in periods.classes(session) if one.people)
    if not number:
        return None
    return Message(N_("{n} class without weeks"), {"n": number}, N_("{n} classes without weeks"))
