"""`laug rollover`: who finishes, and what becomes of them. `laug person leave`: somebody leaves before that."""

from typing import TYPE_CHECKING

import click

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.kinds import ConsentChannel, EndReason, OrganisationKind
from tui.commands import new_names
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import (
    NETWORK,
    ORGANISATION,
    PERSON,
    argument,
    fields,
    numbers,
    option,
    query_argument,
    query_option,
)
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command, Group
from tui.protected import named
from tui.words import _

if TYPE_CHECKING:
    from core.school.finishing import Finisher
    from core.school.leaving import Left
    from core.school.rollover import MovedOn


class _ListOrVerb(Group):
    """Without a verb it lists; what is no verb is what to look for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


rollover = _ListOrVerb(
    "rollover",
    help=N_(
        "Who finishes, and what becomes of them.\n\n"
        "Next stage, alumnus, leave or extend. Without a verb it lists who finishes in the next 60 days, and those past"
        " their expected end who are still in a network for pupils. History is kept; each step is one undo."
    ),
)
WHO = N_("Numbers, names or e-mail addresses; each in quotes if it has blanks.")
_PEOPLE = fields(
    argument("people", nargs=-1, type=PERSON, metavar=N_("PERSON"), help=WHO),
    query_option("person"),
)
ON = N_("The last day; the expected end if not said.")


def columns() -> "list[Column[Finisher]]":
    """The fields of somebody who finishes."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Name"), lambda one: named(one.name, one.protected)),
        Column("end", N_("Finishes"), lambda one: one.end),
        Column("past", N_("Past"), lambda one: one.past, form=lambda past: _("yes") if past else ""),
        Column("kind", N_("Kind"), lambda one: one.kind),
        Column("class_name", N_("Class"), lambda one: one.class_name),
        Column("stage", N_("Stage"), lambda one: one.stage),
        Column("next_stage", N_("Then"), lambda one: one.next_stage),
        Column("education", N_("Education"), lambda one: one.education),
        Column("company", N_("Company"), lambda one: one.company),
        Column("school", N_("School"), lambda one: one.school, level=Level.CARD),
        Column("private_email", N_("Private e-mail"), lambda one: one.private_email, level=Level.CARD),
        Column("consent", N_("Alumni contact"), lambda one: one.consent),
        Column("networks", N_("Networks"), lambda one: one.networks, level=Level.CARD),
        Column("protected", N_("Protected"), lambda one: one.protected, level=Level.DATA),
    ]


def moved_columns() -> "list[Column[MovedOn]]":
    """What a step did."""
    return [
        Column("moved", N_("Moved on"), lambda one: one.people),
        Column("left_out", N_("Not moved"), lambda one: sum(each.count for each in one.left_out)),
    ]


def left_columns() -> "list[Column[Left]]":
    """What leaving ended."""
    return [
        Column("people", N_("People"), lambda one: one.people),
        Column("affiliations", N_("Affiliations"), lambda one: one.affiliations),
        Column("memberships", N_("Memberships"), lambda one: one.memberships),
        Column("meetings", N_("Meetings"), lambda one: one.meetings),
    ]


@rollover.command("list", help=N_("Who finishes, the first to finish first."))
@query_argument("person")
@option("--from", "first", metavar=N_("DATE"), help=N_("From this day."))
@option("--until", metavar=N_("DATE"), help=N_("Until this day; 60 days after the first if not said."))
@with_console
def list_(console: Console, /, query: tuple[str, ...], first: str | None, until: str | None) -> int:
    from core.school import finishing

    with console.session() as session:
        begin, end = day(session, first, "from"), day(session, until, "until", nearest=False)
        if begin and end and end < begin:
            raise Invalid("until", say(N_("{last} is before {first}."), last=end, first=begin))
        found = finishing.ids(session, " ".join(query), first=begin, last=end)
        console.rows(columns(), [finishing.rows(session, found)])
        return console.found(len(found), N_("{n} person finishes"), N_("{n} people finish"), asked=bool(query))


