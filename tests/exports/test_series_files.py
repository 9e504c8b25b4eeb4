"""Series as calendar files: three readers of other people's find the same meetings as we do, whatever deviates."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import Attendee, CalendarEvent, CalendarMessage, CalendarRecurrence, Mailbox, Method
from core.rules.kinds import Answer, MeetingRole
from core.series.days import Timing
from core.series.events import start_on
from core.series.rule import Every, Parity, Rule, recurrence
from exports import ical

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
STAMP = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
Moments = list[tuple[str, str]]

RULES = st.one_of(
    st.builds(Rule, st.just(Every.DAY), st.integers(1, 9)),
    st.builds(
        Rule, st.just(Every.WEEK), st.integers(1, 6),
        st.sets(st.integers(0, 6), min_size=1, max_size=3).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(
        lambda day, parity: Rule(Every.WEEK, 1, (day,), parity=parity), st.integers(0, 6), st.sampled_from(list(Parity))
    ),
    st.builds(
        lambda step, day, nth: Rule(Every.MONTH, step, (day,), nth=(nth,)),
        st.integers(1, 3), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1]),
    ),
    st.builds(lambda day, nth: Rule(Every.MONTH, 1, (day,), nth), st.integers(0, 6), st.sampled_from([(1, 3), (2, 4), (1, -1)])),
    st.builds(lambda day: Rule(Every.MONTH, month_day=day), st.sampled_from([*range(1, 32), -1])),
)  # fmt: skip
TIMES = st.times(min_value=time(3, 30), max_value=time(21)).map(lambda at: at.replace(second=0, microsecond=0))


def _event(timing: Timing, **more: object) -> CalendarEvent:
    event = CalendarEvent(
        uid="2d0c7f9e-0000-4000-8000-000000000001", sequence=3, stamp=STAMP, created=STAMP, modified=STAMP, summary="Café",
        description="", location="Kantinen", url="", start=date.min, end=date.min, time_zone=timing.time_zone, cancelled=False,
    )  # fmt: skip
    return replace(event, **_times(timing), **more)  # type: ignore[arg-type]


def _times(timing: Timing) -> dict[str, object]:
    if timing.all_day:
        return {"start": timing.first, "end": date.fromisoformat(timing.end)}
    begin, finish = timing.moments
    return {"start": begin.astimezone(COPENHAGEN), "end": finish.astimezone(COPENHAGEN)}


@st.composite
def series(draw: st.DrawFn) -> tuple[CalendarEvent, Moments]:
    """A series with days left out and moved, and the moments it is to be read as."""
    rule = draw(RULES)
    first = rule.first_from(draw(st.dates(date(2024, 1, 1), date(2032, 1, 1))))
    every = list(rule.days(first, first + timedelta(days=draw(st.integers(0, 900)))))[:40]
    if draw(st.booleans()):
        timing = Timing(True, first.isoformat(), first.isoformat())
    else:
        at = draw(TIMES)
        later = (datetime.combine(first, at) + timedelta(minutes=draw(st.integers(15, 150)))).isoformat(timespec="minutes")
        timing = Timing(False, datetime.combine(first, at).isoformat(timespec="minutes"), later)
    left_out = draw(st.sets(st.sampled_from(every), max_size=min(5, len(every) - 1)))
    kept = [day for day in every if day not in left_out]
    every = [day for day in every if kept[0] <= day <= kept[-1]]
    said = recurrence(rule, kept[0], kept[-1], [day for day in every if day not in kept])
    # Two meetings of one series never begin at the same time.
    moved = {day: timing.on(day + timedelta(days=1)) for day in draw(st.sets(st.sampled_from(kept), max_size=3))}
    moved = {day: when for day, when in moved.items() if when.first not in every}
    overrides = tuple(
        _event(when, recurrence_id=start_on(timing, day), summary="Flyttet") for day, when in sorted(moved.items())
    )
    last = start_on(timing, kept[-1])
    out = tuple(start_on(timing, day) for day in said.left_out)
    event = _event(timing.on(kept[0]), recurrence=CalendarRecurrence(said.rrule, last, out, overrides))
    expected = [_told(moved.get(day, timing.on(day))) for day in kept]
    return event, sorted(expected)


def _told(timing: Timing) -> tuple[str, str]:
    begin, finish = timing.moments
    if timing.all_day:
        return timing.start, (date.fromisoformat(timing.end) + timedelta(days=1)).isoformat()
    return begin.astimezone(UTC).isoformat(), finish.astimezone(UTC).isoformat()


def _shown(value: datetime | date) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def _by_recurring_ical_events(data: bytes) -> Moments:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(date(2023, 12, 1), date(2038, 1, 1))
    return sorted((_shown(one["DTSTART"].dt), _shown(one["DTEND"].dt)) for one in found)


def _by_dateutil(data: bytes) -> Moments:
    """RRULE expanded by dateutil on the wall clock, EXDATE and RECURRENCE-ID taken off, overrides put in."""
    master, *overrides = icalendar.Calendar.from_ical(data).walk("VEVENT")
    start, end = master["DTSTART"].dt, master["DTEND"].dt
    exdates = master.get("EXDATE", [])
    exdates = exdates if isinstance(exdates, list) else [exdates]
    away = {_shown(one.dt) for several in exdates for one in several.dts}
    away |= {_shown(one["RECURRENCE-ID"].dt) for one in overrides}
    if isinstance(start, datetime):
        rule = rrulestr(master["RRULE"].to_ical().decode(), dtstart=start)
        expanded = [one.replace(tzinfo=None).replace(tzinfo=start.tzinfo) for one in rule]
        naive = end.replace(tzinfo=None) - start.replace(tzinfo=None)
        pairs = [(one, (one.replace(tzinfo=None) + naive).replace(tzinfo=start.tzinfo)) for one in expanded]
    else:
        whole = rrulestr(master["RRULE"].to_ical().decode(), dtstart=datetime.combine(start, time()))
        pairs = [(one.date(), one.date() + (end - start)) for one in whole]
    kept = [(_shown(begin), _shown(finish)) for begin, finish in pairs if _shown(begin) not in away]
    return sorted([*kept, *((_shown(one["DTSTART"].dt), _shown(one["DTEND"].dt)) for one in overrides)])


def _by_vobject(data: bytes) -> Moments:
    master, *overrides = vobject.readOne(data.decode()).vevent_list
    start, end = master.dtstart.value, master.dtend.value
    away = {_shown(one.recurrence_id.value) for one in overrides}
    found: Moments = []
    for one in master.getrruleset():
        begin = one if isinstance(start, datetime) else one.date()
        if isinstance(begin, datetime):
            naive = end.replace(tzinfo=None) - start.replace(tzinfo=None)
            finish: datetime | date = (begin.replace(tzinfo=None) + naive).replace(tzinfo=begin.tzinfo)
        else:
            finish = begin + (end - start)
        if _shown(begin) not in away:
            found.append((_shown(begin), _shown(finish)))
    return sorted([*found, *((_shown(one.dtstart.value), _shown(one.dtend.value)) for one in overrides)])


@settings(max_examples=60, deadline=None)
@given(series())
def test_three_readers_find_the_same_meetings(case: tuple[CalendarEvent, Moments]) -> None:
    event, expected = case
    data = ical.publish(event)
    assert _by_recurring_ical_events(data) == expected
    assert _by_dateutil(data) == expected
    assert _by_vobject(data) == expected


def test_the_lines_of_a_series() -> None:
    timing = Timing(False, "2027-03-11T17:00", "2027-03-11T19:00")
    moved = _event(timing.on(date(2027, 4, 9)), recurrence_id=start_on(timing, date(2027, 4, 8)))
    out = (start_on(timing, date(2027, 3, 25)),)
    weekly = CalendarRecurrence("FREQ=WEEKLY;BYDAY=TH", start_on(timing, date(2027, 4, 15)), out, (moved,))
    anna = Attendee(Mailbox("Anna", "anna@skole.example"), Answer.NEEDS_ACTION, MeetingRole.PARTICIPANT)
    event = _event(timing, recurrence=weekly, attendee=anna, organiser=Mailbox("Tovholder", "tovholder@skole.example"))
    text = ical.message(CalendarMessage(Method.REQUEST, event, "cafe")).decode()
    assert "RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20270415T150000Z\r\n" in text
    assert "EXDATE;TZID=Europe/Copenhagen:20270325T170000\r\n" in text
    assert "RECURRENCE-ID;TZID=Europe/Copenhagen:20270408T170000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1 and text.count("SEQUENCE:3") == 2
    assert text.count("anna@skole.example") == text.count("ORGANIZER") == 2
    cancelled = ical.message(CalendarMessage(Method.CANCEL, event, "cafe")).decode()
    assert cancelled.count("BEGIN:VEVENT") == 1 and "STATUS:CANCELLED" in cancelled
    one = replace(moved, attendee=anna, organiser=event.organiser)
    cancelled = ical.message(CalendarMessage(Method.CANCEL, one, "cafe")).decode()
    assert "RECURRENCE-ID" in cancelled and "RRULE" not in cancelled.replace("RRULE:FREQ=YEARLY", "")
