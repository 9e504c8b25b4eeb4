"""Where the rows of a list come from, and the few of them that are kept."""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

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


@runtime_checkable
class Searching(Protocol):
    """A source that may take long: it has some rows to show at once, and can be stopped."""

    def first(self) -> "tuple[array[int], bool]":
        """Some ids, in order, and whether these are all; called in a worker thread."""
        ...

    def stop(self) -> None:
        """End what is being read; called on the loop."""
        ...


@runtime_checkable
class Headed(Protocol):
    """A source whose rows are sorted by a text that is not one of their cells, such as the family name first."""

    def heads(self, ids: Sequence[int], /) -> Mapping[int, str]:
        """The texts the rows with these ids are sorted by; called in a worker thread."""
        ...


@runtime_checkable
class Renumbered(Protocol):
    """A source whose rows may get another id, such as a day of a series that gets something of its own."""

    def renumbered(self, record_id: int, /) -> int | None:
        """The id that a row has now whose id is gone, if it is another one; called in a worker thread."""
        ...


@dataclass(frozen=True)
class Load:
    """A first look at a source: the ids, where the cursor belongs, and the blocks that show there."""

    ids: "array[int]"
    at: int
    blocks: Mapping[int, Mapping[int, Cells]]


@dataclass(frozen=True)
class Look:
    """Where to look: around the row `keep`, or around the place `fallback` if that row is gone, and how far."""

    keep: int | None
    fallback: int
    page: int


def load(source: Source, look: Look) -> Load:
    """Read all ids and what shows there."""
    return _around(source, source.ids(), look)


def load_first(source: Source, searching: Searching, look: Look) -> tuple[Load, bool]:
    """Read the ids that are there at once and what shows of them; and whether these are all."""
    ids, whole = searching.first()
    return _around(source, ids, look), whole


def _around(source: Source, ids: "array[int]", look: Look) -> Load:
    at = _place_of(ids, look.keep)
    if at is None and look.keep is not None and isinstance(source, Renumbered):
        at = _place_of(ids, source.renumbered(look.keep))
    if at is None:
        at = max(0, min(look.fallback, len(ids) - 1))
    shown = {place // BLOCK for place in (max(0, at - look.page), at, at + look.page) if place < len(ids)}
    return Load(ids, at, {number: source.rows(block_of(ids, number)) for number in sorted(shown)})


def _place_of(ids: "array[int]", record_id: int | None) -> int | None:
    return ids.index(record_id) if record_id is not None and record_id in ids else None


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

    def rows(self) -> Mapping[int, Cells]:
        """Every row that is kept."""
        return {row_id: cells for block in self._blocks.values() for row_id, cells in block.items()}

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
