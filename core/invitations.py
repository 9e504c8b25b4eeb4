"""Who is invited to a meeting, what they answered, and the calendar files that are due to them.

The rules of the sender are RFC 5546's: a UID for life, a SEQUENCE that only grows, a DTSTAMP newer at every sending, one
file for each receiver with that person as its only ATTENDEE, CANCEL for who is taken off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from core import meetings
from core.calendar import Attendee, CalendarEvent, CalendarFeed, CalendarMessage, Mailbox, Method
from core.contact_data import NO_EMAIL, RESTRICTED, LeftOut
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import NotFound, Refused
from core.meetings import Meeting, next_stamp
from core.messages import N_, Message, say
from core.networks import get_opened
from core.record_fields import slug_of
from core.rules.kinds import Answer, MeetingRole, MeetingStatus
from core.rules.moments import from_utc_text
from db.keys import fold

_SELECT = (
    "SELECT pa.id, pa.version, pa.person_id, trim(p.given || ' ' || p.family), p.email, p.private_email, p.restricted,"
    " pa.role, pa.answer, pa.removed, pa.sent_sequence, pa.sent_method,"
    " (SELECT max(ms.calendar_invitation) FROM membership ms JOIN meeting_network mn ON mn.network_id = ms.network_id"
    "  WHERE ms.person_id = pa.person_id AND mn.meeting_id = pa.meeting_id), p.protected"
    " FROM participation pa JOIN person p ON p.id = pa.person_id"
)


@dataclass(frozen=True)
class Participation:
    """One person's part in a meeting. `sent_sequence` is None until a calendar file was made for them."""

    id: int
    version: int
    person_id: int
    person: str
    email: str
    private_email: str
    restricted: bool
    role: MeetingRole
    answer: Answer
    removed: bool
    sent_sequence: int | None
    sent_method: str
    calendar_invitation: bool
    protected: bool = False


@dataclass(frozen=True)
class Invited:
    """What inviting did."""

    new: int
    already: int


@dataclass(frozen=True)
class CalendarBatch:
    """The files that are due, and how many people get none and why."""

    messages: tuple[CalendarMessage, ...]
    left_out: tuple[LeftOut, ...]


def _participation(row: Sequence[Any]) -> Participation:
    return Participation(
        row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]),
        MeetingRole(row[7]), Answer(row[8]), bool(row[9]), None if row[10] is None else row[10],
        row[11], row[12] is None or bool(row[12]), bool(row[13]),
    )  # fmt: skip


def participants(session: Session, meeting_id: int, *, removed: bool = False) -> list[Participation]:
    """Who is invited, in Danish order; `removed`: also those who were taken off again."""
    meetings.get(session, meeting_id)
    only = "" if removed else " AND pa.removed = 0"
    sql = f"{_SELECT} WHERE pa.meeting_id = ?{only} ORDER BY p.sort_key, p.id"
    return [_participation(row) for row in session.query(sql, [meeting_id])]


def invite(
    session: Session,
    meeting_id: int,
    *,
    people: Sequence[int] = (),
    members: bool = False,
    role: MeetingRole = MeetingRole.PARTICIPANT,
) -> Invited:
    """Invite people, or the members (on the meeting's day) of the meeting's networks. Raises `Refused` if it is cancelled."""
    with session.write(Operation.MEETING_INVITE) as transaction:
        meeting = meetings.get(session, meeting_id)
        if meeting.status is MeetingStatus.CANCELLED:
            raise Refused(say(N_("{title} is cancelled; nobody can be invited."), title=meeting.title))
        wanted = list(dict.fromkeys([*people, *(_members(session, meeting) if members else [])]))
        return _invite(session, transaction, meeting, wanted, role)


def _members(session: Session, meeting: Meeting) -> list[int]:
    day = meeting.start_local[:10]
    marks = ", ".join("?" * len(meeting.networks))
    rows = session.query(
        f"SELECT DISTINCT person_id FROM membership WHERE network_id IN ({marks}) AND from_date <= ?"
        " AND (until_date IS NULL OR until_date >= ?) ORDER BY person_id",
        [*(network.id for network in meeting.networks), max(day, session.today.isoformat()), day],
    )
    return [row[0] for row in rows]


