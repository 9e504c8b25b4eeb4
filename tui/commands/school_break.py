"""`laug break`: the breaks of the schools."""

from typing import TYPE_CHECKING

from core.errors import Invalid
from core.messages import N_, Message, say
from tui.commands.line.conflicts import EDITING, Wishes, settled
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import Reference
from tui.commands.line.parts import ORGANISATION, argument, fields, option, said, something
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Group
from tui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.door.session import Session
    from core.planning.breaks import SchoolBreak, UsualBreak

break_ = Group("break", help=N_("The breaks of the schools; holidays are known."))
WHICH = N_("Its number, or its name: then the next one of that name.")


def _found(session: "Session", start: str) -> "Sequence[tuple[str, str]]":
    from core.planning import breaks

    return [(one.name, "") for one in breaks.find(session, session.today) if one.name.casefold().startswith(start.casefold())]


BREAK = Reference(_found)


def columns() -> "list[Column[SchoolBreak]]":
    """The fields of a school break."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("name", N_("Name"), lambda one: one.name),
        Column("first", N_("First day"), lambda one: one.first),
        Column("last", N_("Last day"), lambda one: one.last),
        Column("weeks", N_("Weeks"), _weeks),
        Column("school", N_("School"), lambda one: one.organisation),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
    ]


def usual_columns() -> "list[Column[UsualBreak]]":
    """The fields of a break that most schools have."""
    return [
        Column("known", N_("In the register"), lambda one: one.known, form=lambda known: _(N_("yes")) if known else ""),
        Column("name", N_("Name"), lambda one: one.name),
        Column("first", N_("First day"), lambda one: one.first),
        Column("last", N_("Last day"), lambda one: one.last),
    ]


def _weeks(one: "SchoolBreak") -> str:
    from core.rules.weeks import span_of, written
    from tui.words import language

    span = span_of(one.first, one.last)
    return written([span], span.first.school_year, language())


@break_.command("list", help=N_("The breaks that are not over."))
@option("--all", "everything", is_flag=True, help=N_("Also those that are over."))
@with_console
def list_(console: Console, /, everything: bool) -> int:
    from core.planning import breaks

    with console.session() as session:
        found = breaks.find(session, None if everything else session.today)
        console.rows(columns(), [found])
        if not found:
            console.say(say(N_("The usual breaks, to begin with: laug break usual")))
        return console.found(len(found), N_("{n} school break"), N_("{n} school breaks"), asked=False)


_FIELDS = fields(
    option("--school", "organisation", type=ORGANISATION, metavar=N_("SCHOOL"), help=N_("Only this school; \"\" for all.")),
)  # fmt: skip
DAYS = N_("As in: week 42, 12/10-16/10, 20-12-2026 - 2-1-2027")


@break_.command("add", help=N_("Add a break."))
@argument("name", metavar=N_("NAME"), help=N_("Its name."))
@argument("days", nargs=-1, required=True, metavar=N_("DAYS"), help=DAYS)
@_FIELDS
@with_console
def add(console: Console, /, name: str, days: tuple[str, ...], **values: object) -> None:
    from core.planning import breaks

    with console.session() as session:
        first, last = _days(session, " ".join(days))
        made = breaks.add(session, said(breaks.BreakFields, name=name, first=first, last=last, **values))
        console.result(columns(), made, _told(N_("Added: {name}, {first} – {last} (no. {number})."), made))


@break_.command("edit", help=N_("Correct a break."))
@argument("break", type=BREAK, metavar=N_("BREAK"), help=WHICH)
@option("--name", metavar=N_("NAME"), help=N_("Its new name."))
@option("--days", metavar=N_("DAYS"), help=DAYS)
@_FIELDS
@EDITING
@with_console
def edit(console: Console, /, days: str | None, seen: int | None, take: str | None, **values: object) -> None:
    from core.planning import breaks

    which = str(values.pop("break"))
    something(days, *values.values())
    with console.session() as session:
        before = breaks.get(session, which)
        first, last = _days(session, days) if days else (None, None)
        wishes = said(dict[str, object], first=first, last=last, **values)

        def write(left: Wishes, version: int) -> "SchoolBreak":
            return breaks.edit(session, before.id, said(breaks.BreakFields, **left), version=version)

        named = {"from_date": "first", "until_date": "last", "organisation_id": "organisation"}
        made = settled(console, session, "school_break", wishes, seen or before.version, take, write, named=named)
        console.result(columns(), made, _told(N_("Saved: {name}, {first} – {last}."), made))


def _days(session: "Session", text: str) -> "tuple[date, date]":
    """Days as people write them; a week is whole. Raises `Invalid`."""
    from core.rules.day_words import read_span
    from core.rules.moments import LocalTime
    from core.rules.periods import read_days

    try:
        return read_days(text, session.today, field="days")
    except Invalid:
        span = read_span(text, session.today, field="days")
    if isinstance(span.start, LocalTime) or isinstance(span.end, LocalTime):
        raise Invalid("days", say(N_("A break has days, not times.")), say(DAYS))
    return span.start, span.end


def _told(sentence: str, one: "SchoolBreak") -> Message:
    return say(sentence, name=one.name, first=one.first, last=one.last, number=one.id)


@break_.command("remove", help=N_("Take a break out of the list."))
@argument("break", type=BREAK, metavar=N_("BREAK"), help=WHICH)
@with_console
def remove(console: Console, /, **values: str) -> None:
    from core.planning import breaks

    with console.session() as session:
        before = breaks.get(session, values["break"])
        breaks.remove(session, before.id)
        console.done(say(N_("Removed: {name}. Undo it with: laug undo"), name=before.name))


@break_.command(
    "usual",
    help=N_(
        "The usual breaks of the coming time, to begin with.\n\n"
        "They are shown, and added after a yes; what is there already stays as it is. The schools' own plans decide."
    ),
)
@argument("names", nargs=-1, metavar=N_("NAME"), help=N_("Only these; all of them if none is named."))
@with_console
def usual(console: Console, /, names: tuple[str, ...]) -> None:
    from core.planning import breaks

    with console.session() as session:
        offered = breaks.coming_usual(session, names)
        console.rows(usual_columns(), [offered])
        new = [one for one in offered if not one.known]
        if not new:
            console.say(say(N_("All of them are in the register already.")))
            return
        if not (console.settings.yes or console.settings.dry_run or console.at_terminal):
            console.say(say(N_("Nothing is written yet. Add them with: laug break usual --yes")))
            return
        console.confirm(Message(N_("Add {n} school break?"), {"n": len(new)}, N_("Add {n} school breaks?")))
        number = breaks.add_usual(session, new)
        console.done(Message(N_("{n} school break added."), {"n": number}, N_("{n} school breaks added.")))
