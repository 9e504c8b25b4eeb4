"""Hours with am and pm."""

import pytest

from core.rules.clock_words import in_24_hours


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("thu 5pm", "thu 17:00"), ("5-7pm", "17:00-19:00"), ("5:30 pm to 7 p.m.", "17:30 to 19:00"), ("11-1pm", "11:00-13:00"),
        ("9am-12pm", "09:00-12:00"), ("12am", "00:00"), ("10-11 am", "10:00-11:00"), ("13pm", "13pm"), ("17-19", "17-19"),
        ("19-11-2026", "19-11-2026"), ("5 amager", "5 amager"),
    ],
)  # fmt: skip
def test_am_and_pm(said: str, told: str) -> None:
    assert in_24_hours(said) == told
