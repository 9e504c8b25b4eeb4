"""`laug person bulk`: one change of everybody who answers a query. It shows what would happen, and asks."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from core.errors import ExitCode, Invalid, NotFound, Refused
from core.messages import N_, Message, say
from core.rules.kinds import EndReason, MembershipRole
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import (
    NETWORK,
    ORGANISATION,
    argument,
    fields,
    option,
    query_argument,
)
from tui.commands.line.table import Column, Level, shown
from tui.commands.line.words import Group
from tui.protected import named
from tui.words import _

if TYPE_CHECKING:
    from array import array

    from core.door.session import Session
    from core.upkeep.bulk import BulkPlan
    from core.upkeep.changes import BulkChange
    from core.upkeep.rows import BulkRow

bulk = Group(
    "bulk",
    help=N_(
        "Change many people at once: everybody who answers a query.\n\n"
        "It shows what would happen and asks; --yes answers, -n only shows. All of it is one operation that can be undone."
    ),
)
# What an outcome is called; its stored value is what JSON has.
OUTCOMES = {"changed": N_("changed"), "unchanged": N_("as before"), "refused": N_("refused")}
_MOST, _FEW = 12, 3
_Group = tuple[int, str, str]

_WHO = fields(
    query_argument("person"),
    option("--partly", is_flag=True, help=N_("Change those who can be, though a rule stops others.")),
)
_FROM = option("--from", "from_date", metavar=N_("DATE"), help=N_("First day; today if not said."))
_OF_CLASS = option("--of", "of_class", metavar=N_("CLASS"), help=N_("Which class they leave, for those who are in several."))
_UNTIL = option("--until", metavar=N_("DATE"), help=N_("Last day there, if it is known."))


def columns() -> "list[Column[BulkRow]]":
    """The fields of a person in the plan."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("name", N_("Name"), lambda one: named(one.name, one.protected)),
        Column("outcome", N_("Becomes"), lambda one: one.outcome, form=lambda outcome: _(OUTCOMES[str(outcome)])),
        Column("before", N_("Now"), lambda one: one.before),
        Column("after", N_("Then"), lambda one: one.after),
        Column("reason", N_("Why not"), lambda one: one.reason),
        Column("protected", N_("Protected"), lambda one: one.protected, level=Level.DATA),
    ]


def _group_columns() -> list[Column[_Group]]:
    return [
        Column("people", N_("People"), lambda one: one[0]),
        Column("before", N_("Now"), lambda one: one[1], level=Level.LIST),
        Column("after", N_("Then"), lambda one: one[2]),
    ]


@bulk.command(
    "stage",
    help=N_(
        "On to the next stage from a day on; the old one stays in the history.\n\n"
        "GF1, GF2, H1, H2 and so on follow each other; --to says another one. Classes keep their names unless --class or"
        " --rename says otherwise. Who begins the main course becomes an apprentice."
    ),
)
@_WHO
@_FROM
@_OF_CLASS
@option("--to", metavar=N_("STAGE"), help=N_("This stage instead of the next one."))
@option("--class", "class_name", metavar=N_("NAME"), help=N_("All of them go on in this class."))
@option(
    "--rename", is_flag=True, help=N_("A class whose name begins with its stage gets the new one: gf2tøm26 is h1tøm26.")
)
@_UNTIL
@with_console
def stage(
    console: Console,
    /,
    query: tuple[str, ...],
    partly: bool,
    from_date: str | None,
    of_class: str | None,
    to: str | None,
    class_name: str | None,
    rename: bool,
    until: str | None,
) -> int:
    from core.upkeep.changes import NextStage

    return _run(console, query, partly, lambda session: NextStage(
        day(session, from_date, "from") or session.today, to or "", class_name or "", rename, _last(session, until),
        of_class or "",
    ))  # fmt: skip


