"""The educations: their names and old names, what an apprentice is called in each, and which are the same."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from core import educations
from core.door.session import Session
from core.educations import Education
from core.messages import N_, Message, say
from core.past.record_history import Record, Subject
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms import educations as forms
from tui.screens.record_history import show_history
from tui.screens.steps.kept_list import KeptList
from tui.widgets.bars import HELP
from tui.widgets.columns import Column
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.menu import Option

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
HISTORY = declare("educations.history", "H", N_("History"), N_("Who did what to it and when, before and after."), Where.AREA)
LEAVE = declare("educations.leave", "escape,left,h,q", N_("Back"), N_("Closes the educations."), Where.AREA, in_footer=True)

_COLUMNS = (
    Column(N_("Name"), 24, weight=3, order="name", key="name"),
    Column(N_("Apprentice"), 14, priority=1, order="apprentice_label", key="apprentice_label"),
    Column(N_("People"), 8, right=True, order="people", key="people", alphabetical=False),
    Column(N_("Other names"), 16, weight=2, priority=2, order="aliases", key="aliases"),
    Column(N_("Main area"), 18, weight=2, priority=3, order="main_area", key="main_area"),
)


async def show_educations(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(EducationsScreen(desk))


class EducationsScreen(KeptList[tuple[Education, int]]):
    """The educations in Danish order with how many have each, closed ones too."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(NEW, EDIT, MERGE, CLOSE, BEGIN, HISTORY, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, N_("Educations"), _COLUMNS, N_(
                "No education is registered yet. {key[educations.new]} registers one, {key[educations.begin]} adds "
                "typical ones."
            ), name="educations",
        )  # fmt: skip

    def read(self, session: Session) -> list[tuple[Education, int]]:
        """All of them."""
        return educations.with_people(session)

    def number_of(self, one: tuple[Education, int]) -> int:
        """Its number."""
        return one[0].id

    def cells_of(self, one: tuple[Education, int]) -> tuple[str, ...]:
        """Its name, what an apprentice is called in it, its people, other names, its area."""
        education, count = one
        name = self.desk.tell(N_("{name} (closed)"), name=education.name) if education.archived else education.name
        return name, education.apprentice_label, str(count), ", ".join(education.aliases), education.main_area

    def value_of(self, one: tuple[Education, int], order: str) -> int | None:
        """How many take it, as a number."""
        return one[1] if order == "people" else None

    @property
    def _education(self) -> Education | None:
        """The one under the cursor."""
        return self.current[0] if self.current else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nothing."""
        return self._education is not None if action in {"edit", "merge", "close", "history"} else True

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Register one."""
        await self.filled_in(forms.new_education(self.desk))

    @work
    async def action_edit(self) -> None:
        """Edit it."""
        if self._education is not None:
            await self.filled_in(forms.edit_education(self.desk, self._education))

    @work
    async def action_history(self) -> None:
        """What happened to it."""
        if self._education is not None:
            await show_history(self, self.desk, self._education.name, Record(Subject.EDUCATION, self._education.id))

    @work
    async def action_close(self) -> None:
        """Close it, or offer it again."""
        one = self._education
        if one is None:
            return
        if one.archived:
            await self.saved(
                lambda session: educations.reopen(session, one.id), lambda done: say(N_("{name} is open again."), name=done.name)
            )
        else:
            await self.saved(
                lambda session: educations.close(session, one.id), lambda done: say(N_("{name} is closed."), name=done.name)
            )

    @work
    async def action_merge(self) -> None:
        """Make it part of another, after asking."""
        one = self._education
        if one is None:
            return
        others = [Option(other, other.name, ", ".join(other.aliases)) for other, _ in self.found if other.id != one.id]
        title = self.desk.tell(N_("{name} is the same as"), name=one.name)
        kept = await self.app.push_screen_wait(Choose(title, others))
        if kept is None:
            return
        question = Confirm(
            self.desk.tell(N_("Make {gone} part of {kept}?"), gone=one.name, kept=kept.name),
            yes=self.desk.tell(N_("make them one")),
            detail=self.desk.tell(N_(
                "Everybody moves over, and the name stays as another name. {key[app.undo]} makes them two again."
            )),
        )
        if await self.app.push_screen_wait(question):
            await self.saved(
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
            await self.saved(
                lambda session: educations.add_typical(session, new),
                lambda number: Message(N_("{n} education added."), {"n": number}, N_("{n} educations added.")),
            )
