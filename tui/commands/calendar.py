"""`laug meeting calendar`: the meetings of some weeks by week and day, with holidays, breaks, clashes and who is at school."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from core.errors import Invalid
from core.messages import N_, say
from core.rules.kinds import MeetingStatus
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import option, query_argument
from tui.commands.line.table import Column, Level, shown
from tui.commands.line.words import Command
from tui.words import _, language

if TYPE_CHECKING:
    from core.planning.calendar_days import CalendarDays, CalendarMeeting

_AHEAD = timedelta(days=27)
_LONGEST = timedelta(days=400)


@dataclass(frozen=True)
class Entry:
    """A line: a meeting on one of its days, a day on which nobody is at school, or a week with nothing in it.

    A list for people says the week and the day once, one for programs in every line.
    """

    week: str
    at_school: str
    day: date | None
    spoken: str = ""
    time: str = ""
    title: str = ""
    meeting: "CalendarMeeting | None" = None
    networks: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it says why nobody is at school."""
        return self.meeting is None and bool(self.title)

    @property
    def status(self) -> MeetingStatus | None:
        """Planned or cancelled."""
        if self.meeting is None:
            return None
        return MeetingStatus.CANCELLED if self.meeting.cancelled else MeetingStatus.PLANNED


def _some(value: object) -> str:
    """The first two, and how many more."""
    assert isinstance(value, tuple)
    return shown(value[:2]) + (f" +{len(value) - 2}" if len(value) > 2 else "")


def columns() -> list[Column[Entry]]:
    """The fields of a line."""
    return [
        Column("week", N_("Week"), lambda one: one.week),
        Column("at_school", N_("At school"), lambda one: one.at_school),
        Column("day", N_("Day"), lambda one: one.day, level=Level.DATA),
        Column("spoken_day", N_("Day"), lambda one: one.spoken),
        Column("time", N_("Time"), lambda one: one.time),
        Column("title", N_("Title"), lambda one: one.title),
        Column("networks", N_("Networks"), lambda one: one.networks),
        Column("place", N_("Place"), lambda one: one.meeting.place if one.meeting else ""),
        Column("clashes", N_("Clashes with"), lambda one: one.clashes, form=_some),
        Column("status", N_("Status"), lambda one: one.status),
        Column("id", N_("No."), lambda one: one.meeting.id if one.meeting else None),
        Column("closed", N_("Closed"), lambda one: one.closed, level=Level.DATA),
        Column("moved", N_("Moved"), lambda one: bool(one.meeting and one.meeting.moved), level=Level.DATA),
        Column("series", N_("Series"), lambda one: one.meeting.series_id if one.meeting else None, level=Level.DATA),
    ]


def _aloud() -> list[Column[Entry]]:
    """What it is before its day and its week."""
    last = ("week", "at_school")
    return sorted(columns(), key=lambda column: (column.key in last, column.key != "title"))


@click.command(
    "calendar", cls=Command,
    help=N_(
        "The meetings as a calendar, by week and day; four weeks from this one if nothing is said.\n\n"
        "It shows holidays and the breaks of the schools, how many members of the networks are at school that week, and what"
        " else the same people are asked to at the same time."
    ),
)  # fmt: skip
@query_argument("meeting")
@option("--week", metavar=N_("WEEK"), help=N_("That week, or several: week 48, w48-50."))
@option("--month", metavar=N_("MONTH"), help=N_("That month, in whole weeks: december, 2, 2027-01."))
@with_console
def calendar(console: Console, /, query: tuple[str, ...], week: str | None, month: str | None) -> int:
    from core.planning.calendar_days import look
    from core.rules.periods import read_days

    if week and month:
        raise Invalid("week", say(N_("Say --week or --month, not both.")))
    with console.session() as session:
        first, last = session.today, session.today + _AHEAD
        if week and re.fullmatch(r"[0-9]{1,2}(\s*-\s*[0-9]{1,2})?", week.strip()):
            week = f"u{week.strip()}"  # after --week a number needs no word before it
        if month and re.fullmatch(r"0?[1-9]|1[0-2]", month.strip()):
            month = _next_of(int(month), session.today)  # and after --month the number alone means that month
        if said := week or month:
            first, last = read_days(said, session.today, field="week" if week else "month")
        first, last = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
        if last - first > _LONGEST:
            raise Invalid("month", say(N_("That is more than a year.")), say(N_("Ask for a shorter time.")))
        found = look(session, " ".join(query), first, last)
        entries = list(_entries(found))
        plain = console.settings.plain
        shown_entries = entries if console.settings.as_data else list(_once(entries, each_day=plain))
        console.rows(_aloud() if plain else columns(), [shown_entries])
        return console.found(len(found.meetings), N_("{n} meeting"), N_("{n} meetings"), asked=bool(query))


def _next_of(month: int, today: date) -> str:
    """The month of that number that is not over yet."""
    return f"{today.year + (month < today.month)}-{month:02}"


def _entries(found: "CalendarDays") -> Iterator[Entry]:
    """The lines of each week, day by day."""
    from core.rules.weeks import span_of

    for week in span_of(found.first, found.last):
        count = found.count_of(week.monday)
        told = "" if count is None or count.share is None else f"{count.at_school}/{count.at_school + count.away}"
        line = Entry(f"{week.year}-W{week.number:02}", told, None)
        lines = [one for day in range(7) for one in _of_day(found, week.monday + timedelta(days=day), line)]
        yield from lines or [line]


def _of_day(found: "CalendarDays", day: date, line: Entry) -> Iterator[Entry]:
    from core.rules.spoken import spoken_day

    line = replace(line, day=day, spoken=spoken_day(day, language()))
    for free in found.free_on(day):
        yield replace(line, title=free.told)
    names = {one.id: one.name for one in found.networks}
    for meeting in found.on(day):
        yield replace(
            line, meeting=meeting, title=meeting.title, time=_time(meeting, day),
            networks=tuple(names[number] for number in meeting.networks),
            clashes=tuple(one.title for one in found.clashes_of(meeting.id)),
        )  # fmt: skip


def _time(meeting: "CalendarMeeting", day: date) -> str:
    """From when to when on that day; two points where it goes on since or until another."""
    from core.rules.spoken import spoken_time

    if meeting.all_day:
        return _("all day")
    start, end = (spoken_time(moment.time(), language()) for moment in (meeting.start, meeting.end))
    return f"{start if meeting.first_day == day else '..'}-{end if meeting.last_day == day else '..'}"


def _once(entries: list[Entry], *, each_day: bool) -> Iterator[Entry]:
    """The week only where it begins, by its number alone, the day so too unless `each_day` has it, a break once a week."""
    before: Entry | None = None
    said: set[tuple[str, str]] = set()
    for one in entries:
        if one.closed and (one.week, one.title) in said:
            continue
        said.add((one.week, one.title))
        told = replace(one, week=one.week.partition("-W")[2].lstrip("0"))
        if before is not None and before.week == one.week:
            told = replace(told, week="", at_school="", spoken=one.spoken if each_day or before.day != one.day else "")
        before = one
        yield told
