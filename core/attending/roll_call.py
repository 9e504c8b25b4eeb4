"""The roll-call: who is expected, who is there. Each value is set, never turned around, so that two can take it at once."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core import invitations, meetings, people
from core.attending import guests, headcounts
from core.attending.headcounts import Headcount
from core.attending.kinds import Attendance, Via
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import NotFound
from core.meetings import Meeting
from core.messages import N_, say
from core.rules.kinds import Answer, MeetingRole
from core.rules.weeks import week_of
from core.school.at_school import SchoolState, states_of
from core.series import occurrences


@dataclass(frozen=True)
class Attendee:
    """Somebody at the door: a person by their number, or a guest by theirs below zero.

    `expected`: said to come, or said nothing and is not known to be away from school that week. `attendance` is None
    until somebody has said it. `uninvited`: is there without having been asked.
    """

    id: int
    name: str
    place: str
    role: MeetingRole
    answer: Answer
    attendance: Attendance | None
    school: SchoolState
    uninvited: bool
    protected: bool

    @property
    def is_guest(self) -> bool:
        return self.id < 0

    @property
    def expected(self) -> bool:
        match self.answer:
            case Answer.ACCEPTED:
                return True
            case Answer.DECLINED | Answer.WAITING:
                return False
            case _:
                return not self.uninvited and self.school is not SchoolState.AWAY


@dataclass(frozen=True)
class Count:
    """The running count: of named people, and of those who are only counted."""

    present: int
    absent: int
    excused: int
    left: int
    expected: int
    unnamed: int

    @property
    def there(self) -> int:
        """Everybody in the room."""
        return self.present + self.unnamed


@dataclass(frozen=True)
class RollCall:
    """A meeting at the door, in Danish order of names, guests last."""

    meeting: Meeting
    attendees: tuple[Attendee, ...]
    headcounts: tuple[Headcount, ...]

    @property
    def count(self) -> Count:
        """How many are there, and how many of those expected nobody has said anything of."""
        said = Counter(one.attendance for one in self.attendees)
        expected = [one for one in self.attendees if one.expected]
        return Count(
            said[Attendance.PRESENT], said[Attendance.ABSENT], said[Attendance.EXCUSED],
            sum(one.attendance is None for one in expected), len(expected),
            sum(one.came or 0 for one in self.headcounts),
        )  # fmt: skip


def roll_call(session: Session, meeting_id: int) -> RollCall:
    """Everybody invited and the guests; where nobody was invited, the members on that day. Raises `NotFound`."""
    meeting = meetings.get(session, meeting_id)
    rows = session.query(
        "SELECT pa.person_id, pa.role, pa.answer, pa.attendance, pa.via FROM participation pa"
        " WHERE pa.meeting_id = ? AND pa.removed = 0",
        [meeting.id],
    )
    parts = {row[0]: row for row in rows}
    if not any(row[4] != Via.DOOR.value for row in rows):
        for number in invitations.members_on_its_day(session, meeting):
            parts.setdefault(number, (number, MeetingRole.PARTICIPANT.value, Answer.NEEDS_ACTION.value, "", ""))
    everybody = [*_people(session, meeting, parts), *_guests(session, meeting)]
    return RollCall(meeting, tuple(everybody), tuple(headcounts.of_meeting(session, meeting.id)))


def _people(session: Session, meeting: Meeting, parts: Mapping[int, Sequence[str | int]]) -> list[Attendee]:
    numbers = _in_order(session, list(parts))
    week = week_of(_day(meeting.start))
    school = states_of(session, numbers, week, week)
    return [
        Attendee(
            row.id, row.name, row.class_name or row.school or row.company,
            MeetingRole(str(parts[row.id][1])), Answer(str(parts[row.id][2])),
            Attendance(str(parts[row.id][3])) if parts[row.id][3] else None,
            school[row.id][0], parts[row.id][4] == Via.DOOR.value, row.protected,
        )
        for row in people.rows(session, numbers)
    ]  # fmt: skip


def _in_order(session: Session, numbers: Sequence[int]) -> list[int]:
    rows = session.query(
        "SELECT p.id FROM person p WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.sort_key, p.id",
        [json.dumps(list(numbers))],
    )
    return [row[0] for row in rows]


def _day(start: datetime | date) -> date:
    return start.date() if isinstance(start, datetime) else start


def _guests(session: Session, meeting: Meeting) -> list[Attendee]:
    return [
        Attendee(
            -one.id, one.name, one.organisation, MeetingRole.PARTICIPANT, one.answer, one.attendance,
            SchoolState.UNKNOWN, one.walk_in, protected=False,
        )
        for one in guests.of_meeting(session, meeting.id)
    ]  # fmt: skip


def take(session: Session, meeting_id: int, said: Mapping[int, Attendance | None]) -> int:
    """Set what is said of each (a guest's number is below zero; None takes it back); gives of how many it differs.

    Somebody who was not invited is put on the list as they come in. Raises `NotFound`.
    """
    with session.write(Operation.MEETING_ATTEND) as transaction:
        meetings.get(session, meeting_id)
        own = occurrences.touched(session, transaction, meeting_id)
        return sum(_set(session, transaction, own, number, attendance) for number, attendance in said.items())


def _set(
    session: Session, transaction: Transaction, meeting_id: int, number: int, attendance: Attendance | None
) -> bool:
    value = attendance.value if attendance else ""
    if number < 0:
        row = transaction.row("guest", -number)
        if row is None or row["meeting_id"] != meeting_id:
            raise NotFound(say(N_("There is no guest number {number}."), number=-number))
        return transaction.update("guest", -number, {"attendance": value})
    row = transaction.row("participation", _participation(session, transaction, meeting_id, number)) or {}
    if row["attendance"] == value:
        return False  # said twice is said once: whoever said it first stays noted
    by, at = (session.account, transaction.now) if value else ("", "")
    return transaction.update(
        "participation", int(str(row["id"])), {"attendance": value, "attendance_by": by, "attendance_at": at}
    )


def _participation(session: Session, transaction: Transaction, meeting_id: int, person_id: int) -> int:
    """The row that says they take part, made if they were not invited or were taken off."""
    found = transaction.database.execute_sql(
        "SELECT id, removed FROM participation WHERE meeting_id = ? AND person_id = ?", (meeting_id, person_id)
    ).fetchone()
    if found is not None:
        if found[1]:
            transaction.update("participation", found[0], {
                "removed": 0, "answer": Answer.NEEDS_ACTION.value, "via": Via.DOOR.value, "queue_place": None,
            })  # fmt: skip
        return int(found[0])
    people.by_id(session, person_id)
    return transaction.insert("participation", {
        "meeting_id": meeting_id, "person_id": person_id, "role": MeetingRole.PARTICIPANT.value,
        "answer": Answer.NEEDS_ACTION.value, "removed": 0, "sent_sequence": None, "sent_stamp": "", "sent_method": "",
        "via": Via.DOOR.value,
    })  # fmt: skip
