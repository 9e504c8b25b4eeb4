"""The meetings of some days as a week or a month shows them, with holidays, breaks, people at school and clashes.

What is read is bounded by the days shown, however many meetings there are in all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core import meetings
from core.door.scope import visible_meeting, visible_network
from core.door.session import Session
from core.meetings import Meeting
from core.planning.breaks import FreeDays, free_days
from core.planning.clashes import asked_to, moments
from core.planning.weeks import week_counts
from core.rules.kinds import MeetingStatus, NetworkStatus
from core.rules.moments import HOME, LocalTime, utc_text
from core.rules.spoken import Span
from core.rules.weeks import week_of
from core.school.at_school import WeekCount
from core.search.compile import compile_meetings
from core.search.fields import Subject, field_of
from core.search.networks import networks_named
from core.search.query import parse
from db.keys import fold

LONGEST = timedelta(days=100)
"""A meeting that began longer ago than this before the days shown is not looked for: nobody meets for so long."""
_MOST_COMPARED = 400  # meetings among which clashes are looked for; a filter makes them fewer
_MOST_COUNTED = 5_000  # members who are counted week by week
_MOST_NETWORKS = 12
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ0123456789"


@dataclass(frozen=True)
class CalendarNetwork:
    """A network with the letter that stands for it among those shown."""

    id: int
    name: str
    slug: str
    letter: str


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting on the calendar. `start` and `end` are naive on the clock at home, midnight to midnight for whole days.

    `moved`: it is a day of a series that does not follow its rule. `span` is its time as it was agreed on.
    """

    id: int
    title: str
    start: datetime
    end: datetime
    all_day: bool
    place: str
    address: str
    cancelled: bool
    moved: bool
    networks: tuple[int, ...]
    series_id: int | None
    span: Span
    version: int

    @property
    def first_day(self) -> date:
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The day it ends on; one that ends at midnight ends the day before."""
        return max(self.first_day, (self.end - timedelta(microseconds=1)).date())

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class MeetingClash:
    """Another meeting at the same time: so many people are asked to both, or both are in the same place."""

    other: int
    title: str
    people: int
    same_place: bool


@dataclass(frozen=True)
class CalendarDays:
    """Everything shown of the days from `first` to `last`.

    `named` are the networks the query asks for, or all if those are few. `counts` say how many of their members are at
    school; they are empty where those are too many to be counted in passing. `clashes` is None where the meetings are too
    many to be compared.
    """

    first: date
    last: date
    meetings: tuple[CalendarMeeting, ...] = ()
    free: tuple[FreeDays, ...] = ()
    networks: tuple[CalendarNetwork, ...] = ()
    counts: tuple[WeekCount, ...] = ()
    clashes: Mapping[int, tuple[MeetingClash, ...]] | None = None
    named: tuple[int, ...] = ()

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def on(self, day: date) -> tuple[CalendarMeeting, ...]:
        """The meetings of a day: those that go on since before, whole days, then by the clock."""
        found = [one for one in self.meetings if day in one]
        return tuple(sorted(found, key=lambda one: (one.first_day == day, not one.all_day, one.start, one.id)))

    def free_on(self, day: date) -> tuple[FreeDays, ...]:
        """Why nobody is at school on a day."""
        return tuple(one for one in self.free if day in one)

    def clashes_of(self, number: int) -> tuple[MeetingClash, ...]:
        """What else goes on for the people of a meeting, or in its place."""
        return (self.clashes or {}).get(number, ())

    def count_of(self, day: date) -> WeekCount | None:
        """Who is at school in the week of a day."""
        week = week_of(day)
        return next((one for one in self.counts if one.week == week), None)


def later(meeting: CalendarMeeting, by: timedelta) -> CalendarMeeting:
    """The same meeting so much later on the clock; one of whole days by whole days."""
    return replace(meeting, start=meeting.start + by, end=meeting.end + by, span=span_later(meeting.span, by))


def span_later(span: Span, by: timedelta) -> Span:
    """The same time so much later on the clock of its place."""
    return Span(_later(span.start, by), _later(span.end, by), span.all_day)


def _later(end: LocalTime | date, by: timedelta) -> LocalTime | date:
    if not isinstance(end, LocalTime):
        return end + by
    moment = datetime.combine(end.day, end.at) + by
    return LocalTime(moment.date(), moment.time(), end.time_zone)


def look(session: Session, query: str, first: date, last: date) -> CalendarDays:
    """The meetings between two days that answer the query and that this account may see. Raises `Invalid("query")`."""
    numbers = numbers_between(session, query, first, last)
    found = meetings.every(session, numbers)
    shown = tuple(map(calendar_meeting, found))
    named = networks_in(session, query)
    return CalendarDays(
        first, last, shown, tuple(free_days(session, first, last)), _lettered(found),
        tuple(_counts(session, named, first, last)), _clashes(session, shown), named,
    )  # fmt: skip


def numbers_between(session: Session, query: str, first: date, last: date) -> list[int]:
    """The numbers of the meetings that go on between two days and answer the query, in order."""
    condition = compile_meetings(session, query)
    visible, account = visible_meeting(session)
    begin, finish = moments(first, last)
    rows = session.query(
        # The start bounds what is read by its index; the plus keeps SQLite from reading by the end, which does not.
        "SELECT m.id, m.start_utc FROM listed_meeting m WHERE m.start_utc >= ? AND m.start_utc < ? AND +m.end_utc > ?"
        f" AND {condition.sql} AND {visible} ORDER BY m.start_utc, m.id",
        [utc_text(begin - LONGEST), utc_text(finish), utc_text(begin), *condition.parameters, *account],
    )
    return [row[0] for row in rows]


def calendar_meeting(one: Meeting) -> CalendarMeeting:
    """A meeting as the calendar shows it."""
    if one.all_day:
        first, last = date.fromisoformat(one.start_local), date.fromisoformat(one.end_local)
        start, end = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    else:
        start, end = _at_home(one.start_utc), _at_home(one.end_utc)
        if end <= start:  # within the hour that comes twice in October
            end = start + (one.end_utc - one.start_utc)
    return CalendarMeeting(
        one.id, one.title, start, end, one.all_day, one.place, one.address, one.status is MeetingStatus.CANCELLED,
        bool(one.original) and one.original != one.start_local, tuple(network.id for network in one.networks), one.series_id,
        one.span, one.version,
    )  # fmt: skip


def _at_home(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(HOME)).replace(tzinfo=None)


def _lettered(found: Sequence[Meeting]) -> tuple[CalendarNetwork, ...]:
    """The networks of these meetings, the oldest first, each with a letter of its name that no other has."""
    every = {network.id: network for one in found for network in one.networks}
    taken: set[str] = set()
    lettered: list[CalendarNetwork] = []
    for number, network in sorted(every.items()):
        name = network.name.upper()
        wanted = (*(word[0] for word in name.split()), *name, *_LETTERS)
        letter = next((char for char in wanted if char not in taken and char in _LETTERS), "+")
        taken.add(letter)
        lettered.append(CalendarNetwork(number, network.name, network.slug, letter))
    return tuple(lettered)


def networks_in(session: Session, query: str) -> tuple[int, ...]:
    """The networks a query asks for by name; without any, all that are going on and may be seen, if those are few."""
    asked = [
        term for term in parse(query).terms
        if term.field and not term.negated and field_of(Subject.MEETING, term).key == "network"
    ]  # fmt: skip
    if asked:
        return tuple(dict.fromkeys(number for term in asked for number in networks_named(session, term)))
    visible, account = visible_network(session)
    rows = session.query(
        f"SELECT n.id FROM network n WHERE n.status <> ? AND {visible} ORDER BY n.id LIMIT ?",
        [NetworkStatus.CLOSED.value, *account, _MOST_NETWORKS + 1],
    )
    return tuple(row[0] for row in rows) if len(rows) <= _MOST_NETWORKS else ()


def _counts(session: Session, numbers: Sequence[int], first: date, last: date) -> Iterable[WeekCount]:
    """How many of the networks' members are at school week by week; nothing where they are too many."""
    if not numbers:
        return ()
    marks = ", ".join("?" * len(numbers))
    members = session.query(
        f"SELECT count(*) FROM membership WHERE network_id IN ({marks}) AND from_date <= ?"
        " AND (until_date IS NULL OR until_date >= ?)",
        [*numbers, last.isoformat(), first.isoformat()],
    )[0][0]
    return week_counts(session, numbers, week_of(first), week_of(last)) if members <= _MOST_COUNTED else ()


