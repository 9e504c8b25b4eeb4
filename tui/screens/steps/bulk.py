"""One change of many people: chosen, filled in, shown with everybody it concerns, and done as one step."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.messages import N_, Message, say
from core.upkeep import bulk
from core.upkeep.bulk import BulkPlan
from core.upkeep.rows import BulkRow, Outcome
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms.bulk import WISHES, Wish, bulk_form, found_form, people_count
from tui.screens.listed import listed_by_columns
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Column
from tui.widgets.dialogs import Choose, Confirm, Tell, plain
from tui.widgets.filtering import filter_alone
from tui.widgets.form_screen import FormScreen
from tui.widgets.jobs import complain
from tui.widgets.menu import Option
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.tone import Tone
from tui.widgets.working import Working

APPLY = declare("bulk.apply", "ctrl+s,t", N_("Do it"), N_("Does it, as one step."), Where.AREA, in_footer=True)
ONLY = declare(
    "bulk.only", "v", N_("Only refused"), N_("Shows only those a rule stops, or everybody."), Where.AREA, in_footer=True
)
LEAVE = declare("bulk.leave", "escape,q", N_("Cancel"), N_("Closes without doing anything."), Where.AREA, in_footer=True)

_OUTCOMES = {Outcome.CHANGED: N_("changed"), Outcome.UNCHANGED: N_("as before"), Outcome.REFUSED: N_("refused")}
_SIGNS = {Outcome.CHANGED: "~", Outcome.UNCHANGED: "=", Outcome.REFUSED: "!"}
_ORDER = (Outcome.REFUSED, Outcome.CHANGED, Outcome.UNCHANGED)
_GROUPS = 3
_COLUMNS = (
    Column(N_("What"), 11, order="what"),
    Column(N_("Name"), 20, weight=1, order="name"),
    Column(N_("Now"), 18, weight=3, priority=1, order="now"),
    Column(N_("Then, or why not"), 20, weight=4, order="then"),
)


async def change_many(widget: Widget, desk: Desk, who: Sequence[int]) -> bool:
    """The whole way from some people to the change of all of them; gives whether anything was done."""
    title = desk.tell(say(N_("Do what with {people}?"), people=people_count(len(who))))
    wish = await widget.app.push_screen_wait(
        Choose(title, [Option(one, desk.tell(one.name), desk.tell(one.help)) for one in WISHES])
    )
    return wish is not None and await fulfil(widget, desk, wish, who)


async def fulfil(widget: Widget, desk: Desk, wish: Wish, who: Sequence[int]) -> bool:
    """The same from the chosen change on."""
    heading = f"{desk.tell(wish.name)}: {desk.tell(people_count(len(who)))}"
    plan = await widget.app.push_screen_wait(FormScreen(bulk_form(desk, wish, who, heading)))
    if plan is None or not await widget.app.push_screen_wait(BulkScreen(desk, plan, heading)):
        return False
    return await _done(widget, desk, who, plan, heading)


async def change_found(widget: Widget, desk: Desk) -> None:
    """The same for everybody who answers a filter that is asked for."""
    who = await widget.app.push_screen_wait(FormScreen(found_form(desk)))
    if who is not None:
        await change_many(widget, desk, who)


async def _done(widget: Widget, desk: Desk, who: Sequence[int], plan: BulkPlan, heading: str) -> bool:
    def job(progress: bulk.Progress) -> BulkPlan:
        apply = partial(bulk.apply, people=who, change=plan.change, only_possible=True, progress=progress)
        return desk.do(lambda session: apply(session))

    answer = await widget.app.push_screen_wait(Working(heading, job))
    match answer:
        case BulkPlan():
            workplace(widget).written()
            told = Message(N_("{n} person changed."), {"n": answer.changed}, N_("{n} people changed."))
            workplace(widget).status(say(N_("{told} {key[app.undo]} undoes all of it."), told=told), Tone.GOOD)
            return True
        case Exception():
            complain(widget, answer)
        case None:
            workplace(widget).status(say(N_("Stopped; nothing was changed.")), Tone.WARNING)
    return False


class BulkScreen(Modal[bool]):
    """What a change comes to, person by person; answers whether it is to be done."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    BulkScreen { background: $background; layout: vertical; }
    BulkScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    BulkScreen > .totals { height: auto; padding: 0 1; }
    BulkScreen > .quiet { height: auto; max-height: 5; color: $text-muted; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(APPLY, ONLY, LEAVE, HELP)

    def __init__(self, desk: Desk, plan: BulkPlan, heading: str) -> None:
        super().__init__()
        self.desk = desk
        self.plan = plan
        self._heading = heading
        self._only = False
        self._records = RecordList(_COLUMNS, order=AS_READ, empty=N_("Nobody is refused."))
        self._filtering = filter_alone(self._records, (N_("{n} person"), N_("{n} people")))

    def compose(self) -> ComposeResult:
        """What it is, how many become what, and who."""
        yield plain(self._heading, classes="title")
        yield plain(self._totals(), classes="totals")
        if quiet := self._quiet():
            yield plain(quiet, classes="quiet")
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Everybody."""
        self._show()

    def _totals(self) -> str:
        counts = ((outcome, len(self.plan.of(outcome))) for outcome in _ORDER)
        return " · ".join(f"{self.desk.tell(_OUTCOMES[outcome])}: {number}" for outcome, number in counts if number)

    def _quiet(self) -> str:
        """The most common changes, and the names classes could have."""
        groups = self.plan.groups
        lines = [f"{number} × {before or '–'} → {after or '–'}" for number, before, after in groups[:_GROUPS]]
        rest = len(groups) - _GROUPS
        if rest > 0:
            more = Message(N_("and {n} more kind of change"), {"n": rest}, N_("and {n} more kinds of change"))
            lines.append(self.desk.tell(more))
        if self.plan.proposals:
            old, new = self.plan.proposals[0]
            lines.append(self.desk.tell(N_("Classes keep their names; {old} could be called {new}."), old=old, new=new))
        return "\n".join(lines) if len(groups) > 1 or self.plan.proposals else ""

    def _show(self) -> None:
        wanted = (Outcome.REFUSED,) if self._only else _ORDER
        rows = [row for outcome in wanted for row in self.plan.of(outcome)]
        cells = {row.person_id: self._cells(row) for row in rows}
        self._filtering.renew(listed_by_columns(cells, _COLUMNS))

    def _cells(self, row: BulkRow) -> tuple[str, ...]:
        word = f"{_SIGNS[row.outcome]} {self.desk.tell(_OUTCOMES[row.outcome])}"
        then = row.after if row.outcome is Outcome.CHANGED else ""
        name = shown.marked_name(row.name, row.protected)
        return word, name, row.before or "–", self.desk.tell(row.reason) if row.reason else then or "–"

    @on(RecordList.Opened)
    def _open(self, event: RecordList.Opened) -> None:
        event.stop()
        row = next(row for row in self.plan.rows if row.person_id == event.id)
        _word, name, before, then = self._cells(row)
        self.app.push_screen(Tell(name, f"{before}\n→ {then}"))

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()

    def action_apply(self) -> None:
        """Close and do it, once it is sure."""
        if not self.plan.changed:
            self.app.push_screen(Tell(self.desk.tell(N_("There is nothing to do: nobody would be changed.")), ""))
            return
        stopped = len(self.plan.refused)
        question = Message(N_("Change {n} person?"), {"n": self.plan.changed}, N_("Change {n} people?"))
        detail = self.desk.tell(N_("It is one step: {key[app.undo]} undoes all of it."))
        if stopped:
            left = Message(
                N_("{n} person is refused and stays as before."), {"n": stopped},
                N_("{n} people are refused and stay as before."),
            )  # fmt: skip
            detail = f"{self.desk.tell(left)} {detail}"
        asked = Confirm(
            self.desk.tell(question), yes=self.desk.tell(N_("do it")), detail=detail, dangerous=bool(stopped)
        )
        self.app.push_screen(asked, self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(True)

    def action_only(self) -> None:
        """Show the refused only, or everybody."""
        self._only = not self._only
        self._show()

    def action_leave(self) -> None:
        """Close without doing anything."""
        self.dismiss(False)
