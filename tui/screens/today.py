"""I dag: this week's meetings, who has not answered, who finishes soon, and what was done last."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, assert_never

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from core import overview
from core.messages import N_, Message, say
from core.minutes.action_points import ActionPoint
from core.overview import Overview
from tui import today
from tui.actions import Where, bindings, declare
from tui.named_keys import key_of
from tui.screens.agenda import Agenda, AgendaLine
from tui.screens.desk import Desk, attempt, workplace
from tui.today import Noun, Section, Today, TodayLine
from tui.widgets import in_order, jobs
from tui.widgets.pane import Pane
from tui.widgets.tone import Tone

if TYPE_CHECKING:
    from core.news import News
    from core.past.undo import LogEntry
    from core.school.soon import Soon
    from core.upkeep.tidy import StaleCount

NETWORK = declare("today.network", "n", N_("New network"), N_("Starts a network."), Where.AREA, in_footer=True)
READ = declare(
    "today.read_list", "i", N_("Read list"), N_("Reads a list of people from a file."), Where.AREA, in_footer=True
)
PLAN = declare("today.plan", "m", N_("Meeting"), N_("Plans a meeting."), Where.AREA, in_footer=True)
DONE = declare("today.done", "f", N_("Finished"), N_("Ticks off the action point under the cursor."), Where.AREA, in_footer=True)


def _never() -> None:
    """Somebody who was not here before, or is not remembered."""


class TodayPane(Pane):
    """The overview; each line opens what it tells of."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(NETWORK, READ, PLAN, DONE)

    def __init__(
        self, desk: Desk, *, since: Callable[[], int | None] | None = None, first: "Future[Overview] | None" = None
    ) -> None:
        """`since` reads what the person has seen before; `first` is what shows first, if it is being read already."""
        super().__init__()
        self._first = first
        self.desk = desk
        self.agenda = Agenda()
        self._seen: Overview | None = None
        self._soon: Soon | None = None
        self._stale: Sequence[StaleCount] | None = None
        self._latest: Sequence[LogEntry] | None = None
        self._news: News | None = None
        self._away: int | None = None
        self._failed_to_read = False
        self._log_job = jobs.Repeated(self, partial(self._log, cache(since or _never)), self._logged, group="latest")
        self._away_job = jobs.Repeated(self, self._count_away, self._missed, group="away")
        self._soon_job = jobs.Repeated(self, self._find_finishing, self._finish_soon, group="finishing")
        self._stale_job = jobs.Repeated(self, self._count_stale, self._counted, group="tidy")

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self.agenda

    def on_mount(self) -> None:
        """Show what has been read while the screens were put up, or read."""
        if self._first is not None and self._first.done():
            self._show_first(self._first.result())
        else:
            self.refresh_data()
        self._first = None

    def refresh_data(self) -> None:
        """Read again; what takes longer in a large register comes when it is there, and is begun when the rest shows."""
        jobs.run(self, partial(self.desk.do, overview.today), self._show_first, self._not_read, group="overview")

    def _show_first(self, seen: Overview) -> None:
        self._show(seen)
        self.call_after_refresh(self._read_rest)

    def _read_rest(self) -> None:
        self._soon_job.ask()
        self._log_job.ask()
        self._stale_job.ask()
        self._away_job.ask()

    def awaits(self, key: str) -> bool:
        """What moves, and what acts on a line, waits until every part has come once: those that come last stand in between."""
        if in_order.leads_elsewhere(self, key):
            return False
        parts = all(job.came for job in (self._soon_job, self._log_job, self._stale_job, self._away_job))
        return not (parts and (self._seen is not None or self._failed_to_read))

    def _not_read(self, error: Exception) -> None:
        self._failed_to_read = True
        jobs.complain(self, error)
        self._read_rest()

    # What follows the first picture is imported in the threads that read it.

    def _find_finishing(self) -> "Soon":
        from core.school.soon import finishing_soon

        return self.desk.do(finishing_soon)

    def _finish_soon(self, found: "Soon") -> None:
        self._soon = found
        if self._seen is not None:
            self._show(self._seen)

    def _log(self, since: Callable[[], int | None]) -> "tuple[News, Sequence[LogEntry]]":
        from core import news

        seen = since()
        return self.desk.do(lambda session: (news.news(session, seen), news.latest(session)))

    def _logged(self, found: "tuple[News, Sequence[LogEntry]]") -> None:
        self._news, self._latest = found
        if self._seen is not None:
            self._show(self._seen)

    def _count_stale(self) -> "Sequence[StaleCount]":
        from core.upkeep import tidy

        return self.desk.do(tidy.counts)

    def _counted(self, found: "Sequence[StaleCount]") -> None:
        self._stale = found
        if self._seen is not None:
            self._show(self._seen)

    def _count_away(self) -> int:
        from core.afterwards import follow_up

        return self.desk.do(follow_up.count)

    def _missed(self, found: int) -> None:
        self._away = found
        if self._seen is not None:
            self._show(self._seen)

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        lines = self._greeting() if seen.empty else self._lines(seen)
        self.agenda.show(list(lines))
        self.refresh_bindings()
        people = Message(N_("{n} person"), {"n": seen.people}, N_("{n} people"))
        count = Message(N_("{n} network"), {"n": seen.networks}, N_("{n} networks"))
        organisations = Message(N_("{n} organisation"), {"n": seen.organisations}, N_("{n} organisations"))
        told = say(
            N_("{people} · {networks} · {organisations}"), people=people, networks=count, organisations=organisations
        )
        self.frame.stand(self, told)

    def _greeting(self) -> Iterable[AgendaLine]:
        tell = self.desk.tell
        yield AgendaLine(tell(N_("Welcome to laug. The file is empty. Three things to begin with:")), heading=True)
        yield AgendaLine("")
        first = (
            (NETWORK, N_("Start a network"), N_("its name, kind and who invites"), self.action_network),
            (
                READ,
                N_("Read a list"),
                N_("CSV or Excel; you see first what it would do"),
                self.action_read_list,
            ),
            (PLAN, N_("Plan a meeting"), N_("and invite the members of its networks"), self.action_plan),
        )
        for action, text, note, run in first:
            yield AgendaLine(f"{tell(key_of(action))}   {tell(text)}: {tell(note)}", open=run)
        yield AgendaLine("")
        keys = N_(
            "{key[app.go_1]}-{key[app.go_7]} change the area, {key[app.help]} shows every key, "
            "{key[app.palette]} finds anything, {key[app.undo]} undoes."
        )
        yield AgendaLine(tell(keys))
        guides = N_("{key[app.guides]} opens the guides. laug tour in the shell shows you round an example.")
        yield AgendaLine(tell(guides))

    def _lines(self, seen: Overview) -> Iterable[AgendaLine]:
        section = None
        for line in today.lines(self.desk, Today(seen, self._soon, self._stale, self._news, self._latest, self._away)):
            if line.section is not section:
                if section is not None:
                    yield AgendaLine("")
                section = line.section
                yield AgendaLine(self.desk.tell(section.value), heading=True)
            done = None if line.action is None else partial(self._tick_off, line.action)
            keys = self.desk.tell(line.keys)
            text, note = (keys, line.note) if line.section is Section.STALE else (line.text, line.note or keys)
            yield AgendaLine(text, line.label, note, self._opens(line), done=done, name=line.name)

    def _opens(self, line: TodayLine) -> Callable[[], object] | None:
        """What enter does on the line."""
        match line.noun:
            case None:
                return None
            case Noun.MEETING:
                return partial(self._go, "meetings", line.id)
            case Noun.PERSON:
                return partial(self._go, "people", line.id)
            case Noun.PEOPLE:
                return partial(workplace(self).look_for, "people", line.query)
            case Noun.MINUTES:
                return None if line.id is None else partial(self._minutes, line.id)
            case Noun.AWAY:
                return self._follow_up
            case Noun.FINISHING:
                return self._rollover
            case Noun.OPERATION:
                return None if line.id is None else partial(self._show_operation, line.id)
            case _ as never:
                assert_never(never)

    def _go(self, area: str, number: int | None) -> None:
        workplace(self).go(area, number)

    @work
    async def _show_operation(self, number: int) -> None:
        from tui.screens.steps.undoing import show_operation

        await show_operation(self, self.desk, number)

    @work
    async def _minutes(self, number: int) -> None:
        from core import meetings
        from tui.screens.minutes.afterwards import show_minutes  # not needed for the first picture

        meeting = await attempt(self, partial(self.desk.do, lambda session: meetings.get(session, number)))
        if meeting is not None:
            await show_minutes(self, self.desk, meeting)

    @work
    async def _follow_up(self) -> None:
        from tui.screens.minutes.follow_up import show_follow_up  # not needed for the first picture

        await show_follow_up(self, self.desk)

    @work
    async def _rollover(self) -> None:
        from tui.screens.steps.rollover import show_rollover  # not needed for the first picture

        await show_rollover(self, self.desk)

    @work
    async def _tick_off(self, one: ActionPoint) -> None:
        from core.minutes import actions

        if await attempt(self, partial(self.desk.do, partial(actions.done, number=one.id))) is not None:
            workplace(self).written()
            self.said(say(N_("Done: {text}. {key[app.undo]} undoes it."), text=one.text), Tone.GOOD)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Something can be ticked off only where something is to be done."""
        return bool(self._seen and self._seen.actions) if action == "done" else True

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_network(self) -> None:
        """Start a network and show it."""
        from tui.screens.forms.networks import new_network
        from tui.widgets.form_screen import FormScreen

        made = await self.app.push_screen_wait(FormScreen(new_network(self.desk)))
        if made is not None:
            workplace(self).written()
            self._go("networks", made.id)
            self.said(
                say(N_(
                    "{name} is started. {key[networks.read_list]} reads a list into it, {key[networks.join]} puts people "
                    "in."
                ), name=made.name), Tone.GOOD
            )

    def action_done(self) -> None:
        """Tick off what is under the cursor."""
        line = self.agenda.current
        if line is not None and line.done is not None:
            line.done()
        else:
            self.said(say(N_(
                "Choose an action point first, with {key[list.down]}; {key[today.done]} ticks it off."
            )), Tone.WARNING)

    @work
    async def action_read_list(self) -> None:
        """Read a list."""
        from tui.screens.steps.list_import import import_list  # costs too much of the start

        await import_list(self, self.desk)

    @work
    async def action_plan(self) -> None:
        """Plan a meeting and show it."""
        from tui.screens.steps.planning import plan

        await plan(self, self.desk)
