"""Whether the register is well: every check in a sentence, with the command that mends what is not."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.care import doctor, mend
from core.care.doctor import Result, State
from core.messages import N_, Message, say
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Listed
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Tell, plain
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone

MEND = declare(
    "doctor.mend", "m", N_("Mend"), N_("Puts right search, the journal and file modes."), Where.AREA, in_footer=True
)
AGAIN = declare("doctor.again", "r", N_("Look again"), N_("Makes every check again."), Where.AREA, in_footer=True)
LEAVE = declare("doctor.leave", "escape,left,h,q", N_("Back"), N_("Closes the checks."), Where.AREA, in_footer=True)

_STATES = {State.FINE: N_("fine"), State.NOTE: N_("note"), State.FINDING: N_("wrong")}
_SIGNS = {State.FINE: " ", State.NOTE: "·", State.FINDING: "!"}
_COLUMNS = (Column(N_("Is"), 10), Column(N_("What"), 40, weight=1), Column(N_("Mend it with"), 19))


class DoctorScreen(Modal[None]):
    """The checks."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    DoctorScreen { background: $background; layout: vertical; }
    DoctorScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(MEND, AGAIN, LEAVE, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: tuple[Result, ...] = ()
        self._records = RecordList(_COLUMNS, empty=N_("Looking …"))

    def compose(self) -> ComposeResult:
        """The checks and the keys."""
        yield plain(self.desk.tell(N_("Is the register well?")), classes="title")
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Look, in a thread: in a large register it takes a while."""
        self.action_again()

    def action_again(self) -> None:
        """Look again."""
        workplace(self).status(say(N_("Looking …")))
        jobs.run(self, partial(self.desk.do, doctor.examine), self._show, group="doctor")

    def _show(self, found: Sequence[Result]) -> None:
        self._found = tuple(found)
        self._records.show(Listed({place: self._cells(one) for place, one in enumerate(found)}))
        wrong = sum(one.state is State.FINDING for one in found)
        if wrong:
            told = Message(N_("{n} thing is wrong."), {"n": wrong}, N_("{n} things are wrong."))
            workplace(self).status(told, Tone.BAD)
        else:
            workplace(self).status(say(N_("The register is well.")), Tone.GOOD)

    def _cells(self, one: Result) -> tuple[str, str, str]:
        return f"{_SIGNS[one.state]} {self.desk.tell(_STATES[one.state])}", self.desk.tell(one.sentence), one.mend

    @work
    async def action_mend(self) -> None:
        """Put right what can be."""
        workplace(self).status(say(N_("Mending …")))
        await attempt(self, partial(self.desk.do, mend.mend))
        self.action_again()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        state, sentence, mended = self._cells(self._found[event.id])
        lines = [sentence, "", self.desk.tell(N_("Mend it with: {command}"), command=mended)] if mended else [sentence]
        self.app.push_screen(Tell(state.strip(), "\n".join(lines)))

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()


async def show_doctor(widget: Widget, desk: Desk) -> None:
    """Make every check and show what came of it."""
    await widget.app.push_screen_wait(DoctorScreen(desk))
