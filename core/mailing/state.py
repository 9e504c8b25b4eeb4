"""What each person's calendar holds of a meeting, and what is due to it: the sender's side of RFC 5546.

The register says what was sent to whom last: UID, SEQUENCE, DTSTAMP, method, address, and a digest of what stood in it.
What is due follows from that and from the meeting as it is now; nothing is queued, so nothing is told twice or forgotten.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core import invitations, meetings
from core.attending.kinds import Via
from core.calendar import Attendee, CalendarEvent, CalendarMessage, Mailbox, Method
from core.contact_data import NO_EMAIL, RESTRICTED, LeftOut
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import FileError, NotFound, Refused
from core.mailing.asking import ANEW, DOUBT, next_stamp
from core.mailing.kinds import DueKind
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.record_fields import slug_of
from core.rules.kinds import Answer, Language, MeetingRole, MeetingStatus
from core.rules.moments import from_utc_text, utc_text
from db.log import Value

_NOT_ASKED = say(N_("shielded network, and they have not asked for a calendar invitation"))
_SELECT = (
    "SELECT pa.id, pa.person_id, trim(p.given || ' ' || p.family), p.email, p.private_email, p.restricted, p.language,"
    " pa.role, pa.answer, pa.removed, pa.via, pa.sent_sequence, pa.sent_method, pa.sent_uid, pa.sent_to, pa.sent_digest,"
    " pa.marked_sent_at,"
    " (SELECT max(ms.calendar_invitation) FROM membership ms JOIN meeting_network mn ON mn.network_id = ms.network_id"
    "  WHERE ms.person_id = pa.person_id AND mn.meeting_id = pa.meeting_id)"
    " FROM participation pa JOIN person p ON p.id = pa.person_id WHERE pa.meeting_id = ? ORDER BY p.sort_key, p.id"
)


@dataclass(frozen=True)
class Letter:
    """One file for one person. `waits` says that they are on the waiting list; `reply` is the proposal that is refused."""

    kind: DueKind
    participation_id: int
    person_id: int
    person: str
    language: Language
    message: CalendarMessage
    digest: str
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


@dataclass(frozen=True)
class _Held:
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
    uid: str
    sent_to: str
    digest: str
    confirmed_at: str
    asked_for_files: bool

    def holds(self, uid: str) -> bool:
        """Whether their calendar has the meeting under that UID, or may have; older programs did not note the UID."""
        return self.may_hold and self.uid in ("", uid)

    @property
    def may_hold(self) -> bool:
        """Whether their calendar has the meeting, or may have: a file was begun, and the program died."""
        return self.sequence is not None and (self.method == Method.REQUEST or self.digest == DOUBT)


def _held(row: Sequence[Any]) -> _Held:
    return _Held(
        row[0], row[1], row[2], row[3], row[4], bool(row[5]), Language(row[6]), MeetingRole(row[7]), Answer(row[8]),
        bool(row[9]), row[10], row[11], row[12], row[13], row[14], row[15], row[16], row[17] is None or bool(row[17]),
    )  # fmt: skip


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
    if not everything and not due(session, meeting_id, person=person).letters:
        return due(session, meeting_id, person=person)
    ready, before = _begin(session, meeting_id, everything=everything, person=person)
    try:
        write(ready.letters)
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
        "sent_uid": event.uid, "sent_to": letter.email, "sent_digest": letter.digest,
    }  # fmt: skip


def _next_version(
    transaction: Transaction, meeting: Meeting, base: CalendarEvent, letters: Iterable[Letter]
) -> CalendarEvent:
    """A newer DTSTAMP for all, and a higher SEQUENCE if somebody's calendar needs it to take the file.

    A cancellation must have a higher one than what it cancels (RFC 5546 §3.2.5), and so must an invitation of somebody
    who was sent a cancellation.
    """
    rows = {one.id: one for one in map(_held, transaction.database.execute_sql(_SELECT, (meeting.id,)).fetchall())}
    stamp = next_stamp(utc_text(base.stamp), transaction.now)
    changes: dict[str, Value] = {"stamp": stamp}
    floor = max((_least(rows[one.participation_id], one) for one in letters), default=0)
    if base.sequence < floor:
        changes["sequence"] = floor
        if meeting.series_id is not None:  # a day of a series has the SEQUENCE of the series
            transaction.update("series", meeting.series_id, {"sequence": floor})
    transaction.update("meeting", meeting.id, changes)
    return replace(base, stamp=from_utc_text(stamp), sequence=max(base.sequence, floor))


def _least(one: _Held, letter: Letter) -> int:
    """The least SEQUENCE with which somebody's calendar takes that file."""
    if one.sequence is None or one.uid not in ("", letter.message.event.uid):
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
    every = [_held(row) for row in session.query(_SELECT, [meeting.id])]
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
        letters += [_letter(meeting, base, one, kind, uid) for kind, uid in kinds]
    letters += _refusals(session, meeting, base, {one.person_id: one for one in every})
    return Due(tuple(letters), tuple(LeftOut(reason, count) for reason, count in reasons.items()))


def _kinds(meeting: Meeting, base: CalendarEvent, asked: int, one: _Held) -> Iterable[tuple[DueKind, str]]:
    """What is due to one person, each with the UID it is about."""
    wanted = meeting.status is MeetingStatus.PLANNED and not one.removed
    if one.uid not in ("", base.uid) and one.may_hold:
        yield DueKind.CANCELLATION, one.uid  # the meeting was called back under a new UID, and they hold the old one
    if not one.holds(base.uid):
        if wanted and one.via != Via.DOOR:
            yield DueKind.INVITATION, base.uid
    elif not wanted:
        yield DueKind.CANCELLATION, base.uid
    elif one.sent_to not in ("", _address(meeting, one)):
        yield DueKind.INVITATION, base.uid
    elif (one.sequence or 0) < asked:
        yield DueKind.UPDATE, base.uid
    elif one.digest not in ("", _digest(base, one)):
        yield _kind_of_change(base, one), base.uid


