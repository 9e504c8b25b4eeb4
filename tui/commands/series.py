"""`laug series`: meetings that come again by a rule."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.kinds import Shift
from tui.commands.line.console import Console, with_console
from tui.commands.line.days import moment, short_day
from tui.commands.line.kinds import KindType, Reference
from tui.commands.line.parts import NETWORK, argument, option, said
from tui.commands.line.table import Column, Level, shown
from tui.commands.line.words import LazyGroup
from tui.commands.meeting_fields import SERIES_FIELDS, networks_option
from tui.commands.meeting_template import TEMPLATE, days_before
from tui.words import _, language

if TYPE_CHECKING:
    from core.door.session import Session
    from core.series.planning import PlannedDay
    from core.series.records import Series, SeriesDay
    from core.series.said import SaidSeries

VERBS = {
    name: (f"tui.commands.series_changes:{name}", help)
    for name, help in (
        ("edit", N_("Change all of a series, or from one of its days on.")),
        ("move", N_("Move one meeting of a series; those invited to it are asked anew.")),
        ("cancel", N_("Cancel one meeting of a series, or all that are to come.")),
        ("end", N_("Let a series end on a day; what was planned for later is cancelled.")),
        ("invite", N_("Invite people to every meeting of a series that is to come.")),
        ("export", N_("Write a series as a calendar file, or a file for each invited.")),
    )
}
series = LazyGroup("series", help=N_("Meetings that come again by a rule."), table=VERBS)
WHICH = N_("Its number or title.")
RULE = N_("As in: every 3rd thursday 17-19 from 14-01-2027 to 18-06-2027, 1st friday monthly 14-16 10 times")


def _series(session: "Session", start: str) -> Sequence[tuple[str, str]]:
    from core.series import records

    found = records.rows(session, records.ids(session))
    return [(str(one.id), one.title) for one in found if str(one.id).startswith(start)]


SERIES = Reference(_series)


def columns() -> "list[Column[Series]]":
    """The fields of a series."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("title", N_("Title"), lambda one: one.title),
        Column("rule", N_("Rule"), _rule),
        Column("time", N_("Time"), _time),
        Column("first", N_("First day"), lambda one: one.first),
        Column("last", N_("Last day"), lambda one: one.last),
        Column("networks", N_("Networks"), lambda one: tuple(network.name for network in one.networks)),
        Column("place", N_("Place"), lambda one: one.place),
        Column("status", N_("Status"), lambda one: one.status),
        Column("type", N_("Kind"), lambda one: one.type, level=Level.CARD),
        Column("address", N_("Address"), lambda one: one.address, level=Level.CARD),
        Column("online_link", N_("Link"), lambda one: one.online_link, level=Level.CARD),
        Column("host", N_("Host"), lambda one: one.host, level=Level.CARD),
        Column("description", N_("Description"), lambda one: one.description, level=Level.CARD),
        Column("agenda", N_("Agenda"), lambda one: one.agenda, level=Level.CARD),
        Column("capacity", N_("Places"), lambda one: one.capacity, level=Level.CARD),
        Column("sign_up_days", N_("Sign up"), lambda one: one.sign_up_days, form=days_before, level=Level.CARD),
        Column("left_out", N_("Days left out"), lambda one: one.left_out, level=Level.CARD),
        Column("follows", N_("Follows series"), lambda one: one.follows_id, level=Level.CARD),
        Column("rrule", N_("RRULE"), lambda one: one.rule.text, level=Level.DATA),
        Column("sequence", N_("Calendar version"), lambda one: one.sequence, level=Level.DATA),
        Column("calendar_uid", N_("Calendar id"), lambda one: one.calendar_uid, level=Level.DATA),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
        Column("uid", N_("Id"), lambda one: one.uid, level=Level.DATA),
    ]


def _rule(one: "Series") -> str:
    from core.series.rule_words import spoken_rule

    return spoken_rule(one.rule, language(), one.timing.first)


def _time(one: "Series") -> str:
    from core.series.records import spoken_time_of

    return spoken_time_of(one.timing, language())


