"""Days, times and spans as people write them, in Danish or English.

Pure: `today` is given. Everything `core.rules.spoken` says is read back here. Weeks are those of ISO 8601.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from core.errors import Invalid
from core.messages import N_, say
from core.rules.clock_words import in_24_hours
from core.rules.day_refusals import (
    ambiguous,
    another_weekday,
    backwards,
    in_years,
    no_such_day,
    not_a_day,
    not_a_span,
    short,
)
from core.rules.moments import HOME, LocalTime
from core.rules.spoken import DANISH_SHORT, Span, iso_week, through_the_night

if TYPE_CHECKING:
    from core.rules.day_phrases import Phrases

_DANISH_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    **{name: number for names in (_DANISH_DAYS, _ENGLISH_DAYS, DANISH_SHORT) for number, name in enumerate(names)},
    **{name[:3]: number for names in (_DANISH_DAYS, _ENGLISH_DAYS) for number, name in enumerate(names)},
    "tirs": 1, "tues": 1, "weds": 2, "tors": 3, "thur": 3, "thurs": 3, "lordag": 5, "loerdag": 5, "sondag": 6, "soendag": 6,
}  # fmt: skip
MONTHS = {
    **{name: number for number, name in enumerate(
        ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
         "december"), 1)},
    **{name: number for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"), 1)},
    **{name: number for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), 1)},
    "oct": 10, "sept": 9,
}  # fmt: skip
_RELATIVE = {
    "i dag": 0, "idag": 0, "today": 0, "i morgen": 1, "imorgen": 1, "tomorrow": 1, "i overmorgen": 2, "overmorgen": 2,
    "day after tomorrow": 2, "i går": -1, "igår": -1, "yesterday": -1,
}  # fmt: skip
_DEFAULT_LENGTH = timedelta(hours=2)


def _any_of(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_DAY_NAME = rf"(?:{_any_of(_WEEKDAYS)})(?![\w])\.?"
_LEAD = rf"(?:(?P<name>{_DAY_NAME}),?\s*)?(?:(?:den|d\.|the)\s+)?"
_END = r"(?![0-9\w])"
_ISO = re.compile(_LEAD + r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:(?![0-9\w])|(?=t[0-9]))")
_DANISH = re.compile(
    _LEAD + r"(?P<day>[0-9]{1,2})(?P<mark>[-./])(?P<month>[0-9]{1,2})"
    r"(?:(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9\w])|-(?P<after_hyphen>[0-9]{4})(?![0-9\w])|(?![0-9\w])\.?)"
)
_NAMED = re.compile(
    _LEAD + rf"(?P<day>[0-9]{{1,2}})\.?\s*(?P<month>{_any_of(MONTHS)})\b\.?(?:,?\s*(?P<year>[0-9]{{4}}){_END})?"
)
_HOURS = re.compile(rf"{_DAY_NAME},?\s*(?:[01]?[0-9]|2[0-3])-(?:[01]?[0-9])(?![-0-9\w])")
_DATES = (_ISO, _DANISH, _NAMED)
_IN_MONTH = re.compile(rf"(?:(?P<name>{_DAY_NAME}),?\s*)?(?:den|d\.|the)\s+(?P<day>[0-9]{{1,2}})(?:\.(?![0-9])|(?![-./0-9\w]))")
_WEEK = re.compile(
    rf"(?:(?P<name>{_DAY_NAME}),?\s*(?:i\s+|in\s+)?)?(?:uge|u|week|w)\.?\s*(?P<week>[0-9]{{1,2}})"
    rf"(?:\s*[,/ ]\s*(?P<year>20[0-9]{{2}}))?{_END}(?:,?\s*(?P<after>{_DAY_NAME}))?"
)
_ISO_WEEK = re.compile(r"(?P<year>[0-9]{4})-?w(?P<week>[0-9]{2})(?:-?(?P<number>[1-7]))?(?![0-9\w])")
_WORD = re.compile(rf"(?P<word>{'|'.join(sorted(_RELATIVE, key=len, reverse=True))}){_END}")
_NAME = re.compile(rf"(?:på\s+|on\s+)?(?P<name>{_DAY_NAME})")
_OFFSET = re.compile(r"(?P<offset>[+-][0-9]{1,4})(?![0-9\w])")
_TIME = r"(?:(?:kl|klokken|at)\b\.?\s*)?([0-9]{1,2}(?:[.:][0-9]{2})?|[0-9]{4})(?![0-9\w:])"
_ONE_TIME = re.compile(_TIME)
_UNTIL = re.compile(r"\s*(?:[-–—]|\btil\b|\bto\b|\buntil\b)\s*")


def read_day(text: str, today: date, *, field: str = "date", nearest: bool = False) -> date:
    """The day somebody means: ISO, `19-11-2026`, `19/11`, `19. nov.`, `i dag`, `to`, `uge 47`, `to uge 47`, `+7`.

    Without a year it is the next such date, or with `nearest` the one that is fewest days away, be it past or to come;
    a week is its Monday; a day of the week is the next one after today. Raises `Invalid(field)`.
    """
    said = _plain(text, today, only_a_day=True, nearest=nearest)
    found = _take_day(said, today, field, nearest=nearest)
    if found is None or found[1].strip():
        raise not_a_day(text, field)
    return found[0]


def read_time(text: str, *, field: str = "time") -> time:
    """A time of day: `17`, `17.00`, `17:30`, `1730`, `kl. 17`, `halv 17`. Raises `Invalid(field)`."""
    said = _in_small_letters(text)
    found = _ONE_TIME.fullmatch(said) or _ONE_TIME.fullmatch(_spoken(said))
    at = _clock(found.group(1)) if found else None
    if at is None:
        raise ambiguous(text, field) or Invalid(
            field,
            say(N_("“{text}” is not a time of day."), text=short(text)),
            say(N_("Write it as 17, 17.30 or kl. 17; midnight is 00.00.")),
        )
    return at


def read_span(
    text: str, today: date, zone: str = HOME, *, field: str = "start", length: timedelta = _DEFAULT_LENGTH
) -> Span:
    """From when to when: `to 17-19`, `19-11-2026 17.00-19.30`, `uge 47 to 17-19`, `20-11 22-04`, `1/12-3/12`, `19/11`.

    An evening from 15.00 on may end the next day at 8.00 at the latest; a start alone lasts `length`; days alone are
    all-day. Raises `Invalid(field)`, also for an end that is not after the start and a time that the clocks skip.
    """
    said = _plain(text, today, only_a_day=False, nearest=False)
    taken = _take_day(said, today, field)
    if taken is None:
        raise not_a_span(text, field)
    day, rest = taken
    rest = rest.strip(" ,")
    if not rest:
        return Span(day, day, True)
    until = _UNTIL.match(rest)
    if until:
        return _days(day, rest[until.end() :], text, field)
    return _timed(day, rest, zone, text, field, length)


def _days(first: date, rest: str, text: str, field: str) -> Span:
    last = _take_last_day(rest, first, field)
    if last is None or last[1].strip():
        raise not_a_span(text, field)
    if last[0] < first:
        raise backwards(text, field)
    return Span(first, last[0], True)


def _take_last_day(rest: str, first: date, field: str) -> tuple[date, str] | None:
    """The day a span ends on: without a year in the same one, or just after New Year, never a year later."""
    near = _take_day(rest, first, field, nearest=True)
    if near is None or near[0] >= first:
        return near
    later = _take_day(rest, first, field)
    return later if later is not None and later[0].year == first.year else near


def _timed(day: date, rest: str, zone: str, text: str, field: str, length: timedelta) -> Span:
    began = _ONE_TIME.match(rest[1:] if re.match(r"t[0-9]", rest) else rest)
    start_at = _clock(began.group(1)) if began else None
    if began is None or start_at is None:
        raise not_a_span(text, field)
    start = LocalTime(day, start_at, zone)
    after = began.string[began.end() :].strip()
    end = _end(start, after, text, field, length)
    if end.moment.timestamp() <= start.moment.timestamp():
        raise backwards(text, field)
    return Span(start, end, False)


def _end(start: LocalTime, rest: str, text: str, field: str, length: timedelta) -> LocalTime:
    """When it ends, from what stands after the time it starts."""
    if not rest:
        later = start.moment.replace(tzinfo=None) + length
        return LocalTime(later.date(), later.time(), start.time_zone)
    until = _UNTIL.match(rest)
    if until is None:
        raise not_a_span(text, field)
    rest = rest[until.end() :]
    alone = _ONE_TIME.fullmatch(rest)
    if alone:
        at = _clock(alone.group(1))
        if at is None:
            raise not_a_span(text, field)
        if at > start.at:
            return LocalTime(start.day, at, start.time_zone)
        if not through_the_night(start.at, at):
            raise backwards(text, field)
        return LocalTime(start.day + timedelta(days=1), at, start.time_zone)
    taken = _take_last_day(rest, start.day, field)
    if taken is None:
        raise not_a_span(text, field)
    last = re.sub(r"^t(?=[0-9])", "", taken[1].strip())
    found = _ONE_TIME.fullmatch(last)
    at = _clock(found.group(1)) if found else None
    if at is None:
        raise not_a_span(text, field)
    return LocalTime(taken[0], at, start.time_zone)


def _take_day(said: str, today: date, field: str, *, nearest: bool = False) -> tuple[date, str] | None:
    """The day a text begins with and what follows it."""
    for pattern, meaning in _MEANINGS:
        match = pattern.match(said)
        if match is None:
            continue
        try:
            day = meaning(match, today, nearest)
        except (ValueError, OverflowError):
            day = None
        if day is None:
            if pattern in _DATES and _is_in_calendar(*_month_and_day(match)):
                raise no_such_day(match.group(), field)
            continue
        named = match.groupdict().get("name")
        if pattern in (*_DATES, _IN_MONTH) and named and _WEEKDAYS[named.rstrip(".")] != day.weekday():
            if _HOURS.match(said):
                # fr 22-04 is an evening, unless 22 April is a Friday.
                continue
            raise another_weekday(day, _WEEKDAYS[named.rstrip(".")], field)
        return in_years(day, field), said[match.end() :]
    return None


def _dated(match: re.Match[str], today: date, nearest: bool) -> date | None:
    month, day = _month_and_day(match)
    # "19/11-2026" is a common way to write it.
    year = match.group("year") or match.groupdict().get("after_hyphen")
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # 29 February may be eight years away (1896-1904, 2096-2104).
    found: list[date] = []
    for candidate in range(today.year - 8, today.year + 9):
        try:
            found.append(date(candidate, month, day))
        except ValueError:
            continue
    return _chosen(found, today, nearest)


def _in_month(match: re.Match[str], today: date, nearest: bool) -> date | None:
    """`den 5.`: that day of this month, or of one beside it; a month without it is passed over."""
    found: list[date] = []
    for month in range(today.month - 3, today.month + 2):
        try:
            found.append(date(today.year + month // 12, month % 12 + 1, int(match.group("day"))))
        except ValueError:
            continue
    return _chosen(found, today, nearest)


def _chosen(days: Iterable[date], today: date, nearest: bool) -> date | None:
    """The nearest of the days, the later one if two are; or the first that is not past."""
    if nearest:
        return min(days, key=lambda day: (abs(day - today), day < today), default=None)
    return next((day for day in days if day >= today), None)


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    named = match.group("month")
    return MONTHS[named] if named in MONTHS else int(named), int(match.group("day"))


def _is_in_calendar(month: int, day: int) -> bool:
    """Whether it is written like a day; 29-02-2027 is, and 17.30 is not."""
    return 1 <= month <= 12 and 1 <= day <= 31


def _in_week(match: re.Match[str], today: date, nearest: bool) -> date | None:
    groups = match.groupdict()
    week = int(groups["week"])
    name = groups.get("name") or groups.get("after")
    weekday = int(groups["number"]) if groups.get("number") else 1 + (_WEEKDAYS[name.rstrip(".")] if name else 0)
    if groups["year"] is not None:
        return date.fromisocalendar(int(groups["year"]), week, weekday)
    year = iso_week(today)[0]
    if nearest:
        return _chosen(_weeks(range(year - 1, year + 2), week, weekday), today, nearest)
    if (year, week) < iso_week(today):
        year += 1
    return date.fromisocalendar(year, week, weekday)


def _weeks(years: range, week: int, weekday: int) -> list[date]:
    """That day of that week in each of the years that has it; not all have a week 53."""
    found: list[date] = []
    for year in years:
        try:
            found.append(date.fromisocalendar(year, week, weekday))
        except ValueError:
            continue
    return found


def _relative(match: re.Match[str], today: date, nearest: bool) -> date:
    return today + timedelta(days=_RELATIVE[match.group("word")])


def _offset(match: re.Match[str], today: date, nearest: bool) -> date:
    return today + timedelta(days=int(match.group("offset")))


def _next_weekday(match: re.Match[str], today: date, nearest: bool) -> date:
    ahead = (_WEEKDAYS[match.group("name").rstrip(".")] - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], date | None]], ...] = (
    (_ISO, _dated), (_ISO_WEEK, _in_week), (_DANISH, _dated), (_NAMED, _dated), (_WORD, _relative), (_WEEK, _in_week),
    (_IN_MONTH, _in_month), (_NAME, _next_weekday), (_OFFSET, _offset),
)  # fmt: skip


def _clock(said: str) -> time | None:
    if len(said) == 4 and said.isdecimal():
        hour, minute = said[:2], said[2:]
    else:
        hour, _, minute = said.replace(":", ".").partition(".")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None


def _spoken(said: str) -> str:
    from core.rules.spoken_hours import in_figures  # most hours are written in figures

    return in_figures(said)


def _plain(text: str, today: date, *, only_a_day: bool, nearest: bool) -> str:
    choose = partial(_chosen, today=today, nearest=nearest)
    return _phrases().in_short(_in_small_letters(text), today, choose, only_a_day=only_a_day)


@cache
def _phrases() -> "Phrases":
    from core.rules.day_phrases import Names, Phrases  # their patterns take a while to compile

    return Phrases(Names(_WEEKDAYS, MONTHS))


def _in_small_letters(text: str) -> str:
    return in_24_hours(" ".join(text.casefold().split()))
