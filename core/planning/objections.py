"""What speaks against moving a meeting to another time, for somebody who is about to let it go there."""

from core import meetings
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.planning.calendar_days import numbers_between
from core.planning.clashes import moments
from core.planning.weeks import advice
from core.rules.kinds import MeetingStatus
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from db.keys import fold


def objections(session: Session, meeting_id: int, span: Span) -> list[Message]:
    """Sentences, in order: a holiday, most members away (and a better week), people asked elsewhere, the place taken.

    Nothing where nothing is wrong. Raises `NotFound`, and `Invalid` for a time that the clocks skip.
    """
    meeting = meetings.get(session, meeting_id)
    moments(span.start, span.end)  # refuses what the clocks skip
    told = advice(session, [one.id for one in meeting.networks], span, meeting_id=meeting.id)
    return told + [_taken(one) for one in _in_its_place(session, meeting, span)]


def _in_its_place(session: Session, meeting: Meeting, span: Span) -> list[Meeting]:
    if not meeting.place or not isinstance(span.start, LocalTime) or not isinstance(span.end, LocalTime):
        return []
    start, end = moments(span.start, span.end)
    numbers = numbers_between(session, "", span.start.day, span.end.day)
    others = (one for one in meetings.every(session, numbers) if one.id != meeting.id and not one.all_day)
    here = fold(meeting.place), fold(meeting.address)
    return [
        one for one in others
        if (fold(one.place), fold(one.address)) == here and one.start_utc < end and one.end_utc > start
        and one.status is not MeetingStatus.CANCELLED
    ]  # fmt: skip


def _taken(one: Meeting) -> Message:
    return say(N_("{title} is in {place} at the same time."), title=one.title, place=one.place)
