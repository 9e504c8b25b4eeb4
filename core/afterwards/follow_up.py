"""Who was away twice and is still here: for a friendly word, never a list that goes anywhere.

It is worked out when somebody looks and stored nowhere, ranks nobody, and has no form as a file. Whoever declined, waited
for a place, was excused at the door or was away from school that week was not expected, and is not on it for that. Nobody
is noted as absent by it: where the roll was taken, whoever was expected and is not among those who came was away.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core import meeting_rows, meetings, networks, people
from core.attending.kinds import Attendance, Via
from core.door.scope import visible_meeting
from core.door.session import Session
from core.invitations import members_on_its_day, neutral
from core.meetings import Meeting
from core.messages import N_, Catalogue, Message, say
from core.networks import Network
from core.people import PersonRow
from core.rules.active import active_sql
from core.rules.kinds import Answer, Language, NetworkKind
from core.rules.moments import utc_text
from core.rules.spoken import spoken_span
from core.rules.weeks import week_of
from core.school.at_school import SchoolState, states_of

TIMES = 2
"""Away from so many meetings in a row."""
BACK = timedelta(days=365)
"""How far back meetings count."""
RECENT = timedelta(days=92)
"""Whoever was away last longer ago than this is not written to out of the blue."""
_MEETINGS = 12  # of each network, the newest


@dataclass(frozen=True)
class Missed:
    """Somebody of a network who was away from the last two meetings they were expected at, the newer first."""

    network: Network
    person: PersonRow
    language: Language
    days: tuple[date, ...]


def find(session: Session, reference: str | int | None = None) -> list[Missed]:
    """Those of one network, or of all that this account may look into, by network and in Danish order of names.

    Raises `NotFound`, and `NotAllowed` for a shielded network that is not opened.
    """
    if reference is not None:
        return _of_network(session, networks.get_opened(session, reference))
    return [one for network in networks.find(session) if network.opened for one in _of_network(session, network)]


def count(session: Session) -> int:
    """How many that are, of all networks this account may look into; somebody in two networks counts twice."""
    return len(find(session))


def _of_network(session: Session, network: Network) -> list[Missed]:
    held = _held(session, network)
    if len(held) < TIMES:
        return []
    here = _still_here(session, network)
    away: dict[int, list[date]] = {}
    met: set[int] = set()
    for meeting in held:
        day = date.fromisoformat(meeting.start_local[:10])
        for person, was_away in _expected(session, meeting, here).items():
            if person in met:
                continue
            if was_away and len(away.get(person, ())) < TIMES:
                away.setdefault(person, []).append(day)
            elif not was_away:
                met.add(person)
    recent = session.today - RECENT
    missed = {person: tuple(days) for person, days in away.items() if len(days) == TIMES and days[0] >= recent}
    return _told(session, network, missed)


def _held(session: Session, network: Network) -> list[Meeting]:
    """The network's newest meetings at which the roll was taken, the newest first."""
    visible, account = visible_meeting(session)
    rows = session.query(
        "SELECT m.id FROM meeting m JOIN meeting_network mn ON mn.meeting_id = m.id AND mn.network_id = ?"
        " WHERE m.status = 'planned' AND m.end_utc BETWEEN ? AND ? AND EXISTS (SELECT 1 FROM participation pa"
        f" WHERE pa.meeting_id = m.id AND pa.attendance <> '') AND {visible} ORDER BY m.start_utc DESC, m.id DESC LIMIT ?",
        [network.id, utc_text(session.now - BACK), utc_text(session.now), *account, _MEETINGS],
    )
    return meetings.every(session, [row[0] for row in rows])


def _still_here(session: Session, network: Network) -> set[int]:
    """Members today whose data may be used, and who have not left school; alumni have left it all of them."""
    today = session.today.isoformat()
    stays = (
        "" if network.kind is NetworkKind.ALUMNI else
        " AND (NOT EXISTS (SELECT 1 FROM affiliation a WHERE a.person_id = p.id)"
        f" OR EXISTS (SELECT 1 FROM affiliation a WHERE a.person_id = p.id AND {active_sql('a')}))"
    )  # fmt: skip
    rows = session.query(
        "SELECT DISTINCT p.id FROM membership ms JOIN person p ON p.id = ms.person_id WHERE ms.network_id = ?"
        f" AND {active_sql('ms')} AND p.restricted = 0{stays}",
        [network.id, today, today, *([today, today] if stays else [])],
    )
    return {row[0] for row in rows}


