"""I dag: what it tells, and that every line opens what it tells of."""

import time
from pathlib import Path

import pytest

from core import networks
from tests.tui.screens.conftest import Driver, driven


async def test_an_empty_register_greets_with_three_things_to_do(nothing_yet: Driver) -> None:
    await nothing_yet.sees("Three things to begin with", "Start a network", "Read a list of people", "Plan a meeting")
    await nothing_yet.press("n")
    await nothing_yet.sees("New network")
    await nothing_yet.type("Elevpanelet")
    await nothing_yet.press("ctrl+s")
    await nothing_yet.sees("Elevpanelet is started")
    assert [one.name for one in networks.find(nothing_yet.session)] == ["Elevpanelet"]
    await nothing_yet.press("1")
    await nothing_yet.sees("The next seven days")


async def test_the_week_and_what_was_done_last(screens: Driver) -> None:
    await screens.sees("Thu 26-11-2026 17:00-19:00", "Fællesspisning", "0/2 coming", "2 invitations are not answered")
    await screens.sees("kirsten invited people")


async def test_moments_are_told_on_the_clock_in_denmark(screens: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    await screens.sees("23-11-2026 09.00")
    await screens.press("down", "down", "enter")
    await screens.sees("Undo this? 23-11-2026 09.00")


async def test_a_line_opens_the_meeting(screens: Driver) -> None:
    await screens.sees("Fællesspisning")
    await screens.press("enter")
    await screens.sees("Køkkenet", "Anna Åkjær", "no answer yet")


async def test_an_operation_is_shown_with_what_it_changed(screens: Driver) -> None:
    await screens.sees("kirsten invited people")
    await screens.press("down", "down", "enter")
    await screens.sees("Undo this?", "+ invitation: Anna Åkjær")
    await screens.press("escape")
    await screens.sees_no_more("Undo this?")


async def test_what_colleagues_did_since_one_was_here_is_told_and_opens(register: Path, english: None) -> None:
    async for screens in driven(register, since=0):
        await screens.sees("Done by colleagues since you were here last", "kirsten invited people")
        await screens.press("down", "down", "enter")
        await screens.sees("Undo this?", "+ invitation: Anna Åkjær")


async def test_who_was_never_here_is_told_no_news(screens: Driver) -> None:
    await screens.sees("Done last", "kirsten invited people")
    assert "colleagues" not in screens.text
