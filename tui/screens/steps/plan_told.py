"""What the screen of a plan says beside its rows: the groups, what was dropped, and the fields of a row to choose from."""

from dataclasses import replace
from datetime import date

from core.lists.decisions import FIELDS_TO_LEAVE
from core.lists.notices import Reason
from core.lists.plan_rows import Choice, Decision, Group, Plan, PlanRow
from core.messages import N_
from tui.plans import FIELD_NAMES, GROUPS, LOUD, change_told
from tui.screens import shown
from tui.screens.desk import Desk
from tui.widgets.menu import Option

_MOST_LOUD = 3


def groups_told(desk: Desk, plan: Plan, chosen: Group | None) -> str:
    """All groups with their counts, the one that is shown in brackets; who is missing from the list is among all."""
    everything = desk.tell(N_("all: {count}"), count=plan.totals.rows + len(plan.missing))
    parts = [f"[{everything}]" if chosen is None else everything]
    for group, count in plan.groups().items():
        if count:
            words = GROUPS[group]
            told = f"{words.sign} {desk.tell(words.name).casefold()}: {count}"
            parts.append(f"[{told}]" if group is chosen else told)
    return "‹ " + "   ".join(parts) + " ›"


def loud(desk: Desk, plan: Plan) -> list[str]:
    """Columns that were dropped because nobody may keep them: said first and in words."""
    notices = [notice for notice in plan.notices if notice.reason in LOUD]
    named = [f"! {notice.column}: {desk.tell(notice.message)}" for notice in notices if notice.column]
    masked = [f"! {desk.tell(notice.message)}" for notice in notices if notice.reason is Reason.CPR_MASKED]
    return [*named, *masked][:_MOST_LOUD]


def quiet(desk: Desk, plan: Plan) -> str:
    """Columns that were not understood or not used, and what else there is to say of the file."""
    left_out = (column for column in plan.columns if not column.fields and column.reason not in LOUD)
    unused = [column.heading for column in left_out if column.heading.strip()]
    columns = desk.tell(N_("Columns not read: {names}"), names=", ".join(unused)) if unused else ""
    notices = [desk.tell(one.message) for one in plan.notices if one.reason not in LOUD]
    return "\n".join(part for part in (columns, *notices) if part)


def field_options(desk: Desk, row: PlanRow) -> list[Option[str]]:
    """The fields a row changes, to leave one out, and those left out, to take one again."""
    left = row.decision.without if row.decision is not None else ()
    options = [
        Option(field, f"✓ {_field(desk, field)}: {change_told(field, before, after, value_told)}")
        for field, (before, after) in row.changes.items()
        if field in FIELDS_TO_LEAVE
    ]
    kept = N_("  {field}: kept as it is")
    return options + [Option(field, desk.tell(kept, field=_field(desk, field))) for field in left]


def toggled(row: PlanRow, field: str) -> Decision:
    """What is decided about a known row, with the field left out if it was taken, else taken."""
    decision = row.decision or Decision(Choice.TAKE)
    left = tuple(one for one in decision.without if one != field)
    choice = Choice.IS if decision.choice is Choice.IS else Choice.TAKE
    return replace(decision, choice=choice, without=left if field in decision.without else (*left, field))


def _field(desk: Desk, name: str) -> str:
    return desk.tell(FIELD_NAMES.get(name, name))


def value_told(value: object) -> str:
    """A value of a row as people read it."""
    match value:
        case None | "" | ():
            return "–"
        case tuple():
            return ", ".join(map(str, value))
        case bool():
            return "✓" if value else "–"
        case date():
            return shown.day(value)
        case _:
            return str(value)
