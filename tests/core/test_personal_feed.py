"""One person's meetings as a calendar: theirs and no others, and nobody else in it."""

import pytest

from core import invitations, meetings, memberships, networks, people
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Refused
from core.past import undo
from core.personal_feed import log_feed, personal_feed
from core.rules.day_words import read_span
from core.rules.kinds import Answer
from core.series import planning
from core.series.said import read_series
from exports import ical
from tests.core.conftest import NOW, OpenAs


@pytest.fixture
def anna(session: Session) -> int:
    people.add(session, {"given": "Bo", "family": "Bæk", "email": "bo@elev.example"})
    return people.add(session, {"given": "Anna", "family": "Åkjær", "email": "anna@elev.example"}).id


def plan(session: Session, title: str, *belongs: int) -> int:
    values: meetings.MeetingFields = {"title": title, "organiser_email": "tovholder@skole.example"}
    return meetings.plan(session, values, read_span("25-11-2026 17-19", NOW.date()), belongs).id


def titles(session: Session, person: int) -> list[str]:
    return [event.summary for event in personal_feed(session, person).feed.events]


def test_it_has_what_they_are_invited_to_and_have_not_declined(session: Session, anna: int) -> None:
    every = [plan(session, title) for title in ("Ja", "Måske", "Nej", "Taget af", "Andres")]
    for number in every[:4]:
        invitations.invite(session, number, people=[anna])
    invitations.invite(session, every[4], people=[1])
    invitations.answer(session, every[0], anna, Answer.ACCEPTED)
    invitations.answer(session, every[2], anna, Answer.DECLINED)
    invitations.uninvite(session, every[3], [anna])
    assert titles(session, anna) == ["Ja", "Måske"]


def test_nobody_is_named_and_the_bytes_stay(session: Session, anna: int) -> None:
    invitations.invite(session, plan(session, "Aften"), people=[1, anna])
    data = ical.feed(personal_feed(session, anna).feed)
    for word in ("ATTENDEE", "ORGANIZER", "Bo", "tovholder", "Anna"):
        assert word.encode() not in data
    assert ical.feed(personal_feed(session, anna).feed) == data


def test_a_shielded_network_is_in_it_neutral_only_for_who_asked(session: Session, anna: int, open_as: OpenAs) -> None:
    shielded = networks.add(
        session, {"name": "Plads til alle", "kind": "diversity", "slug": "plads", "neutral_title": "Aftale"}
    )
    memberships.join(session, shielded.id, [1])
    memberships.join(session, shielded.id, [anna], calendar_invitation=True)
    invitations.invite(session, plan(session, "Plads til alle mødes", shielded.id), people=[1, anna])
    assert titles(session, anna) == ["Aftale"]
    made = personal_feed(session, 1)
    assert (made.feed.events, made.count, made.not_asked) == ((), 0, 1)
    assert b"Plads" not in ical.feed(personal_feed(session, anna).feed)
    with open_as("bo") as colleague:  # who has not opened it hears nothing, not even how many
        made = personal_feed(colleague, anna)
        assert (made.feed.events, made.not_asked) == ((), 0)


def test_of_a_series_only_the_days_they_are_invited_to(session: Session, anna: int) -> None:
    said = read_series("hver torsdag 17-19 fra 14-01-2027 til 18-02-2027", NOW.date())
    planning.plan(session, {"title": "Café"}, said, (), planning.preview(session, said))
    for number in list(meetings.ids(session))[1:3]:
        invitations.invite(session, number, people=[anna])
    [event] = personal_feed(session, anna).feed.events
    assert event.recurrence is not None
    assert personal_feed(session, anna).count == 2
    assert str(event.start)[:10] == "2027-01-21"
    assert str(event.recurrence.last)[:10] == "2027-01-28"


def test_somebody_whose_data_may_not_be_used_gets_none(session: Session, anna: int) -> None:
    people.edit(session, anna, {"restricted": "ja"}, version=people.get(session, anna).version)
    with pytest.raises(Refused, match="restricted"):
        personal_feed(session, anna)


def test_that_it_was_written_is_as_private_as_a_shielded_meeting_in_it(
    session: Session, anna: int, open_as: OpenAs
) -> None:
    network = networks.add(session, {"name": "Regnbuen", "level": "shielded", "neutral_title": "Netværk"})
    networks.open_shielded(session, network.id, "tovholder")
    memberships.join(session, network.id, [anna], calendar_invitation=True)
    invitations.invite(session, plan(session, "Aften", network.id), people=[anna])
    made = personal_feed(session, anna)
    log_feed(session, made, ical.feed(made.feed))
    assert (made.count, undo.entries(session)[0].operation) == (1, Operation.CALENDAR_PERSON)
    with open_as("bo") as other:
        assert Operation.CALENDAR_PERSON not in {one.operation for one in undo.entries(other)}
