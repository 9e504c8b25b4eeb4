"""Everything about one person that this account may see, for the page of the person; the history by itself.

In a register of a million people the page is there in milliseconds; what the log may tell takes longer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core import meeting_rows, people
from core.door.scope import visible_meeting
from core.door.session import Session
from core.meeting_rows import MeetingRow
from core.past import record_history
from core.past.record_history import Event, Record, Subject
from core.people import Person
from core.privacy import consents
from core.privacy.consents import Consents
from core.rules.kinds import Answer, MeetingRole
from core.rules.moments import utc_text
from core.rules.weeks import WeekSpan, school_year_of, school_year_weeks
from core.school import at_school, periods
from core.school.at_school import SchoolState
from core.school.periods import SchoolWeeks

PAST = NEWEST = 10
"""So many meetings of the past are told, and so many of the newest operations; the rest is counted."""


@dataclass(frozen=True)
class InvitedTo:
    """A meeting the person is invited to, in which role, and what they answered."""

    meeting: MeetingRow
    role: MeetingRole
    answer: Answer


@dataclass(frozen=True)
class SchoolYear:
    """The weeks of this school year, what is known of each, and the plans that it follows from."""

    weeks: WeekSpan
    states: tuple[SchoolState, ...]
    plans: SchoolWeeks

    @property
    def known(self) -> bool:
        """Whether anything is known of any week."""
        return any(state is not SchoolState.UNKNOWN for state in self.states)


@dataclass(frozen=True)
class PersonPage:
    """A person with the meetings to come (the next first) and past (the last first), consents and school weeks.

    `past_total` counts the meetings of the past, of which only the newest `PAST` are here.
    """

    person: Person
    coming: tuple[InvitedTo, ...]
    past: tuple[InvitedTo, ...]
    past_total: int
    consents: Consents
    school_year: SchoolYear


@dataclass(frozen=True)
class PersonHistory:
    """The newest operations on a person, and how many there are."""

    events: tuple[Event, ...]
    total: int


def read(session: Session, number: int) -> PersonPage:
    """The page of the person of that number. Raises `NotFound`."""
    person = people.by_id(session, number)
    coming, past, past_total = _meetings(session, number)
    return PersonPage(
        person, coming, past, past_total, consents.of_person(session, number), _school_year(session, number)
    )


def history(session: Session, number: int) -> PersonHistory:
    """What was done to the person of that number, the newest first."""
    record = Record(Subject.PERSON, number)
    operations = record_history.ids(session, record)
    return PersonHistory(tuple(record_history.events(session, operations[:NEWEST], record)), len(operations))


def _meetings(session: Session, number: int) -> tuple[tuple[InvitedTo, ...], tuple[InvitedTo, ...], int]:
    visible, account = visible_meeting(session)
    rows = session.query(
        "SELECT m.id, pa.role, pa.answer, m.end_utc >= ? FROM participation pa JOIN meeting m ON m.id = pa.meeting_id"
        f" WHERE pa.person_id = ? AND pa.removed = 0 AND {visible} ORDER BY m.start_utc, m.id",
        [utc_text(session.now), number, *account],
    )
    coming = [row for row in rows if row[3]]
    past = [row for row in rows if not row[3]]
    newest = past[: -PAST - 1 : -1]
    return _invited(session, coming), _invited(session, newest), len(past)


def _invited(session: Session, rows: Sequence[tuple[int, str, str, int]]) -> tuple[InvitedTo, ...]:
    found = {one.id: one for one in meeting_rows.rows(session, [row[0] for row in rows])}
    return tuple(InvitedTo(found[row[0]], MeetingRole(row[1]), Answer(row[2])) for row in rows if row[0] in found)


def _school_year(session: Session, number: int) -> SchoolYear:
    weeks = school_year_weeks(school_year_of(session.today))
    states = at_school.states_of(session, [number], weeks.first, weeks.last)[number]
    return SchoolYear(weeks, tuple(states), periods.of_person(session, number))
