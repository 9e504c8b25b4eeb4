"""Finding the week: how many of a network are at school in each, what is closed, and what else they are asked to.

What is known of a week is told in three: at school, away, not known. The best weeks are those with most people at school;
a week that is mostly free comes after all others, for nobody is there.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core import networks
from core.door.scope import visible_meeting
from core.door.session import Session
from core.messages import N_, Message, say
from core.planning.breaks import FreeDays, FreeKind, free_days
from core.planning.clashes import OtherMeeting, invited_to, moments, other_meetings
from core.rules.kinds import MeetingStatus
from core.rules.moments import LocalTime, utc_text
from core.rules.spoken import Span, weekday_name
from core.rules.weeks import Week, WeekSpan, week_of
from core.school.at_school import WeekCount, weeks_of

AHEAD = 20
"""So many weeks are looked at where nobody says how many."""
_EVENING = (time(16), time(22))
_WORKDAYS = 5
_MOSTLY = 3  # free days from Monday to Friday that make a week no week to meet in
_SEEN = 12  # the last meetings that tell when a network meets
_MEASURED = 4  # weeks before and after that are looked at for a better one


@dataclass(frozen=True)
class Usual:
    """When a network meets: its day of the week (0 is Monday), from when, how many minutes."""

    weekday: int
    start: time
    minutes: int


@dataclass(frozen=True)
class Evening:
    """One evening from Monday to Friday: what is closed, and what else how many of the members are asked to."""

    day: date
    free: tuple[FreeDays, ...] = ()
    others: tuple[OtherMeeting, ...] = ()

    @property
    def busy(self) -> int:
        """How many of the members have something else."""
        return len(frozenset[int]().union(*(one.people for one in self.others)))


@dataclass(frozen=True)
class WeekChoice:
    """One week. `rank` is 1 for the best; None for a week that is over or has no evening left."""

    count: WeekCount
    free: tuple[FreeDays, ...]
    others: tuple[OtherMeeting, ...]
    evenings: tuple[Evening, ...]
    best: Evening | None
    rank: int | None = None

    @property
    def week(self) -> Week:
        return self.count.week

    @property
    def members(self) -> int:
        return self.count.at_school + self.count.away + self.count.unknown

    @property
    def is_free(self) -> bool:
        """Whether most of it is a break or holidays."""
        days = [self.week.monday + timedelta(days=number) for number in range(_WORKDAYS)]
        return sum(any(day in one for one in self.free) for day in days) >= _MOSTLY


def find_weeks(
    session: Session, network_numbers: Sequence[int], first: Week, last: Week, also: Collection[int] = ()
) -> list[WeekChoice]:
    """Each week from the first to the last, in order and ranked, for the members that week of one or several networks.

    `also` are people who count in every week, members or not. Raises `NotAllowed` for a shielded network that this account
    has not opened.
    """
    for number in network_numbers:
        networks.get_opened(session, number)
    weeks = list(WeekSpan(first, last))
    counts, members = _counts(session, network_numbers, weeks, also)
    usual = usual_time(session, network_numbers)
    free = free_days(session, first.monday, last.sunday)
    others = other_meetings(session, members, *moments(first.monday, last.sunday))
    choices = [_choice(count, free, others, usual, session.today) for count in counts]
    return _ranked(choices)


def best_first(choices: Iterable[WeekChoice]) -> list[WeekChoice]:
    """The best week first; those that cannot be had last, in order."""
    return sorted(choices, key=lambda one: (one.rank is None, one.rank or 0, one.week))


def week_counts(session: Session, network_numbers: Sequence[int], first: Week, last: Week) -> list[WeekCount]:
    """How many of the members of those networks are at school in each week from the first to the last."""
    return _counts(session, network_numbers, list(WeekSpan(first, last)))[0]


def _ranked(choices: Sequence[WeekChoice]) -> list[WeekChoice]:
    possible = [one for one in choices if one.best is not None]
    in_order = sorted(
        possible, key=lambda one: (one.is_free, -one.count.at_school, one.best.busy if one.best else 0, one.week)
    )
    ranks = {one.week: place for place, one in enumerate(in_order, 1)}
    return [replace(one, rank=ranks.get(one.week)) for one in choices]


def _counts(
    session: Session, network_numbers: Sequence[int], weeks: Sequence[Week], also: Collection[int] = ()
) -> tuple[list[WeekCount], set[int]]:
    """The members of each week and where they are; people who belong in the same weeks are counted together."""
    marks = ", ".join("?" * len(network_numbers))
    belongs: dict[int, set[int]] = {person: set(range(len(weeks))) for person in also}
    for person, first, last in session.query(
        f"SELECT person_id, from_date, until_date FROM membership WHERE network_id IN ({marks}) AND from_date <= ?"
        " AND (until_date IS NULL OR until_date >= ?)",
        [*network_numbers, weeks[-1].friday.isoformat(), weeks[0].monday.isoformat()],
    ):
        there = {
            place for place, week in enumerate(weeks)
            if first <= week.friday.isoformat() and (last is None or last >= week.monday.isoformat())
        }  # fmt: skip
        belongs.setdefault(person, set()).update(there)
    alike: dict[frozenset[int], list[int]] = {}
    for person, places in belongs.items():
        alike.setdefault(frozenset(places), []).append(person)
    totals = [Counter[str]() for _ in weeks]
    for then, people in alike.items():
        for place, one in enumerate(weeks_of(session, people, weeks[0], weeks[-1])):
            if place in then:
                totals[place].update(at_school=one.at_school, away=one.away, unknown=one.unknown)
    counts = [
        WeekCount(week, total["at_school"], total["away"], total["unknown"])
        for week, total in zip(weeks, totals, strict=True)
    ]
    return counts, set(belongs)


def _choice(
    count: WeekCount, free: Iterable[FreeDays], others: Iterable[OtherMeeting], usual: Usual, today: date
) -> WeekChoice:
    week = count.week
    here = tuple(one for one in free if one.first <= week.friday and one.last >= week.monday)
    then = tuple(one for one in others if one.overlaps(*moments(week.monday, week.sunday)))
    evenings = tuple(_evening(week.monday + timedelta(days=number), here, then) for number in range(_WORKDAYS))
    # A break of one school leaves the others; a holiday does not.
    left = [one for one in evenings if one.day >= today and not any(_closes(free) for free in one.free)]
    best = min(left, key=lambda one: (one.busy, abs(one.day.weekday() - usual.weekday), one.day), default=None)
    return WeekChoice(count, here, then, evenings, best)


def _closes(free: FreeDays) -> bool:
    return free.kind is FreeKind.HOLIDAY


def _evening(day: date, free: Iterable[FreeDays], others: Iterable[OtherMeeting]) -> Evening:
    start, end = (LocalTime(day, at).moment for at in _EVENING)
    return Evening(
        day, tuple(one for one in free if day in one), tuple(one for one in others if one.overlaps(start, end))
    )


def usual_time(session: Session, network_numbers: Sequence[int]) -> Usual:
    """When these networks meet most of the time; Thursday from 17 to 19 where that is not known."""
    marks = ", ".join("?" * len(network_numbers))
    visible, account = visible_meeting(session)
    rows = session.query(
        "SELECT m.start_local, m.end_local FROM listed_meeting m WHERE m.id IN"
        f" (SELECT mn.meeting_id FROM listed_meeting_network mn WHERE mn.network_id IN ({marks}))"
        f" AND m.all_day = 0 AND m.status <> ? AND m.start_utc <= ? AND {visible} ORDER BY m.start_utc DESC LIMIT ?",
        [
            *network_numbers,
            MeetingStatus.CANCELLED.value,
            utc_text(session.now + timedelta(weeks=_SEEN)),
            *account,
            _SEEN,
        ],
    )
    times = [(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1])) for row in rows]
    workdays = Counter(start.weekday() for start, _end in times if start.weekday() < _WORKDAYS)
    if not workdays:
        return Usual(3, time(17), 120)
    weekday = workdays.most_common(1)[0][0]
    start, end = next((start, end) for start, end in times if start.weekday() == weekday)
    return Usual(weekday, start.time(), max(15, int((end - start).total_seconds()) // 60))


def proposed_span(day: date, usual: Usual) -> Span:
    """That day at the usual time."""
    end = datetime.combine(day, usual.start) + timedelta(minutes=usual.minutes)
    return Span(LocalTime(day, usual.start), LocalTime(end.date(), end.time()), False)


def reasons(choice: WeekChoice, session: Session, *, counts: bool = True) -> list[Message]:
    """Why a week is good or bad, in words, the most important first; `counts`: how many are at school, too."""
    told = [say(N_("{name}"), name=one.told) for one in choice.free if choice.is_free and one.kind is FreeKind.BREAK]
    count = choice.count
    if counts and (count.at_school or count.away):
        known = count.at_school + count.away
        told.append(say(N_("{there} of {known} at school"), there=count.at_school, known=known))
    if counts and count.unknown:
        told.append(say(N_("of {n} it is not known"), n=count.unknown))
    told += [_free_day(one, session) for one in choice.free if not (choice.is_free and one.kind is FreeKind.BREAK)]
    told += [_other(one, session) for one in sorted(choice.others, key=lambda one: (-len(one.people), one.start))]
    return told


def _free_day(one: FreeDays, session: Session) -> Message:
    if one.first == one.last:
        return say(N_("{day} {name}"), day=weekday_name(one.first, session.language), name=one.told)
    return say(N_("{name}"), name=one.told)


def _other(one: OtherMeeting, session: Session) -> Message:
    values = {"n": len(one.people), "title": one.title, "day": weekday_name(one.first_day, session.language)}
    return Message(N_("{day} {n} goes to {title}"), values, N_("{day} {n} go to {title}"))


def advice(
    session: Session, network_numbers: Collection[int], span: Span, *, meeting_id: int | None = None
) -> list[Message]:
    """What speaks against a time: a holiday, most members away (and a better week nearby), others asked elsewhere.

    It is about the members, and about whoever is invited to the meeting by name and has not declined.

    Sentences to show, in order; planning goes on all the same. Nothing where nothing is wrong. `meeting_id` is the
    meeting itself, if it is there already.
    """
    first = span.start.day if isinstance(span.start, LocalTime) else span.start
    last = span.end.day if isinstance(span.end, LocalTime) else span.end
    told = [_closed(one, first) for one in free_days(session, first, last)]
    also = frozenset[int]() if meeting_id is None else invited_to(session, meeting_id)
    if not (network_numbers or also) or last < session.today:
        return told
    week = week_of(first)
    begin, end = week_of(first - timedelta(weeks=_MEASURED)), week_of(first + timedelta(weeks=_MEASURED))
    choices = find_weeks(session, sorted(network_numbers), begin, end, also)
    here = next(one for one in choices if one.week == week)
    if here.count.away > here.count.at_school:
        told.append(_missed(here, choices))
    start, finish = moments(span.start, span.end)
    leaving_out = () if meeting_id is None else (meeting_id,)
    clashes = [one for one in here.others if one.id not in leaving_out and one.overlaps(start, finish)]
    told += [_clash(one) for one in sorted(clashes, key=lambda one: (-len(one.people), one.start))[:3]]
    return told


def _closed(free: FreeDays, day: date) -> Message:
    if free.first == free.last:
        return say(N_("{day} is {name}."), day=free.first, name=free.told)
    return say(N_("{name} is from {first} to {last}."), name=free.told, first=free.first, last=free.last)


def _missed(here: WeekChoice, choices: Iterable[WeekChoice]) -> Message:
    values: dict[str, object] = {
        "n": here.count.at_school, "known": here.count.at_school + here.count.away, "week": here.week.number,
    }  # fmt: skip
    better = [
        one for one in choices
        if one.rank is not None and not one.is_free and one.count.at_school > here.count.at_school
    ]  # fmt: skip
    if not better:
        return Message(
            N_("In week {week} only {n} of {known} is at school."), values,
            N_("In week {week} only {n} of {known} are at school."),
        )  # fmt: skip
    best = max(better, key=lambda one: (one.count.at_school, -abs((one.week.monday - here.week.monday).days)))
    return Message(
        N_("In week {week} only {n} of {known} is at school; in week {other} there are {there}."),
        {**values, "other": best.week.number, "there": best.count.at_school},
        N_("In week {week} only {n} of {known} are at school; in week {other} there are {there}."),
    )


def _clash(one: OtherMeeting) -> Message:
    values = {"n": len(one.people), "title": one.title, "number": one.id}
    return Message(
        N_("{n} of them is asked to {title} at the same time."), values,
        N_("{n} of them are asked to {title} at the same time."),
    )  # fmt: skip