def day_columns() -> "list[Column[SeriesDay]]":
    """The fields of one day of a series."""
    return [
        Column("meeting", N_("No."), lambda one: one.meeting.id if one.meeting and one.meeting.id > 0 else None),
        Column("original", N_("Day of the rule"), lambda one: one.original, form=moment),
        Column("week", N_("Week"), lambda one: one.original.isocalendar().week),
        Column("state", N_("What became of it"), lambda one: one.state, form=_state),
        Column("start", N_("Start"), lambda one: one.meeting.start if one.meeting else None),
        Column("title", N_("Title"), lambda one: one.meeting.title if one.meeting else "", level=Level.DATA),
        Column("sign_up_by", N_("Sign up by"), lambda one: one.meeting.sign_up_by if one.meeting else None, level=Level.DATA),
        Column("place", N_("Place"), lambda one: one.meeting.place if one.meeting else ""),
    ]


def _state(state: object) -> str:
    from core.series.records import STATES, DayState

    return _(STATES[DayState(str(state))])


def planned_columns() -> "list[Column[PlannedDay]]":
    """The fields of a day of a series that is not planned yet."""
    return [
        Column("original", N_("Day of the rule"), lambda one: one.original, form=moment),
        Column("week", N_("Week"), lambda one: one.week),
        Column("on", N_("Meeting"), lambda one: one.on, form=lambda on: moment(on) if on else _(N_("left out"))),
        Column("free", N_("Holiday or break"), lambda one: tuple(free.told for free in one.free)),
        Column("others", N_("At the same time"), lambda one: tuple(map(_other, one.others)), form=_titles),
        Column("skipped", N_("Skipped by the clock"), lambda one: one.skipped, level=Level.DATA),
    ]


def _other(one: object) -> dict[str, object]:
    from core.planning.clashes import OtherMeeting

    assert isinstance(one, OtherMeeting)
    return {"id": one.id, "title": one.title, "start": one.start, "people": len(one.people)}


def _titles(others: object) -> str:
    assert isinstance(others, tuple)
    return ", ".join(f"{shown(one['title'])} ({one['people']})" for one in others)


@series.command("list", help=N_("The series that go on."))
@option("--all", "everything", is_flag=True, help=N_("Also those that are over or cancelled."))
@with_console
def list_(console: Console, /, everything: bool) -> int:
    from core.series import records

    with console.session() as session:
        found = records.rows(session, records.ids(session, everything=everything))
        console.rows(columns(), [found])
        return console.found(len(found), N_("1 series"), N_("{n} series"), asked=False)


@series.command("show", help=N_("Show a series and every one of its days."))
@argument("series", type=SERIES, metavar=N_("SERIES"), help=WHICH)
@with_console
def show(console: Console, /, series: str) -> None:
    from core.series import records

    with console.session() as session:
        found = records.get(session, series)
        days = records.days(session, found)
        if console.settings.as_data:
            whole: Column[Series] = Column("days", N_("Days"), lambda _one: [_day_as_data(one) for one in days])
            console.record([*columns(), whole], found)
            return
        console.record(columns(), found)
        click.echo()
        console.rows(day_columns(), [days])


def _day_as_data(one: "SeriesDay") -> dict[str, object]:
    return {column.key: column.value(one) for column in day_columns()}


