"""I dag: what it tells, and that every line opens what it tells of."""

import threading
import time
from datetime import date
from pathlib import Path

import pytest

from core import networks, people
from core.afterwards import follow_up
from core.door.session import open_session
from tests.tui.screens.conftest import NOW, SCHOOL, Driver, driven
from tests.tui.screens.test_typing import burst


async def test_an_empty_register_greets_with_three_things_to_do(nothing_yet: Driver) -> None:
    await nothing_yet.sees("Three things to begin with", "Start a network", "Read a list: CSV", "Plan a meeting")
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
    await screens.sees("23-11-2026 09:00")
    await screens.press("down", "down", "enter")
    await screens.sees("Undo this? 23-11-2026 09:00")


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


async def test_keys_typed_before_every_part_has_come_are_for_what_stands_there_then(
    register: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = threading.Event()

    def late(session: object) -> int:
        counted.wait()
        return 2

    monkeypatch.setattr(follow_up, "count", late)
    try:
        async for screens in driven(register):
            await screens.sees("kirsten invited people")
            burst(screens, "down", "down", "enter")  # the meeting, its answers, who was away
            await screens.sees("2 invitations")
            counted.set()
            await screens.sees("Nobody was away")
    finally:
        counted.set()


async def test_areas_are_changed_before_every_part_has_come(
    register: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = threading.Event()
    monkeypatch.setattr(follow_up, "count", lambda session: counted.wait() and 2)
    try:
        async for screens in driven(register):
            await screens.press("3")
            await screens.sees("Anna Åkjær")
    finally:
        counted.set()


async def test_the_rest_of_those_who_finish_is_where_they_are_moved_on(register: Path, english: None) -> None:
    with open_session(register, account="kirsten", clock=lambda: NOW) as session:
        for number in range(10):
            people.add(session, {"given": f"Mia {number}"}, [SCHOOL | {"until_date": date(2026, 12, 20)}])
    async for screens in driven(register):
        await screens.sees("and 2 more")
        await screens.press(*["down"] * 10, "enter")
        await screens.sees("Who finishes until", "10 people")
