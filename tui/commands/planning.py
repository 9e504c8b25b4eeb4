"""`laug meeting plan` and `laug meeting weeks`: a meeting, from scratch or a template, and finding its week."""

import sys
from typing import TYPE_CHECKING

import click

from core.errors import Invalid
from core.messages import N_, Message, say
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import day
from tui.commands.line.parts import NETWORK, argument, option, said
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.commands.meeting import Card, columns
from tui.commands.meeting_fields import FIELDS, WHEN, advise, networks_option, typed
from tui.commands.meeting_template import TEMPLATE
from tui.words import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.door.session import Session
    from core.planning.weeks import WeekChoice
    from core.rules.weeks import Week

_LONGEST = 60  # weeks


@click.command(
    "plan", cls=Command,
    help=N_("Plan a meeting.\n\nA template fills in what a meeting of its kind needs; whatever is said stands."),
)  # fmt: skip
@argument("title", metavar=N_("TITLE"), help=N_("Its title; may be left out with a template."), required=False)
@argument("when", nargs=-1, metavar=N_("WHEN"), help=WHEN)
@option("--template", type=TEMPLATE, metavar=N_("TEMPLATE"), help=N_("What it begins with: virksomhedsbesøg, kick_off, …"))
@FIELDS
@networks_option(N_("May be said again."))
@with_console
def plan(
    console: Console, /, title: str | None, when: tuple[str, ...], template: str | None, networks: tuple[str, ...],
    **values: object,
) -> None:  # fmt: skip
    from core import meetings
    from core.networks import get_opened
    from core.planning import templates
    from core.rules.day_words import read_span
    from core.rules.spoken import spoken_span

    with console.session() as session:
        found = templates.get(session, template) if template else None
        name, text = _title_and_time(session, title, when, found.name if found else "")
        span = templates.read_time_of(found, text, session.today) if found else read_span(text, session.today)
        belongs = [get_opened(session, one).id for one in networks]
        begins = templates.filled_in(found, span, session.today) if found else {}
        wishes = said(meetings.MeetingFields, **typed(session, values))
        made = meetings.plan(session, {**begins, "title": name, **wishes}, span, belongs)
        told = spoken_span(made.span, language())
        sentence = say(N_("Planned: {title}, {when} (no. {number})."), title=made.title, when=told, number=made.id)
        console.result(columns(), Card(made, ()), sentence)
        advise(console, session, made)


def _title_and_time(session: "Session", title: str | None, when: tuple[str, ...], usual: str) -> tuple[str, str]:
    """With a template the title may be left out: then the first words are of the time."""
    from core.rules.day_words import read_span

    words = [*([title] if title else []), *when]
    if usual and words:
        try:
            read_span(" ".join(words), session.today)
        except Invalid:
            pass
        else:
            return usual, " ".join(words)
    if not title or not when:
        raise Invalid("when", say(N_("Say what the meeting is called, and when it is.")), say(WHEN))
    return title, " ".join(when)


def week_columns(session: "Session | None" = None) -> "list[Column[WeekChoice]]":
    """The fields of a week that a meeting may be in."""
    return [
        Column("rank", N_("Best"), lambda one: one.rank),
        Column("week", N_("Week"), lambda one: one.week.number),
        Column("monday", N_("From"), lambda one: one.week.monday),
        Column("at_school", N_("At school"), lambda one: one.count.at_school),
        Column("away", N_("Away"), lambda one: one.count.away),
        Column("unknown", N_("Unknown"), lambda one: one.count.unknown),
        Column("percent", N_("Per cent"), lambda one: None if one.count.share is None else round(100 * one.count.share)),
        Column("evening", N_("Evening"), lambda one: one.best.day if one.best else None, form=_weekday),
        Column("why", N_("Why"), lambda one: _why(session, one)),
        Column("year", N_("Year"), lambda one: one.week.year, level=Level.DATA),
        Column("friday", N_("Until"), lambda one: one.week.friday, level=Level.DATA),
        Column("members", N_("Members"), lambda one: one.members, level=Level.DATA),
        Column("is_free", N_("Break"), lambda one: one.is_free, level=Level.DATA),
        Column("free", N_("Free days"), _free, level=Level.DATA),
        Column("others", N_("Other meetings"), _others, level=Level.DATA),
        Column("evenings", N_("Evenings"), _evenings, level=Level.DATA),
    ]


