"""A page of terminal cells that is drawn on from all sides, and given out line by line."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from rich.cells import get_character_cell_size, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from core.rules.text import visible
from tui.widgets.cells import fit


class Canvas:
    """Cells with a character and the names of its styles, several with + between; what lies outside is not drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._chars = [[" "] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]
        self.marked: tuple[int, int] | None = None  # where the terminal's own cursor belongs
        self._places: list[tuple[int, int, int, int, date]] = []

    def place(self, day: date, x: int, y: int, width: int, height: int) -> None:
        """Note where a day stands."""
        self._places.append((x, y, width, height, day))

    def day_at(self, x: int, y: int) -> date | None:
        """The day that stands there."""
        found = (day for left, top, w, h, day in self._places if left <= x < left + w and top <= y < top + h)
        return next(found, None)

    def put(
        self, x: int, y: int, text: str, style: str = "", *, width: int | None = None, cut: str = "…"
    ) -> None:
        """Write a text from there on; with `width` exactly so many cells of it, the rest blank, what is cut ending in `cut`."""
        if not 0 <= y < self.height:
            return
        if width is not None:
            text = fit(text, width) if cut else set_cell_size(visible(text), width)
        for char in visible(text):
            size = get_character_cell_size(char)
            if size == 0 and 0 < x <= self.width:
                self._chars[y][x - 1] += char
            elif size and x >= 0 and x + size <= self.width:
                self._chars[y][x : x + size] = [char, *[""] * (size - 1)]
                self._styles[y][x : x + size] = [style] * size
                x += size

    def line(self, y: int, style_of: Callable[[str], Style]) -> Strip:
        """One line of it."""
        segments: list[Segment] = []
        x = 0
        for style, run in groupby(self._styles[y]):
            length = len(list(run))
            segments.append(Segment("".join(self._chars[y][x : x + length]), style_of(style)))
            x += length
        return Strip(segments, self.width)
