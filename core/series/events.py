"""A series as calendars see it: its rule, what is left out, and the meetings that are not as the rule says."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core import invitations
from core.calendar import CalendarEvent, CalendarRecurrence
from core.door.session import Session
from core.meetings import Meeting
from core.rules.kinds import MeetingStatus
from core.series import records
from core.series.days import Timing
from core.series.records import DayState, Series, SeriesDay
from core.series.rule import recurrence

# What a calendar shows of a meeting besides its time.
_SHOWN = ("title", "place", "address", "online_link", "description", "organiser_name", "organiser_email")


def series_event(
    session: Session, series: Series, only: Collection[date] | None = None, days: Sequence[SeriesDay] | None = None
) -> CalendarEvent | None:
    """The series, or of it only the days whose starts by the rule are named; None if no meeting is left of it.

    `days` are its days if they have been read already.

    Whoever is invited to some of the meetings gets a series of those, the others left out: every program reads that alike,
    while a meeting of a series that came without it is shown by few.
    """
    by_rule = set(series.rule_days)
    every = [one for one in days or records.days(session, series) if one.original in by_rule]
    wanted = [one for one in every if takes_place(one) and (only is None or one.original in only)]
    if not wanted:
        return None
    first, last = wanted[0].original, wanted[-1].original
    there = {one.original for one in wanted}
    left_out = [day for day in series.rule_days if first <= day <= last and day not in there]
    said = recurrence(series.rule, first, last, left_out)
    template = _template(series, wanted[0])
    base = replace(
        invitations.event(session, template), sequence=series.sequence, stamp=max(series.stamp, *_stamps(wanted)),
        created=series.created, modified=max(series.changed, *(one.meeting.changed for one in wanted if one.meeting)),
        cancelled=series.status is MeetingStatus.CANCELLED, recurrence_id=None,
    )  # fmt: skip
    overrides = tuple(
        replace(invitations.event(session, one.meeting), stamp=base.stamp, sequence=base.sequence)
        for one in wanted
        if one.meeting is not None and _deviates(template, one)
    )
    return replace(base, recurrence=CalendarRecurrence(
        said.rrule, start_on(series.timing, last), tuple(start_on(series.timing, day) for day in said.left_out), overrides,
    ))  # fmt: skip


def without_sender(event: CalendarEvent) -> CalendarEvent:
    """The same for a calendar that is published: nobody is in it."""
    if event.recurrence is None:
        return replace(event, organiser=None)
    overrides = tuple(replace(one, organiser=None) for one in event.recurrence.overrides)
    return replace(event, organiser=None, recurrence=replace(event.recurrence, overrides=overrides))


def start_on(timing: Timing, day: date) -> datetime | date:
    """When the meeting of that day begins by the rule, aware in the zone of the series."""
    if timing.all_day:
        return day
    return timing.on(day).moments[0].astimezone(ZoneInfo(timing.time_zone))


def takes_place(one: SeriesDay) -> bool:
    """Whether there is a meeting that day, or instead of it."""
    return one.meeting is not None and one.state is not DayState.CANCELLED


def _stamps(wanted: Collection[SeriesDay]) -> list[datetime]:
    return [one.meeting.stamp for one in wanted if one.meeting is not None]


def _template(series: Series, first: SeriesDay) -> Meeting:
    """The first meeting as the rule and the content of the series give it."""
    assert first.meeting is not None
    timing = series.timing.on(first.original)
    begin, finish = timing.moments
    return replace(
        first.meeting, all_day=timing.all_day, start_local=timing.start, end_local=timing.end, time_zone=timing.time_zone,
        start_utc=begin, end_utc=finish, original=timing.start, status=series.status,
        networks=series.networks, **{name: getattr(series, name) for name in _SHOWN},
    )  # fmt: skip


def _deviates(template: Meeting, one: SeriesDay) -> bool:
    meeting = one.meeting
    return meeting is not None and (
        one.state is DayState.MOVED or any(getattr(meeting, name) != getattr(template, name) for name in _SHOWN)
    )
