"""I dag: what a coordinator wants to see on Monday morning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core import meetings, networks, people
from core.door.session import Session
from core.meetings import Meeting, MeetingRow
from core.minutes import actions, minutes
from core.minutes.actions import ActionPoint
from core.networks import Network
from core.past import undo
from core.past.undo import LogEntry
from core.people import PersonRow
from core.rules.kinds import MeetingStatus

SOON = timedelta(days=60)
_COUNTED = 1000
_NEWS = 100


@dataclass(frozen=True)
class Overview:
    """Counts of the file, the coming meetings, what is to be done, and whose education ends soon (counted up to 1000).

    `first_unanswered` is the next meeting for which an answer is missing.
    """

    people: int
    organisations: int
    networks: tuple[Network, ...]
    meetings: tuple[MeetingRow, ...]
    unanswered: int
    first_unanswered: int | None
    actions: tuple[ActionPoint, ...]
    actions_total: int
    without_minutes: tuple[Meeting, ...]
    finishing: tuple[PersonRow, ...]
    finishing_total: int

    @property
    def finishing_more(self) -> bool:
        """Whether more finish than were counted."""
        return self.finishing_total >= _COUNTED

    @property
    def empty(self) -> bool:
        """Whether nothing has been put into the file yet."""
        return not self.people and not self.networks and not self.organisations


@dataclass(frozen=True)
class News:
    """What colleagues have done since somebody was here last, the newest first; `more` counts those not among them."""

    entries: tuple[LogEntry, ...] = ()
    more: int = 0


def today(session: Session, *, days: int = 7, most: int = 8) -> Overview:
    """The overview of today: meetings that begin within `days`, at most so many lines of each."""
    coming = list(meetings.coming_ids(session, days=days))
    shown = meetings.rows(session, coming)
    unanswered = _unanswered(session, shown)
    to_do = actions.every(session)
    finishing = _finishing(session, session.today, session.today + SOON, max(most, _COUNTED))
    return Overview(
        people=people.count(session),
        organisations=int(session.query("SELECT count(*) FROM organisation WHERE archived = 0")[0][0]),
        networks=tuple(networks.find(session)),
        meetings=tuple(shown[:most]),
        unanswered=sum(unanswered.values()),
        first_unanswered=next(iter(unanswered), None),
        actions=tuple(to_do[:most]),
        actions_total=len(to_do),
        without_minutes=tuple(minutes.missing(session)[:most]),
        finishing=tuple(people.rows(session, finishing[:most])),
        finishing_total=len(finishing),
    )


def latest(session: Session) -> list[LogEntry]:
    """What was done last. By itself, since what is hidden of operations of a million rows is not told in no time."""
    return undo.entries(session, limit=5)


def newest(session: Session) -> int:
    """The number of the newest operation, 0 in an empty file: what somebody has seen who looks now."""
    return int(session.query("SELECT COALESCE(max(id), 0) FROM operation")[0][0])


def news(session: Session, after: int | None, *, most: int = 5) -> News:
    """What others have done since the operation `after`; nothing if it is not known when somebody was here."""
    if after is None:
        return News()
    found = undo.entries(session, limit=_NEWS, after=after, by_others=True)
    return News(tuple(found[:most]), max(0, len(found) - most))


def _unanswered(session: Session, coming: Sequence[MeetingRow]) -> dict[int, int]:
    """How many have not answered, by meeting, in their order; a cancelled one waits for nobody."""
    numbers = [row.id for row in coming if row.status is not MeetingStatus.CANCELLED]
    rows = session.query(
        "SELECT meeting_id, count(*) FROM participation WHERE removed = 0 AND answer = 'needs_action'"
        f" AND meeting_id IN ({', '.join('?' * len(numbers))}) GROUP BY meeting_id",
        list(numbers),
    )
    found = {int(number): int(count) for number, count in rows}
    return {number: found[number] for number in numbers if number in found}


def _finishing(session: Session, first: date, last: date, most: int) -> list[int]:
    """Whose education ends in that time, the first of them first. The index is walked by day and left after `most`."""
    rows = session.query(
        "SELECT a.person_id FROM affiliation a WHERE a.kind IN ('pupil', 'apprentice') AND a.until_date BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM affiliation later WHERE later.person_id = a.person_id AND"
        " (later.until_date IS NULL OR later.until_date > ?)) ORDER BY a.until_date LIMIT ?",
        [first.isoformat(), last.isoformat(), last.isoformat(), 2 * most],  # at a school and a company alike
    )
    return list(dict.fromkeys(row[0] for row in rows))[:most]
