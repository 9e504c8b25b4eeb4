"""How fast the screens are and how little they write, beside an empty Textual program: python bench/screens.py [ROWS]

Everything runs in a real pty of 80 by 24 as over SSH. Milliseconds depend on the machine; the ratios and the bytes do not.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.tui.terminal import Terminal

EMPTY = "from textual.app import App\n\nApp().run()\n"
PROGRAM = "tests/tui/demonstration.py"
RUNS = 7
QUIET = 0.1
KEYS: Sequence[tuple[str, Sequence[str], int, int]] = (
    ("cursor moves", ["down"], 12, 600),
    ("list scrolls a line", ["down"], 30, 600),
    ("page", ["pagedown"], 10, 2500),
    ("last row", ["end"], 1, 2500),
    ("first row", ["home"], 1, 2500),
    ("question", ["d"], 1, 4000),
    ("question closed", ["n"], 1, 4000),
    ("key help", ["?"], 1, 4000),
    ("key help closed", ["escape"], 1, 4000),
    ("another area", ["2"], 1, 4000),
    ("and back", ["1"], 1, 4000),
)


def main() -> int:
    rows = sys.argv[1] if len(sys.argv) > 1 else "10000"
    starts = [(_empty_start(), _useful_start(rows)) for _ in range(RUNS)]  # in turn, so that both meet the same machine
    empty, useful = min(one for one, _ in starts), min(other for _, other in starts)
    print(f"empty Textual program, first paint  {1000 * empty:6.0f} ms")
    print(f"{rows} rows, useful list            {1000 * useful:6.0f} ms   {useful / empty:.2f} of it (budget 1.5)")
    return 0 if _keys(rows) and useful <= 1.5 * empty else 1


def _empty_start() -> float:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "empty.py")
        program.write_text(EMPTY)
        start = time.perf_counter()
        with Terminal([str(program)]) as terminal:
            while b"\x1b[48;" not in terminal.written:  # the first coloured cell
                terminal.read(0.001)
            return terminal.last_read - start


def _useful_start(rows: str) -> float:
    start = time.perf_counter()
    with Terminal([PROGRAM, rows]) as terminal:
        while b"@skole" not in terminal.written:
            terminal.read(0.001)
        return terminal.last_read - start


def _keys(rows: str) -> bool:
    """One line a key; whether every one keeps its budget of bytes."""
    kept = True
    with Terminal([PROGRAM, rows]) as terminal:
        terminal.wait_for("@skole", timeout=60)
        terminal.settle(1)
        for name, keys, times, budget in KEYS:
            taken, written = zip(*(_press(terminal, keys) for _ in range(times)), strict=True)
            most = statistics.median(written)
            kept = kept and most <= budget
            print(f"{name:<22} {1000 * statistics.median(taken):6.1f} ms  {most:7.0f} B (budget {budget})")
        terminal.press("escape")
        terminal.settle(1)
        idle = terminal.settle(3)
        print(f"{'nobody types':<22} {'':>9}  {idle:7} B (budget 0)")
        start = time.perf_counter()
        terminal.press("q")
        terminal.wait_for_end()
        print(f"{'leaving':<22} {1000 * (terminal.ended_at - start):6.1f} ms")
    return kept and idle == 0


def _press(terminal: Terminal, keys: Sequence[str]) -> tuple[float, int]:
    """Seconds from the key to the last byte it caused, and the bytes."""
    start = time.perf_counter()
    terminal.press(*keys)
    written = terminal.settle(QUIET)
    return terminal.last_read - start, written


if __name__ == "__main__":
    sys.exit(main())
