"""Finding the week: how many of a network are at school in each, what is closed, what else they are asked to.

The strip on top has the weeks in order, the list the best first; a week opened shows its evenings, and one of them the form
to plan a meeting then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from core import networks
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.planning.breaks import forgotten
from core.planning.weeks import (
    AHEAD,
    Evening,
    Usual,
    WeekChoice,
    best_first,
    find_weeks,
    proposed_span,
    reasons,
    usual_time,
)  # fmt: skip
from core.rules.spoken import spoken_day, spoken_span
from core.rules.text import visible
from core.rules.weeks import Week, week_of
from tui import heat
from tui.actions import Where, bindings, declare
from tui.dressed import only_ascii
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Listed
from tui.screens.steps.planning import filled_in, show_planned
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Choose, plain
from tui.widgets.menu import Option
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone

PLAN = declare("weeks.plan", "m", N_("Meeting"), N_("Plans a meeting in this week: first which evening."), Where.AREA,
               in_footer=True)  # fmt: skip
ORDER = declare("weeks.order", "s", N_("Order"), N_("The best weeks first, or as they come."), Where.AREA, in_footer=True)
LATER = declare("weeks.later", "n", N_("Later"), N_("Shows the weeks that follow."), Where.AREA, in_footer=True)
EARLIER = declare("weeks.earlier", "b", N_("Earlier"), N_("Shows the weeks before."), Where.AREA, in_footer=True)
BREAKS = declare("weeks.breaks", "d", N_("Breaks"), N_("Shows and edits the breaks of the schools."), Where.AREA,
                 in_footer=True)  # fmt: skip
LEAVE = declare("weeks.leave", "escape,left,h,q", N_("Back"), N_("Closes the weeks."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Best"), 5, right=True),
    Column(N_("Week"), 4, right=True),
    Column(N_("From"), 11),
    Column("", 8),
    Column(N_("At school"), 10, right=True),
    Column(N_("Unknown"), 7, right=True, priority=2),
    Column(N_("Evening"), 9, priority=1),
    Column(N_("Why"), 14, weight=3),
)
_BAR = 8


@dataclass(frozen=True)
class Found:
    """The weeks of a network, when it meets, and why a week is good or bad: in short, and with what the columns say."""

    choices: tuple[WeekChoice, ...]
    usual: Usual
    why: dict[Week, tuple[Message, ...]]
    all_of_it: dict[Week, tuple[Message, ...]]
    no_breaks: bool


def look(session: Session, numbers: Sequence[int], first: date) -> Found:
    """The weeks from that day on."""
    last = first + timedelta(weeks=AHEAD - 1)
    choices = find_weeks(session, numbers, week_of(first), week_of(last))
    why = {one.week: tuple(reasons(one, session, counts=False)) for one in choices}
    all_of_it = {one.week: tuple(reasons(one, session)) for one in choices}
    return Found(tuple(choices), usual_time(session, numbers), why, all_of_it, forgotten(session, first, last))


class HeatStrip(Widget):
    """The weeks in order, a mark each; the one under the cursor stands out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heat--quiet", "heat--there", "heat--here"}
    DEFAULT_CSS = """
    HeatStrip { height: 3; width: 100%; padding: 0 1; color: $foreground;
        & > .heat--quiet { color: $text-muted; }
        & > .heat--there { color: $success; }
        & > .heat--here { color: $warning; text-style: reverse; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[WeekChoice, ...] = ()
        self._here: Week | None = None

    def show(self, choices: Sequence[WeekChoice]) -> None:
        """Other weeks."""
        self._choices = tuple(choices)
        self.refresh()

    def point(self, week: Week | None) -> None:
        """The week under the cursor."""
        self._here = week
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Months, marks, week numbers."""
        width = self.size.width
        quiet = self.get_component_rich_style("heat--quiet")
        if not self._choices or y > 2:
            return Strip.blank(width, self.rich_style)
        lines = heat.lines(self._choices, ascii_only=only_ascii(self))
        segments = [Segment(lines[y], quiet)] if y != 1 else list(self._marks(lines[1]))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _marks(self, line: str) -> Iterable[Segment]:
        styles = {name: self.get_component_rich_style(f"heat--{name}") for name in ("quiet", "there", "here")}
        for choice, mark in zip(self._choices, line, strict=True):
            kind = "here" if choice.week == self._here else "quiet" if mark in (heat.BREAK, heat.UNKNOWN) else "there"
            yield Segment(mark, styles[kind])