@rollover.command(
    "alumnus",
    help=N_(
        "They finish and become alumni.\n\n"
        "Training ends on its expected day, networks for pupils are left as finished, the alumni network is joined, and"
        " who was in training at a company goes on there as a journeyman. Only who has agreed to be contacted becomes an"
        " alumnus: --agreed tells how they said yes."
    ),
)
@_PEOPLE
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The alumni network they join."))
@option(
    "--agreed",
    type=KindType(ConsentChannel),
    metavar=N_("CHANNEL"),
    help=N_("They agree now: paper, email, spoken, form"),
)
@option("--wording", metavar=N_("TEXT"), help=N_("Which text they agreed to."))
@option("--private-email", metavar=N_("E-MAIL"), help=N_("Private e-mail of one person; school addresses close."))
@option("--at", "company", type=ORGANISATION, metavar=N_("COMPANY"), help=N_("They go on at this company."))
@option("--no-journeyman", is_flag=True, help=N_("They do not go on as journeymen."))
@option("--on", "on_day", metavar=N_("DATE"), help=ON)
@with_console
def alumnus(
    console: Console, /, people: tuple[str, ...], query: str | None, network: str | None, agreed: ConsentChannel | None,
    wording: str | None, private_email: str | None, company: str | None, no_journeyman: bool, on_day: str | None,
) -> None:  # fmt: skip
    from core import networks
    from core.school import rollover

    with console.session() as session:
        who = numbers(session, people, query)
        place, new = new_names.company(console, session, company or "")
        how = rollover.Alumnus(
            network=networks.get_opened(session, network).id if network else None, agreed=agreed, wording=wording or "",
            private_email=private_email or "", journeyman=not no_journeyman, company=place,
            on=day(session, on_day, "on"),
        )  # fmt: skip
        done = rollover.alumnus(session, who, how)
        _tell(console, done, Message(N_("{n} became an alumnus."), {"n": done.people}, N_("{n} became alumni.")))
        if not no_journeyman:
            new_names.tell(console, new, OrganisationKind.COMPANY)


@rollover.command(
    "leave", help=N_("They finish and leave: what is current ends on the expected day, and stays in the history.")
)
@_PEOPLE
@option("--on", "on_day", metavar=N_("DATE"), help=ON)
@option(
    "--reason", type=KindType(EndReason), metavar=N_("REASON"), help=N_("finished, changed_school, wish or unknown")
)
@with_console
def leave(
    console: Console, /, people: tuple[str, ...], query: str | None, on_day: str | None, reason: EndReason | None
) -> None:
    from core.school import rollover

    with console.session() as session:
        who = numbers(session, people, query)
        done = rollover.leave(session, who, on=day(session, on_day, "on"), reason=reason or EndReason.FINISHED)
        _tell(console, done, Message(N_("{n} has left."), {"n": done.people}, N_("{n} have left.")))


@rollover.command("extend", help=N_("They go on: a new expected end."))
@_PEOPLE
@option("--until", required=True, metavar=N_("DATE"), help=N_("The new expected end."))
@with_console
def extend(console: Console, /, people: tuple[str, ...], query: str | None, until: str) -> None:
    from core.school import rollover

    with console.session() as session:
        end = day(session, until, "until", nearest=False) or session.today
        done = rollover.extend(session, numbers(session, people, query), end)
        sentence = Message(N_("{n} goes on until {day}."), {"n": done.people, "day": end}, N_("{n} go on until {day}."))
        _tell(console, done, sentence)


@rollover.command(
    "next",
    help=N_(
        "They go on to their next stage: GF1 to GF2, GF2 to H1, H1 to H2.\n\n"
        "What was, stays in the history; who begins the main course becomes an apprentice. It shows what would happen and"
        " asks; --yes answers, -n only shows."
    ),
)
@_PEOPLE
@option("--from", "first", metavar=N_("DATE"), help=N_("First day; the day after the expected end of each if not said."))
@option("--to", metavar=N_("STAGE"), help=N_("This stage instead of the next one."))
@option("--class", "class_name", metavar=N_("NAME"), help=N_("All of them go on in this class."))
@option(
    "--rename", is_flag=True, help=N_("A class whose name begins with its stage gets the new one: gf2tøm26 is h1tøm26.")
)
@option("--until", metavar=N_("DATE"), help=N_("Expected last day."))
@option("--partly", is_flag=True, help=N_("Change those who can be, though a rule stops others."))
@with_console
def next_(
    console: Console, /, people: tuple[str, ...], query: str | None, first: str | None, to: str | None,
    class_name: str | None, rename: bool, until: str | None, partly: bool,
) -> int:  # fmt: skip
    from core.upkeep.changes import NextStage
    from tui.commands.bulk import carry_out

    with console.session() as session:
        begin, end = day(session, first, "from"), day(session, until, "until", nearest=False)
        change = NextStage(begin, to or "", class_name or "", rename, end)
        return carry_out(console, session, numbers(session, people, query), partly, change)


