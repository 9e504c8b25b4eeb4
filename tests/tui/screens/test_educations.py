"""The educations on the screens: renamed, closed, made one, begun with."""

import pytest

from core import educations, people
from tests.tui.screens.conftest import Driver
from tui.screens.steps.educations import EducationsScreen


@pytest.fixture
async def listed(screens: Driver) -> Driver:
    """The list, open."""
    educations.add(screens.session, {"name": "Tømreruddannelsen", "aliases": ["Træ"]})
    screens.app.push_screen(EducationsScreen(screens.app.desk))
    await screens.sees("Educations", "Tømrer", "lærling")
    return screens


async def test_a_new_name_keeps_the_old_one(listed: Driver) -> None:
    await listed.press("enter")
    await listed.sees("Edit Tømrer", "The old name stays")
    await listed.press(*["backspace"] * 6)
    await listed.type("Byg")
    await listed.press("ctrl+s")
    await listed.sees("Byg is saved.")
    assert educations.get(listed.session, "tømrer").name == "Byg"
    assert len(people.ids(listed.session, "fag:tømrer")) == 2


async def test_two_become_one_and_u_makes_them_two(listed: Driver) -> None:
    await listed.press("m")
    await listed.sees("Tømrer is the same as", "Tømreruddannelsen")
    await listed.press("enter")
    await listed.sees("Make Tømrer part of Tømreruddannelsen?")
    await listed.press("enter")
    await listed.sees("is part of Tømreruddannelsen now")
    assert educations.get(listed.session, "tømrer").aliases == ("Træ", "Tømrer")
    await listed.press("escape")
    await listed.press("u")
    await listed.sees("made two educations one", "enter: undo")
    await listed.press("enter")
    await listed.sees("Undone")
    assert len(educations.find(listed.session)) == 2


async def test_closed_and_opened_again(listed: Driver) -> None:
    await listed.press("d")
    await listed.sees("Tømrer is closed.", "Tømrer (closed)")
    await listed.press("d")
    await listed.sees("Tømrer is open again.")
    await listed.sees_no_more("Tømrer (closed)")


async def test_a_new_one_and_the_list_to_begin_with(listed: Driver) -> None:
    await listed.press("n")
    await listed.sees("New education")
    await listed.type("Kontor")
    await listed.press("down", "right", "ctrl+s")
    await listed.sees("Kontor is saved.")
    assert educations.get(listed.session, "kontor").apprentice_label == "elev"
    await listed.press("n")
    await listed.sees("New education")
    await listed.type("kontor")
    await listed.press("ctrl+s")
    await listed.sees("kontor is the education Kontor already")
    await listed.press("escape", "y")
    await listed.press("b")
    await listed.sees("Add ", "Frisør")
    await listed.press("enter")
    await listed.sees("educations added")
    assert educations.get(listed.session, "kok").name == "Gastronom"


async def test_its_history_and_undo_are_on_the_screen(listed: Driver) -> None:
    await listed.press("d")
    await listed.sees("is closed.", "(closed)")
    await listed.press("H")
    await listed.sees("History of", "closed an education", "Before → after")
    await listed.press("escape")
    await listed.sees_no_more("Before → after")
    await listed.press("u")
    await listed.sees("Undo this?")
    await listed.press("enter")
    await listed.sees_no_more("(closed)")
    assert not any(one.archived for one, _ in educations.with_people(listed.session))
