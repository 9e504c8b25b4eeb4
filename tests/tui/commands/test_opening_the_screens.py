"""laug in a terminal: the screens open on a register, and an error is told where it can be read."""

from pathlib import Path

import pytest

from core.errors import ExitCode
from tests.tui.terminal import Terminal

PROGRAM = ["-c", "import sys; from tui.main import main; sys.exit(main())"]


@pytest.mark.parametrize("line", [[], ["--lang", "en"]])
def test_laug_opens_the_screens(register: Path, line: list[str]) -> None:
    with Terminal([*PROGRAM, *line], LAUG_DB=str(register)) as terminal:
        terminal.wait_for("Fællesspisning")
        assert ("People" if line else "Personer") in terminal.text
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_on == set()
        assert terminal.settings_restored


def test_the_demo_opens_the_screens(tmp_path: Path) -> None:
    with Terminal([*PROGRAM, "demo", "--people", "50", "--to", str(tmp_path / "demo.db")]) as terminal:
        terminal.wait_for("demo.db")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_first_use_makes_the_register_and_says_what_to_do_first(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with Terminal(PROGRAM, LAUG_DB=str(path)) as terminal:
        terminal.wait_for("Opret et netværk")
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_register_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with Terminal(PROGRAM, LAUG_DB=str(tmp_path / "mistyped" / "laug.db")) as terminal:
        terminal.wait_for("Opret et tomt med `laug init`")
        assert terminal.wait_for_end() == ExitCode.FILE
        assert terminal.left_on == set()


def test_a_terminal_that_cannot_show_screens(register: Path) -> None:
    with Terminal(PROGRAM, LAUG_DB=str(register), TERM="dumb") as terminal:
        terminal.wait_for("TERM=dumb")
        assert terminal.wait_for_end() == ExitCode.FAILED
