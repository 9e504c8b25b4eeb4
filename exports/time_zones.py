"""VTIMEZONE components that every calendar program reads alike: one yearly rule each way, never lists of dates.

Outlook reads only one STANDARD and one DAYLIGHT with a yearly RRULE (MS-STANOICAL 2.2.47), and lists of RDATE move
events by an hour in many others. A zone that cannot be said so, exactly, has no definition: its events are in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_FIRST_YEAR, _LAST_YEAR = 2000, 2045
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Definition:
    """A zone, the lines of its VTIMEZONE, and the moment (UTC) from which those lines are true."""

    zone: ZoneInfo
    lines: tuple[str, ...]
    since: datetime


@dataclass(frozen=True)
class _Change:
    """The moment clocks change, as the old offset's wall clock shows it."""

    moment: datetime
    wall: datetime
    before: timedelta
    after: timedelta
    name: str


COPENHAGEN = Definition(
    ZoneInfo("Europe/Copenhagen"),
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Copenhagen",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ),
    datetime(1996, 10, 27, 1, tzinfo=UTC),
)


@lru_cache(maxsize=64)
def definition(name: str) -> Definition | None:
    """The definition of an IANA zone; None for UTC, an unknown name and a zone without two yearly rules (write UTC)."""
    if name == "Europe/Copenhagen":
        return COPENHAGEN
    try:
        zone = ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return None
    return None if _is_utc(zone) else _derived(zone)


def _is_utc(zone: ZoneInfo) -> bool:
    return datetime(2020, 1, 1, tzinfo=zone).tzname() in ("UTC", "GMT") and not _changes(zone)


def _derived(zone: ZoneInfo) -> Definition | None:
    changes = _changes(zone)
    if not changes or changes[-1].moment.year < _LAST_YEAR:
        return _constant(zone, changes)
    halves = [_observance(list(reversed(changes))[which::2]) for which in (0, 1)]
    if None in halves:
        return None
    parts = [half for half in halves if half is not None]
    lines = [f"BEGIN:VTIMEZONE\nTZID:{zone.key}", *(lines for _, lines in sorted(parts)), "END:VTIMEZONE"]
    since = max(moment for moment, _ in parts)
    return Definition(zone, tuple("\n".join(lines).split("\n")), since)


def _constant(zone: ZoneInfo, changes: list[_Change]) -> Definition:
    """A zone that no longer changes: one STANDARD, true since its last change."""
    since = changes[-1].moment if changes else datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    now = datetime(_LAST_YEAR, 1, 1, tzinfo=zone)
    offset = _offset(now.utcoffset() or timedelta())
    lines = (
        "BEGIN:VTIMEZONE",
        f"TZID:{zone.key}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZNAME:{now.tzname()}",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    return Definition(zone, lines, since)


def _observance(changes: list[_Change]) -> tuple[datetime, str] | None:
    """One half of the year as a rule: the moment of the first change it is right for, and its lines.

    `changes` go backwards in time, one a year; the rule reaches back as far as it fits every one of them.
    """
    rules = [_rules(change) for change in changes]
    fitting, reach = rules[0], 0
    for number, candidates in enumerate(rules):
        same = (
            _same_kind(changes[0], changes[number]) and changes[number].moment.year == changes[0].moment.year - number
        )
        if not same or not fitting & candidates:
            break
        fitting, reach = fitting & candidates, number
    if changes[reach].moment.year > _FIRST_YEAR + 20:
        return None
    first = changes[reach]
    kind = "DAYLIGHT" if first.after > first.before else "STANDARD"
    text = (
        f"BEGIN:{kind}\nDTSTART:{first.wall:%Y%m%dT%H%M%S}\n"
        f"RRULE:FREQ=YEARLY;BYMONTH={first.wall.month};BYDAY={sorted(fitting)[-1]}\nTZNAME:{first.name}\n"
        f"TZOFFSETFROM:{_offset(first.before)}\nTZOFFSETTO:{_offset(first.after)}\nEND:{kind}"
    )
    return first.moment, text


def _same_kind(one: _Change, other: _Change) -> bool:
    return (one.before, one.after, one.wall.time(), one.wall.month) == (
        other.before,
        other.after,
        other.wall.time(),
        other.wall.month,
    )


def _rules(change: _Change) -> set[str]:
    """The ways to say that day: the nth weekday of its month, and the last if it is."""
    weekday = _WEEKDAYS[change.wall.weekday()]
    ways = {f"{(change.wall.day - 1) // 7 + 1}{weekday}"}
    if (change.wall + timedelta(days=7)).month != change.wall.month:
        ways.add(f"-1{weekday}")
    return ways


def _changes(zone: ZoneInfo) -> list[_Change]:
    """Every change of offset in the years looked at, in order of time."""
    found: list[_Change] = []
    day = timedelta(days=1)
    moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    while moment.year <= _LAST_YEAR:
        if moment.astimezone(zone).utcoffset() != (moment + day).astimezone(zone).utcoffset():
            found.append(_change(zone, moment, moment + day))
        moment += day
    return found


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> _Change:
    """The change between two moments, found to the second by halving."""
    before = low.astimezone(zone).utcoffset() or timedelta()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    after = high.astimezone(zone)
    return _Change(
        high, (high + before).replace(tzinfo=None), before, after.utcoffset() or timedelta(), after.tzname() or ""
    )


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{'-' if seconds < 0 else '+'}{hours:02}{rest // 60:02}"
    return text + f"{rest % 60:02}" if rest % 60 else text
