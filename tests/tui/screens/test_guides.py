"""The guides on the screens."""

from tests.tui.screens.conftest import Driver
from tui.screens.workshop import TASKS


async def test_a_page_is_found_by_typing_read_and_left(screens: Driver) -> None:
    await screens.press("f7")
    await screens.sees("Guides: type a word", "Practise first")
    await screens.type("find the d")
    await screens.sees_no_more("Practise first")
    await screens.press("enter")
    await screens.sees("laug meeting weeks", "Organisers")
    await screens.press("n")
    await screens.sees("Plan it")
    await screens.press("escape")
    await screens.sees("Guides: type a word")
    await screens.press("escape")
    await screens.sees_no_more("Guides")


async def test_the_workshop_leads_there_too(screens: Driver) -> None:
    names = [task.name for tasks in TASKS.values() for task in tasks]
    await screens.press("7")
    await screens.sees("Workshop")
    await screens.press("home", *["down"] * names.index("Guides"), "enter")
    await screens.sees("Guides: type a word")
