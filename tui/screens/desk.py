"""What the areas share: the register, the person's language, and work off the event loop."""

import asyncio
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar, cast, runtime_checkable

from textual.widget import Widget

from core.door.session import Session
from core.messages import Catalogue, Message
from core.rules.alphabet import in_order
from core.rules.kinds import Language
from core.search.matches import found_by
from tui import heap
from tui.widgets.card import Tone
from tui.widgets.columns import Column
from tui.widgets.filtering import Answering
from tui.widgets.in_order import hold
from tui.widgets.jobs import complain
from tui.widgets.rows import Cells
from tui.widgets.words import told

if TYPE_CHECKING:
    from tui.remembered import ListColumns

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """Where a person works: the session, and the catalogue of their language."""

    session: Session
    catalogue: Catalogue

    @property
    def language(self) -> Language:
        return self.session.language

    @property
    def today(self) -> date:
        return self.session.today

    def do(self, job: Callable[[Session], T]) -> T:
        """A use-case with a connection of this thread."""
        try:
            with self.session.connected():
                return job(self.session)
        finally:
            heap.leave()

    def tell(self, message: Message | str, **values: object) -> str:
        """The message, or the message id with its values, in the person's language."""
        return told(self.catalogue, message, **values)

    def list_called(self, name: str) -> "ListColumns":
        """Where the columns this person chooses for the list of that name are remembered."""
        from tui.remembered import ListColumns  # not needed for the first picture

        return ListColumns(self.session.account, name)


class Workplace(Protocol):
    """What the steps need of the application around them."""

    def status(self, text: Message | str, tone: Tone = Tone.NORMAL) -> None: ...
    def go(self, area_id: str, record_id: int | None = None) -> None: ...
    def look_for(self, area_id: str, query: str) -> None: ...
    def written(self) -> None: ...


def workplace(widget: Widget) -> Workplace:
    """The application around a widget."""
    return cast(Workplace, widget.app)


@runtime_checkable
class Live(Protocol):
    """A screen of its own that shows the register: it is told when something was saved."""

    def refresh_data(self) -> None: ...


async def attempt(widget: Widget, job: Callable[[], T], *, holds: bool = True) -> T | None:
    """The job done in a thread; None, and the reason on the status line, if it failed.

    Keys typed meanwhile wait for it and for what it opens, unless it may take long and opens nothing (`holds`).
    """
    try:
        with hold(widget) if holds else nullcontext():
            return await asyncio.to_thread(job)
    except Exception as error:  # goes to the person as a sentence; the screens live on
        complain(widget, error)
        return None


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
    wanted = [(found_by([word.removeprefix("-")]), word.startswith("-")) for word in text.split()]
    return [
        number for number, cells in items.items()
        if all(any(one.spans(cell) for cell in cells) != without for one, without in wanted if one is not None)
    ]
