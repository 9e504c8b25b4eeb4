"""Stretches of days as people write them: a day, a week, a month, a half-year, a school year, last month, 30 days ago.

Pure: `today` is given. Both ends are included. Weeks are those of ISO 8601.
"""

import calendar
import re
from datetime import date, timedelta

from core.errors import Invalid
from core.messages import N_, say
from core.rules.day_refusals import in_years, not_a_day
from core.rules.day_words import MONTHS, read_day

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
_IN = re.compile(r"^(?:i|in)\s+(?=uge|week)")
_HENCE = re.compile(
    r"(?:(?P<after>om|in)\s+(?P<hence>[0-9]{1,4})|(?:for\s+)?(?P<ago>[0-9]{1,4}))"
    r"\s+(?P<unit>dage?|days?|uger?|weeks?|måneder?|months?|år|years?)(?P<before>\s+(?:siden|ago))?"
)
_UNIT = r"uge|måned|halvår|skoleår|år|week|month|half-year|school\s+year|year"
_NAMED = re.compile(rf"(?P<which>denne|dette|sidste|forrige|næste|this|last|previous|next)\s+(?P<unit>{_UNIT})")
_STEPS = {"sidste": -1, "forrige": -1, "last": -1, "previous": -1, "næste": 1, "next": 1}
_MONTH_NAME = re.compile(rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?(?:\s+(?P<year>20[0-9]{{2}}))?")
_HALF = re.compile(r"(?P<half>[ef]|efterår|forår|autumn|spring)\s*(?:20)?(?P<year>[0-9]{2})")
_SCHOOL_YEAR = re.compile(r"(?:(?:skoleår(?:et)?|school\s+year)\s+)?20(?P<first>[0-9]{2})/(?:20)?(?P<last>[0-9]{2})")
# What is one value though it has a blank in it; `core.search.query` reads it so behind a field.
SPACED = re.compile(
    r"(?:(?:(?:i|in)\s+)?(?:uge|week)\s+[0-9]{1,2}(?:\s*-\s*(?:(?:uge|week)\s+)?[0-9]{1,2})?(?:[/ ][0-9]{4})?"
    r"|i\s+(?:dag|går|morgen|overmorgen)"
    rf"|i\s+år|(?:denne|dette|sidste|forrige|næste|this|last|previous|next)\s+(?:{_UNIT})"
    rf"|[0-9]{{1,2}}\.\s+(?:{'|'.join(MONTHS)})\.?(?:\s+20[0-9]{{2}})?|(?:{'|'.join(MONTHS)})\s+20[0-9]{{2}}"
    r"|(?:skoleår(?:et)?|school\s+year)\s+20[0-9]{2}/[0-9]{2,4}|(?:efterår|forår|autumn|spring)\s+20[0-9]{2}"
    r"|[+-][0-9]{1,4}\s+(?:dage?|days?|uger?|weeks?|måneder?|months?|år|years?)"
    r"|(?:om|in)\s+[0-9]{1,4}\s+(?:dage?|days?|uger?|weeks?|måneder?|months?|år|years?)"
    r"|(?:for\s+)?[0-9]{1,4}\s+(?:dage?|days?|uger?|weeks?|måneder?|months?|år|years?)\s+(?:siden|ago))(?![\w])",
    re.IGNORECASE,
)
_SCHOOL_YEAR_BEGINS = 8


def read_period(text: str, today: date, *, field: str = "date", nearest: bool = False) -> tuple[date, date]:
    """The first and the last day of what somebody means: `2026`, `2026-08`, `august`, `E26` (July to December), `2026/27`
    (August to July), `uge 47`, `u34-38`, `sidste måned`, `-30d`, or any day that `read_day` reads.

    What has no year is the next one, or with `nearest` the one that is fewest days away. Raises `Invalid(field)`, and
    `ValueError` for a month that there is not.
    """
    said = _IN.sub("", " ".join(text.casefold().split()))
    if said == "i år":
        said = "dette år"
    if _YEAR.fullmatch(said):
        return date(int(said), 1, 1), date(int(said), 12, 31)
    if month := _MONTH.fullmatch(said):
        return _month(date(int(month[1] or month[4]), int(month[2] or month[3]), 1), 0)
    if named := _NAMED.fullmatch(said):
        return _around(today, named["unit"], _STEPS.get(named["which"], 0))
    if found := _by_name(said, today, nearest):
        return found
    if ago := _AGO.fullmatch(said):
        day = _moved(today, int(ago["number"]), ago["unit"])
        return day, day
    if (hence := _HENCE.fullmatch(said)) and bool(hence["after"]) is not bool(hence["before"]):
        number = int(hence["hence"]) if hence["after"] else -int(hence["ago"])
        day = _moved(today, number, hence["unit"])
        return day, day
    if weeks := _WEEKS.fullmatch(said):
        first = read_day(f"uge {weeks['first']}{weeks['year'] or ''}", today, field=field, nearest=nearest)
        last = read_day(f"uge {weeks['last']}", first, field=field)
        return first, last + timedelta(days=6)
    try:
        day = read_day(said, today, field=field, nearest=nearest)
    except Invalid as problem:
        if problem.hint != not_a_day(said, field).hint:
            raise
        hint = say(N_("Write it as 19-11-2026, week 47, november 2026, 2026/27, last month or -30d."))
        raise Invalid(field, problem.message, hint) from None
    return (day, day + timedelta(days=6)) if _WEEK.fullmatch(said) else (day, day)


def read_days(text: str, today: date, *, field: str = "date") -> tuple[date, date]:
    """The same of what is to come, within the years that calendars know. Raises `Invalid(field)` and nothing else."""
    try:
        first, last = read_period(text, today, field=field)
    except (ValueError, OverflowError):
        raise not_a_day(text, field) from None
    return in_years(first, field), in_years(last, field)


def read_last_day(text: str, today: date, *, field: str = "date") -> date:
    """Until when something goes on: `uge 20` is its Sunday, `juni` the 30th. Raises `Invalid(field)`."""
    return read_days(text, today, field=field)[1]


def _by_name(said: str, today: date, nearest: bool) -> tuple[date, date] | None:
    """A month by its name, a half-year or a school year."""
    if month := _MONTH_NAME.fullmatch(said):
        number = MONTHS[month["month"]]
        return _month(date(int(month["year"]), number, 1), 0) if month["year"] else _next_month(number, today, nearest)
    if half := _HALF.fullmatch(said):
        year = 2000 + int(half["year"])
        return _half_year(year, half["half"][0] in "ea")
    if (years := _SCHOOL_YEAR.fullmatch(said)) and int(years["last"]) == (int(years["first"]) + 1) % 100:
        return _school_year(2000 + int(years["first"]))
    return None


def _next_month(number: int, today: date, nearest: bool) -> tuple[date, date]:
    """The month of that number that is not over yet, or with `nearest` the one in which fewest months lie between."""
    ahead = (number - today.month) % 12
    return _month(today.replace(day=1), ahead - 12 if nearest and ahead > 6 else ahead)


def _half_year(year: int, autumn: bool) -> tuple[date, date]:
    return (date(year, 7, 1), date(year, 12, 31)) if autumn else (date(year, 1, 1), date(year, 6, 30))


def _school_year(first: int) -> tuple[date, date]:
    """From August to July."""
    return date(first, _SCHOOL_YEAR_BEGINS, 1), date(first + 1, _SCHOOL_YEAR_BEGINS, 1) - timedelta(days=1)


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
    if unit in ("halvår", "half-year"):
        halves = today.year * 2 + (today.month > 6) + step
        return _half_year(halves // 2, bool(halves % 2))
    if unit.startswith(("skole", "school")):
        return _school_year(today.year - (today.month < _SCHOOL_YEAR_BEGINS) + step)
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
