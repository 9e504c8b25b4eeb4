"""I dag: what a coordinator wants to see on Monday morning."""

from dataclasses import dataclass
from datetime import date, timedelta

from core import meetings, networks, people, undo
from core.meetings import MeetingRow
from core.networks import Network
from core.people import PersonRow
from core.session import Session
from core.undo import LogEntry

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Overview:
    """Counts of the file, the coming meetings, whose education ends soon, and what was done last."""

    people: int
    organisations: int
    networks: tuple[Network, ...]
    meetings: tuple[MeetingRow, ...]
    unanswered: int
    finishing: tuple[PersonRow, ...]
    finishing_total: int
    latest: tuple[LogEntry, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing has been put into the file yet."""
        return not self.people and not self.networks and not self.organisations


def today(session: Session, *, days: int = 7, most: int = 8) -> Overview:
    """The overview of today: meetings that begin within `days`, at most so many lines of each."""
    coming = list(meetings.coming_ids(session, days=days))
    shown = meetings.rows(session, coming)
    finishing = _finishing(session, session.today, session.today + SOON)
    return Overview(
        people=people.count(session),
        organisations=int(session.query("SELECT count(*) FROM organisation WHERE archived = 0")[0][0]),
        networks=tuple(networks.find(session)),
        meetings=tuple(shown[:most]),
        unanswered=sum(_unanswered(session, number) for number in coming),
        finishing=tuple(people.rows(session, finishing[:most])),
        finishing_total=len(finishing),
        latest=tuple(undo.entries(session, limit=5)),
    )


def _unanswered(session: Session, meeting_id: int) -> int:
    rows = session.query(
        "SELECT count(*) FROM participation WHERE meeting_id = ? AND removed = 0 AND answer = 'needs_action'",
        [meeting_id],
    )
    return int(rows[0][0])


def _finishing(session: Session, first: date, last: date) -> list[int]:
    rows = session.query(
        "SELECT a.person_id, min(a.until_date) AS ends FROM affiliation a JOIN person p ON p.id = a.person_id"
        " WHERE a.kind IN ('pupil', 'apprentice') AND a.until_date BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM affiliation later WHERE later.person_id = a.person_id AND"
        " (later.until_date IS NULL OR later.until_date > ?)) GROUP BY a.person_id ORDER BY ends, p.sort_key",
        [first.isoformat(), last.isoformat(), last.isoformat()],
    )
    return [row[0] for row in rows]
