"""Lists that may hold a million: some rows at once, all a moment later, unless somebody goes on or does not want to wait."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from core import people
from core.door.session import Session
from core.door.stopping import Stopper
from core.people import PersonRow
from tui.screens.desk import Desk
from tui.screens.listed import Numbered
from tui.widgets.rows import Cells

R = TypeVar("R", bound=Numbered)
T = TypeVar("T")


@dataclass(frozen=True)
class Searched(Generic[R]):
    """Rows read from the register, the first of them by `begin`; see `tui.widgets.rows.Searching`."""

    desk: Desk
    begin: "Callable[[Session], tuple[array[int], bool]]"
    find: "Callable[[Session], array[int]]"
    load: Callable[[Session, Sequence[int]], Sequence[R]]
    cells: Callable[[R], Cells]
    _stopper: Stopper = field(default_factory=Stopper)

    def first(self) -> "tuple[array[int], bool]":
        """Some of them, and whether these are all."""
        return self._read(self.begin)

    def ids(self) -> "array[int]":
        """The id of every row, in order."""
        return self._read(self.find)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """The rows with these ids."""
        found = self.desk.do(lambda session: self.load(session, list(ids)))
        return {row.id: self.cells(row) for row in found}

    def stop(self) -> None:
        """End what is being read."""
        self._stopper.stop()

    def _read(self, job: Callable[[Session], T]) -> T:
        with self._stopper.over(self.desk.session):
            return job(self.desk.session)


@dataclass(frozen=True)
class _ByName(Searched[PersonRow]):
    """People in the order of their names, the family name first; see `tui.widgets.rows.Headed`."""

    def heads(self, ids: Sequence[int]) -> Mapping[int, str]:
        """What they are sorted by."""
        found = self.desk.do(lambda session: people.rows(session, ids))
        return {row.id: f"{row.family} {row.given}".strip() for row in found}


def searched_people(
    desk: Desk, cells: Callable[[PersonRow], Cells], query: str, order: str = "name", descending: bool = False
) -> Searched[PersonRow]:
    """The people who answer a query."""
    begin = partial(people.first_ids, query=query, order=order, descending=descending)
    find = partial(people.ids, query=query, order=order, descending=descending)
    return (_ByName if order == "name" else Searched)(desk, begin, find, people.rows, cells)