def _invite(
    session: Session, transaction: Transaction, meeting: Meeting, wanted: Sequence[int], role: MeetingRole
) -> Invited:
    held = {one.person_id: one for one in participants(session, meeting.id, removed=True)}
    new = [number for number in wanted if number not in held]
    back = [held[number] for number in wanted if number in held and held[number].removed]
    transaction.insert_many("participation", [
        {"meeting_id": meeting.id, "person_id": number, "role": role.value, "answer": Answer.NEEDS_ACTION.value,
         "removed": 0, "sent_sequence": None, "sent_stamp": "", "sent_method": ""}
        for number in new
    ])  # fmt: skip
    for one in back:
        transaction.update("participation", one.id, {"removed": 0, "answer": Answer.NEEDS_ACTION.value})
    return Invited(len(new) + len(back), len(wanted) - len(new) - len(back))


def uninvite(session: Session, meeting_id: int, people: Sequence[int]) -> int:
    """Take people off. Who has been sent a file gets a cancellation with the next export. Gives how many were taken off."""
    with session.write(Operation.MEETING_UNINVITE) as transaction:
        taken = [one for one in participants(session, meeting_id) if one.person_id in set(people)]
        for one in taken:
            transaction.update("participation", one.id, {"removed": 1})
        if any(one.sent_sequence is not None for one in taken):
            row = transaction.row("meeting", meeting_id) or {}
            transaction.update("meeting", meeting_id, {
                "sequence": int(str(row["sequence"])) + 1, "stamp": next_stamp(str(row["stamp"]), transaction.now),
            })  # fmt: skip
        return len(taken)


def answer(session: Session, meeting_id: int, person_id: int, said: Answer) -> None:
    """Note what a person answered. Raises `NotFound` if they are not invited."""
    with session.write(Operation.MEETING_ANSWER) as transaction:
        found = next((one for one in participants(session, meeting_id) if one.person_id == person_id), None)
        if found is None:
            raise NotFound(say(N_("Person number {number} is not invited."), number=person_id))
        transaction.update("participation", found.id, {"answer": said.value})


def event(session: Session, meeting: Meeting) -> CalendarEvent:
    """The meeting as everybody may see it: no attendee; a shielded network's is neutral in every field."""
    name, email = meeting.organiser
    place, address = (_neutral(meeting, text) for text in (meeting.place, meeting.address))
    return CalendarEvent(
        uid=meeting.calendar_uid, sequence=meeting.sequence, stamp=meeting.stamp, created=meeting.created,
        modified=meeting.changed, summary=meeting.outward_title,
        description="" if meeting.shielded else meeting.description,
        location=", ".join(part for part in (place, address) if part), url=_neutral(meeting, meeting.online_link),
        start=meeting.start, end=meeting.end, time_zone=meeting.time_zone,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
        organiser=Mailbox(_organiser_name(meeting, name, email), email) if email else None,
        private=meeting.shielded,
    )  # fmt: skip


def _neutral(meeting: Meeting, text: str) -> str:
    """A text without the name of a shielded network; if it holds the name, however written, all of it goes."""
    hidden = [_letters(word) for one in meeting.networks if one.shielded for word in (one.name, one.slug)]
    return "" if any(word and word in _letters(text) for word in hidden) else text


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _organiser_name(meeting: Meeting, name: str, email: str) -> str:
    shown = _neutral(meeting, name)
    return shown or email


