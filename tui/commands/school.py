"""`laug school`: when classes and people are at school."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from core.errors import Invalid
from core.messages import N_, Message, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import NETWORK, PERSON, argument, option, query_argument
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group
from tui.words import language

if TYPE_CHECKING:
    from core.door.session import Session
    from core.rules.weeks import WeekSpan
    from core.school.at_school import WeekCount
    from core.school.periods import Periods, PlannedClass, SchoolWeeks

school = Group("school", help=N_("When classes and people are at school."))
periods = Group("periods", help=N_("The weeks a class or a person is at school, as in: w34-38, w2-6"))
school.add_command(periods)
SCHOOL = N_("At which school, if there are several classes of that name.")
YEAR = N_("The school year, as in 2026/27; this one if not said.")


@dataclass(frozen=True)
class PlanRow:
    """The weeks of a class or a person in one school year."""

    periods: "Periods"
    school_year: int
    spans: "tuple[WeekSpan, ...]"


def columns() -> "list[Column[PlanRow]]":
    """The fields of the weeks of one school year."""
    return [
        Column("class_name", N_("Class"), lambda row: row.periods.class_name),
        Column("school", N_("School"), lambda row: row.periods.organisation),
        Column("person_id", N_("Person"), lambda row: row.periods.person_id),
        Column("school_year", N_("School year"), _year_name),
        Column("weeks", N_("Weeks"), _weeks),
        Column("count", N_("Number of weeks"), lambda row: sum(len(list(span)) for span in row.spans)),
        Column("spans", N_("Days"), lambda row: [_days(span) for span in row.spans], level=Level.DATA),
    ]


def class_columns(school_year: int | None = None) -> "list[Column[PlannedClass]]":
    """The fields of a class and its weeks in a school year."""
    return [
        Column("class_name", N_("Class"), lambda one: one.class_name),
        Column("school", N_("School"), lambda one: one.organisation),
        Column("education", N_("Education"), lambda one: one.education),
        Column("people", N_("People"), lambda one: one.people),
        Column("weeks", N_("Weeks"), lambda one: _written(one.periods, school_year)),
        Column("school_id", N_("School no."), lambda one: one.organisation_id, level=Level.DATA),
    ]


def week_columns() -> "list[Column[WeekCount]]":
    """The fields of a week: how many are at school then."""
    return [
        Column("week", N_("Week"), lambda one: one.week.number),
        Column("monday", N_("From"), lambda one: one.week.monday),
        Column("at_school", N_("At school"), lambda one: one.at_school),
        Column("away", N_("Away"), lambda one: one.away),
        Column("unknown", N_("Unknown"), lambda one: one.unknown),
        Column("percent", N_("Per cent"), lambda one: None if one.share is None else round(100 * one.share)),
        Column("year", N_("Year"), lambda one: one.week.year, level=Level.DATA),
        Column("friday", N_("Until"), lambda one: one.week.friday, level=Level.DATA),
    ]


def _year_name(row: PlanRow) -> str:
    from core.rules.weeks import school_year_name

    return school_year_name(row.school_year)


def _weeks(row: PlanRow) -> str:
    from core.rules.weeks import written

    return written(row.spans, row.school_year, language())


def _written(found: "Periods", school_year: int | None) -> str:
    from core.rules.weeks import written

    return "" if school_year is None else written(found.of_school_year(school_year), school_year, language())


def _days(span: "WeekSpan") -> str:
    """As ISO 8601 writes an interval."""
    return f"{span.first_day.isoformat()}/{span.last_day.isoformat()}"


def _school_year(session: "Session", text: str | None) -> int:
    from core.rules.weeks import read_school_year, school_year_of

    return school_year_of(session.today) if text is None else read_school_year(text, field="year")


@school.command("classes", help=N_("The classes, and the weeks they are at school."))
@argument("name", required=False, metavar=N_("CLASS"), help=N_("Only those whose name begins so."))
@option("--school", "at", metavar=N_("SCHOOL"), help=N_("Only at this school."))
@option("--year", metavar=N_("YEAR"), help=YEAR)
@option("--without", is_flag=True, help=N_("Only those whose weeks nobody has entered for that school year."))
@with_console
def classes(console: Console, /, name: str | None, at: str | None, year: str | None, without: bool) -> int:
    from core.school import periods

    with console.session() as session:
        school_year = _school_year(session, year)
        every = [
            one for one in periods.classes(session, name=name or "", school=at or "")
            if not (without and one.periods.of_school_year(school_year))
        ]  # fmt: skip
        console.rows(class_columns(school_year), [every])
        return console.found(len(every), N_("{n} class"), N_("{n} classes"), asked=bool(name or at))


@periods.command("show", help=N_("The weeks of a class or a person."))
@argument("name", required=False, metavar=N_("CLASS"), help=N_("The class; its beginning is enough."))
@option("--person", type=PERSON, metavar=N_("PERSON"), help=N_("A person instead of a class."))
@option("--school", "at", metavar=N_("SCHOOL"), help=SCHOOL)
@option("--year", metavar=N_("YEAR"), help=N_("Only this school year, as in 2026/27."))
@with_console
def show(console: Console, /, name: str | None, person: str | None, at: str | None, year: str | None) -> None:
    from core import people
    from core.school import periods

    _one_of(name, person)
    with console.session() as session:
        if person:
            who = people.get(session, person)
            known: SchoolWeeks = periods.of_person(session, who.id)
            every, subject = [known.own, *known.classes], who.name
        else:
            found = periods.class_named(session, name or "", at or "")
            every, subject = [found.periods], found.class_name
        wanted = None if year is None else _school_year(session, year)
        rows = [
            PlanRow(one, known_year, one.of_school_year(known_year))
            for one in every for known_year in one.school_years if wanted in (None, known_year)
        ]  # fmt: skip
        console.rows(columns(), [rows])
        if not (console.settings.as_data or console.settings.plain):
            _draw(
                session, every, _school_year(session, year), person=people.get(session, person).id if person else None
            )
        if not rows:
            console.say(say(N_("Nobody has entered when {name} is at school."), name=subject))


def _draw(session: "Session", every: "Sequence[Periods]", school_year: int, *, person: int | None) -> None:
    """The school year as a strip."""
    from core.rules.weeks import school_year_name, school_year_weeks
    from core.school.at_school import states_of
    from tui import strips

    whole = school_year_weeks(school_year)
    weeks = list(whole)
    if person is not None:
        states = states_of(session, [person], whole.first, whole.last)[person]
    else:
        spans = every[0].of_school_year(school_year)
        if not spans:
            return
        states = strips.plain_states(weeks, {week for span in spans for week in span})
    label = f"{school_year_name(school_year)}  "
    click.echo()
    for start, line in zip(
        ("", label, ""), strips.lines(weeks, states, ascii_only=strips.only_ascii(sys.stdout)), strict=True
    ):
        click.echo(start.ljust(len(label)) + line.rstrip())


def _one_of(name: str | None, person: str | None) -> None:
    if bool(name) == bool(person):
        raise Invalid("class", say(N_("Name a class, or a person with --person.")))


@periods.command(
    "set",
    help=N_(
        "Set the weeks a class is at school, for everybody in it: laug school periods set h3tøm26 u34-38, u2-6\n\n"
        "The weeks replace those of the school years they lie in. A later week with a smaller number is in the next year;"
        " a year may be named: u34-38 2027. With --person they are one person's own weeks, instead of the class's in"
        " those school years."
    ),
)
@argument(
    "words", nargs=-1, metavar=N_("CLASS WEEKS"),
    help=N_("The class and its weeks, as in: h3tøm26 w34-38, w2-6; with --person only the weeks.")
)
@option("--person", type=PERSON, metavar=N_("PERSON"), help=N_("One person's own weeks."))
@option("--school", "at", metavar=N_("SCHOOL"), help=SCHOOL)
@option("--year", metavar=N_("YEAR"), help=N_("The school year the first week is in, as in 2026/27."))
@option("--new", is_flag=True, help=N_("The class has nobody in it yet."))
@with_console
def set_(
    console: Console, /, words: tuple[str, ...], person: str | None, at: str | None, year: str | None, new: bool
) -> None:
    from core import people
    from core.rules.weeks import HOW, read_coming_weeks, read_school_year, read_weeks
    from core.school import periods

    if not words:
        raise Invalid("weeks", say(N_("Name the class and its weeks.")), say(HOW))
    with console.session() as session:
        said = " ".join(words if person else words[1:])
        named = None if year is None else read_school_year(year, field="year")
        spans = read_coming_weeks(said, session.today) if named is None else read_weeks(said, named)
        if person:
            who = people.get(session, person)
            before = periods.of_person(session, who.id).own
            made = periods.set_for_person(session, who.id, spans, seen=before)
            name, number = who.name, 1
        else:
            found = _class(session, words[0], at, new=new)
            before = found.periods
            made = periods.set_for_class(session, found.organisation_id, found.class_name, spans, seen=before)
            name, number = found.class_name, found.people
        _tell_set(console, spans, before, made, name, number)


def _tell_set(
    console: Console, spans: "Sequence[WeekSpan]", before: "Periods", made: "Periods", name: str, number: int
) -> None:
    from core.rules.weeks import by_school_year, school_year_name, written

    for year in by_school_year(spans):
        was = before.of_school_year(year)
        console.done(
            Message(
                N_("{name} is at school in {weeks} ({year}); {n} person."),
                {
                    "name": name, "weeks": written(made.of_school_year(year), year, language()),
                    "year": school_year_name(year), "n": number,
                },
                N_("{name} is at school in {weeks} ({year}); {n} people."),
            )
        )  # fmt: skip
        if was and was != made.of_school_year(year):
            console.say(say(N_("Before: {weeks}. Undo it with: laug undo"), weeks=written(was, year, language())))
    if console.settings.as_data:
        rows = [PlanRow(made, year, made.of_school_year(year)) for year in made.school_years]
        console.rows(columns(), [rows])


def _class(session: "Session", name: str, at: str | None, *, new: bool) -> "PlannedClass":
    """The class of that name, or a new one at that school."""
    from core import organisations
    from core.school import periods

    if not new:
        return periods.class_named(session, name, at or "")
    home = organisations.get(session, at).id if at else None
    known = periods.of_class(session, home, name)
    return periods.PlannedClass(home, known.organisation, name, "", 0, known)


@periods.command("clear", help=N_("Take the weeks of a class or a person away again."))
@argument("name", required=False, metavar=N_("CLASS"), help=N_("The class."))
@option("--person", type=PERSON, metavar=N_("PERSON"), help=N_("A person instead of a class."))
@option("--school", "at", metavar=N_("SCHOOL"), help=SCHOOL)
@option("--year", metavar=N_("YEAR"), help=N_("Only of this school year, as in 2026/27."))
@with_console
def clear(console: Console, /, name: str | None, person: str | None, at: str | None, year: str | None) -> None:
    from core import people
    from core.school import periods

    _one_of(name, person)
    with console.session() as session:
        if person:
            who = people.get(session, person)
            found, subject = periods.of_person(session, who.id).own, who.name
        else:
            one = periods.class_named(session, name or "", at or "")
            found, subject = one.periods, one.class_name
        gone = periods.clear(session, found, None if year is None else _school_year(session, year))
        if not gone:
            console.say(say(N_("Nobody has entered when {name} is at school."), name=subject))
            return
        console.done(say(N_("Taken away: when {name} is at school. Undo it with: laug undo"), name=subject))


@school.command(
    "weeks",
    help=N_(
        "How many are at school in each week: of a network, a class, everybody who answers a query.\n\n"
        "Per cent is of those whose weeks are known."
    ),
)
@query_argument("person")
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The members of this network."))
@option(
    "--weeks",
    metavar=N_("WEEKS"),
    help=N_("These weeks, as in u45-50; from now to the end of the school year if not said."),
)
@with_console
def weeks(console: Console, /, query: tuple[str, ...], network: str | None, weeks: str | None) -> int:
    from core import memberships, networks, people
    from core.rules.weeks import Week, WeekSpan, read_coming_weeks, school_year_of, school_year_weeks, week_of
    from core.school.at_school import weeks_of

    with console.session() as session:
        asked = " ".join(query)
        if network:
            who = memberships.member_ids(session, networks.get_opened(session, network).id, asked)
        else:
            who = people.ids(session, asked)
        now: Week = week_of(session.today)
        rest = (WeekSpan(now, school_year_weeks(school_year_of(session.today)).last),)
        spans = rest if weeks is None else read_coming_weeks(weeks, session.today)
        counts = weeks_of(session, who, spans[0].first, spans[-1].last)
        kept = [one for one in counts if any(one.week in span for span in spans)] if len(who) else []
        console.rows(week_columns(), [kept])
        return console.found(len(who), N_("{n} person"), N_("{n} people"), asked=bool(query or network))
