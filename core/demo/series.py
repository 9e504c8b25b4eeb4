"""The series of the example file: an evening that comes again each month, one of its days moved and one cancelled."""

import uuid
from collections.abc import Sequence
from datetime import date, time, timedelta
from random import Random

from core.demo.invented import SCHOOLS
from core.demo.meetings import holiday, participation_rows
from core.door.session import Session
from core.door.write import Transaction
from core.rules.kinds import MeetingStatus, MeetingType
from core.rules.moments import LocalTime
from core.series.days import Timing, occurrence_number
from core.series.occurrences import touched
from core.series.planning import rule_columns
from core.series.rule import Every, Rule
from core.series.said import SaidSeries
from db.log import Value

NETWORK = "voksne-laerlinge"
_WEDNESDAY = 2
_RULE = Rule(Every.MONTH, weekdays=(_WEDNESDAY,), nth=(2,))
_BACK, _LENGTH = timedelta(days=35), timedelta(days=250)
_INVITED_AHEAD = timedelta(weeks=7)
_HOST = 1
# Of the days that are to come: the second is a day later, the fourth does not take place.
_MOVED, _CANCELLED = 1, 3


def insert_series(
    session: Session,
    transaction: Transaction,
    network: int,
    members: Sequence[dict[str, Value]],
    schools: Sequence[int],
) -> tuple[int, int]:
    """The series with its network, and what is of their own with single days; how many meetings and invitations."""
    random = Random(NETWORK)  # of its own, so that the rest of the file stays what it was
    today = session.today
    first = _RULE.first_from(today - _BACK)
    said = SaidSeries(_RULE, _evening(first), first + _LENGTH)
    left_out = [day for day in said.days if holiday(day)]
    number = transaction.insert("series", {
        "calendar_uid": str(uuid.UUID(int=random.getrandbits(128), version=4)), "sequence": 0, "stamp": transaction.now,
        "type": MeetingType.NETWORK.value, "status": MeetingStatus.PLANNED.value,
        "title": "Caféaften for voksne lærlinge", "place": "Caféen",
        "address": f"{SCHOOLS[_HOST].name}, {SCHOOLS[_HOST].postcode} {SCHOOLS[_HOST].town}", "host_id": schools[_HOST],
        "description": "Kom, som du er. Der er kaffe på kanden.", **rule_columns(said, left_out),
    })  # fmt: skip
    transaction.insert("series_network", {"series_id": number, "network_id": network})
    days = [day for day in said.days if day not in left_out]
    coming = [day for day in days if day >= today]
    moved, cancelled = coming[_MOVED], coming[_CANCELLED]
    _change(session, transaction, occurrence_number(number, moved), _evening(moved + timedelta(days=1)).columns)
    _change(session, transaction, occurrence_number(number, cancelled), {"status": MeetingStatus.CANCELLED.value})
    asked = [occurrence_number(number, day) for day in days if day <= today + _INVITED_AHEAD]
    return len(days), sum(_invite(session, transaction, random, each, members) for each in asked)


def _evening(day: date) -> Timing:
    start, end = (LocalTime(day, at) for at in (time(19), time(20, 30)))
    return Timing(False, start.text, end.text)


def _change(session: Session, transaction: Transaction, occurrence: int, values: dict[str, Value]) -> None:
    """Nobody has been asked yet, so nobody is to be told."""
    transaction.update("meeting", touched(session, transaction, occurrence), values)


def _invite(
    session: Session, transaction: Transaction, random: Random, occurrence: int, members: Sequence[dict[str, Value]]
) -> int:
    """The members of that day with their answers; how many."""
    meeting = touched(session, transaction, occurrence)
    row = {**(transaction.row("meeting", meeting) or {}), "calendar_uid": f"{NETWORK} {occurrence}"}
    answers = participation_rows(random, meeting, row, members, (), session.today, transaction.now)
    transaction.insert_many("participation", answers)
    return len(answers)
