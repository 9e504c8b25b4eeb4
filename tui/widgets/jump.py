"""Going to a row by its number, or by the first letters of what the list is sorted by."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual.events import Key
from textual.widget import Widget

from core.rules.alphabet import alphabetical, spelled_plainly
from tui.widgets import jobs
from tui.widgets.rows import Headed, Source

_MOVES = frozenset(["up", "down", "pageup", "pagedown", "home", "end", "left", "right"])
_GROUP = "jump"
_LOOKED_THROUGH = 2000  # rows of a list whose order is no help


@dataclass(frozen=True)
class Sought:
    """The rows of a list, and which of their cells they are sorted by, if by a text."""

    source: Source
    ids: "array[int]"
    cell: int | None
    descending: bool


def place_of(sought: Sought, typed: str) -> int | None:
    """The place of the row meant, or the nearest; None if there is none. Called in a worker thread.

    In a list sorted by a text it reads some twenty rows, however many there are.
    """
    if not sought.ids or not typed.strip():
        return None
    if typed.isdecimal():
        return max(0, min(int(typed), len(sought.ids)) - 1)
    if sought.cell is None and not isinstance(sought.source, Headed):
        return _looked_through(sought, spelled_plainly(typed))
    return _bisected(sought, alphabetical(typed))


def _bisected(sought: Sought, typed: str) -> int:
    low, high = 0, len(sought.ids)
    while low < high:
        middle = (low + high) // 2
        head = alphabetical(_head(sought, sought.ids[middle]))
        if not head or (head[: len(typed)] <= typed if sought.descending else head >= typed):
            high = middle  # rows without a text come last, whichever way the list is sorted
        else:
            low = middle + 1
    return min(low, len(sought.ids) - 1)


def _head(sought: Sought, row_id: int) -> str:
    if isinstance(sought.source, Headed):
        return sought.source.heads([row_id]).get(row_id, "")
    cells = sought.source.rows([row_id]).get(row_id)
    return cells[sought.cell] if cells is not None and sought.cell is not None else ""


def _looked_through(sought: Sought, typed: str) -> int | None:
    """The first row with a cell that begins so."""
    ids = sought.ids[:_LOOKED_THROUGH]
    rows: Mapping[int, Sequence[str]] = sought.source.rows(ids)
    for place, row_id in enumerate(ids):
        if any(spelled_plainly(cell).startswith(typed) for cell in rows.get(row_id, ())):
            return place
    return None


class Jump:
    """What is being typed to go to a row. While it is on, letters are no commands."""

    def __init__(self, widget: Widget, go: Callable[[int | None], object]) -> None:
        self._widget, self._go = widget, go
        self._sought: Sought | None = None
        self.typed: str | None = None
        self.under_way = False
        self._began_at = 0

    def begin(self, sought: Sought, at: int) -> None:
        """From now on what is typed says where to go; `at` is where escape leads back to."""
        self._sought, self.typed, self._began_at = sought, "", at
        self._widget.refresh()

    def awaits(self, key: str) -> bool:
        """Whether a key is for the row that is being looked for; more letters only say better which."""
        return self.under_way and (self.typed is None or key in _MOVES)

    def takes(self, key: str, character: str | None) -> bool:
        """Whether a key is a part of what is typed, or ends it."""
        if self.typed is None:
            return False
        return key in ("backspace", "enter", "escape") or (character is not None and character.isprintable())

    def press(self, event: Key) -> None:
        """A key while it is on; one that moves the cursor ends it and does what it always does."""
        if self.typed is None:
            return
        if not self.takes(event.key, event.character):
            self._end()
            return
        event.stop()
        event.prevent_default()
        match event.key:
            case "enter":
                self._end()
            case "escape":
                self._end()
                jobs.forget(self._widget, _GROUP)
                self._found(self._began_at)
            case "backspace":
                self._type(self.typed[:-1])
            case _:
                self._type(self.typed + (event.character or ""))

    def _type(self, text: str) -> None:
        self.typed = text
        self._widget.refresh()
        if self._sought is not None:
            self.under_way = True
            jobs.run(self._widget, partial(place_of, self._sought, text), self._found, self._failed, group=_GROUP)

    def _found(self, place: int | None) -> None:
        self.under_way = False
        self._go(place)

    def _failed(self, error: Exception) -> None:
        self.under_way = False
        jobs.complain(self._widget, error)

    def _end(self) -> None:
        self.typed = None
        self._widget.refresh()
