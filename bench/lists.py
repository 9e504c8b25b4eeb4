"""Our list beside Textual's DataTable and textual-fastdatatable: python -m bench.lists [ROWS …]

Every program shows the same made-up rows in a real pty of 80 by 24: when the first row shows, what a key takes and
writes, and how much memory is in use. textual-fastdatatable is needed for this only; without it its lines are left out.
A widget that took too long with fewer rows is not tried with more.
"""

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import time
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from textual.app import App

    from tests.tui.terminal import Terminal

ROWS = (1_000, 10_000, 100_000, 1_000_000)
PATIENCE = 60.0  # seconds until the first row
TOO_LONG = 5.0  # seconds after which a widget is not tried with more rows
QUIET = 0.06  # seconds of silence that end what a key has caused
COLUMNS = (("Name", 20), ("School", 14), ("Class", 9), ("Company", 16), ("Phone", 11))
KEYS = (("cursor", "down", 12), ("scroll", "down", 30), ("page", "pagedown", 12))
SEEN = b"n0000001"


def cells(number: int) -> tuple[str, ...]:
    """A row, made when it is asked for."""
    return f"n{number:07} Ærø", f"school {number % 97}", f"h{number % 12}", f"company {number % 977}", f"94 {number % 10**6:06}"


# -- the programs ----------------------------------------------------------------------------------------------


def record_list(rows: int) -> "App[None]":
    """Ours, in a program that paints as laug does."""
    from textual.app import ComposeResult

    from tui.lean import LeanApp
    from tui.widgets.columns import Column
    from tui.widgets.record_list import RecordList

    class Rows:
        def ids(self) -> "array[int]":
            return array("q", range(1, rows + 1))

        def rows(self, ids: Sequence[int], /) -> Mapping[int, Sequence[str]]:
            return {number: cells(number) for number in ids}

    class Program(LeanApp[None]):
        catalogue = NullTranslations()

        def compose(self) -> ComposeResult:
            yield RecordList([Column(title, width) for title, width in COLUMNS])

        def on_mount(self) -> None:
            self.query_one(RecordList).show(Rows())
            self.query_one(RecordList).focus()

    return Program()


def data_table(rows: int) -> "App[None]":
    """Textual's own."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    class Program(App[None]):
        def compose(self) -> ComposeResult:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            for title, width in COLUMNS:
                table.add_column(title, width=width)
            table.add_rows(cells(number) for number in range(1, rows + 1))
            table.focus()

    return Program()


def fast_data_table(rows: int) -> "App[None]":
    """textual-fastdatatable, on Arrow."""
    from textual.app import App, ComposeResult
    from textual_fastdatatable import ArrowBackend, DataTable  # type: ignore[import-not-found]  # for this bench only

    class Program(App[None]):
        def compose(self) -> ComposeResult:
            made = zip(*(cells(number) for number in range(1, rows + 1)), strict=True)
            columns = {title: list(column) for (title, _), column in zip(COLUMNS, made, strict=True)}
            yield DataTable(backend=ArrowBackend.from_pydict(columns), cursor_type="row")

        def on_mount(self) -> None:
            self.query_one(DataTable).focus()

    return Program()


PROGRAMS: Mapping[str, Callable[[int], "App[None]"]] = {
    "RecordList": record_list, "DataTable": data_table, "fastdatatable": fast_data_table,
}  # fmt: skip


# -- measuring -------------------------------------------------------------------------------------------------


def measure(name: str, rows: int) -> tuple[float, list[str]] | None:
    """Seconds to the first row, and what there is to tell; None if it does not come."""
    from tests.tui.terminal import Terminal

    start = time.perf_counter()
    more = os.environ.get("PYTHONPATH", "")
    with Terminal([str(Path(__file__)), "--show", name, str(rows)], PYTHONPATH=f"{ROOT}{os.pathsep}{more}") as terminal:
        while SEEN not in terminal.written:
            terminal.read(0.002)
            if time.perf_counter() - start > PATIENCE:
                return None
        first = terminal.last_read - start
        terminal.settle(1)
        told = [f"{1000 * first:7.0f} ms"]
        for _, key, times in KEYS:
            answered = [one for one in (_press(terminal, key) for _ in range(times)) if one[1]]
            taken, written = zip(*answered, strict=True)
            told.append(f"{_percentile(taken, 0.5):4.0f}/{_percentile(taken, 0.95):3.0f} ms {statistics.median(written):6.0f} B")
        return first, [*told, f"{terminal.memory:6.0f} MiB"]


def _press(terminal: "Terminal", key: str) -> tuple[float, int]:
    """Seconds from the key to the last byte it caused, and the bytes."""
    start = time.perf_counter()
    terminal.press(key)
    written = terminal.settle(QUIET)
    return terminal.last_read - start, written


def _percentile(seconds: Sequence[float], part: float) -> float:
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def _lines(sizes: Sequence[int]) -> Iterator[str]:
    names = [name for name in PROGRAMS if name != "fastdatatable" or importlib.util.find_spec("textual_fastdatatable")]
    if len(names) < len(PROGRAMS):
        yield "textual-fastdatatable is not installed; its lines are left out."
    yield f"{'widget':<14}{'rows':>9}  {'first row':>10}  " + "  ".join(f"{name:>18}" for name, _, _ in KEYS) + "   memory"
    given_up: set[str] = set()
    for rows in sizes:
        ours = None
        for name in names:
            if name in given_up:
                yield f"{name:<14}{rows:>9}  not tried: it took too long with fewer"
                continue
            found = measure(name, rows)
            if found is None or found[0] > TOO_LONG:
                given_up.add(name)
            if found is None:
                yield f"{name:<14}{rows:>9}  no row after {PATIENCE:.0f} s"
                continue
            ours = ours or found[0]
            yield f"{name:<14}{rows:>9}  " + "  ".join(found[1]) + f"   first row {found[0] / ours:.1f} x ours"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", choices=PROGRAMS, help=argparse.SUPPRESS)
    parser.add_argument("rows", nargs="*", type=int, default=ROWS)
    options = parser.parse_args()
    if options.show:
        from tui import environment

        environment.prepare()
        PROGRAMS[options.show](options.rows[0]).run()
        return 0
    print(subprocess.run(["uptime"], capture_output=True, text=True, check=False).stdout.strip())
    for line in _lines(options.rows):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
