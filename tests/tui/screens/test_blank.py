"""The blank screen: one key, or nobody there while a shielded network is open; and the code to come back with."""

from pathlib import Path

import pytest
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import visible_screen_stack

from core import networks
from core.door.session import open_session
from tests.tui.screens.conftest import NOW, Driver, driven
from tui import lock, words
from tui.looks import Look, Theme
from tui.screens.blank import Blank
from tui.screens.desk import Desk
from tui.screens.start import Screens


async def test_one_key_shows_nothing_and_enter_comes_back_to_where_one_was(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("e")
    await screens.sees("Edit ◆ Bo Bæk")
    await screens.type("X")
    await screens.press("ctrl+l")
    await screens.sees("enter: back")
    assert "Edit" not in screens.text and "Bæk" not in screens.text and "ida" not in screens.text
    await screens.press("ctrl+l", "escape", "3")
    assert isinstance(screens.app.screen, Blank)
    await screens.press("enter")
    await screens.sees("Edit ◆ Bo Bæk", "X")


async def test_nothing_shows_through_where_the_terminals_own_background_does(register: Path, english: None) -> None:
    with open_session(register, account="ida", clock=lambda: NOW, origin="tui") as session:
        app = Screens(Desk(session, words.catalogue()), look=Look(Theme.TERMINAL), lean=False)
        async with app.run_test(size=(80, 24)) as pilot:
            screens = Driver(pilot, session)
            await screens.press("3")
            await screens.sees("Anna Åkjær")
            await screens.press("ctrl+l")
            await screens.sees("enter: back")
            visible_screen_stack.set([app.screen_stack[0]])  # as Textual does when it paints one over the other
            assert not isinstance(app.screen.render(), BackgroundScreen)
            await screens.press("enter", "n")
            await screens.sees("New person")
            visible_screen_stack.set([app.screen_stack[0]])
            assert not isinstance(app.screen.render(), BackgroundScreen)  # where no widget is


async def test_the_code_is_asked_for(screens: Driver) -> None:
    lock.choose("ida", "åbn 1234")
    await screens.press("ctrl+l")
    await screens.sees("Your code")
    await screens.type("1234")
    await screens.press("enter")
    await screens.sees("That is not your code")
    assert "1234" not in screens.text
    await screens.press(*"åbn", "space", *"1234")
    await screens.press("enter")
    await screens.sees("The next seven days")


async def test_nobody_there_blanks_where_a_shielded_network_is_open(
    register: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(register, account="ida", clock=lambda: NOW) as session:
        networks.open_shielded(session, 2, "I am its coordinator")
    monkeypatch.setattr("tui.screens.idle.MINUTES", 0.005)
    async for screens in driven(register):
        await screens.sees("enter: back")


async def test_nobody_there_leaves_the_screens_of_others_alone(
    register: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.idle.MINUTES", 0.002)
    async for screens in driven(register):
        await screens.sees("The next seven days")
        await screens.pilot.pause(0.5)
        assert not isinstance(screens.app.screen, Blank)


async def test_minutes_that_were_chosen_count_for_everybody(
    register: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAUG_BLANK", "0,005")
    async for screens in driven(register):
        await screens.sees("enter: back")


def test_the_code_is_kept_as_a_slow_hash_for_each_account(own_home: Path) -> None:
    lock.choose("ida", "hemmelig")
    kept = next(own_home.rglob("lock.json"))
    assert "hemmelig" not in kept.read_text() and "ida" not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0
    assert lock.fits("ida", "hemmelig") and not lock.fits("ida", "Hemmelig") and not lock.fits("bo", "hemmelig")
    assert lock.forget("ida") and not lock.forget("ida")
    kept.write_text("[]")
    assert not lock.has_code("ida")


async def test_ctrl_q_ends_laug_from_the_blank_screen(screens: Driver) -> None:
    await screens.press("ctrl+l")
    await screens.sees("enter: back")
    await screens.press("ctrl+q")
    await screens.until(lambda: not screens.app.is_running, "the end")


async def test_the_blank_screen_says_what_would_be_lost_by_ending_laug(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("n")
    await screens.sees("New person")
    await screens.type("X")
    await screens.press("ctrl+l")
    await screens.sees("enter: back")
    await screens.press("ctrl+q")
    await screens.sees("Something is not saved")
    assert screens.app.is_running
    await screens.press("ctrl+q")
    await screens.until(lambda: not screens.app.is_running, "the end")


async def test_a_code_is_chosen_changed_and_given_up_in_the_workshop(screens: Driver) -> None:
    async def open_task() -> None:
        await screens.press("7")
        await screens.sees("Read a list")
        await screens.press("ctrl+p")
        await screens.sees("Find a command")
        await screens.type("code for the screens")
        await screens.sees("› Code for the screens")
        await screens.press("enter")

    await open_task()
    await screens.sees("Once more")
    await screens.type("abc")
    await screens.press("enter", "enter")
    await screens.sees("A code has at least 4 signs.")
    await screens.type("abcd")
    await screens.press("enter")
    await screens.type("abcx")
    await screens.press("enter")
    await screens.sees("That was not the same twice.")
    await screens.type("abcd")
    await screens.press("enter")
    await screens.type("abcd")
    assert "abcd" not in screens.text
    await screens.press("enter")
    await screens.sees("Kept. ctrl+l blanks the screens")
    assert lock.fits("ida", "abcd")

    await open_task()
    await screens.sees("› Another code")
    await screens.press("down", "enter")
    await screens.sees("The code is gone.")
    assert not lock.has_code("ida")
