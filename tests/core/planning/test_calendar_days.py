"""What a week or a month shows: which meetings, whose, at the same time as what; and what speaks against another time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.errors import Invalid
from core.past import undo
from core.planning import breaks
from core.planning.calendar_days import CalendarDays, look, span_later
from core.planning.objections import objections
from core.rules.day_words import read_span
from core.rules.kinds import Answer
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from core.series import planning
from core.series.said import read_series
from tests.core.conftest import NOW, OpenAs
from tests.core.planning.test_weeks import girls, told

__all__ = ["girls"]
TODAY = NOW.date()
NOVEMBER = date(2026, 10, 26), date(2026, 12, 6)
WEEK_53 = date(2026, 12, 28), date(2027, 1, 3)


def planned(session: Session, title: str, when: str, *belongs: int, place: str = "") -> int:
    return meetings.plan(session, {"title": title, "place": place}, read_span(when, TODAY), belongs).id


def titles(days: CalendarDays, day: date) -> list[str]:
    return [one.title for one in days.on(day)]


def test_what_lasts_over_midnight_and_over_days_is_on_each_of_them(session: Session) -> None:
    planned(session, "Fest", "fr 27-11-2026 22-04")
    planned(session, "Tur", "26-11-2026 - 28-11-2026")
    planned(session, "Møde", "28-11-2026 9-10")
    planned(session, "Til midnat", "29-11-2026 20-00")
    found = look(session, "", *NOVEMBER)
    assert titles(found, date(2026, 11, 26)) == ["Tur"]
    assert titles(found, date(2026, 11, 27)) == ["Tur", "Fest"]
    assert titles(found, date(2026, 11, 28)) == ["Tur", "Fest", "Møde"]
    assert titles(found, date(2026, 11, 29)) == ["Til midnat"]
    assert titles(found, date(2026, 11, 30)) == []


def test_a_week_with_what_began_before_it_and_goes_on_in_it(session: Session) -> None:
    planned(session, "Lejr", "27-12-2026 - 29-12-2026")
    planned(session, "Nytår", "31-12-2026 22 - 1-1-2027 2")
    planned(session, "Før", "27-12-2026 10-11")
    planned(session, "Efter", "4-1-2027 0-1")
    found = look(session, "", *WEEK_53)
    assert [one.title for one in found.meetings] == ["Lejr", "Nytår"]
    assert [one.name for one in found.free_on(date(2027, 1, 1))] == ["Nytårsdag"]
    assert found.counts == ()  # there is no network


def test_days_of_a_series_and_one_that_was_moved(session: Session) -> None:
    said = read_series("hver torsdag 17-19 fra 26-11-2026 til 17-12-2026", TODAY)
    series = planning.plan(session, {"title": "Café"}, said, (), planning.preview(session, said, ()))
    found = look(session, "", *NOVEMBER)
    assert [(one.first_day.day, one.moved, one.id < 0, one.series_id) for one in found.meetings] == [
        (26, False, True, series.id), (3, False, True, series.id),
    ]  # fmt: skip
    first = found.meetings[0]
    made = meetings.move(session, first.id, span_later(first.span, timedelta(days=1)), version=first.version)
    found = look(session, "", *NOVEMBER)
    moved = found.meetings[0]
    assert (moved.id, moved.first_day.day, moved.moved) == (made.id, 27, True)
    undo.undo(session)
    assert [one.first_day.day for one in look(session, "", *NOVEMBER).meetings] == [26, 3]


def test_cancelled_ones_are_shown_and_clash_with_nothing(session: Session) -> None:
    one = planned(session, "Et", "26-11-2026 17-19", place="Kantinen")
    planned(session, "To", "26-11-2026 18-20", place="kantinen")
    assert [(clash.title, clash.people, clash.same_place) for clash in look(session, "", *NOVEMBER).clashes_of(one)] == [
        ("To", 0, True)
    ]
    meetings.cancel(session, one)
    found = look(session, "", *NOVEMBER)
    assert found.clashes == {}
    assert [meeting.cancelled for meeting in found.on(date(2026, 11, 26))] == [True, False]


def test_clashes_count_the_invited_who_have_not_declined_or_else_the_members(session: Session, girls: int) -> None:
    alike = planned(session, "Et", "26-11-2026 17-19", girls)
    other = planned(session, "To", "26-11-2026 18-20", girls)
    planned(session, "Senere", "26-11-2026 20-21", girls)
    assert [(clash.other, clash.people) for clash in look(session, "", *NOVEMBER).clashes_of(alike)] == [(other, 4)]
    invitations.invite(session, other, members=True)
    person = invitations.participants(session, other)[0].person_id
    invitations.answer(session, other, person, Answer.DECLINED)
    found = look(session, "", *NOVEMBER)
    assert [clash.people for clash in found.clashes_of(alike)] == [3]
    assert [clash.people for clash in found.clashes_of(other)] == [3]


def test_a_meeting_of_a_closed_shielded_network_is_not_there_in_any_way(session: Session, open_as: OpenAs) -> None:
    closed = networks.add(session, {"name": "Skjult", "kind": "diversity", "neutral_title": "Aftale"})
    person = people.add(session, {"given": "Anna"}).id
    memberships.join(session, closed.id, [person], from_date=date(2026, 8, 1))
    openly = planned(session, "Åbent", "26-11-2026 17-19", place="Kantinen")
    planned(session, "Lukket", "26-11-2026 17-19", closed.id, place="Kantinen")
    invitations.invite(session, openly, people=[person])
    assert len(look(session, "", *NOVEMBER).clashes_of(openly)) == 1
    with open_as("ida") as ida:
        found = look(ida, "", *NOVEMBER)
        assert [one.title for one in found.meetings] == ["Åbent"]
        assert found.clashes == {} and found.networks == ()
        assert all(not one.at_school + one.away + one.unknown for one in found.counts)
        assert objections(ida, openly, read_span("26-11-2026 18-20", TODAY)) == []


def test_the_filter_says_which_meetings_and_whose_weeks(session: Session, girls: int) -> None:
    other = networks.add(session, {"name": "Alumner", "slug": "alumner"})
    planned(session, "Et", "26-11-2026 17-19", girls)
    planned(session, "To", "27-11-2026 17-19", other.id)
    found = look(session, "netværk:piger", *NOVEMBER)
    assert [one.title for one in found.meetings] == ["Et"]
    assert found.named == (girls,)
    assert [one.at_school for one in found.counts if one.week.number in (48, 49)] == [2, 3]
    assert look(session, "netværk:alumner", *NOVEMBER).counts[0].at_school == 0
    assert [one.title for one in look(session, "to", *NOVEMBER).meetings] == ["To"]
    with pytest.raises(Invalid):
        look(session, "netværk:findesikke", *NOVEMBER)


def test_every_network_shown_has_a_letter_of_its_own(session: Session) -> None:
    names = ("Piger i Randers", "Piger i Herning", "Piger", "Randers", "Ærø", "P")
    made = [networks.add(session, {"name": name, "kind": "alumni", "slug": f"n{at}"}).id for at, name in enumerate(names)]
    for number in made:
        planned(session, "Møde", "26-11-2026 17-19", number)
    letters = [one.letter for one in look(session, "", *NOVEMBER).networks]
    assert letters == ["P", "I", "G", "R", "Æ", "A"]


def test_the_hour_that_comes_twice_and_the_one_that_is_skipped(session: Session) -> None:
    planned(session, "Nat", "24-10-2026 22 - 25-10-2026 4")
    found = look(session, "", date(2026, 10, 19), date(2026, 10, 25))
    assert [(one.start, one.end) for one in found.meetings] == [(datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 4))]
    number = planned(session, "Tidlig", "27-3-2027 2.30-4")
    one = look(session, "", date(2027, 3, 22), date(2027, 3, 28)).meetings[0]
    skipped = span_later(one.span, timedelta(days=1))
    with pytest.raises(Invalid):
        objections(session, number, skipped)
    with pytest.raises(Invalid):
        meetings.move(session, number, skipped, version=one.version)


def test_what_speaks_against_another_time(session: Session, girls: int) -> None:
    breaks.add(session, {"name": "Lukkedag", "first": date(2026, 12, 10), "last": date(2026, 12, 10)})
    number = planned(session, "Værksted", "26-11-2026 17-19", girls, place="Hallen")
    planned(session, "Andet", "10-12-2026 18-20", girls)
    planned(session, "Bold", "10-12-2026 18.30-20", place="hallen")
    assert objections(session, number, read_span("26-11-2026 16-18", TODAY)) == []
    assert told(objections(session, number, read_span("10-12-2026 17-19", TODAY))) == [
        "2026-12-10 is Lukkedag.", "In week 50 only 1 of 3 is at school; in week 49 there are 3.",
        "4 of them are asked to Andet at the same time.", "Bold is in hallen at the same time.",
    ]  # fmt: skip


def test_who_is_invited_without_a_network_is_looked_for_too(session: Session, girls: int) -> None:
    person = people.add(session, {"given": "Eva"}).id
    alone = planned(session, "Samtale", "26-11-2026 17-19")
    invitations.invite(session, alone, people=[person])
    other = planned(session, "Andet", "27-11-2026 17-19")
    invitations.invite(session, other, people=[person])
    assert told(objections(session, alone, read_span("27-11-2026 18-20", TODAY))) == [
        "1 of them is asked to Andet at the same time."
    ]


@settings(max_examples=60)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)), st.integers(1, 4000), st.integers(-2000, 2000),
    st.integers(-96, 96),
)  # fmt: skip
def test_a_time_moved_and_moved_back_is_the_same_and_lasts_as_long_on_the_clock(
    start: datetime, minutes: int, days: int, quarters: int
) -> None:
    start = start.replace(second=0, microsecond=0)
    begin, finish = (LocalTime(at.date(), at.time()) for at in (start, start + timedelta(minutes=minutes)))
    span, by = Span(begin, finish, False), timedelta(days=days, minutes=15 * quarters)
    moved = span_later(span, by)
    assert span_later(moved, -by) == span
    assert isinstance(moved.start, LocalTime) and isinstance(moved.end, LocalTime)
    lasts = datetime.combine(moved.end.day, moved.end.at) - datetime.combine(moved.start.day, moved.start.at)
    assert lasts == timedelta(minutes=minutes)
