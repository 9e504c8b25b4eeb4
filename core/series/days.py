"""The days of a series as rows that lists can be read by: derived from the series' row alone, and never in the log."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.rules.moments import HOME, LocalTime, utc_text
from core.series.rule import Rule
from db.log import Value
from db.queued import QueuedSqlite

_EPOCH = date(1970, 1, 1)
_BITS = 20
_MASK = (1 << _BITS) - 1


def occurrence_number(series_id: int, day: date) -> int:
    """The number, below zero, of the day of a series that has no row of its own."""
    return -(series_id << _BITS | (day - _EPOCH).days)


def series_and_day(number: int) -> tuple[int, date]:
    """Whose day that number is, and which."""
    return -number >> _BITS, _EPOCH + timedelta(days=-number & _MASK)


@dataclass(frozen=True)
class Timing:
    """When a series meets: the first meeting's start and end on the clock of `time_zone`, both days for all-day ones."""

    all_day: bool
    start: str
    end: str
    time_zone: str = HOME

    @property
    def first(self) -> date:
        return date.fromisoformat(self.start[:10])

    def on(self, day: date) -> "Timing":
        """The same time on another day: the same on the clock, whatever the clocks do in between."""
        later = timedelta(days=(date.fromisoformat(self.end[:10]) - self.first).days)
        return Timing(
            self.all_day, day.isoformat() + self.start[10:], (day + later).isoformat() + self.end[10:], self.time_zone
        )

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Aware. A time that the clocks skip is an hour later (RFC 5545 §3.3.5), and the meeting as long as it says."""
        if self.all_day:
            zone = ZoneInfo(HOME)
            last = date.fromisoformat(self.end)
            return datetime.combine(self.first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
        begin, finish = _moment(self.start, self.time_zone), _moment(self.end, self.time_zone)
        if finish.astimezone(UTC) <= begin.astimezone(UTC):  # 02.30-03.15, where 02.30 is 03.30
            return begin, (begin.astimezone(UTC) + (finish - begin)).astimezone(finish.tzinfo)
        return begin, finish

    @property
    def columns(self) -> dict[str, Value]:
        """As a meeting stores it."""
        begin, finish = self.moments
        return {
            "all_day": int(self.all_day), "start_local": self.start, "end_local": self.end, "time_zone": self.time_zone,
            "start_utc": utc_text(begin), "end_utc": utc_text(finish),
        }  # fmt: skip


def _moment(text: str, time_zone: str) -> datetime:
    local = LocalTime.from_text(text, time_zone)
    return datetime.combine(local.day, local.at, ZoneInfo(time_zone))


def timing_of(row: Mapping[str, Value]) -> Timing:
    """The time in a stored row of a series or a meeting."""
    return Timing(bool(row["all_day"]), str(row["start_local"]), str(row["end_local"]), str(row["time_zone"]))


def left_out_of(row: Mapping[str, Value]) -> tuple[date, ...]:
    """The days that a stored series leaves out."""
    return tuple(date.fromisoformat(day) for day in json.loads(str(row["left_out"])))


def days_of(row: Mapping[str, Value]) -> Iterator[date]:
    """The days a stored series meets on by its rule, without those left out."""
    left_out = set(left_out_of(row))
    last = date.fromisoformat(str(row["last_day"]))
    rule = Rule.from_text(str(row["rule"]))
    return (day for day in rule.days(timing_of(row).first, last) if day not in left_out)


def occurrences_of(row: Mapping[str, Value]) -> Iterator[tuple[Value, ...]]:
    """The rows of `occurrence` that follow from a stored series."""
    timing = timing_of(row)
    for day in days_of(row):
        columns = timing.on(day).columns
        yield (
            occurrence_number(int(str(row["id"])), day), row["id"], columns["start_local"], columns["start_local"],
            columns["end_local"], columns["start_utc"], columns["end_utc"],
        )  # fmt: skip


def derive(database: QueuedSqlite, series_id: int, row: Mapping[str, Value] | None) -> None:
    """Make the days of a series anew; without a row there are none."""
    database.execute_sql("DELETE FROM occurrence WHERE series_id = ?", (series_id,))
    if row is not None:
        database.execute_many(
            "INSERT INTO occurrence(id, series_id, original, start_local, end_local, start_utc, end_utc)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            occurrences_of(row),
        )
