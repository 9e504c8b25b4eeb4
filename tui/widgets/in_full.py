"""Below a list: what the row under the cursor says that its columns have no room for."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from core.rules.text import visible
from tui.widgets.columns import Column, arrange
from tui.widgets.list_lines import GUTTER
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells


class InFull(Static):
    """The cells of a row that are cut short, a line each; room for two is kept, so that the list stays as high."""

    DEFAULT_CSS = "InFull { height: auto; min-height: 2; max-height: 4; color: $text-muted; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, records: RecordList, columns: Sequence[Column], cells: Cells) -> None:
        """Those of this row, of a list that has all of these columns."""
        self.update(Content("\n".join(cut_short(columns, cells, records.scrollable_content_region.width - GUTTER))))


def cut_short(columns: Sequence[Column], cells: Cells, width: int) -> list[str]:
    """Of the cells of a row those that are wider than their columns in a list of this width, or have none, made visible."""
    rooms = {one.index: one.width for one in arrange(columns, width)}
    texts = [(visible(cell), rooms.get(place, 0)) for place, cell in enumerate(cells)]
    return [text.strip("* ") for text, room in texts if cell_len(text) > room]
