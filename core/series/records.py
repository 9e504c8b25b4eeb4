"""The series as they are read: what they say, and each of their days with what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from core import meetings
from core.door.scope import visible_series
from core.door.session import Session
from core.errors import NotFound
from core.meetings import Meeting, MeetingNetwork
from core.messages import N_, say
from core.rules.kinds import Language, MeetingStatus, MeetingType
from core.rules.moments import LocalTime, from_utc_text, utc_text
from core.rules.spoken import Span, spoken_time
from core.series.days import Timing, occurrence_number
from core.series.rule import Rule

_COLUMNS = (
    "s.id, s.uid, s.version, s.calendar_uid, s.sequence, s.stamp, s.rule, s.last_day, s.left_out, s.type, s.title,"
    " s.all_day, s.start_local, s.end_local, s.time_zone, s.place, s.address, s.online_link, s.description, s.agenda,"
    " s.organiser_name, s.organiser_email, coalesce(o.name, ''), s.capacity, s.follows_id, s.status, s.created_at,"
    " s.changed_at, s.sign_up_days"
)
_FROM = "FROM series s LEFT JOIN organisation o ON o.id = s.host_id"


class DayState(StrEnum):
    """What became of a day of the rule."""

    FOLLOWS = "follows"
    OWN = "own"
    MOVED = "moved"
    CANCELLED = "cancelled"
    LEFT_OUT = "left_out"


STATES = {
    DayState.FOLLOWS: N_("as the rule says"), DayState.OWN: N_("with people or details of its own"),
    DayState.MOVED: N_("moved"), DayState.CANCELLED: N_("cancelled"), DayState.LEFT_OUT: N_("left out"),
}  # fmt: skip


@dataclass(frozen=True)
class Series:
    """A rule and the content that all its meetings share, unless one of them has its own."""

    id: int
    uid: str
    version: int
    calendar_uid: str
    sequence: int
    stamp: datetime
    rule: Rule
    last: date
    left_out: tuple[date, ...]
    type: MeetingType
    title: str
    timing: Timing
    place: str
    address: str
    online_link: str
    description: str
    agenda: str
    organiser_name: str
    organiser_email: str
    host: str
    capacity: int | None
    follows_id: int | None
    status: MeetingStatus
    created: datetime
    changed: datetime
    networks: tuple[MeetingNetwork, ...] = ()
    sign_up_days: int | None = None

    @property
    def first(self) -> date:
        """Its first day by the rule, also if that one is left out."""
        return self.timing.first

    @property
    def rule_days(self) -> list[date]:
        """Every day of the rule, also those left out."""
        return list(self.rule.days(self.first, self.last))

    @property
    def shielded(self) -> bool:
        return any(network.shielded for network in self.networks)

    @property
    def span(self) -> Span:
        """The time of its first meeting."""
        return span_of(self.timing)


@dataclass(frozen=True)
class SeriesDay:
    """One day of a series: the day its rule gave it, and its meeting (None: left out)."""

    original: date
    state: DayState
    meeting: Meeting | None


def span_of(timing: Timing) -> Span:
    """A stored time as people say it."""
    if timing.all_day:
        return Span(timing.first, date.fromisoformat(timing.end), True)
    return Span(
        LocalTime.from_text(timing.start, timing.time_zone), LocalTime.from_text(timing.end, timing.time_zone), False
    )


def spoken_time_of(timing: Timing, language: Language) -> str:
    """`17.00-19.00`, or nothing for whole days."""
    if timing.all_day:
        return ""
    begin, finish = (time.fromisoformat(text[11:]) for text in (timing.start, timing.end))
    return f"{spoken_time(begin, language)}-{spoken_time(finish, language)}"


def ids(session: Session, *, everything: bool = False) -> list[int]:
    """The series that go on, or with `everything` also those that are over, by their next day."""
    visible, account = visible_series(session)
    going = "" if everything else " AND s.last_day >= ? AND s.status = 'planned'"
    rows = session.query(
        f"SELECT s.id FROM series s WHERE {visible}{going} ORDER BY coalesce((SELECT min(m.start_utc) FROM listed_meeting m"
        " WHERE m.series_id = s.id AND m.end_utc >= ?), '9999'), s.last_day DESC, s.id",
        [*account, *([] if everything else [session.today.isoformat()]), utc_text(session.now)],
    )
    return [row[0] for row in rows]


def rows(session: Session, numbers: Sequence[int]) -> list[Series]:
    """Those series, in the order asked; the ones that are gone are left out."""
    marks = ", ".join("?" * len(numbers))
    belongs: dict[int, list[MeetingNetwork]] = {}
    for row in session.query(
        "SELECT sn.series_id, n.id, n.name, n.slug, n.level, n.neutral_title, n.organiser_name, n.organiser_email"
        f" FROM series_network sn JOIN network n ON n.id = sn.network_id WHERE sn.series_id IN ({marks}) ORDER BY sn.id",
        list(numbers),
    ):
        network = MeetingNetwork(row[1], row[2], row[3], row[4] == "shielded", row[5], row[6], row[7])
        belongs.setdefault(row[0], []).append(network)
    found = session.query(f"SELECT {_COLUMNS} {_FROM} WHERE s.id IN ({marks})", list(numbers))
    every = {row[0]: _series(row, belongs.get(row[0], [])) for row in found}
    return [every[number] for number in numbers if number in every]


def _series(row: Sequence[Any], belongs: Sequence[MeetingNetwork]) -> Series:
    return Series(
        row[0], row[1], row[2], row[3], row[4], from_utc_text(row[5]), Rule.from_text(row[6]),
        date.fromisoformat(row[7]), tuple(map(date.fromisoformat, json.loads(row[8]))), MeetingType(row[9]), row[10],
        Timing(bool(row[11]), row[12], row[13], row[14]), row[15], row[16], row[17], row[18], row[19], row[20], row[21],
        row[22], row[23], row[24], MeetingStatus(row[25]), from_utc_text(row[26]), from_utc_text(row[27]), tuple(belongs),
        row[28],
    )  # fmt: skip


def get(session: Session, reference: str | int) -> Series:
    """The series of that number, uid or title (the newest one so called). Raises `NotFound`, also for a closed one."""
    text = str(reference).removeprefix("#").strip()
    visible, account = visible_series(session)
    number = int(text) if text.isdecimal() and len(text) < 12 else 0
    found = session.query(
        f"SELECT s.id FROM series s WHERE (s.id = ? OR s.uid = ? OR s.title = ? COLLATE NOCASE) AND {visible}"
        " ORDER BY s.id = ? DESC, s.last_day DESC, s.id DESC LIMIT 1",
        [number, text, text, *account, number],
    )
    if not found:
        raise NotFound(say(N_("There is no series {name}."), name=text))
    return rows(session, [found[0][0]])[0]


def days(session: Session, series: Series) -> list[SeriesDay]:
    """Every day of the rule with what became of it, and those days of its own that the rule does not have any more."""
    own = {
        day: number
        for number, day in session.query(
            "SELECT id, substr(original, 1, 10) FROM meeting WHERE series_id = ?", [series.id]
        )
    }
    every_day = sorted({*series.rule_days, *map(date.fromisoformat, own)})
    kept = [day for day in every_day if day not in series.left_out or day.isoformat() in own]
    numbers = {day: own.get(day.isoformat(), occurrence_number(series.id, day)) for day in kept}
    every = {one.id: one for one in meetings.every(session, list(numbers.values()))}
    return [
        SeriesDay(day, _state(series, every.get(numbers.get(day, 0))), every.get(numbers.get(day, 0))) for day in every_day
    ]


def _state(series: Series, meeting: Meeting | None) -> DayState:
    if meeting is None:
        return DayState.LEFT_OUT
    if meeting.status is MeetingStatus.CANCELLED:
        return DayState.CANCELLED
    if meeting.id < 0:
        return DayState.FOLLOWS
    timing = series.timing.on(date.fromisoformat(meeting.original[:10]))
    same = (meeting.start_local, meeting.end_local) == (timing.start, timing.end)
    return DayState.OWN if same else DayState.MOVED


def day_of(session: Session, series: Series, day: date) -> SeriesDay:
    """That day of the series: the day its rule gave it, or the one it was moved to. Raises `NotFound`, naming the nearest."""
    every = days(session, series)
    found = next((one for one in every if one.original == day and one.meeting is not None), None)
    found = found or next((one for one in every if one.meeting and one.meeting.start_local[:10] == day.isoformat()), None)
    if found is None:
        near = sorted((one.original for one in every if one.meeting), key=lambda other: abs((other - day).days))[:3]
        raise NotFound(
            say(N_("{title} does not meet on {day}."), title=series.title, day=day),
            [one.strftime("%d-%m-%Y") for one in sorted(near)],
        )
    return found
