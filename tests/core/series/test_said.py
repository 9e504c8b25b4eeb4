"""A whole series in one line: the time, the first day and the end in any order, in both languages."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.series.said import SaidSeries, read_series

TODAY = date(2026, 11, 23)  # a Monday in week 48


@pytest.mark.parametrize(
    ("said", "start", "end", "first", "last"),
    [
        ("hver torsdag 17-19 fra 14/1 til 18/6", "17:00", "19:00", date(2027, 1, 14), date(2027, 6, 18)),
        ("hver anden torsdag fra 14/1 til 18/6 kl. 17-19", "17:00", "19:00", date(2027, 1, 14), date(2027, 6, 18)),
        ("fra 14/1 hver torsdag 17-19", "17:00", "19:00", date(2027, 1, 14), date(2027, 7, 31)),
        ("hver torsdag fra 17 til 19", "17:00", "19:00", date(2026, 11, 26), date(2027, 7, 31)),
        ("hver torsdag mellem kl. 17 og 19.30 fra 14/1", "17:00", "19:30", date(2027, 1, 14), date(2027, 7, 31)),
        ("every thursday from 17:00 to 19:00 from 14 january to 18 june", "17:00", "19:00", date(2027, 1, 14), date(2027, 6, 18)),
        ("every thursday 5-7pm until 18/6", "17:00", "19:00", date(2026, 11, 26), date(2027, 6, 18)),
        ("every thursday 11am-1pm", "11:00", "13:00", date(2026, 11, 26), date(2027, 7, 31)),
        ("hver torsdag 17.30 til uge 24", "17:30", "19:30", date(2026, 11, 26), date(2027, 6, 20)),
        ("hver fredag 22-02 fra uge 2 i 10 uger", "22:00", "02:00", date(2027, 1, 15), date(2027, 3, 25)),
    ],
)
def test_a_series_in_one_line(said: str, start: str, end: str, first: date, last: date) -> None:
    found = read_series(said, TODAY)
    assert (found.timing.start[11:], found.timing.end[11:], found.timing.first, found.last) == (start, end, first, last)


def test_days_written_with_a_dot_are_no_hours() -> None:
    found = read_series("hver torsdag fra 14.01 til 18.06", TODAY)
    assert (found.timing.first, found.last, found.time_said) == (date(2027, 1, 14), date(2027, 6, 18), False)


@pytest.mark.parametrize("said", ["25-27", "19-17"])
def test_a_time_that_cannot_be_is_told_as_it_was_said(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_series(f"hver torsdag {said}", TODAY)
    assert refused.value.message.values["text"] == said


@settings(max_examples=60)
@given(st.lists(st.sampled_from((
    "hver", "anden", "3.", "torsdag", "uge", "ulige", "fra", "til", "14/1", "17-19", "kl.", "17", "pm", "10", "gange", "i", "to",
    "måneden", "every", "-", "99", "uge 53", "31.",
)), max_size=9).map(" ".join))  # fmt: skip
def test_half_of_a_sentence_is_refused_or_read_and_never_breaks(text: str) -> None:
    try:
        assert isinstance(read_series(text, TODAY), SaidSeries)
    except Invalid as refused:
        assert refused.field == "rule"


def test_a_yearly_rule_without_an_end_goes_on_for_five_years() -> None:
    said = read_series("1. fredag i december hvert år 17-19", TODAY)
    assert [day.year for day in said.days] == [2026, 2027, 2028, 2029, 2030]
    assert {day.month for day in said.days} == {12}
