"""The people a list shows, of whom there may be a million: some at once, all a moment later, unless somebody goes on."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from core import people
from core.door.session import Session
from core.door.stopping import Stopper
from core.people import PersonRow
from tui.screens.desk import Desk
from tui.widgets.rows import Cells

T = TypeVar("T")


@dataclass(frozen=True)
class SearchedPeople:
    """Those who answer a query, in an order; what is being read can be left (`tui.widgets.rows.Searching`)."""

    desk: Desk
    cells: Callable[[PersonRow], Cells]
    query: str = ""
    order: str = "name"
    descending: bool = False
    _stopper: Stopper = field(default_factory=Stopper)

    def first(self) -> "tuple[array[int], bool]":
        """Some of them."""
        return self._read(
            lambda session: people.first_ids(session, self.query, order=self.order, descending=self.descending)
        )

    def ids(self) -> "array[int]":
        """All of them."""
        return self._read(lambda session: people.ids(session, self.query, order=self.order, descending=self.descending))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """The rows with these ids."""
        found = self.desk.do(lambda session: people.rows(session, list(ids)))
        return {row.id: self.cells(row) for row in found}

    def stop(self) -> None:
        """End what is being read."""
        self._stopper.stop()

    def _read(self, job: Callable[[Session], T]) -> T:
        with self._stopper.over(self.desk.session):
            return job(self.desk.session)
