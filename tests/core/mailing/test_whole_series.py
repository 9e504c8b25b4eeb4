"""What people get of a series: one file with the meetings they are invited to, brought up to date and cancelled as a whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from core import invitations, meetings, people
from core.door.session import Session
from core.mailing import whole_series
from core.meetings import MeetingFields
from core.past import undo
from core.replies import importing
from core.replies.judging import Verdict
from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer
from core.series import changing, inviting, planning, records
from core.series.changing import Wishes
from core.series.records import Series
from core.series.restating import restated
from core.series.said import read_series
from exports import ical
from tests.core.conftest import NOW

CAFE: MeetingFields = {"title": "Café", "organiser_email": "tovholder@skole.example"}
Days = list[str]


@pytest.fixture
def cafe(session: Session) -> Series:
    """Every Thursday in March and April 2027; Anna is invited to all, Bo to the second and the third."""
    said = read_series("hver torsdag 17-19 fra 04-03-2027 til 29-04-2027", NOW.date())
    series = planning.plan(session, CAFE, said)
    anna = people.add(session, {"given": "Anna", "email": "anna@skole.example"}).id
    bo = people.add(session, {"given": "Bo", "email": "bo@skole.example"}).id
    inviting.invite(session, series.id, people=[anna])
    for one in records.days(session, series)[1:3]:
        assert one.meeting
        invitations.invite(session, one.meeting.id, people=[bo])
    return records.get(session, series.id)


def _files(session: Session, series: Series) -> dict[str, bytes]:
    """The files that are due, each by its receiver."""
    return {email.partition("@")[0]: data for (email, _stem), data in _folder(session, series).items()}


def _folder(session: Session, series: Series) -> dict[tuple[str, str], bytes]:
    """A later file takes the place of an earlier one of that name."""
    written: dict[tuple[str, str], bytes] = {}

    def write(letters: object) -> None:
        for letter in letters:  # type: ignore[attr-defined]
            written[letter.email, letter.message.file_stem] = ical.message(letter.message)

    whole_series.make(session, series.id, write)
    return written


def _days(data: bytes) -> Days:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(date(2027, 1, 1), date(2028, 1, 1))
    return sorted(one["DTSTART"].dt.strftime("%d-%m %H") for one in found)


def _method(data: bytes) -> str:
    return str(icalendar.Calendar.from_ical(data)["METHOD"])


ALL = ["01-04 17", "04-03 17", "08-04 17", "11-03 17", "15-04 17", "18-03 17", "22-04 17", "25-03 17", "29-04 17"]


def test_everybody_gets_one_file_with_their_own_meetings(session: Session, cafe: Series) -> None:
    files = _files(session, cafe)
    assert {name: _days(data) for name, data in files.items()} == {"anna": ALL, "bo": ["11-03 17", "18-03 17"]}
    assert b"anna" not in files["bo"] and b"bo@" not in files["anna"]
    assert _files(session, cafe) == {}


def test_a_cancelled_meeting_is_left_out_and_the_last_one_cancels_it_all(session: Session, cafe: Series) -> None:
    first = _files(session, cafe)
    second, third = (one.meeting for one in records.days(session, cafe)[1:3])
    assert second and third
    meetings.cancel(session, second.id)
    files = _files(session, cafe)
    assert {name: (_method(data), len(_days(data))) for name, data in files.items()} == {
        "anna": ("REQUEST", 8), "bo": ("REQUEST", 1),
    }  # fmt: skip
    meetings.cancel(session, third.id)
    files = _files(session, cafe)
    assert (_method(files["anna"]), _method(files["bo"])) == ("REQUEST", "CANCEL")
    every = [icalendar.Calendar.from_ical(data).walk("VEVENT")[0] for data in (first["bo"], files["bo"])]
    assert every[0]["UID"] == every[1]["UID"] and every[0]["SEQUENCE"] < every[1]["SEQUENCE"]
    assert "RECURRENCE-ID" not in every[1]


def test_another_time_brings_what_was_cancelled_along(session: Session, cafe: Series) -> None:
    _files(session, cafe)
    second = records.days(session, cafe)[1].meeting
    assert second
    meetings.cancel(session, second.id)
    _files(session, cafe)
    series = records.get(session, cafe.id)
    changing.edit(session, cafe.id, Wishes({}, restated(series, "hver onsdag 18-20")), version=series.version)
    files = _files(session, cafe)
    assert "10-03 18" not in _days(files["anna"]) and len(_days(files["anna"])) == 8
    assert _days(files["bo"]) == ["17-03 18"]


def test_from_a_day_on_both_series_are_told_of(session: Session, cafe: Series) -> None:
    _files(session, cafe)
    series = records.get(session, cafe.id)
    following = changing.edit_from(session, cafe.id, date(2027, 4, 1), Wishes({"place": "Hallen"}), version=series.version)
    written = _folder(session, following)
    assert sorted((email, _method(data), _days(data)) for (email, _stem), data in written.items()) == [
        ("anna@skole.example", "REQUEST", [day for day in ALL if "-04" in day]),
        ("anna@skole.example", "REQUEST", [day for day in ALL if "-03" in day]),
    ]
    assert len({icalendar.Calendar.from_ical(data).walk("VEVENT")[0]["UID"] for data in written.values()}) == 2


def test_who_answered_differently_to_one_meeting_finds_that_in_the_file(session: Session, cafe: Series) -> None:
    second = records.days(session, cafe)[1].meeting
    assert second
    invitations.answer(session, second.id, 1, Answer.DECLINED)
    one = icalendar.Calendar.from_ical(_files(session, cafe)["anna"])
    told = {
        str(event["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in event else "": str(event["ATTENDEE"].params["PARTSTAT"])
        for event in one.walk("VEVENT")
    }
    assert told == {"": "NEEDS-ACTION", "2027-03-11 17:00:00+01:00": "DECLINED"}
    assert len(_days(_all(session, cafe))) == 9


def _all(session: Session, series: Series) -> bytes:
    from core.series.events import series_event

    event = series_event(session, series)
    assert event
    return ical.publish(event)


def _said(series: Series, answer: PartStat, minute: int, day: date | None = None, who: str = "anna") -> CalendarReply:
    stamp = NOW.astimezone(UTC) + timedelta(minutes=minute)
    return CalendarReply(ReplyMethod.REPLY, series.calendar_uid, f"{who}@skole.example", "", answer, 0, stamp, day)


def _answered(session: Session, series: Series, person: int) -> list[str]:
    rows = session.query(
        "SELECT pa.answer FROM participation pa JOIN meeting m ON m.id = pa.meeting_id"
        " WHERE m.series_id = ? AND pa.person_id = ? ORDER BY m.original",
        [series.id, person],
    )
    return [row[0] for row in rows]


def test_an_answer_to_all_of_it_is_one_to_each_meeting_and_can_be_undone(session: Session, cafe: Series) -> None:
    _files(session, cafe)
    yes = _said(cafe, PartStat.ACCEPTED, 1)
    assert importing.apply(session, [yes]).count(Verdict.NOTED) == 9
    assert importing.apply(session, [_said(cafe, PartStat.TENTATIVE, 1, who="bo")]).count(Verdict.NOTED) == 2
    assert importing.apply(session, [yes]).count(Verdict.REPEATED) == 9
    assert _answered(session, cafe, 1) == ["accepted"] * 9
    assert _answered(session, cafe, 2) == ["tentative"] * 2
    undo.undo(session)
    assert _answered(session, cafe, 2) == ["needs_action"] * 2


def test_what_was_answered_to_one_meeting_stands_until_all_of_it_is_declined(session: Session, cafe: Series) -> None:
    _files(session, cafe)
    no = _said(cafe, PartStat.DECLINED, 2, date(2027, 3, 18))
    importing.apply(session, [_said(cafe, PartStat.ACCEPTED, 1), no])
    assert _answered(session, cafe, 1) == ["accepted"] * 2 + ["declined"] + ["accepted"] * 6
    importing.apply(session, [_said(cafe, PartStat.TENTATIVE, 3)])
    assert _answered(session, cafe, 1) == ["tentative"] * 2 + ["declined"] + ["tentative"] * 6
    importing.apply(session, [_said(cafe, PartStat.ACCEPTED, 5, date(2027, 3, 18)), _said(cafe, PartStat.DECLINED, 4)])
    assert _answered(session, cafe, 1) == ["declined"] * 2 + ["accepted"] + ["declined"] * 6
    importing.apply(session, [_said(cafe, PartStat.DECLINED, 6)])
    assert _answered(session, cafe, 1) == ["declined"] * 9


def test_who_is_not_invited_to_any_of_it_is_asked_about_once(session: Session, cafe: Series) -> None:
    found = importing.apply(session, [_said(cafe, PartStat.ACCEPTED, 1, who="dorthe")])
    assert [one.judged.verdict for one in found.answers] == [Verdict.UNKNOWN_PERSON]
    counter = replace(
        _said(cafe, PartStat.TENTATIVE, 1), method=ReplyMethod.COUNTER,
        proposed=(datetime(2027, 3, 11, 18, tzinfo=UTC), datetime(2027, 3, 11, 20, tzinfo=UTC)),
    )  # fmt: skip
    (read,) = importing.apply(session, [counter]).answers
    assert (read.judged.verdict, read.judged.meeting and read.judged.meeting.start.day) == (Verdict.PROPOSAL, 11)


def test_a_file_of_a_series_of_whole_days(session: Session, tmp_path: Path) -> None:
    said = read_series("sidste fredag i måneden fra 01-01-2027 til 30-06-2027", NOW.date())
    series = planning.plan(session, CAFE, said)
    found = icalendar.Calendar.from_ical(_all(session, series)).walk("VEVENT")[0]
    assert found["DTSTART"].dt == date(2027, 1, 29) and not isinstance(found["DTSTART"].dt, datetime)
