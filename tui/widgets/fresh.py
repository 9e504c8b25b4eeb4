"""Which rows a reload found changed or new: they stand out for a moment."""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from textual.widget import Widget

from tui.widgets.rows import Cells

_SOUGHT = 4  # rows looked for one by one among a million ids
_FLASH = 5.0  # seconds a changed row stands out


class Fresh:
    """The rows that stand out; `repaint` is told of those that do so no longer."""

    def __init__(self, widget: Widget, repaint: Callable[[Collection[int]], object]) -> None:
        self._widget, self._repaint = widget, repaint
        self._ids: set[int] = set()

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._ids

    def stand_out(self, ids: set[int]) -> None:
        """For a moment; without any there is no timer, and nothing is written."""
        if ids:
            self._ids |= ids
            self._widget.set_timer(_FLASH, partial(self._rest, frozenset(ids)))

    def _rest(self, ids: frozenset[int]) -> None:
        self._ids -= ids
        self._repaint(ids)


def changed_rows(
    before: Mapping[int, Cells], ids_before: "array[int]", now: Mapping[int, Cells], showing: Iterable[int]
) -> set[int]:
    """The rows whose text is another than before, and of those `showing` the ones that were not there at all."""
    found = {row_id for row_id, cells in now.items() if row_id in before and tuple(cells) != tuple(before[row_id])}
    unknown = [row_id for row_id in showing if row_id in now and row_id not in before]
    if len(unknown) <= _SOUGHT:  # of more the person has seen nothing before: the list shows another place
        found.update(row_id for row_id in unknown if row_id not in ids_before)
    return found
