"""A whole series in one line of everyday words: `hver 3. torsdag 17-19 fra 14-01-2027 til 18-06-2027`. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.errors import Invalid
from core.messages import N_, say
from core.rules.day_words import Span, read_day, read_span
from core.rules.moments import HOME, LocalTime
from core.series.days import Timing
from core.series.rule import Rule
from core.series.rule_words import read_rule

_CLOCK = r"[0-9]{1,2}(?:[.:][0-9]{2}|[0-9]{2})?"
_BETWEEN = r"\s*(?:-|–|til|to)\s*"
# A day is written with the same signs as a time: what follows `fra` or `til` is a day.
_TIME = re.compile(
    rf"(?<![0-9./-])(?<!fra )(?<!from )(?<!til )(?<!until )(?P<time>(?:kl\.?\s*|at\s+)?{_CLOCK}{_BETWEEN}{_CLOCK}"
    rf"|(?:kl\.?\s*|at\s+){_CLOCK})(?![0-9]|[./-][0-9]|\.(?=\s))"
)
_COUNT = r"[0-9]{1,3}\s*(?:gange|møder|times|meetings|x)\b"
_START = re.compile(
    r"\b(?:fra(?:\s+og\s+med)?|from|starting|begyndende)\s+(?P<day>.+?)"
    rf"(?=\s*,?\s+(?:til|to|indtil|until|till|through|i\s+alt|for\s+[0-9]|{_COUNT})|$)"
)
_MOST = 400
_TO_DAY = re.compile(r"^\s*,?\s*to\s+(?=[0-9])")


@dataclass(frozen=True)
class SaidSeries:
    """A rule, the time of its first meeting, and its last day.

    `end_said`: nobody proposed that day for them; `time_said`: they do not mean days as a whole for want of a time.
    """

    rule: Rule
    timing: Timing
    last: date
    end_said: bool = True
    time_said: bool = True

    @property
    def days(self) -> list[date]:
        return list(self.rule.days(self.timing.first, self.last))


def read_series(text: str, today: date, zone: str = HOME, *, field: str = "rule") -> SaidSeries:
    """What somebody means: the rule, then in any order the time, `fra` the first day (else today), and the end.

    Without a time the meetings last all day; without an end the last day of the school year is taken, 31 July. Raises
    `Invalid(field)`, saying what can be written.
    """
    rest = " ".join(text.casefold().split())
    time = _TIME.search(rest)
    if time:
        rest = _joined(rest[: time.start()], rest[time.end() :])
    start = _START.search(rest)
    from_day = today
    if start:
        from_day = read_day(start["day"].strip(" ,"), today, field=field)
        rest = _joined(rest[: start.start()], _TO_DAY.sub("until ", rest[start.end() :]))
    said = read_rule(rest, from_day, field=field)
    last = end_of_school_year(said.first) if said.last is None else said.last
    span = read_span(f"{said.first.isoformat()} {time['time'] if time else ''}".strip(), today, zone, field=field)
    return SaidSeries(said.rule, timing(span), last, said.last is not None, time is not None)


def _joined(before: str, after: str) -> str:
    return " ".join(f"{before.strip(' ,')} {after.strip()}".split())


def timing(span: Span) -> Timing:
    """A time as a series stores it."""
    if isinstance(span.start, LocalTime) and isinstance(span.end, LocalTime):
        return Timing(False, span.start.text, span.end.text, span.start.time_zone)
    first, last = (end.day if isinstance(end, LocalTime) else end for end in (span.start, span.end))
    return Timing(True, first.isoformat(), last.isoformat())


def end_of_school_year(day: date) -> date:
    """The last day of the school year that a day lies in, 31 July."""
    return date(day.year + (day.month > 7), 7, 31)


def check_days(said: SaidSeries, *, field: str = "rule") -> None:
    """Raises `Invalid` for a series without end in practice, or one whose meetings go on when the next begins."""
    days = said.days
    if len(days) > _MOST:
        raise Invalid(
            field,
            say(N_("That would be {n} meetings."), n=len(days)),
            say(N_("Say an earlier end: until 18-06-2027, or 10 times.")),
        )
    begin, finish = said.timing.moments
    nearest = min(((later - day).days for day, later in pairwise(days)), default=0)
    if nearest and (finish - begin).days >= nearest:
        raise Invalid(field, say(N_("Each meeting would go on when the next one begins.")), say(N_("Say a shorter time.")))
