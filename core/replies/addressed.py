"""Which meetings an answer is about: by UID, then by day; an answer to a whole series is one to its meetings.

People get one file with all meetings of a series that they are invited to, so most calendars answer all of them at once,
without RECURRENCE-ID (RFC 5546 §3.2.3). Meetings that somebody has answered otherwise stand in that file by themselves, and
keep their own answer, unless the whole series is declined: calendars then take out everything.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from core.door.scope import visible_meeting
from core.door.session import Session
from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import from_utc_text
from core.series.days import Timing, timing_of


@dataclass(frozen=True)
class _Day:
    """One meeting of a series, by its number; `original` is its start by the rule, as stored."""

    number: int
    original: str
    timing: Timing
    time_zone: str
    ends: datetime
    cancelled: bool

    @property
    def begins(self) -> datetime | date:
        """What calendars know it by (RFC 5545 §3.8.4.4)."""
        if "T" not in self.original:
            return date.fromisoformat(self.original)
        return Timing(False, self.original, self.original, self.time_zone).moments[0]

    def begins_at(self, recurrence: datetime | date) -> bool:
        """By the moment, however it is written: in UTC, in a zone, or as a day only."""
        if not isinstance(recurrence, datetime):
            return self.original[:10] == recurrence.isoformat()
        if "T" not in self.original:
            return self.original == recurrence.astimezone(self.timing.moments[0].tzinfo).date().isoformat()
        return self.begins == recurrence


def addressed(session: Session, reply: CalendarReply) -> Sequence[tuple[CalendarReply, int | None]]:
    """The answer with the number of its meeting, None if there is none that this account may see.

    One to a whole series comes once for each meeting that it is about, with that day's RECURRENCE-ID.
    """
    visible, account = visible_meeting(session)
    rows = session.query(f"SELECT m.id FROM meeting m WHERE m.calendar_uid = ? AND {visible}", [reply.uid, *account])
    if rows:
        return [(reply, int(rows[0][0]))]
    days = _days(session, reply.uid)
    if reply.recurrence is not None:
        wanted = reply.recurrence
        return [(reply, next((one.number for one in days if one.begins_at(wanted)), None))]
    if not days:
        return [(reply, None)]
    return [(replace(reply, recurrence=one.begins), one.number) for one in _meant(session, reply, days)]


def _days(session: Session, uid: str) -> Sequence[_Day]:
    """The meetings of the series with that UID, in their order."""
    visible, account = visible_meeting(session)
    rows = session.query(
        "SELECT m.id, m.original, m.all_day, m.time_zone, m.start_local, m.end_local, m.end_utc, m.status"
        f" FROM listed_meeting m JOIN series s ON s.id = m.series_id WHERE s.calendar_uid = ? AND {visible}"
        " ORDER BY m.original",
        [uid, *account],
    )
    return [_day(row) for row in rows]


def _day(row: Sequence[Any]) -> _Day:
    timing = timing_of({"all_day": row[2], "start_local": row[4], "end_local": row[5], "time_zone": row[3]})
    return _Day(row[0], str(row[1]), timing, row[3], from_utc_text(row[6]), row[7] == MeetingStatus.CANCELLED.value)


def _meant(session: Session, reply: CalendarReply, days: Sequence[_Day]) -> Sequence[_Day]:
    """The meetings that an answer to all of them is about; where somebody must look at it, one of them."""
    held = _answers(session, reply.attendee, days) or _answers(session, reply.delegated_from, days)
    to_come = [one for one in days if one.ends >= (reply.stamp or session.now)]
    invited = [one for one in to_come if held.get(one.number) is not None]
    open_ = [one for one in invited if not one.cancelled] or invited
    if not open_:
        return ([one for one in to_come if one.number in held] or to_come or days[-1:])[:1]
    if reply.method is ReplyMethod.COUNTER and reply.proposed is not None:
        wanted = reply.proposed[0].isoformat()[:10]
        return [one for one in open_ if one.original[:10] == wanted][:1] or open_[:1]
    if reply.method is not ReplyMethod.REPLY or reply.answer is PartStat.NEEDS_ACTION:
        return open_[:1]
    if reply.answer is PartStat.DECLINED:
        return open_
    usual = Counter(held[one.number] for one in open_).most_common(1)[0][0]
    return [one for one in open_ if held[one.number] in (usual, Answer.NEEDS_ACTION, Answer.WAITING)]


def _answers(session: Session, address: str, days: Sequence[_Day]) -> Mapping[int, Answer | None]:
    """What whoever has that address answers to which meetings; None where they are taken off."""
    if not address:
        return {}
    rows = session.query(
        "SELECT pa.meeting_id, pa.answer, pa.removed FROM participation pa JOIN person p ON p.id = pa.person_id"
        " WHERE pa.meeting_id IN (SELECT value FROM json_each(?)) AND (lower(p.email) = ? OR lower(p.private_email) = ?"
        " OR lower(pa.sent_to) = ? OR EXISTS (SELECT 1 FROM json_each(p.other_emails) o WHERE lower(o.value) = ?))"
        " ORDER BY pa.removed DESC",
        [json.dumps([one.number for one in days if one.number > 0]), *[address] * 4],
    )
    return {number: None if removed else Answer(answer) for number, answer, removed in rows}
