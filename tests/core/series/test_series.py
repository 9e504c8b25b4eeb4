"""Series: previewed, planned, changed as a whole and from a day on, ended, cancelled, undone."""

from datetime import UTC, date, datetime

import pytest

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.errors import Changed, Invalid, NotFound, Refused
from core.meetings import MeetingFields
from core.past import history, undo
from core.planning import breaks
from core.rules.kinds import Answer, MeetingStatus, Shift
from core.series import changing, planning, records
from core.series.changing import Wishes
from core.series.days import occurrence_number
from core.series.events import series_event
from core.series.records import DayState, Series
from core.series.restating import restated
from core.series.said import read_series
from tests.core.conftest import NOW, OpenAs

TODAY = NOW.date()
CAFE: MeetingFields = {"title": "Torsdagscafé", "place": "Kantinen", "organiser_email": "tovholder@skole.example"}


def _planned(session: Session, text: str, values: MeetingFields = CAFE, shift: Shift = Shift.KEEP) -> Series:
    said = read_series(text, TODAY)
    days = planning.preview(session, said, (), shift)
    return planning.plan(session, values, said, (), days)


@pytest.fixture
def cafe(session: Session) -> Series:
    """Every third Thursday, eight times, the fourth over the start of summer time."""
    return _planned(session, "hver 3. torsdag 17-19 fra 14-01-2027 til 18-06-2027")


def _starts(session: Session, series: Series) -> list[str]:
    return [one.meeting.start_local for one in records.days(session, series) if one.meeting]


def _person(session: Session, given: str = "Anna") -> int:
    return people.add(session, {"given": given, "email": f"{given.lower()}@skole.example"}).id


def test_a_series_is_a_rule_and_keeps_the_clock(session: Session, cafe: Series) -> None:
    assert session.query("SELECT count(*) FROM meeting") == [(0,)]
    assert _starts(session, cafe)[3:5] == ["2027-03-18T17:00", "2027-04-08T17:00"]
    found = meetings.find(session)
    assert [row.start.utcoffset() for row in found][3:5] == [row.start.utcoffset() for row in (found[0], found[-1])]  # type: ignore[union-attr]


def test_without_an_end_the_school_year_is_proposed() -> None:
    said = read_series("hver torsdag 17-19 fra 14-01-2027", TODAY)
    assert (said.last, said.end_said) == (date(2027, 7, 31), False)


