"""What each person's calendar holds of a meeting, and what is due to it: the sender's side of RFC 5546.

The register says what was sent to whom last: UID, SEQUENCE, DTSTAMP, method, address, and a digest of what stood in it.
What is due follows from that and from the meeting as it is now; nothing is queued, so nothing is told twice or forgotten.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core import invitations, meetings
from core.attending.kinds import Via
from core.calendar import Attendee, CalendarEvent, CalendarMessage, Mailbox, Method
from core.contact_data import NO_EMAIL, RESTRICTED, LeftOut
from core.door.session import Session
from core.errors import NotFound, Refused
from core.mailing.asking import ANEW, DOUBT
from core.mailing.held import Held, held_by
from core.mailing.kinds import DueKind
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.record_fields import slug_of
from core.rules.kinds import Answer, Language, MeetingStatus

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
    base, asked = invitations.event(session, meeting), asked_sequence(session, meeting)
    return due_of(session, meeting, base, asked, everything=everything, person=person)


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


def asked_sequence(session: Session, meeting: Meeting) -> int:
    """The SEQUENCE with which everybody was asked anew."""
    found = session.query("SELECT asked_sequence FROM meeting WHERE id = ?", [meeting.id])
    return int(found[0][0]) if found else 0


def due_of(
    session: Session, meeting: Meeting, base: CalendarEvent, asked: int, *, everything: bool, person: int | None
) -> Due:
    """What is due of a meeting as `base` tells of it. Raises `NotFound` if that person is not invited."""
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
    asked_to = wanted and one.via != Via.DOOR
    key = _key(base)
    under_another = one.may_hold and one.key not in ("", key)
    same_file = under_another and uid_of(one.key) == base.uid  # another day of its series, which goes out as a whole
    if under_another and not (same_file and asked_to):
        yield DueKind.CANCELLATION, one.key  # called back under a new UID, or in another series; they hold the old one
    if not one.holds(key):
        if asked_to:
            yield DueKind.UPDATE if same_file else DueKind.INVITATION, key
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


def uid_of(key: str) -> str:
    """The UID in a key."""
    return key.partition(_DAY)[0]


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
