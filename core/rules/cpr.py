"""CPR numbers: found by their date, never stored.

A CPR number is DDMMYY and a serial of four digits, with or without a hyphen or blank. The check digit is not used:
since 2007 valid numbers exist that fail it (CPR-kontoret, "Personnumre uden kontrolciffer").
"""

import re

_DASH = "-\u2010-\u2015\u2212"
# The plain form; the form of people who write the date apart (11.04.07-0000); the one with the whole year.
_CANDIDATE = re.compile(
    rf"(?<![\d+])(?:(\d{{6}})[ \u00a0]?[{_DASH}.]?[ \u00a0]?(\d{{4}})"
    rf"|(\d\d)([{_DASH} ./])(\d\d)\4(\d\d)[ \u00a0]?[{_DASH}][ \u00a0]?\d{{4}}"
    rf"|(\d\d)([{_DASH} ./]?)(\d\d)\8(?:19|20)\d\d[ \u00a0]?[{_DASH}][ \u00a0]?\d{{4}})(?!\d)"
)
# Whatever the others find, this finds as well, and quickly.
_SUSPECT = re.compile(
    rf"\d{{5}}[ \u00a0]?[{_DASH}.]?[ \u00a0]?\d{{4}}(?!\d)"
    rf"|\d\d[{_DASH} ./]\d\d[{_DASH} ./]\d{{2,4}}[ \u00a0]?[{_DASH}][ \u00a0]?\d{{4}}(?!\d)"
)
_WHOLE = re.compile(rf"(\d{{5,6}})[ \u00a0]?[{_DASH}.]?[ \u00a0]?(\d{{4}})(?:\.0+)?")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MASK = "[CPR]"


def _is_date(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    # Replacement numbers add 60 to the day.
    if day > 60:
        day -= 60
    return 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]


def _is_cpr(match: re.Match[str]) -> bool:
    plain, _, day, _, month, _, long_day, _, long_month = match.groups()
    return _is_date(plain or (day or long_day) + (month or long_month))


def contains_cpr(text: str) -> bool:
    """Whether something in the text has the form of a CPR number with a possible date."""
    return any(_is_cpr(match) for match in _CANDIDATE.finditer(text))


def may_hold_cpr(text: str) -> bool:
    """Whether it is worth looking closer; false for certain only when there is no CPR number, whole cell or not."""
    return len(text) > 8 and _SUSPECT.search(text) is not None


def mask_cpr(text: str) -> str:
    """The text with every CPR number replaced by `[CPR]`."""
    if not may_hold_cpr(text):
        return text
    return _CANDIDATE.sub(lambda match: MASK if _is_cpr(match) else match.group(), text)


def is_whole_cpr(cell: str) -> bool:
    """Whether a spreadsheet cell is nothing but a CPR number, also one whose leading zero the spreadsheet has eaten."""
    match = _WHOLE.fullmatch(cell.strip())
    return match is not None and _is_date(match.group(1).zfill(6))
