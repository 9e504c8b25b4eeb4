"""A whole series in one line of everyday words: `hver 3. torsdag 17-19 fra 14-01-2027 til 18-06-2027`. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.clock_words import in_24_hours
from core.rules.day_refusals import short
from core.rules.day_words import MONTHS, read_span
from core.rules.moments import HOME, LocalTime
from core.rules.periods import read_days
from core.rules.spoken import Span
from core.series.days import Timing
from core.series.rule import Rule, last_of
from core.series.rule_words import COUNTED, SaidRule, read_rule

_CLOCK = r"[0-9]{1,2}(?:[.:][0-9]{2}|[0-9]{2})?"
_BETWEEN = r"\s*(?:-|–|til|to)\s*"
_AT = r"(?:kl\.?|klokken|at)\s*"
_DAY_BEFORE = r"(?<![0-9./-])(?<!fra )(?<!from )(?<!til )(?<!until )"
_NO_DAY = r"(?![0-9]|[./-][0-9]|\.(?=\s))"
# A day is written with the same signs as a time: what follows `fra` or `til` is a day.
_TIME = re.compile(
    rf"{_DAY_BEFORE}(?P<time>(?:{_AT})?{_CLOCK}{_BETWEEN}{_CLOCK}|{_AT}{_CLOCK}|[0-9]{{1,2}}[.:][0-9]{{2}}){_NO_DAY}"
)
# Unless it can be none: 17.30 and 17 name no day, 17.10 does.
_HOUR = r"[0-9]{1,2}(?::[0-9]{2}|\.(?:00|1[3-9]|[2-5][0-9])|(?![.:]?[0-9]))"
_FROM_HOUR = re.compile(
    rf"\b(?:fra|from|mellem|between)\s+(?:{_AT})?(?P<from>{_HOUR})\s+(?:til|to|og|and)\s+(?:{_AT})?(?P<to>{_HOUR})"
    rf"{_NO_DAY}(?!\.?\s*(?:{'|'.join(MONTHS)}))"
)
_START = re.compile(
    r"\b(?:fra(?:\s+og\s+med)?|from|starting|begyndende)\s+(?P<day>.+?)"
    rf"(?=\s*,?\s+(?:til|to|indtil|until|till|through|i\s+alt|for\s+[0-9]|hver|hvert|every|each|{COUNTED})|$)"
)
_MOST = 400
_YEARS = 5
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

    Without a time the meetings last all day; without an end the last day of the school year is taken, 31 July, for a yearly
    rule its fifth day. Raises `Invalid(field)`, saying what can be written.
    """
    time, rest = _time_and_rest(in_24_hours(" ".join(text.casefold().split())))
    start = _START.search(rest)
    from_day = today
    if start:
        from_day, _last = read_days(start["day"].strip(" ,"), today, field=field)
        rest = _joined(rest[: start.start()], _TO_DAY.sub("until ", rest[start.end() :]))
    said = read_rule(rest, from_day, field=field)
    last = _usual_end(said) if said.last is None else said.last
    span = _read_time(said.first, time, zone, field)
    return SaidSeries(said.rule, timing(span), last, said.last is not None, bool(time))


def _time_and_rest(said: str) -> tuple[str, str]:
    """The time that is said, as `read_span` reads it after a day; nothing if none is."""
    hours = _FROM_HOUR.search(said)
    found = hours or _TIME.search(said)
    if found is None:
        return "", said
    time = f"{hours['from']}-{hours['to']}" if hours else found["time"]
    return time, _joined(said[: found.start()], said[found.end() :])


def _read_time(day: date, time: str, zone: str, field: str) -> Span:
    """That day at that time; what is refused is told as it was said, without the day."""
    try:
        return read_span(f"{day.isoformat()} {time}".strip(), day, zone, field=field)
    except Invalid as refused:
        if "text" not in refused.message.values:
            raise
        told = replace(refused.message, values={**refused.message.values, "text": short(time)})
        raise Invalid(field, told, refused.hint) from refused


def _joined(before: str, after: str) -> str:
    return " ".join(f"{before.strip(' ,')} {after.strip()}".split())


def timing(span: Span) -> Timing:
    """A time as a series stores it."""
    if isinstance(span.start, LocalTime) and isinstance(span.end, LocalTime):
        return Timing(False, span.start.text, span.end.text, span.start.time_zone)
    first, last = (end.day if isinstance(end, LocalTime) else end for end in (span.start, span.end))
    return Timing(True, first.isoformat(), last.isoformat())


def _usual_end(said: SaidRule) -> date:
    return last_of(said.rule, said.first, _YEARS) if said.rule.yearly else end_of_school_year(said.first)


def no_end_said(said: SaidSeries) -> Message:
    """Which end was taken because none was said."""
    if said.rule.yearly:
        return say(N_("No end was said: it goes on for five years, until {last}."), last=said.last)
    return say(N_("No end was said: it ends with the school year, {last}."), last=said.last)


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