def due(session: Session, meeting_id: int, *, person: int | None = None) -> CalendarBatch:
    """The files due to the people invited (or to that one), and a note in the file that they were made.

    Everybody gets the present state: REQUEST, or CANCEL if the meeting is cancelled or they were taken off. Raises
    `Refused` without an organiser's address, `NotFound` if that person is not invited.
    """
    with session.write(Operation.CALENDAR_EXPORT, detail={"meeting": meeting_id}) as transaction:
        meeting = meetings.get(session, meeting_id)
        if not meeting.organiser[1]:
            raise Refused(
                say(N_("{title} has no organiser's e-mail address, so nobody could answer."), title=meeting.title),
                say(N_("Give the meeting or its network one: --organiser-email")),
            )
        every = participants(session, meeting_id, removed=True)
        if person is not None:
            every = [one for one in every if one.person_id == person]
            if not every:
                raise NotFound(say(N_("Person number {number} is not invited."), number=person))
        if not _neutral(meeting, meeting.organiser[1]):
            raise Refused(
                say(N_("The organiser's address {email} names the shielded network."), email=meeting.organiser[1]),
                say(N_("Give it a neutral one: --organiser-email")),
            )
        stamp = next_stamp(meeting.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"), transaction.now)
        meeting = replace(meeting, stamp=from_utc_text(stamp))
        base = event(session, meeting)
        messages: list[CalendarMessage] = []
        reasons: dict[Message, int] = {}
        for one in every:
            if one.removed and (one.sent_sequence is None or one.sent_method == Method.CANCEL.value):
                continue
            reason = _reason_against(meeting, one)
            if reason is not None:
                reasons[reason] = reasons.get(reason, 0) + 1
                continue
            message = _message(meeting, base, one)
            messages.append(message)
            transaction.update("participation", one.id, {
                "sent_sequence": meeting.sequence, "sent_stamp": stamp, "sent_method": message.method.value,
            })  # fmt: skip
        if messages:
            transaction.update("meeting", meeting_id, {"stamp": stamp})
        left_out = tuple(LeftOut(reason, count) for reason, count in reasons.items())
        return CalendarBatch(tuple(messages), left_out)


_NOT_ASKED = say(N_("shielded network, and they have not asked for a calendar invitation"))


def _reason_against(meeting: Meeting, one: Participation) -> Message | None:
    if not (one.email or one.private_email):
        return NO_EMAIL
    if one.restricted:
        return RESTRICTED
    if meeting.shielded and not one.calendar_invitation:
        return _NOT_ASKED
    return None


def _message(meeting: Meeting, base: CalendarEvent, one: Participation) -> CalendarMessage:
    # A school calendar is shared at school and at work: a shielded invitation goes to the private address if there is one.
    email = (one.private_email or one.email) if meeting.shielded else (one.email or one.private_email)
    attendee = Attendee(Mailbox(one.person, email), one.answer, one.role)
    cancelled = meeting.status is MeetingStatus.CANCELLED
    method = Method.CANCEL if cancelled or one.removed else Method.REQUEST
    who = str(one.person_id) if meeting.shielded else f"{one.person_id}-{slug_of(one.person)}"
    # No date in the name: an update takes the place of the file that was made before the meeting moved.
    stem = f"{slug_of(meeting.outward_title)[:30] or 'laug'}-{meeting.id}-{who}"
    return CalendarMessage(method, replace(base, attendee=attendee, organiser=base.organiser), stem)


def feed(session: Session, network_id: int | None = None, *, weeks_back: int = 26) -> CalendarFeed:
    """A calendar of a network's meetings (or of all that may be shown), without attendees.

    It begins so many weeks back; cancelled meetings stay in it as cancelled. Meetings of shielded networks are only in
    the feed of their own network, and neutral there.
    """
    if network_id is None:
        title, uid, numbers = "laug", "laug-all", meetings.ids(session)
    else:
        network = get_opened(session, network_id)
        title, uid, numbers = network.outward_title, network.uid, meetings.network_ids(session, network_id)
    oldest = session.now - timedelta(weeks=weeks_back)
    every = [meetings.get(session, number) for number in numbers]
    shown = [one for one in every if one.end_utc >= oldest and (network_id is not None or not one.shielded)]
    return CalendarFeed(title, uid, tuple(replace(event(session, one), organiser=None) for one in shown))
