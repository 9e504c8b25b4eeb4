"""The marked rows of a list."""

from collections.abc import Callable, Collection, Iterable


class Marks:
    """Ids; `told` hears of every change which rows look different now."""

    def __init__(self, told: Callable[[Collection[int]], object]) -> None:
        self._told = told
        self.ids: frozenset[int] = frozenset()

    def put(self, ids: Iterable[int]) -> None:
        """These are marked, and no others."""
        before, self.ids = self.ids, frozenset(ids)
        self._told(before ^ self.ids)

    def turn(self, row_id: int) -> None:
        """Mark a row, or take its mark away."""
        self.put(self.ids ^ {row_id})

    def turn_all(self, ids: Collection[int]) -> None:
        """Mark all of these, or take their marks away if all have one; other marks stay."""
        self.put(self.ids.difference(ids) if self.ids.issuperset(ids) else self.ids.union(ids))

    def hidden(self, ids: Iterable[int]) -> int:
        """How many are not among these."""
        return len(self.ids.difference(ids)) if self.ids else 0

    def keep(self, ids: Iterable[int]) -> None:
        """Others are gone from the list; nobody is told, for it is painted anew."""
        if self.ids:
            self.ids = self.ids.intersection(ids)
