"""Networks and memberships: levels, shielded networks, dated memberships."""

from datetime import date

import pytest

from core import memberships, networks, people, undo
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.rules.kinds import EndReason, MembershipRole, NetworkLevel
from core.session import Session
from tests.core.conftest import OpenAs


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
