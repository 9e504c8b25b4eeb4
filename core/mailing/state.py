"""What each person's calendar holds of a meeting, and what is due to it: the sender's side of RFC 5546.

The register says what was sent to whom last: UID, SEQUENCE, DTSTAMP, method, address, and a digest of what stood in it.
What is due follows from that and from the meeting as it is now; nothing is queued, so nothing is told twice or forgotten.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core import invitations, meetings
from core.attending.kinds import Via
from core.calendar import Attendee, CalendarEvent, CalendarMessage, Mailbox, Method
from core.contact_data import NO_EMAIL, RESTRICTED, LeftOut
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import FileError, NotFound, Refused
from core.mailing.asking import ANEW, DOUBT, next_stamp
from core.mailing.held import Held, held_by
from core.mailing.kinds import DueKind
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.record_fields import slug_of
from core.rules.kinds import Answer, Language, MeetingStatus
from core.rules.moments import from_utc_text, utc_text
from db.log import Value

_DAY = " "  # between a UID and a day; no UID has one
_NOT_ASKED = say(N_("shielded network, and they have not asked for a calendar invitation"))


@dataclass(frozen=True)
class Letter:
    """One file for one person. `waits` says that they are on the waiting list; `reply` is the proposal that is refused.

    `key` is what their calendar will know the meeting by; the file may hold all of its series.
    """

    kind: DueKind
    participation_id: int
    person_id: int
    person: str
    language: Language
    message: CalendarMessage
    digest: str
    key: str = ""
    waits: bool = False
    reply: int | None = None

    @property
    def email(self) -> str:
        """The one address it goes to."""
        return self.message.event.attendee.mailbox.email if self.message.event.attendee else ""


@dataclass(frozen=True)
class Due:
    """The files that are due, in Danish order of names, and how many people get none and why."""

    letters: tuple[Letter, ...]
    left_out: tuple[LeftOut, ...]

    def count(self, kind: DueKind) -> int:
        """How many are of that kind."""
        return sum(one.kind is kind for one in self.letters)

    @property
    def messages(self) -> tuple[CalendarMessage, ...]:
        """The calendar files of all letters."""
        return tuple(one.message for one in self.letters)


def due(session: Session, meeting_id: int, *, everything: bool = False, person: int | None = None) -> Due:
    """What is due, to everybody or to that one person; with `everything` also the present state to who knows it already.

    Raises `Refused` without an organiser's address that may be shown, `NotFound` if that person is not invited.
    """
    meeting = meetings.get(session, meeting_id)
    _refuse_without_sender(meeting)
    asked = _number(session, meeting, "asked_sequence")
    return _due(session, meeting, invitations.event(session, meeting), asked, everything=everything, person=person)


def make(
    session: Session,
    meeting_id: int,
    write: Callable[[Sequence[Letter]], object],
    *,
    everything: bool = False,
    person: int | None = None,
) -> Due:
    """Have the files that are due written by `write`, and note afterwards who has got which. Raises as `due`.

    Before, a DTSTAMP is put by that no file had before, and that the files were begun: if the program dies, all of them
    are due again, and who may have got one is told of what happens next. If `write` raises, nothing is noted.
    """
    from core.mailing import whole_series  # it builds on this module

    if not everything and not due(session, meeting_id, person=person).letters:
        return due(session, meeting_id, person=person)
    ready, before = _begin(session, meeting_id, everything=everything, person=person)
    try:
        write(whole_series.as_written(session, meeting_id, ready.letters))
    except Exception:
        with contextlib.suppress(FileError):  # the register may be on the same full disk; then they stay begun
            _take_back(session, meeting_id, before)
        raise
    if ready.letters:
        _note(session, meeting_id, ready.letters)
    return ready


def _begin(
    session: Session, meeting_id: int, *, everything: bool, person: int | None
) -> tuple[Due, dict[int, dict[str, Value]]]:
    """What is to be written, and what was noted of each person before."""
    with session.write(Operation.CALENDAR_BEGIN, detail={"meeting": meeting_id}) as transaction:
        meeting = meetings.get(session, meeting_id)
        _refuse_without_sender(meeting)
        asked = _number(session, meeting, "asked_sequence")
        base = invitations.event(session, meeting)
        found = _due(session, meeting, base, asked, everything=everything, person=person)
        if not found.letters:
            return found, {}
        base = _next_version(transaction, meeting, base, found.letters)
        ready = _due(session, meeting, base, asked, everything=everything, person=person)
        return ready, _begun(transaction, ready.letters)


def _begun(transaction: Transaction, letters: Iterable[Letter]) -> dict[int, dict[str, Value]]:
    before: dict[int, dict[str, Value]] = {}
    for letter in letters:
        if letter.reply is None and letter.participation_id not in before:
            row = transaction.row("participation", letter.participation_id) or {}
            before[letter.participation_id] = {name: row[name] for name in _SENT}
            changes: dict[str, Value] = {**_sent(letter), "sent_digest": DOUBT}
            transaction.update("participation", letter.participation_id, changes)
    return before


def _take_back(session: Session, meeting_id: int, before: Mapping[int, Mapping[str, Value]]) -> None:
    with session.write(Operation.CALENDAR_BEGIN, detail={"meeting": meeting_id}) as transaction:
        for number, values in before.items():
            if transaction.row("participation", number) is not None:
                transaction.update("participation", number, values)


_SENT = ("sent_sequence", "sent_stamp", "sent_method", "sent_uid", "sent_to", "sent_digest")


def _sent(letter: Letter) -> dict[str, Value]:
    event = letter.message.event
    return {
        "sent_sequence": event.sequence, "sent_stamp": utc_text(event.stamp), "sent_method": letter.message.method.value,
        "sent_uid": letter.key, "sent_to": letter.email, "sent_digest": letter.digest,
    }  # fmt: skip


def _next_version(
    transaction: Transaction, meeting: Meeting, base: CalendarEvent, letters: Iterable[Letter]
) -> CalendarEvent:
    """A newer DTSTAMP for all, and a higher SEQUENCE if somebody's calendar needs it to take the file.

    A cancellation must have a higher one than what it cancels (RFC 5546 §3.2.5), and so must an invitation of somebody
    who was sent a cancellation.
    """
    rows = {one.id: one for one in held_by(transaction.database, meeting.id)}
    stamp = next_stamp(utc_text(base.stamp), transaction.now)
    changes: dict[str, Value] = {"stamp": stamp}
    floor = max((_least(rows[one.participation_id], one) for one in letters), default=0)
    if base.sequence < floor:
        changes["sequence"] = floor
        if meeting.series_id is not None:  # a day of a series has the SEQUENCE of the series
            transaction.update("series", meeting.series_id, {"sequence": floor})
    transaction.update("meeting", meeting.id, changes)
    return replace(base, stamp=from_utc_text(stamp), sequence=max(base.sequence, floor))


def _least(one: Held, letter: Letter) -> int:
    """The least SEQUENCE with which somebody's calendar takes that file."""
    if one.sequence is None or one.key not in ("", letter.key):
        return 0
    cancels, cancelled = letter.message.method is Method.CANCEL, one.method == Method.CANCEL
    # What is cancelled stays so, however often it is said.
    return one.sequence + 1 if cancels != cancelled else one.sequence


