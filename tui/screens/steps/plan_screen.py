"""What a list would do, in groups, row by row, before anything of it is saved; each row is decided with one key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from core import imports
from core.errors import LaugError
from core.imports import ListImport
from core.incoming import saved
from core.lists.plan_rows import Choice, Decision, Group, Missing, Outcome, Plan, PlanRow
from core.messages import N_, say
from core.rules.day_words import read_day
from core.rules.text import visible
from exports.files import write_file
from tui.actions import Where, bindings, declare
from tui.named_keys import key_of
from tui.plans import GROUPS, decision_message, lines_of, message_of, place_of, possible_message
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import Value, listed_by_columns
from tui.screens.steps.find_people import FindPeople
from tui.screens.steps.plan_told import field_options, groups_told, loud, quiet, toggled, value_told
from tui.widgets import jobs, unsaved
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Column
from tui.widgets.dialogs import Ask, Choose, Confirm, Tell, plain
from tui.widgets.filtering import filter_alone
from tui.widgets.menu import Option
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone
from tui.widgets.words import told_error

APPLY = declare("plan.apply", "ctrl+s", N_("Save"), N_("Saves what the list shows, as one step."), Where.AREA,
                in_footer=True)  # fmt: skip
# Told right after it: the line of keys has no room for all of them.
LEAVE = declare("plan.leave", "escape,q", N_("Cancel"), N_("Closes without saving anything."), Where.AREA, in_footer=True)
NEXT_GROUP = declare("plan.next", "tab", N_("Next group"), N_("Shows the next group of rows."), Where.AREA,
                     run="turn(1)")  # fmt: skip
GROUP_BEFORE = declare("plan.before", "shift+tab", N_("Group before"), N_("Shows the group of rows before."), Where.AREA,
                       run="turn(-1)")  # fmt: skip
TAKE = declare("plan.take", "t", N_("Take"), N_("Takes the row, or the marked rows, as the plan says."), Where.AREA,
               in_footer=True)  # fmt: skip
SKIP = declare("plan.skip", "s", N_("Skip"), N_("Leaves the row, or the marked rows, out."), Where.AREA, in_footer=True)
IS = declare("plan.is", "i", N_("Is …"), N_("Says who of the register the row is."), Where.AREA, in_footer=True, run="is_")
NEW = declare("plan.new", "n", N_("New"), N_("Says that the row, or the marked rows, are new people."), Where.AREA,
              in_footer=True)  # fmt: skip
END = declare("plan.end", "e", N_("End"), N_("Gives people who are missing from the list a last day."), Where.AREA,
              in_footer=True)  # fmt: skip
FIELDS = declare("plan.fields", "d", N_("Field"), N_("Leaves a field of a changed row out, or takes it again."), Where.AREA,
                 in_footer=True)  # fmt: skip
SAVE_PLAN = declare("plan.save_plan", "p", N_("Save plan"), N_("Saves the plan in a file, to be applied later."), Where.AREA,
                    in_footer=True)  # fmt: skip
COLUMNS = declare("plan.columns", "c", N_("Columns"), N_("Shows what the columns are taken for, and corrects it."), Where.AREA,
                  in_footer=True)  # fmt: skip
ONLY = declare("plan.only", "v", N_("Only doubtful"), N_("Shows only the rows that are to be looked at, or everything."),
               Where.AREA)  # fmt: skip

_OUTCOMES = {
    Outcome.NEW: N_("new"), Outcome.CHANGED: N_("changed"), Outcome.UNCHANGED: N_("unchanged"),
    Outcome.REFUSED: N_("refused"), Outcome.SKIPPED: N_("left out"), Outcome.DUPLICATE: N_("repeated"),
    Outcome.MERGED: N_("same person"),
}  # fmt: skip
_SIGNS = {Outcome.NEW: "+", Outcome.CHANGED: "~", Outcome.UNCHANGED: "=", Outcome.REFUSED: "!", Outcome.MERGED: "&"}
_DOUBTFUL = (Group.POSSIBLE, Group.SAME, Group.REFUSED, Group.MISSING)
_CHOICES = {
    Group.NEW: (TAKE, SKIP, IS), Group.CHANGED: (TAKE, SKIP, FIELDS, NEW, IS), Group.POSSIBLE: (IS, NEW, SKIP),
    Group.SAME: (TAKE, NEW, SKIP, IS), Group.MISSING: (END, SKIP), Group.UNCHANGED: (NEW, IS),
}  # fmt: skip
_COLUMNS = (
    Column(N_("Line"), 6, right=True, order="line", alphabetical=False),
    Column(N_("What"), 11, order="what", alphabetical=False),
    Column(N_("Name"), 20, weight=1, order="name"),
    Column(N_("Why, or what changes"), 24, weight=6, order="why"),
)
_WHATS = tuple(Outcome)


@dataclass(frozen=True)
class Done:
    """How the plan was left: to be carried out, or to have its columns corrected."""

    planned: ListImport
    apply: bool = False
    columns: bool = False


class PlanScreen(Modal[Done | None]):
    """Answers with the plan as it was decided, if it is to be carried out."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    PlanScreen { background: $background; layout: vertical; }
    PlanScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    PlanScreen > .groups { height: auto; padding: 0 1; }
    PlanScreen > .loud { height: auto; color: $error; text-style: bold; padding: 0 1; }
    PlanScreen > .quiet { height: auto; max-height: 3; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        TAKE, SKIP, IS, NEW, END, FIELDS, COLUMNS, SAVE_PLAN, APPLY, LEAVE, NEXT_GROUP, GROUP_BEFORE, ONLY, HELP
    )

    def __init__(self, desk: Desk, planned: ListImport) -> None:
        super().__init__()
        self.desk = desk
        self.planned = planned
        self._group: Group | None = None
        self._only = False
        self._value: dict[int, int] = {}
        self._groups = plain("", classes="groups")
        self._records = RecordList(_COLUMNS, order=AS_READ, empty=N_("No row of the list is doubtful."))
        self._filtering = filter_alone(self._records)

    @property
    def plan(self) -> Plan:
        """What is shown."""
        return self.planned.plan

    def compose(self) -> ComposeResult:
        """The file, the groups, what was dropped, and the rows."""
        home = self.planned.network
        where = say(N_("{file} → {network}"), file=self.plan.file_name or "–", network=home.name) if home else None
        yield plain(self.desk.tell(where) if where else self.plan.file_name, classes="title")
        yield self._groups
        for text in loud(self.desk, self.plan):
            yield Static(Content(visible(text)), markup=False, classes="loud")
        if told := quiet(self.desk, self.plan):
            yield plain(told, classes="quiet")
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """All rows."""
        self._show()

    # -- rows ------------------------------------------------------------------------------------------

    def _show(self, *, again: bool = False) -> None:
        self._groups.update(Content(visible(groups_told(self.desk, self.plan, self._group))))
        items = {row.row: self._cells(row) for row in self.plan.rows if self._is_shown(row)}
        if self._group in (None, Group.MISSING):
            # Rows have their numbers, and people who have no row the negative of theirs.
            items |= {-one.person_id: self._missing_cells(one) for one in self.plan.missing}
        self._value = {row.row: _WHATS.index(row.outcome) for row in self.plan.rows}
        self._filtering.renew(listed_by_columns(items, _COLUMNS, self._sorted_by), again=again)

    def _sorted_by(self, number: int, order: str) -> Value:
        """The lines by their numbers, those who have none last; what becomes of them in the order it is told in."""
        if order == "line":
            return number if number > 0 else len(self.plan.rows) - number
        return self._value.get(number, len(_WHATS)) if order == "what" else None

    def _is_shown(self, row: PlanRow) -> bool:
        if self._group is not None:
            return row.group is self._group
        return not self._only or row.group in _DOUBTFUL or bool(self._why(row)[0])

    def _cells(self, row: PlanRow) -> tuple[str, str, str, str]:
        what = f"{_SIGNS.get(row.outcome, '·')} {self.desk.tell(_OUTCOMES[row.outcome])}"
        name = shown.marked_name(row.name, bool(row.record and row.record.protected))
        doubts, facts = self._why(row)
        told = [*facts, *doubts] or [place_of(row) if row.outcome is Outcome.NEW else ""]
        return str(row.row), what, name, "; ".join(one.rstrip(".") for one in told)

    def _why(self, row: PlanRow) -> tuple[list[str], list[str]]:
        """What is to be looked at, and what was decided or changes."""
        lines = lines_of(row, self.desk.tell, value_told)
        doubts = [self.desk.tell(message_of(one)) for one in row.notices]
        return [line for line in lines if line in doubts], [line for line in lines if line not in doubts]

    def _missing_cells(self, one: Missing) -> tuple[str, str, str, str]:
        missing = N_("missing")
        what = f"- {self.desk.tell(missing)}"
        place = shown.joined((one.school, one.class_name))
        if one.decision is None:
            return f"#{one.person_id}", what, one.name, place
        return f"#{one.person_id}", what, one.name, f"✓ {self.desk.tell(decision_message(one.decision))}"

    @on(RecordList.Opened)
    def _open(self, event: RecordList.Opened) -> None:
        event.stop()
        if event.id < 0:
            one = next(one for one in self.plan.missing if one.person_id == -event.id)
            self.app.push_screen(Tell(one.name, "\n".join((*self._missing_cells(one)[1:], self._can(Group.MISSING)))))
            return
        row = self._row(event.id)
        title = self.desk.tell(N_("Line {row}: {name}"), row=row.row, name=row.name or "–")
        lines = [self._cells(row)[1], place_of(row), *lines_of(row, self.desk.tell, value_told), "", self._can(row.group)]
        self.app.push_screen(Tell(title, "\n".join(line for at, line in enumerate(lines) if line or at > 1)))

    def _can(self, group: Group) -> str:
        keys = [f"{self.desk.tell(key_of(action))} {self.desk.tell(action.name)}" for action in _CHOICES.get(group, ())]
        if group is Group.REFUSED:
            keys = [self.desk.tell(GROUPS[group].choices)]
        return self.desk.tell(N_("What you can do: {choices}"), choices=" · ".join(keys)) if keys else ""

    def _row(self, number: int) -> PlanRow:
        return next(row for row in self.plan.rows if row.row == number)

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()

    # -- deciding --------------------------------------------------------------------------------------

    def _chosen(self) -> list[int]:
        """The marked rows, or the one under the cursor."""
        if self._records.marked:
            return sorted(self._records.marked)
        return [] if self._records.cursor_id is None else [self._records.cursor_id]

    def _decide(self, decision: Decision, *, moving: bool = True) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        job: Callable[[], ListImport] = partial(
            self.desk.do,
            lambda session: imports.decide(
                session, self.planned, decision, rows=[one for one in chosen if one > 0],
                people=[-one for one in chosen if one < 0],
            ),
        )  # fmt: skip
        jobs.run(self, job, partial(self._decided, moving=moving), self._refused, group="decide")

    def _decided(self, planned: ListImport, *, moving: bool) -> None:
        self.planned = planned
        alone = not self._records.marked
        self._records.clear_marks()
        self._show(again=True)
        if alone and moving:
            self._records.action_move(1)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, LaugError):
            self.app.push_screen(Tell(self.desk.tell(N_("That cannot be decided")), told_error(self, error)))
        else:
            jobs.complain(self, error)

    def _say(self, sentence: str) -> None:
        workplace(self).status(self.desk.tell(sentence), Tone.WARNING)

    def action_take(self) -> None:
        """As the plan says."""
        self._decide(Decision(Choice.TAKE))

    def action_skip(self) -> None:
        """Leave it out."""
        self._decide(Decision(Choice.SKIP))

    def action_new(self) -> None:
        """Somebody new."""
        self._decide(Decision(Choice.NEW))

    @work
    async def action_is_(self) -> None:
        """Say who it is: somebody like them, or anybody."""
        number = self._records.cursor_id
        if number is None or number < 0:
            self._say(N_("Who is missing from the list is in the register already."))
            return
        row = self._row(number)
        title = self.desk.tell(N_("Line {row}: who is {name}?"), row=row.row, name=row.name or "–")
        person: int | None = 0
        if row.possible:
            options = [Option(one.person_id, possible_message(one, self.desk.tell)) for one in row.possible]
            options.append(Option(0, self.desk.tell(N_("somebody else …"))))
            person = await self.app.push_screen_wait(Choose(title, options))
        if person == 0:
            found = await self.app.push_screen_wait(FindPeople(self.desk, title))
            person = found[0] if found else None
        if person is not None:
            self._records.clear_marks()
            self._decide(Decision(Choice.IS, person))

    @work
    async def action_fields(self) -> None:
        """Ask which field to leave out or to take again; the others stay as they were decided."""
        number = self._records.cursor_id
        row = None if number is None or number < 0 else self._row(number)
        known = row is not None and row.person_id is not None and row.group is not Group.SAME
        options = field_options(self.desk, row) if known and row is not None else []
        if row is None or not options:
            self._say(N_("Only a row that changes somebody has fields to choose among."))
            return
        title = self.desk.tell(N_("Line {row}: {name}. Which field is taken or left?"), row=row.row, name=row.name)
        field = await self.app.push_screen_wait(Choose(title, options))
        if field is None:
            return
        self._records.clear_marks()
        self._decide(toggled(row, field), moving=False)

    @work
    async def action_end(self) -> None:
        """Ask for the last day of who is missing."""
        if not any(one < 0 for one in self._chosen()):
            self._say(N_("Only who is missing from the list is given a last day here."))
            return
        ask = Ask(
            self.desk.tell(N_("Missing from the list")), self.desk.tell(N_("Their last day:")), shown.day(self.desk.today),
            lambda text: read_day(text, self.desk.today, field="until", nearest=True),
        )  # fmt: skip
        day = await self.app.push_screen_wait(ask)
        if isinstance(day, date):
            self._decide(Decision(Choice.END, until=day))

    # -- the whole plan --------------------------------------------------------------------------------

    def action_turn(self, by: int) -> None:
        """Show another group."""
        groups = [None, *(group for group, count in self.plan.groups().items() if count)]
        self._group = groups[(groups.index(self._group) + by) % len(groups)] if self._group in groups else None
        self._records.clear_marks()
        self._show()

    def action_only(self) -> None:
        """Show the doubtful rows only, or all."""
        self._only, self._group = not self._only, None
        self._show()

    def action_columns(self) -> None:
        """Close, to have the columns corrected; what was decided is decided again then."""
        if self.planned.read is None:
            self.app.push_screen(Tell(self.desk.tell(N_("The columns of a saved plan cannot be corrected any more.")), ""))
        else:
            self.dismiss(Done(self.planned, columns=True))

    @work
    async def action_save_plan(self) -> None:
        """Ask for a name and write the file, for its owner only."""
        stem = Path(self.plan.file_name).stem or "plan"
        ask = Ask(self.desk.tell(N_("Save the plan")), self.desk.tell(N_("File:")), f"{stem}.plan.json", str.strip)
        name = await self.app.push_screen_wait(ask)
        if not name:
            return
        path = Path(str(name)).expanduser()
        if path.exists():
            question = Confirm(self.desk.tell(N_("{path} is there already."), path=path), yes=self.desk.tell(N_("write it anew")))
            if not await self.app.push_screen_wait(question):
                return
        data = saved.written(self.planned)

        def write() -> bool:
            write_file(path, data)
            return True

        if await attempt(self, write):
            hint = self.desk.tell(N_(
                "Read it back with {key[today.read_list]} on Today, or with laug import plan show. The list is not "
                "needed."
            ))
            self.app.push_screen(Tell(self.desk.tell(N_("The plan is saved: {path}"), path=path), hint))

    def action_apply(self) -> None:
        """Close and carry it out, once it is sure."""
        totals = self.plan.totals
        if not totals.new and not totals.changed and not totals.ended:
            self.app.push_screen(
                Tell(self.desk.tell(N_("There is nothing to save: everybody on the list is known.")), "")
            )
            return
        question = self.desk.tell(N_("Save {new} new and {changed} changed?"), new=totals.new, changed=totals.changed)
        detail = self.desk.tell(N_("It is one step: {key[app.undo]} undoes all of it."))
        doubtful = sum(
            row.group is Group.POSSIBLE and row.outcome is Outcome.NEW and row.decision is None for row in self.plan.rows
        )
        if doubtful:
            detail += " " + self.desk.tell(
                N_("Possible duplicates among the new: {count}; {key[plan.next]} shows them."), count=doubtful
            )
        if totals.ended:
            detail += " " + self.desk.tell(N_("Given a last day: {count}."), count=totals.ended)
        self.app.push_screen(Confirm(question, yes=self.desk.tell(N_("save")), detail=detail), self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(Done(self.planned, apply=True))

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        return bool(self.planned.decisions or self.planned.endings)

    def action_leave(self) -> None:
        """Close without saving; decisions are not thrown away unasked."""
        unsaved.close(self, lost=N_("What you have decided is lost; {key[plan.save_plan]} saves the plan."))
