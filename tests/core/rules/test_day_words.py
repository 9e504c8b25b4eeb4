"""Days and times as people write them."""

from datetime import date, time, timedelta
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.rules import named_days
from core.rules.day_words import read_day, read_span, read_time
from core.rules.kinds import Language
from core.rules.moments import HOME, LocalTime
from core.rules.spoken import Span, iso_week, spoken_day, spoken_span, spoken_time

SUNDAY = date(2026, 11, 22)
LANGUAGES = st.sampled_from(list(Language))
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
SPOKEN = st.sampled_from(
    ["om", "en", "et", "måned", "halv", "halvt", "år", "fem", "juleaften", "aften", "to", "kl", "7", "-", "jul"]
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-11-19", date(2026, 11, 19)),
        ("19-11-2026", date(2026, 11, 19)),
        ("19-11-26", date(2026, 11, 19)),
        ("19.11.2026", date(2026, 11, 19)),
        ("9.1.2027", date(2027, 1, 9)),
        ("1/12", date(2026, 12, 1)),
        ("19/11-2026", date(2026, 11, 19)),
        ("21/11", date(2027, 11, 21)),
        ("22/11", SUNDAY),
        ("29/2", date(2028, 2, 29)),
        ("19. nov. 2027", date(2027, 11, 19)),
        ("torsdag den 19. november 2026", date(2026, 11, 19)),
        ("to 19-11-2026", date(2026, 11, 19)),
        ("Thu 19-11-2026", date(2026, 11, 19)),
        ("I DAG", SUNDAY),
        ("i morgen", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 23)),
        ("i overmorgen", date(2026, 11, 24)),
        ("i går", date(2026, 11, 21)),
        ("to", date(2026, 11, 26)),
        ("torsdag", date(2026, 11, 26)),
        ("thu", date(2026, 11, 26)),
        ("sø", date(2026, 11, 29)),
        ("uge 47", date(2026, 11, 16)),
        ("u48", date(2026, 11, 23)),
        ("week 46", date(2027, 11, 15)),
        ("uge 53", date(2026, 12, 28)),
        ("to uge 49", date(2026, 12, 3)),
        ("uge 49 torsdag", date(2026, 12, 3)),
        ("fr uge 1 2028", date(2028, 1, 7)),
        ("2026-W53-4", date(2026, 12, 31)),
        ("+7", date(2026, 11, 29)),
        ("-1", date(2026, 11, 21)),
        ("tors", date(2026, 11, 26)),
        ("næste torsdag", date(2026, 11, 26)),
        ("next friday", date(2026, 11, 27)),
        ("fredag i næste uge", date(2026, 11, 27)),
        ("næste uge", date(2026, 11, 23)),
        ("på førstkommende torsdag", date(2026, 11, 26)),
        ("om 2 uger", date(2026, 12, 6)),
        ("in three days", date(2026, 11, 25)),
        ("for 14 dage siden", date(2026, 11, 8)),
        ("3 days ago", date(2026, 11, 19)),
        ("i torsdags", date(2026, 11, 19)),
        ("sidste søndag", date(2026, 11, 15)),
        ("i forgårs", date(2026, 11, 20)),
        ("1/12-26", date(2026, 12, 1)),
        ("1/12 2026", date(2026, 12, 1)),
        ("1. dec 26", date(2026, 12, 1)),
        ("December 1st, 2026", date(2026, 12, 1)),
        ("the 1st of December", date(2026, 12, 1)),
        ("lørdag d. 5.", date(2026, 12, 5)),
        ("den 5.", date(2026, 12, 5)),
        ("om en måned", date(2026, 12, 22)),
        ("in two months", date(2027, 1, 22)),
        ("for en måned siden", date(2026, 10, 22)),
        ("om et halvt år", date(2027, 5, 22)),
        ("om et år", date(2027, 11, 22)),
        ("juleaften", date(2026, 12, 24)),
        ("Christmas Eve 2027", date(2027, 12, 24)),
        ("nytårsdag", date(2027, 1, 1)),
        ("New Year’s Day", date(2027, 1, 1)),
        ("Langfredag", date(2027, 3, 26)),
        ("2. påskedag 2028", date(2028, 4, 17)),
        ("torsdag aften", date(2026, 11, 26)),
        ("i aften", SUNDAY),
        ("i morgen formiddag", date(2026, 11, 23)),
    ],
)
def test_a_day_is_read_as_it_is_written(said: str, day: date) -> None:
    assert read_day(said, SUNDAY) == day