@bulk.command("class", help=N_("Into a class from a day on; the old one stays in the history."))
@argument("name", metavar=N_("CLASS"), help=N_("What the class is called."))
@_WHO
@_FROM
@_OF_CLASS
@option("--school", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Its school, if it is another one."))
@option("--stage", metavar=N_("NAME"), help=N_("GF1, GF2, H1, …"))
@_UNTIL
@with_console
def class_(
    console: Console,
    /,
    name: str,
    query: tuple[str, ...],
    partly: bool,
    from_date: str | None,
    of_class: str | None,
    school: str | None,
    stage: str | None,
    until: str | None,
) -> int:
    from core.upkeep.changes import ToClass

    return _run(console, query, partly, lambda session: ToClass(
        name, day(session, from_date, "from") or session.today, school or "", stage or "", _last(session, until),
        of_class or "",
    ))  # fmt: skip


@bulk.command("company", help=N_("To a company from a day on; the one before stays in the history."))
@argument(
    "company", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Its name, another name for it, or its number.")
)
@_WHO
@_FROM
@_UNTIL
@with_console
def company(
    console: Console, /, company: str, query: tuple[str, ...], partly: bool, from_date: str | None, until: str | None
) -> int:
    from core.upkeep.changes import ToCompany

    return _run(console, query, partly, lambda session: ToCompany(
        company, day(session, from_date, "from") or session.today, _last(session, until)
    ))  # fmt: skip


@bulk.command("end", help=N_("Set the last day at school and work; an expected end can be put off as well."))
@_WHO
@option("--until", metavar=N_("DATE"), help=N_("Last day; today if not said."))
@option("--at", "organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Only at this one."))
@with_console
def end(console: Console, /, query: tuple[str, ...], partly: bool, until: str | None, organisation: str | None) -> int:
    from core.upkeep.changes import EndPlaces

    return _run(
        console, query, partly, lambda session: EndPlaces(_last(session, until) or session.today, organisation or "")
    )


