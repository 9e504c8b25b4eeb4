"""CPR numbers: found by their date, never stored.

A CPR number is DDMMYY and a serial of four digits; people part the pairs and the serial with blanks and any of `-./_`.
The check digit is not used: since 2007 valid numbers exist that fail it (CPR-kontoret, "Personnumre uden
kontrolciffer").
"""

import re
from collections.abc import Iterator

_DASH = "-\u2010-\u2015\u2212"
_BLANK = " \u00a0"
# What may stand between two pairs of the date, and what before the serial.
_MARK = rf"[{_DASH}{_BLANK}./_]?"
_BEFORE_SERIAL = rf"(?:[{_BLANK}]?[{_DASH}./_][{_BLANK}]?|[{_BLANK}]{{0,2}})"
# With two digits of the year, or with all four: then a blank before the serial is not enough, for a date with a time
# or a postcode looks like that.
_CANDIDATE = re.compile(
    rf"(?<![\d+])(?:(\d\d)({_MARK})(\d\d)({_MARK})(\d\d)({_BEFORE_SERIAL})(\d{{4}})"
    rf"|(\d\d)({_MARK})(\d\d)\9(?:19|20)\d\d[{_BLANK}]?[{_DASH}_/][{_BLANK}]?\d{{4}})(?!\d)"
)
# Whatever the others find, this finds as well, and quickly.
_SUSPECT = re.compile(rf"\d{_MARK}\d\d{_MARK}\d\d(?:\d\d)?{_BEFORE_SERIAL}\d{{4}}(?!\d)")
_WHOLE = re.compile(rf"(\d{{5,6}}){_BEFORE_SERIAL}(\d{{4}})(?:\.0+)?")
_COUNTRY = re.compile(rf"(?:\+|00)\d{{1,3}}[{_BLANK}]$")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MASK = "[CPR]"


def _is_date(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    # Replacement numbers add 60 to the day.
    if day > 60:
        day -= 60
    return 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]


def _is_cpr(match: re.Match[str]) -> bool:
    day, mark, month, other_mark, year, before, serial, long_day, _, long_month = match.groups()
    if long_day:
        return _is_date(long_day + long_month)
    if mark and other_mark and mark != other_mark:
        # 20-11 17-1930 is a day with its times.
        return False
    if mark and mark in _BLANK and _COUNTRY.search(match.string, max(0, match.start() - 6), match.start()):
        return False
    return _is_date(day + month) and not (
        mark and mark not in _BLANK and not before.strip() and _is_time(serial) and 20 <= int(year) <= 36
    )


def _is_time(serial: str) -> bool:
    """Whether 19-11-26 1700 is a date with its time: such a serial would be that of somebody born 1920 to 1936.

    Since the serials that begin with 0 to 3 belong to the years 1900-1999 (CPR-kontoret, "Personnummeret i CPR").
    """
    return int(serial[:2]) < 24 and int(serial[2:]) < 60


def contains_cpr(text: str) -> bool:
    """Whether something in the text has the form of a CPR number with a possible date."""
    return next(_found(text), None) is not None


def _found(text: str) -> Iterator[re.Match[str]]:
    """Every CPR number, one after the other; one may begin inside digits that only look like another."""
    start = 0
    while match := _CANDIDATE.search(text, start):
        if _is_cpr(match):
            yield match
            start = match.end()
        else:
            start = match.start() + 1


def may_hold_cpr(text: str) -> bool:
    """Whether it is worth looking closer; false for certain only when there is no CPR number, whole cell or not."""
    return len(text) > 8 and _SUSPECT.search(text) is not None


def mask_cpr(text: str) -> str:
    """The text with every CPR number replaced by `[CPR]`."""
    if not may_hold_cpr(text):
        return text
    kept, start = "", 0
    for match in _found(text):
        kept += text[start : match.start()] + MASK
        start = match.end()
    return kept + text[start:]


def is_whole_cpr(cell: str) -> bool:
    """Whether a spreadsheet cell is nothing but a CPR number, also one whose leading zero the spreadsheet has eaten."""
    match = _WHOLE.fullmatch(cell.strip())
    return match is not None and _is_date(match.group(1).zfill(6))
