"""Danish alphabetical order, for what is sorted or looked up outside the database: aa as å, and æ, ø, å last."""

from array import array
from collections.abc import Mapping, Sequence

from db.keys import fold, sort_key


def alphabetical(text: str) -> str:
    """A key whose order is that of the register's own lists."""
    return sort_key(text)


def spelled_plainly(text: str) -> str:
    """A text as people type it in a hurry: Søren, Soeren and Soren are the same."""
    return fold(text)


def in_order(numbers: Sequence[int], values: Mapping[int, str | int | None], *, descending: bool = False) -> "array[int]":
    """The numbers by their values, texts in Danish order; those of the same value as they stood, those without one last."""
    ranks = {value: sort_key(value) if isinstance(value, str) else value for value in set(values.values())}
    filled = [number for number in numbers if values.get(number) not in (None, "")]
    filled.sort(key=lambda number: ranks[values[number]], reverse=descending)  # type: ignore[arg-type,return-value]  # all of one kind
    left = set(filled)
    return array("q", [*filled, *(number for number in numbers if number not in left)])
