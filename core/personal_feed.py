"""One person's meetings as a calendar, for that person alone: nobody else is in it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core import export_log, invitations, meetings, people
from core.calendar import CalendarEvent, CalendarFeed
from core.door.operations import Operation
from core.door.scope import visible_meeting
from core.door.session import Session, midnight
from core.errors import Refused
from core.export_log import Export
from core.messages import N_, say
from core.rules.kinds import Answer, Purpose
from core.rules.moments import utc_text
from core.series import events, records

_WEEKS_BACK = 26


@dataclass(frozen=True)
class PersonalFeed:
    """The calendar, of how many meetings it is, and how many of shielded networks were not asked for and are left out.

    `network` is a shielded one of which a meeting is in it.
    """

    person: int
    feed: CalendarFeed
    count: int
    not_asked: int
    network: int | None = None


def personal_feed(session: Session, person: str | int) -> PersonalFeed:
    """The meetings a person is invited to and has not declined, from half a year back.

    A shielded network's are in it, with their neutral title, only if the member asked for calendar invitations. Raises
    `NotFound`, and `Refused` for somebody whose data may not be used.
    """
    who = people.get(session, person)
    if who.restricted:
        raise Refused(say(N_("The use of {name}'s data is restricted; no calendar is written."), name=who.name))
    asked = _invited(session, who.id)
    shown = [number for number, may in asked if may]
    every = meetings.every(session, shown)
    feed = CalendarFeed("laug", who.uid, tuple(_events(session, every)))
    shielded = next((one.id for meeting in every for one in meeting.networks if one.shielded), None)
    return PersonalFeed(who.id, feed, len(every), len(asked) - len(shown), shielded)


def log_feed(session: Session, made: PersonalFeed, data: bytes) -> None:
    """Note that it leaves the register: who, when, whose, of how many meetings; as private as a shielded one among them."""
    export_log.note(
        session, Operation.CALENDAR_PERSON, Export(
            Purpose.MEETING, "ical", ("start", "title", "place"), made.count, made.not_asked, made.network,
            digest=hashlib.sha256(data).hexdigest(), person=made.person,
        ),
    )  # fmt: skip


def _invited(session: Session, person_id: int) -> list[tuple[int, bool]]:
    """Their meetings, soonest first, and whether they may be in a file."""
    visible, account = visible_meeting(session)
    shielded = (
        "EXISTS (SELECT 1 FROM listed_meeting_network mn JOIN network n ON n.id = mn.network_id"
        " WHERE mn.meeting_id = m.id AND n.level = 'shielded')"
    )
    wished = (
        "EXISTS (SELECT 1 FROM listed_meeting_network mn JOIN network n ON n.id = mn.network_id"
        " JOIN membership ms ON ms.network_id = n.id WHERE mn.meeting_id = m.id AND n.level = 'shielded'"
        " AND ms.person_id = pa.person_id AND ms.calendar_invitation = 1)"
    )
    rows = session.query(
        f"SELECT m.id, NOT {shielded} OR {wished} FROM participation pa JOIN meeting m ON m.id = pa.meeting_id"
        f" WHERE pa.person_id = ? AND pa.removed = 0 AND pa.answer <> ? AND m.end_utc >= ? AND {visible}"
        " ORDER BY m.start_utc, m.id",
        [person_id, Answer.DECLINED.value, utc_text(midnight(session.today - timedelta(weeks=_WEEKS_BACK))), *account],
    )
    return [(row[0], bool(row[1])) for row in rows]


def _events(session: Session, every: Sequence[meetings.Meeting]) -> list[CalendarEvent]:
    """Single meetings, and each series once, with only those of its meetings that are theirs."""
    made: list[CalendarEvent] = []
    days: dict[int, set[date]] = {}
    for one in every:
        if one.series_id is None:
            made.append(replace(invitations.event(session, one), organiser=None))
        else:
            days.setdefault(one.series_id, set()).add(date.fromisoformat(one.original[:10]))
    for number, only in days.items():
        found = events.series_event(session, records.get(session, number), only)
        if found is not None:
            made.append(events.without_sender(found))
    return made
