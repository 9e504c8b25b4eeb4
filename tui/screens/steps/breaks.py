"""The breaks of the schools: added, edited, removed; the usual ones are offered."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, Message, say
from core.planning import breaks
from core.planning.breaks import SchoolBreak, UsualBreak
from core.rules.weeks import span_of, written
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms import breaks as forms
from tui.screens.steps.kept_list import KeptList
from tui.widgets.bars import HELP
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm

NEW = declare("breaks.new", "n", N_("New"), N_("Adds a school break."), Where.AREA, in_footer=True)
EDIT = declare("breaks.edit", "e", N_("Edit"), N_("Edits the school break."), Where.AREA, in_footer=True)
REMOVE = declare("breaks.remove", "d", N_("Remove"), N_("Takes the school break out of the list."), Where.AREA, in_footer=True)
BEGIN = declare("breaks.begin", "b", N_("Usual"), N_("Adds the usual breaks of the coming time, after showing them."),
                Where.AREA, in_footer=True)  # fmt: skip
ALL = declare("breaks.all", "v", N_("Past ones"), N_("Shows also those that are over, or only the coming ones."), Where.AREA)
LEAVE = declare("breaks.leave", "escape,left,h,q", N_("Back"), N_("Closes the school breaks."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Name"), 22, weight=2, order="name", key="name"),
    Column(N_("Days"), 23, order="days", key="days", alphabetical=False),
    Column(N_("Weeks"), 8, priority=1, key="weeks"),
    Column(N_("School"), 18, weight=2, priority=2, order="school", key="school"),
)


async def show_breaks(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(BreaksScreen(desk))


class BreaksScreen(KeptList[SchoolBreak]):
    """The breaks that are not over, the next one first."""

    _all = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(NEW, EDIT, REMOVE, BEGIN, ALL, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, N_("School breaks"), _COLUMNS, N_(
                "No school break is registered. {key[breaks.new]} adds one, {key[breaks.begin]} the usual ones."
            ), name="breaks",
        )  # fmt: skip

    def read(self, session: Session) -> list[SchoolBreak]:
        """Those that are not over, or all of them."""
        return breaks.find(session, first=None if self._all else self.desk.today)

    def number_of(self, one: SchoolBreak) -> int:
        """Its number."""
        return one.id

    def cells_of(self, one: SchoolBreak) -> tuple[str, ...]:
        """Its name, its days and weeks, its school."""
        span = span_of(one.first, one.last)
        weeks = written([span], span.first.school_year, self.desk.language)
        return one.name, shown.period(one.first, one.last), weeks, one.organisation

    def value_of(self, one: SchoolBreak, order: str) -> str | None:
        """Its first day."""
        return one.first.isoformat() if order == "days" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nothing."""
        return self.current is not None if action in {"edit", "remove"} else True

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Add one."""
        await self.filled_in(forms.new_break(self.desk))

    @work
    async def action_edit(self) -> None:
        """Edit it."""
        if self.current is not None:
            await self.filled_in(forms.edit_break(self.desk, self.current))

    @work
    async def action_remove(self) -> None:
        """Take it out, after asking."""
        one = self.current
        if one is not None:
            await self.removed(one.name, lambda session: breaks.remove(session, one.id), UNDO)

    @work
    async def action_all(self) -> None:
        """Those that are over too, or not."""
        self._all = not self._all
        told = N_("Also those that are over.") if self._all else N_("Only those that are not over.")
        workplace(self).status(say(told))
        await self._read_now()

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
            await self.saved(partial(_add, wanted=new), _added)


def _add(session: Session, wanted: list[UsualBreak]) -> int:
    return breaks.add_usual(session, wanted)


def _added(number: int) -> Message:
    return Message(N_("{n} school break added."), {"n": number}, N_("{n} school breaks added."))
