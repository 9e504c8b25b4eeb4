"""ISO weeks as school plans name them."""

from datetime import date, timedelta
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.rules.kinds import Language
from core.rules.weeks import (
    Week,
    WeekSpan,
    by_school_year,
    joined,
    read_coming_weeks,
    read_school_year,
    read_weeks,
    school_year_name,
    school_year_of,
    school_year_weeks,
    week_of,
    weeks_in,
    written,
)

NOVEMBER = date(2026, 11, 23)
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
SPANS = st.lists(
    st.tuples(DAYS, st.integers(0, 80)).map(
        lambda said: WeekSpan(week_of(said[0]), week_of(said[0] + timedelta(weeks=said[1])))
    ),
    min_size=1,
    max_size=6,
)


def told(spans: tuple[WeekSpan, ...]) -> list[tuple[int, int, int, int]]:
    return [(span.first.year, span.first.number, span.last.year, span.last.number) for span in spans]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("u34-38, u2-6", [(2026, 34, 2026, 38), (2027, 2, 2027, 6)]),
        ("34-38,2-6", [(2026, 34, 2026, 38), (2027, 2, 2027, 6)]),
        ("uge 34-38, 40", [(2026, 34, 2026, 38), (2026, 40, 2026, 40)]),
        ("Uge 34 til uge 38 og uge 40", [(2026, 34, 2026, 38), (2026, 40, 2026, 40)]),
        ("fra uge 34 til og med uge 38. og 2. - 6.", [(2026, 34, 2026, 38), (2027, 2, 2027, 6)]),
        ("34 t.o.m. 38", [(2026, 34, 2026, 38)]),
        ("w34–38; w2 to 6", [(2026, 34, 2026, 38), (2027, 2, 2027, 6)]),
        ("u34-38 u2-6", [(2026, 34, 2026, 38), (2027, 2, 2027, 6)]),
        ("u34,,u36", [(2026, 34, 2026, 34), (2026, 36, 2026, 36)]),
        ("u2-6", [(2027, 2, 2027, 6)]),
        ("u2-6, u34-38", [(2027, 2, 2027, 6), (2027, 34, 2027, 38)]),
        ("u50-2, u5", [(2026, 50, 2027, 2), (2027, 5, 2027, 5)]),
        ("u33-25", [(2026, 33, 2027, 25)]),
        ("u53", [(2026, 53, 2026, 53)]),
        ("u34-38, u36-40", [(2026, 34, 2026, 40)]),
        ("u34-38 2027, u2-6", [(2027, 34, 2027, 38), (2028, 2, 2028, 6)]),
        ("u2/2026", [(2026, 2, 2026, 2)]),
        ("2027/28: u34-38, u2-6", [(2027, 34, 2027, 38), (2028, 2, 2028, 6)]),
        ("2026-W53", [(2026, 53, 2026, 53)]),
        ("u2-6, u34-38 2029", [(2027, 2, 2027, 6), (2029, 34, 2029, 38)]),
    ],
)
def test_weeks_are_read_as_school_plans_write_them(said: str, meant: list[tuple[int, int, int, int]]) -> None:
    assert told(read_weeks(said, 2026)) == meant


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("", "No week is named."),
        ("u34-38, foo", "“foo” (character 9) is not a week."),
        ("u34-38, u340", "“u340” (character 9) is not a week."),
        ("u54", "“u54”: 2026 has no week 54; its last is 53."),
        ("u0", "“u0”: 2026 has no week 0; its last is 53."),
        ("u53 2027", "“u53 2027”: 2027 has no week 53; its last is 52."),
        ("2027/28: u53", "The school year 2027/28 has no week 53."),
        ("u38-34", "“u38-34” goes backwards."),
        ("u34-38, u32", "“u32” would be in 2027, in another school year."),
        ("u34-38, u2-6, u1", "“u1” would be in 2028, in another school year."),
        ("2027/29: u34", "“2027/29” is not a school year."),
        ("u1 1950", "The year 1950 is too far away."),
    ],
)
def test_a_mistake_is_quoted(said: str, problem: str) -> None:
    with pytest.raises(Invalid) as raised:
        read_weeks(said, 2026)
    assert raised.value.field == "weeks"
    assert raised.value.message.render(NullTranslations()) == problem


def test_weeks_without_a_year_are_in_the_school_year_of_today_and_from_may_on_not_all_over() -> None:
    assert told(read_coming_weeks("u34-38", NOVEMBER)) == [(2026, 34, 2026, 38)]
    assert told(read_coming_weeks("u34-38", date(2027, 6, 1))) == [(2027, 34, 2027, 38)]
    assert told(read_coming_weeks("u34-38, u20-24", date(2027, 6, 1))) == [(2026, 34, 2026, 38), (2027, 20, 2027, 24)]
    assert told(read_coming_weeks("u34-38 2026", date(2027, 6, 1))) == [(2026, 34, 2026, 38)]


def test_a_school_year_has_all_weeks_and_none_twice() -> None:
    before = school_year_weeks(2023)
    for year in range(2024, 2033):
        whole = school_year_weeks(year)
        assert whole.first == before.last.next
        assert {week.school_year for week in whole} == {year}
        assert len(list(whole)) in (52, 53)
        before = whole
    assert [year for year in range(2024, 2033) if weeks_in(year) == 53] == [2026, 2032]
    assert school_year_of(date(2026, 8, 3)) == 2026
    assert school_year_of(date(2027, 7, 31)) == 2026


@pytest.mark.parametrize("said", ["2026", "2026/27", "26/27", "2026-2027"])
def test_a_school_year_is_named_in_several_ways(said: str) -> None:
    assert read_school_year(said) == 2026
    assert school_year_name(2026) == "2026/27"


@pytest.mark.parametrize("said", ["", "2026/28", "u34", "99999"])
def test_what_is_no_school_year_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        read_school_year(said)


@settings(max_examples=300)
@given(SPANS, st.integers(2024, 2032), st.sampled_from(list(Language)))
def test_what_is_written_is_read_back(spans: list[WeekSpan], school_year: int, language: Language) -> None:
    whole = joined(spans)
    assert read_weeks(written(whole, school_year, language), school_year) == whole


@settings(max_examples=100)
@given(SPANS)
def test_spans_hold_the_same_weeks_joined_and_by_school_year(spans: list[WeekSpan]) -> None:
    every = sorted({week for span in spans for week in span})
    assert [week for span in joined(spans) for week in span] == every
    cut = by_school_year(spans)
    assert [week for parts in cut.values() for span in parts for week in span] == every
    assert all(week.school_year == year for year, parts in cut.items() for span in parts for week in span)


@settings(max_examples=100)
@given(DAYS)
def test_a_week_is_monday_to_sunday(day: date) -> None:
    week = week_of(day)
    assert week.monday <= day <= week.sunday
    assert (week.monday.weekday(), week.sunday - week.monday) == (0, timedelta(days=6))
    assert week.next.monday == week.monday + timedelta(days=7)
    assert isinstance(week, Week)


@settings(max_examples=200)
@given(st.text(alphabet="u weg0123456789-,/;:W\n", max_size=30) | st.text(max_size=30))
def test_no_text_is_more_than_weeks_or_a_mistake(text: str) -> None:
    try:
        found = read_weeks(text, 2026)
    except Invalid:
        return
    assert read_weeks(written(found, 2026), 2026) == found
