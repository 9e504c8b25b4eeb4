"""How the columns of a list share the width: narrow terminals drop the least important."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its title (message id), least width in cells, share of spare room, and what it is worth.

    Priority 0 is never dropped; the highest is dropped first. `order` names the order the column sorts by.
    """

    title: str
    width: int
    weight: int = 0
    priority: int = 0
    order: str = ""
    right: bool = False


@dataclass(frozen=True)
class Placed:
    """A column that has room: its index among the columns, and its width in cells."""

    index: int
    width: int


GAP = 1


def arrange(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """The columns that have room in `width` cells, with their widths; gaps of one cell between them."""
    kept = list(range(len(columns)))
    while len(kept) > 1 and _needed(columns, kept) > width:
        least = max(kept, key=lambda index: (columns[index].priority, index))
        if columns[least].priority == 0:
            break
        kept.remove(least)
    if not kept:
        return ()
    return _shared(columns, kept, width)


def _needed(columns: Sequence[Column], kept: Sequence[int]) -> int:
    return sum(columns[index].width for index in kept) + GAP * (len(kept) - 1)


def _shared(columns: Sequence[Column], kept: Sequence[int], width: int) -> tuple[Placed, ...]:
    spare = max(0, width - _needed(columns, kept))
    weights = sum(columns[index].weight for index in kept)
    placed: list[Placed] = []
    for index in kept:
        share = spare * columns[index].weight // weights if weights else 0
        spare -= share
        weights -= columns[index].weight
        placed.append(Placed(index, columns[index].width + share))
    return tuple(placed)
