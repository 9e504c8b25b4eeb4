"""One day of a series by calendar: the series' UID, the day as the rule gave it, and answers that find their way."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import invitations, meetings, people
from core.calendar import Method
from core.door.session import Session
from core.mailing import state
from core.mailing.kinds import DueKind
from core.meetings import Meeting, MeetingFields
from core.past import undo
from core.replies import importing
from core.replies.judging import Verdict
from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer
from core.series import changing, planning, records
from core.series.changing import Wishes
from core.series.records import Series
from core.series.said import read_series
from tests.core.conftest import NOW
from tests.core.mailing.files import made

CAFE: MeetingFields = {"title": "Torsdagscafé", "place": "Kantinen", "organiser_email": "tovholder@skole.example"}


@pytest.fixture
def series(session: Session) -> Series:
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 18-02-2027", NOW.date())
    people.add(session, {"given": "Anna", "email": "anna@elev.example"})
    return planning.plan(session, CAFE, said, (), planning.preview(session, said))


@pytest.fixture
def second(session: Session, series: Series) -> Meeting:
    """The second Thursday, to which Anna is invited."""
    day = list(records.days(session, series))[1].meeting
    assert day is not None
    invitations.invite(session, day.id, people=[1])
    return meetings.get(session, day.id)


def own(session: Session) -> int:
    return int(session.query("SELECT id FROM meeting")[0][0])


def said(series: Series, recurrence: datetime | date | None) -> CalendarReply:
    return CalendarReply(
        ReplyMethod.REPLY, series.calendar_uid, "anna@elev.example", "Anna", PartStat.ACCEPTED, 9, NOW.astimezone(UTC), recurrence
    )


def test_a_day_goes_out_under_the_series_uid(session: Session, series: Series, second: Meeting) -> None:
    (letter,) = made(session, own(session)).letters
    event = letter.message.event
    assert (event.uid, letter.key.startswith(series.calendar_uid)) == (series.calendar_uid, True)
    assert letter.message.method is Method.REQUEST
    assert state.due(session, own(session)).letters == ()


@pytest.mark.parametrize(
    "recurrence",
    [
        datetime(2027, 1, 21, 16, tzinfo=UTC),
        datetime.fromisoformat("2027-01-21T17:00:00+01:00"),
        date(2027, 1, 21),
        None,  # some programs forget it, and she is invited to this day only
    ],
)
def test_an_answer_finds_its_day(
    session: Session, series: Series, second: Meeting, recurrence: datetime | date | None
) -> None:
    made(session, own(session))
    assert importing.apply(session, [said(series, recurrence)]).count(Verdict.NOTED) == 1
    assert invitations.participants(session, own(session))[0].answer is Answer.ACCEPTED


def test_other_days_and_no_day_are_not_answered(session: Session, series: Series, second: Meeting) -> None:
    other = importing.apply(session, [said(series, date(2027, 1, 28))])
    assert [one.judged.verdict for one in other.answers] == [Verdict.UNKNOWN_PERSON]
    none = importing.plan(session, [said(series, date(2027, 1, 22))])
    assert none.count(Verdict.UNKNOWN_MEETING) == 1


def test_a_series_that_moves_brings_its_days_up_to_date(session: Session, series: Series, second: Meeting) -> None:
    held = made(session, own(session)).letters[0].message.event
    start = second.start
    assert isinstance(start, datetime)
    now = records.get(session, series.id)
    tuesday = read_series("hver tirsdag 17-19 fra 12-01-2027 til 16-02-2027", NOW.date())
    changing.edit(session, series.id, Wishes({}, said=tuesday), version=now.version)
    (letter,) = made(session, own(session), changed=True).letters
    event = letter.message.event
    assert (letter.message.method, letter.kind) == (Method.REQUEST, DueKind.UPDATE)
    assert event.sequence > held.sequence and event.recurrence_id == start - timedelta(days=2)
    assert letter.key.endswith((start - timedelta(days=2)).isoformat())
    assert state.due(session, own(session)).letters == ()


def test_one_day_cancelled_and_called_back(session: Session, second: Meeting) -> None:
    first = made(session, own(session)).letters[0].message.event
    meetings.cancel(session, own(session))
    (letter,) = made(session, own(session), changed=True).letters
    assert (letter.message.method, letter.message.event.sequence > first.sequence) == (Method.CANCEL, True)
    undo.undo(session)
    (back,) = made(session, own(session), changed=True).letters
    assert (back.message.method, back.message.event.uid) == (Method.REQUEST, first.uid)
    assert back.message.event.sequence > letter.message.event.sequence
