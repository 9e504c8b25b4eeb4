"""Undo everywhere, what others save meanwhile, and the palette."""

from pathlib import Path

import pytest

from core import people
from core.door.session import open_session
from tests.tui.screens.conftest import NOW, Driver


def by_kirsten(register: Path, number: int, **values: str) -> None:
    with open_session(register, account="kirsten", clock=lambda: NOW) as session:
        people.edit(session, number, values, version=people.by_id(session, number).version)  # type: ignore[arg-type]  # names of PersonFields


async def edit_town(screens: Driver, town: str) -> None:
    await screens.press("e")
    await screens.sees("Edit Anna Åkjær")
    await screens.press(*["down"] * 8)
    await screens.type(town)
    await screens.press("ctrl+s")
    await screens.sees("Anna Åkjær is saved")


async def test_the_last_own_operation_is_shown_and_undone(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end")
    await edit_town(screens, "Hobro")
    await screens.press("u")
    await screens.sees("Undo this?", "Anna Åkjær (Town: – → Hobro)")
    await screens.press("enter")
    await screens.sees("Undone: edited a person")
    assert people.by_id(screens.session, 1).town == ""


async def test_undo_names_who_changed_it_since(screens: Driver, register: Path) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("end")
    await edit_town(screens, "Hobro")
    by_kirsten(register, 1, town="Mariager")
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("kirsten has changed the same since")
    assert people.by_id(screens.session, 1).town == "Mariager"


async def test_what_can_be_is_undone_where_somebody_has_gone_on(screens: Driver, register: Path) -> None:
    people.edit(screens.session, 1, {"town": "Hobro", "street": "Skolevej 1"}, version=people.by_id(screens.session, 1).version)
    by_kirsten(register, 1, town="Mariager")
    await screens.press("u")
    await screens.sees("Undo this?", "Hobro", "Skolevej 1")
    await screens.press("enter")
    await screens.sees("Undo what can be?", "kirsten has changed the same since", "edited a person", "Back in part: 1.")
    await screens.sees("~ person: Anna Åkjær – not back: Town")
    await screens.press("escape")
    await screens.sees("Nothing was undone.")
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Undo what can be?")
    await screens.press("y")
    await screens.sees("Undone as far as it goes")
    anna = people.by_id(screens.session, 1)
    assert (anna.town, anna.street) == ("Mariager", "")


async def test_what_was_undone_last_is_done_again(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("U")
    await screens.sees("nothing that could be done again")
    await screens.press("end")
    await edit_town(screens, "Hobro")
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Undone: edited a person")
    await screens.press("U")
    await screens.sees("Do it again?", "Town: – → Hobro")
    await screens.press("enter")
    await screens.sees("Done again")
    assert people.by_id(screens.session, 1).town == "Hobro"


@pytest.mark.parametrize("area", ["1", "2", "3", "4", "5", "7"])
async def test_undo_works_in_every_area(screens: Driver, area: str) -> None:
    people.edit(screens.session, 1, {"town": "Hobro"}, version=people.by_id(screens.session, 1).version)
    await screens.press(area)
    await screens.press("u")
    await screens.sees("Undo this?")
    await screens.press("enter")
    await screens.sees("Undone: edited a person")
    assert people.by_id(screens.session, 1).town == ""


async def test_who_holds_the_register_is_told_on_the_form_and_what_was_typed_is_saved_then(
    screens: Driver, register: Path
) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("n")
    await screens.sees("New person")
    await screens.type("Maja")
    with open_session(register, account="birgit") as other, other.database.turn("birgit", "import.people"):
        await screens.press("ctrl+s")
        await screens.sees("Waiting for birgit, who has held the register since", "(read a list of")
    await screens.sees("Maja is registered")


async def test_a_failed_save_keeps_what_was_typed(screens: Driver, register: Path) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("n")
    await screens.sees("New person")
    await screens.type("Maja")
    away = register.with_suffix(".away")
    register.rename(away)
    await screens.press("ctrl+s")
    await screens.sees("deleted, moved or replaced", "Maja")
    away.rename(register)
    await screens.press("ctrl+s")
    await screens.sees("Maja is registered")


async def test_a_filter_typed_while_the_file_is_away_is_told_of_and_goes_on_when_it_is_back(
    screens: Driver, register: Path
) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("/")
    away = register.with_suffix(".away")
    screens.session.close_kept()  # whoever reads next opens the file
    register.rename(away)
    await screens.type("za")
    await screens.sees("deleted, moved or replaced")
    away.rename(register)
    await screens.type("hra")
    await screens.until(lambda: "Zahra Holm" in screens.text and "Anna Åkjær" not in screens.text, "only Zahra")


async def test_a_row_that_a_colleague_changed_is_marked_for_a_moment(
    screens: Driver, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.widgets.fresh._FLASH", 0.3)
    await screens.press("3")
    await screens.sees("Zahra Holm")
    by_kirsten(register, 2, given="Bodil")
    await screens.sees("›~◆ Bodil Bæk")
    await screens.sees("› ◆ Bodil Bæk")


async def test_nothing_of_ones_own_to_undo(screens: Driver) -> None:
    await screens.sees("Fællesspisning")
    await screens.press("u")
    await screens.sees("There is nothing of yours to undo.")


async def test_what_others_save_shows_and_the_cursor_and_the_marks_stay(screens: Driver, register: Path) -> None:
    await screens.press("3")
    await screens.sees("Zahra Holm")
    await screens.press("down", "space", "up")
    by_kirsten(register, 2, given="Bodil")
    await screens.sees("Bodil Bæk")
    records = screens.app.pane.records  # type: ignore[attr-defined]  # the pane of people
    assert (records.cursor_id, records.marked) == (3, {3})


async def test_a_form_in_use_stays_when_others_save(screens: Driver, register: Path) -> None:
    await screens.press("3")
    await screens.sees("Zahra Holm")
    await screens.press("n")
    await screens.sees("New person")
    await screens.type("Maja")
    by_kirsten(register, 2, given="Bodil")
    await screens.until(lambda: people.by_id(screens.session, 2).given == "Bodil")
    await screens.type(" Marie")
    await screens.press("ctrl+s")
    await screens.sees("Maja Marie is registered", "Bodil Bæk")


async def test_the_palette_finds_people_networks_meetings_and_commands(screens: Driver) -> None:
    await screens.sees("Fællesspisning")
    for typed, found in (
        ("zah", "Zahra Holm"),
        ("piger", "Piger i Randers"),
        ("fælles", "Fællesspisning, Thu"),
        ("undo", "Undoes what"),
    ):
        await screens.press("ctrl+p")
        await screens.sees("Find a command")
        await screens.type(typed)
        await screens.sees(found)
        await screens.press("escape")
    await screens.press("ctrl+p")
    await screens.type("zah")
    await screens.sees("Zahra Holm")
    await screens.press("enter")
    await screens.sees("Zahra Holm", "no. 3")
