"""The budgets of the terminal on the real screens, beside an empty Textual program, posting and calcurse.

    python -m bench.terminal FILE [--posting COMMAND] [--calcurse COMMAND]

FILE is an example file, as `laug demo --people 10000 --to FILE` makes it. Everything runs in a pty of 80 by 24 as over
SSH, in turn. What is not installed is named and left out. Nothing has a threshold: the budgets stand beside the numbers.
"""

import argparse
import shlex
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.tui.terminal import Terminal

EMPTY = "from textual.app import App\n\nApp().run()\n"
LAUG = "import sys; from tui.main import main; sys.exit(main())"
OTHER = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
RUNS, QUIET = 3, 0.1
WORDS, ECHO = ("anders", "mette", "jensen"), 200  # bytes
SLOW, HELD, EVERY = 12_000, 60, 1 / 30  # bytes a second; keys of two seconds
KEYS: Sequence[tuple[str, Sequence[str], int, int]] = (
    ("cursor moves", ["down"], 12, 600), ("list scrolls a line", ["down"], 30, 600), ("page", ["pagedown"], 10, 2500),
    ("another area", ["4"], 1, 4000), ("and back", ["3"], 1, 4000), ("a question", ["?"], 1, 4000),
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--posting", default="posting")
    parser.add_argument("--calcurse", default="calcurse")
    options = parser.parse_args()
    laug = ["-c", LAUG, "--db", options.file]
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.py")
        empty.write_text(EMPTY)
        programs: list[tuple[str, list[str], bytes]] = [
            ("empty Textual program", [str(empty)], b"\x1b[48;"), ("laug, Today", laug, b" coming"),
        ]
        for name, command, text in (
            ("posting", options.posting, b"Collection"), ("calcurse", f"{options.calcurse} -D {folder}", b"Calendar"),
        ):
            words = shlex.split(command)
            if shutil.which(words[0]):
                programs.append((name, ["-c", OTHER, *words], text))
            else:
                print(f"{name} is not installed")
        _starts(programs)
        _keys(laug)
    return 0


def _starts(programs: Sequence[tuple[str, list[str], bytes]]) -> None:
    times: dict[str, list[float]] = {name: [] for name, _, _ in programs}
    for _ in range(RUNS):  # in turn, so that all meet the same machine
        for name, command, text in programs:
            times[name].append(_until(command, text))
    first = min(times[programs[0][0]])
    for name, taken in times.items():
        print(f"{name:<24} {1000 * min(taken):6.0f} ms   {min(taken) / first:.2f} of the empty program")


def _until(command: list[str], text: bytes) -> float:
    start = time.perf_counter()
    with Terminal(command, LAUG_LANG="en") as terminal:
        while text not in terminal.written and time.perf_counter() - start < 8:
            terminal.read(0.001)
        return terminal.last_read - start


def _keys(laug: list[str]) -> None:
    with Terminal(laug, LAUG_LANG="en") as terminal:
        terminal.wait_for(" coming")
        terminal.press("3")
        terminal.wait_for(" people", timeout=30)
        terminal.settle(1)
        for name, keys, times, budget in KEYS:
            taken, written = zip(*(_press(terminal, keys) for _ in range(times)), strict=True)
            told = f"{1000 * statistics.median(taken):6.1f} ms  {statistics.median(written):7.0f} B (budget {budget})"
            print(f"{name:<24} {told}")
        terminal.press("escape")
        terminal.settle(1)
        listed = _letters(terminal)
        print(f"{'a letter in the search':<24} {1000 * statistics.median(listed):6.1f} ms until the list shows it (budget 40)")
        print(f"{'nobody types':<24} {terminal.settle(3):17} B (budget 0)")
        print(f"{'a key held two seconds':<24} {_lag(terminal):6.2f} s behind on {SLOW} B/s (budget 0.1)")
        for area in "243":
            terminal.press(area)
            terminal.settle(1)
        print(f"{'memory':<24} {terminal.memory:6.0f} MiB after five areas (budget 60)")
        start = time.perf_counter()
        terminal.press("ctrl+q")
        terminal.wait_for_end()
        print(f"{'leaving':<24} {1000 * (terminal.ended_at - start):6.0f} ms (budget 100)")


def _letters(terminal: Terminal) -> list[float]:
    """From each letter until more than its echo is written; the last list of a word may be the same as the one before."""
    terminal.press("/")
    terminal.settle(1)
    listed = []
    for word in WORDS:
        for letter in word:
            before, start = len(terminal.written), time.perf_counter()
            terminal.press(letter)
            while time.perf_counter() - start < 0.4:
                terminal.read(0.001)
                if len(terminal.written) - before > ECHO:
                    listed.append(terminal.last_read - start)
                    break
            terminal.settle(0.3)
        terminal.press("ctrl+u")
        terminal.settle(0.5)
    terminal.press("escape")
    terminal.settle(1)
    return listed


def _press(terminal: Terminal, keys: Sequence[str]) -> tuple[float, int]:
    start = time.perf_counter()
    terminal.press(*keys)
    written = terminal.settle(QUIET)
    return terminal.last_read - start, written


def _lag(terminal: Terminal) -> float:
    """How long a line of so many bytes a second still brings what was written, once the key is let go."""
    start, before = time.perf_counter(), len(terminal.written)
    sent = start  # when the line has brought everything so far
    for number in range(HELD):
        terminal.press("down")
        while (now := time.perf_counter()) < start + (number + 1) * EVERY:
            terminal.read(min(0.005, start + (number + 1) * EVERY - now))
        sent, before = _brought(sent, terminal, before)
    released = time.perf_counter()
    terminal.settle(0.2)
    sent, _ = _brought(sent, terminal, before)
    return max(0.0, sent - released)


def _brought(sent: float, terminal: Terminal, before: int) -> tuple[float, int]:
    written = len(terminal.written)
    if written == before:
        return sent, written
    return max(sent, terminal.last_read) + (written - before) / SLOW, written


if __name__ == "__main__":
    sys.exit(main())
