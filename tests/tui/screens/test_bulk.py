"""Many people at once on the screens: marked or found, chosen, filled in, seen, done, undone."""

from pathlib import Path

from core import people
from core.rules.kinds import Language
from tests.tui.screens.conftest import Driver, driven
from tui import words


def _places(screens: Driver, number: int) -> list[tuple[str, str]]:
    return [(one.class_name, one.stage) for one in people.by_id(screens.session, number).affiliations]


async def _many(screens: Driver, count: str, *narrow: str) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await screens.press("a", "t")
    await screens.sees(f"Do what with {count}?")
    for text in narrow:
        await screens.type(text)
    await screens.press("enter")


async def test_a_class_goes_on_and_who_cannot_is_told(screens: Driver) -> None:
    await _many(screens, "3 people", "stage")
    await screens.sees("On to the next stage: 3 people", "First day")
    await screens.press("down")
    await screens.type("H3")
    await screens.press("ctrl+s")
    await screens.sees("refused: 1 · changed: 2", "h2tøm26, H3", "Is in no class then")
    await screens.press("v")
    await screens.sees_no_more("Åkjær")
    await screens.press("ctrl+s")
    await screens.sees("Change 2 people?", "1 person is refused")
    await screens.press("y")
    await screens.sees("2 people changed. u undoes all of it.")
    assert _places(screens, 1) == [("h2tøm26", "H3"), ("h2tøm26", "")]
    await screens.press("1")
    await screens.press("u")
    await screens.sees("Undo this?", "changed many people")
    await screens.press("enter")
    await screens.sees("Undone")
    assert _places(screens, 1) == [("h2tøm26", "")]


async def test_a_filter_is_asked_for_in_vaerksted(screens: Driver) -> None:
    await screens.press("7")
    await screens.sees("Change many")
    await screens.press("down", "down", "enter")
    await screens.sees("Who", "As in a filter")
    await screens.type("skole:findes")
    await screens.press("ctrl+s")
    await screens.sees("is not known as skole")
    await screens.press("ctrl+u")
    await screens.type("skole:fjorden")
    await screens.press("ctrl+s")
    await screens.sees("Do what with 2 people?")


async def test_all_that_the_filter_shows_get_a_tag(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("3 people")
    await screens.press("slash")
    await screens.type("fjorden")
    await screens.press("enter")
    await screens.sees("2 people")
    await screens.press("t")
    await screens.sees("Do what with 2 people?")
    await screens.type("put")
    await screens.press("enter")
    await screens.sees("Put tags on: 2 people")
    await screens.type("ordblind")
    await screens.press("ctrl+s")
    await screens.sees("laug keeps nothing about")
    await screens.press(*["backspace"] * 8)
    await screens.type("mentor")
    await screens.press("ctrl+s")
    await screens.sees("changed: 2")
    await screens.press("ctrl+s")
    await screens.sees("Change 2 people?")
    await screens.press("enter")
    await screens.sees("2 people changed")
    assert people.by_id(screens.session, 1).tags == ("mentor",)


async def test_the_members_of_a_network(screens: Driver) -> None:
    await screens.press("2")
    await screens.sees("Piger i Randers")
    await screens.press("t")
    await screens.sees("Do what with 2 people?")
    await screens.press("escape")
    await screens.sees_no_more("Do what with")
    assert people.by_id(screens.session, 1).tags == ()


async def test_a_letter_is_the_same_key_in_every_language(register: Path, english: None) -> None:
    words.speak(Language.DANISH)
    async for screens in driven(register, (120, 40)):
        await screens.press("3")
        await screens.sees("Åkjær", "e Ret")
