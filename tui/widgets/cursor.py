"""The cursor of a list: an id, which survives sorting, filtering and reloading, and what it waits for."""

from array import array

from tui.widgets.rows import Load, Look


class Cursor:
    """The ids of the rows, the place of the one the cursor stands on, and what is to be done as soon as rows have come."""

    def __init__(self) -> None:
        self.ids: array[int] = array("q")
        self.at = 0
        self.outdated = False  # the rows are another source's until the first of this one come
        self.to_last = False  # as soon as the last row is there
        self.opens = False  # as soon as the row under it is known
        self._goal: int | None = None
        self._began_at: int | None = None

    @property
    def row(self) -> int | None:
        """The id of the row under it, be it outdated."""
        return self.ids[self.at] if self.at < len(self.ids) else None

    @property
    def waits(self) -> bool:
        """Whether it may soon stand on another row."""
        return self.outdated or self.to_last or self._goal is not None

    def seek(self, row_id: int) -> None:
        """It is to go to a row that has still to be read."""
        self._goal = row_id

    def begin(self, fallback: int, page: int) -> Look:
        """Rows are read from now on: where to look."""
        self._began_at = self.row
        return Look(self._goal if self._goal is not None else self.row, fallback, page)

    def take(self, loaded: Load) -> None:
        """Rows have come. It stays on the row that it was moved to while they were read."""
        before, self.outdated = self.row, False
        moved = self._goal is None and before != self._began_at
        self.ids, self.at = loaded.ids, loaded.at
        if moved and before is not None and before in self.ids:
            self.at = self.ids.index(before)

    def told(self, row_id: int | None) -> None:
        """It stands there, and whoever needs to know is told."""
        self._began_at = row_id

    def arrived(self) -> None:
        """All rows have come."""
        self._goal, self.outdated = None, False

    def give_up(self) -> None:
        """None will come: it waits for nothing."""
        self._goal, self.outdated, self.opens, self.to_last = None, False, False, False

    def takes_opening(self) -> bool:
        """Whether the row under it is to be opened now; asked once."""
        if not self.opens or self.outdated:
            return False
        self.opens = False
        return True