@rollover.command("apprentice", help=N_("They begin training at a company; school goes on."))
@_PEOPLE
@option("--at", "company", required=True, type=ORGANISATION, metavar=N_("COMPANY"), help=N_("The company."))
@option("--from", "first", metavar=N_("DATE"), help=N_("First day; today if not said."))
@option("--until", metavar=N_("DATE"), help=N_("Expected last day."))
@with_console
def apprentice(
    console: Console, /, people: tuple[str, ...], query: str | None, company: str, first: str | None, until: str | None
) -> None:
    from core.school import rollover

    with console.session() as session:
        who = numbers(session, people, query)
        place, new = new_names.company(console, session, company)
        done = rollover.apprentice(
            session, who, place, on=day(session, first, "from"), until=day(session, until, "until", nearest=False)
        )
        sentence = Message(
            N_("{n} begins at {company}."), {"n": done.people, "company": place}, N_("{n} begin at {company}.")
        )
        _tell(console, done, sentence)
        new_names.tell(console, new, OrganisationKind.COMPANY)


@rollover.command("journeyman", help=N_("They finish and go on as journeymen; memberships stay."))
@_PEOPLE
@option("--at", "company", type=ORGANISATION, metavar=N_("COMPANY"), help=N_("Where, if not where they were trained."))
@option("--on", "on_day", metavar=N_("DATE"), help=ON)
@with_console
def journeyman(
    console: Console, /, people: tuple[str, ...], query: str | None, company: str | None, on_day: str | None
) -> None:
    from core.school import rollover

    with console.session() as session:
        who = numbers(session, people, query)
        place, new = new_names.company(console, session, company or "")
        done = rollover.journeyman(session, who, on=day(session, on_day, "on"), company=place)
        _tell(console, done, Message(N_("{n} became a journeyman."), {"n": done.people}, N_("{n} became journeymen.")))
        new_names.tell(console, new, OrganisationKind.COMPANY)


def _tell(console: Console, done: "MovedOn", sentence: Message) -> None:
    for left_out in done.left_out:
        console.say(
            Message(
                N_("{n} was not moved on: they {why}."), {"n": left_out.count, "why": left_out.reason},
                N_("{n} were not moved on: they {why}."),
            )
        )  # fmt: skip
    console.result(moved_columns(), done, sentence)


@click.command(
    "leave",
    cls=Command,
    help=N_(
        "Somebody leaves: end what is current; nothing is deleted.\n\n"
        "Affiliations and memberships end on the last day, and the person is taken off the meetings to come; memberships"
        " of shielded networks that are not open to you are left to their coordinators. Who was registered by mistake is"
        " taken away with: laug person remove. Who is to be forgotten is erased for good with: laug person erase."
    ),
)
@_PEOPLE
@option("--on", "on_day", metavar=N_("DATE"), help=N_("Last day; today if not said."))
@option(
    "--reason", type=KindType(EndReason), metavar=N_("REASON"), help=N_("finished, changed_school, wish or unknown")
)
@with_console
def person_leave(
    console: Console, /, people: tuple[str, ...], query: str | None, on_day: str | None, reason: EndReason | None
) -> None:
    from core.school import leaving

    with console.session() as session:
        who = numbers(session, people, query)
        left = leaving.leave(session, who, on=day(session, on_day, "on"), reason=reason or EndReason.UNKNOWN)
        sentence = Message(
            N_(
                "{n} has left. Ended: affiliations {affiliations}, memberships {memberships}, coming meetings {meetings}."
            ),
            {
                "n": left.people,
                "affiliations": left.affiliations,
                "memberships": left.memberships,
                "meetings": left.meetings,
            },
            N_(
                "{n} have left. Ended: affiliations {affiliations}, memberships {memberships}, coming meetings {meetings}."
            ),
        )
        console.result(left_columns(), left, sentence)