def _expected(session: Session, meeting: Meeting, whom: set[int]) -> Mapping[int, bool]:
    """Whether each of them who was expected at the meeting was away from it."""
    rows = session.query(
        "SELECT person_id, answer, attendance, via FROM participation WHERE meeting_id = ? AND removed = 0", [meeting.id]
    )
    parts = {row[0]: (Answer(row[1]), row[2]) for row in rows}
    if all(row[3] == Via.DOOR.value for row in rows):  # nobody was invited: the members were expected
        nothing = (Answer.NEEDS_ACTION, "")
        parts = {**dict.fromkeys(members_on_its_day(session, meeting), nothing), **parts}
    parts = {person: part for person, part in parts.items() if person in whom}
    school = _not_at_school(session, meeting, [one for one, (answer, _) in parts.items() if answer is not Answer.ACCEPTED])
    said = {
        person: _away(answer, attendance, person in school) for person, (answer, attendance) in parts.items()
    }
    return {person: away for person, away in said.items() if away is not None}


def _away(answer: Answer, attendance: str, out_of_school: bool) -> bool | None:
    """Whether somebody was away; None if they were not expected. What was said at the door counts before all else."""
    match attendance:
        case Attendance.PRESENT.value:
            return False
        case Attendance.ABSENT.value:
            return True
        case Attendance.EXCUSED.value:
            return None
        case _:
            return None if answer in (Answer.DECLINED, Answer.WAITING) or out_of_school else True


def _not_at_school(session: Session, meeting: Meeting, whom: Sequence[int]) -> set[int]:
    week = week_of(date.fromisoformat(meeting.start_local[:10]))
    return {person for person, (state,) in states_of(session, whom, week, week).items() if state is SchoolState.AWAY}


def _told(session: Session, network: Network, missed: Mapping[int, tuple[date, ...]]) -> list[Missed]:
    rows = session.query(
        "SELECT id, language FROM person WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_key, id",
        [json.dumps(list(missed))],
    )
    speaks = {row[0]: Language.ENGLISH if row[1] == Language.ENGLISH.value else Language.DANISH for row in rows}
    return [
        Missed(network, row, speaks[row.id], missed[row.id]) for row in people.rows(session, [row[0] for row in rows])
    ]


def coming(session: Session, network: Network) -> Meeting | None:
    """The network's next meeting."""
    own = set(meetings.network_ids(session, network.id))
    found = [one for one in meeting_rows.coming_ids(session) if one in own]
    return next(iter(meetings.every(session, found[:1])), None)


def friendly(session: Session, one: Missed, catalogue: Catalogue) -> str:
    """A text to that person, ready to be sent, in the language of the catalogue (theirs); nothing in it counts or blames.

    A shielded network is not named.
    """
    network, given = one.network, one.person.given or one.person.name
    seen = (
        say(N_("It is a while since we saw you, and we would like to see you again."))
        if network.shielded
        else say(N_("It is a while since we saw you in {network}, and we would like to see you again."), network=network.name)
    )
    lines = (
        say(N_("Hi {name}"), name=given), seen, *_next(coming(session, network), one.language),
        say(N_("It is up to you, and you need not explain anything. If something would make it easier to come – the way"
               " home, the time, or coming with somebody – just say so.")),
        say(N_("Best wishes")),
    )  # fmt: skip
    sender = "" if network.shielded else network.organiser_name
    return "\n\n".join(line.render(catalogue) for line in lines) + (f"\n{sender}" if sender else "")


def _next(ahead: Meeting | None, language: Language) -> Iterable[Message]:
    if ahead is None:
        return
    when, place = spoken_span(ahead.span, language), neutral(ahead, ahead.place)
    if place:
        yield say(N_("We meet next {when}, {place}."), when=when, place=place)
    else:
        yield say(N_("We meet next {when}."), when=when)
