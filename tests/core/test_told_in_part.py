"""What was done to many people is told without its hidden rows: neither they nor a missing operation say anything."""

from datetime import date

import pytest

from core import memberships, networks, people
from core.door.session import Session
from core.past import history, record_history, undo
from core.past.record_history import Record, Subject
from core.school import leaving
from core.upkeep import bulk
from core.upkeep.changes import EndPlaces, Join
from tests.core.conftest import OpenAs


@pytest.fixture
def anna(session: Session, open_as: OpenAs) -> int:
    """A pupil, and a member of a network that only Birgit has opened."""
    number = people.add(session, {"given": "Anna"}, [{"class_name": "h1", "from_date": date(2026, 8, 1)}]).id
    with open_as("birgit") as birgit:
        hidden = networks.add(birgit, {"name": "Plads", "slug": "plads", "kind": "diversity", "neutral_title": "Møde"})
        memberships.join(birgit, hidden.id, [number], from_date=date(2026, 9, 1))
    return number


def _story(session: Session, operation: int) -> list[str]:
    return [one.table for one in history.story(session, operation)]


def test_who_leaves_is_told_to_everybody_without_what_is_hidden(session: Session, anna: int, open_as: OpenAs) -> None:
    with open_as("birgit") as birgit:
        leaving.leave(birgit, [anna])
        operation = undo.last_own(birgit)
        assert (operation.rows, sorted(_story(birgit, operation.id))) == (2, ["affiliation", "membership"])
    seen = undo.entry(session, operation.id)
    assert (seen.rows, _story(session, seen.id)) == (1, ["affiliation"])
    record = Record(Subject.PERSON, anna)
    event = record_history.events(session, record_history.ids(session, record), record)[0]
    assert (event.id, [row.table for row in event.rows]) == (operation.id, ["affiliation"])


def test_undoing_it_is_told_as_it_was(session: Session, anna: int, open_as: OpenAs) -> None:
    with open_as("birgit") as birgit:
        leaving.leave(birgit, [anna])
        back = undo.undo(birgit)
        undoing = undo.last_undo(birgit)
        assert (back.rows, undoing.rows) == (2, 2)
    assert (undo.entry(session, undoing.id).rows, _story(session, undoing.id)) == (1, ["affiliation"])


def test_what_is_hidden_whole_is_hidden_from_others_and_not_from_who_did_it(
    session: Session, anna: int, open_as: OpenAs
) -> None:
    networks.add(session, {"name": "Klubben", "slug": "klubben", "kind": "club"})
    bulk.apply(session, [anna], Join("klubben", session.today))
    mine = undo.last_own(session)
    with open_as("birgit") as birgit:
        assert undo.entry(birgit, mine.id).rows == 1
        club = networks.get(birgit, "klubben")
        networks.edit(birgit, club.id, {"level": "shielded", "neutral_title": "Aftale"}, version=club.version)
    assert (undo.last_own(session).id, undo.entry(session, mine.id).rows, _story(session, mine.id)) == (mine.id, 0, [])
    with open_as("carl") as carl:
        assert mine.id not in [one.id for one in undo.entries(carl)]


def test_what_hides_nothing_is_told_whole(session: Session, anna: int, open_as: OpenAs) -> None:
    bulk.apply(session, [anna], EndPlaces(session.today))
    mine = undo.last_own(session)
    with open_as("carl") as carl:
        assert (undo.entry(carl, mine.id).rows, _story(carl, mine.id)) == (1, ["affiliation"])
