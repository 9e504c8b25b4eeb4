"""The meeting templates: edited, added, removed, and set back to what came with laug."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, Message, say
from core.planning import templates
from core.planning.templates import Template
from core.rules.kinds import MeetingType
from core.rules.spoken import spoken_time
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms import templates as forms
from tui.screens.steps.kept_list import KeptList
from tui.widgets.bars import HELP
from tui.widgets.card import Card, CardView, Line, Section
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm

NEW = declare("templates.new", "n", N_("New"), N_("Adds a template of your own."), Where.AREA, in_footer=True)
EDIT = declare("templates.edit", "e", N_("Edit"), N_("Changes the template."), Where.AREA, in_footer=True)
REMOVE = declare("templates.remove", "d", N_("Remove"), N_("Offers the template no more."), Where.AREA, in_footer=True)
RESET = declare("templates.reset", "s", N_("Set back"), N_("Sets a template that comes with laug back to what it was."),
                Where.AREA, in_footer=True)  # fmt: skip
LEAVE = declare("templates.leave", "escape,left,h,q", N_("Back"), N_("Closes the templates."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Name"), 24, weight=2, order="name"), Column(N_("Min."), 5, right=True, order="length", alphabetical=False),
)  # fmt: skip


async def show_templates(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(TemplatesScreen(desk))


class TemplatesScreen(KeptList[Template]):
    """The templates, those that come with laug first; beside the list what the one under the cursor says."""

    DEFAULT_CSS = """
    TemplatesScreen Horizontal { height: 1fr; }
    TemplatesScreen RecordList { width: 1fr; }
    TemplatesScreen CardView { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(EDIT, NEW, REMOVE, RESET, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Meeting templates"), _COLUMNS, N_("There is no template. {key[templates.new]} adds one."))
        self._card = CardView()

    def body(self) -> ComposeResult:
        """The list and the one under the cursor."""
        with Horizontal():
            yield self._records
            yield self._card

    def read(self, session: Session) -> list[Template]:
        """All of them, removed ones too."""
        return templates.find(session, removed=True)

    def number_of(self, one: Template) -> int:
        """Its place among those that come with laug, which have no number until they are changed; else its own, below 0."""
        return list(MeetingType).index(one.type) if one.shipped else -(one.id or 0)

    def cells_of(self, one: Template) -> tuple[str, ...]:
        """Its name and how long such a meeting lasts."""
        origin = self.desk.tell(_origin(one))
        return f"{one.name} ({origin})" if origin else one.name, str(one.length)

    def value_of(self, one: Template, order: str) -> int | None:
        """How long it lasts, as a number."""
        return one.length if order == "length" else None

    def show_current(self) -> None:
        """What it says, too."""
        one = self.current
        self._card.show(None if one is None else Card(one.name, "", (Section("", tuple(self._lines(one))),)))
        super().show_current()

    def _lines(self, one: Template) -> Iterable[Line]:
        tell, language = self.desk.tell, self.desk.language
        days = "" if one.sign_up_days is None else tell(
            Message(N_("{n} day before"), {"n": one.sign_up_days}, N_("{n} days before"))
        )  # fmt: skip
        every = (
            (N_("Type"), shown.kind(one.type, language)), (N_("Begins"), spoken_time(one.start, language) if one.start else ""),
            (N_("Agenda"), one.agenda), (N_("Wanted"), ", ".join(one.roles)),
            (N_("For"), ", ".join(shown.kind(group, language) for group in one.target_groups)),
            (N_("Activity"), shown.kind(one.activity, language) if one.activity else ""), (N_("Catering"), one.catering),
            (N_("Transport"), one.transport), (N_("Sign up"), days), (N_("Capacity"), str(one.capacity or "")),
        )  # fmt: skip
        return (Line(tell(label), text) for label, text in every if text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what comes with laug and was changed can be set back."""
        one = self.current
        match action:
            case "edit" | "remove":
                return one is not None and not one.removed
            case "reset":
                return one is not None and one.edited
            case _:
                return True

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Add one."""
        await self.filled_in(forms.new_template(self.desk))

    @work
    async def action_edit(self) -> None:
        """Change it."""
        if self.current is not None and not self.current.removed:
            await self.filled_in(forms.edit_template(self.desk, self.current))

    @work
    async def action_remove(self) -> None:
        """Offer it no more, after asking."""
        one = self.current
        if one is not None:
            what = N_("It is offered no more. Meetings planned with it stay as they are.")
            await self.removed(one.name, lambda session: templates.remove(session, one), UNDO, what)

    @work
    async def action_reset(self) -> None:
        """Set it back, after asking."""
        one = self.current
        if one is None:
            return
        question = Confirm(self.desk.tell(N_("Set {name} back to what came with laug?"), name=one.name),
                           yes=self.desk.tell(N_("set back")))  # fmt: skip
        if await self.app.push_screen_wait(question):
            reset = partial(templates.reset, template=one)
            told = say(N_("{name} is as it came with laug."), name=one.name)
            await self.saved(lambda session: reset(session), lambda _done: told)


def _origin(one: Template) -> str:
    """What is to be said of where it comes from (a message id); nothing of one as it came with laug."""
    if one.removed:
        return N_("removed")
    if not one.shipped:
        return N_("own")
    return N_("edited") if one.edited else ""
