"""Nothing needs a mouse, and everything allows one: what shows keys, rows or choices takes a click."""

from textual.events import MouseScrollDown

from tests.tui.screens.conftest import Driver
from tui.widgets.menu import Menu


async def click(screens: Driver, text: str) -> None:
    """Click on a text that shows."""
    for y, line in enumerate(screens.text.split("\n")):
        if text in line:
            await screens.pilot.click(offset=(line.index(text) + len(text) // 2, y))
            await screens.press()
            return
    raise AssertionError(f"{text} does not show:\n{screens.text}")


async def test_the_header_the_rows_and_the_footer(screens: Driver) -> None:
    await screens.sees("Fællesspisning", "5 Organisations")
    await click(screens, "3 People")
    await screens.sees("Anna Åkjær", "Bo Bæk", "Zahra Holm", "3 people")
    await click(screens, "Zahra Holm")
    await click(screens, "Zahra Holm")
    await screens.sees("Zahra Holm", "Networks")
    await screens.press("escape")
    await screens.sees("3 people")
    await click(screens, "Name")
    await screens.until(lambda: screens.text.index("Zahra") < screens.text.index("Bo Bæk"), "the other order")
    await click(screens, "? keys")
    await screens.sees("Keys that work here")


async def test_a_row_is_marked_before_its_name(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær", "Bo Bæk")
    line = next(y for y, line in enumerate(screens.text.split("\n")) if "Bo Bæk" in line)
    await screens.pilot.click(offset=(0, line))
    await screens.sees("1 marked")


async def test_the_keys_told_in_a_box_and_the_choices_of_a_form(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await click(screens, "n New")
    await screens.sees("New person", "Given name")
    await screens.type("Ulla")
    await click(screens, "esc Cancel")
    await screens.sees("esc: no")
    await click(screens, "esc: no")
    await screens.sees_no_more("esc: no")
    await screens.sees("Ulla")
    await click(screens, "esc Cancel")
    await screens.sees("esc: no")
    await click(screens, "enter")
    await screens.sees_no_more("New person")


async def test_the_wheel_moves_the_choice_in_a_box(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("ctrl+p")
    await screens.sees("› Today")
    box = screens.app.screen.query_one(Menu)
    box.post_message(MouseScrollDown(box, 3, 3, 0, 0, 0, False, False, False))
    await screens.sees_no_more("› Today")


async def test_a_click_beside_a_box_is_escape(screens: Driver) -> None:
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("ctrl+p")
    await screens.sees("Type some letters")
    await screens.pilot.click(offset=(1, 21))
    await screens.sees_no_more("Type some letters")
    await screens.press("f6")
    await screens.sees("Columns of the list")
    await screens.press("space")
    await screens.sees("›*School")
    await screens.pilot.click(offset=(1, 21))
    await screens.sees("Close without saving?")
    await screens.press("escape")
    await screens.sees_no_more("Close without saving?")
    await screens.sees("Columns of the list")
