"""Whose education ends within two months, for I dag; `core.school.finishing` has what is decided about them."""

from dataclasses import dataclass
from datetime import date, timedelta

from core import people
from core.door.session import Session
from core.people import PersonRow

AHEAD = timedelta(days=60)
_COUNTED = 1000


@dataclass(frozen=True)
class Soon:
    """The first who finish, and how many do, counted up to 1000."""

    people: tuple[PersonRow, ...] = ()
    total: int = 0

    @property
    def more(self) -> bool:
        """Whether more finish than were counted."""
        return self.total >= _COUNTED


def finishing_soon(session: Session, *, most: int = 8) -> Soon:
    """The first `most` people whose education ends in the next 60 days."""
    found = _ids(session, session.today, session.today + AHEAD, _COUNTED)
    return Soon(tuple(people.rows(session, found[:most])), len(found))


def _ids(session: Session, first: date, last: date, most: int) -> list[int]:
    """The first of them first. The index is walked by day and left after `most`."""
    rows = session.query(
        "SELECT a.person_id FROM affiliation a WHERE a.kind IN ('pupil', 'apprentice') AND a.until_date BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM affiliation later WHERE later.person_id = a.person_id AND"
        " (later.until_date IS NULL OR later.until_date > ?)) ORDER BY a.until_date LIMIT ?",
        [first.isoformat(), last.isoformat(), last.isoformat(), 2 * most],  # at a school and a company alike
    )
    return list(dict.fromkeys(row[0] for row in rows))[:most]
