"""What each person's calendar was sent of a meeting, as the register has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.calendar import Method
from core.mailing.asking import DOUBT
from core.rules.kinds import Answer, Language, MeetingRole
from db.queued import QueuedSqlite

# Whether they have asked for files in every shielded network of the meeting that they are or were in: what they say as
# members now counts, or said last. Who is in none of them was named by somebody, and their being invited tells of nothing.
_WISHED = (
    "SELECT min(wished) FROM (SELECT max(ms.calendar_invitation) AS wished FROM meeting_network mn"
    " JOIN network n ON n.id = mn.network_id JOIN membership ms ON ms.network_id = n.id"
    " WHERE n.level = 'shielded' AND ms.person_id = pa.person_id AND mn.meeting_id = pa.meeting_id"
    " AND coalesce(ms.until_date, '9999') = (SELECT max(coalesce(last.until_date, '9999')) FROM membership last"
    "  WHERE last.network_id = ms.network_id AND last.person_id = ms.person_id) GROUP BY ms.network_id)"
)
_SELECT = (
    "SELECT pa.id, pa.person_id, trim(p.given || ' ' || p.family), p.email, p.private_email, p.restricted, p.language,"
    " pa.role, pa.answer, pa.removed, pa.via, pa.sent_sequence, pa.sent_method, pa.sent_uid, pa.sent_to, pa.sent_digest,"
    " pa.marked_sent_at,"
    f" ({_WISHED})"
    " FROM participation pa JOIN person p ON p.id = pa.person_id WHERE pa.meeting_id = ? ORDER BY p.sort_key, p.id"
)


@dataclass(frozen=True)
class Held:
    """One person's part, and what they were sent last."""

    id: int
    person_id: int
    person: str
    email: str
    private_email: str
    restricted: bool
    language: Language
    role: MeetingRole
    answer: Answer
    removed: bool
    via: str
    sequence: int | None
    method: str
    key: str
    sent_to: str
    digest: str
    confirmed_at: str
    asked_for_files: bool

    def holds(self, key: str) -> bool:
        """Whether their calendar has the meeting by that key, or may have; older programs did not note it."""
        return self.may_hold and self.key in ("", key)

    @property
    def may_hold(self) -> bool:
        """Whether their calendar has the meeting, or may have: a file was begun, and the program died."""
        return self.sequence is not None and (self.method == Method.REQUEST or self.digest == DOUBT)


def _held(row: Sequence[Any]) -> Held:
    return Held(
        row[0], row[1], row[2], row[3], row[4], bool(row[5]), Language(row[6]), MeetingRole(row[7]), Answer(row[8]),
        bool(row[9]), row[10], row[11], row[12], row[13], row[14], row[15], row[16], row[17] is None or bool(row[17]),
    )  # fmt: skip


def held_by(database: QueuedSqlite, meeting_id: int) -> list[Held]:
    """Everybody who is or was invited, in Danish order."""
    return [_held(row) for row in database.execute_sql(_SELECT, (meeting_id,)).fetchall()]
