"""Who is invited to a meeting, what they answered, and the calendar files that are due to them.

The rules of the sender are RFC 5546's: a UID for life, a SEQUENCE that only grows, a DTSTAMP newer at every sending, one
file for each receiver with that person as its only ATTENDEE, CANCEL for who is taken off.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core import meetings
from core.attending import answers, capacity
from core.attending.kinds import Attendance, Via
from core.calendar import CalendarEvent, CalendarFeed, Mailbox
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Refused
from core.mailing import asking
from core.meetings import Meeting
from core.messages import N_, say
from core.networks import get_opened
from core.rules.kinds import Answer, MeetingRole, MeetingStatus
from core.search.compile import compile_people
from core.series import occurrences
from db.keys import fold

_SELECT = (
    "SELECT pa.id, pa.version, pa.person_id, trim(p.given || ' ' || p.family), p.email, p.private_email, p.restricted,"
    " pa.role, pa.answer, pa.removed, pa.sent_sequence, pa.sent_method, p.protected, pa.via, pa.queue_place,"
    " pa.answered_at, pa.attendance, pa.marked_sent_at <> ''"
    " FROM participation pa JOIN person p ON p.id = pa.person_id"
)


@dataclass(frozen=True)
class Participation:
    """One person's part in a meeting. `sent_sequence` is None until a calendar file was made for them.

    `late`: the answer came after the last day to sign up. `attendance` is None until somebody has taken it. `went_out`:
    somebody has said that the file did.
    """

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
    protected: bool = False
    via: str = ""
    queue_place: int | None = None
    answered_at: str = ""
    attendance: Attendance | None = None
    late: bool = False
    went_out: bool = False

    @property
    def uninvited(self) -> bool:
        """Was not invited, but was there."""
        return self.via == Via.DOOR.value


@dataclass(frozen=True)
class Invited:
    """What inviting did."""

    new: int
    already: int


def _participation(row: Sequence[Any], sign_up_by: date | None) -> Participation:
    return Participation(
        row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]),
        MeetingRole(row[7]), Answer(row[8]), bool(row[9]), None if row[10] is None else row[10],
        row[11], bool(row[12]), row[13], row[14], row[15],
        Attendance(row[16]) if row[16] else None, answers.is_late(row[15], sign_up_by), bool(row[17]),
    )  # fmt: skip


def participants(session: Session, meeting_id: int, query: str = "", *, removed: bool = False) -> list[Participation]:
    """Who is invited and answers the query, in Danish order; `removed`: also those who were taken off again.

    Raises `Invalid("query")`.
    """
    meeting = meetings.get(session, meeting_id)
    only = "" if removed else " AND pa.removed = 0"
    condition = compile_people(session, query, few=True, meeting=meeting.id)
    sql = f"{_SELECT} WHERE pa.meeting_id = ?{only} AND {condition.sql} ORDER BY p.sort_key, p.id"
    rows = session.query(sql, [meeting_id, *condition.parameters])
    return [_participation(row, meeting.sign_up_by) for row in rows]


def invite(
    session: Session,
    meeting_id: int,
    *,
    people: Sequence[int] = (),
    members: bool = False,
    networks: Sequence[str | int] = (),
    role: MeetingRole = MeetingRole.PARTICIPANT,
) -> Invited:
    """Invite people, the members (on the meeting's day) of the meeting's networks, or those of other networks.

    Who is invited already gets the role, unless it is that of everybody. Raises `Refused` if the meeting is cancelled or a
    network is shielded and the meeting is not its own, `NotAllowed` for one that is not opened, `NotFound`.
    """
    with session.write(Operation.MEETING_INVITE) as transaction:
        return invite_within(
            session, transaction, meeting_id, people=people, members=members, networks=networks, role=role
        )


def invite_within(
    session: Session,
    transaction: Transaction,
    meeting_id: int,
    *,
    people: Sequence[int] = (),
    members: bool = False,
    networks: Sequence[str | int] = (),
    role: MeetingRole = MeetingRole.PARTICIPANT,
) -> Invited:
    """The same inside another operation."""
    meeting = meetings.get(session, meeting_id)
    if meeting.status is MeetingStatus.CANCELLED:
        raise Refused(say(N_("{title} is cancelled; nobody can be invited."), title=meeting.title))
    meeting = meetings.get(session, occurrences.touched(session, transaction, meeting.id))
    asked = [_asked_network(session, meeting, name) for name in networks]
    wanted = [
        *people, *(members_on_its_day(session, meeting) if members else []),
        *_members(session, meeting, asked),
    ]  # fmt: skip
    return _invite(session, transaction, meeting, list(dict.fromkeys(wanted)), role)


def _asked_network(session: Session, meeting: Meeting, name: str | int) -> int:
    """A network whose members may be invited. Being invited elsewhere would tell who is in a shielded one."""
    network = get_opened(session, name)
    if network.shielded and network.id not in {one.id for one in meeting.networks}:
        raise Refused(
            say(N_("The members of {name} are invited to meetings of that network only."), name=network.name),
            say(N_("Name the people themselves, or plan a meeting of the network.")),
        )
    return network.id


def members_on_its_day(session: Session, meeting: Meeting) -> list[int]:
    """The members of the meeting's networks on its day; for a meeting to come, those who are members still."""
    return _members(session, meeting, [one.id for one in meeting.networks])


def _members(session: Session, meeting: Meeting, networks: Sequence[int]) -> list[int]:
    day = meeting.start_local[:10]
    marks = ", ".join("?" * len(networks))
    rows = session.query(
        f"SELECT DISTINCT person_id FROM membership WHERE network_id IN ({marks}) AND from_date <= ?"
        " AND (until_date IS NULL OR until_date >= ?) ORDER BY person_id",
        [*networks, max(day, session.today.isoformat()), day],
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
        transaction.update("participation", one.id, {
            "removed": 0, "answer": Answer.NEEDS_ACTION.value, "via": "", "queue_place": None, "answered_at": "",
            "sent_digest": asking.ANEW,  # whose calendar holds it still is asked anew
        })  # fmt: skip
    if role is not MeetingRole.PARTICIPANT:
        for number in wanted:
            if number in held:
                transaction.update("participation", held[number].id, {"role": role.value})
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
                **asking.raised(transaction, row), "stamp": asking.next_stamp(str(row["stamp"]), transaction.now),
            })  # fmt: skip
        capacity.settle(session, transaction, [meeting_id])
        return len(taken)