@pytest.mark.parametrize(
    "said", ["", "31/2", "2026-13-01", "uge 54", "uge 53 2027", "fr 19-11-2026", "snart", "19-11-2026 17", "+9999999"]
)
def test_what_is_no_day_is_refused_with_examples(said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_day(said, SUNDAY)
    assert refusal.value.field == "date"
    assert refusal.value.hint is not None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("17", time(17)), ("17.00", time(17)), ("17:30", time(17, 30)), ("kl. 17", time(17)), ("1730", time(17, 30)),
        ("halv 17", time(16, 30)), ("halv fem om eftermiddagen", time(16, 30)), ("half past four pm", time(16, 30)),
        ("half past 4 pm", time(16, 30)), ("quarter past 10 a.m.", time(10, 15)), ("kvart i et om eftermiddagen", time(12, 45)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_written(said: str, at: time) -> None:
    assert read_time(said) == at


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("halv fem", "“halv fem” can be 4.30 or 16.30.", "Write the one you mean, in figures."),
        ("to kl. kvart over ti", "“kl. kvart over ti” can be 10.15 or 22.15.", "Write the one you mean, in figures."),
        ("torsdag aften", "“torsdag aften” does not say at what hour.", "Write the hours too, such as: Thu 17-19."),
        ("nytår", "“nytår” is more than one day.", "Write the day itself, such as nytårsaften or nytårsdag."),
        ("easter", "“easter” is more than one day.", "Write the day itself, such as Good Friday or Easter Monday."),
    ],
)
def test_what_can_be_meant_in_two_ways_is_asked_and_not_guessed(said: str, message: str, hint: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_span(said, SUNDAY)
    assert refusal.value.message.render(NullTranslations()) == message
    assert refusal.value.hint is not None and refusal.value.hint.render(NullTranslations()) == hint


@pytest.mark.parametrize(
    "day", [date(1970, 3, 29), date(2008, 3, 23), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25), date(2100, 3, 28)]
)
def test_easter_is_where_calendars_have_it(day: date) -> None:
    assert named_days.easter(day.year) == day


