"""Figures by their definitions, seen only by whom they may be seen, and without small numbers where they leave the house."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import invitations, meetings, memberships, networks, organisations, people
from core.attending import roll_call
from core.attending.kinds import Attendance
from core.door.session import Session
from core.errors import NotAllowed
from core.figures import reports
from core.figures.chart import Bar, Chart, Figure, Hidden, Number, Period
from core.figures.small import outside
from core.figures.told import NO_WEEKS, notes, written
from core.meetings import Meeting
from core.networks import Network
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind, EndReason, OrganisationKind, Shift
from core.rules.weeks import read_weeks
from core.school import periods
from core.series import planning
from core.series.said import read_series
from tests.core.conftest import OpenAs

AUTUMN = Period(date(2026, 7, 1), date(2026, 12, 31))
YEARS = (2010, 2006, 2000, 1985, None)


@pytest.fixture
def girls(session: Session) -> Network:
    """Five members since 2025 of different ages, three of them taught; a sixth who finished in October."""
    network = networks.add(session, {"name": "Piger", "kind": "girls", "slug": "piger"})
    numbers = []
    for place, year in enumerate(YEARS):
        values = {"given": f"Person {place}", "birth_year": year}
        at = {
            "kind": AffiliationKind.PUPIL, "organisation": "Fjordens Fagskole", "organisation_kind": OrganisationKind.SCHOOL,
            "education": "Tømrer" if place < 2 else "Smed", "class_name": "h1", "from_date": date(2025, 8, 1),
        }  # fmt: skip
        numbers.append(people.add(session, values, [at] if place < 3 else []).id)
    memberships.join(session, network.id, numbers, from_date=date(2025, 10, 1))
    gone = people.add(session, {"given": "Gitte"}).id
    memberships.join(session, network.id, [gone], from_date=date(2025, 1, 1))
    memberships.leave(session, network.id, [gone], until=date(2026, 10, 15), reason=EndReason.FINISHED)
    return network


def bars(session: Session, figure: Figure, network: Network | None, period: Period = AUTUMN) -> dict[str, Bar]:
    return {bar.key: bar for bar in reports.chart(session, figure, network, period).bars}


def values(session: Session, figure: Figure, network: Network | None) -> dict[str, int | None]:
    return {key: bar.now.value for key, bar in bars(session, figure, network).items()}


def at_school_in_weeks(session: Session, weeks: str) -> None:
    """When the class of the three who are taught is at school."""
    school = organisations.get(session, "Fjordens Fagskole").id
    periods.set_for_class(session, school, "h1", read_weeks(weeks, 2026))


def held(session: Session, network: Network, when: str, came: int) -> Meeting:
    """A meeting that has been held, to which all members were asked and the first so many came."""
    meeting = meetings.plan(session, {"title": "Møde"}, read_span(when, session.today), [network.id])
    invitations.invite(session, meeting.id, members=True)
    people_there = {number: Attendance.PRESENT if number <= came else Attendance.ABSENT for number in range(1, 6)}
    roll_call.take(session, meeting.id, people_there)
    return meeting


def test_members_are_counted_on_the_last_day_of_each_month_that_has_come(session: Session, girls: Network) -> None:
    found = bars(session, Figure.MONTHS, girls)
    assert {key: (bar.now.value, bar.before.value) for key, bar in found.items()} == {
        "2026-07": (6, 1), "2026-08": (6, 1), "2026-09": (6, 1), "2026-10": (5, 6), "2026-11": (5, 6),
    }  # fmt: skip


def test_groups_have_a_row_for_those_of_whom_it_is_not_known(session: Session, girls: Network) -> None:
    assert values(session, Figure.EDUCATIONS, girls) == {"Tømrer": 2, "Smed": 1, "unknown": 2}
    assert values(session, Figure.SCHOOLS, girls) == {"Fjordens Fagskole": 3, "unknown": 2}
    assert values(session, Figure.AGES, girls) == {"-17": 1, "18-24": 1, "25-34": 1, "35-": 1, "unknown": 1}


def test_somebody_with_two_roles_or_in_two_networks_is_one_person(session: Session, girls: Network) -> None:
    other = networks.add(session, {"name": "Andre"})
    memberships.join(session, other.id, [1])
    assert bars(session, Figure.SUMMARY, None)["members"].now.value == 5


def test_attendance_is_of_the_members_who_could_come(session: Session, girls: Network) -> None:
    at_school_in_weeks(session, "u34-36")
    meeting = held(session, girls, "2026-11-12 17-19", came=1)
    guest = people.add(session, {"given": "Uinviteret"}).id
    roll_call.take(session, meeting.id, {guest: Attendance.PRESENT})
    found = bars(session, Figure.ATTENDANCE, girls)
    # Three are away that week, but one of them came; of two it is not known.
    assert found[str(meeting.id)].now == Number(1, 3)
    assert found[str(meeting.id)].beside == 1


def test_a_meeting_where_nobody_noted_who_came_is_not_one_where_nobody_came(session: Session, girls: Network) -> None:
    meeting = meetings.plan(session, {"title": "Møde"}, read_span("2026-11-12 17-19", session.today), [girls.id])
    invitations.invite(session, meeting.id, members=True)
    assert bars(session, Figure.ATTENDANCE, girls)[str(meeting.id)].now == Number(None)
    assert bars(session, Figure.SUMMARY, girls)["attendance"].now == Number(None)


def test_the_key_figures(session: Session, girls: Network) -> None:
    held(session, girls, "2026-11-05 17-19", came=4)
    cancelled = meetings.plan(session, {"title": "Aflyst"}, read_span("2026-11-06 17-19", session.today), [girls.id])
    meetings.cancel(session, cancelled.id)
    found = bars(session, Figure.SUMMARY, girls)
    told = {key: (bar.now.value, bar.now.of) for key, bar in found.items()}
    assert told == {
        "members": (5, None), "mean": (6, None), "new": (0, None), "left": (1, None), "finished": (1, None),
        "kept": (6, 6), "meetings": (1, None), "cancelled": (1, None), "signed_up": (0, 5), "attendance": (4, 5),
        "at_school": (0, 5),
    }  # fmt: skip
    # A year earlier there was one member at the start, and there still was at the end.
    assert (found["kept"].before, found["new"].before) == (Number(1, 1), Number(5))


def test_who_was_a_member_until_the_end_of_a_half_year_left_in_the_next(session: Session, girls: Network) -> None:
    memberships.leave(session, girls.id, [1], until=date(2026, 6, 30), reason=EndReason.CHANGED_SCHOOL)
    fresh = people.add(session, {"given": "Ny"}).id
    memberships.join(session, girls.id, [fresh], from_date=date(2026, 9, 1))
    spring, autumn = (
        {key: bar.now.value for key, bar in bars(session, Figure.SUMMARY, girls, period).items()}
        for period in (Period(date(2026, 1, 1), date(2026, 6, 30)), AUTUMN)
    )
    assert (spring["members"], spring["left"]) == (6, 0)
    assert (autumn["members"], autumn["new"], autumn["left"], autumn["finished"]) == (5, 1, 2, 1)


def test_a_day_of_a_series_was_held_although_nothing_of_its_own_was_noted(session: Session, girls: Network) -> None:
    said = read_series("hver torsdag 17-19 fra 5-11-2026 til 17-12-2026", date(2026, 11, 1))
    days = planning.preview(session, said, (), Shift.KEEP)
    planning.plan(session, {"title": "Café"}, said, [girls.id], days)
    assert bars(session, Figure.SUMMARY, girls)["meetings"].now == bars(session, Figure.SUMMARY, None)["meetings"].now
    assert bars(session, Figure.SUMMARY, girls)["meetings"].now.value == len(bars(session, Figure.ATTENDANCE, girls)) == 2
    assert {bar.now for bar in bars(session, Figure.ATTENDANCE, girls).values()} == {Number(None)}


def test_weeks_at_school_are_of_those_of_whom_it_is_known(session: Session, girls: Network) -> None:
    nobody = reports.chart(session, Figure.WEEKS, girls, Period(date(2026, 8, 17), date(2026, 9, 13)))
    assert notes(nobody)[0].msgid == NO_WEEKS
    at_school_in_weeks(session, "u34-36")
    found = bars(session, Figure.WEEKS, girls, Period(date(2026, 8, 17), date(2026, 9, 13)))
    assert {key: (bar.now.value, bar.now.of) for key, bar in found.items()} == {
        "2026-W34": (3, 3), "2026-W35": (3, 3), "2026-W36": (3, 3), "2026-W37": (0, 3),
    }  # fmt: skip


# -- who may see ----------------------------------------------------------------------------------------


def test_a_shielded_network_shows_in_no_number_but_its_own(session: Session, girls: Network, open_as: OpenAs) -> None:
    before = {figure: values(session, figure, None) for figure in Figure}
    hidden = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    networks.open_shielded(session, hidden.id, "tovholder")
    fresh = people.add(session, {"given": "Ny", "birth_year": 2007}).id
    memberships.join(session, hidden.id, [fresh], from_date=date(2026, 8, 1))
    joint = meetings.plan(
        session, {"title": "Fælles"}, read_span("2026-11-10 17-19", session.today), [girls.id, hidden.id]
    )
    invitations.invite(session, joint.id, members=True)
    roll_call.take(session, joint.id, {1: Attendance.PRESENT, fresh: Attendance.PRESENT})
    assert {figure: values(session, figure, None) for figure in Figure} == before
    assert values(session, Figure.MONTHS, hidden)["2026-11"] == 1
    with open_as("bo") as other:
        assert values(other, Figure.ATTENDANCE, girls) == {}
        for figure in Figure:
            with pytest.raises(NotAllowed):
                reports.chart(other, figure, hidden, AUTUMN)


# -- what leaves the house ------------------------------------------------------------------------------


def chart(figure: Figure, *numbers: Number, shielded: bool = False, adds_up: bool = False) -> Chart:
    found = tuple(Bar(str(place), str(place), number) for place, number in enumerate(numbers))
    return Chart(figure, "Piger", AUTUMN.first, AUTUMN.last, found, shielded=shielded, adds_up=adds_up)


def told(one: Chart) -> list[str]:
    return [" ".join(written(bar.now).split()) for bar in outside(one).bars]


def test_small_numbers_are_left_out_and_what_would_give_them_away() -> None:
    assert told(chart(Figure.SUMMARY, Number(12), Number(3), Number(0))) == ["10", "<5", "0"]
    assert told(chart(Figure.SUMMARY, Number(12), Number(0), shielded=True)) == ["10", "<5"]
    assert told(chart(Figure.AGES, Number(12), Number(7), Number(3), Number(0), adds_up=True)) == ["10", "–", "<5", "0"]
    assert told(chart(Figure.AGES, Number(12), Number(2), Number(3), adds_up=True)) == ["10", "<5", "<5"]


def test_a_rate_wants_ten_and_lets_nobody_be_worked_out() -> None:
    numbers = Number(6, 9), Number(8, 16), Number(3, 16), Number(14, 16), Number(16, 16), Number(None)
    assert told(chart(Figure.ATTENDANCE, *numbers)) == ["–", "~15 50 %", "<5", "–", "~15 100 %", "–"]


@pytest.mark.parametrize("figure", Figure)
def test_everything_is_rounded_for_the_difference_of_two_reports_would_tell(figure: Figure) -> None:
    assert told(chart(figure, Number(41), Number(42), Number(44))) == ["40", "40", "45"]
    assert told(chart(figure, Number(21, 35), Number(22, 36))) == ["~35 60 %", "~35 61 %"]


def test_meetings_are_nobody() -> None:
    meetings = replace(chart(Figure.SUMMARY, Number(3)), bars=(Bar("meetings", "Meetings", Number(3), of_people=False),))
    assert told(meetings) == ["3"]


@given(st.lists(st.integers(0, 60), max_size=8), st.booleans())
def test_nothing_that_leaves_tells_a_number_from_one_to_four(counts: list[int], shielded: bool) -> None:
    made = chart(Figure.EDUCATIONS, *map(Number, counts), shielded=shielded, adds_up=True)
    numbers = [bar.now for bar in outside(made).bars]
    assert all(number.value is None or number.value % 5 == 0 for number in numbers)
    if shielded:
        assert all(number.value != 0 for number in numbers)
    hidden = [number for number in numbers if number.hidden is not Hidden.NO]
    assert len(hidden) != 1 or sum(count > 0 for count in counts) == 1 or shielded
    assert outside(replace(made, bars=outside(made).bars)).bars == outside(made).bars or len(hidden) < 2


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_the_year_before_has_as_many_months(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    now = datetime(2026, 11, 19, tzinfo=UTC).date()
    shown = Period(first, period.until(now))
    assert len(list(period.months(now))) == len(list(shown.year_before.months(shown.year_before.last)))
