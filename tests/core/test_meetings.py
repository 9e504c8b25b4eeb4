"""Meetings and their invitations: times, SEQUENCE and DTSTAMP, who gets which file."""

from datetime import date, datetime, time, timedelta

import pytest

from core import invitations, meetings, memberships, networks, people
from core.calendar import Method
from core.door.session import Session
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.meetings import Meeting
from core.past import undo
from core.rules.kinds import Answer, MeetingStatus, MembershipRole
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from tests.core.conftest import NOW, OpenAs
from tests.core.mailing.files import made


def _span(first: date, begin: time, last: date, end: time) -> Span:
    return Span(LocalTime(first, begin), LocalTime(last, end), False)


EVENING = _span(date(2026, 11, 26), time(17), date(2026, 11, 26), time(19))


@pytest.fixture
def network(session: Session) -> networks.Network:
    values: networks.NetworkFields = {"name": "Lærlinge Midt", "organiser_email": "tovholder@skole.example"}
    return networks.add(session, values)


@pytest.fixture
def meeting(session: Session, network: networks.Network) -> Meeting:
    """A planned meeting with Anna, Bo (no address) and Clara invited."""
    for given, email in (("Anna", "anna@skole.example"), ("Bo", ""), ("Clara", "clara@skole.example")):
        number = people.add(session, {"given": given, "email": email}).id
        memberships.join(session, network.id, [number])
    planned = meetings.plan(session, {"title": "Kick-off", "place": "Kantinen"}, EVENING, [network.id])
    invitations.invite(session, planned.id, members=True)
    return meetings.get(session, planned.id)


def test_times_are_local_and_utc(meeting: Meeting) -> None:
    assert meeting.start_local == "2026-11-26T17:00"
    assert meeting.start_utc.isoformat() == "2026-11-26T16:00:00+00:00"
    assert isinstance(meeting.start, datetime) and meeting.start.hour == 17
    assert meeting.span == EVENING


def test_over_midnight_and_several_days(session: Session) -> None:
    night = meetings.plan(session, {"title": "Nat"}, _span(date(2026, 10, 24), time(22), date(2026, 10, 25), time(4)))
    assert night.end_utc - night.start_utc == timedelta(hours=7)  # the clock goes back that night
    camp = meetings.plan(session, {"title": "Lejr"}, Span(date(2026, 12, 1), date(2026, 12, 3), True))
    assert (camp.start, camp.end, camp.all_day) == (date(2026, 12, 1), date(2026, 12, 3), True)
    with pytest.raises(Invalid):
        meetings.plan(session, {"title": "Bagvendt"}, _span(date(2026, 12, 1), time(19), date(2026, 12, 1), time(17)))
    with pytest.raises(Invalid):
        meetings.plan(
            session, {"title": "Findes ikke"}, _span(date(2027, 3, 28), time(2, 30), date(2027, 3, 28), time(4))
        )


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1969, 12, 31), date(2101, 1, 1), date.max])
def test_a_day_no_calendar_holds_is_refused(session: Session, day: date) -> None:
    for span in (Span(day, day, True), _span(day, time(17), day, time(19))):
        with pytest.raises(Invalid):
            meetings.plan(session, {"title": "Langt væk"}, span)


def test_files_go_to_those_with_an_address(session: Session, meeting: Meeting) -> None:
    batch = made(session, meeting.id)
    assert [message.event.attendee.mailbox.email for message in batch.messages if message.event.attendee] == [
        "anna@skole.example", "clara@skole.example",
    ]  # fmt: skip
    assert [(one.reason.msgid, one.count) for one in batch.left_out] == [("no e-mail address", 1)]
    assert {message.method for message in batch.messages} == {Method.REQUEST}
    assert len({message.event.uid for message in batch.messages}) == 1


def test_the_stamp_grows_with_every_sending_the_sequence_with_every_move(session: Session, meeting: Meeting) -> None:
    first = made(session, meeting.id).messages[0].event
    again = made(session, meeting.id).messages[0].event
    assert (again.sequence, again.stamp > first.stamp) == (first.sequence, True)
    invitations.answer(session, meeting.id, 1, Answer.ACCEPTED)
    edited = meetings.edit(
        session, meeting.id, {"description": "Husk sko"}, version=meetings.get(session, meeting.id).version
    )
    assert edited.sequence == first.sequence
    assert invitations.participants(session, meeting.id)[0].answer is Answer.ACCEPTED
    later = _span(date(2026, 11, 27), time(17), date(2026, 11, 27), time(19))
    moved = meetings.move(session, meeting.id, later, version=edited.version)
    assert moved.sequence == first.sequence + 1
    assert invitations.participants(session, meeting.id)[0].answer is Answer.NEEDS_ACTION
    update = made(session, meeting.id).messages[0].event
    assert (update.uid, update.sequence, update.stamp > again.stamp) == (first.uid, moved.sequence, True)


