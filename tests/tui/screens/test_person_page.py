"""The page of a person: everything on one screen, sections by one key, fields corrected where they stand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core import memberships, networks, people
from core.privacy import consents
from core.privacy.consents import Decided
from core.rules.kinds import ConsentDecision, ConsentPurpose
from core.rules.weeks import read_weeks
from core.school import periods
from core.upkeep import tidy
from tests.tui.screens.conftest import Driver, driven


async def _opened(screens: Driver, name: str) -> None:
    """The page of that person."""
    screens.app.go("people", people.get(screens.session, name).id)
    await screens.sees(name, "K Contact")
    await screens.until(lambda: screens.app.pane.page_view.has_focus, "the page's focus")


async def test_everything_about_a_person_stands_on_one_screen(screens: Driver) -> None:
    session = screens.session
    anna = people.get(session, "Anna")
    people.edit(session, anna.id, {"known_as": "Ann", "tags": ["rollemodel"], "phone": "94201234"}, version=anna.version)
    consents.record(session, [anna.id], Decided(ConsentPurpose.PHOTO_INTERNAL, ConsentDecision.GIVEN))
    periods.set_for_class(session, anna.affiliations[0].organisation_id, "h2tøm26", read_weeks("u34-38, u2-6", 2026))
    await _opened(screens, "Anna Åkjær")
    await screens.sees("Anna Åkjær (Ann)", "pupil · Fjordens Fagskole, h2tøm26 · no. 1", "94 20 12 34", "anna@fjorden.example")
    await screens.sees("Piger i Randers", "Fællesspisning · no answer yet", "photo inside the school", "8 purposes")
    await screens.sees("▄▄▄▄▄", "h2tøm26: w34-38, w2-6", "rollemodel")
    await screens.press("L")
    await screens.sees("edited a person", "Known as: – → Ann")


async def test_a_letter_and_tab_go_from_section_to_section(screens: Driver) -> None:
    await _opened(screens, "Anna Åkjær")
    view = screens.app.pane.page_view
    await screens.press("N")
    assert view.current.value.startswith("Piger i Randers")
    await screens.press("tab")
    assert view.current.value.startswith("Fællesspisning")
    await screens.press("shift+tab", "shift+tab")
    assert view.current.value.startswith("Fjordens Fagskole")
    await screens.press("M", "enter")
    await screens.sees("Køkkenet")


async def test_a_field_is_corrected_where_it_stands_and_what_is_wrong_is_told_beside_it(screens: Driver) -> None:
    await _opened(screens, "Anna Åkjær")
    await screens.press("enter")
    await screens.sees("ctrl+s Save")
    await screens.press(*["backspace"] * 3)
    await screens.sees("94 12 34 is not a phone number")
    await screens.type(" 22")
    await screens.sees_no_more("is not a phone number")
    await screens.press("enter")
    await screens.sees("Anna Åkjær is saved.", "94 12 34 22")
    assert people.get(screens.session, "Anna").phone == "+4594123422"
    await screens.press("down", "down", "down", "enter")
    await screens.sees("Postcode", "Street")
    await screens.type("Engvej 3")
    await screens.press("enter")
    await screens.type("8900")
    await screens.press("enter")
    await screens.type("Randers C")
    await screens.press("enter")
    await screens.sees("Engvej 3, 8900 Randers C")


async def test_another_persons_change_of_the_same_field_is_a_choice_here_too(screens: Driver) -> None:
    await _opened(screens, "Anna Åkjær")
    await screens.press("T", "enter")
    await screens.sees("ctrl+s Save")
    anna = people.get(screens.session, "Anna")
    people.edit(screens.session, anna.id, {"tags": ["gymnastik"]}, version=anna.version)
    await screens.type("rollemodel")
    await screens.press("enter")
    await screens.sees("mine", "theirs", "gymnastik")
    await screens.press("ctrl+s")
    await screens.sees("is saved")
    assert people.get(screens.session, "Anna").tags == ("rollemodel",)


async def test_own_weeks_are_set_and_taken_away_again(screens: Driver) -> None:
    await _opened(screens, "Bo Bæk")
    await screens.sees("not known")
    await screens.press("U", "enter")
    await screens.sees("Own weeks")
    await screens.type("u34-38")
    await screens.press("enter")
    await screens.sees("own weeks: w34-38")
    await screens.press("enter")
    await screens.sees("Nothing: the weeks of the class")
    await screens.press(*["backspace"] * 8, "enter")
    await screens.sees("not known")


async def test_a_place_is_corrected_and_leads_to_its_education(screens: Driver) -> None:
    await _opened(screens, "Bo Bæk")
    await screens.press("S", "enter")
    await screens.sees("Correct this", "Open Fjordens Fagskole", "The education Tømrer")
    await screens.press("enter")
    await screens.sees("Correct a place of ◆ Bo Bæk", "For what was registered wrongly")
    await screens.press("down", "down", *["backspace"] * 7)
    await screens.type("h1mur26")
    await screens.press("ctrl+s")
    await screens.sees("◆ Bo Bæk is saved.", "h1mur26")
    (place,) = people.get(screens.session, "Bo").affiliations
    assert (place.class_name, place.education) == ("h1mur26", "Tømrer")
    await screens.press("enter")
    await screens.sees("The education Tømrer")
    await screens.press("down", "down", "enter")
    await screens.sees("Edit Tømrer", "The old name stays as another name.")
    await screens.press("escape", "u")
    await screens.sees("Undo this?", "h2tøm26")
    await screens.press("enter")
    await screens.sees("h2tøm26")


async def test_protection_restriction_and_mail_that_came_back_are_said_in_words(screens: Driver) -> None:
    bo = people.get(screens.session, "Bo")
    people.edit(screens.session, bo.id, {"restricted": "ja"}, version=bo.version)
    tidy.note_bounced(screens.session, ["bo@fjorden.example"])
    await _opened(screens, "Bo Bæk")
    await screens.sees("◆ Bo Bæk", "◆ Protected name and address", "! Restricted", "bo@fjorden.example (mail came back)")


async def test_a_shielded_membership_is_not_on_the_page_of_who_may_not_see_it(screens: Driver, register: Path) -> None:
    from core.door.session import open_session

    with open_session(register, account="kirsten") as kirsten:
        memberships.join(kirsten, networks.get(kirsten, "Plads til alle").id, [people.get(kirsten, "Zahra").id])
    await _opened(screens, "Zahra Holm")
    await screens.sees("none; p puts the person into one")
    assert "Plads" not in screens.text and "Aftale" not in screens.text


async def test_back_leads_to_where_one_came_from(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("enter")
    await screens.sees("Køkkenet", "Anna Åkjær")
    screens.app.go("people", people.get(screens.session, "Anna").id)
    await screens.sees("K Contact")
    await screens.press("escape")
    await screens.sees("Køkkenet")


@pytest.fixture
async def wide(register: Path, english: None) -> AsyncIterator[Driver]:
    """The screens at 120 by 40."""
    async for driver in driven(register, (120, 40)):
        yield driver


async def test_a_wide_terminal_shows_the_page_beside_the_list_and_opened_over_the_whole_width(wide: Driver) -> None:
    await wide.press("3")
    await wide.sees("Name", "K Contact", "S School, work")
    await wide.press("enter")
    await wide.sees_no_more("Zahra Holm")
    await wide.press("escape")
    await wide.sees("Zahra Holm")
