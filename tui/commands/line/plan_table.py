"""The plan of a list as commands show it: like a diff, in groups, for people; the whole of it for programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from core.messages import N_, Message, say
from tui.commands.line.console import Console
from tui.commands.line.settings import Format
from tui.commands.line.table import Column, Level, shown
from tui.words import _, catalogue

if TYPE_CHECKING:
    from core.imports import ListImport
    from core.lists.plan_rows import Group, Missing, Plan, PlanRow

# What an outcome is called; its stored value is what JSON has.
OUTCOMES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("as before"),
    "refused": N_("refused"),
    "skipped": N_("left out"),
    "duplicate": N_("twice"),
    "merged": N_("same person"),
}
_MOST = 100  # rows of a group that are shown without --verbose
_QUIET = ("unchanged", "nobody")


def row_columns() -> "list[Column[PlanRow]]":
    """The fields of a row of the plan."""
    return [
        Column("row", N_("Row"), lambda one: one.row),
        Column("outcome", N_("Becomes"), lambda one: one.outcome, form=lambda outcome: _(OUTCOMES[str(outcome)])),
        Column("name", N_("Name"), lambda one: one.name),
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("joins", N_("Joins"), lambda one: one.joins, level=Level.CARD),
        Column("changes", N_("Changes"), _changes, form=_changes_told),
        Column("notes", N_("Look at"), lambda one: [notice.message for notice in one.notices], form=_sentences),
        Column("reason", N_("Reason"), lambda one: one.reason, level=Level.CARD),
        Column("reasons", N_("Reasons"), lambda one: [notice.reason for notice in one.notices], level=Level.DATA),
        Column("of", N_("Of row"), lambda one: one.of, level=Level.CARD),
        Column("candidates", N_("Could be"), lambda one: one.candidates, level=Level.CARD),
        Column("group", N_("Group"), lambda one: one.group, level=Level.DATA),
        Column("decision", N_("Decided"), _decision, level=Level.DATA),
        Column("possible", N_("May be"), _possible, level=Level.DATA),
    ]


def _sentences(messages: object) -> str:
    assert isinstance(messages, list)
    return " ".join(map(shown, messages))


def _changes(row: "PlanRow") -> dict[str, object]:
    return {field: {"before": before, "after": after} for field, (before, after) in row.changes.items()}


def _changes_told(changes: object) -> str:
    from tui.plans import FIELD_NAMES, change_told

    assert isinstance(changes, dict)
    return ", ".join(
        f"{_(FIELD_NAMES.get(field) or field)}: {change_told(field, pair['before'], pair['after'], shown)}"
        for field, pair in changes.items()
    )


def _decision(row: "PlanRow | Missing") -> dict[str, object] | None:
    one = row.decision
    if one is None:
        return None
    return {"choice": one.choice, "person_id": one.person_id, "until": one.until, "without": one.without}


def _possible(row: "PlanRow") -> list[dict[str, object]]:
    return [
        {
            "person_id": one.person_id, "name": one.name,
            "score": one.likeness.score if one.likeness else None,
            "reasons": one.likeness.reasons if one.likeness else (),
            "against": one.likeness.against if one.likeness else (),
        }
        for one in row.possible
    ]  # fmt: skip


def show_plan(console: Console, planned: "ListImport", *, only_refused: bool = False) -> None:
    """The plan on stdout, and on stderr what there is to say of the list. `only_refused`: the rest has been done."""
    plan = planned.plan
    if console.settings.format is Format.JSON:
        console.document(_as_object(planned))
    elif console.settings.as_data or console.settings.fields:
        console.rows(row_columns(), [plan.rows])
    else:
        if console.settings.plain:
            _tell_totals(console, plan)  # who listens hears the sum before the rows
        console.tell(_lines(console, planned, only_refused=only_refused))
    if not console.settings.as_data and not only_refused:
        _tell_columns(console, planned)
    if plan.samples:
        console.say(say(N_("Danish letters as read: {samples}"), samples=", ".join(plan.samples)))
    for notice in plan.notices:
        at = f"{notice.column}: " if notice.column else ""
        console.say(say("{at}{message}", at=at, message=notice.message))
    if planned.remember is not None and not only_refused:
        told = N_("The columns are remembered as “{name}” when this is applied.")
        console.say(say(told, name=planned.remember.name))
    if not (console.settings.plain and not console.settings.fields):
        _tell_totals(console, plan)


def _tell_totals(console: Console, plan: "Plan") -> None:
    totals = plan.totals
    values = {
        "n": totals.rows, "new": totals.new, "changed": totals.changed, "unchanged": totals.unchanged,
        "refused": totals.refused, "other": totals.skipped + totals.duplicate + totals.merged,
    }  # fmt: skip
    console.say(
        Message(
            N_("{n} row: {new} new, {changed} changed, {unchanged} as before, {refused} refused, {other} others."), values,
            N_("{n} rows: {new} new, {changed} changed, {unchanged} as before, {refused} refused, {other} others."),
        )
    )  # fmt: skip


def _lines(console: Console, planned: "ListImport", *, only_refused: bool) -> Iterator[str]:
    """The groups one below the other, each with its rows and what one can do about them."""
    from core.lists.plan_rows import Group, Outcome
    from tui.plans import GROUPS

    plan = planned.plan
    for group, count in plan.groups().items():
        if not count:
            continue
        words = GROUPS[group]
        rows = [row for row in plan.rows if row.group is group]
        if only_refused:
            rows = [row for row in rows if row.outcome is Outcome.REFUSED]
            if not rows:
                continue
        quiet = group.value in _QUIET and not console.settings.verbose
        can = f"   ({_(words.choices)})" if words.choices and not quiet and not only_refused else ""
        sign = "" if console.settings.plain else f"{words.sign} "  # a voice calls it a plus or a hyphen
        heading = f"{sign}{_(words.name)}: {len(rows) if only_refused else count}"
        yield (click.style(heading, bold=True) if console.colored else heading) + can
        if group is Group.MISSING:
            yield from _shortened(console, [_missing_line(one) for one in plan.missing])
        elif not quiet:
            yield from _shortened(console, [line for row in rows[: _limit(console, rows)] for line in _row_lines(row)], len(rows))


def _limit(console: Console, rows: "list[PlanRow]") -> int:
    return len(rows) if console.settings.verbose else _MOST


def _shortened(console: Console, lines: list[str], rows: int | None = None) -> Iterator[str]:
    """The lines, or the first of them and how many more there are."""
    number = len(lines) if rows is None else rows
    yield from lines if console.settings.verbose or rows is not None else lines[:_MOST]
    if number > _MOST and not console.settings.verbose:
        more = say(N_("… and {count} more; -v shows all"), count=number - _MOST)
        yield f"       {more.render(catalogue())}"


def _row_lines(row: "PlanRow") -> Iterator[str]:
    from tui.plans import lines_of, place_of

    known = f" ({row.person_id})" if row.person_id is not None else ""
    place = place_of(row) if row.person_id is None else ""
    yield f"{row.row:>6}  {shown(row.name) or '–'}{known}" + (f", {shown(place)}" if place else "")
    for line in lines_of(row, lambda message: shown(message), shown):
        yield f"{'':10}{shown(line)}"


def _missing_line(one: "Missing") -> str:
    from tui.plans import decision_message

    number = f"#{one.person_id}"
    place = ", ".join(filter(None, (one.school, one.class_name)))
    done = f"  ✓ {shown(decision_message(one.decision))}" if one.decision is not None else ""
    return f"{number:>6}  {shown(one.name)}" + (f", {shown(place)}" if place else "") + done


def _tell_columns(console: Console, planned: "ListImport") -> None:
    """What each column is taken for, with its first three cells."""
    from core.lists.headings import Column as ListColumn
    from tui.plans import columns_worth_telling, fields_of

    def told(column: ListColumn) -> Message:
        fields = fields_of(column, shown) or _("not read")
        samples = " · ".join(shown(cell) or "–" for cell in column.samples)
        told = N_("{number}. {heading} is read as {fields}: {samples}")
        return say(told if console.settings.plain else "  {number:>2} {heading} → {fields}:  {samples}", number=column.number,
                   heading=column.heading or "–", fields=fields, samples=samples)  # fmt: skip

    if planned.guessed:
        console.say(say(N_("There are no headings; this is what the columns look like (--column 2=phone corrects one):")))
    else:
        console.say(say(N_("The columns are read as (--column 'HEADING=FIELD' corrects one):")))
    for column in columns_worth_telling(planned.plan.columns):
        console.say(told(column))


def _as_object(planned: "ListImport") -> dict[str, object]:
    """The whole plan for programs: totals, columns, notices and rows; keys are stable."""
    plan = planned.plan
    return {
        "file": plan.file_name,
        "made_by": planned.made_by,
        "made_at": planned.made_at,
        "guessed": planned.guessed,
        "totals": plan.totals,
        "groups": plan.groups(),
        "columns": [
            {
                "number": one.number, "heading": one.heading, "fields": one.fields, "samples": one.samples,
                "reason": one.reason, "message": one.message,
            }
            for one in plan.columns
        ],
        "notices": plan.notices,
        "missing": [
            {
                "person_id": one.person_id, "name": one.name, "school": one.school, "class_name": one.class_name,
                "decision": _decision(one),
            }
            for one in plan.missing
        ],
        "rows": [
            {**{column.key: column.value(row) for column in row_columns()}, "record": row.record} for row in plan.rows
        ],
    }  # fmt: skip


def group_named(said: str) -> "Group | None":
    """The group of that name: its stored value, or as it is called in the language spoken."""
    from core.lists.plan_rows import Group
    from tui.plans import GROUPS

    wanted = said.casefold()
    named = {one: (one.value, _(GROUPS[one].name).casefold()) for one in Group}
    near = [one for one in Group if any(name.startswith(wanted) for name in named[one])] if wanted else []
    return next((one for one in Group if wanted in named[one]), near[0] if len(near) == 1 else None)
