"""Planning a series: each of its days is looked at first, and what shall become of it is decided day by day."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from core import networks
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid
from core.messages import N_, say
from core.planning import breaks, clashes
from core.planning.breaks import FreeDays
from core.planning.clashes import OtherMeeting
from core.rules.active import iso
from core.rules.day_refusals import in_years
from core.rules.kinds import MeetingStatus, MeetingType, Shift
from core.series.content import SeriesFields, stored_series
from core.series.days import Timing, occurrence_number
from core.series.occurrences import keep_deadline, touched
from core.series.records import Series, get
from core.series.said import SaidSeries, check_days
from db.log import Value

_WEEK = timedelta(days=7)
_TRIED = 6


@dataclass(frozen=True)
class PlannedDay:
    """One day of a rule: what stands in its way, and when the meeting is to be (None: left out).

    `free` are holidays and breaks on that day, `others` what members of the networks are asked to at the same time,
    `skipped` says that the clock skips the time on that day.
    """

    original: date
    on: date | None
    free: tuple[FreeDays, ...] = ()
    others: tuple[OtherMeeting, ...] = ()
    skipped: bool = False

    @property
    def week(self) -> int:
        return self.original.isocalendar().week

    @property
    def moved(self) -> bool:
        return self.on is not None and self.on != self.original

    @property
    def closed(self) -> bool:
        """Whether it falls on a holiday, or in a break of every school."""
        return any(not one.organisation for one in self.free)


def preview(
    session: Session, said: SaidSeries, network_numbers: Sequence[int] = (), shift: Shift = Shift.KEEP, leaving: int = 0
) -> list[PlannedDay]:
    """Every day of the rule, and what the shift makes of those that fall on holidays and in breaks.

    `leaving` is the number of a series whose own meetings are no clash. Raises `Invalid` for too many days.
    """
    check_days(said)
    in_years(said.last, "rule")
    days = said.days
    free = breaks.free_days(session, days[0] - _WEEK, days[-1] + _TRIED * _WEEK)
    others = _others(session, said, network_numbers, leaving)
    taken = set(days)
    found: list[PlannedDay] = []
    for day in days:
        planned = PlannedDay(day, day, _free_on(free, day), (), _is_skipped(said.timing.on(day)))
        if planned.closed:
            planned = replace(planned, on=_shifted(day, shift, free, taken))
        taken |= {planned.on} if planned.on else set()
        found.append(with_others(planned, said.timing, others))
    return found


def _free_on(free: Sequence[FreeDays], day: date) -> tuple[FreeDays, ...]:
    return tuple(one for one in free if day in one)


def _shifted(day: date, shift: Shift, free: Sequence[FreeDays], taken: set[date]) -> date | None:
    """Another day instead of a closed one; none if the next ones are closed too, or the series meets then anyhow."""
    match shift:
        case Shift.KEEP:
            return day
        case Shift.SKIP:
            return None
        case Shift.NEXT_WEEK:
            tried = [day + _WEEK * number for number in range(1, _TRIED)]
        case Shift.DAY_BEFORE:
            tried = [day - timedelta(days=number) for number in range(1, _TRIED)]
    open_days = (
        one for one in tried if one.weekday() < 5 and not any(not each.organisation for each in _free_on(free, one))
    )
    chosen = next(open_days, None)
    return None if chosen in taken else chosen


def _is_skipped(timing: Timing) -> bool:
    """Whether the clocks skip the time it begins (RFC 5545 §3.3.5: it is an hour later then)."""
    begin, _finish = timing.moments
    return not timing.all_day and begin.astimezone(ZoneInfo("UTC")).astimezone(begin.tzinfo).hour != begin.hour


def _others(session: Session, said: SaidSeries, network_numbers: Sequence[int], leaving: int) -> list[OtherMeeting]:
    """What the members of the networks are asked to besides, from the first day to the last."""
    marks = ", ".join("?" * len(network_numbers))
    first = max(said.timing.first, session.today).isoformat()
    people = [
        row[0]
        for row in session.query(
            f"SELECT DISTINCT person_id FROM membership WHERE network_id IN ({marks}) AND from_date <= ?"
            " AND (until_date IS NULL OR until_date >= ?)",
            [*network_numbers, first, first],
        )
    ]
    if not people:
        return []
    begin, _ = said.timing.moments
    _, finish = said.timing.on(said.last).moments
    found = clashes.other_meetings(session, people, begin - timedelta(days=_TRIED), finish + _TRIED * _WEEK)
    own = {row[0] for row in session.query("SELECT id FROM listed_meeting WHERE series_id = ?", [leaving])}
    return [one for one in found if one.id not in own]


def with_others(planned: PlannedDay, timing: Timing, others: Sequence[OtherMeeting]) -> PlannedDay:
    """The same day with what goes on at the time it is to be."""
    if planned.on is None:
        return replace(planned, others=())
    begin, finish = timing.on(planned.on).moments
    return replace(planned, others=tuple(one for one in others if one.overlaps(begin, finish)))


def decided(
    session: Session, planned: PlannedDay, on: date | None, said: SaidSeries, network_numbers: Sequence[int]
) -> PlannedDay:
    """The same day after somebody decided when it is to be (None: left out)."""
    free = () if on is None else _free_on(breaks.free_days(session, on, on), on)
    kept = planned.free if on in (None, planned.original) else free
    return with_others(replace(planned, on=on, free=kept), said.timing, _others(session, said, network_numbers, 0))


def plan(
    session: Session,
    values: SeriesFields,
    said: SaidSeries,
    network_numbers: Sequence[int] = (),
    planned: Sequence[PlannedDay] | None = None,
) -> Series:
    """A new series, with the days as they were decided in its preview. Raises `Invalid`, also if no day is left."""
    check_days(said)
    with session.write(Operation.SERIES_PLAN) as transaction:
        number = insert(session, transaction, values, said, network_numbers, planned or ())
        return get(session, number)


def insert(
    session: Session,
    transaction: Transaction,
    values: SeriesFields,
    said: SaidSeries,
    network_numbers: Sequence[int],
    planned: Sequence[PlannedDay],
) -> int:
    """The same inside another operation."""
    content = stored_series(session, values)
    if not content.get("title"):
        raise Invalid("title", say(N_("A series needs a title.")))
    in_years(said.last, "rule")
    left_out = [one.original for one in planned if one.on is None]
    if not set(said.days) - set(left_out):
        raise Invalid("rule", say(N_("No day would be left to meet on.")), say(N_("Keep a day, or say another rule.")))
    number = transaction.insert("series", {
        "calendar_uid": str(uuid.uuid4()), "sequence": 0, "stamp": transaction.now, "type": MeetingType.NETWORK.value,
        "status": MeetingStatus.PLANNED.value, **content, **rule_columns(said, left_out),
    })  # fmt: skip
    for network_id in dict.fromkeys(network_numbers):
        networks.get_opened(session, network_id)
        transaction.insert("series_network", {"series_id": number, "network_id": network_id})
    for one in planned:
        if one.on is not None and one.moved:
            meeting = touched(session, transaction, occurrence_number(number, one.original))
            before = transaction.row("meeting", meeting) or {}
            transaction.update("meeting", meeting, said.timing.on(one.on).columns)
            keep_deadline(transaction, before)
    return number


def rule_columns(said: SaidSeries, left_out: Sequence[date]) -> Mapping[str, Value]:
    """A rule as a series stores it."""
    timing = said.timing
    return {
        "rule": said.rule.text, "last_day": said.last.isoformat(), "left_out": json.dumps([iso(day) for day in left_out]),
        "all_day": int(timing.all_day), "start_local": timing.start, "end_local": timing.end, "time_zone": timing.time_zone,
    }  # fmt: skip