def _note(session: Session, meeting_id: int, letters: Iterable[Letter]) -> None:
    with session.write(Operation.CALENDAR_EXPORT, detail={"meeting": meeting_id}) as transaction:
        for letter in letters:
            if letter.reply is not None:
                reply = transaction.row("calendar_reply", letter.reply)
                if reply is not None:
                    transaction.update("calendar_reply", letter.reply, {"detail": _told(str(reply["detail"]))})
                continue
            if transaction.row("participation", letter.participation_id) is None:
                continue  # taken away while the files were written
            transaction.update("participation", letter.participation_id, {**_sent(letter), "marked_sent_at": ""})


def _told(detail: str) -> str:
    values = json.loads(detail)
    values.pop("to_refuse", None)
    return json.dumps(values, ensure_ascii=False)


def _refuse_without_sender(meeting: Meeting) -> None:
    if not meeting.organiser[1]:
        raise Refused(
            say(N_("{title} has no organiser's e-mail address, so nobody could answer."), title=meeting.title),
            say(N_("Give the meeting or its network one: --organiser-email")),
        )
    if not invitations.neutral(meeting, meeting.organiser[1]):
        raise Refused(
            say(N_("The organiser's address {email} names the shielded network."), email=meeting.organiser[1]),
            say(N_("Give it a neutral one: --organiser-email")),
        )


