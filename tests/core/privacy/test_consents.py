"""What people agreed to: events that are only added to, and what follows from them at once."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import contacts, memberships, networks, people
from core.affiliations import AffiliationFields
from core.door.session import Session
from core.errors import Invalid, NotAllowed, Refused
from core.past import history, undo
from core.privacy import consents
from core.privacy.consents import Decided, Missing
from core.rules.kinds import AffiliationKind, ConsentChannel, ConsentDecision, ConsentPurpose, OrganisationKind, Purpose
from db import log
from tests.core.conftest import OpenAs

PHOTO, MEMBERS = ConsentPurpose.PHOTO_INTERNAL, ConsentPurpose.CONTACT_MEMBERS
GIVEN, REFUSED, WITHDRAWN = ConsentDecision.GIVEN, ConsentDecision.REFUSED, ConsentDecision.WITHDRAWN
TODAY = date(2026, 11, 19)


def _anna(session: Session, **values: object) -> int:
    return people.add(session, {"given": "Anna", "family": "Holm", **values}).id  # type: ignore[typeddict-item]


def test_what_holds_is_the_last_decision_by_its_own_day(session: Session) -> None:
    anna = _anna(session)
    consents.record(
        session, [anna], Decided(PHOTO, GIVEN, date(2026, 9, 1), ConsentChannel.FORM, "2026-08", guardian=True)
    )
    consents.withdraw(session, [anna], Decided(PHOTO, WITHDRAWN, date(2026, 10, 1), ConsentChannel.SPOKEN))
    consents.record(session, [anna], Decided(PHOTO, GIVEN, date(2026, 8, 20)))  # a paper found in a binder
    found = consents.of_person(session, anna)
    assert found.decision(PHOTO) is WITHDRAWN
    assert [one.decision for one in found.events] == [WITHDRAWN, GIVEN, GIVEN]
    assert found.events[1].guardian and found.events[1].wording == "2026-08" and found.events[1].recorded_by == "anna"
    assert Missing(PHOTO) not in found.missing and Missing(MEMBERS) in found.missing


@given(st.lists(st.tuples(st.sampled_from([GIVEN, REFUSED]), st.integers(0, 40)), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_holds_in_python_and_in_sql(session: Session, said: list[tuple[ConsentDecision, int]]) -> None:
    anna = _anna(session)
    for decision, back in said:
        try:
            consents.record(session, [anna], Decided(PHOTO, decision, TODAY - timedelta(days=back)))
        except Refused:
            continue  # what was given is withdrawn, not refused
    holds = consents.of_person(session, anna).decision(PHOTO)
    for decision in ConsentDecision:
        sql, parameters = consents.holds(PHOTO, decision=decision)
        found = session.query(f"SELECT 1 FROM person p WHERE p.id = ? AND {sql}", [anna, *parameters])
        assert bool(found) == (decision is holds)


def test_a_note_by_mistake_is_undone_but_a_withdrawal_never(session: Session) -> None:
    anna = _anna(session)
    consents.record(session, [anna], Decided(PHOTO, GIVEN))
    (told,) = history.story(session, undo.last_own(session).id)
    assert told.made and "Anna Holm" in told.name
    undo.undo(session)
    assert consents.of_person(session, anna).events == ()
    consents.record(session, [anna], Decided(PHOTO, GIVEN))
    consents.withdraw(session, [anna], Decided(PHOTO, WITHDRAWN))
    newest = undo.entries(session)[0]
    assert not newest.undoable
    with pytest.raises(NotAllowed):
        undo.undo(session, newest.id)
    assert log.first_broken_link(session.database) is None


def test_many_at_once_and_twice_is_once(session: Session) -> None:
    every = [_anna(session) for _ in range(3)]
    assert consents.record(session, every, Decided(PHOTO, GIVEN)).new == 3
    again = consents.record(session, [*every, _anna(session)], Decided(PHOTO, GIVEN))
    assert (again.new, again.same) == (1, 3)


def test_what_cannot_be_noted_is_said(session: Session) -> None:
    anna, child = _anna(session), _anna(session, birth_year=2013)
    with pytest.raises(Refused):
        consents.withdraw(session, [anna], Decided(PHOTO, WITHDRAWN))
    with pytest.raises(Invalid) as caught:
        consents.record(session, [anna], Decided(PHOTO, GIVEN, TODAY + timedelta(days=1)))
    assert caught.value.field == "day"
    done = consents.record(session, [anna, child], Decided(PHOTO, GIVEN))
    assert done.new == 1 and [one.count for one in done.left_out] == [1]
    assert consents.record(session, [child], Decided(PHOTO, GIVEN, guardian=True)).new == 1
    with pytest.raises(Refused):
        consents.record(session, [anna], Decided(PHOTO, REFUSED))
    with pytest.raises(Refused):
        consents.withdraw(session, [anna], Decided(PHOTO, WITHDRAWN, TODAY - timedelta(days=1)))
    with pytest.raises(Invalid):
        consents.record(session, [anna], Decided(PHOTO, GIVEN, wording="010203-1234"))


def test_membership_of_a_shielded_network_is_told_to_those_who_may_look_into_it(
    session: Session, open_as: OpenAs
) -> None:
    anna = _anna(session)
    hidden = networks.add(session, {"name": "Mangfoldighed", "kind": "diversity", "neutral_title": "Netværk"})
    open_network = networks.add(session, {"name": "Lærlinge"})
    membership = ConsentPurpose.DIVERSITY_MEMBERSHIP
    memberships.join(session, hidden.id, [anna])
    assert Missing(membership, hidden.id, "Mangfoldighed") in consents.of_person(session, anna).missing
    for wrong in (
        Decided(membership, GIVEN),
        Decided(PHOTO, GIVEN, network=hidden.id),
        Decided(membership, GIVEN, network=open_network.id),
    ):
        with pytest.raises(Invalid):
            consents.record(session, [anna], wrong)
    consents.record(session, [anna], Decided(membership, GIVEN, network=hidden.slug))
    assert consents.of_person(session, anna).decision(membership, hidden.id) is GIVEN
    with open_as("birgit") as other:
        seen = consents.of_person(other, anna)
        assert seen.events == () and seen.standing == () and membership not in {one.purpose for one in seen.missing}
        assert "consent.record" not in {one.operation.value for one in undo.entries(other)}
        with pytest.raises(NotAllowed):
            consents.withdraw(other, [anna], Decided(membership, WITHDRAWN, network=hidden.id))
    consents.withdraw(session, [anna], Decided(membership, WITHDRAWN, network=hidden.id))
    (left,) = memberships.of_person(session, anna)
    assert left.until_date == TODAY


def test_a_withdrawal_takes_effect_at_once_in_lists(session: Session) -> None:
    anna, bo = _anna(session), people.add(session, {"given": "Bo", "email": "bo@skole.example"}).id
    network = networks.add(session, {"name": "Lærlinge"})
    memberships.join(session, network.id, [anna, bo])
    consents.record(session, [anna, bo], Decided(MEMBERS, GIVEN))
    assert len(contacts.contact_list(session, Purpose.MEMBERS, network=network.id).contacts) == 2
    consents.withdraw(session, [anna], Decided(MEMBERS, WITHDRAWN))
    made = contacts.contact_list(session, Purpose.MEMBERS, network=network.id)
    assert [one.given for one in made.contacts] == ["Bo"] and made.total == 2
    assert [(one.reason.msgid, one.count) for one in made.left_out] == [("no consent to it", 1)]


def test_no_list_of_members_or_for_a_company_where_none_may_be(session: Session) -> None:
    hidden = networks.add(session, {"name": "Mangfoldighed", "kind": "diversity", "neutral_title": "Netværk"})
    girls = networks.add(session, {"name": "Piger", "kind": "girls"})
    with pytest.raises(Invalid):
        contacts.contact_list(session, Purpose.MEMBERS)
    for purpose, network in ((Purpose.MEMBERS, hidden), (Purpose.COMPANY, hidden), (Purpose.COMPANY, girls)):
        with pytest.raises(Refused):
            contacts.contact_list(session, purpose, network=network.id)


def test_a_company_gets_its_own_people_only(session: Session) -> None:
    at: list[int] = []
    for name, company in (
        ("Anna", "Murermester Ege"),
        ("Bo", "Tømrer Birk"),
        ("Carl", ""),
        ("Dorte", "Murermester Ege"),
    ):
        kind, where = AffiliationKind.APPRENTICE, OrganisationKind.COMPANY
        place: AffiliationFields = {"kind": kind, "organisation": company, "organisation_kind": where}
        at.append(people.add(session, {"given": name, "family": "Bach"}, [place] if company else []).id)
    consents.record(session, at[:3], Decided(ConsentPurpose.CONTACT_COMPANY, GIVEN))
    with pytest.raises(Invalid):
        contacts.contact_list(session, Purpose.COMPANY)
    made = contacts.contact_list(session, Purpose.COMPANY, query='virksomhed:"Murermester Ege"')
    assert [one.given for one in made.contacts] == ["Anna"] and made.total == 2


def test_every_purpose_says_what_is_to_be_put_right_outside() -> None:
    assert len({consents.outside(purpose).msgid for purpose in ConsentPurpose}) == len(ConsentPurpose)
