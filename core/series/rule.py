"""A rule by which meetings come again, and the days it gives. Pure: days only, no times, nothing stored.

Only what Outlook's recurrence patterns can hold (MS-OXCICAL 2.1.3.2.2) and RFC 5545 says in one RRULE; odd and even
weeks are an own word here, since `INTERVAL=2` goes wrong after a year with a week 53.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EACH_YEAR = 12
"""Months."""
_WEEK = timedelta(days=7)


class Every(StrEnum):
    """What the rule counts in."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"


class Parity(StrEnum):
    """ISO weeks with an odd or an even number."""

    ODD = "ODD"
    EVEN = "EVEN"


@dataclass(frozen=True)
class Rule:
    """Every `interval` days, weeks or months.

    In weeks: on `weekdays` (0 is Monday), with `parity` only in odd or even ISO weeks, and then every week of them.
    In months: the `nth` (1 to 4, -1 the last; several only for every month) of the one weekday, or `month_day` (1 to 31,
    -1 the last). Yearly is every 12th month.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    month_day: int | None = None
    parity: Parity | None = None

    def __post_init__(self) -> None:
        weekly = self.every is Every.WEEK
        monthly = self.every is Every.MONTH
        fits = (
            1 <= self.interval <= 99
            and (not weekly or bool(self.weekdays))
            and (self.parity is None or (weekly and self.interval == 1))
            and (not monthly or (bool(self.nth) and len(self.weekdays) == 1) != (self.month_day is not None))
            and (len(self.nth) < 2 or self.interval == 1)
            and (self.every is not Every.DAY or not self.weekdays)
        )
        if not fits:
            raise ValueError(f"{self} is no rule")

    @property
    def yearly(self) -> bool:
        """Whether it comes once a year."""
        return self.every is Every.MONTH and self.interval == EACH_YEAR

    @property
    def text(self) -> str:
        """As stored: an RRULE without its end, and `PARITY` of our own."""
        parts = [f"FREQ={self.every.value}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            codes = [f"{nth}{CODES[day]}" for day in sorted(self.weekdays) for nth in self.nth or ("",)]
            parts.append(f"BYDAY={','.join(codes)}")
        if self.month_day is not None:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.parity is not None:
            parts.append(f"PARITY={self.parity.value}")
        return ";".join(parts)

    @classmethod
    def from_text(cls, text: str) -> "Rule":
        """The stored rule. Raises `ValueError` for another text."""
        parts = dict(part.split("=", 1) for part in text.split(";"))
        every = Every(parts["FREQ"])
        codes = parts["BYDAY"].split(",") if "BYDAY" in parts else []
        nth = tuple(int(code[:-2]) for code in codes) if every is Every.MONTH else ()
        weekdays = tuple(sorted({CODES.index(code[-2:]) for code in codes}))
        month_day = int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None
        parity = Parity(parts["PARITY"]) if "PARITY" in parts else None
        return cls(every, int(parts.get("INTERVAL", "1")), weekdays, nth, month_day, parity)

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days of the rule counted from `first` on, up to `last`, both included; `first` itself need not be one."""
        match self.every:
            case Every.DAY:
                found = _daily(first, last, self.interval)
            case Every.WEEK:
                found = self._weekly(first, last)
            case Every.MONTH:
                found = self._monthly(first, last)
        return (day for day in found if first <= day <= last)

    def first_from(self, day: date) -> date:
        """The first day of the rule on or after that day, which calendars need as the start of all (RFC 5545 §3.8.5.3).

        Weeks and months are counted from it: `every 3rd week on thursday` said on a Friday begins the next Thursday.
        """
        return next(replace(self, interval=1).days(day, day + timedelta(days=366 * 9)))

    def _weekly(self, first: date, last: date) -> Iterator[date]:
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            if self.parity is None or (monday.isocalendar().week % 2 == 1) == (self.parity is Parity.ODD):
                yield from (monday + timedelta(days=day) for day in sorted(self.weekdays))
            monday += _WEEK * self.interval

    def _monthly(self, first: date, last: date) -> Iterator[date]:
        month = first.replace(day=1)
        while month <= last:
            yield from self._in_month(month)
            month = _months_later(month, self.interval)

    def _in_month(self, month: date) -> list[date]:
        """The days of that month in their order; none if it has none, as a 31st."""
        end = _months_later(month, 1) - timedelta(days=1)
        if self.month_day is not None:
            if self.month_day == -1:
                return [end]
            return [month.replace(day=self.month_day)] if self.month_day <= end.day else []
        weekday = self.weekdays[0]
        first = month + timedelta(days=(weekday - month.weekday()) % 7)
        last = end - timedelta(days=(end.weekday() - weekday) % 7)
        return sorted({last if nth == -1 else first + _WEEK * (nth - 1) for nth in self.nth})


def _daily(first: date, last: date, interval: int) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=interval)


def _months_later(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def last_of(rule: Rule, first: date, count: int) -> date:
    """The day of the `count`-th meeting from `first` on; the last day of all if that is more than sixty years away."""
    found = rule.days(first, date(min(first.year + 60, 9999), 12, 31))
    return next(islice(found, count - 1, None), date.max)


@dataclass(frozen=True)
class Recurrence:
    """What an iCalendar file says of a rule: the RRULE without UNTIL, and the days to leave out with EXDATE."""

    rrule: str
    left_out: tuple[date, ...]


def recurrence(rule: Rule, first: date, last: date, left_out: Sequence[date] = ()) -> Recurrence:
    """The rule as every calendar program reads it. `first` must be a day of the rule.

    Odd and even weeks are every second week as long as no week 53 comes in between, else every week with the wrong ones
    left out: EXDATE is read alike everywhere, BYWEEKNO is not. So are two weekdays of a month, which Outlook has no pattern
    for.
    """
    meant = set(rule.days(first, last)) - set(left_out)
    for candidate in _as_one_pattern(rule):
        given = set(candidate.days(first, last))
        if meant <= given:
            return Recurrence(candidate.text, tuple(sorted(given - meant)))
    raise ValueError(f"{rule} cannot be said as one RRULE")


def _as_one_pattern(rule: Rule) -> Iterator[Rule]:
    if rule.parity is not None:
        yield Rule(Every.WEEK, 2, rule.weekdays)
        yield Rule(Every.WEEK, 1, rule.weekdays)
    elif len(rule.nth) > 1:
        yield Rule(Every.WEEK, 1, rule.weekdays)
    else:
        yield rule