def _number(session: Session, meeting: Meeting, column: str) -> int:
    found = session.query(f"SELECT {column} FROM meeting WHERE id = ?", [meeting.id])
    return int(found[0][0]) if found else 0


def _due(
    session: Session, meeting: Meeting, base: CalendarEvent, asked: int, *, everything: bool, person: int | None
) -> Due:
    every = held_by(session.database, meeting.id)
    if person is not None:
        every = [one for one in every if one.person_id == person]
        if not every:
            raise NotFound(say(N_("Person number {number} is not invited."), number=person))
    over = meeting.end_utc < session.now
    letters: list[Letter] = []
    reasons: dict[Message, int] = {}
    for one in every:
        kinds = list(_kinds(meeting, base, asked, one))
        if everything:
            kinds = kinds or list(_known(meeting, base, one))
        elif over:
            continue
        reason = _reason_against(meeting, one) if kinds else None
        if reason is not None:
            reasons[reason] = reasons.get(reason, 0) + 1
            continue
        letters += [_letter(meeting, base, one, kind, key) for kind, key in kinds]
    letters += _refusals(session, meeting, base, {one.person_id: one for one in every})
    return Due(tuple(letters), tuple(LeftOut(reason, count) for reason, count in reasons.items()))


def _kinds(meeting: Meeting, base: CalendarEvent, asked: int, one: Held) -> Iterable[tuple[DueKind, str]]:
    """What is due to one person, each with the key it is about."""
    wanted = meeting.status is MeetingStatus.PLANNED and not one.removed
    key = _key(base)
    if one.key not in ("", key) and one.may_hold:
        yield DueKind.CANCELLATION, one.key  # called back under a new UID, or another day of its series; they hold the old one
    if not one.holds(key):
        if wanted and one.via != Via.DOOR:
            yield DueKind.INVITATION, key
    elif not wanted:
        yield DueKind.CANCELLATION, key
    elif one.sent_to not in ("", _address(meeting, one)):
        yield DueKind.INVITATION, key
    elif (one.sequence or 0) < asked:
        yield DueKind.UPDATE, key
    elif one.digest not in ("", _digest(base, one)):
        yield _kind_of_change(base, one), key


def _kind_of_change(base: CalendarEvent, one: Held) -> DueKind:
    if one.digest == DOUBT:
        return DueKind.INVITATION
    return DueKind.UPDATE if one.digest == ANEW and (one.sequence or 0) < base.sequence else DueKind.CORRECTION


def _known(meeting: Meeting, base: CalendarEvent, one: Held) -> Iterable[tuple[DueKind, str]]:
    """What somebody who is due nothing may be told once more."""
    if one.removed:
        return
    if one.holds(_key(base)):
        yield DueKind.AGAIN, _key(base)
    elif one.sequence is not None and meeting.status is MeetingStatus.CANCELLED:
        yield DueKind.CANCELLATION, one.key or _key(base)


