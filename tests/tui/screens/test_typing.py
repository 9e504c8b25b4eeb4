"""What is typed into a filter and into forms: nobody is interrupted, and every sign can be typed."""

from tests.tui.screens.conftest import Driver


async def test_a_field_without_its_value_is_no_fault_while_one_types(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("slash")
    await screens.type("hold")
    await screens.press("colon")
    await screens.pilot.pause(0.1)
    assert "needs a value" not in screens.text
    await screens.type("h2")
    await screens.sees_no_more("Zahra")


async def test_a_complaint_of_the_filter_goes_as_soon_as_it_finds_again(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("slash")
    await screens.type("hold")
    await screens.press("colon", "enter")
    await screens.sees("needs a value")
    await screens.press("slash")
    await screens.type("h2")
    await screens.sees_no_more("Zahra")
    await screens.press("enter")
    await screens.sees("2 people")
    assert "needs a value" not in screens.text


async def test_f1_shows_the_keys_of_a_form_and_a_question_mark_is_typed(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær", "? keys")
    await screens.press("n")
    await screens.sees("New person", "F1 keys")
    await screens.press("question_mark")
    assert screens.app.screen.query("Entry").first().value == "?"  # type: ignore[attr-defined]  # an Entry
    await screens.press("f1")
    await screens.sees("Keys that work here", "Saves and closes the form.")