@settings(max_examples=60)
@given(DAYS, st.integers(-24, 24))
def test_months_on_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    then = named_days.months_on(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("said", ["", "24", "17.60", "om lidt", "17-19"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        read_time(said)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1/8", date(2026, 8, 1)),
        ("1. august", date(2026, 8, 1)),
        ("1/2", date(2027, 2, 1)),
        ("22/11", SUNDAY),
        ("29/2", date(2028, 2, 29)),
        ("uge 33", date(2026, 8, 10)),
        ("uge 2", date(2027, 1, 11)),
        ("1/8/2027", date(2027, 8, 1)),
        ("to", date(2026, 11, 26)),
    ],
)
def test_the_nearest_year_may_be_the_one_that_is_passing(said: str, day: date) -> None:
    assert read_day(said, SUNDAY, nearest=True) == day


@settings(max_examples=60)
@given(DAYS, DAYS)
def test_the_nearest_is_at_most_half_a_year_away(day: date, today: date) -> None:
    if (day.month, day.day) != (2, 29):
        found = read_day(f"{day.day}/{day.month}", today, nearest=True)
        assert (found.month, found.day) == (day.month, day.day)
        assert abs(found - today) <= timedelta(days=183)


@pytest.mark.parametrize("said", ["9999-12-31", "0001-01-01", "31-12-1969", "2101-01-01", "9999-W10"])
def test_years_no_calendar_holds_are_refused(said: str) -> None:
    for read in (
        lambda: read_day(said, SUNDAY),
        lambda: read_span(said, SUNDAY),
        lambda: read_span(f"{said} 17", SUNDAY),
    ):
        with pytest.raises(Invalid) as refusal:
            read()
        assert "too far away" in refusal.value.message.render(NullTranslations())


@pytest.mark.parametrize("said", ["29-02-2027", "31/4", "31. juni 2027", "2026-02-30"])
def test_a_day_its_month_does_not_have_is_said_to_be_none(said: str) -> None:
    for text in (said, f"{said} 17-19"):
        with pytest.raises(Invalid) as refusal:
            read_span(text, SUNDAY)
        assert refusal.value.message.render(NullTranslations()) == f"There is no day {said}."


def test_another_day_of_the_week_is_named_in_full() -> None:
    with pytest.raises(Invalid) as refusal:
        read_day("to 25-11-2026", SUNDAY)
    assert refusal.value.message.render(NullTranslations()) == "25-11-2026 is a Wednesday, not a Thursday."


def timed(start: date, at: time, end: date, until: time) -> Span:
    return Span(LocalTime(start, at, HOME), LocalTime(end, until, HOME), False)


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("to 17-19", timed(date(2026, 11, 26), time(17), date(2026, 11, 26), time(19))),
        ("to 17", timed(date(2026, 11, 26), time(17), date(2026, 11, 26), time(19))),
        ("to kl. 17 til 19.30", timed(date(2026, 11, 26), time(17), date(2026, 11, 26), time(19, 30))),
        ("19-11-2026 17.00-19.30", timed(date(2026, 11, 19), time(17), date(2026, 11, 19), time(19, 30))),
        ("2026-11-19 17:00-19:30", timed(date(2026, 11, 19), time(17), date(2026, 11, 19), time(19, 30))),
        ("2026-11-19T17:00 - 2026-11-20T04:00", timed(date(2026, 11, 19), time(17), date(2026, 11, 20), time(4))),
        ("uge 47 to 17-19", timed(date(2026, 11, 19), time(17), date(2026, 11, 19), time(19))),
        ("27-11 22-04", timed(date(2026, 11, 27), time(22), date(2026, 11, 28), time(4))),
        ("27-11 22 - 29-11 12", timed(date(2026, 11, 27), time(22), date(2026, 11, 29), time(12))),
        ("1/12-3/12", Span(date(2026, 12, 1), date(2026, 12, 3), True)),
        ("1/12-13/12", Span(date(2026, 12, 1), date(2026, 12, 13), True)),
        ("fr 22-04", timed(date(2026, 11, 27), time(22), date(2026, 11, 28), time(4))),
        ("to 08-12", timed(date(2026, 11, 26), time(8), date(2026, 11, 26), time(12))),
        ("to 10-12", Span(date(2026, 12, 10), date(2026, 12, 10), True)),
        ("fr 15-08", timed(date(2026, 11, 27), time(15), date(2026, 11, 28), time(8))),
        ("30/12 22 - 2/1 4", timed(date(2026, 12, 30), time(22), date(2027, 1, 2), time(4))),
        ("1/2-30/11", Span(date(2027, 2, 1), date(2027, 11, 30), True)),
        ("3/12-1/12/2027", Span(date(2026, 12, 3), date(2027, 12, 1), True)),
        ("30/12 - 2/1", Span(date(2026, 12, 30), date(2027, 1, 2), True)),
        ("19-11", Span(date(2027, 11, 19), date(2027, 11, 19), True)),
        ("i morgen", Span(date(2026, 11, 23), date(2026, 11, 23), True)),
        ("3-4 dec", Span(date(2026, 12, 3), date(2026, 12, 4), True)),
        ("fra den 3. til den 4. december 2027", Span(date(2027, 12, 3), date(2027, 12, 4), True)),
        ("3-4/12", Span(date(2026, 12, 3), date(2026, 12, 4), True)),
        ("December 3-4", Span(date(2026, 12, 3), date(2026, 12, 4), True)),
        ("i morgen hele dagen", Span(date(2026, 11, 23), date(2026, 11, 23), True)),
        ("26/11 2030", timed(date(2026, 11, 26), time(20, 30), date(2026, 11, 26), time(22, 30))),
        *((said, timed(date(2026, 11, 26), time(17), date(2026, 11, 26), time(19))) for said in (
            "torsdag fra 17 til 19", "to mellem kl. 17 og 19", "to, 17,00-19,00", "næste torsdag kl. 17-19", "17-19 torsdag",
            "thursday from 5 to 7 pm", "torsdag aften kl. 17", "to 17 i 2 timer", "November 26th at 5 pm for two hours",
            "torsdag aften 5-7", "thursday evening at 5 to 7",
            "26/11-26 17-19", "26/11 2026 kl. 17-19", "to den 26. 17-19", "kl. 17 til 19 den 26/11",
        )),
        ("juleaften til nytårsdag", Span(date(2026, 12, 24), date(2027, 1, 1), True)),
        ("torsdag aften halv otte", timed(date(2026, 11, 26), time(19, 30), date(2026, 11, 26), time(21, 30))),
        ("to halv 17 til halv 19", timed(date(2026, 11, 26), time(16, 30), date(2026, 11, 26), time(18, 30))),
        ("i aften 11-1", timed(SUNDAY, time(23), date(2026, 11, 23), time(1))),
        ("i aften 19.30", timed(SUNDAY, time(19, 30), SUNDAY, time(21, 30))),
    ],
)
def test_a_span_is_read_as_it_is_written(said: str, span: Span) -> None:
    assert read_span(said, SUNDAY) == span


