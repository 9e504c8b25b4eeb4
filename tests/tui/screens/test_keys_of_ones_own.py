"""Keys from the keymap file work, and are shown wherever keys are shown."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.door.session import open_session
from core.rules.kinds import Language
from tests.tui.screens.conftest import NOW, Driver
from tui import keymap, words
from tui.actions import declared
from tui.screens.desk import Desk
from tui.screens.start import Screens
from tui.widgets.bars import top_footer


@pytest.fixture
async def remapped(register: Path, english: None) -> AsyncIterator[Driver]:
    """The screens with n moved to F5, two others moved, and a line that is wrong."""
    keymap.declare_everything()
    mine = keymap.read("people.new = F5\npeople.fly = n\napp.quit = F12\nlist.mark = F9\napp.undo = F4\n"
        "roll_call.present = *\nchoose.take = F9\nentry.undo = F10\n", declared())
    with open_session(register, account="ida", language=Language.ENGLISH, clock=lambda: NOW, origin="tui") as session:
        app = Screens(Desk(session, words.catalogue()), keymap=mine, lean=False)
        async with app.run_test(size=(80, 24)) as pilot:
            yield Driver(pilot, session)


async def test_a_key_of_ones_own_works_and_shows(remapped: Driver) -> None:
    await remapped.sees("keys.conf, line 2: There is no action people.fly.")
    await remapped.press("3")
    await remapped.sees("Anna Åkjær", "f5 New")
    await remapped.press("question_mark")
    await remapped.type("registers somebody")
    await remapped.sees("f5")
    await remapped.press("escape", "n", "f5")
    await remapped.sees("New person")


async def test_sentences_that_name_keys_name_those_of_ones_own(remapped: Driver) -> None:
    await remapped.press("ctrl+c")
    await remapped.sees("Nothing is running. f12 ends the program.")
    await remapped.press("3", "f6")
    await remapped.sees("f9: show or hide    - +: move")
    await remapped.press("escape", "ctrl+l")
    await remapped.sees("enter: back    f12: quit")


async def test_undo_is_one_key_on_every_screen(remapped: Driver) -> None:
    assert {one for one in declared() if one.endswith(".undo")} == {"app.undo", "history.undo", "type_ahead.undo", "entry.undo"}
    await remapped.press("4", "M", "n")
    await remapped.sees("New action point")
    await remapped.type("Book bus")
    await remapped.press("ctrl+s")
    await remapped.sees("The action point is noted", "Book bus")
    await remapped.press("u", "f4")
    await remapped.sees("Undo this?")


async def test_the_line_of_keys_tells_those_of_the_box_on_top(screens: Driver) -> None:
    def line() -> str:
        """The picture of a box leaves out what lies below."""
        footer = top_footer(screens.app)
        return "" if footer is None else "".join(piece.text for piece in footer.pieces(80))

    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.until(lambda: "n New" in line(), "the keys of the area")
    await screens.press("f6")
    await screens.sees("Columns of the list")
    await screens.until(lambda: "esc Cancel" in line() and "n New" not in line(), "the keys of the box")
    await screens.press("question_mark")
    await screens.sees("Moves the column to the left.")
    await screens.until(lambda: "F1 keys" in line(), "the key of the help")
    await screens.press("escape", "escape")
    await screens.until(lambda: "n New" in line() and "esc Cancel" not in line(), "the keys of the area again")


async def test_keys_within_lines_and_boxes_are_ones_own_too(remapped: Driver) -> None:
    await remapped.press("3")
    await remapped.sees("Anna Åkjær")
    await remapped.press("f5")
    await remapped.sees("New person")
    await remapped.type("Ib")
    await remapped.press("ctrl+z")
    await remapped.sees("Ib")
    await remapped.press("f10")
    await remapped.sees_no_more("Ib")
    await remapped.press("escape", "4")
    await remapped.sees("Fællesspisning")
    await remapped.press("enter", "p")
    await remapped.sees("Roll-call", "* Present", "Bo Bæk")
    await remapped.type("bo")
    await remapped.press("space", "enter")
    await remapped.sees("0 present")
    await remapped.press("asterisk")
    await remapped.sees("1 present")
    await remapped.press("plus")
    await remapped.sees("Who came in?", "f9 Choose")
    await remapped.press("f9")
    await remapped.sees("A name, or a search such as")
