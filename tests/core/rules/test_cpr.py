from datetime import date

import pytest
from hypothesis import example, given
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
        "0102 03 4567",
        "010203/4567",
        "01 02 03 4567",
        "010203_4567",
        "01-02-03-4567",
        "01/02/03 4567",
        "01.02.03 4567",
        "17 01 02 03 4567 Uffe And",
        "cpr 01_02_03_4567 hos Uffe",
        "01/02/2003-4567",
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
        "+45 94 11 37 82",
        "+46 11 04 07 1234",
        "94 11 37 82 / 94 11 37 83",
        "94113782 94113783",
        "19-11-26 1700",
        "19-11-2026 1700",
        "19/11 17-1930",
        "19-11-2026 17.00-19.30",
        "11-04-2007 8800 Viborg",
        "1104 Byen, 8800 Viborg",
        "CVR 12 34 56 78",
        "12345678",
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
    st.text(max_size=8) | st.text("0123456789 -./", max_size=12),
)
@example(date(2000, 1, 1), 0, "-", "0000")
def test_nothing_masked_is_found_again(day: date, serial: int, sign: str, around: str) -> None:
    number = f"{day:%d%m%y}{sign}{serial:04d}"
    masked = mask_cpr(f"{around} {number} {around}")
    assert may_hold_cpr(number)
    assert number not in masked
    assert not contains_cpr(masked)


_MARKS = st.sampled_from(["", " ", "\u00a0", "-", ".", "/", "_", "–"])


@given(st.dates(date(1937, 1, 1), date(2019, 1, 1)), st.integers(0, 9999), _MARKS, _MARKS, st.booleans(), st.booleans())
def test_it_is_found_whatever_parts_its_pairs(
    day: date, serial: int, mark: str, before: str, first: bool, second: bool
) -> None:
    pairs = f"{day:%d}{mark if first else ''}{day:%m}{mark if second else ''}{day:%y}"
    number = f"{pairs}{before}{serial:04d}"
    assert may_hold_cpr(number)
    assert mask_cpr(f"Uffe ({number}), 94 11 37 82") == f"Uffe ({MASK}), 94 11 37 82"


@given(st.lists(st.integers(0, 99), min_size=4, max_size=4), st.sampled_from(["", "+45 ", "45 ", "0045 "]))
def test_a_phone_number_in_pairs_is_left_alone(pairs: list[int], country: str) -> None:
    phone = country + " ".join(f"{pair:02d}" for pair in pairs)
    assert mask_cpr(f"ring {phone} i dag") == f"ring {phone} i dag"