class WeeksScreen(Modal[Meeting | None]):
    """The weeks of a network; answers with the meeting that was planned in one of them."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    WeeksScreen { background: $background; layout: vertical; }
    WeeksScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    WeeksScreen > .note { height: 3; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(PLAN, ORDER, LATER, EARLIER, BREAKS, LEAVE, HELP)

    def __init__(self, desk: Desk, network: networks.Network) -> None:
        super().__init__()
        self.desk = desk
        self._network = network
        self._first = desk.today
        self._by_rank = True
        self._found: Found | None = None
        self._title = plain("", classes="title")
        self._note = plain("", classes="note")
        self._strip = HeatStrip()
        self._records = RecordList(_COLUMNS, empty=N_("No week is to be shown."))

    def compose(self) -> ComposeResult:
        """The strip, the weeks, why, the keys."""
        yield self._title
        yield self._strip
        yield self._records
        yield self._note
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._title.update(Content(visible(self._network.name)))
        self.refresh_data()

    @work(exclusive=True, group="weeks")
    async def refresh_data(self) -> None:
        """Read the weeks again."""
        ask = partial(look, numbers=[self._network.id], first=self._first)
        found = await attempt(self, partial(self.desk.do, ask))
        if found is not None:
            self._found = found
            self._strip.show(found.choices)
            self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        choices = best_first(self._found.choices) if self._by_rank else self._found.choices
        self._records.show(Listed({one.week.monday.toordinal(): self._cells(one) for one in choices}))
        known = any(one.count.share is not None for one in self._found.choices)
        parts = [
            self.desk.tell(N_("Find the week: {name}"), name=self._network.name),
            self.desk.tell(N_("best first")) if self._by_rank else self.desk.tell(N_("as they come")),
            "" if known else self.desk.tell(N_("nobody has entered when they are at school")),
            self.desk.tell(N_("no school breaks: d, b")) if self._found.no_breaks else "",
        ]
        self._title.update(Content(visible(" · ".join(part for part in parts if part))))

    def _cells(self, one: WeekChoice) -> tuple[str, ...]:
        count, known = one.count, one.count.at_school + one.count.away
        assert self._found is not None
        why = " · ".join(map(self.desk.tell, self._found.why[one.week]))
        return (
            str(one.rank or "–"), str(one.week.number), one.week.monday.strftime("%d-%m-%Y"), self._bar(one),
            f"{count.at_school}/{known}" if known else "–", str(count.unknown or ""),
            spoken_day(one.best.day, self.desk.language)[:-5] if one.best else "", why,
        )  # fmt: skip

    def _bar(self, one: WeekChoice) -> str:
        share = one.count.share
        if one.is_free:
            return self.desk.tell(N_("break"))
        return "" if share is None else "█" * round(share * _BAR) + "·" * (_BAR - round(share * _BAR))

    @property
    def _here(self) -> WeekChoice | None:
        number = self._records.cursor_id
        if self._found is None or number is None:
            return None
        week = week_of(date.fromordinal(number))
        return next((one for one in self._found.choices if one.week == week), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A week that is over has no evening left."""
        return self._here is not None if action == "plan" else True

    # -- keys ------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_plan()

    @work
    async def action_plan(self) -> None:
        """A meeting in that week: the evening, then the form."""
        here, found = self._here, self._found
        if here is None or found is None:
            return
        if here.best is None:
            workplace(self).status(say(N_("No evening of that week is left.")), Tone.WARNING)
            return
        left = [one for one in here.evenings if one.day >= self.desk.today]
        in_order = sorted(left, key=lambda one: (one != here.best, one.day))
        title = self.desk.tell(N_("Which evening of week {week}?"), week=here.week.number)
        chosen = await self.app.push_screen_wait(Choose(title, [self._option(one) for one in in_order]))
        if chosen is None:
            return
        start = spoken_span(proposed_span(chosen.day, found.usual), self.desk.language)
        made = await filled_in(self, self.desk, self._network.slug, start)
        if made is not None:
            self.dismiss(made)

    def _option(self, evening: Evening) -> Option[Evening]:
        parts = [one.told for one in evening.free]
        if evening.busy:
            parts.append(self.desk.tell(Message(N_("{n} is busy"), {"n": evening.busy}, N_("{n} are busy"))))
        return Option(evening, spoken_day(evening.day, self.desk.language), ", ".join(parts) or self.desk.tell(N_("free")))

    def action_order(self) -> None:
        """Best first, or as they come."""
        self._by_rank = not self._by_rank
        self._show()

    def action_later(self) -> None:
        """The weeks that follow."""
        self._first += timedelta(weeks=AHEAD)
        self.refresh_data()

    def action_earlier(self) -> None:
        """The weeks before."""
        self._first = max(self.desk.today, self._first - timedelta(weeks=AHEAD))
        self.refresh_data()

    @work
    async def action_breaks(self) -> None:
        """The breaks of the schools."""
        from tui.screens.steps.breaks import show_breaks

        await show_breaks(self, self.desk)
        self.refresh_data()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    def _moved(self, event: RecordList.Highlighted | RecordList.Loaded) -> None:
        event.stop()
        here = self._here
        self._strip.point(here.week if here else None)
        self._note.update(Content(visible(self._about(here))))
        self.refresh_bindings()

    def _about(self, one: WeekChoice | None) -> str:
        """The week under the cursor in words."""
        if one is None or self._found is None:
            return ""
        return " · ".join(map(self.desk.tell, self._found.all_of_it[one.week])) or heat.legend(ascii_only=only_ascii(self))

    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Marked) -> None:
        event.stop()


async def show_weeks(widget: Widget, desk: Desk, network: networks.Network) -> None:
    """The weeks of a network, until they are closed."""
    made = await widget.app.push_screen_wait(WeeksScreen(desk, network))
    if made is not None:
        await show_planned(widget, desk, made)


async def find_week(widget: Widget, desk: Desk) -> None:
    """First of which network, then its weeks."""
    every = await attempt(widget, partial(desk.do, _opened_ones))
    if every is None:
        return
    if not every:
        workplace(widget).status(say(N_("There is no network yet.")), Tone.WARNING)
        return
    options = [Option(one, one.name, one.slug) for one in every]
    chosen = await widget.app.push_screen_wait(Choose(desk.tell(N_("The week for which network?")), options))
    if chosen is not None:
        await show_weeks(widget, desk, chosen)


def _opened_ones(session: Session) -> list[networks.Network]:
    return [one for one in networks.find(session) if one.opened]