def test_a_preview_tells_of_holidays_breaks_and_other_meetings(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge Midt"})
    memberships.join(session, network.id, [_person(session)])
    breaks.add(session, {"name": "Vinterferie", "first": date(2027, 2, 15), "last": date(2027, 2, 19)})
    once = read_series("hver torsdag 18-20 fra 14-01-2027 1 gange", TODAY)
    other = planning.plan(session, {"title": "Andet"}, once, [network.id])
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 29-04-2027", TODAY)
    found = {one.original: one for one in planning.preview(session, said, [network.id])}
    assert [one.title for one in found[date(2027, 1, 14)].others] == [other.title]
    assert [one.name for one in found[date(2027, 2, 18)].free] == ["Vinterferie"]
    assert found[date(2027, 3, 25)].closed  # Maundy Thursday
    assert found[date(2027, 1, 14)].week == 2 and not found[date(2027, 4, 8)].closed


@pytest.mark.parametrize(
    ("shift", "there", "gone"),
    [
        (Shift.SKIP, None, date(2027, 3, 25)),
        (Shift.DAY_BEFORE, date(2027, 3, 24), date(2027, 3, 25)),
        (Shift.NEXT_WEEK, date(2027, 4, 1), date(2027, 3, 25)),
        (Shift.KEEP, date(2027, 3, 25), None),
    ],
)  # fmt: skip
def test_a_holiday_is_skipped_or_moved(session: Session, shift: Shift, there: date | None, gone: date | None) -> None:
    series = _planned(session, "hver 2. torsdag 17-19 fra 25-02-2027 til 22-04-2027", CAFE, shift)
    days = [start[:10] for start in _starts(session, series)]
    assert there is None or there.isoformat() in days
    assert gone is None or gone.isoformat() not in days
    undo.undo(session)
    assert meetings.find(session) == []


def test_a_weekly_meeting_is_not_put_on_top_of_the_next(session: Session) -> None:
    series = _planned(session, "hver torsdag 17-19 fra 11-03-2027 til 15-04-2027", CAFE, Shift.NEXT_WEEK)
    assert series.left_out == (date(2027, 3, 25),)


def test_one_meeting_is_moved_and_another_cancelled(session: Session, cafe: Series) -> None:
    first, second, third = [one.meeting for one in records.days(session, cafe)][:3]
    assert first and second and third
    meetings.move(session, second.id, second.span, version=second.version)
    moved = meetings.edit(session, second.id, {"place": "Værksted 2"}, version=1)
    meetings.cancel(session, third.id)
    series = records.get(session, cafe.id)
    states = [one.state for one in records.days(session, series)]
    assert states[:4] == [DayState.FOLLOWS, DayState.OWN, DayState.CANCELLED, DayState.FOLLOWS]
    assert series.sequence == 2 and moved.calendar_uid == cafe.calendar_uid
    undo.undo(session)
    series = records.get(session, cafe.id)
    assert series.sequence == 3 and series.calendar_uid == cafe.calendar_uid
    assert [one.state for one in records.days(session, series)][2] is not DayState.CANCELLED


def test_another_time_for_all_moves_what_deviates_with_it(session: Session, cafe: Series) -> None:
    every = [one.meeting for one in records.days(session, cafe)]
    assert every[1] and every[2] and every[3]
    invitations.invite(session, every[1].id, people=[_person(session)])
    guest = meetings.get(session, every[1].id)
    invitations.answer(session, guest.id, 1, Answer.ACCEPTED)
    meetings.cancel(session, every[2].id)
    meetings.edit(session, every[3].id, {"title": "Sommercafé"}, version=every[3].version)
    before = records.get(session, cafe.id)
    wishes = Wishes({"title": "Onsdagscafé"}, restated(before, "hver 3. onsdag 18-20"))
    series = changing.edit(session, cafe.id, wishes, version=before.version)
    days = records.days(session, series)
    assert [day.original.isoformat() for day in days][:3] == ["2027-01-13", "2027-02-03", "2027-02-24"]
    assert series.sequence == before.sequence + 1
    assert days[1].meeting and days[1].meeting.id == guest.id and days[1].meeting.start_local == "2027-02-03T18:00"
    assert invitations.participants(session, guest.id)[0].answer is Answer.NEEDS_ACTION
    assert days[2].state is DayState.CANCELLED
    assert days[3].meeting and days[3].meeting.title == "Sommercafé"
    assert days[0].meeting and days[0].meeting.title == "Onsdagscafé"
    undo.undo(session)
    assert _starts(session, records.get(session, cafe.id))[:2] == ["2027-01-14T17:00", "2027-02-04T17:00"]
    assert records.get(session, cafe.id).sequence == before.sequence + 2
    assert invitations.participants(session, guest.id)[0].answer is Answer.ACCEPTED


def test_days_that_a_new_rule_does_not_have(session: Session) -> None:
    series = _planned(session, "hver torsdag 17-19 fra 14-01-2027 til 25-02-2027")
    second = records.days(session, series)[1].meeting
    assert second
    invitations.invite(session, second.id, people=[_person(session)])
    changed = changing.edit(
        session, series.id, Wishes({}, restated(series, "hver 2. torsdag")), version=series.version
    )
    days = [(one.original.day, one.state) for one in records.days(session, changed)]
    assert days == [
        (14, DayState.FOLLOWS), (21, DayState.CANCELLED), (28, DayState.FOLLOWS), (11, DayState.FOLLOWS), (25, DayState.FOLLOWS),
    ]  # fmt: skip
    assert meetings.get(session, second.id).status is MeetingStatus.CANCELLED
    with pytest.raises(NotFound):
        meetings.get(session, occurrence_number(series.id, date(2027, 2, 4)))


def test_from_a_day_on_is_a_new_series_and_takes_later_guests_along(session: Session, cafe: Series) -> None:
    every = [one.meeting for one in records.days(session, cafe)]
    assert every[1] and every[4] and every[5]
    anna = _person(session)
    for one in (every[1], every[4]):
        invitations.invite(session, one.id, people=[anna])
    later = meetings.get(session, every[4].id)
    invitations.answer(session, later.id, anna, Answer.DECLINED)
    meetings.cancel(session, every[5].id)
    old = records.get(session, cafe.id)
    day = date(2027, 4, 8)
    new = changing.edit_from(session, cafe.id, day, Wishes({"place": "Biblioteket"}), version=old.version)
    ended = records.get(session, cafe.id)
    assert (ended.last, new.first, new.follows_id) == (date(2027, 4, 7), day, cafe.id)
    assert new.calendar_uid != ended.calendar_uid and new.sequence == 0 and ended.sequence == old.sequence + 1
    assert meetings.get(session, later.id).series_id == new.id
    assert meetings.get(session, later.id).place == "Biblioteket"
    assert [one.state for one in records.days(session, new)][1] is DayState.CANCELLED
    assert _starts(session, ended) == ["2027-01-14T17:00", "2027-02-04T17:00", "2027-02-25T17:00", "2027-03-18T17:00"]
    assert len(meetings.find(session)) == 8
    assert undo.preview(session).complete
    undo.undo(session)
    back = records.get(session, cafe.id)
    assert _starts(session, back) == _starts(session, cafe) and back.sequence == ended.sequence + 1
    assert meetings.get(session, later.id).series_id == cafe.id
    with pytest.raises(NotFound):
        records.get(session, new.id)


def test_who_answered_has_answered_again_when_from_a_day_on_is_undone(session: Session, cafe: Series) -> None:
    second = records.days(session, cafe)[1].meeting
    assert second
    invitations.invite(session, second.id, people=[_person(session)])
    guest = meetings.get(session, second.id)
    invitations.answer(session, guest.id, 1, Answer.ACCEPTED)
    before = records.get(session, cafe.id)
    day = date.fromisoformat(guest.original[:10])
    for wishes in (Wishes({}, restated(before, "18-20", day)), Wishes({"title": "Nyt"})):
        changing.edit_from(session, cafe.id, day, wishes, version=records.get(session, cafe.id).version)
        asked_anew = wishes.said is not None
        assert (invitations.participants(session, guest.id)[0].answer is Answer.NEEDS_ACTION) is asked_anew
        undo.undo(session)
        assert meetings.get(session, guest.id).series_id == cafe.id
        assert invitations.participants(session, guest.id)[0].answer is Answer.ACCEPTED


def test_from_the_first_day_on_is_all_of_it(session: Session, cafe: Series) -> None:
    series = changing.edit_from(session, cafe.id, cafe.first, Wishes({"place": "Hallen"}), version=cafe.version)
    assert (series.id, series.place) == (cafe.id, "Hallen")
    with pytest.raises(Invalid):
        changing.edit_from(session, cafe.id, date(2027, 1, 15), Wishes({"place": "X"}), version=series.version)


def test_a_series_that_has_begun_keeps_what_was_held(open_as: OpenAs) -> None:
    with open_as("anna") as session:
        cafe = _planned(session, "hver 3. torsdag 17-19 fra 14-01-2027 til 18-06-2027")
    with open_as("anna", datetime(2027, 3, 1, 9, tzinfo=UTC)) as session:
        with pytest.raises(Refused):
            changing.edit(session, cafe.id, Wishes({}, restated(cafe, "18-20")), version=cafe.version)
        cancelled = changing.cancel(session, cafe.id)
        assert cancelled.status is MeetingStatus.PLANNED and len(_starts(session, cancelled)) == 3
        undo.undo(session)
        assert len(_starts(session, records.get(session, cafe.id))) == 8
        ended = changing.end(session, cafe.id, date(2027, 4, 30), version=records.get(session, cafe.id).version)
        assert len(_starts(session, ended)) == 6


def test_cancelled_and_called_back(session: Session, cafe: Series) -> None:
    cancelled = changing.cancel(session, cafe.id)
    assert cancelled.sequence == 1
    assert {row.status for row in meetings.find(session)} == {MeetingStatus.CANCELLED}
    with pytest.raises(Refused):
        changing.edit(session, cafe.id, Wishes({"place": "X"}), version=cancelled.version)
    undo.undo(session)
    back = records.get(session, cafe.id)
    assert (back.status, back.sequence, back.calendar_uid) == (MeetingStatus.PLANNED, 2, cafe.calendar_uid)


def test_two_people_change_a_series(session: Session, cafe: Series) -> None:
    changing.edit(session, cafe.id, Wishes({"place": "Hallen"}), version=cafe.version)
    mine = changing.edit(session, cafe.id, Wishes({"title": "Café"}), version=cafe.version)
    assert (mine.place, mine.title) == ("Hallen", "Café")
    with pytest.raises(Changed):
        changing.edit(session, cafe.id, Wishes({"place": "Gården"}), version=cafe.version)


def test_shielded_series_are_hidden(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Regnbuen", "level": "shielded", "neutral_title": "Netværk"})
    networks.open_shielded(session, network.id, "tovholder")
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 28-01-2027", TODAY)
    series = planning.plan(session, {"title": "Regnbuecafé"}, said, [network.id])
    day = records.days(session, series)[0].meeting
    changing.edit(session, series.id, Wishes({"place": "Hos Regnbuen"}), version=series.version)
    event = series_event(session, records.get(session, series.id))
    assert day and event and (event.summary, event.location) == ("Netværk", "")
    with open_as("bo") as other:
        assert meetings.find(other) == [] and records.ids(other) == []
        with pytest.raises(NotFound):
            meetings.get(other, day.id)
        with pytest.raises(NotFound):
            records.get(other, series.id)
        assert not [one for one in undo.entries(other) if one.operation.value.startswith("series")]
        assert invitations.feed(other).events == ()
    assert len(undo.entries(session)) == 3


def test_the_log_tells_what_changed(session: Session, cafe: Series) -> None:
    changing.edit(session, cafe.id, Wishes({"place": "Hallen"}), version=cafe.version)
    story = history.story(session, undo.entries(session)[0].id)
    assert next((row.name, [(one.field, one.after) for one in row.fields]) for row in story) == (
        "Torsdagscafé", [("place", "Hallen")],
    )  # fmt: skip