def _kind_of_change(base: CalendarEvent, one: _Held) -> DueKind:
    if one.digest == DOUBT:
        return DueKind.INVITATION
    return DueKind.UPDATE if one.digest == ANEW and (one.sequence or 0) < base.sequence else DueKind.CORRECTION


def _known(meeting: Meeting, base: CalendarEvent, one: _Held) -> Iterable[tuple[DueKind, str]]:
    """What somebody who is due nothing may be told once more."""
    if one.removed:
        return
    if one.holds(base.uid):
        yield DueKind.AGAIN, base.uid
    elif one.sequence is not None and meeting.status is MeetingStatus.CANCELLED:
        yield DueKind.CANCELLATION, one.uid or base.uid


def _reason_against(meeting: Meeting, one: _Held) -> Message | None:
    if not _address(meeting, one):
        return NO_EMAIL
    if one.restricted:
        return RESTRICTED
    if meeting.shielded and not one.asked_for_files:
        return _NOT_ASKED
    return None


def _address(meeting: Meeting, one: _Held) -> str:
    """A school calendar is shared at school and at work: what is shielded goes to the private address if there is one."""
    return (one.private_email or one.email) if meeting.shielded else (one.email or one.private_email)


def _digest(base: CalendarEvent, one: _Held) -> str:
    """What stands in somebody's file but the numbers of its version, and whether they have a place."""
    told: Mapping[str, object] = {
        "summary": base.summary, "description": base.description, "location": base.location, "url": base.url,
        "start": base.start.isoformat(), "end": base.end.isoformat(), "zone": base.time_zone,
        "organiser": base.organiser and [base.organiser.name, base.organiser.email], "private": base.private,
        "waits": one.answer is Answer.WAITING,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]


def _letter(meeting: Meeting, base: CalendarEvent, one: _Held, kind: DueKind, uid: str) -> Letter:
    cancels = kind is DueKind.CANCELLATION
    # Whoever is told that it is off is told where they were told that it is on.
    email = (one.sent_to if cancels else "") or _address(meeting, one)
    event = replace(base, uid=uid, attendee=Attendee(Mailbox(one.person, email), one.answer, one.role))
    if uid != base.uid:
        event = replace(event, sequence=(one.sequence or 0) + 1)
    method = Method.CANCEL if cancels else Method.REQUEST
    waits = one.answer is Answer.WAITING
    stem = _stem(meeting, one, "" if uid == base.uid else "-x")
    message = CalendarMessage(method, event, stem)
    return Letter(kind, one.id, one.person_id, one.person, one.language, message, _digest(base, one), waits)


def _stem(meeting: Meeting, one: _Held, more: str) -> str:
    """The name of the file. No date: an update takes the place of the file that was made before the meeting moved."""
    who = str(one.person_id) if meeting.shielded else f"{one.person_id}-{slug_of(one.person)}"
    return f"{slug_of(meeting.outward_title)[:30] or 'laug'}-{meeting.id}-{who}{more}"


def _refusals(session: Session, meeting: Meeting, base: CalendarEvent, every: Mapping[int, _Held]) -> Iterable[Letter]:
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


# -- what a person says went out ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unconfirmed:
    """Somebody for whom a file was made, and nobody has said that it went out."""

    person_id: int
    person: str
    email: str


def unconfirmed(session: Session, meeting_id: int) -> list[Unconfirmed]:
    """For whom files were made that nobody has said went out."""
    meetings.get(session, meeting_id)
    every = [_held(row) for row in session.query(_SELECT, [meeting_id])]
    return [
        Unconfirmed(one.person_id, one.person, one.sent_to) for one in every if one.sequence is not None and not one.confirmed_at
    ]


def mark_sent(session: Session, meeting_id: int, people: Sequence[int] = ()) -> int:
    """Note that what was made went out, to those people or to all; gives how many that were.

    Raises `NotFound` if nothing was made for one of them.
    """
    with session.write(Operation.MEETING_SENT) as transaction:
        made = _made(session, meeting_id, people)
        fresh = [one for one in made if not one.confirmed_at]
        for one in fresh:
            transaction.update("participation", one.id, {"marked_sent_at": transaction.now})
        return len(fresh)


def mark_unsent(session: Session, meeting_id: int, people: Sequence[int]) -> int:
    """Note that what was made for those people never went out: it is due again. Raises `NotFound` as `mark_sent`."""
    with session.write(Operation.MEETING_SENT) as transaction:
        made = _made(session, meeting_id, people)
        for one in made:
            changes: dict[str, Value] = {"marked_sent_at": "", "sent_digest": ANEW}
            if one.method == Method.CANCEL:
                changes["sent_method"] = Method.REQUEST.value  # their calendar holds it still
            transaction.update("participation", one.id, changes)
        return len(made)


def _made(session: Session, meeting_id: int, people: Sequence[int]) -> list[_Held]:
    meeting = meetings.get(session, meeting_id)
    made = {one.person_id: one for row in session.query(_SELECT, [meeting.id]) if (one := _held(row)).sequence is not None}
    missing = [number for number in people if number not in made]
    if missing or not made:
        raise NotFound(
            say(N_("No file of {title} was made for person number {number}."), title=meeting.title, number=missing[0])
            if missing else say(N_("No files of {title} were made yet."), title=meeting.title)
        )  # fmt: skip
    return [made[number] for number in dict.fromkeys(people)] if people else list(made.values())
