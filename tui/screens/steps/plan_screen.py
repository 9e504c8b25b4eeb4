"""What a list would do, row by row, before anything of it is saved."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from core.imports import ListImport
from core.lists.notices import Notice, Reason
from core.lists.plan import Outcome, Plan, PlanRow
from core.messages import N_, Message, say
from core.rules.text import visible
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, Listed
from tui.widgets.bars import HELP, FooterBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, Tell, plain
from tui.widgets.record_list import RecordList

APPLY = declare(
    "plan.apply", "ctrl+s,t", N_("Save"), N_("Saves what the list shows, as one step."), Where.AREA, in_footer=True
)
ONLY = declare(
    "plan.only", "v", N_("Only doubtful"), N_("Shows only what is refused, left out or to be looked at, or everything."),
    Where.AREA, in_footer=True,
)  # fmt: skip
LEAVE = declare(
    "plan.leave", "escape,q", N_("Cancel"), N_("Closes without saving anything."), Where.AREA, in_footer=True
)

_OUTCOMES = {
    Outcome.NEW: N_("new"), Outcome.CHANGED: N_("changed"), Outcome.UNCHANGED: N_("unchanged"),
    Outcome.REFUSED: N_("refused"), Outcome.SKIPPED: N_("left out"), Outcome.DUPLICATE: N_("repeated"),
    Outcome.MERGED: N_("same person"),
}  # fmt: skip
_SIGNS = {Outcome.NEW: "+", Outcome.CHANGED: "~", Outcome.UNCHANGED: "=", Outcome.REFUSED: "!"}
_DOUBTFUL = (Outcome.REFUSED, Outcome.SKIPPED, Outcome.DUPLICATE)
_LOUD = (Reason.CPR_DROPPED, Reason.CPR_MASKED, Reason.SENSITIVE_DROPPED)
_MOST_LOUD = 3
_NO_PERSON = {
    Reason.BLANK_ROW: N_("an empty row"), Reason.TITLE_ROW: N_("a title"), Reason.GROUP_HEADER: N_("a heading of a group"),
    Reason.REPEATED_HEADER: N_("the headings again"), Reason.SUBHEADING: N_("a second line of headings"),
    Reason.TOTALS_ROW: N_("a row of totals"), Reason.FOOTNOTE_ROW: N_("a footnote"),
    Reason.SEPARATOR_LINE: N_("a line that says how columns are parted"), Reason.VACANT_SEAT: N_("a vacant seat"),
    Reason.TEST_ROW: N_("looks like a test"), Reason.DUPLICATE_ROW: N_("the same as another row"),
}  # fmt: skip
_COLUMNS = (
    Column(N_("Line"), 5, right=True),
    Column(N_("What"), 11),
    Column(N_("Name"), 20, weight=1),
    Column(N_("Why, or what changes"), 24, weight=2),
)


class PlanScreen(ModalScreen[bool]):
    """Answers whether the plan is to be carried out."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    PlanScreen { background: $background; layout: vertical; }
    PlanScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    PlanScreen > .totals { height: auto; padding: 0 1; }
    PlanScreen > .loud { height: auto; color: $error; text-style: bold; padding: 0 1; }
    PlanScreen > .quiet { height: auto; max-height: 3; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(APPLY, ONLY, LEAVE, HELP)

    def __init__(self, desk: Desk, planned: ListImport) -> None:
        super().__init__()
        self.desk = desk
        self.planned = planned
        self._only = False
        self._records = RecordList(_COLUMNS, empty=N_("No row of the list is doubtful."))

    @property
    def plan(self) -> Plan:
        """What is shown."""
        return self.planned.plan

    def compose(self) -> ComposeResult:
        """The file, the totals, what was dropped, and the rows."""
        home = self.planned.network
        where = say(N_("{file} → {network}"), file=self.plan.file_name, network=home.name) if home else None
        yield plain(self.desk.tell(where) if where else self.plan.file_name, classes="title")
        yield plain(self._totals(), classes="totals")
        for text in self._loud():
            yield Static(Content(visible(text)), markup=False, classes="loud")
        if quiet := self._quiet():
            yield plain(quiet, classes="quiet")
        yield self._records
        yield FooterBar()

    def on_mount(self) -> None:
        """All rows."""
        self._show()

    def _totals(self) -> str:
        totals = self.plan.totals
        parts = [
            (totals.new, N_("new ones: {count}")), (totals.changed, N_("changed ones: {count}")),
            (totals.unchanged, N_("unchanged ones: {count}")), (totals.refused, N_("refused ones: {count}")),
            (totals.skipped + totals.duplicate, N_("left out: {count}")),
            (totals.missing, N_("members not on the list (nothing happens to them): {count}")),
        ]  # fmt: skip
        told = " · ".join(self.desk.tell(word, count=count) for count, word in parts if count)
        rows = Message(N_("{n} row"), {"n": totals.rows}, N_("{n} rows"))
        return f"{self.desk.tell(rows)}: {told}"

    def _loud(self) -> list[str]:
        """Columns that were dropped because nobody may keep them: said first and in words."""
        dropped = [column for column in self.plan.columns if column.reason in _LOUD]
        named = [f"! {column.heading}: {self._said(column.message)}" for column in dropped]
        masked = [
            f"! {self._said(notice.message)}" for notice in self.plan.notices if notice.reason is Reason.CPR_MASKED
        ]
        return [*named, *masked][:_MOST_LOUD]

    def _quiet(self) -> str:
        """Columns that were not understood or not used, and what else there is to say of the file."""
        unused = [column.heading for column in self.plan.columns if not column.fields and column.reason not in _LOUD]
        columns = self.desk.tell(N_("Columns not read: {names}"), names=", ".join(unused)) if any(unused) else ""
        notices = [self._said(one.message) for one in self.plan.notices if one.reason not in _LOUD]
        return "\n".join(part for part in (columns, *notices) if part)

    def _said(self, message: Message | None) -> str:
        return self.desk.tell(message) if message is not None else ""

    # -- rows ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        rows = [row for row in self.plan.rows if not self._only or self._doubtful(row)]
        self._records.show(Listed({row.row: self._cells(row) for row in rows}))

    @staticmethod
    def _doubtful(row: PlanRow) -> bool:
        return row.outcome in _DOUBTFUL or any(_of_the_row(notice) for notice in row.notices)

    def _cells(self, row: PlanRow) -> tuple[str, str, str, str]:
        what = f"{_SIGNS.get(row.outcome, '·')} {self.desk.tell(_OUTCOMES[row.outcome])}"
        name = shown.marked_name(row.name, bool(row.record and row.record.protected))
        return str(row.row), what, name, "; ".join(self._why(row))

    def _why(self, row: PlanRow) -> list[str]:
        said = [self._said(notice.message) for notice in row.notices if _of_the_row(notice)]
        if row.reason in _NO_PERSON:
            said.append(self.desk.tell(_NO_PERSON[row.reason]))
        if row.of is not None:
            said.append(self.desk.tell(N_("see line {row}"), row=row.of))
        said += [
            f"{self.desk.tell(shown.LABELS.get(field, field))}: {_value(before)} → {_value(after)}"
            for field, (before, after) in row.changes.items()
        ]
        if row.joins:
            said.append(self.desk.tell(N_("joins the network")))
        if row.outcome is Outcome.NEW and row.record is not None and not said:
            said.append(
                shown.joined((row.record.school, row.record.education, row.record.class_name, row.record.company))
            )
        return said

    @on(RecordList.Opened)
    def _open(self, event: RecordList.Opened) -> None:
        event.stop()
        row = next(row for row in self.plan.rows if row.row == event.id)
        cells = self._cells(row)
        title = self.desk.tell(N_("Line {row}: {name}"), row=row.row, name=row.name or "–")
        self.app.push_screen(Tell(title, "\n".join([cells[1], *self._why(row)])))

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()

    # -- keys ------------------------------------------------------------------------------------------

    def action_apply(self) -> None:
        """Close and carry it out, once it is sure."""
        totals = self.plan.totals
        if not totals.new and not totals.changed:
            self.app.push_screen(
                Tell(self.desk.tell(N_("There is nothing to save: everybody on the list is known.")), "")
            )
            return
        question = self.desk.tell(N_("Save {new} new and {changed} changed?"), new=totals.new, changed=totals.changed)
        detail = self.desk.tell(N_("It is one step: u undoes all of it."))
        self.app.push_screen(Confirm(question, yes=self.desk.tell(N_("save")), detail=detail), self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(True)

    def action_only(self) -> None:
        """Show the doubtful rows only, or all."""
        self._only = not self._only
        self._show()

    def action_leave(self) -> None:
        """Close without saving."""
        self.dismiss(False)


def _of_the_row(notice: Notice) -> bool:
    """Not what stands above the list already: that a whole column was dropped."""
    return notice.reason not in (Reason.CPR_DROPPED, Reason.SENSITIVE_DROPPED)


def _value(value: object) -> str:
    match value:
        case None | "" | ():
            return "–"
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
