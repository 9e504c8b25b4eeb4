"""Rules: their days are those of RFC 5545, in words and back, with week 53 and the end of months."""

from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.rules.kinds import Language
from core.series.rule import Every, Parity, Rule, last_of, recurrence
from core.series.rule_words import read_rule, spoken_rule

START = date(2026, 11, 19)  # a Thursday in week 47
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=5, unique=True).map(lambda days: tuple(sorted(days)))
SEVERAL = [nth for size in (2, 3) for nth in combinations((1, 2, 3, 4, -1), size)]
RULES = st.one_of(
    st.builds(Rule, st.just(Every.DAY), st.integers(1, 9)),
    st.builds(Rule, st.just(Every.WEEK), st.integers(1, 9), WEEKDAYS),
    st.builds(lambda days, parity: Rule(Every.WEEK, weekdays=days, parity=parity), WEEKDAYS, st.sampled_from(Parity)),
    st.builds(
        lambda months, day, nth: Rule(Every.MONTH, months, (day,), (nth,)),
        st.sampled_from((1, 2, 3, 4, 12)), st.integers(0, 6), st.sampled_from((1, 2, 3, 4, -1)),
    ),
    st.builds(lambda day, nth: Rule(Every.MONTH, 1, (day,), nth), st.integers(0, 6), st.sampled_from(SEVERAL)),
    st.builds(
        lambda months, day: Rule(Every.MONTH, months, month_day=day), st.integers(1, 4), st.sampled_from((*range(1, 32), -1))
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("hver torsdag", "FREQ=WEEKLY;BYDAY=TH"),
        ("hver 3. torsdag", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"),
        ("every 3rd thursday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"),
        ("hver anden uge", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("every other week on tue and thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ("Hver tirsdag og torsdag", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("1. fredag i måneden", "FREQ=MONTHLY;BYDAY=1FR"),
        ("1st friday monthly", "FREQ=MONTHLY;BYDAY=1FR"),
        ("hver måned den 1. fredag", "FREQ=MONTHLY;BYDAY=1FR"),
        ("1. og 3. torsdag", "FREQ=MONTHLY;BYDAY=1TH,3TH"),
        ("hver 3. og 1. torsdag", "FREQ=MONTHLY;BYDAY=1TH,3TH"),
        ("første og sidste torsdag i måneden", "FREQ=MONTHLY;BYDAY=1TH,-1TH"),
        ("the 2nd and the 4th thursday of the month", "FREQ=MONTHLY;BYDAY=2TH,4TH"),
        ("1. fredag i december hvert år", "FREQ=MONTHLY;INTERVAL=12;BYDAY=1FR"),
        ("every year on the 3rd of may", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=3"),
        ("årligt", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=19"),
        ("sidste onsdag i måneden", "FREQ=MONTHLY;BYDAY=-1WE"),
        ("last wednesday of the month", "FREQ=MONTHLY;BYDAY=-1WE"),
        ("den 15. hver måned", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("hver måned", "FREQ=MONTHLY;BYMONTHDAY=19"),
        ("odd weeks", "FREQ=WEEKLY;BYDAY=TH;PARITY=ODD"),
        ("ulige uger ti", "FREQ=WEEKLY;BYDAY=TU;PARITY=ODD"),
        ("hver uge i ulige uger", "FREQ=WEEKLY;BYDAY=TH;PARITY=ODD"),
        ("en gang om året", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=19"),
        ("once a month", "FREQ=MONTHLY;BYMONTHDAY=19"),
        ("tirsdag i lige uger", "FREQ=WEEKLY;BYDAY=TU;PARITY=EVEN"),
        ("hver hverdag", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("dagligt", "FREQ=DAILY"),
        ("sidste dag i måneden", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("sidste tirsdag", "FREQ=MONTHLY;BYDAY=-1TU"),
        ("3. torsdag", "FREQ=MONTHLY;BYDAY=3TH"),
        ("hver første fredag", "FREQ=MONTHLY;BYDAY=1FR"),
        ("every 1st friday", "FREQ=MONTHLY;BYDAY=1FR"),
        ("hver sidste onsdag", "FREQ=MONTHLY;BYDAY=-1WE"),
        ("torsdage", "FREQ=WEEKLY;BYDAY=TH"),
        ("alle torsdage", "FREQ=WEEKLY;BYDAY=TH"),
        ("mandag, onsdag og fredag", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("torsdag hver 3. uge", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"),
        ("hver 14. dag på tirsdag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every two weeks on tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("ugentlig", "FREQ=WEEKLY;BYDAY=TH"),
        ("1. fredag hver anden måned", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR"),
        ("the 15th of every 3rd month", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"),
        ("quarterly on the 1st friday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1FR"),
        ("alle hverdage", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ],
)
def test_everyday_words(said: str, stored: str) -> None:
    assert read_rule(said, START).rule.text == stored


@pytest.mark.parametrize(("said", "first"), [
    ("1. fredag i december hvert år", date(2026, 12, 4)),
    ("den 18. november hvert år", date(2027, 11, 18)),
    ("sidste torsdag i november hvert år", date(2026, 11, 26)),
    ("29. februar hvert år", date(2028, 2, 29)),
])  # fmt: skip
def test_a_yearly_rule_begins_in_its_month_and_names_it(said: str, first: date) -> None:
    found = read_rule(said, START)
    assert found.first == first
    for language in Language:
        again = read_rule(spoken_rule(found.rule, language, first), START)
        assert (again.rule, again.first) == (found.rule, first)


@pytest.mark.parametrize("said", [
    "", "torsdag", "5. fredag i måneden", "hver 32. i måneden", "hver", "xx", "hver 0. uge",
    "1. og 5. torsdag", "1. og 3. torsdag hver anden måned", "31. april hvert år",
])  # fmt: skip
def test_what_is_no_rule_is_said(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_rule(said, START)
    assert refused.value.field == "rule"


def test_the_end_is_a_day_or_a_count() -> None:
    assert read_rule("hver torsdag til 18-06-2027", START).last == date(2027, 6, 18)
    assert read_rule("every thursday until 18-06-2027", START).last == date(2027, 6, 18)
    assert read_rule("hver torsdag 10 gange", START).last == START + timedelta(weeks=9)
    assert read_rule("1st friday monthly, 3 times", START).last == date(2027, 2, 5)
    assert read_rule("hver torsdag", START).last is None
    with pytest.raises(Invalid):
        read_rule("hver torsdag til 18-11-2026", START)


@pytest.mark.parametrize(
    ("said", "start", "last"),
    [
        ("hver 2. uge til jul", date(2026, 11, 19), date(2026, 12, 24)),
        ("hver uge indtil jul", date(2026, 12, 28), date(2027, 12, 24)),
        ("every week until Christmas", date(2026, 11, 19), date(2026, 12, 24)),
        ("every week until jul", date(2026, 11, 19), date(2027, 7, 31)),
    ],
)
def test_until_christmas_is_not_until_july(said: str, start: date, last: date) -> None:
    assert read_rule(said, start).last == last


def test_an_end_in_weeks_takes_the_whole_week_in() -> None:
    assert read_rule("hver torsdag til uge 20", START).last == date(2027, 5, 23)
    assert read_rule("every thursday until week 20", START).last == date(2027, 5, 23)
    assert read_rule("hver torsdag til on uge 20", START).last == date(2027, 5, 19)
    assert read_rule("hver torsdag i 10 uger", START).last == START + timedelta(weeks=10, days=-1)
    assert read_rule("every thursday to 18-06-2027", START).last == date(2027, 6, 18)
    assert read_rule("hver torsdag til juni", START).last == date(2027, 6, 30)
    assert read_rule("hver torsdag 1 gang", START).last == START


@pytest.mark.parametrize("said", ["hver torsdag 0 gange", "hver 99. torsdag 999 gange", "den 31. hver 2. måned 999 gange"])
def test_a_count_that_cannot_be_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        read_rule(said, START)


@pytest.mark.parametrize(("language", "said"), [
    (Language.DANISH, "hver 3. uge på torsdag"), (Language.ENGLISH, "every 3rd week on Thursday"),
])  # fmt: skip
def test_every_third_week_is_told_as_nobody_can_take_for_the_third_of_the_month(language: Language, said: str) -> None:
    assert spoken_rule(read_rule("hver 3. torsdag", START).rule, language) == said


def test_a_rule_begins_with_the_first_of_its_weekdays_whatever_it_counts_in() -> None:
    friday = date(2026, 11, 20)
    assert read_rule("hver 3. torsdag", friday).first == date(2026, 11, 26)
    assert read_rule("1. fredag hver 3. måned", friday).first == date(2026, 12, 4)


def test_the_first_day_is_one_of_the_rule() -> None:
    assert read_rule("hver fredag", START).first == date(2026, 11, 20)
    assert read_rule("lige uger to", START).first == date(2026, 11, 26)


def test_odd_weeks_go_on_after_a_week_53() -> None:
    odd = Rule(Every.WEEK, weekdays=(3,), parity=Parity.ODD)
    assert list(odd.days(date(2026, 12, 17), date(2027, 1, 21))) == [
        date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 7), date(2027, 1, 21),
    ]  # fmt: skip
    said = recurrence(odd, date(2026, 12, 17), date(2027, 1, 21))
    assert said.rrule == "FREQ=WEEKLY;BYDAY=TH" and said.left_out == (date(2026, 12, 24), date(2027, 1, 14))
    assert recurrence(odd, date(2026, 11, 19), date(2026, 12, 31)).rrule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"


@given(RULES)
def test_a_rule_is_stored_and_said_so_that_it_is_read_back(rule: Rule) -> None:
    assert Rule.from_text(rule.text) == rule
    for language in Language:
        assert read_rule(spoken_rule(rule, language), START).rule == rule


@settings(max_examples=60)
@given(RULES, DAYS, st.sets(st.integers(0, 12)))
def test_what_a_calendar_is_told_gives_the_same_days(rule: Rule, day: date, skipped: set[int]) -> None:
    first = rule.first_from(day)
    last = first + timedelta(days=400)
    days = list(rule.days(first, last))
    left_out = [each for number, each in enumerate(days) if number in skipped]
    said = recurrence(rule, first, last, left_out)
    start = datetime(first.year, first.month, first.day)
    until = datetime(last.year, last.month, last.day)
    by_dateutil = {one.date() for one in rrulestr(f"{said.rrule};UNTIL={until:%Y%m%dT%H%M%S};WKST=MO", dtstart=start)}
    assert by_dateutil - set(said.left_out) == set(days) - set(left_out)
    assert said.left_out == tuple(sorted(set(said.left_out) & by_dateutil))


@given(RULES, DAYS, st.integers(1, 30))
def test_a_count_ends_on_its_last_day(rule: Rule, day: date, count: int) -> None:
    first = rule.first_from(day)
    assert len(list(rule.days(first, last_of(rule, first, count)))) == count


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        read_rule(text, START)
    except Invalid as refused:
        assert refused.field == "rule"
