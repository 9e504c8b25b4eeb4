"""Saved views: a query with a name."""

import pytest

from core import networks, people, views
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid, NotFound, Refused
from core.past import undo
from core.search.fields import Subject
from tests.core.conftest import OpenAs


@pytest.fixture
def register(session: Session) -> Session:
    """Two people from Randers, one of them born in 2006."""
    people.add(session, {"given": "Søren", "family": "Åkjær", "town": "Randers", "birth_year": 2006})
    people.add(session, {"given": "Mikkel", "family": "Sørensen", "town": "Randers"})
    people.add(session, {"given": "Anna", "family": "Holm", "town": "Ry"})
    return session


def save(
    session: Session, name: str, query: str, *, shared: bool = False, subject: Subject = Subject.PERSON
) -> views.View:
    return views.save(session, name, subject, query, shared=shared).view


def found(session: Session, query: str) -> list[str]:
    return [row.given for row in people.rows(session, people.ids(session, query))]


def test_a_view_is_a_query_of_its_own(register: Session) -> None:
    save(register, "fra Randers", "by:randers")
    save(register, "unge", "visning:fra-randers årgang:2006")
    assert found(register, 'visning:"fra randers"') == found(register, "view:fra-Randers") == ["Mikkel", "Søren"]
    assert found(register, "visning:unge") == ["Søren"]
    assert found(register, "-visning:unge by:randers") == ["Mikkel"]
    assert found(register, "visning:unge,fra-randers") == ["Mikkel", "Søren"]
    assert found(register, "visning:unge anna") == []


def test_saving_again_changes_it_and_undo_brings_it_back(register: Session) -> None:
    first = views.save(
        register, "Hold", Subject.PERSON, "by:ry", columns=("name", "town"), order="town", descending=True
    )
    assert not first.again
    assert (first.view.columns, first.view.order, first.view.descending) == (("name", "town"), "town", True)
    again = views.save(register, "hold", Subject.PERSON, "by:randers")
    assert again.again
    assert again.view.id == first.view.id
    undo.undo(register)
    assert views.get(register, "hold").query == "by:ry"
    views.remove(register, first.view.id)
    with pytest.raises(NotFound):
        views.get(register, "hold")
    undo.undo(register)
    assert views.get(register, "HOLD").columns == ("name", "town")


def test_a_name_that_is_near_is_offered(register: Session) -> None:
    save(register, "fra Randers", "by:randers")
    with pytest.raises(NotFound) as refusal:
        views.get(register, "fra randes")
    assert refusal.value.near == ("fra Randers",)
    with pytest.raises(Invalid) as wrong:
        people.ids(register, "anna visning:randrs")
    assert wrong.value.message.values["position"] == 14
    assert wrong.value.hint is not None


@pytest.mark.parametrize("name", ["", "  ", "a,b", 'a"b', "a:b", "--", "x" * 61])
def test_a_name_must_be_one_that_a_query_can_say(register: Session, name: str) -> None:
    with pytest.raises(Invalid):
        save(register, name, "by:ry")


def test_a_query_that_cannot_be_read_is_not_saved(register: Session) -> None:
    with pytest.raises(Invalid):
        save(register, "x", "byy:ry")
    with pytest.raises(Invalid):
        save(register, "x", "010206-1234")
    assert views.usable(register) == []


def test_views_do_not_lead_in_a_circle(register: Session) -> None:
    save(register, "a", "by:ry")
    save(register, "b", "visning:a")
    with pytest.raises(Invalid) as refusal:
        save(register, "a", "visning:b")
    assert refusal.value.field == "query"
    assert views.get(register, "a").query == "by:ry"
    with pytest.raises(Invalid):
        save(register, "c", "visning:c")


def test_each_has_their_own_and_everybody_the_shared_ones(register: Session, open_as: OpenAs) -> None:
    save(register, "mine", "by:randers")
    save(register, "alles", "by:ry", shared=True)
    with open_as("bente") as bente:
        assert [view.name for view in views.usable(bente)] == ["alles"]
        assert found(bente, "visning:alles") == ["Anna"]
        with pytest.raises(Invalid):
            people.ids(bente, "visning:mine")
        save(bente, "mine", "by:ry")
        save(bente, "alles", "by:randers")
        assert found(bente, "visning:alles") == ["Mikkel", "Søren"]
    assert found(register, "visning:mine") == ["Mikkel", "Søren"]
    assert found(register, "visning:alles") == ["Anna"]


def test_the_log_tells_nobody_of_views_that_are_not_theirs(register: Session, open_as: OpenAs) -> None:
    mine = save(register, "mine", "by:randers")
    save(register, "mine", "by:ry")
    save(register, "alles", "by:ry", shared=True)
    views.remove(register, mine.id)
    undo.undo(register)
    views.remove(register, views.get(register, "alles").id)
    every = [entry.operation for entry in undo.entries(register)][:6]
    assert every == [
        Operation.VIEW_REMOVE, Operation.UNDO, Operation.VIEW_REMOVE, Operation.VIEW_SAVE, Operation.VIEW_SAVE,
        Operation.VIEW_SAVE,
    ]  # fmt: skip
    with open_as("bente") as bente:
        seen = [entry.operation for entry in undo.entries(bente)]
        assert seen[:2] == [Operation.VIEW_REMOVE, Operation.VIEW_SAVE]
        assert seen[2:] == [Operation.PERSON_ADD] * 3


def test_what_names_a_shielded_network_is_not_shared(register: Session, open_as: OpenAs) -> None:
    hidden = networks.add(
        register, {"name": "Plads til alle", "slug": "plads", "kind": "diversity", "neutral_title": "Aftale"}
    )
    save(register, "mit netværk", "netværk:plads")
    for query in ("netværk:plads", "-netværk:diversitetsnetværk", "visning:mit-netværk", f"netværk:{hidden.id}"):
        with pytest.raises(Refused):
            save(register, "alle", query, shared=True)
    with pytest.raises(Refused):
        save(register, "alle", f"nr:{hidden.id}", shared=True, subject=Subject.NETWORK)
    save(register, "alle", "by:ry", shared=True)
    with pytest.raises(Refused):
        save(register, "alle", "netværk:plads", shared=True)
    with open_as("bente") as bente:
        assert [view.query for view in views.usable(bente)] == ["by:ry"]


def test_a_shared_view_is_gone_for_others_once_its_network_is_shielded(register: Session, open_as: OpenAs) -> None:
    girls = networks.add(register, {"name": "Piger", "slug": "piger", "kind": "girls"})
    save(register, "piger", "netværk:piger", shared=True)
    with open_as("bente") as bente:
        assert [view.name for view in views.usable(bente)] == ["piger"]
    networks.edit(register, girls.id, {"level": "shielded", "neutral_title": "Aftale"}, version=girls.version)
    with open_as("bente") as bente:
        with pytest.raises(Invalid):
            people.ids(bente, "visning:piger")
        assert views.usable(bente) == []
