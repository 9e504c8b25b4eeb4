"""Every day of a series before it is planned: holidays, breaks, what else people are asked to, and what becomes of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from core.messages import N_, Message, say
from core.rules.day_words import read_day
from core.rules.kinds import Shift
from core.rules.spoken import spoken_day
from core.series import planning
from core.series.planning import PlannedDay
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, attempt
from tui.screens.forms.series import Draft, told_rule
from tui.screens.listed import Listed
from tui.screens.shown import kind
from tui.widgets import unsaved
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Ask, Choose, plain
from tui.widgets.menu import Option
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList

PLAN = declare("days.plan", "ctrl+s", N_("Plan them"), N_("Plans the series as the days stand."), Where.AREA, in_footer=True)
KEEP = declare("days.keep", "m", N_("Meet"), N_("Meets on the day of the rule all the same."), Where.AREA, in_footer=True)
LEAVE_OUT = declare(
    "days.leave_out", "x,delete", N_("Leave out"), N_("Does not meet for that day."), Where.AREA, in_footer=True
)
LATER = declare("days.later", "w", N_("Week later"), N_("Meets a week later instead."), Where.AREA, in_footer=True)
OTHER = declare("days.other", "d", N_("Other day"), N_("Meets on a day that is typed instead."), Where.AREA, in_footer=True)
HOLIDAYS = declare(
    "days.holidays", "h", N_("Holidays"), N_("Decides about all days on holidays and in breaks at once."), Where.AREA,
    in_footer=True,
)  # fmt: skip
BACK = declare("days.back", "escape,q", N_("Back"), N_("Goes back to the form; nothing is saved."), Where.AREA, in_footer=True)


class SeriesDays(Modal[Sequence[PlannedDay] | None]):
    """The days, one a line, with one key each; answers with what was decided."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    SeriesDays { background: $background; layout: vertical; }
    SeriesDays > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    SeriesDays > .note { height: auto; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(PLAN, KEEP, LEAVE_OUT, LATER, OTHER, HOLIDAYS, BACK, HELP)

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self.desk = desk
        self._draft = draft
        self._days = list(draft.days)
        self._title = plain("", classes="title")
        self._note = plain("", classes="note")
        self._records = RecordList(
            (
                Column(N_("Day of the rule"), 16), Column(N_("Week"), 5, right=True), Column(N_("Meeting"), 16),
                Column(N_("What speaks against it"), 20, weight=3),
            ),
            empty=N_("No day."),
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        """The rule, the days, the keys."""
        yield self._title
        yield self._records
        yield self._note
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """The days as the holidays left them."""
        rule = self.desk.tell(told_rule(self.desk, self._draft.said))
        self._title.update(Content(f"{self._draft.values.get('title', '')} · {rule}"))
        self._show(again=False)

    def _show(self, *, again: bool = True) -> None:
        days = Listed({place: self._cells(one) for place, one in enumerate(self._days)})
        self._records.show(days, again=again)
        closed = sum(one.closed for one in self._days)
        counts = (
            Message(N_("{n} meeting"), {"n": sum(one.on is not None for one in self._days)}, N_("{n} meetings")),
            Message(N_("{n} on a holiday or in a break"), {"n": closed}, N_("{n} on holidays or in breaks")),
            Message(N_("{n} day left out"), {"n": sum(one.on is None for one in self._days)}, N_("{n} days left out")),
            Message(N_("{n} moved"), {"n": sum(one.moved for one in self._days)}, N_("{n} moved")),
        )
        self._note.update(Content(" · ".join(self.desk.tell(one) for one in counts if one.values["n"])))

    def _cells(self, one: PlannedDay) -> tuple[str, ...]:
        language = self.desk.language
        on_day = self.desk.tell(N_("left out")) if one.on is None else spoken_day(one.on, language)
        against = [free.told for free in one.free]
        against += [self.desk.tell(_other(each.title, len(each.people))) for each in one.others]
        if one.moved and any(one.on == other.on for other in self._days if other is not one):
            against.append(self.desk.tell(N_("the series meets then anyhow")))
        if one.skipped:
            against.append(self.desk.tell(N_("the clock skips that hour")))
        meeting = f"→ {on_day}" if one.moved else on_day
        return spoken_day(one.original, language), str(one.week), meeting, "; ".join(against)

    # -- keys ------------------------------------------------------------------------------------------

    def action_plan(self) -> None:
        """As the days stand."""
        self.dismiss(self._days)

    @property
    def is_changed(self) -> bool:
        """Whether anything was decided."""
        return self._days != list(self._draft.days)

    def action_back(self) -> None:
        """Without planning; what was decided is not lost without asking."""
        unsaved.close(self, lost=N_("What you decided about the days is lost; the form stays."))

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_other()

    def action_keep(self) -> None:
        """On the day of the rule."""
        here = self._here()
        if here is not None:
            self._decide(here, self._days[here].original)

    def action_leave_out(self) -> None:
        """No meeting."""
        here = self._here()
        if here is not None:
            self._decide(here, None)

    def action_later(self) -> None:
        """A week later than it stands."""
        here = self._here()
        if here is not None:
            self._decide(here, (self._days[here].on or self._days[here].original) + timedelta(days=7))

    @work
    async def action_other(self) -> None:
        """On a day that is typed."""
        here = self._here()
        if here is None:
            return
        one = self._days[here]
        read = partial(read_day, today=one.original, field="day", nearest=True)
        day = spoken_day(one.original, self.desk.language)
        title = self.desk.tell(say(N_("On which day instead of {day}?"), day=day))
        help = self.desk.tell(N_("A date, a weekday, or for example: w47, +14, tomorrow"))
        typed = await self.app.push_screen_wait(Ask(title, help, validate=read))
        if isinstance(typed, date):
            self._decide(here, typed)

    @work
    async def action_holidays(self) -> None:
        """All days on holidays and in breaks at once."""
        options = [Option(one, kind(one, self.desk.language)) for one in Shift]
        title = self.desk.tell(N_("What becomes of days on holidays and in breaks?"))
        shift: Shift | None = await self.app.push_screen_wait(Choose(title, options))
        if shift is None:
            return
        look = partial(planning.preview, said=self._draft.said, network_numbers=self._draft.networks, shift=shift)
        found = await attempt(self, lambda: self.desk.do(lambda session: look(session)))
        if found is not None:
            self._days = [new if new.closed else old for old, new in zip(self._days, found, strict=True)]
            self._show()

    @work(group="decide")
    async def _decide(self, place: int, on_day: date | None) -> None:
        said, numbers = self._draft.said, self._draft.networks
        decide = partial(planning.decided, planned=self._days[place], on=on_day, said=said, network_numbers=numbers)
        found = await attempt(self, lambda: self.desk.do(lambda session: decide(session)))
        if found is not None:
            self._days[place] = found
            self._show()

    def _here(self) -> int | None:
        number = self._records.cursor_id
        return number if number is not None and number < len(self._days) else None


def _other(title: str, people: int) -> Message:
    values = {"n": people, "title": title}
    return Message(N_("{title} ({n} person)"), values, N_("{title} ({n} people)"))
