"""Answers that somebody must look at: counted after all, refused, or put aside. Each is one operation that can be undone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core import meetings, people
from core.attending import answers
from core.attending.kinds import Via
from core.door.operations import Operation
from core.door.scope import visible_meeting
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound, Refused
from core.mailing.asking import ANEW
from core.messages import N_, say
from core.replies.importing import send_instead
from core.replies.judging import Verdict
from core.rules.kinds import Answer, MeetingRole, MeetingStatus
from core.rules.moments import LocalTime, from_utc_text
from core.rules.spoken import Span


@dataclass(frozen=True)
class OpenReply:
    """An answer nobody has decided about. `person` is who it is by the register, `sender` what the calendar said.

    `start` and `end` are the time proposed: aware, on the meeting's clock, or days of an all-day meeting. `meeting_start`
    is when the meeting is now.
    """

    id: int
    meeting_id: int
    title: str
    meeting_start: datetime | date
    verdict: Verdict
    person_id: int | None
    person: str
    sender: str
    answer: Answer | None
    received: datetime
    delegated_to: str = ""
    start: datetime | date | None = None
    end: datetime | date | None = None

    @property
    def needs_person(self) -> bool:
        """Whether somebody must say who it is before it can count."""
        return self.verdict in (Verdict.UNKNOWN_PERSON, Verdict.SHARED_ADDRESS, Verdict.UNKNOWN_DELEGATE) or (
            self.person_id is None
        )


_SELECT = (
    "SELECT r.id, r.meeting_id, m.title, r.kind, r.person_id, trim(coalesce(p.given || ' ' || p.family, '')), r.detail,"
    " r.received_at, m.start_local, m.time_zone, m.all_day"
    " FROM calendar_reply r JOIN meeting m ON m.id = r.meeting_id LEFT JOIN person p ON p.id = r.person_id"
)


def open_replies(session: Session, meeting_id: int | None = None) -> list[OpenReply]:
    """What is to be decided, oldest first, of one meeting or of all that may be seen."""
    visible, account = visible_meeting(session)
    only, chosen = ("", []) if meeting_id is None else (" AND r.meeting_id = ?", [meeting_id])
    rows = session.query(
        f"{_SELECT} WHERE r.settled = 0 AND {visible}{only} ORDER BY r.received_at, r.id", [*account, *chosen]
    )
    return [_reply(row) for row in rows]


def get(session: Session, number: int) -> OpenReply:
    """The answer of that number. Raises `NotFound`, also if it is settled."""
    visible, account = visible_meeting(session)
    rows = session.query(f"{_SELECT} WHERE r.id = ? AND r.settled = 0 AND {visible}", [number, *account])
    if not rows:
        raise NotFound(say(N_("No answer number {number} is waiting to be settled."), number=number))
    return _reply(rows[0])


def _reply(row: tuple[Any, ...]) -> OpenReply:
    told: Mapping[str, str] = json.loads(row[6])
    name, address = told.get("name", ""), told.get("attendee", "")
    sender = f"{name} <{address}>" if name else address
    if told.get("mail_from") and told["mail_from"] != address:
        sender = f"{sender} ({told['mail_from']})"
    zone = ZoneInfo(row[9])
    begins = date.fromisoformat(row[8]) if row[10] else datetime.fromisoformat(row[8]).replace(tzinfo=zone)
    return OpenReply(
        row[0], row[1], row[2], begins, Verdict(row[3]), row[4], row[5], sender,
        Answer(told["answer"]) if told.get("answer") else None, from_utc_text(row[7]), told.get("delegated_to", ""),
        _moment(told.get("start", ""), zone), _moment(told.get("end", ""), zone),
    )  # fmt: skip


def _moment(text: str, zone: ZoneInfo) -> datetime | date | None:
    if not text:
        return None
    return from_utc_text(text).astimezone(zone) if "T" in text else date.fromisoformat(text)


def take(session: Session, number: int, person: str | int | None = None) -> OpenReply:
    """Count it after all: note the answer, invite who was not invited, or move the meeting to the time proposed.

    `person` says who it is where the register does not know. Raises `Invalid` if that is not said, `Refused` if the
    meeting is cancelled, `NotFound`.
    """
    with session.write(Operation.MEETING_REPLY) as transaction:
        reply = get(session, number)
        meeting = meetings.get(session, reply.meeting_id)
        if meeting.status is MeetingStatus.CANCELLED:
            raise Refused(answers.cancelled_told(meeting))
        if reply.verdict is Verdict.PROPOSAL:
            meetings.retime(session, transaction, meeting.id, span_proposed(reply, meeting.time_zone))
        else:
            _count(transaction, reply, _who(session, reply, person))
        transaction.update("calendar_reply", number, {"settled": 1})
        return reply


def _who(session: Session, reply: OpenReply, person: str | int | None) -> int:
    if person is not None:
        return people.get(session, person).id
    if reply.needs_person or reply.person_id is None:
        raise Invalid(
            "person", say(N_("Nobody is known to be {sender}."), sender=reply.delegated_to or reply.sender),
            say(N_("Say who it is: --person NUMBER or NAME")),
        )  # fmt: skip
    return reply.person_id


def _count(transaction: Transaction, reply: OpenReply, who: int) -> None:
    delegating = reply.verdict is Verdict.UNKNOWN_DELEGATE and reply.person_id is not None
    if delegating and reply.person_id is not None:
        number = send_instead(transaction, reply.meeting_id, reply.person_id, who)
        if reply.delegated_to:  # the one who sends somebody has answered; whoever is sent is asked
            own = answers.participation_of(transaction, reply.meeting_id, reply.person_id)
            answers.write(transaction, own, Answer.DECLINED, via=Via.CALENDAR)
            return
    else:
        number = _invited(transaction, reply.meeting_id, who)
    if reply.answer is not None:
        answers.write(transaction, number, reply.answer, via=Via.CALENDAR)


def _invited(transaction: Transaction, meeting_id: int, who: int) -> int:
    """The part of somebody, who is invited (again) if they were not."""
    found = transaction.database.execute_sql(
        "SELECT id, removed FROM participation WHERE meeting_id = ? AND person_id = ?", (meeting_id, who)
    ).fetchone()
    if found is None:
        return transaction.insert("participation", {
            "meeting_id": meeting_id, "person_id": who, "role": MeetingRole.PARTICIPANT.value,
            "answer": Answer.NEEDS_ACTION.value, "removed": 0,
        })  # fmt: skip
    if found[1]:
        transaction.update("participation", found[0], {"removed": 0, "sent_digest": ANEW})
    return int(found[0])


def span_proposed(reply: OpenReply, time_zone: str) -> Span:
    """The time proposed, on the meeting's clock. Raises `Invalid` where there is none."""
    start, end = reply.start, reply.end
    if start is None or end is None:
        raise Invalid("start", say(N_("No time is proposed in it.")))
    if isinstance(start, datetime) and isinstance(end, datetime):
        return Span(_local(start, time_zone), _local(end, time_zone), False)
    first, last = _day(start), _day(end)
    return Span(first, max(first, date.fromordinal(last.toordinal() - 1)), True)  # DTEND is the day after (RFC 5545 §3.6.1)


def _local(moment: datetime, time_zone: str) -> LocalTime:
    there = moment.astimezone(UTC).astimezone(ZoneInfo(time_zone))
    return LocalTime(there.date(), there.time().replace(tzinfo=None), time_zone)


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def refuse(session: Session, number: int) -> OpenReply:
    """Say no to a proposal of another time: that person is due an answer. Raises `Refused` for any other answer."""
    with session.write(Operation.MEETING_REPLY) as transaction:
        reply = get(session, number)
        if reply.verdict is not Verdict.PROPOSAL:
            raise Refused(
                say(N_("Only a proposal of another time can be refused.")), say(N_("Put the answer aside instead: drop"))
            )
        row = transaction.row("calendar_reply", number) or {}
        told = {**json.loads(str(row["detail"])), "to_refuse": 1}
        transaction.update("calendar_reply", number, {"settled": 1, "detail": json.dumps(told, ensure_ascii=False)})
        return reply


def drop(session: Session, number: int) -> OpenReply:
    """Put an answer aside: nothing is noted. Raises `NotFound`."""
    with session.write(Operation.MEETING_REPLY) as transaction:
        reply = get(session, number)
        transaction.update("calendar_reply", number, {"settled": 1})
        return reply
