"""Filters on the screens: explained, put right, saved as views and used again."""

import pytest
from textual.events import Paste

from core import views
from core.search.fields import Subject
from tests.tui.screens.conftest import Driver


async def filtered(screens: Driver, text: str) -> None:
    await screens.press("slash")
    for part in text.split(":"):
        await screens.type(part)
        await screens.press("colon")
    await screens.press("backspace")


async def test_a_slip_offers_the_nearest_word_and_a_key_takes_it(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await filtered(screens, "zhara")
    await screens.sees("Nobody is called zhara. Did you mean Zahra? f3 takes it.", "3 That one")
    await screens.press("f3")
    await screens.sees("Zahra Holm")
    await screens.sees_no_more("That one")
    assert screens.app.pane.filter_text == "Zahra"
    await screens.press("enter")
    await screens.sees("1 person")


async def test_a_filter_is_explained(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await filtered(screens, "skole:fjorden -hold:h1")
    await screens.press("f2")
    await screens.sees("How the filter is understood", "Fjordens Fagskole", "not “h1”")
    await screens.press("escape", "enter", "f2")
    await screens.sees("How the filter is understood")


async def test_a_filter_is_saved_and_used_again(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await screens.press("V")
    await screens.sees("Filter the list first with /")
    await filtered(screens, "skole:fjorden")
    await screens.until(lambda: screens.app.pane.records.count == 2)
    await screens.press("enter", "V")
    await screens.sees("Save “skole:fjorden” as a view")
    await screens.type("fjord")
    await screens.press("ctrl+s")
    await screens.sees("Saved: fjord. v shows it again.")
    view = views.get(screens.session, "fjord")
    assert (view.query, view.order, view.shared) == ("skole:fjorden", "name", False)
    await screens.press("escape")
    await screens.until(lambda: screens.app.pane.records.count == 3)
    await screens.press("v")
    await screens.sees("Which view?", "fjord")
    await screens.press("enter")
    await screens.until(lambda: screens.app.pane.records.count == 2)
    await screens.press("escape")
    await filtered(screens, "visning:fjord bo")
    await screens.until(lambda: screens.app.pane.records.count == 1)


@pytest.mark.parametrize(("key", "subject", "query"), [
    ("2", Subject.NETWORK, "piger"), ("4", Subject.MEETING, "fælles"), ("5", Subject.ORGANISATION, "slags:skole"),
])  # fmt: skip
async def test_every_list_has_its_own_views(screens: Driver, key: str, subject: Subject, query: str) -> None:
    views.save(screens.session, "min", subject, query)
    views.save(screens.session, "folk", Subject.PERSON, "anna")
    await screens.press(key)
    await screens.until(lambda: screens.app.pane.is_mounted and screens.app.pane.records.count)
    await screens.press("v")
    await screens.sees("Which view?", "min")
    assert "folk" not in screens.text
    await screens.press("enter")
    await screens.until(lambda: screens.app.pane.filter_text == query)


def _lines_down(screens: Driver) -> int:
    """How far down the line of the saved views stands among those that open something."""
    opening = [line.label for line in screens.app.pane.agenda._lines if line.open is not None]
    return opening.index("Saved views")


async def test_views_are_listed_in_vaerksted_shown_and_taken_away(screens: Driver) -> None:
    views.save(screens.session, "fjord", Subject.PERSON, "skole:fjorden")
    await screens.press("7")
    await screens.sees("Saved views", "1 view")
    await screens.press(*["down"] * _lines_down(screens))
    await screens.press("enter")
    await screens.sees("fjord", "your own")
    await screens.press("enter")
    await screens.sees("Show what it finds")
    await screens.press("enter")
    await screens.sees("2 people")


async def test_what_is_wrong_with_a_filter_is_told_beside_it(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await screens.until(lambda: not screens.app.pane.records.searching)
    await screens.press("slash")
    screens.app.post_message(Paste("skole:fjrdens"))  # at once: the people found by a part of it may have come, or not
    await screens.sees("Search, character 7: “fjrdens” is not known as skole.", "Bo Bæk", "skole:fjrdens", "3 That one")
    await screens.press("f3")
    await screens.sees('skole:"Fjordens Fagskole"')
    await screens.until(lambda: screens.app.pane.records.count == 2)
    await screens.press("escape")
    await screens.sees_no_more("character 7")
