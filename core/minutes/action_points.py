"""Action points as they are read: what somebody was to do after a meeting. As private as the meeting they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.door.scope import visible_meeting
from core.door.session import Session
from core.errors import NotFound
from core.messages import N_, say
from core.rules.active import from_iso
from db.log import Value


@dataclass(frozen=True)
class ActionPoint:
    """Something to be done. `owner` is who does it: of the register (`owner_id`), somebody named freely, or nobody ("")."""

    id: int
    version: int
    meeting_id: int
    meeting: str
    text: str
    owner_id: int | None
    owner: str
    protected: bool
    due: date | None
    done_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether it was to be done before today, and is not."""
        return self.done_on is None and self.due is not None and self.due < today


_SELECT = (
    "SELECT ap.id, ap.version, ap.meeting_id, m.title, ap.text, ap.owner_id,"
    " coalesce(trim(p.given || ' ' || p.family), ap.owner_name), coalesce(p.protected, 0), ap.due, ap.done_on"
    " FROM action_point ap JOIN meeting m ON m.id = ap.meeting_id LEFT JOIN person p ON p.id = ap.owner_id"
)
# What is due comes first; what has no day comes last.
_ORDER = "ORDER BY ap.due IS NULL, ap.due, ap.id"


def of_meeting(session: Session, meeting_id: int, *, done: bool = True) -> list[ActionPoint]:
    """The action points of a meeting, soonest due first; without `done` only those still to do."""
    visible, account = visible_meeting(session)
    only = "" if done else " AND ap.done_on IS NULL"
    return _read(session, f"ap.meeting_id = ? AND {visible}{only}", [meeting_id, *account])


def every(session: Session, *, done: bool = False) -> list[ActionPoint]:
    """The action points of all meetings this account may see, soonest due first; with `done` also those that are done."""
    visible, account = visible_meeting(session)
    only = "" if done else " AND ap.done_on IS NULL"
    return _read(session, f"{visible}{only}", account)


def get(session: Session, number: int) -> ActionPoint:
    """The action point of that number. Raises `NotFound`, also if its meeting is closed to this account."""
    visible, account = visible_meeting(session)
    found = _read(session, f"ap.id = ? AND {visible}", [number, *account])
    if not found:
        raise NotFound(say(N_("There is no action point number {number}."), number=number))
    return found[0]


def _read(session: Session, where: str, parameters: Sequence[Value]) -> list[ActionPoint]:
    return [
        ActionPoint(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]), from_iso(row[8]), from_iso(row[9])
        )
        for row in session.query(f"{_SELECT} WHERE {where} {_ORDER}", parameters)
    ]
