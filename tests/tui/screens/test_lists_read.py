"""A list of people read into a network: seen first, applied as one step, undone as one."""

from pathlib import Path

import pytest

from core import networks, people
from tests.tui.screens.conftest import Driver

LIST = """Fornavn;Efternavn;CPR-nr;Mail;Telefon;Hold;Note
Maja;Lund;010106-1234;maja@fjorden.example;94 11 22 33;h1mur26;
Anna;Åkjær;;anna@fjorden.example;95 44 55 66;h2tøm26;
;;;;;;
Test;Testesen;;;;;
Otto;Friis;;otto;;h1mur26;
"""


@pytest.fixture
def file(work_folder: Path) -> Path:
    path = work_folder / "hold.csv"
    path.write_text(LIST)
    return path


async def planned(screens: Driver) -> None:
    await screens.press("2")
    await screens.sees("Piger i Randers")
    await screens.press("i")
    await screens.sees("Read a list of people", "piger")
    await screens.type("ho")
    await screens.sees("hold.csv")
    await screens.press("down", "ctrl+s")
    await screens.sees("hold.csv → Piger i Randers")


async def test_the_plan_tells_what_it_would_do_and_what_it_drops(screens: Driver, file: Path) -> None:
    await planned(screens)
    await screens.sees("! CPR-nr:", "+ new", "Maja Lund", "~ changed", "Phone: +4594123456 → +4595445566")
    await screens.press("v")
    await screens.sees_no_more("Maja Lund")
    await screens.sees("otto")
    await screens.press("escape")
    await screens.sees_no_more("hold.csv →")
    assert people.count(screens.session) == 3


async def test_the_plan_is_applied_as_one_step_and_undone_as_one(screens: Driver, file: Path) -> None:
    await planned(screens)
    await screens.press("ctrl+s")
    await screens.sees("2 new and 1 changed")
    await screens.press("enter")
    await screens.sees("2 new, 1 changed", "u undoes all of it")
    assert people.get(screens.session, "Maja Lund").memberships[0].network == "Piger i Randers"
    assert networks.get(screens.session, "piger").members == 4
    assert b"010106" not in screens.session.path.read_bytes()
    await screens.press("u")
    await screens.sees("Undo this?", "ida read a list of people")
    await screens.press("enter")
    await screens.sees("Undone: read a list of people")
    assert people.count(screens.session) == 3
    assert people.get(screens.session, "Anna Åkjær").phone == "+4594123456"


async def test_unknown_headings_are_asked_for(screens: Driver, work_folder: Path) -> None:
    (work_folder / "hold.csv").write_text("abc;def\nMaja;94112233\nOtto;94445566\n")
    await screens.sees("Fællesspisning")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("hold.csv")
    await screens.press("ctrl+s")
    await screens.sees("What do the columns of hold.csv hold?", "abc", "def")
    await screens.press("g", "ctrl+s")
    await screens.sees("+ new", "Maja")


async def test_a_file_that_is_not_there_is_told_beside_its_field(screens: Driver) -> None:
    await screens.sees("Fællesspisning")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("none.csv")
    await screens.press("ctrl+s")
    await screens.sees("! There is no file")
