"""A list of people read into a network: seen first, applied as one step, undone as one."""

from datetime import date
from pathlib import Path

import pytest

from core import import_mappings, imports, memberships, networks, people
from core.incoming import saved
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
    await screens.press("right", "ctrl+s")
    await screens.sees("hold.csv → Piger i Randers")


async def test_the_plan_tells_what_it_would_do_and_what_it_drops(screens: Driver, file: Path) -> None:
    await planned(screens)
    await screens.sees("! CPR-nr:", "+ new", "Maja Lund", "~ changed", "Phone: 94 12 34 56 → 95 44 55 66")
    await screens.press("slash")
    await screens.type("-new changed findesikke")
    await screens.press("enter")
    await screens.sees("0 rows · filter: -new changed findesikke", "Nothing matches the filter.")
    await screens.press("f", *["backspace"] * len(" findesikke"))
    await screens.sees("-new changed", "Anna Åkjær")
    await screens.press("enter", "escape", "o", "O")  # by line, the last one first
    await screens.until(lambda: screens.app.screen._records.arrangement.descending, "the order turned around")
    await screens.press("v")
    await screens.sees_no_more("Maja Lund")
    await screens.press("escape")
    await screens.sees("Read a list of people", "hold.csv", "Network             piger")  # as it was typed
    await screens.press("escape")
    await screens.sees_no_more("Read a list of people")
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
    await screens.sees("What do the columns of hold.csv hold?", "abc", "def", "Maja · Otto")
    await screens.press("g", "ctrl+s")
    await screens.sees("+ new", "Maja")


async def test_rows_are_decided_with_one_key_each_and_the_plan_is_saved(
    screens: Driver, file: Path, work_folder: Path
) -> None:
    await planned(screens)
    await screens.sees("[all: 6]", "+ new ones: 2", "- missing from the list: 1")
    await screens.press("tab", "s")
    await screens.sees("[+ new ones: 2]", "✓ skipped")
    await screens.press("v")
    await screens.sees("Bo Bæk")
    await screens.sees_no_more("looks like a test")
    await screens.press("end", "e")
    await screens.sees("Their last day:")
    await screens.type("23-11")  # instead of today, which is proposed
    await screens.press("enter")
    await screens.sees("✓ ends 23-11-2026")
    await screens.press("p")
    await screens.sees("Save the plan")
    await screens.press("enter")
    await screens.sees("The plan is saved")
    await screens.press("enter")
    assert (work_folder / "hold.plan.json").stat().st_mode & 0o777 == 0o600
    await screens.press("e")
    await screens.sees("Their last day:")
    await screens.type("20-11")
    await screens.press("enter")
    await screens.sees("✓ ends 20-11-2026")
    await screens.press("ctrl+s")
    await screens.sees("Given a last day: 1.")
    await screens.press("enter")
    await screens.sees("Nothing was saved", "that began later")  # and nothing of what was decided is lost
    await screens.press("enter")
    await screens.sees("✓ ends 20-11-2026", "- missing from the list: 1")
    await screens.press("end", "e")
    await screens.sees("Their last day:")
    await screens.type("23-11")
    await screens.press("enter")
    await screens.sees("✓ ends 23-11-2026")
    await screens.press("ctrl+s")
    await screens.sees("Given a last day: 1.")
    await screens.press("enter")
    await screens.sees("u undoes all of it")
    held = {one.person: one.until_date for one in memberships.members(screens.session, 1)}
    assert held == {"Anna Åkjær": None, "Otto Friis": None, "Bo Bæk": date(2026, 11, 23)}
    assert people.count(screens.session, "maja") == 0


async def test_a_field_of_a_changed_row_is_left_out_and_taken_again(screens: Driver, file: Path) -> None:
    await planned(screens)
    await screens.press("tab", "tab")
    await screens.sees("[~ changed ones: 1]", "Phone: 94 12 34 56 → 95 44 55 66")
    for _ in range(2):
        await screens.press("d")
        await screens.sees("Which field is taken or left?", "✓ Phone: 94 12 34 56 → 95 44 55 66")
        await screens.press("enter")
        await screens.sees("kept as it is: Phone")
        await screens.press("d")
        await screens.sees("Phone: kept as it is")
        await screens.press("enter")
        await screens.sees("✓ taken; Phone: 94 12 34 56")


