"""Stretches of days as people write them: a day, a week, a month, a year, last month, 30 days ago.

Pure: `today` is given. Both ends are included. Weeks are those of ISO 8601.
"""

import calendar
import re
from datetime import date, timedelta

from core.rules.day_words import read_day

_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})|([0-9]{2})-([0-9]{4})")
_WEEK = re.compile(r"(?:uge|u|week|w)\.?\s*[0-9]{1,2}(?:[/ ][0-9]{4})?|[0-9]{4}-?w[0-9]{2}", re.IGNORECASE)
_WEEKS = re.compile(
    r"(?P<word>uge|u|week|w)\.?\s*(?P<first>[0-9]{1,2})\s*-\s*(?:uge|u|week|w)?\.?\s*(?P<last>[0-9]{1,2})"
    r"(?P<year>[/ ][0-9]{4})?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?P<number>[+-][0-9]{1,4})\s*(?P<unit>d|dage?|days?|u|uger?|w|weeks?|m|mdr?|måneder?|months?|å|år|y|years?)"
)
_NAMED = re.compile(
    r"(?P<which>denne|dette|sidste|forrige|næste|this|last|previous|next)\s+(?P<unit>uge|måned|år|week|month|year)"
)
_STEPS = {"sidste": -1, "forrige": -1, "last": -1, "previous": -1, "næste": 1, "next": 1}
# What is one value though it has a blank in it; `core.search.query` reads it so behind a field.
SPACED = re.compile(
    r"(?:(?:uge|week)\s+[0-9]{1,2}(?:[/ ][0-9]{4})?|i\s+(?:dag|går|morgen|overmorgen)"
    r"|(?:denne|dette|sidste|forrige|næste|this|last|previous|next)\s+(?:uge|måned|år|week|month|year))(?![\w])",
    re.IGNORECASE,
)


def read_period(text: str, today: date, *, field: str = "date", nearest: bool = False) -> tuple[date, date]:
    """The first and the last day of what somebody means: `2026`, `2026-08`, `uge 47`, `u34-38`, `sidste måned`, `-30d`,
    or any day that `read_day` reads.

    What has no year is the next one, or with `nearest` the one that is fewest days away. Raises `Invalid(field)`, and
    `ValueError` for a month that there is not.
    """
    said = " ".join(text.casefold().split())
    if _YEAR.fullmatch(said):
        return date(int(said), 1, 1), date(int(said), 12, 31)
    if month := _MONTH.fullmatch(said):
        return _month(date(int(month[1] or month[4]), int(month[2] or month[3]), 1), 0)
    if named := _NAMED.fullmatch(said):
        return _around(today, named["unit"], _STEPS.get(named["which"], 0))
    if ago := _AGO.fullmatch(said):
        day = _moved(today, int(ago["number"]), ago["unit"])
        return day, day
    if weeks := _WEEKS.fullmatch(said):
        first = read_day(f"uge {weeks['first']}{weeks['year'] or ''}", today, field=field, nearest=nearest)
        last = read_day(f"uge {weeks['last']}", first, field=field)
        return first, last + timedelta(days=6)
    day = read_day(text, today, field=field, nearest=nearest)
    return (day, day + timedelta(days=6)) if _WEEK.fullmatch(said) else (day, day)


def _month(first: date, months: int) -> tuple[date, date]:
    """The month so many months away from the one that begins then."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _around(today: date, unit: str, step: int) -> tuple[date, date]:
    if unit in ("uge", "week"):
        monday = today + timedelta(days=7 * step - today.weekday())
        return monday, monday + timedelta(days=6)
    if unit in ("måned", "month"):
        return _month(today.replace(day=1), step)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _moved(today: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years away; of a shorter month the last day. Raises `OverflowError`, `ValueError`."""
    match unit[0]:
        case "d":
            return today + timedelta(days=number)
        case "u" | "w":
            return today + timedelta(weeks=number)
        case "m":
            first, last = _month(today.replace(day=1), number)
            return first.replace(day=min(today.day, last.day))
        case _:
            first, last = _month(today.replace(day=1), 12 * number)
            return first.replace(day=min(today.day, last.day))
