"""The rows of a list that are here, block by block, and those on their way from worker threads."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from textual.widget import Widget

from tui.widgets import jobs
from tui.widgets.rows import BLOCK, Cells, Kept, Load, Source, block_of


class Fetching:
    """Rows of the ids that were loaded last; `arrived` hears of each block that has come."""

    def __init__(self, widget: Widget, arrived: Callable[[int], object]) -> None:
        self._widget, self._tell = widget, arrived
        self._ids: array[int] = array("q")
        self._generation = 0  # of the ids: what was asked for of earlier ones is not wanted any more
        self._kept = Kept()
        self._on_their_way: set[int] = set()

    def begin(self, loaded: Load) -> None:
        """Other ids, and the rows that came with them."""
        self._ids = loaded.ids
        self._generation += 1
        self._kept.replace(loaded.blocks)
        self._on_their_way.clear()

    @property
    def rows(self) -> Mapping[int, Cells]:
        """Every row that is here."""
        return self._kept.rows()

    def block_at(self, at: int) -> Mapping[int, Cells] | None:
        """The rows around a place, if they are here."""
        return self._kept.get(at // BLOCK)

    def missing(self, first: int, last: int) -> Sequence[int]:
        """The numbers of the blocks between two places that are not here."""
        return self._kept.missing(max(0, first), last, len(self._ids))

    def fetch(self, source: Source | None, numbers: Iterable[int]) -> None:
        """Ask for those blocks, unless they are on their way."""
        for number in numbers:
            if number in self._on_their_way or source is None:
                continue
            self._on_their_way.add(number)
            rows = partial(source.rows, block_of(self._ids, number))
            jobs.run(self._widget, rows, partial(self._arrived, self._generation, number), group=f"block {number}")

    def _arrived(self, generation: int, number: int, rows: Mapping[int, Cells]) -> None:
        if generation == self._generation:
            self._on_their_way.discard(number)
            self._kept.put(number, rows)
            self._tell(number)
