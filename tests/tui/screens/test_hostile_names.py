"""Names that are written to harm a terminal, seen in every area, in dialogs and on the palette of the real program."""

import sqlite3
from pathlib import Path

import pytest

from core import meetings, memberships, networks, organisations, people
from core.door.session import open_session
from core.errors import LaugError
from core.rules.day_words import read_span
from tests import hostile
from tests.tui.terminal import Terminal

PROGRAM = ["-c", "import sys; from tui.main import main; sys.exit(main())"]
STRINGS = hostile.strings(huge=False)


@pytest.fixture
def hostile_register(empty: Path) -> Path:
    """Every string as a name: through the front door where it opens, by the back door where it does not."""
    refused: dict[int, str] = {}
    with open_session(empty, account="ida") as session:
        network = networks.add(session, {"name": "Netværk", "organiser_email": "ida@fjorden.example"})
        meetings.plan(session, {"title": "Møde"}, read_span("i morgen 17", session.today), [network.id])
        organisations.add(session, {"name": "Sted"})
        for number, string in enumerate(STRINGS):
            person = people.add(session, {"given": f"Person {number}", "family": "Prøve"})
            try:
                people.edit(session, person.id, {"given": string.text[:200]}, version=1)
            except LaugError:
                refused[person.id] = _storable(string.text)
            memberships.join(session, network.id, [person.id])
    worst = _storable("".join(one.text for one in STRINGS if one.forbidden)[:400])
    back_door = sqlite3.connect(empty)
    back_door.executemany(
        "UPDATE person SET given = ? WHERE id = ?", [(text, number) for number, text in refused.items()]
    )
    for table, column in (
        ("network", "name"), ("network", "purpose"), ("meeting", "title"), ("meeting", "description"),
        ("organisation", "name"), ("organisation", "town"),
    ):  # fmt: skip
        back_door.execute(f"UPDATE {table} SET {column} = ?", (worst,))
    back_door.commit()
    back_door.close()
    return empty


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def test_no_name_reaches_the_terminal_as_a_command(hostile_register: Path) -> None:
    with Terminal(PROGRAM, LAUG_DB=str(hostile_register), LAUG_LANG="en") as terminal:
        terminal.wait_for("The next seven days")
        for keys in (
            ["2", "enter", "pagedown", "pagedown", "pagedown", "pagedown", "e", "escape", "p", "escape", "escape"],
            ["3", "pagedown", "pagedown", "pagedown", "pagedown", "enter", "escape", "e", "escape"],
            ["4", "enter", "i", "escape", "c", "escape", "C", "escape", "escape"],
            ["6", "down", "down", "enter", "escape", "w", "escape", "5", "enter", "escape",
            "ctrl+p", "x", "escape", "1", "u", "escape"],
        ):
            for key in keys:
                terminal.press(key)
                terminal.settle(0.1)
        assert "Traceback" not in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    leaks = {string.id: found for string in STRINGS if (found := string.leaks(terminal.written))}
    assert leaks == {}