async def test_a_saved_plan_is_read_and_refused_when_its_people_have_changed(
    screens: Driver, file: Path, work_folder: Path
) -> None:
    made = imports.plan(screens.session, file.read_bytes(), file_name="hold.csv", network="piger")
    (work_folder / "gemt.json").write_bytes(saved.written(made))
    anna = people.get(screens.session, "Anna Åkjær")
    people.edit(screens.session, anna.id, {"town": "Viborg"}, version=anna.version)
    await screens.sees("Fællesspisning")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("gemt.json")
    await screens.press("ctrl+s")
    await screens.sees("hold.csv → Piger i Randers", "~ changed")
    await screens.press("ctrl+s", "enter")
    await screens.sees("Nothing was saved", "Anna Åkjær (1): Town")
    await screens.press("enter")
    await screens.sees_no_more("Nothing was saved")
    await screens.sees("~ changed")
    await screens.press("tab", "tab")
    await screens.sees("[~ changed ones: 1]")
    await screens.press("t")
    await screens.sees("✓ taken")
    await screens.press("ctrl+s", "enter")
    await screens.sees("u undoes all of it")
    assert people.by_id(screens.session, anna.id).phone == "+4595445566"


async def test_who_a_row_may_be_is_offered(screens: Driver, work_folder: Path) -> None:
    (work_folder / "hold.csv").write_text("Fornavn;Efternavn;Telefon;Hold\nAnne;Åkjær;94123456;h1mur26\n")
    await planned(screens)
    await screens.sees("? possible duplicates: 1", "? 1 Anna Åkjær", "ctrl+s Save  esc Cancel")
    await screens.press("ctrl+s")
    await screens.sees("among the new: 1; tab shows them.")
    await screens.press("escape", "i")
    await screens.sees("who is Anne Åkjær?", "somebody else")
    await screens.press("enter")
    await screens.sees("✓ is person 1")
    await screens.sees_no_more("#1 - missing")
    await screens.press("up", "enter")
    await screens.sees("What you can do: i Is … · n New · s Skip")
    await screens.press("escape", "escape")
    await screens.sees("Close without saving?")


async def test_the_columns_are_shown_and_corrected(screens: Driver, work_folder: Path) -> None:
    (work_folder / "hold.csv").write_text("Navn;Ringes op på\nMaja Lund;94112233\n")
    await screens.sees("Fællesspisning")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("hold.csv")
    await screens.press("ctrl+s")
    await screens.sees("What do the columns of hold.csv hold?", "Ringes op på", "Whole name")
    await screens.press("down", "p")
    await screens.sees("Private e-mail")
    await screens.press("p", "ctrl+s")
    await screens.sees("+ new", "Maja Lund")
    await screens.press("ctrl+s", "enter")
    await screens.sees("1 new")
    assert people.get(screens.session, "Maja Lund").phone == "+4594112233"
    (kept,) = import_mappings.every(screens.session)
    assert dict(kept.columns) == {"Navn": "name", "Ringes op på": "phone"}
    (work_folder / "hold.csv").write_text("Navn;Ringes op på;Mere\nMaja Lund;94112233;x\n")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("hold.csv")
    await screens.press("ctrl+s")
    await screens.sees("What do the columns of hold.csv hold?")


async def test_a_file_that_is_no_list_leaves_what_was_typed(screens: Driver, work_folder: Path) -> None:
    (work_folder / "hold.csv").write_bytes(b"%PDF-1.7")
    await screens.sees("Fællesspisning")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("hold.csv")
    await screens.press("down")
    await screens.type("piger")
    await screens.press("down")
    await screens.type("Fjordens Fagskole")
    await screens.press("ctrl+s")
    await screens.sees("! The file is not a list", "hold.csv")
    await screens.sees("Network             piger", "School              Fjordens Fagskole")


async def test_a_file_that_is_not_there_is_told_beside_its_field(screens: Driver) -> None:
    await screens.sees("Fællesspisning")
    await screens.press("i")
    await screens.sees("Read a list of people")
    await screens.type("none.csv")
    await screens.press("ctrl+s")
    await screens.sees("! There is no file")
