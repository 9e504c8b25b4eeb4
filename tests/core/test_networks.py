"""Networks and memberships: levels, shielded networks, dated memberships."""

from datetime import date

import pytest

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.past import record_history, undo
from core.rules.kinds import EndReason, MembershipRole, NetworkLevel
from core.rules.spoken import Span
from core.search.complete import complete
from core.search.fields import Subject
from tests.core.conftest import OpenAs
from tests.core.mailing.files import made


def _person(session: Session, given: str) -> int:
    return people.add(session, {"given": given}).id


@pytest.fixture
def shielded(session: Session) -> networks.Network:
    return networks.add(session, {"name": "Regnbuen", "kind": "diversitetsnetværk", "neutral_title": "Aftale"})


def test_a_diversity_network_is_always_shielded(session: Session, shielded: networks.Network) -> None:
    assert shielded.level is NetworkLevel.SHIELDED
    with pytest.raises(Invalid) as caught:
        networks.add(session, {"name": "Åben", "kind": "diversity", "level": "open"})
    assert caught.value.field == "level"
    with pytest.raises(Invalid) as caught:
        networks.add(session, {"name": "Uden titel", "kind": "diversity"})
    assert caught.value.field == "neutral_title"


def test_a_shielded_membership_is_nobody_elses_business(
    session: Session, shielded: networks.Network, open_as: OpenAs
) -> None:
    anna = _person(session, "Anna")
    memberships.join(session, shielded.id, [anna])
    assert [one.network for one in people.by_id(session, anna).memberships] == ["Regnbuen"]
    with open_as("birgit") as other:
        assert people.by_id(other, anna).memberships == ()
        with pytest.raises(Invalid):
            people.ids(other, "netværk:regnbuen")
        assert memberships.members(other, shielded.id) == []
        closed = networks.get(other, shielded.id)
        assert (closed.opened, closed.members, closed.next_meeting) == (False, -1, None)
        with pytest.raises(NotAllowed):
            memberships.join(other, shielded.id, [anna])
        with pytest.raises(NotAllowed):
            networks.edit(other, shielded.id, {"name": "X"}, version=closed.version)
        assert "membership.join" not in [one.operation.value for one in undo.entries(other)]
        join_operation = undo.last_own(session).id
        with pytest.raises(NotFound):
            undo.undo(other, join_operation)


def test_opening_a_shielded_network_needs_a_reason_and_is_logged(
    session: Session, shielded: networks.Network, open_as: OpenAs
) -> None:
    memberships.join(session, shielded.id, [_person(session, "Anna")])
    with open_as("birgit") as other:
        with pytest.raises(Invalid):
            networks.open_shielded(other, shielded.id, "  ")
        assert networks.open_shielded(other, shielded.id, "ny tovholder").members == 1
    opened = undo.entries(session)[0]
    assert (opened.account, opened.operation.value) == ("birgit", "network.open")


def test_short_names_are_made_and_unique(session: Session) -> None:
    assert networks.add(session, {"name": "Pigenetværk Randers"}).slug == "pigenetvaerk-randers"
    with pytest.raises(Refused):
        networks.add(session, {"name": "Pigenetværk  Randers"})
    assert networks.get(session, "pigenetvaerk-randers").id == networks.get(session, "pigenetværk randers").id


