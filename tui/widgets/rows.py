"""Where the rows of a list come from, and the few of them that are kept."""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

BLOCK = 128
_KEPT_BLOCKS = 16

Cells: TypeAlias = Sequence[str]
"""The text of a row, one string a column."""


class Source(Protocol):
    """What a list shows. Both are called in worker threads."""

    def ids(self) -> "array[int]":
        """The id of every row, in order."""
        ...

    def rows(self, ids: Sequence[int], /) -> Mapping[int, Cells]:
        """The rows with these ids; those that are gone are left out."""
        ...


@dataclass(frozen=True)
class Load:
    """A first look at a source: all ids, where the cursor belongs, and the blocks that show there."""

    ids: "array[int]"
    at: int
    blocks: Mapping[int, Mapping[int, Cells]]


def load(source: Source, keep: int | None, fallback: int, page: int) -> Load:
    """Read the ids and what shows around the row `keep`, or around the place `fallback` if that row is gone."""
    ids = source.ids()
    at = max(0, min(fallback, len(ids) - 1))
    if keep is not None:
        try:
            at = ids.index(keep)
        except ValueError:
            keep = None
    shown = {place // BLOCK for place in (max(0, at - page), at, at + page) if place < len(ids)}
    return Load(ids, at, {number: source.rows(block_of(ids, number)) for number in sorted(shown)})


def block_of(ids: "array[int]", number: int) -> "array[int]":
    """The ids of one block."""
    return ids[number * BLOCK : (number + 1) * BLOCK]


class Kept:
    """The blocks of rows looked at last."""

    def __init__(self) -> None:
        self._blocks: OrderedDict[int, dict[int, Cells]] = OrderedDict()

    def replace(self, blocks: Mapping[int, Mapping[int, Cells]]) -> None:
        """Forget everything but these."""
        self._blocks = OrderedDict((number, dict(rows)) for number, rows in blocks.items())

    def put(self, number: int, rows: Mapping[int, Cells]) -> None:
        """Keep a block, and forget the one looked at longest ago."""
        self._blocks[number] = dict(rows)
        self._blocks.move_to_end(number)
        if len(self._blocks) > _KEPT_BLOCKS:
            self._blocks.popitem(last=False)

    def change(self, rows: Mapping[int, Cells]) -> None:
        """Other text for rows that may be kept."""
        for block in self._blocks.values():
            for row_id in block.keys() & rows.keys():
                block[row_id] = rows[row_id]

    def get(self, number: int) -> Mapping[int, Cells] | None:
        """A block, if it is kept."""
        block = self._blocks.get(number)
        if block is not None:
            self._blocks.move_to_end(number)
        return block

    def missing(self, first: int, last: int, count: int) -> Sequence[int]:
        """The numbers of the blocks that hold the places `first` to `last` and are not kept."""
        last = min(last, count - 1)
        if last < first:
            return ()
        return [number for number in range(first // BLOCK, last // BLOCK + 1) if number not in self._blocks]
