"""Dates as spreadsheet cells hold them: Danish orders, ISO, Excel's day numbers; years of birth and ages."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

_THREE = re.compile(
    r"(\d{1,2})([-./ ]{1,2})(\d{1,2})([-./ ]{1,2})(\d{4}|\d{2})"
    r"(?:[ T,]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]m)?)?",
    re.I,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}[:.]\d{2}.*)?")
_COMPACT = re.compile(r"(19|20)\d{6}")
_NAMED = re.compile(r"(\d{1,2})\.? ?([a-zæøå]{3,9})\.? ?(\d{4}|\d{2})", re.I)
_WEEK = re.compile(r"(?:uge|u|week|w)\.? ?\d{1,2}(?: ?[-–] ?\d{1,2})?(?:[ ,./]+\d{2,4})?|\d{4}-?W\d{1,2}", re.I)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "maj may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"), start=1
    )
    for name in names.split()
}
# Excel's day 0 as seen from any day after February 1900 (ECMA-376 part 1, 18.17.4.1).
_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")  # a fraction is the time of the day
_SERIALS = range(14_000, 66_000)
_OLDEST = 100


class DateTrouble(Enum):
    """Why a cell is no sure date."""

    BAD = auto()
    WEEK = auto()
    AMERICAN = auto()
    AMBIGUOUS = auto()


@dataclass(frozen=True)
class CellDate:
    """A cell's day; with AMERICAN and AMBIGUOUS there is both a day and a doubt."""

    day: date | None
    trouble: DateTrouble | None = None


def cell_date(text: str, *, american: bool = False) -> CellDate:
    """The date of a cell: `1/2-26`, `01.02.26`, `2026-02-01`, `20260201`, `46054`, `1. feb. 2026`.

    `american` reads months first, when the whole column is so (`is_american`).
    """
    text = text.strip()
    if match := _THREE.fullmatch(text):
        return _three(match, american=american)
    if match := _ISO.fullmatch(text):
        return _or_bad(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    if _COMPACT.fullmatch(text):
        return _or_bad(int(text[:4]), int(text[4:6]), int(text[6:]))
    if (match := _SERIAL.fullmatch(text)) and int(match.group(1)) in _SERIALS:
        return CellDate(_EXCEL_DAY_0 + timedelta(days=int(match.group(1))))
    if match := _NAMED.fullmatch(text):
        month = _MONTHS.get(match.group(2).casefold()[:3])
        return (
            _or_bad(_full_year(match.group(3)), month, int(match.group(1)))
            if month
            else CellDate(None, DateTrouble.BAD)
        )
    return CellDate(None, DateTrouble.WEEK if _WEEK.fullmatch(text) else DateTrouble.BAD)


def _three(match: re.Match[str], *, american: bool) -> CellDate:
    first, second, year = int(match.group(1)), int(match.group(3)), _full_year(match.group(5))
    # Only two slashes are ever American; 1/2-26 and 1.2.26 are Danish.
    slashes = match.group(2) == match.group(4) == "/"
    if american and slashes:
        return _or_bad(year, first, second)
    if slashes and second > 12 >= first:
        day = _day(year, first, second)
        return CellDate(day, DateTrouble.AMERICAN if day else DateTrouble.BAD)
    found = _or_bad(year, second, first)
    if slashes and found.day and first <= 12 and first != second:
        return CellDate(found.day, DateTrouble.AMBIGUOUS)
    return found


def is_american(cells: list[str]) -> bool:
    """Whether a column of dates has months first: all with slashes, some that can only be so, none that cannot."""
    proof = False
    for cell in cells:
        match = _THREE.fullmatch(cell.strip())
        if not match or not match.group(2) == match.group(4) == "/" or int(match.group(1)) > 12:
            return False
        proof = proof or int(match.group(3)) > 12
    return proof


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _or_bad(year: int, month: int, day: int) -> CellDate:
    found = _day(year, month, day)
    return CellDate(found, None if found else DateTrouble.BAD)


@dataclass(frozen=True)
class BirthYear:
    """The year of birth of a cell. `lost_zero`: a spreadsheet took the date for a number (`10305` was 01-03-05)."""

    year: int | None
    lost_zero: bool = False


def birth_year(text: str, *, as_of: date) -> BirthYear:
    """The year in `2004`, `01-03-2005`, `110407`, `10305`, `38412`; None if it is none that a pupil can have."""
    text = text.strip()
    if not (text.isascii() and text.isdecimal()):
        match = _THREE.fullmatch(text)
        if match and len(match.group(5)) == 2:
            return BirthYear(_short_birth_year(int(match.group(5)), as_of))
        day = cell_date(text).day
        return BirthYear(_plausible(day.year, as_of) if day else None)
    if len(text) == 4:
        return BirthYear(_plausible(int(text), as_of))
    if len(text) == 8:
        day = cell_date(text).day or _day(int(text[4:]), int(text[2:4]), int(text[:2]))
        return BirthYear(_plausible(day.year, as_of) if day else None)
    by_date = _year_of_digits(text.zfill(6), as_of) if len(text) in (5, 6) else None
    serial = cell_date(text).day if len(text) == 5 else None
    by_serial = _plausible(serial.year, as_of, oldest=80) if serial else None
    if by_date and by_serial and by_date != by_serial:
        return BirthYear(None, lost_zero=True)
    return BirthYear(by_date or by_serial, lost_zero=len(text) == 5 and by_date is not None)


def year_from_age(text: str, *, as_of: date) -> int | None:
    """The likelier year of birth of somebody of that age; it may be one year wrong."""
    digits = text.strip().casefold().removesuffix("år").strip()
    if not (digits.isascii() and digits.isdecimal() and 0 < int(digits) <= _OLDEST):
        return None
    return as_of.year - int(digits) - (1 if as_of.month <= 6 else 0)


def _plausible(year: int, as_of: date, *, oldest: int = _OLDEST) -> int | None:
    return year if as_of.year - oldest <= year <= as_of.year else None


def _short_birth_year(digits: int, as_of: date) -> int:
    """Nobody in a list of pupils is under ten."""
    return 2000 + digits if 2000 + digits <= as_of.year - 10 else 1900 + digits


def _year_of_digits(digits: str, as_of: date) -> int | None:
    year = _short_birth_year(int(digits[4:]), as_of)
    return year if _day(year, int(digits[2:4]), int(digits[:2])) else None
