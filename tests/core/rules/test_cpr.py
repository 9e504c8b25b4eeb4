from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.cpr import MASK, contains_cpr, is_whole_cpr, mask_cpr, may_hold_cpr


@pytest.mark.parametrize(
    "text",
    [
        "110407-0000",
        "1104070000",
        "110407 0000",
        "110407 – 0000",
        "11.04.07-0000",
        "11-04-07-0000",
        "11042007-0000",
        "cpr:1104070000.",
        "710407-0000",
        "(110407-0000)",
    ],
)
def test_it_is_found_however_it_is_written(text: str) -> None:
    assert contains_cpr(text)
    assert MASK in mask_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "+4594113782",
        "94 11 37 82",
        "994113-0000",
        "11-04-2007",
        "2026-11-19 1700",
        "5790000123456",
        "h2tøm2546",
        "10-11-2025",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not contains_cpr(text)
    assert mask_cpr(text) == text


def test_a_cell_whose_zero_the_spreadsheet_has_eaten() -> None:
    assert is_whole_cpr("906020000")
    assert is_whole_cpr("1104070000.0")
    assert not is_whole_cpr("94113782")
    assert not contains_cpr("906020000")


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " ", "."]),
    st.text(max_size=8),
)
def test_nothing_masked_is_found_again(day: date, serial: int, sign: str, around: str) -> None:
    number = f"{day:%d%m%y}{sign}{serial:04d}"
    masked = mask_cpr(f"{around} {number} {around}")
    assert may_hold_cpr(number)
    assert number not in masked
    assert not contains_cpr(masked)
