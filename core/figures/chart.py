"""What a figure is: bars in order, each with its number, what it is part of, and the same a year earlier."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from core.messages import Message
from core.rules.kinds import Named

MANY = 10
"""A rate is told of so many at least where it leaves the house."""


class Figure(Named):
    """The figures there are."""

    SUMMARY = "summary", "nøgletal", "key figures"
    MONTHS = "months", "medlemmer måned for måned", "members month by month"
    EDUCATIONS = "educations", "medlemmer efter uddannelse", "members by education"
    AGES = "ages", "medlemmer efter alder", "members by age"
    SCHOOLS = "schools", "medlemmer efter skole", "members by school"
    ATTENDANCE = "attendance", "fremmøde møde for møde", "attendance meeting by meeting"
    WEEKS = "weeks", "på skole uge for uge", "at school week by week"


class Hidden(Enum):
    """Why a number is not told: it is small, or it would give a small one away."""

    NO = ""
    SMALL = "<5"
    BESIDE = "–"


@dataclass(frozen=True)
class Number:
    """A count, perhaps out of so many. `value` is None where it is not known, or hidden.

    `part` is the share where only that is told, and about of how many.
    """

    value: int | None
    of: int | None = None
    hidden: Hidden = Hidden.NO
    part: float | None = None

    @property
    def share(self) -> float | None:
        """The part of the whole; None without one."""
        if self.part is not None:
            return self.part
        return None if self.value is None or not self.of else self.value / self.of

    @property
    def is_known(self) -> bool:
        """Whether something can be told of it."""
        return self.value is not None or self.part is not None


NOTHING = Number(None)


@dataclass(frozen=True)
class Bar:
    """One line of a figure. `key` is stable, `label` is for people; `beside` came, too, but is counted apart.

    `of_people`: it counts people, not meetings.
    """

    key: str
    label: Message | str
    now: Number
    before: Number = NOTHING
    beside: int | None = None
    unknown: bool = False
    of_people: bool = True


@dataclass(frozen=True)
class Chart:
    """A figure of a network (None: of all that are not shielded) for a period; both days are included.

    `rates`: the bars are parts of a whole, told in per cent. `adds_up`: they are parts of one number, so that one hidden
    could be worked out of the others.
    """

    figure: Figure
    network: str | None
    first: date
    last: date
    bars: tuple[Bar, ...]
    rates: bool = False
    adds_up: bool = False
    shielded: bool = False
    outside: bool = False


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included."""

    first: date
    last: date

    def until(self, today: date) -> date:
        """The last day of it that has come."""
        return max(self.first, min(self.last, today))

    @property
    def year_before(self) -> "Period":
        """The same days of the year before: a month is compared with the same month, never with the last."""
        return Period(_year_before(self.first), _year_before(self.last))

    def months(self, today: date) -> Iterator[date]:
        """The last day of each month that has begun, or of the period."""
        first, last = self.first.replace(day=1), self.until(today)
        while first <= last:
            end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            yield min(end, last)
            first = end + timedelta(days=1)


def _year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))
