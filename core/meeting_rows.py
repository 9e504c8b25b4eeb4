"""Meetings as lines of a list: read by number, and only what a line shows. `core.meetings` has everything about them."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.door.scope import visible_meeting
from core.door.session import Session
from core.rules.kinds import MeetingStatus, MeetingType
from core.rules.moments import from_utc_text, utc_text

_COLUMNS = (
    "m.id, m.uid, m.title, m.type, m.all_day, m.start_local, m.end_local, m.time_zone, m.start_utc, m.end_utc, m.place,"
    " m.status, m.series_id"
)


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as a line of a list. `start` and `end` are aware, or dates for all-day meetings, `end` the last day.

    A day of a series that has nothing of its own has a number below zero (`core.series.occurrences`).
    """

    id: int
    uid: str
    title: str
    type: MeetingType
    start: datetime | date
    end: datetime | date
    all_day: bool
    place: str
    status: MeetingStatus
    networks: tuple[str, ...]
    invited: int
    accepted: int
    declined: int
    series_id: int | None = None


def rows(session: Session, numbers: Sequence[int]) -> list[MeetingRow]:
    """Those meetings as lines of a list, in the order asked; the ones that are gone are left out."""
    marks = ", ".join("?" * len(numbers))
    networks: dict[int, list[str]] = {}
    for number, name in session.query(
        "SELECT mn.meeting_id, n.name FROM listed_meeting_network mn JOIN network n ON n.id = mn.network_id"
        f" WHERE mn.meeting_id IN ({marks}) ORDER BY mn.id",
        list(numbers),
    ):
        networks.setdefault(number, []).append(name)
    counts: dict[int, tuple[int, int, int]] = {}
    for row in session.query(
        "SELECT meeting_id, count(*), sum(answer = 'accepted'), sum(answer = 'declined') FROM participation"
        f" WHERE removed = 0 AND meeting_id IN ({marks}) GROUP BY meeting_id",
        list(numbers),
    ):
        counts[row[0]] = (row[1], row[2], row[3])
    read = session.query(f"SELECT {_COLUMNS} FROM listed_meeting m WHERE m.id IN ({marks})", list(numbers))
    found = {row[0]: _row(row, networks.get(row[0], ()), counts.get(row[0], (0, 0, 0))) for row in read}
    return [found[number] for number in numbers if number in found]


def _row(row: Sequence[Any], networks: Sequence[str], counts: tuple[int, int, int]) -> MeetingRow:
    number, uid, title, kind, all_day, start_local, end_local, zone, start_utc, end_utc, place, status, series = row
    return MeetingRow(
        number, uid, title, MeetingType(kind), local(bool(all_day), start_local, zone, from_utc_text(start_utc)),
        local(bool(all_day), end_local, zone, from_utc_text(end_utc)), bool(all_day), place, MeetingStatus(status),
        tuple(networks), *counts, series,
    )  # fmt: skip


def local(all_day: bool, text: str, zone: str, moment: datetime) -> datetime | date:
    """When a meeting begins or ends where it is held: a date for one of whole days, else an aware time."""
    return date.fromisoformat(text) if all_day else moment.astimezone(ZoneInfo(zone))


def coming_ids(session: Session, *, days: int | None = None) -> "array[int]":
    """The numbers of the meetings that have not ended, soonest first; with `days`, only those that begin within so many."""
    visible, account = visible_meeting(session)
    last = "9999" if days is None else utc_text(session.now + timedelta(days=days))
    found = session.query(
        # The plus: what has not ended is found by its end, and is little; the past may be long.
        f"SELECT m.id FROM listed_meeting m WHERE m.end_utc >= ? AND +m.start_utc <= ? AND {visible} ORDER BY +m.start_utc, m.id",
        [utc_text(session.now), last, *account],
    )
    return array("q", [row[0] for row in found])