@pytest.mark.parametrize(
    "said",
    [
        "",
        "17-19",
        "to 25",
        "to 17-",
        "to 17 19",
        "3/12/2026-1/12/2026",
        "to 17-19 nu",
        "i morgen 19-17",
        "i morgen 17-17",
        "to 14-02",
        "to 22-09",
        "3/12-1/12",
        "27-11 22 - 25-11 12",
        "uge 50 - uge 48",
    ],
)
def test_what_is_no_span_is_refused_with_examples(said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_span(said, SUNDAY)
    assert refusal.value.hint is not None


def test_a_time_the_clocks_skip_is_refused() -> None:
    with pytest.raises(Invalid):
        read_span("28-03-2027 02.30-04", SUNDAY)


@settings(max_examples=60)
@given(DAYS, LANGUAGES)
def test_a_spoken_day_is_read_back(day: date, language: Language) -> None:
    assert read_day(spoken_day(day, language), SUNDAY) == day


@settings(max_examples=60)
@given(TIMES, LANGUAGES)
def test_a_spoken_time_is_read_back(at: time, language: Language) -> None:
    assert read_time(spoken_time(at, language)) == at


@settings(max_examples=100)
@given(DAYS, TIMES, st.integers(1, 4 * 24 * 60), LANGUAGES)
def test_a_spoken_span_is_read_back(day: date, at: time, minutes: int, language: Language) -> None:
    start = LocalTime(day, at, "UTC")
    later = start.moment + timedelta(minutes=minutes)
    span = Span(start, LocalTime(later.date(), later.time(), "UTC"), False)
    assert read_span(spoken_span(span, language), SUNDAY, "UTC") == span


@settings(max_examples=60)
@given(DAYS, st.integers(0, 40), LANGUAGES)
def test_spoken_days_are_read_back(day: date, more: int, language: Language) -> None:
    span = Span(day, day + timedelta(days=more), True)
    assert read_span(spoken_span(span, language), SUNDAY) == span


@settings(max_examples=300)
@given(st.text(max_size=20) | st.text("0123456789-/.: touge+klw", max_size=16) | st.lists(SPOKEN).map(" ".join))
def test_any_text_is_read_or_refused(said: str) -> None:
    for read in (lambda: read_day(said, SUNDAY), lambda: read_time(said), lambda: read_span(said, SUNDAY)):
        try:
            read()
        except Invalid as refusal:
            assert refusal.message.msgid


def test_the_week_of_a_day_names_its_year() -> None:
    assert iso_week(date(2027, 1, 1)) == (2026, 53)
