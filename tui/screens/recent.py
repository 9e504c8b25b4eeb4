"""Back to one of the last records opened. Only their numbers are kept, only while the program runs."""

from collections.abc import Callable, Sequence
from functools import partial

from core import meeting_rows, meetings, networks, organisations, people
from core.door.session import Session
from core.messages import N_
from tui.screens import shown
from tui.screens.desk import Desk
from tui.widgets.menu import Option

MOST = 5
Go = Callable[[str, int], None]
Place = tuple[str, int]
"""An area's id and a record's number."""


def newest_first(places: Sequence[Place], opened: Place) -> tuple[Place, ...]:
    """The places with the one just opened; one more than is shown, for the first is where one is."""
    return (opened, *(place for place in places if place != opened))[: MOST + 1]


def options(desk: Desk, go: Go, places: Sequence[Place]) -> list[Option[Callable[[], object]]]:
    """The records as they are called now; one that is gone, or that this account may not see any more, is left out."""

    def read(session: Session) -> dict[Place, tuple[str, str]]:
        found = {}
        for area in {area for area, _ in places}:
            numbers = [number for its, number in places if its == area]
            found.update({(area, number): told for number, told in _NAMES[area](desk, session, numbers).items()})
        return found

    names = desk.do(read)
    listed = [place for place in places if place in names][:MOST]
    return [Option(partial(go, *place), *names[place]) for place in listed]


def _people(desk: Desk, session: Session, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = people.rows(session, numbers)
    kind = desk.tell(N_("person"))
    return {row.id: (shown.marked_name(row.name, row.protected), kind) for row in rows}


def _networks(desk: Desk, session: Session, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    kind = desk.tell(N_("network"))
    return {row.id: (row.name, kind) for row in networks.rows(session, numbers) if row.opened}


def _meetings(desk: Desk, session: Session, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    seen = set(meetings.ids(session))  # of closed shielded networks there are none among them
    rows = meeting_rows.rows(session, [number for number in numbers if number in seen])
    return {row.id: (row.title, shown.time_span(row.start, row.end, desk.language)) for row in rows}


def _organisations(desk: Desk, session: Session, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {row.id: (row.name, shown.kind(row.kind, desk.language)) for row in organisations.rows(session, numbers)}


_NAMES = {"people": _people, "networks": _networks, "meetings": _meetings, "organisations": _organisations}
AREAS = frozenset(_NAMES)
