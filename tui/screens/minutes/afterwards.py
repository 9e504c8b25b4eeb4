"""What is left of a meeting: its minutes above, below them what was decided and what is to be done."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.minutes import actions, minutes
from core.minutes.action_points import ActionPoint
from core.minutes.minutes import Decision, Minutes
from core.rules.spoken import spoken_span
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens import gone, shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms import minutes as forms
from tui.screens.listed import Listed
from tui.screens.minutes.to_file import write_minutes
from tui.screens.minutes.totals import show_totals
from tui.screens.minutes.writing import WritingScreen
from tui.screens.steps.undoing import undo_last
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.card import Card, CardView, Line, Section
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

WRITE = declare("minutes.write", "e", N_("Write"), N_("Opens the minutes as a page to write on."), Where.AREA, in_footer=True)
DECIDE = declare("minutes.decide", "d", N_("New decision"), N_("Notes a decision."), Where.AREA, in_footer=True)
NEW = declare("minutes.new", "n", N_("Action point"), N_("Notes what somebody is to do."), Where.AREA, in_footer=True)
DONE = declare("minutes.done", "f", N_("Finished"), N_("Ticks the action point off, or has it to be done again."), Where.AREA,
               in_footer=True)  # fmt: skip
REMOVE = declare("minutes.remove", "delete", N_("Remove"), N_("Takes the decision or the action point away."), Where.AREA)
TOTALS = declare("minutes.totals", "t", N_("Totals"), N_("Catering, evaluation, the last bus and vouchers, as totals."),
                 Where.AREA)  # fmt: skip
EXPORT = declare("minutes.export", "x", N_("To a file"), N_("Writes the minutes to a file, for a purpose."), Where.AREA,
                 in_footer=True)  # fmt: skip
LEAVE = declare("minutes.leave", "escape,left,h,q", N_("Back"), N_("Closes the minutes."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column("", 4), Column(N_("Decisions and action points"), 30, weight=3), Column(N_("Who does it"), 16, weight=1),
    Column(N_("Due"), 16, priority=1),
)  # fmt: skip
T = TypeVar("T")


class MinutesScreen(Modal[None]):
    """The minutes of one meeting."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    MinutesScreen { background: $background; layout: vertical; }
    MinutesScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    MinutesScreen CardView { height: 2fr; }
    MinutesScreen RecordList { height: 3fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(WRITE, DECIDE, NEW, DONE, LEAVE, REMOVE, TOTALS, EXPORT, UNDO, HELP)

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        super().__init__()
        self.desk = desk
        self._meeting = meeting.id
        self._title = desk.tell(
            N_("Minutes: {title}, {when}"), title=meeting.title, when=spoken_span(meeting.span, desk.language)
        )
        self._found: Minutes | None = None
        self._items: tuple[Decision | ActionPoint, ...] = ()
        self._rows: dict[int, Cells] = {}
        self._card = CardView()
        nothing = N_("Nothing is decided and nothing to be done. {key[minutes.decide]} and {key[minutes.new]} note it.")
        self._records = RecordList(_COLUMNS, empty=nothing)

    def compose(self) -> ComposeResult:
        """The minutes, what was decided and is to be done, the keys."""
        yield plain(self._title, classes="title")
        yield self._card
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._records.show(Listed(self._rows))
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read it again."""
        read = partial(minutes.of_meeting, meeting_id=self._meeting)
        jobs.run(self, partial(self.desk.do, read), self._show, partial(gone.failed, self), group="minutes", holds=True)

    def _show(self, found: Minutes) -> None:
        self._found, self._meeting = found, found.meeting.id
        self._items = (*found.decisions, *found.actions)
        told = self.desk.tell(N_("Nothing is written yet. {key[minutes.write]} opens a page to write on."))
        nothing = Line(value=told, tone=Tone.QUIET)
        lines = (Line(value=found.text),) if found.text else (nothing,)
        self._card.show(Card(self.desk.tell(N_("Minutes")), "", (Section("", lines),)))
        self._rows.clear()
        self._rows.update({place: self._cells(one) for place, one in enumerate(self._items)})
        self._records.reload(gone=True)
        self.refresh_bindings()

    def _cells(self, one: Decision | ActionPoint) -> Cells:
        match one:
            case Decision():
                return f"{one.place}.", one.text, "", ""
            case ActionPoint():
                return "✓" if one.done_on else "→", one.text, shown.marked_name(one.owner, one.protected), self._due(one)

    def _due(self, one: ActionPoint) -> str:
        if one.done_on is not None:
            return self.desk.tell(N_("done {day}"), day=shown.day(one.done_on))
        late = self.desk.tell(N_("overdue")) if one.overdue(self.desk.today) else ""
        return shown.joined((shown.day(one.due), late), " ")

    @property
    def _current(self) -> Decision | ActionPoint | None:
        number = self._records.cursor_id
        return self._items[number] if number is not None and number < len(self._items) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an action point can be done; nothing can be done with no line."""
        match action:
            case "done":
                return isinstance(self._current, ActionPoint)
            case "remove":
                return self._current is not None
            case "write" | "totals" | "export":
                return self._found is not None
            case _:
                return True

    async def _saved(self, job: Callable[[Session], T], told: Message) -> None:
        if await attempt(self, partial(self.desk.do, job)) is not None:
            self._after(told)

    async def _filled_in(self, form: Form[T], told: Message) -> None:
        if await self.app.push_screen_wait(FormScreen(form)) is not None:
            self._after(told)

    def _after(self, told: Message) -> None:
        workplace(self).written()  # reads again; keys wait for it, they are meant for what is then under the cursor
        workplace(self).status(told, Tone.GOOD)

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_write(self) -> None:
        """Write the minutes."""
        if self._found is not None and await self.app.push_screen_wait(WritingScreen(self.desk, self._found)) is not None:
            self._after(say(N_("The minutes are saved.")))

    @work
    async def action_decide(self) -> None:
        """Note a decision."""
        await self._filled_in(forms.new_decision(self.desk, self._meeting), say(N_("The decision is noted.")))

    @work
    async def action_new(self) -> None:
        """Note an action point."""
        told = say(N_("The action point is noted; it stands on Today until it is done."))
        await self._filled_in(forms.new_action(self.desk, self._meeting), told)

    @work
    async def action_done(self) -> None:
        """Tick it off, or the other way round."""
        one = self._current
        if isinstance(one, ActionPoint) and one.done_on is None:
            await self._saved(partial(actions.done, number=one.id), say(N_("Done: {text}."), text=one.text))
        elif isinstance(one, ActionPoint):
            told = say(N_("To be done again: {text}."), text=one.text)
            await self._saved(partial(actions.to_do_again, number=one.id), told)

    @work
    async def action_remove(self) -> None:
        """Take it away, after asking."""
        one = self._current
        if one is None:
            return
        asked = Confirm(self.desk.tell(N_("Remove {name}?"), name=one.text), yes=self.desk.tell(N_("remove")))
        if not await self.app.push_screen_wait(asked):
            return

        def remove(session: Session) -> bool:
            match one:
                case Decision():
                    minutes.take_away(session, one)
                case ActionPoint():
                    actions.take_away(session, one)
            return True

        await self._saved(remove, say(N_("{name} is removed; {key[app.undo]} undoes it."), name=one.text))

    @work
    async def action_totals(self) -> None:
        """What is counted about the meeting."""
        if self._found is not None:
            await show_totals(self, self.desk, self._found.meeting)
            self.refresh_data()

    @work
    async def action_export(self) -> None:
        """Write them to a file."""
        if self._found is not None:
            await write_minutes(self, self.desk, self._found.meeting)

    @work
    async def action_undo(self) -> None:
        """Undo the last operation."""
        await undo_last(self, self.desk)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Opened)
    @work
    async def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        one = self._current
        if isinstance(one, ActionPoint):
            await self._filled_in(forms.edit_action(self.desk, one), say(N_("{name} is saved."), name=one.text))

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()
        self.refresh_bindings()


async def show_minutes(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """The minutes, until they are closed."""
    await widget.app.push_screen_wait(MinutesScreen(desk, meeting))
