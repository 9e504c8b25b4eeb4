"""I dag, what shows first: the coming meetings, what is to be done, and how large the file is.

Read before anything else of the program is there, so it loads little; the rest is in `core.news` and `core.school.soon`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core import meeting_rows
from core.door.scope import visible_meeting
from core.door.session import Session
from core.meeting_rows import MeetingRow
from core.minutes import action_points
from core.minutes.action_points import ActionPoint
from core.rules.kinds import MeetingStatus
from core.rules.moments import utc_text


@dataclass(frozen=True)
class Overview:
    """Counts of the file, the coming meetings, and what is to be done after those that were.

    `first_unanswered` is the next meeting for which an answer is missing.
    """

    people: int
    organisations: int
    networks: int
    meetings: tuple[MeetingRow, ...]
    unanswered: int
    first_unanswered: int | None
    actions: tuple[ActionPoint, ...]
    actions_total: int
    without_minutes: tuple[MeetingRow, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing has been put into the file yet."""
        return not self.people and not self.networks and not self.organisations


def today(session: Session, *, days: int = 7, most: int = 8) -> Overview:
    """The overview of today: meetings that begin within `days`, at most so many lines of each."""
    coming = list(meeting_rows.coming_ids(session, days=days))
    shown = meeting_rows.rows(session, coming)
    unanswered = _unanswered(session, shown)
    to_do = action_points.every(session)
    counts = session.query(
        "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM organisation WHERE archived = 0),"
        " (SELECT count(*) FROM network)"
    )
    people, organisations, networks = counts[0]
    return Overview(
        people=people,
        organisations=organisations,
        networks=networks,
        meetings=tuple(shown[:most]),
        unanswered=sum(unanswered.values()),
        first_unanswered=next(iter(unanswered), None),
        actions=tuple(to_do[:most]),
        actions_total=len(to_do),
        without_minutes=tuple(without_minutes(session)[:most]),
    )


def newest(session: Session) -> int:
    """The number of the newest operation, 0 in an empty file: what somebody has seen who looks now."""
    return int(session.query("SELECT COALESCE(max(id), 0) FROM operation")[0][0])


def without_minutes(session: Session, *, days: int = 14) -> list[MeetingRow]:
    """The meetings of the last `days` that somebody was to write minutes of, and of which nothing is written; oldest first."""
    visible, account = visible_meeting(session)
    found = session.query(
        "SELECT m.id FROM meeting m WHERE m.end_utc BETWEEN ? AND ? AND m.status = 'planned' AND m.minutes = ''"
        " AND EXISTS (SELECT 1 FROM participation pa WHERE pa.meeting_id = m.id AND pa.role = 'minutes' AND pa.removed = 0)"
        " AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.meeting_id = m.id)"
        f" AND {visible} ORDER BY m.end_utc, m.id",
        [utc_text(session.now - timedelta(days=days)), utc_text(session.now), *account],
    )
    return meeting_rows.rows(session, [row[0] for row in found])


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
