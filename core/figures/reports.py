"""A figure of a network and a period: one function for screens and commands."""

from datetime import date

from core.door.session import Session
from core.figures import attendance, members, summary
from core.figures.chart import NOTHING, Bar, Chart, Figure, Number, Period
from core.figures.reach import Reach, Spell, reached, spells
from core.messages import N_, say
from core.networks import Network
from core.planning.weeks import week_counts
from core.rules.kinds import NetworkLevel
from core.rules.weeks import week_of
from core.school.at_school import WeekCount

_LONGEST = 60  # weeks


def chart(session: Session, figure: Figure, network: Network | None, period: Period) -> Chart:
    """The figure with every number as it is; `small.outside` makes of it what may leave the house.

    Without a network it is of all that are not shielded. Raises `NotAllowed` for a shielded one that is not opened.
    """
    reach = reached(session, network)
    every = spells(session, reach)
    found = _bars(session, figure, reach, every, period)
    shielded = any(one.level is NetworkLevel.SHIELDED for one in reach.networks)
    name = reach.networks[0].name if reach.chosen else None
    return Chart(
        figure, name, period.first, period.last, found,
        rates=figure in (Figure.ATTENDANCE, Figure.WEEKS),
        adds_up=figure in (Figure.EDUCATIONS, Figure.AGES, Figure.SCHOOLS),
        shielded=shielded,
    )  # fmt: skip


def _bars(session: Session, figure: Figure, reach: Reach, every: list[Spell], period: Period) -> tuple[Bar, ...]:
    day = period.until(session.today)
    earlier = Period(period.first, day).year_before
    match figure:
        case Figure.SUMMARY:
            now, before = (attendance.held(session, reach, every, when) for when in (period, earlier))
            return summary.figures(session, reach, every, period, now, before)
        case Figure.MONTHS:
            return members.by_month(every, period, session.today)
        case Figure.EDUCATIONS:
            return members.by_education(session, every, day, earlier.last)
        case Figure.AGES:
            return members.by_age(session, every, day, earlier.last)
        case Figure.SCHOOLS:
            return members.by_school(session, every, day, earlier.last)
        case Figure.ATTENDANCE if reach.chosen:
            return attendance.by_meeting(attendance.held(session, reach, every, period))
        case Figure.ATTENDANCE:
            now, before = (attendance.held(session, reach, every, when) for when in (period, earlier))
            return attendance.by_network(now, before, reach.networks)
        case Figure.WEEKS:
            return _weeks(session, reach, period)


def _weeks(session: Session, reach: Reach, period: Period) -> tuple[Bar, ...]:
    """How many of those of whom it is known are at school, week by week; at most sixty weeks."""
    first = week_of(period.first)
    last = min(week_of(period.last), week_of(date.fromordinal(period.first.toordinal() + 7 * (_LONGEST - 1))))
    counts = week_counts(session, reach.numbers, first, last) if reach.numbers else []
    return tuple(
        Bar(
            f"{one.week.year}-W{one.week.number:02}",
            say(N_("week {week} · {monday}"), week=f"{one.week.number:2}", monday=one.week.monday),
            _there(one),
        )
        for one in counts
    )


def _there(one: WeekCount) -> Number:
    known = one.at_school + one.away
    return Number(one.at_school, known) if known else NOTHING


def trend(session: Session, network: Network) -> tuple[Number, ...]:
    """Attendance at the meetings of the last year, in order of time: for a line beside the network's name."""
    today = session.today
    period = Period(today.replace(year=today.year - 1, day=min(today.day, 28)), today)
    reach = reached(session, network)
    return tuple(one.number for one in attendance.held(session, reach, spells(session, reach), period))
