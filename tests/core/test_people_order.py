"""The orders of lists of people: Danish, then by name, who has none last; and what shows at once."""

import threading

import pytest

from core import people
from core.affiliations import AffiliationFields
from core.door.session import Session
from core.door.stopping import Stopper
from core.errors import FileError, Refused
from core.rules.kinds import AffiliationKind, OrganisationKind

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
