"""What else some people are asked to: the other meetings in a period, as far as the account may see them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.door.scope import visible_meeting
from core.door.session import Session
from core.rules.active import active_on, from_iso
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import HOME, LocalTime, from_utc_text, utc_text

_CHUNK = 500


@dataclass(frozen=True)
class OtherMeeting:
    """A meeting that some of the people asked about are asked to, or that is for the members of a network they are in."""

    id: int
    title: str
    start: datetime
    end: datetime
    all_day: bool
    people: frozenset[int]

    @property
    def first_day(self) -> date:
        return self.start.astimezone(ZoneInfo(HOME)).date()

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether it goes on at some time from `start` until `end`; both are aware."""
        return self.start < end and self.end > start


def moments(first: LocalTime | date, last: LocalTime | date) -> tuple[datetime, datetime]:
    """From when until when a time or some days last, aware; the last day is included."""
    start = first.moment if isinstance(first, LocalTime) else datetime.combine(first, time(), ZoneInfo(HOME))
    if isinstance(last, LocalTime):
        return start, last.moment
    return start, datetime.combine(last + timedelta(days=1), time(), ZoneInfo(HOME))


def other_meetings(session: Session, people: Collection[int], start: datetime, end: datetime) -> list[OtherMeeting]:
    """What some of these people are asked to between two aware moments, in order.

    Whoever declined or was taken off is not counted. A meeting that nobody is invited to yet counts the members of its
    networks on its day. Meetings of shielded networks that are closed to this account count for nobody.
    """
    visible, account = visible_meeting(session)
    rows = session.query(
        "SELECT m.id, m.title, m.start_utc, m.end_utc, m.all_day FROM listed_meeting m"
        f" WHERE m.start_utc < ? AND m.end_utc > ? AND m.status <> ? AND {visible} ORDER BY m.start_utc, m.id",
        [utc_text(end), utc_text(start), MeetingStatus.CANCELLED.value, *account],
    )
    wanted = frozenset(people)
    asked = asked_to(session, {row[0]: _day(row[2]) for row in rows})
    every = (
        OtherMeeting(
            row[0], row[1], from_utc_text(row[2]), from_utc_text(row[3]), bool(row[4]), wanted & asked[row[0]]
        )
        for row in rows
    )
    return [one for one in every if one.people]


def asked_to(session: Session, days: Mapping[int, date]) -> dict[int, frozenset[int]]:
    """The people asked to each of those meetings, which are given with their days: who is invited and has not declined,
    or the members of its networks on its day as long as nobody is invited."""
    invited = _invited(session, list(days))
    members = _members(session, {number: day for number, day in days.items() if number not in invited})
    nobody = frozenset[int]()
    return {number: invited.get(number, members.get(number, nobody)) for number in days}


def invited_to(session: Session, meeting_id: int) -> frozenset[int]:
    """Who is invited to a meeting and has not declined."""
    return _invited(session, [meeting_id]).get(meeting_id, frozenset())


def _day(moment: str) -> date:
    return from_utc_text(moment).astimezone(ZoneInfo(HOME)).date()


def _invited(session: Session, numbers: Sequence[int]) -> dict[int, frozenset[int]]:
    """Who is asked to each meeting that somebody is asked to."""
    found: dict[int, set[int]] = {}
    for part in _parts(numbers):
        marks = ", ".join("?" * len(part))
        for meeting, person, answer in session.query(
            f"SELECT meeting_id, person_id, answer FROM participation WHERE removed = 0 AND meeting_id IN ({marks})",
            part,
        ):
            asked = found.setdefault(meeting, set())
            if answer != Answer.DECLINED.value:
                asked.add(person)
    return {meeting: frozenset(asked) for meeting, asked in found.items()}


def _members(session: Session, days: dict[int, date]) -> dict[int, frozenset[int]]:
    """The members of the networks of those meetings, each on its day."""
    networks: dict[int, list[int]] = {}
    for part in _parts(list(days)):
        marks = ", ".join("?" * len(part))
        for meeting, network in session.query(
            f"SELECT meeting_id, network_id FROM listed_meeting_network WHERE meeting_id IN ({marks})", part
        ):
            networks.setdefault(meeting, []).append(network)
    belonging: dict[int, list[tuple[int, date | None, date | None]]] = {}
    for part in _parts(list({number for several in networks.values() for number in several})):
        marks = ", ".join("?" * len(part))
        for network, person, first, last in session.query(
            f"SELECT network_id, person_id, from_date, until_date FROM membership WHERE network_id IN ({marks})", part
        ):
            belonging.setdefault(network, []).append((person, from_iso(first), from_iso(last)))
    return {
        meeting: frozenset(
            person for network in several for person, first, last in belonging.get(network, ())
            if active_on(first, last, days[meeting])
        )
        for meeting, several in networks.items()
    }  # fmt: skip


def _parts(numbers: Sequence[int]) -> Iterable[list[int]]:
    return (list(numbers[start : start + _CHUNK]) for start in range(0, len(numbers), _CHUNK))
