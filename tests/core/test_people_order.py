"""The orders of lists of people: Danish, then by name, who has none last; and what shows at once."""

import threading
from datetime import timedelta

import pytest

from core import invitations, meetings, memberships, networks, people
from core.affiliations import AffiliationFields
from core.door.session import Session
from core.door.stopping import Stopper
from core.errors import FileError, Refused
from core.people_lists import invited_in_order, memberships_in_order
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind, Answer, MembershipRole, OrganisationKind

TOWNS = ("Aarhus", "Århus", "Ørsted", "Ærøskøbing", "Zofie", "", "Aalborg", "")


@pytest.fixture
def everybody(session: Session) -> Session:
    for place, town in enumerate(TOWNS):
        school: AffiliationFields = {
            "kind": AffiliationKind.PUPIL, "organisation": f"{town or 'Odense'} Skole",
            "organisation_kind": OrganisationKind.SCHOOL, "class_name": f"h{place % 3}",
        }  # fmt: skip
        people.add(session, {"given": f"Navn{place % 2}", "family": f"Efter{9 - place}", "town": town}, [school])
    return session


def towns(session: Session, query: str, descending: bool = False) -> list[str]:
    return [row.town for row in people.rows(session, people.ids(session, query, order="town", descending=descending))]


@pytest.mark.parametrize("query", ["", "navn0,navn1"])
def test_towns_are_in_danish_order(everybody: Session, query: str) -> None:
    assert towns(everybody, query)[:4] == ["Zofie", "Ærøskøbing", "Ørsted", "Aalborg"]
    assert sorted(towns(everybody, query)[4:6]) == ["Aarhus", "Århus"]
    assert towns(everybody, query)[6:] == ["", ""]
    assert towns(everybody, query, descending=True)[-3:] == ["Zofie", "", ""]


@pytest.mark.parametrize("order", people.ORDERS)
@pytest.mark.parametrize("descending", [False, True])
def test_what_shows_at_once_begins_the_whole(everybody: Session, order: str, descending: bool) -> None:
    whole = people.ids(everybody, order=order, descending=descending)
    assert sorted(whole) == sorted(people.ids(everybody))
    first, complete = people.first_ids(everybody, order=order, descending=descending, most=3)
    assert first == whole[: len(first)]
    assert not complete
    every, complete = people.first_ids(everybody, order=order, descending=descending)
    assert not complete or every == whole


def test_a_column_that_follows_from_places_is_sorted_as_it_shows(everybody: Session) -> None:
    shown = [row.school for row in people.rows(everybody, people.ids(everybody, order="school"))]
    assert shown[0] == "Odense Skole"
    assert shown[-1] in ("Aarhus Skole", "Århus Skole")
    backwards = [row.school for row in people.rows(everybody, people.ids(everybody, order="school", descending=True))]
    assert backwards[0] == shown[-1] or {backwards[0], shown[-1]} == {"Aarhus Skole", "Århus Skole"}
    assert backwards[-1] == shown[0]


def test_too_many_to_sort_by_what_shows_are_refused(everybody: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_SORTED_BY_WHAT_SHOWS", 3)
    with pytest.raises(Refused) as caught:
        people.ids(everybody, order="class")
    assert caught.value.message.values["n"] == len(TOWNS)


def test_a_read_can_be_left(everybody: Session) -> None:
    stopper = Stopper()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n WHERE x < 0"

    def leave() -> None:
        while running.is_alive():
            stopper.stop()

    def read() -> None:
        with stopper.over(everybody), pytest.raises(FileError):
            everybody.numbers(endless)

    running = threading.Thread(target=read)
    running.start()
    leave()
    with stopper.over(everybody):
        assert everybody.numbers("SELECT id FROM person ORDER BY id")[:2].tolist() == [1, 2]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", people.ORDERS)
def test_some_people_are_sorted_as_all_are(everybody: Session, order: str, descending: bool) -> None:
    every = people.ids(everybody, order=order, descending=descending)
    some = list(every)[::2]
    assert list(people.sorted_ids(everybody, [*sorted(some), 999], order=order, descending=descending)) == some


def test_members_and_invited_are_sorted_by_what_their_lists_show(everybody: Session) -> None:
    session = everybody
    network = networks.add(session, {"name": "Piger", "kind": "girls", "slug": "piger"})
    numbers = list(people.ids(session))
    memberships.join(session, network.id, numbers[:4])
    memberships.join(session, network.id, numbers[:1], role=MembershipRole.COORDINATOR)
    memberships.join(session, network.id, numbers[4:5], from_date=session.today - timedelta(days=9))
    found = memberships.members(session, network.id)
    person_of = {one.id: one.person_id for one in found}

    def members(order: str, *, descending: bool = False) -> list[int]:
        return [person_of[one] for one in memberships_in_order(session, found, order, descending=descending)]

    assert members("role")[0] == numbers[0]
    assert members("from_date")[0] == numbers[4]
    assert members("name", descending=True) == [*reversed(numbers[:5]), numbers[0]]
    assert list(dict.fromkeys(members("town"))) == [one for one in people.ids(session, order="town") if one in numbers[:5]]

    meeting = meetings.plan(session, {"title": "Møde"}, read_span("to 17-19", session.today), [network.id])
    invitations.invite(session, meeting.id, people=numbers[:4])
    invitations.answer(session, meeting.id, numbers[2], Answer.ACCEPTED)
    asked = invitations.participants(session, meeting.id)
    by_answer = list(invited_in_order(session, asked, "answer"))
    assert numbers[2] in (by_answer[0], by_answer[-1])
    assert list(invited_in_order(session, asked, "place", descending=True)) == [
        one for one in people.ids(session, order="school", descending=True) if one in numbers[:4]
    ]
    for order in ("sent", "role"):
        assert sorted(invited_in_order(session, asked, order)) == sorted(numbers[:4])
