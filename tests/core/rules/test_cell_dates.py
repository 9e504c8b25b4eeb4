from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.cell_dates import BirthYear, CellDate, DateTrouble, birth_year, cell_date, is_american, year_from_age

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    "written",
    ["1/2-26", "01.02.26", "01-02-2026", "2026-02-01", "20260201", "46054", "1. feb. 2026", "1/2-2026 kl. 8.00"],
)
def test_a_day_however_it_is_written(written: str) -> None:
    assert cell_date(written) == CellDate(date(2026, 2, 1))


def test_doubts_are_told() -> None:
    assert cell_date("02/13/2026") == CellDate(date(2026, 2, 13), DateTrouble.AMERICAN)
    assert cell_date("02/03/2026") == CellDate(date(2026, 3, 2), DateTrouble.AMBIGUOUS)
    assert cell_date("02/03/2026", american=True) == CellDate(date(2026, 2, 3))
    assert cell_date("uge 26, 2028").trouble is DateTrouble.WEEK
    assert cell_date("31-02-2026").trouble is DateTrouble.BAD
    assert cell_date("snart").trouble is DateTrouble.BAD


def test_a_column_is_american_only_if_all_of_it_can_be() -> None:
    assert is_american(["11/03/26 23:35:11", "11/13/26 08:44:19"])
    assert not is_american(["11/03/26", "11/04/26"])
    assert not is_american(["11/13/26", "16-03-2026"])
    assert not is_american(["11/13/26", "13/11/26"])


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)))
def test_every_day_survives_the_forms_that_say_all_of_it(day: date) -> None:
    for form in ("%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d"):
        assert cell_date(day.strftime(form)).day == day
    serial = (day - date(1899, 12, 30)).days
    assert date(1899, 12, 30) + timedelta(days=serial) == cell_date(str(serial)).day


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2004", BirthYear(2004)),
        ("110407", BirthYear(2007)),
        ("10305", BirthYear(2005, lost_zero=True)),
        ("01-03-98", BirthYear(1998)),
        ("1998-08-09", BirthYear(1998)),
        ("38412", BirthYear(2005)),
        ("31005", BirthYear(None, lost_zero=True)),
        ("2150", BirthYear(None)),
        ("ung", BirthYear(None)),
    ],
)
def test_the_year_of_birth(written: str, found: BirthYear) -> None:
    assert birth_year(written, as_of=TODAY) == found


def test_an_age_gives_the_likelier_year() -> None:
    assert year_from_age("21", as_of=TODAY) == 2005
    assert year_from_age("21 år", as_of=date(2026, 2, 1)) == 2004
    assert year_from_age("ung", as_of=TODAY) is None
