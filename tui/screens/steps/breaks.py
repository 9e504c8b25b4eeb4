"""The breaks of the schools: added, edited, removed; the usual ones are offered."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, Message, say
from core.planning import breaks
from core.planning.breaks import SchoolBreak, UsualBreak
from core.rules.weeks import span_of, written
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, Listed, attempt, workplace
from tui.screens.forms import breaks as forms
from tui.screens.steps.undoing import undo_last
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.card import Tone
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.record_list import RecordList

NEW = declare("breaks.new", "n", N_("New"), N_("Adds a school break."), Where.AREA, in_footer=True)
EDIT = declare("breaks.edit", "e", N_("Edit"), N_("Edits the school break."), Where.AREA, in_footer=True)
REMOVE = declare("breaks.remove", "d", N_("Remove"), N_("Takes the school break out of the list."), Where.AREA, in_footer=True)
BEGIN = declare("breaks.begin", "b", N_("Usual"), N_("Adds the usual breaks of the coming time, after showing them."),
                Where.AREA, in_footer=True)  # fmt: skip
UNDO = declare("breaks.undo", "u", N_("Undo"), N_("Undoes your last operation, after showing it."), Where.AREA,
               in_footer=True)  # fmt: skip
LEAVE = declare("breaks.leave", "escape,left,h,q", N_("Back"), N_("Closes the school breaks."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Name"), 22, weight=2),
    Column(N_("Days"), 23),
    Column(N_("Weeks"), 8, priority=1),
    Column(N_("School"), 18, weight=2, priority=2),
)
T = TypeVar("T")


async def show_breaks(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(BreaksScreen(desk))


class BreaksScreen(ModalScreen[None]):
    """The breaks that are not over, the next one first."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    BreaksScreen { background: $background; layout: vertical; }
    BreaksScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(NEW, EDIT, REMOVE, BEGIN, UNDO, LEAVE, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: dict[int, SchoolBreak] = {}
        self._records = RecordList(_COLUMNS, empty=N_("No school break is registered. n adds one, b the usual ones."))

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield plain(self.desk.tell(N_("School breaks")), classes="title")
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the breaks again."""
        find = partial(breaks.find, first=self.desk.today)
        jobs.run(self, partial(self.desk.do, find), self._show, group="breaks")

    def _show(self, found: list[SchoolBreak]) -> None:
        self._found = {one.id: one for one in found}
        self._records.show(Listed({one.id: self._cells(one) for one in found}))

    def _cells(self, one: SchoolBreak) -> tuple[str, ...]:
        span = span_of(one.first, one.last)
        weeks = written([span], span.first.school_year, self.desk.language)
        return one.name, shown.period(one.first, one.last), weeks, one.organisation

    @property
    def _current(self) -> SchoolBreak | None:
        number = self._records.cursor_id
        return self._found.get(number) if number is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nothing."""
        return self._current is not None if action in {"edit", "remove"} else True

    async def _saved(self, job: Callable[[Session], T], told: Callable[[T], Message]) -> None:
        done = await attempt(self, partial(self.desk.do, job))
        if done is not None:
            self._after(told(done))

    async def _filled_in(self, form: Form[SchoolBreak]) -> None:
        saved = await self.app.push_screen_wait(FormScreen(form))
        if saved is not None:
            self._after(say(N_("{name} is saved."), name=saved.name))

    def _after(self, told: Message) -> None:
        workplace(self).written()
        workplace(self).status(told, Tone.GOOD)
        self.refresh_data()

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Add one."""
        await self._filled_in(forms.new_break(self.desk))

    @work
    async def action_edit(self) -> None:
        """Edit it."""
        if self._current is not None:
            await self._filled_in(forms.edit_break(self.desk, self._current))

    @work
    async def action_remove(self) -> None:
        """Take it out, after asking."""
        one = self._current
        if one is None:
            return
        question = Confirm(self.desk.tell(N_("Remove {name}?"), name=one.name), yes=self.desk.tell(N_("remove")))
        if await self.app.push_screen_wait(question):

            def remove(session: Session) -> bool:
                breaks.remove(session, one.id)
                return True

            await self._saved(remove, lambda _done: say(N_("{name} is removed; u undoes it."), name=one.name))

    @work
    async def action_begin(self) -> None:
        """Add the usual ones, after showing them."""
        offered = await attempt(self, partial(self.desk.do, breaks.coming_usual))
        new = [one for one in offered or () if not one.known]
        if not new:
            workplace(self).status(say(N_("All the usual breaks are in the register already.")))
            return
        title = Message(N_("Add {n} school break?"), {"n": len(new)}, N_("Add {n} school breaks?"))
        lines = "\n".join(f"{one.name} {shown.period(one.first, one.last)}" for one in new)
        question = Confirm(
            self.desk.tell(title), yes=self.desk.tell(N_("add")),
            detail=lines + "\n" + self.desk.tell(N_("The schools' own plans decide: look them through afterwards.")),
        )  # fmt: skip
        if await self.app.push_screen_wait(question):
            await self._saved(partial(_add, wanted=new), _added)

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
        self.action_edit()

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    @on(RecordList.Sorted)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked | RecordList.Sorted) -> None:
        event.stop()
        self.refresh_bindings()


def _add(session: Session, wanted: list[UsualBreak]) -> int:
    return breaks.add_usual(session, wanted)


def _added(number: int) -> Message:
    return Message(N_("{n} school break added."), {"n": number}, N_("{n} school breaks added."))
