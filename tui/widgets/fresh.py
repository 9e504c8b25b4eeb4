"""Which rows a reload found changed or new: they stand out for a moment."""

from array import array
from collections.abc import Iterable, Mapping

from tui.widgets.rows import Cells

_SOUGHT = 4  # rows looked for one by one among a million ids


def changed_rows(
    before: Mapping[int, Cells], ids_before: "array[int]", now: Mapping[int, Cells], showing: Iterable[int]
) -> set[int]:
    """The rows whose text is another than before, and of those `showing` the ones that were not there at all."""
    found = {row_id for row_id, cells in now.items() if row_id in before and tuple(cells) != tuple(before[row_id])}
    unknown = [row_id for row_id in showing if row_id in now and row_id not in before]
    if len(unknown) <= _SOUGHT:  # of more the person has seen nothing before: the list shows another place
        found.update(row_id for row_id in unknown if row_id not in ids_before)
    return found
