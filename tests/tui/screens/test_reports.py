"""Area 6: figures as bars with their numbers, of one network or of all, and to a file; the colours one chooses."""

from pathlib import Path

from tests.tui.screens.conftest import Driver
from tui import looks
from tui.looks import Theme


async def test_a_figure_shows_below_the_list_and_enter_gives_it_the_screen(screens: Driver) -> None:
    await screens.press("6")
    await screens.sees("Key figures · all networks · 01-07-2026 – 31-12-2026", "Members at the end")
    await screens.press("down")
    await screens.sees("Members month by month · all networks", "November 2026", "█")
    await screens.press("enter")
    await screens.sees_no_more("Members by education")
    await screens.press("escape")
    await screens.sees("Members by education")


async def test_the_network_and_the_period_are_chosen(screens: Driver) -> None:
    await screens.press("6")
    await screens.sees("Key figures · all networks")
    await screens.press("w")
    await screens.sees("The figures of which network?", "Piger i Randers")
    await screens.type("piger")
    await screens.sees_no_more("Plads til alle")
    await screens.press("enter")
    await screens.sees("Key figures · Piger i Randers · 01-07-2026")
    await screens.press("b")
    await screens.sees("01-01-2026 – 30-06-2026")
    await screens.press("n", "n")
    await screens.sees("01-01-2027 – 30-06-2027")
    await screens.press("p")
    await screens.sees("Which period?")
    await screens.type("2026")
    await screens.press("enter")
    await screens.sees("01-01-2026 – 31-12-2026")


async def test_a_shielded_network_that_is_not_opened_is_not_offered(screens: Driver) -> None:
    await screens.press("6")
    await screens.sees("Key figures · all networks")
    await screens.press("w")
    await screens.sees("Piger i Randers")
    assert "Plads til alle" not in screens.text


async def test_a_file_has_no_small_numbers(screens: Driver, work_folder: Path) -> None:
    await screens.press("6")
    await screens.sees("Members at the end")
    await screens.press("x")
    await screens.sees("Written as what?")
    await screens.press("enter")
    await screens.sees("Written:")
    (file,) = work_folder.glob("Key*.csv")
    assert "Members at the end;<5;;;" in file.read_text(encoding="utf-8-sig")
    assert file.stat().st_mode & 0o077 == 0


async def test_the_colours_one_chooses_are_remembered(screens: Driver) -> None:
    await screens.sees("The next seven days")
    await screens.press("ctrl+t")
    await screens.sees("Colours: light")
    assert (screens.app.theme, looks.kept()) == ("laug-light", Theme.LIGHT.value)
    await screens.press("ctrl+t")
    await screens.sees("Colours: the terminal's own colours")
    assert looks.kept() == Theme.TERMINAL.value