@bulk.command("join", help=N_("Put them into a network."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Its short name, name or number."))
@_WHO
@option("--role", type=KindType(MembershipRole), metavar=N_("ROLE"), help=N_("member, coordinator, host, …"))
@_FROM
@with_console
def join(
    console: Console,
    /,
    network: str,
    query: tuple[str, ...],
    partly: bool,
    role: MembershipRole | None,
    from_date: str | None,
) -> int:
    from core.upkeep.changes import Join

    return _run(console, query, partly, lambda session: Join(
        network, day(session, from_date, "from") or session.today, role or MembershipRole.MEMBER
    ))  # fmt: skip


@bulk.command("leave", help=N_("End their memberships of a network; the history stays."))
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Its short name, name or number."))
@_WHO
@option("--until", metavar=N_("DATE"), help=N_("Last day; today if not said."))
@option(
    "--reason", type=KindType(EndReason), metavar=N_("REASON"), help=N_("finished, changed_school, wish or unknown")
)
@with_console
def leave(
    console: Console, /, network: str, query: tuple[str, ...], partly: bool, until: str | None, reason: EndReason | None
) -> int:
    from core.upkeep.changes import Leave

    return _run(console, query, partly, lambda session: Leave(
        network, day(session, until, "until") or session.today, reason or EndReason.UNKNOWN
    ))  # fmt: skip


@bulk.command("tag", help=N_("Put tags on them."))
@argument("tags", metavar=N_("TAGS"), help=N_("A tag, or several with commas between."))
@_WHO
@with_console
def tag(console: Console, /, tags: str, query: tuple[str, ...], partly: bool) -> int:
    from core.upkeep.changes import PutTags

    return _run(console, query, partly, lambda _session: PutTags(tuple(tags.split(","))))


@bulk.command("untag", help=N_("Take tags off them."))
@argument("tags", metavar=N_("TAGS"), help=N_("A tag, or several with commas between."))
@_WHO
@with_console
def untag(console: Console, /, tags: str, query: tuple[str, ...], partly: bool) -> int:
    from core.upkeep.changes import TakeTags

    return _run(console, query, partly, lambda _session: TakeTags(tuple(tags.split(","))))


@bulk.command("language", help=N_("Set the language they read."))
@argument("language", metavar="da|en", help=N_("Danish or English."))
@_WHO
@with_console
def language(console: Console, /, language: str, query: tuple[str, ...], partly: bool) -> int:
    from core.upkeep.changes import SetLanguage

    return _run(console, query, partly, lambda _session: SetLanguage(language))


@bulk.command(
    "period",
    help=N_(
        "Set the weeks they are at school, each person's own.\n\n"
        "For a whole class, set them once for the class; those of a person stand instead of the class's."
    ),
)
@argument("weeks", metavar=N_("WEEKS"), help=N_("ISO weeks, as in: 'u34-38, u2-6'"))
@_WHO
@with_console
def period(console: Console, /, weeks: str, query: tuple[str, ...], partly: bool) -> int:
    from core.upkeep.changes import SetPeriods

    return _run(console, query, partly, lambda _session: SetPeriods(weeks))


def _last(session: "Session", text: str | None) -> Any:
    """A last day: without a year it is the next such day."""
    return day(session, text, "until", nearest=False)


def _run(console: Console, query: tuple[str, ...], partly: bool, change: "Callable[[Session], BulkChange]") -> int:
    """Everybody who answers the query is changed."""
    with console.session() as session:
        wanted = change(session)
        return carry_out(console, session, _meant(session, " ".join(query).strip()), partly, wanted)


def carry_out(
    console: Console, session: "Session", people: "Sequence[int]", partly: bool, wanted: "BulkChange"
) -> ExitCode:
    """Show what it comes to, ask, do it, and say how it went."""
    from core.upkeep import bulk as bulk_changes

    plan = bulk_changes.preview(session, people, wanted)
    if console.settings.dry_run:
        _show(console, plan, rows=True)
        console.say(say(N_("This was a dry run: nothing was written.")))
        return _code(plan)
    _show(console, plan)
    if plan.changed and (partly or not plan.refused):
        console.confirm(Message(N_("Change {n} person?"), {"n": plan.changed}, N_("Change {n} people?")))
    elif not plan.refused:
        console.say(say(N_("There is nothing to do: nobody would be changed.")))
        return ExitCode.DONE
    progress = console.progress(N_("Writing: {done} of {total}"))
    try:
        done = bulk_changes.apply(session, people, wanted, only_possible=partly, progress=progress)
    except Refused as refusal:
        if not plan.refused:
            raise
        hint = say(N_("Leave them out, mend what stops them, or change the others only with --partly."))
        raise Refused(refusal.message, hint) from None
    if console.settings.as_data:
        console.rows(columns(), [done.rows])
    told = Message(N_("{n} person changed."), {"n": done.changed}, N_("{n} people changed."))
    console.done(say(N_("{told} Undo it with: laug undo"), told=told))
    return _code(done)


def _meant(session: "Session", query: str) -> "array[int]":
    """Everybody who answers. Raises `Invalid` without a query, for everybody is never meant by saying nothing."""
    from core import people

    if not query:
        raise Invalid("query", say(N_("Nobody was named.")), say(N_("Write a query, as in: class:gf2tøm26-1")))
    found = people.ids(session, query)
    if not found:
        raise NotFound(say(N_("Nobody answers “{query}”; nothing was done."), query=query))
    return found


def _code(plan: "BulkPlan") -> ExitCode:
    return ExitCode.SOME_REFUSED if plan.refused else ExitCode.DONE


def _show(console: Console, plan: "BulkPlan", *, rows: bool = False) -> None:
    """How many go from what to what, who stays as they are, and whom a rule stops; every person with --verbose."""
    if console.settings.as_data:
        if rows:
            console.rows(columns(), [plan.rows])
        return
    if console.settings.verbose:
        console.rows(columns(), [plan.rows])
    elif groups := plan.groups:
        console.rows(_group_columns(), [groups[:_MOST]])
        rest = sum(number for number, _before, _after in groups[_MOST:])
        if rest:
            console.say(
                Message(N_("and {n} more; -v shows everybody."), {"n": rest}, N_("and {n} more; -v shows everybody."))
            )
    for number, reason in plan.reasons:
        values = {"n": number, "reason": reason}
        console.say(
            Message(N_("{n} person stays as before: {reason}"), values, N_("{n} people stay as before: {reason}"))
        )
    for row in plan.refused[:_MOST]:
        console.say(
            say(
                N_("Not {name} (no. {number}): {reason}"), name=shown(named(row.name, row.protected)), number=row.person_id,
                reason=row.reason,
            )
        )
    rest = len(plan.refused) - _MOST
    if rest > 0:
        console.say(
            Message(N_("and {n} more; -v shows everybody."), {"n": rest}, N_("and {n} more; -v shows everybody."))
        )
    if plan.proposals:
        names = ", ".join(f"{old} → {new}" for old, new in plan.proposals[:_FEW])
        more = ", …" if len(plan.proposals) > _FEW else ""
        console.say(say(N_("Classes keep their names; --rename would give them new ones: {names}"), names=names + more))
