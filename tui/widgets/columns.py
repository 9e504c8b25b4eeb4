"""How the columns of a list share the width: narrow terminals show the least important ones on further pages."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its title (message id), least width in cells, share of spare room, and what it is worth.

    Priority 0 is never dropped; the highest is dropped first. `order` names the order the column sorts by, `key` the
    field as `--fields` and saved views call it. One that is not `usual` shows when somebody chooses it. Whether its order
    is that of the texts it shows is said by `alphabetical`.
    """

    title: str
    width: int
    weight: int = 0
    priority: int = 0
    order: str = ""
    right: bool = False
    key: str = ""
    usual: bool = True
    alphabetical: bool = True


@dataclass(frozen=True)
class Arrangement:
    """The keys of the columns that show, in order (none: the usual ones), and what the list is sorted by."""

    keys: tuple[str, ...]
    order: str = ""
    descending: bool = False


@dataclass(frozen=True)
class Placed:
    """A column that has room: its index among the columns, and its width in cells."""

    index: int
    width: int


AS_READ = "read"
"""The order of rows that nobody has sorted: no column has it."""
GAP = 1
_LEAST = 6  # cells of the first column on a further page, however wide the other one is


def chosen(columns: Sequence[Column], keys: Sequence[str] = ()) -> tuple[int, ...]:
    """The indices of the columns with these keys, in that order; the usual ones if there is none."""
    places = {column.key: index for index, column in enumerate(columns) if column.key}
    found = tuple(places[key] for key in dict.fromkeys(keys) if key in places)
    return found or tuple(index for index, column in enumerate(columns) if column.usual)


def usual(columns: Sequence[Column]) -> tuple[str, ...]:
    """The keys of the columns that show if nobody has chosen any."""
    return tuple(column.key for column in columns if column.usual)


def pages(columns: Sequence[Column], width: int) -> tuple[tuple[Placed, ...], ...]:
    """The columns that `arrange` finds room for, and on further pages, beside the first of them, those it does not."""
    first = arrange(columns, width)
    if not first:
        return ((),)
    found = [first]
    anchor, shown = first[0].index, {placed.index for placed in first}
    left = [index for index in range(len(columns)) if index not in shown]
    while left:
        kept = [anchor, left.pop(0)]
        while left and _needed(columns, [*kept, left[0]]) <= width:
            kept.append(left.pop(0))
        found.append(_squeezed(_shared(columns, kept, width), width))
    return tuple(found)


def _squeezed(placed: tuple[Placed, ...], width: int) -> tuple[Placed, ...]:
    """The first column gives way where even two have no room."""
    over = sum(one.width for one in placed) + GAP * (len(placed) - 1) - width
    if over <= 0:
        return placed
    return (Placed(placed[0].index, max(_LEAST, placed[0].width - over)), *placed[1:])


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
