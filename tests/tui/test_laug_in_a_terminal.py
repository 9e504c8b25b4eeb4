"""laug itself in a real terminal: typed ahead of, resized and hung up on."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import people
from core.door.session import open_session
from tests.tui.terminal import Terminal

PROGRAM = ["-c", "import sys; from tui.main import main; sys.exit(main())"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    with open_session(path, account="kirsten") as session:
        people.add(session, {"given": "Anna", "family": "Åkjær"})
    return path


@pytest.fixture
def terminal(register: Path, tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(PROGRAM, LAUG_DB=str(register), LAUG_LANG="en", HOME=str(tmp_path)) as terminal:
        yield terminal


def names(register: Path) -> list[str]:
    with open_session(register, account="ida") as session:
        return [people.get(session, number).name for number in range(1, people.count(session) + 1)]


def test_sixty_keys_at_once_before_the_screens_stand_all_mean_what_they_say(terminal: Terminal, register: Path) -> None:
    terminal.wait_for("…")
    assert b"\x1b[?2004h" not in terminal.written  # Textual is not there yet
    typed = "".join(f"n{given}\x1b[BBrusen\x13" for given in ("Asta", "Bodil", "Cilje"))
    assert len(typed) > 45
    terminal.press(f"3{typed}nElv\r")
    terminal.wait_for("Elv")
    terminal.wait_for("Given name")
    terminal.settle()
    assert names(register) == ["Anna Åkjær", "Asta Brusen", "Bodil Brusen", "Cilje Brusen"]


def test_a_form_comes_through_all_sizes(terminal: Terminal) -> None:
    terminal.wait_for("1 person")
    terminal.press("3nAnna Marie\x1b[BSøgaard")
    terminal.wait_for("Søgaard")
    terminal.settle()
    before = terminal.picture
    for size in ((40, 10), (20, 5), (200, 60), (80, 24)):
        terminal.resize(*size)
        terminal.settle()
        assert "Family name" in terminal.text, size  # the field with the keys is in sight
    assert terminal.picture == before


def test_a_line_dropped_while_something_is_saved_leaves_no_lock_and_no_half(terminal: Terminal, register: Path) -> None:
    terminal.wait_for("1 person")
    terminal.press("3nAsta\x1b[BBrusen")
    terminal.wait_for("Brusen")
    terminal.press("ctrl+s")
    terminal.hang_up()
    assert terminal.wait_for_end() in (128 + signal.SIGHUP, 120)
    assert names(register) in (["Anna Åkjær"], ["Anna Åkjær", "Asta Brusen"])
    held_by: list[object] = []
    with open_session(register, account="ida", waiting=held_by.append) as session:
        people.add(session, {"given": "Bo", "family": "Bæk"})
    assert not held_by
