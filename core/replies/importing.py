"""Answers of calendars read into the register: looked at first, then noted as one operation that can be undone.

What was read is remembered by a digest, so that the same mailbox can be read every day. Answers that somebody must look
at are kept until they are settled (`core.replies.settling`); those to meetings that are not in the register are not kept.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from core import meetings
from core.attending import answers
from core.attending.kinds import Via
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.mailing.asking import ANEW
from core.replies.addressed import addressed
from core.replies.judging import Directory, Judged, KnownMeeting, KnownPerson, Verdict, answered, judge
from core.replies.message import CalendarReply
from core.rules.cpr import contains_cpr
from core.rules.kinds import Answer, MeetingRole, MeetingStatus
from core.rules.moments import from_utc_text, utc_text
from core.rules.text import NAME_LIMIT, harmless
from core.series import occurrences
from db.log import Value


@dataclass(frozen=True)
class ReadAnswer:
    """One answer and what becomes of it. `noted` is what stands afterwards: waiting if all places were taken."""

    judged: Judged
    noted: Answer | None = None


@dataclass(frozen=True)
class AnswersRead:
    """All answers in the order in which they stood in the files."""

    answers: tuple[ReadAnswer, ...]

    def count(self, verdict: Verdict) -> int:
        """How many answers came to that."""
        return sum(one.judged.verdict is verdict for one in self.answers)

    @property
    def counting(self) -> int:
        """How many change something by themselves."""
        return sum(one.judged.verdict.counts for one in self.answers)

    @property
    def asking(self) -> int:
        """How many a person must decide about."""
        return sum(one.judged.verdict.asks for one in self.answers)


def plan(session: Session, replies: Sequence[CalendarReply]) -> AnswersRead:
    """What reading these answers would come to; nothing is changed."""
    return AnswersRead(tuple(ReadAnswer(one, one.answer) for one in _judged(session, replies)))


def apply(session: Session, replies: Sequence[CalendarReply]) -> AnswersRead:
    """Note what counts, and keep what somebody must look at; reading the same again changes nothing."""
    with session.write(Operation.IMPORT_ANSWERS) as transaction:
        done = [ReadAnswer(one, _noted(session, transaction, one)) for one in _judged(session, replies)]
    return AnswersRead(tuple(done))


def _judged(session: Session, replies: Sequence[CalendarReply]) -> Iterable[Judged]:
    """One after the other, each as if those before it had been noted."""
    looked_at: dict[int, KnownMeeting] = {}
    directory = _directory(session, replies)
    seen: set[str] = set()
    for reply, number in (pair for one in replies for pair in addressed(session, one)):
        meeting = None if number is None else looked_at.get(number) or known(session, number)
        mark = digest(reply)
        if meeting is not None and (mark in seen or session.query("SELECT 1 FROM calendar_reply WHERE digest = ?", [mark])):
            yield replace(judge(reply, meeting, directory), verdict=Verdict.REPEATED)
            continue
        seen.add(mark)
        judged = judge(reply, meeting, directory)
        if number is not None and meeting is not None:
            looked_at[number] = answered(meeting, judged) if judged.verdict.counts else meeting
        yield judged


# -- the register as the answers see it --------------------------------------------------------------------------------


def known(session: Session, number: int) -> KnownMeeting:
    """A meeting and who is invited; a day of a series that has no row of its own has nobody."""
    meeting = meetings.get(session, number)
    found = session.query("SELECT asked_sequence FROM meeting WHERE id = ?", [meeting.id])
    asked = int(found[0][0]) if found else 0
    rows = session.query(
        "SELECT pa.person_id, trim(p.given || ' ' || p.family), p.email, p.private_email, p.other_emails, pa.sent_to,"
        " pa.removed, pa.reply_sequence, pa.reply_stamp, pa.via, pa.answered_at"
        " FROM participation pa JOIN person p ON p.id = pa.person_id WHERE pa.meeting_id = ?",
        [meeting.id],
    )
    return KnownMeeting(
        meeting.id, meeting.title, meeting.status is MeetingStatus.CANCELLED, meeting.sequence, asked,
        meeting.start, meeting.end, tuple(_person(row) for row in rows),
    )  # fmt: skip


def _person(row: Sequence[Any]) -> KnownPerson:
    addresses = {row[2], row[3], row[5], *json.loads(row[4])} - {""}
    return KnownPerson(
        row[0], row[1], frozenset(address.casefold() for address in addresses), bool(row[6]), row[7],
        from_utc_text(row[8]) if row[8] else None,
        from_utc_text(row[10]) if row[9] == Via.TYPED.value and row[10] else None,
    )  # fmt: skip


def _directory(session: Session, replies: Sequence[CalendarReply]) -> Directory:
    """Who has the addresses that somebody delegates to or answers from."""
    wanted = {one.delegated_to for one in replies} | {one.attendee for one in replies if one.delegated_from}
    found: dict[str, list[int]] = {}
    for address in wanted - {""}:
        rows = session.query(
            "SELECT id FROM person WHERE restricted = 0 AND (lower(email) = ? OR lower(private_email) = ?"
            " OR EXISTS (SELECT 1 FROM json_each(other_emails) o WHERE lower(o.value) = ?)) ORDER BY id",
            [address] * 3,
        )
        found[address] = [row[0] for row in rows]
    return found


# -- what is noted -----------------------------------------------------------------------------------------------------


def _noted(session: Session, transaction: Transaction, judged: Judged) -> Answer | None:
    """Write one answer; gives what stands afterwards."""
    verdict = judged.verdict
    if judged.meeting is None or not (verdict.counts or verdict.asks):
        return None
    meeting_id = occurrences.touched(session, transaction, judged.meeting.meeting_id)
    stands: Answer | None = None
    if verdict.counts and judged.person_id is not None:
        if judged.delegate_of is not None:
            send_instead(transaction, meeting_id, judged.delegate_of, judged.person_id)
        participation = answers.participation_of(transaction, meeting_id, judged.person_id)
        if verdict is Verdict.RESEND:
            transaction.update("participation", participation, {"sent_digest": ANEW})
        else:
            stands = note(transaction, participation, judged.reply, judged.answer, judged.meeting.sequence)
        if judged.delegate is not None:
            send_instead(transaction, meeting_id, judged.person_id, judged.delegate)
    transaction.insert("calendar_reply", {
        "meeting_id": meeting_id, "person_id": judged.person_id, "kind": verdict.value,
        "detail": detail(judged) if verdict.asks else "{}", "digest": digest(judged.reply), "received_at": transaction.now,
        "settled": int(not verdict.asks),
    })  # fmt: skip
    return stands


def note(
    transaction: Transaction, participation_id: int, reply: CalendarReply, said: Answer | None, sequence: int
) -> Answer | None:
    """Note an answer with its version, by the rules of places and the waiting list; gives what stands afterwards."""
    if said is not None:
        answers.write(transaction, participation_id, said, via=Via.CALENDAR)
    transaction.update("participation", participation_id, {
        "reply_sequence": min(reply.sequence, sequence), "reply_stamp": utc_text(reply.stamp) if reply.stamp else "",
    })  # fmt: skip
    row = transaction.row("participation", participation_id) or {}
    return Answer(str(row["answer"]))


def send_instead(transaction: Transaction, meeting_id: int, sender: int, delegate: int) -> int:
    """Invite somebody in the place of another; gives the number of their part."""
    found = transaction.database.execute_sql(
        "SELECT id FROM participation WHERE meeting_id = ? AND person_id = ?", (meeting_id, delegate)
    ).fetchone()
    if found is None:
        return transaction.insert("participation", {
            "meeting_id": meeting_id, "person_id": delegate, "role": MeetingRole.PARTICIPANT.value,
            "answer": Answer.NEEDS_ACTION.value, "removed": 0, "delegate_of": sender,
        })  # fmt: skip
    transaction.update("participation", found[0], {"removed": 0, "delegate_of": sender})
    return int(found[0])


def digest(reply: CalendarReply) -> str:
    """The answer as one mark, so that it is known when it is read again."""
    told = (
        reply.method, reply.uid, reply.attendee, reply.attendee_name, reply.answer, reply.sequence, reply.stamp,
        reply.recurrence, reply.delegated_to, reply.delegated_from, reply.proposed, reply.mail_from,
    )  # fmt: skip
    return hashlib.sha256(repr([str(part) for part in told]).encode()).hexdigest()


def detail(judged: Judged) -> str:
    """What somebody needs who must decide, as JSON; of texts only who it is, and no CPR number."""
    reply = judged.reply
    told: dict[str, Value] = {
        "attendee": reply.attendee, "name": reply.attendee_name, "mail_from": reply.mail_from,
        "delegated_to": reply.delegated_to, "answer": judged.answer.value if judged.answer else "",
        "sequence": reply.sequence, "stamp": utc_text(reply.stamp) if reply.stamp else "",
    }  # fmt: skip
    if reply.proposed is not None and judged.verdict is Verdict.PROPOSAL:
        told["start"], told["end"] = (_text(one) for one in reply.proposed)
    return json.dumps({name: _safe(value) for name, value in told.items() if value != ""}, ensure_ascii=False)


def _safe(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = harmless(value)[:NAME_LIMIT]
    return "" if contains_cpr(text) else text


def _text(moment: datetime | date) -> str:
    return utc_text(moment) if isinstance(moment, datetime) else moment.isoformat()
