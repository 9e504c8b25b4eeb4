"""Stretches of days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.rules.periods import SPACED, read_period
from tests import hostile

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("11-2026", "2026-11-01", "2026-11-30"),
        ("august", "2027-08-01", "2027-08-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("Aug 2026", "2026-08-01", "2026-08-31"),
        ("februar 2028", "2028-02-01", "2028-02-29"),
        ("i år", "2026-01-01", "2026-12-31"),
        ("sidste år", "2025-01-01", "2025-12-31"),
        ("E26", "2026-07-01", "2026-12-31"),
        ("F27", "2027-01-01", "2027-06-30"),
        ("efterår 2026", "2026-07-01", "2026-12-31"),
        ("spring 2027", "2027-01-01", "2027-06-30"),
        ("dette halvår", "2026-07-01", "2026-12-31"),
        ("næste halvår", "2027-01-01", "2027-06-30"),
        ("2026/27", "2026-08-01", "2027-07-31"),
        ("skoleår 2026/27", "2026-08-01", "2027-07-31"),
        ("sidste skoleår", "2025-08-01", "2026-07-31"),
        ("this school year", "2026-08-01", "2027-07-31"),
        ("19. november 2026", "2026-11-19", "2026-11-19"),
        ("om 14 dage", "2026-12-07", "2026-12-07"),
        ("for 3 måneder siden", "2026-08-23", "2026-08-23"),
        ("14 days ago", "2026-11-09", "2026-11-09"),
        ("-3 måneder", "2026-08-23", "2026-08-23"),
        ("i uge 48", "2026-11-23", "2026-11-29"),
        ("uge 48 - 50", "2026-11-23", "2026-12-13"),
    ],
)
def test_a_period(text: str, first: str, last: str) -> None:
    assert tuple(map(date.isoformat, read_period(text, TODAY))) == (first, last)
    if " " in text and not text.startswith("Aug "):
        assert SPACED.fullmatch(text), "it must be one value behind a field"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("august", "2026-08-01"),
        ("januar", "2027-01-01"),
        ("maj", "2027-05-01"),
        ("juni", "2026-06-01"),
        ("uge 47", "2026-11-16"),
    ],
)
def test_the_nearest(text: str, first: str) -> None:
    assert read_period(text, TODAY, nearest=True)[0].isoformat() == first


@pytest.mark.parametrize("text", ["", "2026/28", "halvår", "om 14", "14 dage", "sidste", "i", "e", "31. februar"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(Invalid):
        read_period(text, TODAY)


@given(st.text(max_size=20) | st.sampled_from([one.text for one in hostile.strings(huge=False)]))
def test_any_text_is_a_period_in_order_or_is_refused(text: str) -> None:
    try:
        first, last = read_period(text, TODAY)
    except (Invalid, ValueError, OverflowError):
        return
    assert first <= last