def test_cancelling_writes_cancellations_and_undoing_it_is_a_new_event(session: Session, meeting: Meeting) -> None:
    first = made(session, meeting.id).messages[0].event
    cancelled = meetings.cancel(session, meeting.id)
    assert (cancelled.status, cancelled.sequence) == (MeetingStatus.CANCELLED, first.sequence + 1)
    batch = made(session, meeting.id)
    assert [message.method for message in batch.messages] == [Method.CANCEL, Method.CANCEL]
    with pytest.raises(Refused):
        meetings.edit(session, meeting.id, {"title": "Nej"}, version=cancelled.version)
    undo.undo(session)
    back = meetings.get(session, meeting.id)
    assert (back.status, back.sequence) == (MeetingStatus.PLANNED, 0)
    assert back.calendar_uid != first.uid


def test_undoing_a_move_is_another_move_for_calendars(session: Session, meeting: Meeting) -> None:
    later = _span(date(2026, 11, 27), time(17), date(2026, 11, 27), time(19))
    moved = meetings.move(session, meeting.id, later, version=meeting.version)
    made(session, meeting.id)
    undo.undo(session)
    back = meetings.get(session, meeting.id)
    assert back.span == EVENING
    assert back.sequence == moved.sequence + 1


def test_who_is_taken_off_gets_one_cancellation(session: Session, meeting: Meeting) -> None:
    made(session, meeting.id)
    assert invitations.uninvite(session, meeting.id, [1]) == 1
    batch = made(session, meeting.id)
    methods = {
        message.event.attendee.mailbox.name: message.method for message in batch.messages if message.event.attendee
    }
    assert methods == {"Anna": Method.CANCEL, "Clara": Method.REQUEST}
    again = made(session, meeting.id)
    assert [message.method for message in again.messages] == [Method.REQUEST]
    assert invitations.invite(session, meeting.id, people=[1]).new == 1


def test_one_person_only(session: Session, meeting: Meeting) -> None:
    assert len(made(session, meeting.id, person=3).messages) == 1
    with pytest.raises(NotFound):
        made(session, meeting.id, person=99)


def test_without_an_organiser_nobody_could_answer(session: Session) -> None:
    planned = meetings.plan(session, {"title": "Løst"}, EVENING)
    with pytest.raises(Refused):
        made(session, planned.id)


def test_a_shielded_network_is_named_nowhere(session: Session, open_as: OpenAs) -> None:
    network = networks.add(
        session,
        {
            "name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale", "organiser_name": "Regnbuen Midt",
            "organiser_email": "kontakt@skole.example",
        },
    )  # fmt: skip
    anna = people.add(session, {"given": "Anna", "email": "a@skole.example", "private_email": "anna@privat.example"}).id
    bo = people.add(session, {"given": "Bo", "email": "bo@skole.example"}).id
    memberships.join(session, network.id, [anna], calendar_invitation=True)
    memberships.join(session, network.id, [bo])
    planned = meetings.plan(
        session,
        {"title": "Regnbuen mødes", "place": "Regnbuens lokale", "description": "Kom i Regnbuen"},
        EVENING,
        [network.id],
    )
    invitations.invite(session, planned.id, members=True)
    batch = made(session, planned.id)
    assert len(batch.messages) == 1  # Bo has not asked for one
    assert "egnbue" not in repr(batch.messages).casefold()
    message = batch.messages[0]
    assert (message.event.summary, message.event.private) == ("Aftale", True)
    assert message.event.attendee is not None and message.event.attendee.mailbox.email == "anna@privat.example"
    assert "anna" not in message.file_stem
    assert "egnbue" not in repr(invitations.feed(session, network.id)).casefold()
    assert invitations.feed(session).events == ()
    with open_as("birgit") as other:
        assert list(meetings.ids(other)) == []
        with pytest.raises(NotFound):
            meetings.get(other, planned.id)
        with pytest.raises(NotAllowed):
            invitations.feed(other, network.id)


def test_what_somebody_said_last_about_files_of_a_shielded_network_counts(session: Session) -> None:
    shielded = networks.add(
        session, {"name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale", "organiser_email": "kontakt@skole.example"}
    )
    open_ = networks.add(session, {"name": "Lærlinge"})
    anna = people.add(session, {"given": "Anna", "email": "a@skole.example"}).id
    memberships.join(session, open_.id, [anna])
    memberships.join(session, shielded.id, [anna], from_date=date(2025, 8, 1), calendar_invitation=True)
    memberships.leave(session, shielded.id, [anna], until=date(2026, 6, 30))
    memberships.join(session, shielded.id, [anna], from_date=date(2026, 8, 1))
    planned = meetings.plan(session, {"title": "Fællesspisning"}, EVENING, [shielded.id, open_.id])
    invitations.invite(session, planned.id, people=[anna])
    assert made(session, planned.id).messages == ()
    memberships.join(session, shielded.id, [anna], role=MembershipRole.HOST, calendar_invitation=True)
    assert len(made(session, planned.id).messages) == 1


def test_the_clock_may_go_backwards(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    first = made(session, meeting.id).messages[0].event
    with open_as("anna", NOW - timedelta(days=2)) as earlier:
        again = made(earlier, meeting.id).messages[0].event
    assert again.stamp > first.stamp