def answer(session: Session, meeting_id: int, person_id: int, said: Answer) -> None:
    """Note what a person answered (`core.attending.answers.note`). Raises `NotFound` if they are not invited."""
    answers.note(session, meeting_id, person_id, said)


def event(session: Session, meeting: Meeting) -> CalendarEvent:
    """The meeting as everybody may see it: no attendee; a shielded network's is neutral in every field."""
    name, email = meeting.organiser
    place, address = (neutral(meeting, text) for text in (meeting.place, meeting.address))
    return CalendarEvent(
        uid=meeting.calendar_uid, sequence=meeting.sequence, stamp=meeting.stamp, created=meeting.created,
        modified=meeting.changed, summary=meeting.outward_title,
        description="" if meeting.shielded else meeting.description,
        location=", ".join(part for part in (place, address) if part), url=neutral(meeting, meeting.online_link),
        start=meeting.start, end=meeting.end, time_zone=meeting.time_zone,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
        organiser=Mailbox(_organiser_name(meeting, name, email), email) if email else None,
        private=meeting.shielded, recurrence_id=original_start(meeting),
    )  # fmt: skip


def original_start(meeting: Meeting) -> datetime | date | None:
    """Of a meeting of a series, when its rule lets it begin: what calendars know it by (RFC 5545 §3.8.4.4)."""
    if meeting.series_id is None:
        return None
    if "T" not in meeting.original:
        return date.fromisoformat(meeting.original)
    return datetime.fromisoformat(meeting.original).replace(tzinfo=ZoneInfo(meeting.time_zone))


def neutral(meeting: Meeting, text: str) -> str:
    """A text without the name of a shielded network; if it holds the name, however written, all of it goes."""
    hidden = [_letters(word) for one in meeting.networks if one.shielded for word in (one.name, one.slug)]
    return "" if any(word and word in _letters(text) for word in hidden) else text


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _organiser_name(meeting: Meeting, name: str, email: str) -> str:
    shown = neutral(meeting, name)
    return shown or email


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
    return CalendarFeed(title, uid, tuple(anonymous(session, shown)))


def anonymous(session: Session, shown: Iterable[Meeting]) -> Iterator[CalendarEvent]:
    """Meetings as a published calendar shows them, without anybody; a series once, with all its meetings."""
    from core.series import events, records  # they build on this module

    told: set[int] = set()
    for one in shown:
        if one.series_id is None:
            yield replace(event(session, one), organiser=None)
        elif one.series_id not in told:
            told.add(one.series_id)
            found = events.series_event(session, records.get(session, one.series_id))
            if found is not None:
                yield events.without_sender(found)
