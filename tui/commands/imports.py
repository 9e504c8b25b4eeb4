"""`laug import`: lists of people. It shows what a list would do; --apply does it."""

from pathlib import PurePath
from typing import TYPE_CHECKING

from core.errors import ExitCode, Invalid
from core.messages import N_, Message, say
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import NETWORK, ORGANISATION, argument, option
from tui.commands.line.settings import Format
from tui.commands.line.table import Column, Level, shown
from tui.commands.line.words import Group
from tui.words import _

if TYPE_CHECKING:
    from core.lists.plan import Plan, PlanRow

import_ = Group("import", help=N_("Read lists of people."))
# What an outcome is called; its stored value is what JSON has.
OUTCOMES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("as before"),
    "refused": N_("refused"),
    "skipped": N_("no person"),
    "duplicate": N_("twice"),
    "merged": N_("same person"),
}
# What lists say of a person beside the person's own fields.
_PLACES = {
    "school": N_("School"), "company": N_("Company"), "education": N_("Education"), "start": N_("Start"),
    "end": N_("End"), "joined": N_("Joined"),
}  # fmt: skip
_WORTH_A_LOOK = ("new", "changed", "refused")


def columns() -> "list[Column[PlanRow]]":
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
    ]


def _sentences(messages: object) -> str:
    assert isinstance(messages, list)
    return " ".join(map(shown, messages))


def _changes(row: "PlanRow") -> dict[str, object]:
    return {field: {"before": before, "after": after} for field, (before, after) in row.changes.items()}


def _changes_told(changes: object) -> str:
    assert isinstance(changes, dict)
    return ", ".join(
        f"{_field_name(field)}: {shown(pair['before']) or '–'} → {shown(pair['after'])}" for field, pair in changes.items()
    )


def _field_name(field: str) -> str:
    """What people call a field; the key is what JSON has."""
    from core.past.history import FIELDS

    return _(_PLACES.get(field) or FIELDS.get(field, field))


@import_.command(
    "people",
    help=N_(
        "Read a list of people: CSV, a workbook, or - for stdin. Shows what it would do; --apply does it.\n\n"
        "CPR numbers and other fields that laug does not keep are left out."
    ),
)
@argument("file", required=False, metavar=N_("FILE"), help=N_("The list; - is stdin."))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The people become members of this network."))
@option("--organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("The school of rows that name none."))
@option(
    "--mapping", "mappings", multiple=True, metavar=N_("HEADING=FIELD"),
    help=N_("What a column holds, as in: 'Elev tlf.=phone'; an empty field leaves it out. May be said again."),
)  # fmt: skip
@option("--encoding", metavar=N_("NAME"), help=N_("The file's encoding, if æøå look wrong: utf-8, cp1252, …"))
@option("--apply", "wanted", is_flag=True, help=N_("Do it, as one operation that can be undone."))
@with_console
def people(
    console: Console,
    /,
    file: str | None,
    network: str | None,
    organisation: str | None,
    mappings: tuple[str, ...],
    encoding: str | None,
    wanted: bool,
) -> int:
    from core import imports

    name = "stdin" if file in (None, "-") else PurePath(str(file)).name
    data = streams.read(file or "-")
    with console.session() as session:
        planned = imports.plan(
            session,
            data,
            file_name=name,
            network=network,
            organisation=organisation,
            mapping=dict(map(_pair, mappings)) or None,
            encoding=encoding,
        )
        if not wanted:
            _show(console, planned.plan)
            console.say(say(N_("Nothing is written yet. Do it with --apply.")))
            return _code(planned.plan)
        done = imports.apply(session, planned, progress=console.progress(N_("Reading in: {done} of {total}")))
        _show(console, done.plan, only_refused=True)
        sentence = N_("Read in: {new} new, {changed} changed, {joined} into the network.")
        console.done(say(sentence, new=done.new, changed=done.changed, joined=done.joined))
        if not console.settings.dry_run and (done.new or done.changed or done.joined):
            console.say(say(N_("Undo it with: laug undo")))
        return _code(done.plan)


def _pair(said: str) -> tuple[str, str]:
    heading, equals, field = said.rpartition("=")
    if not equals or not heading.strip():
        raise Invalid("mapping", say(N_("{text} is no HEADING=FIELD."), text=said))
    return heading.strip(), field.strip()


def _code(plan: "Plan") -> ExitCode:
    return ExitCode.SOME_REFUSED if plan.totals.refused else ExitCode.DONE


def _show(console: Console, plan: "Plan", *, only_refused: bool = False) -> None:
    """The rows worth a look (all of them with --verbose, or as data), and on stderr what there is to say of the list."""
    rows = plan.rows
    if not console.settings.as_data:
        worth = ("refused",) if only_refused else _WORTH_A_LOOK
        rows = tuple(row for row in plan.rows if console.settings.verbose or row.outcome in worth)
    if console.settings.format is Format.JSON:
        console.document(_as_object(plan))
    else:
        console.rows(columns(), [rows])
    if plan.samples:
        console.say(say(N_("Danish letters as read: {samples}"), samples=", ".join(plan.samples)))
    for notice in plan.notices:
        at = f"{notice.column}: " if notice.column else ""
        console.say(say("{at}{message}", at=at, message=notice.message))
    _tell_missing(console, plan)
    totals = plan.totals
    console.say(
        say(
            N_("{rows} rows: {new} new, {changed} changed, {unchanged} as before, {refused} refused, {other} others."),
            rows=totals.rows, new=totals.new, changed=totals.changed, unchanged=totals.unchanged,
            refused=totals.refused, other=totals.skipped + totals.duplicate + totals.merged,
        )
    )  # fmt: skip


def _as_object(plan: "Plan") -> dict[str, object]:
    """The whole plan for programs: totals, columns, notices and rows; keys are stable."""
    return {
        "file": plan.file_name,
        "totals": plan.totals,
        "columns": [
            {"number": one.number, "heading": one.heading, "fields": one.fields, "reason": one.reason, "message": one.message}
            for one in plan.columns
        ],
        "notices": plan.notices,
        "missing": plan.missing,
        "rows": [
            {**{column.key: column.value(row) for column in columns()}, "record": row.record} for row in plan.rows
        ],
    }


def _tell_missing(console: Console, plan: "Plan") -> None:
    if not plan.missing:
        return
    names = ", ".join(f"{one.name} ({one.person_id})" for one in plan.missing[:10])
    more = "…" if len(plan.missing) > 10 else ""
    values = {"n": len(plan.missing), "names": names + more}
    one, many = N_("{n} member is not in the list: {names}"), N_("{n} members are not in the list: {names}")
    console.say(Message(one, values, many))
