"""What is counted about a meeting: catering and access, the evaluation, the way home; nobody is named but for rides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core import meetings
from core.afterwards import evaluation, totals, transport
from core.afterwards.evaluation import SENTENCES, Answered
from core.afterwards.kinds import OPINIONS
from core.afterwards.totals import Total
from core.afterwards.transport import Transport
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.rules.spoken import spoken_span
from tui.actions import Where, bindings, declare
from tui.afterwards import bus_told, carpool_told, clock
from tui.everywhere import UNDO
from tui.screens import gone, shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms import afterwards as forms
from tui.screens.listed import Listed
from tui.screens.steps.undoing import undo_last
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Tell, plain
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

CATERING = declare("totals.catering", "c", N_("Catering"), N_("Notes how many eat what and need what, as totals."), Where.AREA,
                   in_footer=True)  # fmt: skip
EVALUATE = declare("totals.evaluate", "v", N_("Evaluation"), N_("Notes how many said yes, partly and no to three questions."),
                   Where.AREA, in_footer=True)  # fmt: skip
BUS = declare("totals.bus", "b", N_("Bus and vouchers"), N_("Notes the last bus and the vouchers."), Where.AREA, in_footer=True)
LEAVE = declare("totals.leave", "escape,left,h,q", N_("Back"), N_("Closes the totals."), Where.AREA, in_footer=True)
_COLUMNS = (Column(N_("Of what"), 17), Column(N_("What"), 30, weight=2), Column(N_("How many"), 24, weight=1))
T = TypeVar("T")


@dataclass(frozen=True)
class Afterwards:
    """All that is counted about one meeting."""

    meeting: Meeting
    totals: tuple[Total, ...]
    evaluation: tuple[Answered, ...]
    transport: Transport


def afterwards(session: Session, meeting_id: int) -> Afterwards:
    """All of it as it is now. Raises `NotFound`."""
    meeting = meetings.get(session, meeting_id)
    return Afterwards(
        meeting, tuple(totals.of_meeting(session, meeting.id)), tuple(evaluation.of_meeting(session, meeting.id)),
        transport.of_meeting(session, meeting.id),
    )  # fmt: skip


@dataclass(frozen=True)
class _Row:
    """A line, and what enter on it does."""

    cells: Cells
    opens: str


class TotalsScreen(Modal[None]):
    """The totals of one meeting."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    TotalsScreen { background: $background; layout: vertical; }
    TotalsScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    TotalsScreen > .remark { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
    TotalsScreen RecordList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(CATERING, EVALUATE, BUS, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        super().__init__()
        self.desk = desk
        self._meeting = meeting.id
        when = spoken_span(meeting.span, desk.language)
        self._title = desk.tell(N_("Totals: {title}, {when}"), title=meeting.title, when=when)
        self._found: Afterwards | None = None
        self._rows: tuple[_Row, ...] = ()
        self._remark = plain("", classes="remark")
        self._records = RecordList(_COLUMNS, empty=N_("Nothing is counted yet."))

    def compose(self) -> ComposeResult:
        """What is counted, what is to be thought of, the keys."""
        yield plain(self._title, classes="title")
        yield self._records
        yield self._remark
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read it again."""
        read = partial(afterwards, meeting_id=self._meeting)
        jobs.run(self, partial(self.desk.do, read), self._show, partial(gone.failed, self), group="totals", holds=True)

    def _show(self, found: Afterwards) -> None:
        self._found, self._meeting = found, found.meeting.id
        self._rows = (*self._totals(found), *self._evaluation(found), *self._way_home(found.transport))
        self._records.show(Listed({place: row.cells for place, row in enumerate(self._rows)}))
        kept = [say(N_("Catering and access are kept until {day}."), day=one.until) for one in found.totals[:1]]
        remarks = [*kept, bus_told(found.transport), carpool_told(found.transport.carpool)]
        if any(one.few for one in found.evaluation):
            remarks.append(say(N_("Fewer than five answers are not shown: a few answers are somebody's.")))
        told = " ".join(self.desk.tell(remark) for remark in remarks if remark is not None)
        self._remark.update(told)
        self._remark.display = bool(told)
        self.refresh_bindings()

    def _totals(self, found: Afterwards) -> Iterator[_Row]:
        for one in found.totals:
            kind = shown.kind(one.kind, self.desk.language)
            yield _Row((kind[:1].upper() + kind[1:], one.label, str(one.count)), "catering")
        if not found.totals:
            yield _Row((self.desk.tell(N_("Catering")), self.desk.tell(N_("nothing is noted: c")), ""), "catering")

    def _evaluation(self, found: Afterwards) -> Iterator[_Row]:
        tell = self.desk.tell
        for one in found.evaluation:
            if one.counts is not None:
                counts = " · ".join(f"{one.counts[said]} {shown.kind(said, self.desk.language)}" for said in OPINIONS)
            else:
                counts = tell(N_("fewer than five")) if one.few else tell(N_("nothing is noted: v"))
            yield _Row((tell(N_("Evaluation")), tell(SENTENCES[one.question]), counts), "evaluate")

    def _way_home(self, found: Transport) -> Iterator[_Row]:
        tell = self.desk.tell
        left = found.minutes
        apart = tell(Message(N_("{n} minute after the end"), {"n": left}, N_("{n} minutes after the end"))) if left else ""
        bus = tell(clock(found.meeting.last_bus) if found.meeting.last_bus else N_("nothing is noted: b"))
        yield _Row((tell(N_("Last bus")), bus, apart if left is not None and left > 0 else ""), "bus")
        counted = found.vouchers
        if counted.issued:
            told = tell(N_("{issued} given out · {used} used"), issued=counted.issued, used=counted.used)
            rest = tell(Message(N_("{n} left"), {"n": counted.left}, N_("{n} left")))
            yield _Row((tell(N_("Vouchers")), told, rest), "bus")
        for group in found.carpool.groups:
            where = f"{group.postcode} {group.town}".strip()
            yield _Row((tell(N_("Ride together")), where, ", ".join(group.names)), "")

    async def _filled_in(self, form: Form[T], told: Message) -> None:
        if await self.app.push_screen_wait(FormScreen(form)) is not None:
            workplace(self).written()
            workplace(self).status(told, Tone.GOOD)
            self.refresh_data()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is noted before it is read."""
        return self._found is not None if action in ("catering", "evaluate", "bus") else True

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_catering(self) -> None:
        """Note catering and access."""
        if self._found is not None:
            form = forms.note_totals(self.desk, self._found.meeting, self._found.totals)
            await self._filled_in(form, say(N_("The totals are noted; {key[app.undo]} undoes it.")))

    @work
    async def action_evaluate(self) -> None:
        """Note the answers."""
        if self._found is not None:
            form = forms.note_evaluation(self.desk, self._found.meeting, self._found.evaluation)
            await self._filled_in(form, say(N_("The evaluation is noted; {key[app.undo]} undoes it.")))

    @work
    async def action_bus(self) -> None:
        """Note the last bus and the vouchers."""
        if self._found is not None:
            form = forms.note_transport(self.desk, self._found.transport)
            await self._filled_in(form, say(N_("Saved; {key[app.undo]} undoes it.")))

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
        opens: dict[str, Callable[[], object]] = {
            "catering": self.action_catering, "evaluate": self.action_evaluate, "bus": self.action_bus
        }  # fmt: skip
        row = self._rows[event.id] if event.id < len(self._rows) else None
        if row is not None and row.opens:
            opens[row.opens]()
        elif row is not None:
            _what, where, names = row.cells
            self.app.push_screen(Tell(where, names.replace(", ", "\n")))

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()


async def show_totals(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """The totals of a meeting, until they are closed."""
    await widget.app.push_screen_wait(TotalsScreen(desk, meeting))