def _reason_against(meeting: Meeting, one: Held) -> Message | None:
    if not _address(meeting, one):
        return NO_EMAIL
    if one.restricted:
        return RESTRICTED
    if meeting.shielded and not one.asked_for_files:
        return _NOT_ASKED
    return None


def _address(meeting: Meeting, one: Held) -> str:
    """A school calendar is shared at school and at work: what is shielded goes to the private address if there is one."""
    return (one.private_email or one.email) if meeting.shielded else (one.email or one.private_email)


def _key(event: CalendarEvent) -> str:
    """What a calendar knows it by: the UID, and for one day of a series its RECURRENCE-ID."""
    return event.uid if event.recurrence_id is None else f"{event.uid}{_DAY}{event.recurrence_id.isoformat()}"


def _keyed(event: CalendarEvent, key: str) -> CalendarEvent:
    """The event by another key."""
    uid, _, day = key.partition(_DAY)
    if not day:
        return replace(event, uid=uid, recurrence_id=None)
    original = datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    if isinstance(original, datetime):
        original = original.astimezone(ZoneInfo(event.time_zone))
    return replace(event, uid=uid, recurrence_id=original)


def _digest(base: CalendarEvent, one: Held) -> str:
    """What stands in somebody's file but the numbers of its version, and whether they have a place."""
    told: Mapping[str, object] = {
        "summary": base.summary, "description": base.description, "location": base.location, "url": base.url,
        "start": base.start.isoformat(), "end": base.end.isoformat(), "zone": base.time_zone,
        "organiser": base.organiser and [base.organiser.name, base.organiser.email], "private": base.private,
        "waits": one.answer is Answer.WAITING,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]


def _letter(meeting: Meeting, base: CalendarEvent, one: Held, kind: DueKind, key: str) -> Letter:
    cancels = kind is DueKind.CANCELLATION
    # Whoever is told that it is off is told where they were told that it is on.
    email = (one.sent_to if cancels else "") or _address(meeting, one)
    event = replace(base, attendee=Attendee(Mailbox(one.person, email), one.answer, one.role))
    if key != _key(base):
        event = replace(_keyed(event, key), sequence=(one.sequence or 0) + 1)
    method = Method.CANCEL if cancels else Method.REQUEST
    waits = one.answer is Answer.WAITING
    stem = _stem(meeting, one, "" if key == _key(base) else "-old")
    message = CalendarMessage(method, event, stem)
    return Letter(kind, one.id, one.person_id, one.person, one.language, message, _digest(base, one), key, waits)


def _stem(meeting: Meeting, one: Held, more: str) -> str:
    """The name of the file. No date: an update takes the place of the file that was made before the meeting moved."""
    who = str(one.person_id) if meeting.shielded else f"{one.person_id}-{slug_of(one.person)}"
    return f"{slug_of(meeting.outward_title)[:30] or 'laug'}-{meeting.id}-{who}{more}"


def _refusals(session: Session, meeting: Meeting, base: CalendarEvent, every: Mapping[int, Held]) -> Iterable[Letter]:
    """A no to each proposal of another time that was refused and not answered yet (DECLINECOUNTER, RFC 5546 §3.2.8)."""
    rows = session.query(
        "SELECT id, person_id, json_extract(detail, '$.attendee') FROM calendar_reply"
        " WHERE meeting_id = ? AND settled = 1 AND json_extract(detail, '$.to_refuse') = 1 ORDER BY id",
        [meeting.id],
    )
    for number, person_id, address in rows:
        one = every.get(person_id)
        if one is None or one.restricted:
            continue
        event = replace(base, attendee=Attendee(Mailbox(one.person, address or one.sent_to), one.answer, one.role))
        message = CalendarMessage(Method.DECLINECOUNTER, event, _stem(meeting, one, "-no"))
        yield Letter(DueKind.REFUSAL, one.id, one.person_id, one.person, one.language, message, "", reply=number)
