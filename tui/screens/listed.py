"""The rows of lists: read from the register block by block, or read already."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from core.door.session import Session
from core.rules.alphabet import in_order
from core.search.matches import each_of
from tui.screens.desk import Desk
from tui.widgets.columns import Column
from tui.widgets.filtering import Answering
from tui.widgets.rows import Cells


class Numbered(Protocol):
    """A row as core gives it."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Numbered)


@dataclass(frozen=True)
class Records(Generic[R]):
    """The rows of a list, read from the register block by block."""

    desk: Desk
    find: Callable[[Session], "array[int]"]
    load: Callable[[Session, Sequence[int]], Sequence[R]]
    cells: Callable[[R], Cells]

    def ids(self) -> "array[int]":
        """The id of every row, in order."""
        return self.desk.do(self.find)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """The rows with these ids."""
        found = self.desk.do(lambda session: self.load(session, list(ids)))
        return {row.id: self.cells(row) for row in found}


Value: TypeAlias = str | int | None


@dataclass(frozen=True)
class Listed:
    """Rows that were read already, with their ids; as they were read, or in the order that `order` gives."""

    items: Mapping[int, Cells]
    order: Callable[[], Sequence[int]] | None = None

    def ids(self) -> "array[int]":
        """The id of every row, in order."""
        return array("q", self.items if self.order is None else (one for one in self.order() if one in self.items))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """The rows with these ids."""
        return {number: self.items[number] for number in ids if number in self.items}


def listed_by_columns(
    items: Mapping[int, Cells], columns: Sequence[Column], value: Callable[[int, str], Value] | None = None
) -> Answering:
    """Rows that were read already: those that show the words of a filter, as they were, or sorted by what a column shows,
    or by the `value` of a row in it, if that is not None.
    """

    def rows(text: str, by: str, descending: bool) -> Listed:
        place = next((index for index, column in enumerate(columns) if column.order == by), None)
        if place is None and not text.strip():
            return Listed(items)

        def order() -> Sequence[int]:
            found = showing(dict(items), text)
            if place is None:
                return found
            values: dict[int, Value] = {}
            for number in found:
                said = None if value is None else value(number, by)
                values[number] = items[number][place] if said is None else said
            return in_order(found, values, descending=descending)

        return Listed(items, order)

    return rows


def showing(items: Mapping[int, Cells], text: str) -> Sequence[int]:
    """The rows that show every word of a text, and none of those with a hyphen before."""
    asked = [(each_of(word.removeprefix("-")), word.startswith("-")) for word in text.split()]
    wanted = [one for one in asked if one[0]]
    return [
        number for number, cells in items.items()
        if all(all(any(one.spans(cell) for cell in cells) for one in every) != without for every, without in wanted)
    ]