def _weekday(value: object) -> str:
    from datetime import date

    from core.rules.spoken import spoken_day

    return spoken_day(value, language())[:-5] if isinstance(value, date) else ""


def _why(session: "Session | None", choice: "WeekChoice") -> tuple[Message, ...]:
    from core.planning.weeks import reasons

    return tuple(reasons(choice, session, counts=False)) if session is not None else ()


def _free(choice: "WeekChoice") -> list[dict[str, object]]:
    return [
        {"name": one.name, "first": one.first, "last": one.last, "kind": one.kind, "organisation": one.organisation}
        for one in choice.free
    ]  # fmt: skip


def _others(choice: "WeekChoice") -> list[dict[str, object]]:
    return [
        {"id": one.id, "title": one.title, "start": one.start, "end": one.end, "people": len(one.people)}
        for one in choice.others
    ]  # fmt: skip


def _evenings(choice: "WeekChoice") -> list[dict[str, object]]:
    return [{"day": one.day, "busy": one.busy, "free": [free.name for free in one.free]} for one in choice.evenings]


@click.command(
    "weeks", cls=Command,
    help=N_(
        "Find the week for a meeting: how many of the members are at school in each, the best first.\n\n"
        "It knows the holidays and the breaks of the schools (laug break), and what else the members are asked to. Per"
        " cent is of those whose weeks are known."
    ),
)  # fmt: skip
@argument(
    "networks", nargs=-1, required=True, type=NETWORK, metavar=N_("NETWORK"),
    help=N_("One network, or several that meet together."),
)  # fmt: skip
@option("--from", "first", metavar=N_("DAY"), help=N_("From the week of this day on, as in week 2; this week if not said."))
@option("--to", "last", metavar=N_("DAY"), help=N_("Until the week of this day; 20 weeks if not said."))
@with_console
def weeks(console: Console, /, networks: tuple[str, ...], first: str | None, last: str | None) -> None:
    from core.networks import get_opened
    from core.planning import breaks
    from core.planning.weeks import best_first, find_weeks

    with console.session() as session:
        numbers = [get_opened(session, name).id for name in networks]
        span = _period(session, day(session, first, "from", nearest=False), day(session, last, "to", nearest=False))
        found = find_weeks(session, numbers, *span)
        console.rows(week_columns(session), [best_first(found)])
        if not console.settings.as_data:
            _draw(console, found)
        if breaks.forgotten(session, span[0].monday, span[1].friday):
            console.say(say(N_("No school break is registered in these weeks; the usual ones: laug break usual")))


def _period(session: "Session", first: "date | None", last: "date | None") -> "tuple[Week, Week]":
    from datetime import timedelta

    from core.planning.weeks import AHEAD
    from core.rules.weeks import week_of

    begin = first or session.today
    end = last or begin + timedelta(weeks=AHEAD - 1)
    if end < begin:
        raise Invalid("to", say(N_("The last week is before the first.")))
    if (end - begin).days > 7 * _LONGEST:
        raise Invalid("to", say(N_("That is more than {n} weeks."), n=_LONGEST), say(N_("Ask for a shorter time.")))
    return week_of(begin), week_of(end)


def _draw(console: Console, found: "Sequence[WeekChoice]") -> None:
    """The weeks in order as a strip; who listens has heard its numbers."""
    from tui import heat, strips

    if not console.settings.plain:
        plain = strips.only_ascii(sys.stdout)
        click.echo()
        for line in heat.lines(found, ascii_only=plain):
            click.echo(f"  {line}".rstrip())
        click.echo(f"  {heat.legend(ascii_only=plain)}")
    if not any(one.count.share is not None for one in found):
        unknown = _("Nobody has entered when these people are at school: laug school periods set")
        console.tell([f"  {unknown}"])
