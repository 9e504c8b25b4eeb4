"""Organisations: added once in a town, told apart where two have one name."""

import pytest

from core import organisations
from core.door.session import Session
from core.errors import Ambiguous, Refused


def test_the_same_name_in_the_same_town_is_refused_by_its_number(session: Session) -> None:
    first = organisations.add(session, {"name": "Skole A", "town": "Randers"})
    with pytest.raises(Refused) as refusal:
        organisations.add(session, {"name": "skole  a", "town": "RANDERS"})
    assert refusal.value.message.values["number"] == first.id
    organisations.end(session, first.id)
    assert organisations.add(session, {"name": "Skole A", "town": "Randers"}).id != first.id


def test_an_alias_of_another_is_no_twin(session: Session) -> None:
    organisations.add(session, {"name": "Skole A", "aliases": ["A"]})
    assert organisations.add(session, {"name": "A"}).name == "A"


def test_two_of_one_name_are_told_apart_by_their_towns(session: Session) -> None:
    one = organisations.add(session, {"name": "Skole A", "town": "Randers"})
    two = organisations.add(session, {"name": "Skole A", "town": "Viborg"})
    with pytest.raises(Ambiguous) as refusal:
        organisations.get(session, "skole a")
    assert list(refusal.value.near) == [f"{one.id} Skole A (Randers)", f"{two.id} Skole A (Viborg)"]