@series.command(
    "plan",
    help=N_(
        "Plan a series.\n\nIts days are looked at first: --dry-run shows each with holidays, breaks, and what the members are"
        " asked to at the same time."
    ),
)
@argument("network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Whose meetings they are."))
@argument("rule", nargs=-1, required=True, metavar=N_("RULE"), help=RULE)
@option("--template", type=TEMPLATE, metavar=N_("TEMPLATE"), help=N_("What it begins with: virksomhedsbesøg, kick_off, …"))
@option("--title", metavar=N_("TITLE"), help=N_("What the meetings are called; else as the template or the network."))
@option(
    "--holidays", "shift", type=KindType(Shift), metavar=N_("WAY"),
    help=N_("What becomes of days on holidays and in breaks: keep, skip, next-week, day-before."),
)  # fmt: skip
@option("--leave-out", multiple=True, metavar=N_("DAY"), help=N_("A day without a meeting; may be said again."))
@option("--on", "moved", nargs=2, multiple=True, metavar=N_("DAY DAY"), help=N_("The meeting of a day on another day instead."))
@SERIES_FIELDS
@networks_option(N_("A network that meets with it; may be said again."))
@with_console
def plan(
    console: Console, /, network: str, rule: tuple[str, ...], template: str | None, title: str | None, shift: Shift | None,
    leave_out: tuple[str, ...], moved: tuple[tuple[str, str], ...], networks: tuple[str, ...], **values: object,
) -> None:  # fmt: skip
    from core.networks import get_opened
    from core.planning import templates
    from core.series import planning
    from core.series.content import SeriesFields
    from core.series.said import read_series

    with console.session() as session:
        every = [get_opened(session, name) for name in (network, *networks)]
        numbers = [one.id for one in every]
        found = templates.get(session, template) if template else None
        meant = read_series(" ".join(rule), session.today)
        meant = templates.series_of(found, meant) if found else meant
        days = planning.preview(session, meant, numbers, shift or Shift.KEEP)
        days = _decided(session, days, leave_out, moved, meant, numbers)
        begins = templates.content_of_series(found) if found else {}
        wishes = said(SeriesFields, title=title or (found.name if found else every[0].name), **values)
        made = planning.plan(session, {**begins, **wishes}, meant, numbers, days)
        _tell(console, made, meant, days)
        if console.settings.dry_run:
            console.rows(planned_columns(), [days])
            console.done(_planned(made, days))
        else:
            console.result(columns(), made, _planned(made, days))


def _decided(
    session: "Session", days: "Iterable[PlannedDay]", leave_out: Sequence[str], moved: Sequence[tuple[str, str]],
    meant: "SaidSeries", numbers: Sequence[int],
) -> "list[PlannedDay]":  # fmt: skip
    """The days as the options decide them. Raises `Invalid` for one that is no day of the rule."""
    from core.rules.day_words import read_day
    from core.series import planning

    first = meant.timing.first
    wishes: dict[date, date | None] = {read_day(text, first, field="leave_out"): None for text in leave_out}
    wishes |= {read_day(old, first, field="on"): read_day(new, first, field="on") for old, new in moved}
    strangers = sorted(set(wishes) - set(meant.days))
    if strangers:
        raise Invalid(
            "leave_out", say(N_("{day} is no day of the rule."), day=strangers[0]), say(N_("--dry-run shows its days."))
        )
    return [
        planning.decided(session, one, wishes[one.original], meant, numbers) if one.original in wishes else one
        for one in days
    ]


def _planned(made: "Series", days: "Sequence[PlannedDay]") -> Message:
    kept = [one.on for one in days if one.on is not None]
    values = {
        "n": len(kept), "title": made.title, "rule": f"{_rule(made)} {_time(made)}".strip(), "number": made.id,
        "first": min(kept), "last": max(kept),
    }  # fmt: skip
    return Message(
        N_("Planned: {title}, {rule}: {n} meeting, {first} (series {number})."), values,
        N_("Planned: {title}, {rule}: {n} meetings from {first} to {last} (series {number})."),
    )  # fmt: skip


def _tell(console: Console, made: "Series", meant: "SaidSeries", days: "Sequence[PlannedDay]") -> None:
    """What was not said, and what speaks against some of the days."""
    from core.series.said import no_end_said

    if not meant.end_said:
        console.say(no_end_said(meant))
    closed = [one for one in days if one.closed and one.on == one.original]
    if closed:
        names = ", ".join(f"{short_day(one.original)} ({one.free[0].name})" for one in closed)
        told = N_("{n} day is on a holiday or in a break: {days}. --holidays skip, next-week or day-before changes that.")
        many = N_("{n} days are on holidays or in breaks: {days}. --holidays skip, next-week or day-before changes that.")
        console.say(Message(told, {"n": len(closed), "days": names}, many))
    skipped = [one for one in days if one.skipped and one.on == one.original]
    if skipped:
        names = ", ".join(short_day(one.original) for one in skipped)
        console.say(say(N_("The clocks skip that time on {days}; the meeting is an hour later then."), days=names))
    clashing = [one for one in days if one.others]
    if clashing:
        names = ", ".join(f"{short_day(one.on)} ({one.others[0].title})" for one in clashing)
        told = N_("On {n} day members are asked to something else at the same time: {days}.")
        many = N_("On {n} days members are asked to something else at the same time: {days}.")
        console.say(Message(told, {"n": len(clashing), "days": names}, many))
