"""Days of a series in lists, as private as the series, and the row that one gets when something is attached to it."""

from datetime import date

from core import meetings
from core.door.operations import Operation
from core.door.session import Session
from core.series.days import occurrence_number, series_and_day
from core.series.occurrences import touched


def _series(session: Session, **values: object) -> int:
    stored = {
        "calendar_uid": "a-series", "sequence": 0, "stamp": "2026-11-19T09:30:00Z", "rule": "FREQ=WEEKLY;BYDAY=TH",
        "last_day": "2027-04-08", "left_out": '["2027-03-25"]', "type": "network", "title": "Torsdagscafé",
        "start_local": "2027-03-11T17:00", "end_local": "2027-03-11T19:00", "time_zone": "Europe/Copenhagen",
        "status": "planned",
    }  # fmt: skip
    with session.write(Operation.MEETING_PLAN) as transaction:
        return transaction.insert("series", stored | values)


def test_days_follow_the_rule_at_the_same_time_on_the_clock(session: Session) -> None:
    number = _series(session)
    found = meetings.find(session)
    assert [row.start.isoformat() for row in found] == [
        "2027-03-11T17:00:00+01:00", "2027-03-18T17:00:00+01:00", "2027-04-01T17:00:00+02:00", "2027-04-08T17:00:00+02:00",
    ]  # fmt: skip
    assert next(series_and_day(row.id) for row in found) == (number, date(2027, 3, 11))
    assert meetings.get(session, found[0].id).title == "Torsdagscafé"
    assert meetings.get(session, "Torsdagscafé").id == found[0].id


def test_a_touched_day_has_a_row_of_its_own_and_keeps_its_old_number(session: Session) -> None:
    day = occurrence_number(_series(session), date(2027, 3, 18))
    with session.write(Operation.MEETING_EDIT) as transaction:
        own = touched(session, transaction, day)
        assert touched(session, transaction, day) == own == touched(session, transaction, own)
    assert own > 0
    assert [row.id for row in meetings.find(session)].count(day) == 0
    assert len(meetings.find(session)) == 4
    assert meetings.get(session, day).id == own
    assert meetings.get(session, own).calendar_uid == "a-series"