def _clashes(session: Session, shown: Sequence[CalendarMeeting]) -> dict[int, tuple[MeetingClash, ...]] | None:
    """The meetings at the same time as each, for the same people or in the same place; None if they are too many."""
    going_on = sorted((one for one in shown if not one.cancelled), key=lambda one: (one.start, one.id))
    if len(going_on) > _MOST_COMPARED:
        return None
    pairs = list(_at_once(going_on))
    asked = asked_to(session, {one.id: one.first_day for pair in pairs for one in pair})
    found: dict[int, list[MeetingClash]] = {}
    for one, other in pairs:
        people = len(asked[one.id] & asked[other.id])
        here = _same_place(one, other)
        if people or here:
            found.setdefault(one.id, []).append(MeetingClash(other.id, other.title, people, here))
            found.setdefault(other.id, []).append(MeetingClash(one.id, one.title, people, here))
    return {number: tuple(clashes) for number, clashes in found.items()}


def _at_once(in_order: Sequence[CalendarMeeting]) -> Iterable[tuple[CalendarMeeting, CalendarMeeting]]:
    going_on: list[CalendarMeeting] = []
    for one in in_order:
        going_on = [other for other in going_on if other.end > one.start]
        yield from ((other, one) for other in going_on)
        going_on.append(one)


def _same_place(one: CalendarMeeting, other: CalendarMeeting) -> bool:
    """Whole days are for everybody and everywhere: only what is by the clock fights for a room."""
    if not one.place or one.all_day or other.all_day:
        return False
    return (fold(one.place), fold(one.address)) == (fold(other.place), fold(other.address))