def test_the_last_day_is_included(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    anna = _person(session, "Anna")
    memberships.join(session, network.id, [anna], from_date=date(2026, 1, 1))
    memberships.leave(session, network.id, [anna], until=date(2026, 11, 19), reason=EndReason.WISH)
    assert len(memberships.members(session, network.id, on=date(2026, 11, 19))) == 1
    assert memberships.members(session, network.id, on=date(2026, 11, 20)) == []
    assert memberships.join(session, network.id, [anna], from_date=date(2026, 11, 20)).new == 1
    assert len(memberships.history(session, network.id)) == 2


def test_joining_twice_is_said_and_changes_nothing(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    anna, bo = _person(session, "Anna"), _person(session, "Bo")
    memberships.join(session, network.id, [anna])
    joined = memberships.join(session, network.id, [anna, bo, bo])
    assert (joined.new, joined.already) == (1, 1)
    memberships.join(session, network.id, [anna], role=MembershipRole.COORDINATOR)
    assert [one.role for one in memberships.members(session, network.id, "anna")] == [
        MembershipRole.COORDINATOR, MembershipRole.MEMBER,
    ]  # fmt: skip
    assert list(memberships.member_ids(session, network.id)) == [anna, bo]


def test_leaving_before_joining_is_refused(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    anna = _person(session, "Anna")
    memberships.join(session, network.id, [anna])
    with pytest.raises(Invalid):
        memberships.leave(session, network.id, [anna], until=date(2026, 1, 1))
    assert len(memberships.members(session, network.id)) == 1


def test_a_closed_network_takes_nobody_in(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"})
    networks.close(session, network.id)
    with pytest.raises(Refused):
        memberships.join(session, network.id, [_person(session, "Anna")])


def test_what_is_done_with_a_shielded_meeting_is_in_nobody_elses_log(
    session: Session, shielded: networks.Network, open_as: OpenAs
) -> None:
    span = Span(date(2026, 12, 1), date(2026, 12, 1), True)
    planned = meetings.plan(session, {"title": "Hemmeligt", "place": "Hemmelighuset"}, span, [shielded.id])
    edited = meetings.edit(session, planned.id, {"title": "Nyhemmeligt"}, version=planned.version)
    meetings.cancel(session, edited.id)
    with open_as("birgit") as other:
        assert [entry.operation.value for entry in undo.entries(other)] == []
        for number in range(1, 5):
            with pytest.raises(NotFound):
                undo.undo(other, number)
        assert complete(other, Subject.MEETING, "sted:") == []
    with pytest.raises(Refused):
        meetings.edit(session, planned.id, {}, version=planned.version, network_numbers=[])


def test_shielding_a_network_hides_its_past(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Piger", "kind": "girls", "organiser_email": "p@skole.example"})
    mia = people.add(session, {"given": "Mia", "email": "mia@skole.example"}).id
    memberships.join(session, network.id, [mia])
    planned = meetings.plan(session, {"title": "Piger mødes"}, Span(date(2026, 12, 1), date(2026, 12, 1), True), [network.id])
    invitations.invite(session, planned.id, members=True)
    networks.edit(session, network.id, {"level": "shielded", "neutral_title": "Aftale"}, version=network.version)
    with open_as("birgit") as other:
        assert {entry.operation.value for entry in undo.entries(other)} == {"person.add"}
        of_mia = record_history.Record(record_history.Subject.PERSON, mia)
        assert [entry.operation.value for entry in undo.entries(other, among=record_history.ids(other, of_mia))] == ["person.add"]
    assert made(session, planned.id).messages == ()  # she has not asked for a file of a shielded network


def test_a_refused_undo_does_not_name_what_is_hidden(
    session: Session, shielded: networks.Network, open_as: OpenAs
) -> None:
    with open_as("birgit") as other:
        mia = people.add(other, {"given": "Mia"}).id
        memberships.join(session, shielded.id, [mia])
        with pytest.raises(Refused) as caught:
            undo.undo(other)
    assert "who" not in caught.value.message.values


def test_a_cpr_number_is_no_reason_and_no_account(session: Session, shielded: networks.Network, open_as: OpenAs) -> None:
    with open_as("birgit") as other, pytest.raises(Invalid):
        networks.open_shielded(other, shielded.id, "for 010203-4567")
    with pytest.raises(Invalid), open_as("010203-4567"):
        pass


def test_names_that_shorten_alike_get_short_names_of_their_own(session: Session) -> None:
    names = ("！！", "？？", "Piger & Drenge", "Piger + Drenge")
    slugs = [networks.add(session, {"name": name}).slug for name in names]
    assert len(set(slugs)) == 4
    assert slugs[2:] == ["piger-drenge", "piger-drenge-2"]
