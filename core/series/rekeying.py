"""Which day of a new rule a day of the old one becomes. Pure.

Whoever moves a series moves its exceptions with it, or what was cancelled comes back in calendars (RFC 5545 §3.8.4.4,
§3.8.5.1: EXDATE and RECURRENCE-ID name the start that the rule gives).
"""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from core.series.rule import Every, Rule


def rekeyed(old: Sequence[date], new: Sequence[date], old_rule: Rule, new_rule: Rule) -> dict[date, date]:
    """For the days of the old rule that live on, their day in the new one: the same day, week or month, in order."""
    every = old_rule.every if old_rule.every is new_rule.every else Every.WEEK
    free: dict[Hashable, list[date]] = {}
    for day in new:
        free.setdefault(_period(day, every), []).append(day)
    found: dict[date, date] = {}
    for day in old:
        there = free.get(_period(day, every), [])
        if there:
            found[day] = there.pop(there.index(day) if day in there else 0)
    return found


def _period(day: date, every: Every) -> Hashable:
    match every:
        case Every.DAY:
            return day
        case Every.WEEK:
            return day - timedelta(days=day.weekday())
        case Every.MONTH:
            return day.year, day.month


def beginning(day: date, rule: Rule) -> date:
    """Where a new rule is counted from, so that it begins in the week or month in which the old one did."""
    match rule.every:
        case Every.DAY:
            return day
        case Every.WEEK:
            return day - timedelta(days=day.weekday())
        case Every.MONTH:
            return day.replace(day=1)

