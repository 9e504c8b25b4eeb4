"""The people in what is opened in an area: who is a member, who is invited. They are filtered as people are everywhere."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, Protocol, TypeVar

from core import people
from core.door.session import Session
from core.people import PersonRow
from tui.screens.desk import Desk
from tui.widgets.rows import Cells


class Belonging(Protocol):
    """What makes a person belong to something."""

    @property
    def person_id(self) -> int: ...


B = TypeVar("B", bound=Belonging)


@dataclass(frozen=True)
class Belongings(Generic[B]):
    """How those who belong to something are read, numbered, put in order and shown."""

    desk: Desk
    answering: Callable[[Session, str], Sequence[B]]
    number: Callable[[B], int]
    in_order: Callable[[Session, Sequence[B], str, bool], Sequence[int]]
    cells: Callable[[B, PersonRow], Cells]
    every: tuple[B, ...] = ()
    known: dict[int, B] = field(default_factory=dict)  # all that were read, also those that a filter hides now

    def rows(self, text: str, order: str, descending: bool) -> "_Inside[B]":
        """Those that answer a filter, in an order."""
        return _Inside(self, text, order, descending)

    def renewed(self, every: Sequence[B]) -> "Belongings[B]":
        """The same as they are now."""
        return Belongings(self.desk, self.answering, self.number, self.in_order, self.cells, tuple(every), self.known)

    def people_of(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Who the rows of those numbers are."""
        return tuple(self.known[number].person_id for number in numbers if number in self.known)


@dataclass(frozen=True)
class _Inside(Generic[B]):
    """The rows: without a filter those that were read with the record, who they are as they show."""

    those: Belongings[B]
    text: str
    order: str
    descending: bool

    def ids(self) -> "array[int]":
        """The number of every row, in order."""
        return self.those.desk.do(self._ids)

    def _ids(self, session: Session) -> "array[int]":
        those = self.those
        found = those.answering(session, self.text) if self.text.strip() else those.every
        those.known.update((those.number(one), one) for one in found)
        return array("q", those.in_order(session, found, self.order, self.descending))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """The rows with these numbers."""
        those = self.those
        found = [those.known[number] for number in ids if number in those.known]
        who = [one.person_id for one in found]
        rows = {row.id: row for row in those.desk.do(partial(people.rows, numbers=who))}
        return {those.number(one): those.cells(one, rows[one.person_id]) for one in found if one.person_id in rows}
