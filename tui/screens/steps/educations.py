"""The educations: their names and old names, what an apprentice is called in each, and which are the same."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from core import educations
from core.door.session import Session
from core.educations import Education
from core.messages import N_, Message, say
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, Listed, attempt, workplace
from tui.screens.forms import educations as forms
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.card import Tone
from tui.widgets.columns import Column
from tui.widgets.dialogs import Choose, Confirm, plain
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.menu import Option
from tui.widgets.record_list import RecordList

NEW = declare("educations.new", "n", N_("New"), N_("Registers an education."), Where.AREA, in_footer=True)
EDIT = declare("educations.edit", "e", N_("Edit"), N_("Edits the education; an old name stays."), Where.AREA, in_footer=True)
MERGE = declare(
    "educations.merge", "m", N_("Same as"), N_("Makes it part of another education that is the same."), Where.AREA,
    in_footer=True,
)  # fmt: skip
CLOSE = declare(
    "educations.close", "d", N_("Close"), N_("Closes it, or offers a closed one again; who takes it keeps it."), Where.AREA,
    in_footer=True,
)  # fmt: skip
BEGIN = declare(
    "educations.begin", "b", N_("Typical"), N_("Adds typical educations that the register does not have."), Where.AREA,
    in_footer=True,
)  # fmt: skip
LEAVE = declare("educations.leave", "escape,left,h,q", N_("Back"), N_("Closes the educations."), Where.AREA, in_footer=True)

_COLUMNS = (
    Column(N_("Name"), 24, weight=3),
    Column(N_("Apprentice"), 14, priority=1),
    Column(N_("People"), 8, right=True),
    Column(N_("Other names"), 16, weight=2, priority=2),
    Column(N_("Main area"), 18, weight=2, priority=3),
)
T = TypeVar("T")


async def show_educations(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(EducationsScreen(desk))


class EducationsScreen(ModalScreen[None]):
    """The educations in Danish order, closed ones too."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    EducationsScreen { background: $background; layout: vertical; }
    EducationsScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(NEW, EDIT, MERGE, CLOSE, BEGIN, LEAVE, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: dict[int, tuple[Education, int]] = {}
        self._records = RecordList(_COLUMNS, empty=N_("No education is registered yet. n registers one, b adds typical ones."))

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield plain(self.desk.tell(N_("Educations")), classes="title")
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._read()

    def _read(self) -> None:
        jobs.run(self, partial(self.desk.do, educations.with_people), self._show, group="educations")

    def _show(self, found: list[tuple[Education, int]]) -> None:
        self._found = {one.id: (one, count) for one, count in found}
        self._records.show(Listed({one.id: self._cells(one, count) for one, count in found}))

    def _cells(self, one: Education, count: int) -> tuple[str, ...]:
        name = self.desk.tell(N_("{name} (closed)"), name=one.name) if one.archived else one.name
        return name, one.apprentice_label, str(count), ", ".join(one.aliases), one.main_area

    @property
    def _current(self) -> Education | None:
        number = self._records.cursor_id
        return self._found[number][0] if number in self._found else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nothing."""
        return self._current is not None if action in {"edit", "merge", "close"} else True

    async def _saved(self, job: Callable[[Session], T], told: Callable[[T], Message]) -> None:
        done = await attempt(self, partial(self.desk.do, job))
        if done is not None:
            self._after(told(done))

    async def _filled_in(self, form: Form[Education]) -> None:
        saved = await self.app.push_screen_wait(FormScreen(form))
        if saved is not None:
            self._after(say(N_("{name} is saved."), name=saved.name))

    def _after(self, told: Message) -> None:
        workplace(self).written()
        workplace(self).status(told, Tone.GOOD)
        self._read()

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Register one."""
        await self._filled_in(forms.new_education(self.desk))

    @work
    async def action_edit(self) -> None:
        """Edit it."""
        if self._current is not None:
            await self._filled_in(forms.edit_education(self.desk, self._current))

    @work
    async def action_close(self) -> None:
        """Close it, or offer it again."""
        one = self._current
        if one is None:
            return
        if one.archived:
            await self._saved(
                lambda session: educations.reopen(session, one.id), lambda done: say(N_("{name} is open again."), name=done.name)
            )
        else:
            await self._saved(
                lambda session: educations.close(session, one.id), lambda done: say(N_("{name} is closed."), name=done.name)
            )

    @work
    async def action_merge(self) -> None:
        """Make it part of another, after asking."""
        one = self._current
        if one is None:
            return
        others = [Option(other, other.name, ", ".join(other.aliases)) for other, _ in self._found.values() if other.id != one.id]
        title = self.desk.tell(N_("{name} is the same as"), name=one.name)
        kept = await self.app.push_screen_wait(Choose(title, others))
        if kept is None:
            return
        question = Confirm(
            self.desk.tell(N_("Make {gone} part of {kept}?"), gone=one.name, kept=kept.name),
            yes=self.desk.tell(N_("make them one")),
            detail=self.desk.tell(N_("Everybody moves over, and the name stays as another name. u makes them two again.")),
        )
        if await self.app.push_screen_wait(question):
            await self._saved(
                lambda session: educations.merge(session, kept.id, one.id),
                lambda done: say(N_("{gone} is part of {kept} now."), gone=one.name, kept=done[0].name),
            )

    @work
    async def action_begin(self) -> None:
        """Add the typical ones, after showing them."""
        offered = await attempt(self, partial(self.desk.do, educations.typical_ones))
        new = [one for one, known in offered or () if not known]
        if not new:
            workplace(self).status(say(N_("All typical educations are in the register already.")))
            return
        question = Confirm(
            self.desk.tell(Message(N_("Add {n} education?"), {"n": len(new)}, N_("Add {n} educations?"))),
            yes=self.desk.tell(N_("add")),
            detail=", ".join(one.name for one in new),
        )
        if await self.app.push_screen_wait(question):
            await self._saved(
                lambda session: educations.add_typical(session, new),
                lambda number: Message(N_("{n} education added."), {"n": number}, N_("{n} educations added.")),
            )

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
