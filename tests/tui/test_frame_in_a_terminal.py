"""The frame through a real terminal: start and end, signals, what is written, and lean painting's picture."""

import json
import random
import re
import signal
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal

PROGRAM = "tests/tui/demonstration.py"
HOSTILE = Path(__file__).parents[1] / "hostile" / "strings.json"


@pytest.fixture
def terminal():
    with Terminal([PROGRAM, "1000"]) as terminal:
        terminal.wait_for("@skole")
        terminal.settle()
        yield terminal


def test_the_first_picture_is_painted_before_textual_is_imported():
    with Terminal([PROGRAM, "1000"]) as terminal:
        terminal.wait_for("Henter …")
        assert b"\x1b[?2004h" not in terminal.written  # Textual's first words are still to come
        terminal.wait_for("1000 people")


def test_leaving_puts_the_terminal_back(terminal):
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.left_on == set()
    assert terminal.settings_restored


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_put_the_terminal_back(terminal, number):
    terminal.signal(number)
    assert terminal.wait_for_end() == 128 + number
    assert terminal.left_on == set()
    assert terminal.settings_restored


def test_a_dropped_line_ends_the_program(terminal):
    terminal.hang_up()
    # 120 is Python's word for last words that found no line.
    assert terminal.wait_for_end() in (128 + signal.SIGHUP, 120)


def test_a_dropped_line_ends_the_program_also_while_it_has_much_to_say(terminal):
    terminal.press(*["down"] * 400)  # and nobody reads
    terminal.wait_until_it_cannot_write()
    terminal.hang_up()
    assert terminal.wait_for_end() in (128 + signal.SIGHUP, 120)


def test_after_a_suspension_everything_is_painted_again(terminal):
    before = terminal.text
    terminal.press("ctrl+z")
    terminal.wait_until_stopped()
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("1000 people")
    terminal.settle()
    assert terminal.text == before


def test_nothing_is_written_while_nobody_types(terminal):
    assert terminal.settle(2) == 0


def test_the_mouse_is_left_alone(terminal):
    assert b"\x1b[?1000h" not in terminal.written
    assert b"\x1b[?1003h" not in terminal.written


@pytest.mark.parametrize(
    ("keys", "most"),
    [
        (["down"], 600),
        (["down"] * 20, 600 * 20),
        (["pagedown"], 2500),
        (["?"], 4000),
        (["ctrl+p"], 4000),
        (["d"], 4000),
        (["2"], 4000),
    ],
)
def test_a_key_writes_few_bytes(terminal, keys, most):
    terminal.press(*keys)
    assert 0 < terminal.settle() <= most


def test_a_narrow_and_a_wide_terminal_show_what_fits(terminal):
    terminal.resize(130, 30)
    terminal.wait_for("Contact")
    terminal.settle()
    assert "@skole" in terminal.text
    terminal.resize(40, 10)
    terminal.settle()
    assert "Family name" in terminal.text
    assert "@skole" not in terminal.text
    terminal.press("enter")
    terminal.wait_for("Contact")


@pytest.mark.parametrize(("seed", "columns", "lines"), [(1, 80, 24), (2, 121, 30)])
def test_lean_painting_shows_what_plain_painting_shows(seed, columns, lines):
    dice = random.Random(seed)
    choices = ["down", "down down down", "up", "pagedown", "pageup", "end", "home", "enter", "escape", "space", "?",
               "d", "2", "1", "n", "/ d a h l enter", "o O", "resize"]  # fmt: skip
    with (
        Terminal([PROGRAM, "1000"], columns=columns, lines=lines) as lean,
        Terminal([PROGRAM, "1000", "--plain"], columns=columns, lines=lines) as plain,
    ):
        for terminal in (lean, plain):
            terminal.wait_for("1000 people")
        size = (columns, lines)
        for step in (dice.choice(choices) for _ in range(14)):
            if step == "resize":
                size = (columns, lines) if size != (columns, lines) else (97, 27)
            for terminal in (lean, plain):
                terminal.resize(*size) if step == "resize" else terminal.press(*step.split())
            for terminal in (lean, plain):
                terminal.settle()
            assert lean.text == plain.text, f"{step}\n{lean.text}\n--\n{plain.text}"
            assert lean.picture == plain.picture, step
        assert len(lean.written) < len(plain.written)


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile strings are not there")
@pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["lean", "plain"])
def test_nothing_hostile_reaches_the_terminal(plain):
    strings = [entry for entry in json.loads(HOSTILE.read_text())["strings"] if "text" in entry]
    with Terminal([PROGRAM, str(len(strings)), "--hostile", str(HOSTILE), *plain]) as terminal:
        terminal.wait_for("@skole")
        for _ in range(len(strings) // 20):  # in the list
            terminal.press("pagedown")
            terminal.settle(0.05)
        terminal.press("home", "enter")
        terminal.wait_for("Contact")
        for _ in range(len(strings) // 5):  # in the detail
            terminal.press("pagedown")
            terminal.settle(0.05)
        terminal.press("d")  # in a question
        terminal.wait_for("esc: no")
        terminal.press("escape")
        terminal.settle()
        terminal.press("c")  # in a dialog with a list
        terminal.wait_for("Aarhus Tech")
        for _ in range(len(strings) // 10):
            terminal.press("pagedown")
            terminal.settle(0.05)
        terminal.press("escape")
        terminal.settle()
        terminal.press("ctrl+p", "e")  # in the palette
        terminal.wait_for("person")
        for _ in range(len(strings) // 10):
            terminal.press("pagedown")
            terminal.settle(0.05)
        terminal.press("escape")
        terminal.settle()
        terminal.press("n")  # in a form
        terminal.wait_for("ctrl+s")
        for _ in range(4):
            terminal.press("pagedown")
            terminal.settle(0.05)
        terminal.press("escape")
        terminal.settle()
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    for entry in strings:
        for forbidden in entry.get("forbid_on_terminal", ()):
            assert forbidden.encode(errors="surrogatepass") not in terminal.written, entry["id"]
    text = terminal.written.decode(errors="replace")
    assert not re.search("[\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search("\x1b\\](?!22;)", text)  # Textual itself asks for a pointer shape by OSC 22
