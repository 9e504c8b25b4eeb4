"""The meeting templates: edited, added, removed, and set back to what came with laug."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, Message, say
from core.planning import templates
from core.planning.templates import Template
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, Listed, attempt, workplace
from tui.screens.forms import templates as forms
from tui.screens.steps.undoing import undo_last
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.card import Card, CardView, Line, Section, Tone
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen
from tui.widgets.record_list import RecordList

NEW = declare("templates.new", "n", N_("New"), N_("Adds a template of your own."), Where.AREA, in_footer=True)
EDIT = declare("templates.edit", "e", N_("Edit"), N_("Changes the template."), Where.AREA, in_footer=True)
REMOVE = declare("templates.remove", "d", N_("Remove"), N_("Offers the template no more."), Where.AREA, in_footer=True)
RESET = declare("templates.reset", "s", N_("Set back"), N_("Sets a template that comes with laug back to what it was."),
                Where.AREA, in_footer=True)  # fmt: skip
UNDO = declare("templates.undo", "u", N_("Undo"), N_("Undoes your last operation, after showing it."), Where.AREA,
               in_footer=True)  # fmt: skip
LEAVE = declare("templates.leave", "escape,left,h,q", N_("Back"), N_("Closes the templates."), Where.AREA, in_footer=True)
_COLUMNS = (Column(N_("Name"), 24, weight=2), Column(N_("Min."), 5, right=True))
T = TypeVar("T")


async def show_templates(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(TemplatesScreen(desk))


class TemplatesScreen(ModalScreen[None]):
    """The templates, those that come with laug first; beside the list what the one under the cursor says."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    TemplatesScreen { background: $background; layout: vertical; }
    TemplatesScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    TemplatesScreen Horizontal { height: 1fr; }
    TemplatesScreen RecordList { width: 1fr; }
    TemplatesScreen CardView { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(EDIT, NEW, REMOVE, RESET, UNDO, LEAVE, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._found: tuple[Template, ...] = ()
        self._records = RecordList(_COLUMNS, empty=N_("There is no template. n adds one."))
        self._card = CardView()

    def compose(self) -> ComposeResult:
        """The list, the one under the cursor, the keys."""
        yield plain(self.desk.tell(N_("Meeting templates")), classes="title")
        with Horizontal():
            yield self._records
            yield self._card
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the templates again."""
        find = partial(templates.find, removed=True)
        jobs.run(self, partial(self.desk.do, find), self._show, group="templates")

    def _show(self, found: list[Template]) -> None:
        self._found = tuple(found)
        self._records.show(Listed({place: self._cells(one) for place, one in enumerate(found)}))
        self._tell_current()

    def _cells(self, one: Template) -> tuple[str, ...]:
        origin = self.desk.tell(_origin(one))
        return f"{one.name} ({origin})" if origin else one.name, str(one.length)

    @property
    def _current(self) -> Template | None:
        number = self._records.cursor_id
        return self._found[number] if number is not None and number < len(self._found) else None

    def _tell_current(self) -> None:
        one = self._current
        self._card.show(None if one is None else Card(one.name, "", (Section("", tuple(self._lines(one))),)))

    def _lines(self, one: Template) -> Iterable[Line]:
        tell, language = self.desk.tell, self.desk.language
        days = "" if one.sign_up_days is None else tell(
            Message(N_("{n} day before"), {"n": one.sign_up_days}, N_("{n} days before"))
        )  # fmt: skip
        every = (
            (N_("Type"), shown.kind(one.type, language)), (N_("Begins"), one.start.strftime("%H.%M") if one.start else ""),
            (N_("Agenda"), one.agenda), (N_("Wanted"), ", ".join(one.roles)),
            (N_("For"), ", ".join(shown.kind(group, language) for group in one.target_groups)),
            (N_("Activity"), shown.kind(one.activity, language) if one.activity else ""), (N_("Catering"), one.catering),
            (N_("Transport"), one.transport), (N_("Sign up"), days), (N_("Capacity"), str(one.capacity or "")),
        )  # fmt: skip
        return (Line(tell(label), text) for label, text in every if text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what comes with laug and was changed can be set back."""
        one = self._current
        match action:
            case "edit" | "remove":
                return one is not None and not one.removed
            case "reset":
                return one is not None and one.edited
            case _:
                return True

    async def _saved(self, job: Callable[[Session], T], told: Message) -> None:
        if await attempt(self, partial(self.desk.do, job)) is not None:
            self._after(told)

    async def _filled_in(self, form: Form[Template]) -> None:
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
        await self._filled_in(forms.new_template(self.desk))

    @work
    async def action_edit(self) -> None:
        """Change it."""
        if self._current is not None and not self._current.removed:
            await self._filled_in(forms.edit_template(self.desk, self._current))

    @work
    async def action_remove(self) -> None:
        """Offer it no more, after asking."""
        one = self._current
        if one is None:
            return
        question = Confirm(self.desk.tell(N_("Remove {name}?"), name=one.name), yes=self.desk.tell(N_("remove")))
        if await self.app.push_screen_wait(question):

            def remove(session: Session) -> bool:
                templates.remove(session, one)
                return True

            await self._saved(remove, say(N_("{name} is removed; u undoes it."), name=one.name))

    @work
    async def action_reset(self) -> None:
        """Set it back, after asking."""
        one = self._current
        if one is None:
            return
        question = Confirm(self.desk.tell(N_("Set {name} back to what came with laug?"), name=one.name),
                           yes=self.desk.tell(N_("set back")))  # fmt: skip
        if await self.app.push_screen_wait(question):
            reset = partial(templates.reset, template=one)
            await self._saved(lambda session: reset(session), say(N_("{name} is as it came with laug."), name=one.name))

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
        self._tell_current()
        self.refresh_bindings()


def _origin(one: Template) -> str:
    """What is to be said of where it comes from (a message id); nothing of one as it came with laug."""
    if one.removed:
        return N_("removed")
    if not one.shipped:
        return N_("own")
    return N_("edited") if one.edited else ""
