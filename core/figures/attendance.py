"""Attendance: of the members who were invited and could come, how many did.

Who is away from school that week could not; of whom it is not known, is taken to be able to. Who came all the same counts.
Who came without an invitation, guests, and people who are only counted, stand beside.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.attending.kinds import Attendance, Via
from core.door.session import Session
from core.figures.chart import NOTHING, Bar, Number, Period
from core.figures.reach import Reach, Spell, meetings_reached
from core.messages import N_, say
from core.networks import Network
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import utc_text
from core.rules.weeks import Week, week_of
from core.school.at_school import SchoolState, states_of


@dataclass(frozen=True)
class Held:
    """A meeting that is over: of the members `invited` so many were `in_school` that week, `able` to come, `signed_up`, `came`.

    `taken` says whether anybody has noted who came; without that nothing is known of it.
    """

    id: int
    title: str
    day: date
    networks: tuple[int, ...]
    invited: int
    in_school: int
    able: int
    signed_up: int
    came: int
    beside: int
    taken: bool

    @property
    def number(self) -> Number:
        """How many came of those who could."""
        return Number(self.came, self.able) if self.taken else NOTHING


def held(session: Session, reach: Reach, every: Sequence[Spell], period: Period) -> list[Held]:
    """The meetings of those networks in the period that are over and were not cancelled, in order of time.

    What belongs to a shielded network as well counts only where one network was asked for.
    """
    found = _meetings(session, reach, period)
    asked = _asked(session, list(found))
    beside = _beside(session, list(found))
    spans = _spells_of(every)
    days = {number: day for number, (_title, day, _of) in found.items()}
    school = _school(session, asked, days)
    return [
        _held(number, title, day, of, asked.get(number, []), beside[number], spans, school)
        for number, (title, day, of) in found.items()
    ]


def by_meeting(meetings: Iterable[Held]) -> tuple[Bar, ...]:
    """A bar for each meeting."""
    return tuple(
        Bar(str(one.id), say(N_("{day} {title}"), day=one.day, title=one.title), one.number, beside=one.beside)
        for one in meetings
    )


def by_network(meetings: Sequence[Held], earlier: Sequence[Held], networks: Sequence[Network]) -> tuple[Bar, ...]:
    """A bar for each network that has met, with the same of a year earlier: all its meetings together."""
    return tuple(
        Bar(one.slug, one.name, together(_of(meetings, one.id)), together(_of(earlier, one.id)))
        for one in networks if _of(meetings, one.id) or _of(earlier, one.id)
    )  # fmt: skip


def together(meetings: Iterable[Held]) -> Number:
    """Several meetings as one; those where nobody noted who came are left out."""
    taken = [one for one in meetings if one.taken]
    return Number(sum(one.came for one in taken), sum(one.able for one in taken)) if taken else NOTHING


def _of(meetings: Iterable[Held], network: int) -> list[Held]:
    return [one for one in meetings if network in one.networks]


_Meetings = dict[int, tuple[str, date, tuple[int, ...]]]
_Part = tuple[int, Answer, str, str]
"""A person, what they answered, whether they were there, and how they came to be on the list."""


def _meetings(session: Session, reach: Reach, period: Period) -> _Meetings:
    seen, who = meetings_reached(session, reach)
    rows = session.query(
        "SELECT m.id, m.title, m.start_local, mn.network_id FROM listed_meeting m"
        " JOIN listed_meeting_network mn ON mn.meeting_id = m.id"
        " WHERE m.status <> ? AND m.end_utc < ? AND substr(m.start_local, 1, 10) BETWEEN ? AND ?"
        f" AND {seen} ORDER BY m.start_utc, m.id",
        [MeetingStatus.CANCELLED.value, utc_text(session.now), period.first.isoformat(), period.last.isoformat(), *who],
    )
    found: _Meetings = {}
    for number, title, start, network in rows:
        of = found[number][2] if number in found else ()
        found[number] = title, date.fromisoformat(start[:10]), (*of, network)
    return found


def _asked(session: Session, meetings: Sequence[int]) -> dict[int, list[_Part]]:
    found: dict[int, list[_Part]] = {}
    for meeting, person, answer, attendance, via in session.query(
        "SELECT meeting_id, person_id, answer, attendance, via FROM participation WHERE removed = 0"
        " AND meeting_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(meetings))],
    ):
        found.setdefault(meeting, []).append((person, Answer(answer), attendance, via))
    return found


def _beside(session: Session, meetings: Sequence[int]) -> Counter[int]:
    """Guests who were there, and how many were only counted."""
    found: Counter[int] = Counter()
    listed = json.dumps(list(meetings))
    for meeting, number in session.query(
        "SELECT meeting_id, count(*) FROM guest WHERE attendance = ? AND meeting_id IN (SELECT value FROM json_each(?))"
        " GROUP BY meeting_id UNION ALL SELECT meeting_id, coalesce(sum(came), 0) FROM headcount"
        " WHERE meeting_id IN (SELECT value FROM json_each(?)) GROUP BY meeting_id",
        [Attendance.PRESENT.value, listed, listed],
    ):
        found[meeting] += number
    return found


def _spells_of(every: Sequence[Spell]) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    for one in every:
        found.setdefault(one.person_id, []).append(one)
    return found


def _school(
    session: Session, asked: Mapping[int, Sequence[_Part]], days: Mapping[int, date]
) -> dict[tuple[int, Week], SchoolState]:
    """What is known of everybody who was asked, in the weeks of the meetings."""
    if not asked:
        return {}
    weeks = sorted({week_of(days[meeting]) for meeting in asked})
    people = sorted({part[0] for parts in asked.values() for part in parts})
    states = states_of(session, people, weeks[0], weeks[-1])
    places = {week: (week.monday - weeks[0].monday).days // 7 for week in weeks}
    return {(person, week): states[person][place] for person in people for week, place in places.items()}


def _held(
    number: int, title: str, day: date, of: tuple[int, ...], parts: Sequence[_Part], beside: int,
    spans: Mapping[int, Sequence[Spell]], school: Mapping[tuple[int, Week], SchoolState],
) -> Held:  # fmt: skip
    week, present = week_of(day), Attendance.PRESENT.value
    members = [
        part for part in parts
        if part[3] != Via.DOOR.value and any(s.network_id in of and s.holds_on(day) for s in spans.get(part[0], ()))
    ]  # fmt: skip
    able = [part for part in members if part[2] == present or school[part[0], week] is not SchoolState.AWAY]
    came = [part for part in members if part[2] == present]
    others = sum(part[2] == present for part in parts) - len(came)
    return Held(
        number, title, day, of, len(members),
        sum(school[part[0], week] is SchoolState.AT_SCHOOL for part in members), len(able),
        sum(part[1] is Answer.ACCEPTED for part in members), len(came), others + beside, any(part[2] for part in parts),
    )  # fmt: skip
