"""CPR numbers: found by their date, never stored.

A CPR number is DDMMYY and a serial of four digits, with or without a hyphen or blank. The check digit is not used:
since 2007 valid numbers exist that fail it (CPR-kontoret, "Personnumre uden kontrolciffer").
"""

import re

_CANDIDATE = re.compile(r"(?<![\d+])(\d{6})[ \u00a0]?[-\u2010-\u2015\u2212.]?[ \u00a0]?(\d{4})(?!\d)")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MASK = "[CPR]"


def _is_date(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    # Replacement numbers add 60 to the day.
    if day > 60:
        day -= 60
    return 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month - 1]


def contains_cpr(text: str) -> bool:
    """Whether something in the text has the form of a CPR number with a possible date."""
    return any(_is_date(match.group(1)) for match in _CANDIDATE.finditer(text))


def mask_cpr(text: str) -> str:
    """The text with every CPR number replaced by `[CPR]`."""
    return _CANDIDATE.sub(lambda match: MASK if _is_date(match.group(1)) else match.group(), text)
