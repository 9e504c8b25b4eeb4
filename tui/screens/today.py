"""I dag: this week's meetings, who has not answered, who finishes soon, and what was done last."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from core import overview
from core.door.session import HOME_ZONE
from core.meetings import Meeting, MeetingRow
from core.messages import N_, Message, say
from core.minutes import actions
from core.minutes.actions import ActionPoint
from core.overview import Overview
from core.past.undo import LogEntry
from core.people import PersonRow
from core.rules.kinds import MeetingStatus
from core.upkeep import tidy
from core.upkeep.tidy import StaleCount
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.agenda import Agenda, AgendaLine
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.stale_lines import stale_line
from tui.widgets import jobs
from tui.widgets.card import Tone
from tui.widgets.pane import Pane

NETWORK = declare("today.network", "n", N_("New network"), N_("Starts a network."), Where.AREA, in_footer=True)
READ = declare(
    "today.read_list", "i", N_("Read list"), N_("Reads a list of people from a file."), Where.AREA, in_footer=True
)
PLAN = declare("today.plan", "m", N_("Meeting"), N_("Plans a meeting."), Where.AREA, in_footer=True)
DONE = declare("today.done", "f", N_("Finished"), N_("Ticks off the action point under the cursor."), Where.AREA, in_footer=True)


class TodayPane(Pane):
    """The overview; each line opens what it tells of."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(NETWORK, READ, PLAN, DONE)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.agenda = Agenda()
        self._seen: Overview | None = None
        self._stale: Sequence[StaleCount] = ()
        self._latest: Sequence[LogEntry] | None = None
        self._latest_job = jobs.Repeated(self, partial(desk.do, overview.latest), self._done_last, group="latest")
        self._stale_job = jobs.Repeated(self, partial(desk.do, tidy.counts), self._counted, group="tidy")

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self.agenda

    def on_mount(self) -> None:
        """Read."""
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read again; what is to be tidied takes longer in a large register, so it comes when it is there."""
        jobs.run(self, partial(self.desk.do, overview.today), self._show, group="overview")
        self._latest_job.ask()
        self._stale_job.ask()

    def _done_last(self, found: Sequence[LogEntry]) -> None:
        self._latest = found
        if self._seen is not None:
            self._show(self._seen)

    def _counted(self, found: Sequence[StaleCount]) -> None:
        self._stale = [one for one in found if one.number]
        if self._seen is not None:
            self._show(self._seen)

    def _show(self, seen: Overview) -> None:
        self._seen = seen
        lines = self._greeting() if seen.empty else self._lines(seen)
        self.agenda.show(list(lines))
        self.refresh_bindings()
        people = Message(N_("{n} person"), {"n": seen.people}, N_("{n} people"))
        count = Message(N_("{n} network"), {"n": len(seen.networks)}, N_("{n} networks"))
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
            ("n", N_("Start a network"), N_("its name, kind and who invites"), self.action_network),
            (
                "i",
                N_("Read a list of people"),
                N_("CSV or Excel; you see first what it would do"),
                self.action_read_list,
            ),
            ("m", N_("Plan a meeting"), N_("and invite the members of its networks"), self.action_plan),
        )
        for key, text, note, run in first:
            yield AgendaLine(f"{key}   {tell(text)}: {tell(note)}", open=run)
        yield AgendaLine("")
        yield AgendaLine(tell(N_("1-5 and 7 change the area, ? shows every key, ctrl+p finds anything, u undoes.")))

    def _lines(self, seen: Overview) -> Iterable[AgendaLine]:
        tell = self.desk.tell
        yield AgendaLine(tell(N_("The next seven days")), heading=True)
        yield from map(self._meeting, seen.meetings)
        if not seen.meetings:
            yield AgendaLine(tell(N_("No meeting. m plans one.")))
        if seen.unanswered:
            said = Message(
                N_("{n} invitation is not answered."), {"n": seen.unanswered}, N_("{n} invitations are not answered.")
            )
            yield AgendaLine(
                tell(said), open=partial(self._go, "meetings", seen.meetings[0].id if seen.meetings else None)
            )
        yield AgendaLine("")
        yield from self._to_do(seen)
        yield AgendaLine(tell(N_("Finishing within two months")), heading=True)
        yield from map(self._finishing, seen.finishing)
        more = seen.finishing_total - len(seen.finishing)
        if more > 0:
            yield AgendaLine(tell(Message(N_("and {n} more"), {"n": more}, N_("and {n} more"))))
        elif not seen.finishing:
            yield AgendaLine(tell(N_("Nobody.")))
        yield AgendaLine("")
        if self._stale:
            yield AgendaLine(tell(N_("To be looked after")), heading=True)
            yield from (stale_line(self.desk, one, self) for one in self._stale)
            yield AgendaLine("")
        yield AgendaLine(tell(N_("Done last")), heading=True)
        yield from map(self._done, self._latest or ())
        if self._latest is not None and not self._latest:
            yield AgendaLine(tell(N_("Nothing.")))

    def _to_do(self, seen: Overview) -> Iterable[AgendaLine]:
        """What is left of earlier meetings; nothing where nothing is."""
        tell = self.desk.tell
        if not seen.actions and not seen.without_minutes:
            return
        yield AgendaLine(tell(N_("To be done after meetings")), heading=True)
        yield from map(self._action, seen.actions)
        more = seen.actions_total - len(seen.actions)
        if more > 0:
            yield AgendaLine(tell(Message(N_("and {n} more"), {"n": more}, N_("and {n} more"))))
        for one in seen.without_minutes:
            yield AgendaLine(
                one.title, tell(N_("Minutes are missing")), shown.day(one.start_utc.date()), partial(self._minutes, one)
            )
        yield AgendaLine("")

    def _action(self, one: ActionPoint) -> AgendaLine:
        due = self.desk.tell(N_("no day")) if one.due is None else shown.day(one.due)
        late = self.desk.tell(N_("overdue")) if one.overdue(self.desk.today) else ""
        who = shown.marked_name(one.owner, one.protected) if one.owner else ""
        return AgendaLine(
            shown.joined((one.text, who), " · "), shown.joined((due, late)), one.meeting,
            partial(self._go, "meetings", one.meeting_id), done=partial(self._tick_off, one),
        )  # fmt: skip

    def _meeting(self, row: MeetingRow) -> AgendaLine:
        cancelled = row.status is MeetingStatus.CANCELLED
        note = shown.kind(row.status, self.desk.language) if cancelled else shown.answers(self.desk, row)
        when = shown.time_span(row.start, row.end, self.desk.language)
        return AgendaLine(row.title, when, note, partial(self._go, "meetings", row.id))

    def _finishing(self, row: PersonRow) -> AgendaLine:
        name = shown.marked_name(row.name, row.protected)
        place = shown.joined((row.class_name, row.company or row.school))
        return AgendaLine(name, shown.day(row.until), place, partial(self._go, "people", row.id))

    def _done(self, entry: LogEntry) -> AgendaLine:
        when = entry.at.astimezone(HOME_ZONE).strftime("%d-%m-%Y %H.%M")
        note = self.desk.tell(N_("undone")) if entry.undone_by is not None else ""
        return AgendaLine(f"{entry.account} {self.desk.tell(entry.sentence)}", when, note, self._opens(entry.id))

    def _opens(self, number: int) -> Callable[[], object]:
        return partial(self._show_operation, number)

    def _go(self, area: str, number: int | None) -> None:
        workplace(self).go(area, number)

    @work
    async def _show_operation(self, number: int) -> None:
        from tui.screens.steps.undoing import show_operation

        await show_operation(self, self.desk, number)

    @work
    async def _minutes(self, meeting: Meeting) -> None:
        from tui.screens.minutes.afterwards import show_minutes  # not needed for the first picture

        await show_minutes(self, self.desk, meeting)

    @work
    async def _tick_off(self, one: ActionPoint) -> None:
        if await attempt(self, partial(self.desk.do, partial(actions.done, number=one.id))) is not None:
            workplace(self).written()
            self.said(say(N_("Done: {text}. u undoes it."), text=one.text), Tone.GOOD)

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
                say(N_("{name} is started. i reads a list into it, p puts people in."), name=made.name), Tone.GOOD
            )

    def action_done(self) -> None:
        """Tick off what is under the cursor."""
        line = self.agenda.current
        if line is not None and line.done is not None:
            line.done()
        else:
            self.said(say(N_("Choose an action point first, with ↓; f ticks it off.")), Tone.WARNING)

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
