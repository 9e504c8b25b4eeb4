"""Værksted: every task opens what does it, and the log, the copies and the checks answer to their keys."""

import importlib
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from core.care import backups
from core.past import undo
from core.privacy import erasure
from core.rules.kinds import ErasureReason, Language
from core.upkeep import tidy
from tests.tui.screens.conftest import Driver
from tui import words
from tui.screens.workshop import TASKS

EVERY = [task for tasks in TASKS.values() for task in tasks]


@pytest.mark.parametrize("task", EVERY, ids=[task.name for task in EVERY])
def test_every_task_names_functions_that_are_there(task) -> None:
    for place in filter(None, (task.opens, task.count)):
        module, function = place.split(":")
        assert callable(getattr(importlib.import_module(module), function))


async def _opened(screens: Driver, name: str) -> None:
    """The task of that name."""
    await screens.press("7")
    await screens.sees("Out of the house")
    agenda = screens.app.pane.agenda
    await screens.until(lambda: name in [line.label for line in agenda._lines], name)
    names = [line.label for line in agenda._lines if line.open]
    await screens.press("home", *["down"] * names.index(name), "enter")


async def test_the_log_tells_before_and_after_and_undoes(screens: Driver) -> None:
    await _opened(screens, "Log and undo")
    await screens.sees("All that was done", "kirsten", "invited people", "+ invitation: Anna Åkjær")
    await screens.press("down", "enter")
    await screens.sees("kirsten planned a meeting", "Title: Fællesspisning")
    await screens.press("escape")
    await screens.sees_no_more("Title: Fællesspisning\n")
    await screens.press("up", "u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("undid an operation", "(undone) invited")
    assert undo.entries(screens.session, limit=1)[0].account == "ida"
    await screens.press("escape")
    await screens.sees("Out of the house")


async def test_a_copy_is_made_compared_and_tried(screens: Driver) -> None:
    await _opened(screens, "Copies")
    await screens.sees("Copies of the register", "There is no copy yet")
    await screens.press("n")
    await screens.sees("Made and checked a copy")
    assert len(backups.available(screens.session.path)) == 1
    await screens.press("enter")
    await screens.sees("Nothing: the register is as it was then.", "laug restore")
    await screens.press("escape")
    await screens.sees_no_more("Nothing: the register")
    await screens.press("t")
    await screens.sees("whole, and the same")


async def test_registers_put_aside_are_listed_and_who_was_erased_since_does_not_come_back(screens: Driver) -> None:
    with screens.session.connected():
        copy = backups.make(screens.session)
        erasure.erase_person(screens.session, 3, ErasureReason.REQUEST)
    aside = backups.folder(screens.session.path) / "before-restore-2026-11-20-101112.db"
    shutil.copyfile(copy, aside)
    await _opened(screens, "Copies")
    await screens.sees("before going back", "copy")
    await screens.press("enter")
    await screens.sees("1 person in the copy has been erased since, and does not come back.")


async def test_the_doctor_looks_and_mends(screens: Driver) -> None:
    await _opened(screens, "Doctor")
    await screens.sees("Is the register well?", "SQLite", "fine")
    await screens.press("enter")
    await screens.sees("esc: close")
    await screens.press("escape")
    await screens.sees_no_more("esc: close")
    await screens.press("m")
    await screens.until(lambda: undo.entries(screens.session, limit=1)[0].operation.value == "doctor.mend", "the mending")


async def test_a_contact_list_and_a_calendar_begin_here_too(screens: Driver) -> None:
    await _opened(screens, "Contact list")
    await screens.sees("Who is to be on it?")
    await screens.type("anna")
    await screens.press("enter")
    await screens.sees("Contact list: 1 person")
    await screens.press("escape")
    await screens.sees("Out of the house")
    await _opened(screens, "Calendar")
    await screens.sees("The calendar of which network?", "Piger i Randers")
    assert "Plads til alle" not in screens.text
    await screens.type("all mee")
    await screens.press("enter")
    await screens.sees("Calendar of all meetings", "but those of shielded networks")
    await screens.press("ctrl+s")
    await screens.sees("The calendar is written", "laug.ics")
    assert "Fællesspisning" in Path("laug.ics").read_text(encoding="utf-8")


async def test_the_log_is_narrowed_to_a_day_and_a_kind_and_sorted(screens: Driver) -> None:
    await _opened(screens, "Log and undo")
    await screens.sees("All that was done", "invited people", "When ▼")
    await screens.press("v")
    await screens.sees("Only what?")
    await screens.type("planned")
    await screens.press("enter")
    await screens.sees("All that was done · planned a meeting")
    await screens.sees_no_more("invited people")
    await screens.press("v", "s")
    await screens.sees("From which day on?")
    await screens.type("tomorrow")
    await screens.press("enter")
    await screens.sees("since ", "Nothing of that has happened.")
    await screens.press("s")
    await screens.sees("From which day on?")
    await screens.press(*["backspace"] * 10, "enter")
    await screens.sees("invited people")
    await screens.press("O")
    await screens.sees("When ▲")


async def test_what_is_to_be_looked_after_is_counted_and_opens_the_people(screens: Driver) -> None:
    tidy.note_bounced(screens.session, ["bo@fjorden.example"])
    await screens.sees("To be looked after", "1  mail came back")
    await _opened(screens, "    1  mail came back")
    await screens.sees("1 person · filter: tidy:\"mail came back\"", "◆ Bo Bæk")
    assert "Anna Åkjær" not in screens.text


async def test_every_record_has_its_history_and_an_operation_goes_back_from_there(screens: Driver) -> None:
    await screens.press("4")
    await screens.sees("Fællesspisning")
    await screens.press("H")
    await screens.sees("History of Fællesspisning", "planned a meeting")
    await screens.press("escape", "3")
    await screens.sees("Anna Åkjær")
    await screens.press("H")
    await screens.sees("History of ◆ Bo Bæk", "added a person", "invited people")
    assert "Anna" not in screens.text
    await screens.press("u")
    await screens.sees("Undo this?", "invited people")
    await screens.press("enter")
    await screens.sees("undid an operation")


async def test_the_palette_finds_the_tasks_from_everywhere(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("ctrl+p", *"publish", "enter")
    await screens.sees("A calendar and a page for each network")


@pytest.mark.parametrize("spoken", list(Language))
def test_what_a_task_is_fits_beside_its_name(spoken: Language) -> None:
    """At 80 columns, where nothing is to be counted."""
    told = [words.load(spoken).gettext(task.sentence) for tasks in TASKS.values() for task in tasks]
    assert [sentence for sentence in told if cell_len(sentence) > 49] == []
