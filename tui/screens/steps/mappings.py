"""How lists are read: what was said of their columns, remembered for lists with the same headings; shown and forgotten."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from core import import_mappings
from core.door.session import Session
from core.import_mappings import ImportMapping
from core.messages import N_, Message, say
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.plans import FIELD_NAMES
from tui.screens.desk import Desk
from tui.screens.steps.kept_list import KeptList
from tui.widgets.bars import HELP
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, Tell

FORGET = declare("mappings.forget", "d", N_("Forget"), N_("Forgets it; the lists that were read with it stay."), Where.AREA,
                 in_footer=True)  # fmt: skip
LEAVE = declare("mappings.leave", "escape,left,h,q", N_("Back"), N_("Closes the ways to read lists."), Where.AREA, in_footer=True)
_COLUMNS = (Column(N_("Name"), 20, weight=1, order="name"), Column(N_("Columns"), 40, weight=3))


async def show_mappings(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(MappingsScreen(desk))


class MappingsScreen(KeptList[ImportMapping]):
    """What is remembered, by name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(FORGET, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, N_("How lists are read"), _COLUMNS,
            N_("Nothing is remembered yet: what you say of the columns when you read a list is."),
        )  # fmt: skip

    def read(self, session: Session) -> list[ImportMapping]:
        """All of them."""
        return import_mappings.every(session)

    def number_of(self, one: ImportMapping) -> int:
        """Its number."""
        return one.id

    def cells_of(self, one: ImportMapping) -> tuple[str, ...]:
        """Its name, and which column holds what."""
        return one.name, ", ".join(self._told(one))

    def _told(self, one: ImportMapping) -> list[str]:
        return [f"{heading}: {self._field(fields)}" for heading, fields in one.columns.items()]

    def _field(self, fields: str) -> str:
        if fields == "-":
            return self.desk.tell(N_("leave out"))
        return " + ".join(self.desk.tell(FIELD_NAMES.get(name, name)) for name in fields.split(","))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be forgotten where nothing is."""
        return self.current is not None if action == "forget" else True

    @work
    async def action_edit(self) -> None:
        """All its columns, a line each: they are corrected when the next list is read."""
        if self.current is not None:
            await self.app.push_screen_wait(Tell(self.current.name, "\n".join(self._told(self.current))))

    @work
    async def action_forget(self) -> None:
        """Forget it, after asking."""
        one = self.current
        if one is None:
            return
        question = Confirm(self.desk.tell(N_("Forget {name}?"), name=one.name), yes=self.desk.tell(N_("forget it")))
        if await self.app.push_screen_wait(question):
            forget = partial(import_mappings.remove, name=one.name)
            await self.saved(lambda session: forget(session), lambda gone: say(N_("Forgotten: {name}."), name=gone.name))


def counted(session: Session) -> Message | None:
    """How many there are, for Værksted."""
    number = len(import_mappings.every(session))
    return Message(N_("{n} way to read a list"), {"n": number}, N_("{n} ways to read lists")) if number else None
