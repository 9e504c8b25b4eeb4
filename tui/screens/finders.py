"""What the palette finds beside the keys of where one is: the workshop's tasks, and what is in the register."""

from collections.abc import Callable, Sequence
from functools import partial

from core import meeting_rows, meetings, networks, organisations, people
from core.door.session import Session
from core.errors import Invalid
from core.messages import N_
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.workshop import TASKS, Task
from tui.widgets.palette import Hit

_MOST = 20
Go = Callable[[str, int], None]


def find(desk: Desk, go: Go, kind: str, typed: str) -> Sequence[Hit]:
    """The records of a kind (an area's id) that answer to what is typed; a chosen one is shown in its area."""
    finds = {"people": _people, "networks": _networks, "meetings": _meetings, "organisations": _organisations}
    try:
        return desk.do(lambda session: finds[kind](desk, go, session, typed))
    except Invalid:
        return ()  # half a query is no mistake while somebody types


def tasks(desk: Desk, begin: Callable[[Task], object], typed: str) -> Sequence[Hit]:
    """The tasks of the workshop whose name or sentence has every word typed."""
    kind, words = desk.tell(N_("Workshop")), typed.casefold().split()
    named = [(f"{desk.tell(one.name)}: {desk.tell(one.sentence)}", one) for group in TASKS.values() for one in group]
    return [Hit(name, kind, partial(begin, one)) for name, one in named if all(word in name.casefold() for word in words)]


def _people(desk: Desk, go: Go, session: Session, typed: str) -> list[Hit]:
    found = people.rows(session, people.first_ids(session, typed, most=_MOST)[0])
    kind = desk.tell(N_("person"))
    return [
        Hit(shown.joined((shown.marked_name(row.name, row.protected), row.class_name, row.company or row.school)),
            kind, partial(go, "people", row.id))
        for row in found
    ]  # fmt: skip


def _networks(desk: Desk, go: Go, session: Session, typed: str) -> list[Hit]:
    found = networks.rows(session, networks.ids(session, typed)[:_MOST])
    return [Hit(row.name, desk.tell(N_("network")), partial(go, "networks", row.id)) for row in found]


def _meetings(desk: Desk, go: Go, session: Session, typed: str) -> list[Hit]:
    found = meeting_rows.rows(session, meetings.ids(session, typed)[-_MOST:])
    kind = desk.tell(N_("meeting"))
    return [
        Hit(f"{row.title}, {shown.time_span(row.start, row.end, desk.language)}", kind, partial(go, "meetings", row.id))
        for row in reversed(found)
    ]


def _organisations(desk: Desk, go: Go, session: Session, typed: str) -> list[Hit]:
    found = organisations.rows(session, organisations.ids(session, typed)[:_MOST])
    return [Hit(row.name, shown.kind(row.kind, desk.language), partial(go, "organisations", row.id)) for row in found]
