"""From a member list to invitations and a contact list, by keys only, in a real terminal of 80 by 24."""

import shutil
import sqlite3
from pathlib import Path

import icalendar
import openpyxl
import pytest

from tests.tui.terminal import ROOT, Terminal

LIST = ROOT / "tests" / "core" / "lists" / "data" / "01-koordinator-excel.csv"
PROGRAM = ["-c", "import sys, os; os.chdir(os.environ['HOME']); from tui.main import main; sys.exit(main())"]
PEOPLE = 62


@pytest.fixture
def home(own_home: Path, empty: Path) -> Path:
    """A home with a register, a list and a folder for downloads."""
    shutil.copy(LIST, own_home / "medlemmer.csv")
    shutil.copy(empty, own_home / "register.db")
    (own_home / "Downloads").mkdir()
    return own_home


def test_the_whole_job(home: Path) -> None:
    with Terminal(PROGRAM, LAUG_DB=str(home / "register.db"), LAUG_LANG="da") as terminal:

        def do(*keys: str, sees: str) -> None:
            terminal.press(*keys)
            terminal.wait_for(sees)
            terminal.settle(0.15)

        do(sees="Velkommen til laug")
        do("n", sees="Nyt netværk")
        do(
            "Lærlinge på tværs",
            "down",
            "down",
            "down",
            "down",
            "Ida Holm",
            "down",
            "ida@fjorden.example",
            sees="ida@fjorden",
        )
        do("ctrl+s", sees="er oprettet")
        do("i", sees="Læs en liste over personer")
        do("med", sees="→ medlemmer.csv")
        do("right", "ctrl+s", sees=f"nye: {PEOPLE}")
        do("ctrl+s", sees=f"Nye: {PEOPLE}")
        do("enter", sees=f"{PEOPLE} medlemmer")
        do("m", sees="Planlæg et møde")
        do("down", "Virksomhedsbesøg", "down", "down", "i morgen 17-19.30", "down", "down", "Kantinen", sees="Kantinen")
        do("ctrl+s", sees="er planlagt")
        do("i", sees="Hvem skal inviteres?")
        do("enter", sees=f"{PEOPLE} inviteret")
        do("c", sees="Kalenderfiler: Virksomhedsbesøg")
        do("ctrl+s", sees="Kalenderen er skrevet")
        do("escape", sees="lavet")
        do("2", sees=f"{PEOPLE} medlemmer")
        do("x", sees="Kontaktliste: Lærlinge på tværs")
        do("ctrl+s", sees="Kontaktlisten er skrevet")
        do("escape", sees="Skrevet: ")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_on == set()
        assert terminal.settings_restored

    invitations = [icalendar.Calendar.from_ical(path.read_bytes()) for path in (home / "Downloads").glob("*/*.ics")]
    register = sqlite3.connect(home / "register.db")
    without = register.execute("SELECT count(*) FROM person WHERE email = '' AND private_email = ''").fetchone()[0]
    assert len(invitations) == PEOPLE - without
    assert {str(one["method"]) for one in invitations} == {"REQUEST"}
    sheet = openpyxl.load_workbook(next((home / "Downloads").glob("*.xlsx"))).worksheets[0]
    text = "\n".join(" ".join(str(cell) for cell in row if cell) for row in sheet.iter_rows(values_only=True))
    assert sum("@" in line for line in text.splitlines()) >= PEOPLE - without
    kinds = [row[0] for row in register.execute("SELECT kind FROM operation ORDER BY id")]
    register.close()
    assert kinds == [
        "network.add", "import.people", "meeting.plan", "meeting.invite", "calendar.begin", "calendar.export",
        "contacts.export",
    ]  # fmt: skip
