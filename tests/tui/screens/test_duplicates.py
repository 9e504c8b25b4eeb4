"""One person twice, with a finger on the keys."""

from pathlib import Path

import pytest

from core import people
from core.door.session import open_session
from core.duplicates import distinct
from core.past import undo
from tests.tui.screens.conftest import NOW, SCHOOL, Driver


@pytest.fixture
def register(register: Path) -> Path:
    """Anna and Zahra are there twice."""
    with open_session(register, account="kirsten", clock=lambda: NOW) as session:
        people.add(
            session, {"given": "Anna", "family": "Aakjær", "email": "anna@fjorden.example", "town": "Viborg"}, [SCHOOL]
        )
        people.add(session, {"given": "Zahra", "family": "Holm", "phone": "95112233", "birth_year": "2006"})
        zahra = people.by_id(session, 3)
        people.edit(session, 3, {"phone": "95112233", "birth_year": "2006"}, version=zahra.version)
    return register


async def _opened(screens: Driver) -> None:
    await screens.press("7")
    await screens.sees("Duplicates")
    names = [line.label for line in screens.app.pane.agenda._lines if line.open]
    await screens.press("home", *["down"] * names.index("Duplicates"), "enter")
    await screens.sees("Here twice? 2 pairs", "Anna Åkjær", "Anna Aakjær", "same name")


async def test_side_by_side_field_by_field_and_then_the_next(screens: Driver) -> None:
    await _opened(screens)
    await screens.press("enter")
    await screens.sees("The same person? Anna Åkjær (no. 1) is kept", "almost certain", "* Åkjær", "* Viborg")
    await screens.press("down", "space")
    await screens.sees("* Aakjær")
    await screens.press("home", "enter")
    await screens.sees("Both have the same there.")
    await screens.press("m")
    await screens.sees(
        "Make Anna Aakjær (no. 4) a part of Anna Åkjær (no. 1)?", "places: 0 go over, 1 are there already"
    )
    await screens.press("enter")
    await screens.sees("The same person? Zahra Holm (no. 3) is kept")
    anna = people.by_id(screens.session, 1)
    assert (anna.family, anna.town, len(anna.affiliations)) == ("Aakjær", "Viborg", 1)
    await screens.press("i")
    await screens.sees("Here twice? 0 pairs", "Nobody seems to be here twice.")
    assert distinct.every(screens.session) == {(3, 5)}
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Here twice? 1 pair")
    assert distinct.every(screens.session) == set()
    await screens.press("escape")
    await screens.sees("Out of the house")


async def test_the_other_number_can_be_kept(screens: Driver) -> None:
    await _opened(screens)
    await screens.press("enter")
    await screens.sees("* Åkjær")
    await screens.press("s")
    await screens.sees("The same person? Anna Aakjær (no. 4) is kept", "* Åkjær")
    await screens.press("m")
    await screens.sees("Make Anna Åkjær (no. 1) a part of Anna Aakjær (no. 4)?")
    await screens.press("enter")
    await screens.sees("Zahra")
    kept = people.by_id(screens.session, 4)
    assert (kept.family, kept.phone, len(kept.memberships)) == ("Åkjær", "+4594123456", 1)
    undo.undo(screens.session)
    assert people.by_id(screens.session, 1).family == "Åkjær"


async def test_the_pairs_may_wait(screens: Driver) -> None:
    await _opened(screens)
    await screens.press("enter")
    await screens.sees("Anna Åkjær (no. 1) is kept")
    await screens.press("n")
    await screens.sees("Zahra Holm (no. 3) is kept")
    await screens.press("escape")
    await screens.sees("Here twice? 2 pairs")
    await screens.press("i")
    await screens.sees("Here twice? 1 pair")
    await screens.press("v")
    await screens.sees("Here twice? 1 pair")
    assert distinct.every(screens.session) == {(3, 5)}


async def test_a_merge_by_a_colleague_is_told(screens: Driver) -> None:
    await _opened(screens)
    await screens.press("enter")
    await screens.sees("Anna Åkjær (no. 1) is kept")
    with open_session(screens.session.path, account="birgit", clock=lambda: NOW) as other:
        people.edit(other, 1, {"town": "Randers"}, version=1)
    await screens.press("m")
    await screens.sees("Make Anna Aakjær")
    await screens.press("enter")
    await screens.sees("Somebody else has changed this meanwhile.")
    assert people.by_id(screens.session, 4).town == "Viborg"


async def test_two_who_are_marked_are_compared(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Zahra Holm")
    await screens.press("equals_sign")
    await screens.sees("Mark two people with space, then press =.")
    await screens.press("end", "space", "up", "space", "equals_sign")
    await screens.sees("The same person?", "is kept")
    await screens.press("i")
    await screens.sees("are not the same")
    assert len(distinct.every(screens.session)) == 1


async def test_a_key_typed_quickly_is_for_the_next_pair(screens: Driver) -> None:
    await _opened(screens)
    await screens.press("i", "i")
    await screens.sees("Here twice? 0 pairs", "Nobody seems to be here twice.")
    assert len(distinct.every(screens.session)) == 2
