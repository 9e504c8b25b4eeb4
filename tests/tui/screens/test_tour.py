"""The guided tour: every step can be taken with the keys it names, and is seen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.door.session import open_session
from core.rules.kinds import Language
from tests.tui.screens.conftest import NOW, Driver
from tui import words
from tui.actions import declared
from tui.keymap import declare_everything
from tui.screens.desk import Desk
from tui.screens.tour import TourLine, TourScreens
from tui.tour import STEPS


@pytest.fixture
async def tour(register: Path, english: None) -> AsyncIterator[Driver]:
    with open_session(register, account="ida", language=Language.ENGLISH, clock=lambda: NOW, origin="tui") as session:
        app = TourScreens(Desk(session, words.catalogue()), lean=False)
        async with app.run_test(size=(80, 24)) as pilot:
            yield Driver(pilot, session)


async def test_the_whole_tour_by_its_keys(tour: Driver) -> None:
    last = len(STEPS)
    await tour.sees(f"1 of {last}: Everybody here is invented", "3 shows the people")
    await tour.press("3")
    await tour.sees("2 of")
    await tour.press("enter")
    await tour.sees("3 of")
    await tour.press("escape")
    await tour.sees("4 of")
    await tour.press("slash")
    await tour.type("anna")
    await tour.press("enter")
    await tour.sees("5 of", "1 person")
    await tour.press("space")
    await tour.sees("6 of")
    await tour.press("e")
    await tour.sees("Known as")
    await tour.press("down", *"Hobro", "ctrl+s")
    await tour.sees("7 of")
    await tour.press("u")
    await tour.sees("Undo this?")
    await tour.press("enter")
    await tour.sees("8 of")
    await tour.press("question_mark")
    await tour.sees("Keys that work here")
    await tour.press("escape")
    await tour.sees("9 of")
    await tour.press("ctrl+p")
    await tour.sees("Find a command")
    await tour.press("escape")
    await tour.sees("10 of")
    await tour.press("4")
    await tour.sees("Fællesspisning")
    await tour.press("enter")
    await tour.sees("11 of")
    await tour.press("y")
    await tour.sees("Answers")
    await tour.press("escape")
    await tour.sees("12 of")
    await tour.press("f8")
    await tour.sees("That was the tour")


async def test_the_keys_it_names_are_declared() -> None:
    declare_everything()
    assert {one for step in STEPS for one in step.actions} <= set(declared())


async def test_the_line_lies_above_a_dialog_where_it_lay_before(tour: Driver) -> None:
    await tour.sees("1 of", "3 shows the people")
    await tour.press("ctrl+p")
    await tour.sees("Find a command")

    def told_once() -> bool:
        return tour.text.count("3 shows the people") == 1

    def in_place() -> bool:
        lines, dialog = list(tour.app.screen.query(TourLine)), tour.app.screen.children[-1]
        line = lines[0].region if lines else None
        return bool(line) and line.y == 1 and told_once() and dialog.region.x > 0 and not line.overlaps(dialog.region)

    await tour.until(in_place, "the line at the top and the dialog in the middle below it")
