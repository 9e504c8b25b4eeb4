"""Another rule or time for a series that is there: `17.30-19.30`, `hver 2. onsdag`, `til 18-06-2027`. Pure."""

import re
from dataclasses import replace
from datetime import date

from core.errors import Invalid
from core.rules.day_words import read_span
from core.rules.periods import read_last_day
from core.series.records import Series
from core.series.rekeying import beginning
from core.series.said import SaidSeries, read_series, timing

_UNTIL = re.compile(r"^(?:til(?:\s+og\s+med)?|indtil|until|till?|through)\s+(?P<day>.+)$")
_FROM = re.compile(r"\b(?:fra|from|starting|begyndende)\b")


def said_of(series: Series, first: date | None = None) -> SaidSeries:
    """What a series says, from one of its days on."""
    day = series.first if first is None else first
    return SaidSeries(series.rule, series.timing.on(day), series.last)


def restated(series: Series, text: str, from_day: date | None = None, *, field: str = "rule") -> SaidSeries:
    """What a series becomes from one of its days on, if only a part of it is said: a time, a rule, an end.

    A new rule begins in the week or month in which the old one would have. Raises `Invalid(field)`.
    """
    now = said_of(series, from_day)
    said = " ".join(text.casefold().split())
    until = _UNTIL.match(said)
    if until:
        return replace(now, last=read_last_day(until["day"], now.timing.first, field=field))
    try:
        span = read_span(f"{now.timing.first.isoformat()} {said}", now.timing.first, now.timing.time_zone, field=field)
    except Invalid:
        return _another_rule(series, now, said, field)
    return replace(now, timing=timing(span))


def _another_rule(series: Series, now: SaidSeries, said: str, field: str) -> SaidSeries:
    first = now.timing.first
    new = read_series(said, first, now.timing.time_zone, field=field)
    if not _FROM.search(said):
        new = read_series(said, beginning(first, new.rule), now.timing.time_zone, field=field)
        if new.rule == series.rule:
            new = replace(new, timing=new.timing.on(first))
    if not new.time_said:
        new = replace(new, timing=now.timing.on(new.timing.first))
    return new if new.end_said else replace(new, last=series.last)
