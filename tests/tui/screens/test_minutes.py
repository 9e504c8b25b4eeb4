"""Minutes on the screens: written on a page that loses nothing, and what is to be done comes back on I dag."""

from textual.widgets import TextArea

from core import meetings
from core.minutes import action_points, actions, minutes
from tests.tui.screens.conftest import Driver
from tui import words
from tui.keymap import Keymap
from tui.named_keys import NamedKeys
from tui.screens.attending.door import door_lines, read_door
from tui.screens.desk import Desk


async def opened(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("M")
    await screens.sees("Minutes: Fællesspisning", "Nothing is written yet", "esc Back")


async def test_minutes_decisions_and_action_points_are_noted_and_undone(screens: Driver) -> None:
    await opened(screens)
    await screens.press("e")
    await screens.sees("Save")
    await screens.type("Der var mad nok")
    await screens.press("ctrl+s")
    await screens.sees("The minutes are saved", "Der var mad nok")
    await screens.press("d")
    await screens.sees("New decision")
    await screens.type("Mere salat")
    await screens.press("ctrl+s")
    await screens.sees("The decision is noted", "1.", "Mere salat")
    await screens.press("n")
    await screens.sees("New action point")
    await screens.type("Vask op")
    await screens.press("down")
    await screens.type("Bo")
    await screens.press("down")
    await screens.type("24/11")
    await screens.press("ctrl+s")
    await screens.sees("Vask op", "◆ Bo Bæk", "24-11-2026")
    await screens.press("down", "f")
    await screens.sees("done 23-11-2026")
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("y")
    await screens.sees_no_more("done 23-11-2026")
    await screens.press("escape", "1")
    await screens.sees("To be done after meetings", "Vask op · ◆ Bo Bæk")
    seen = minutes.of_meeting(screens.session, 1)
    desk = Desk(screens.session, NamedKeys(words.catalogue(), Keymap()))
    told = {line.label: line.value for line in door_lines(desk, read_door(screens.session, 1), ())}
    assert told["Minutes"] == "written (M shows them) · 1 decision · 1 action point to do"
    assert (seen.text, [one.text for one in seen.decisions]) == ("Der var mad nok", ["Mere salat"])


async def test_one_key_on_i_dag_ticks_it_off(screens: Driver) -> None:
    actions.add(screens.session, 1, "Køb salat", owner="Køkkenholdet", due="20-11-2026")
    await screens.press("r")
    await screens.sees("Køb salat · Køkkenholdet", "20-11-2026, overdue")
    await screens.press("g", "f")
    await screens.sees("Choose an action point first")
    await screens.press("down")
    for _ in range(3):
        if (line := screens.app.screen.query_one("Agenda").current) and line.done:  # type: ignore[attr-defined]
            break
        await screens.press("down")
    await screens.press("f")
    await screens.sees("Done: Køb salat. u undoes it.")
    await screens.sees_no_more("To be done after meetings")
    assert action_points.every(screens.session) == []


async def test_what_is_refused_stays_on_the_page(screens: Driver) -> None:
    await opened(screens)
    await screens.press("e")
    await screens.type("Elev 120304-1234")
    await screens.press("ctrl+s")
    await screens.sees("Line 1 of the minutes seems to hold a CPR number", "Elev 120304-1234")
    await screens.press("escape")
    await screens.sees("Close without saving?")
    await screens.press("y")
    await screens.sees("Nothing is written yet")


async def test_what_a_colleague_wrote_meanwhile_stands_below(screens: Driver) -> None:
    await opened(screens)
    await screens.press("e")
    await screens.type("Mit")
    version = meetings.get(screens.session, 1).version
    minutes.save(screens.session, 1, "Deres", version=version)
    await screens.press("ctrl+s")
    await screens.sees("their text stands below yours", "Mit", "Deres")
    assert "Mit" in screens.app.screen.query_one(TextArea).text
    await screens.press("ctrl+s")
    await screens.sees("The minutes are saved")
    kept = minutes.of_meeting(screens.session, 1).text
    assert kept.startswith("Mit") and kept.endswith("Deres")


async def test_keys_typed_quickly_are_for_the_next_line(screens: Driver) -> None:
    with screens.session.connected():
        for at in range(4):
            actions.add(screens.session, 1, f"Opgave {at}")
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("M")
    await screens.sees("Opgave 3")
    await screens.press("delete", "enter", "delete", "enter", "f")
    await screens.sees("Done: Opgave 2")
    found = minutes.of_meeting(screens.session, 1).actions
    assert [(one.text, one.done_on is not None) for one in found] == [("Opgave 2", True), ("Opgave 3", False)]
