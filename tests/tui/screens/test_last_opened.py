"""Back to the records opened last."""

from tests.tui.screens.conftest import Driver


async def test_back_to_what_was_opened_last(screens: Driver) -> None:
    await screens.press("ctrl+o")
    await screens.sees("No other record has been opened yet")
    await screens.press("3")
    await screens.sees("Anna Åkjær")
    await screens.press("enter")
    await screens.sees("bo@fjorden.example")
    await screens.press("escape", "4")
    await screens.sees("Fællesspisning")
    await screens.press("enter")
    await screens.sees("Køkkenet")
    await screens.press("ctrl+o")
    await screens.sees("Last opened", "Bo Bæk")
    assert screens.text.count("Fællesspisning") <= 1  # that is where one is
    await screens.press("enter")
    await screens.sees("bo@fjorden.example")
    await screens.press("e")
    await screens.sees("Edit ◆ Bo Bæk")


async def test_a_network_closed_to_the_account_is_not_listed(screens: Driver) -> None:
    await screens.press("2")
    await screens.sees("Plads til alle", "Piger i Randers")
    await screens.press("G", "enter")
    await screens.sees("asks for the reason")
    await screens.press("escape", "g", "enter")
    await screens.press("escape", "ctrl+o")
    await screens.sees("Last opened")
    box = [line for line in screens.text.splitlines() if "│" in line]
    assert not any("Plads til alle" in line.partition("│")[2] for line in box)
