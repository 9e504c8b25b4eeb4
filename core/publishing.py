"""What may be put on the web: the coming meetings of networks, and their calendars, with nobody's name.

Shielded networks, and every meeting that is theirs too, are never asked for: whoever publishes, nothing here knows them.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core import export_log, invitations, meetings, networks
from core.calendar import CalendarEvent, CalendarFeed
from core.door.operations import Operation
from core.door.session import Session, midnight
from core.export_log import Export
from core.meetings import Meeting
from core.rules.kinds import MeetingStatus, NetworkLevel, NetworkStatus, Purpose
from core.rules.moments import utc_text
from core.rules.spoken import Span
from core.series import events, records
from db import settings

# A calendar begins so many weeks back; who was told that a meeting is cancelled sees it so as long.
_WEEKS_BACK = 26
_SECRET = "feeds_secret"
_BLOCK = 500
_SHIELDED = (
    "(SELECT sh.meeting_id FROM listed_meeting_network sh JOIN network hidden ON hidden.id = sh.network_id"
    " WHERE hidden.level = 'shielded')"
)


@dataclass(frozen=True)
class PublishedMeeting:
    """A coming meeting as everybody may read it. `networks` are those of its networks that are published."""

    title: str
    span: Span
    place: str
    link: str
    description: str
    cancelled: bool
    networks: tuple[str, ...]


@dataclass(frozen=True)
class PublishedNetwork:
    """A network, the stem of its files' names, its calendar, and its coming meetings, soonest first."""

    name: str
    stem: str
    feed: CalendarFeed
    coming: tuple[PublishedMeeting, ...]


@dataclass(frozen=True)
class Publication:
    """All that is published. With `secret` the names of the files cannot be guessed, and no page links to the index.

    `left_out` is how many internal networks are not in it.
    """

    index_stem: str
    secret: bool
    networks: tuple[PublishedNetwork, ...]
    coming: tuple[PublishedMeeting, ...]
    left_out: int = 0


def publication(session: Session, *, internal: bool = False, secret: bool = False) -> Publication:
    """The open networks that are not closed, with `internal` the internal ones as well.

    With `secret` a key is made and kept in the register the first time, so that the names stay the same. Raises
    `FileError` if that cannot be written.
    """
    key = _key(session) if secret else ""
    levels = [NetworkLevel.OPEN.value, *([NetworkLevel.INTERNAL.value] if internal else [])]
    marks = ", ".join("?" * len(levels))
    found = session.query(
        f"SELECT n.id FROM network n WHERE n.level IN ({marks}) AND n.status <> ? ORDER BY n.sort_key, n.id",
        [*levels, NetworkStatus.CLOSED.value],
    )
    every = networks.rows(session, [row[0] for row in found])
    names = {one.id: one.name for one in every}
    shown = [_network(session, one, _stem(one.slug, one.uid, key), names) for one in every]
    coming = {number: meeting for _network, told in shown for number, meeting in told.items()}
    in_order = _ids(session, list(names), session.today) if names else []
    return Publication(
        _stem("index", "index", key), secret, tuple(one for one, _told in shown),
        tuple(coming[number] for number in in_order if number in coming), 0 if internal else _internal(session),
    )  # fmt: skip


def log_publication(session: Session, made: Publication) -> None:
    """Note that it left the register: who, when, how many networks."""
    columns = ("title", "start", "place", "description", "link")
    export_log.note(
        session, Operation.CALENDAR_PUBLISH, Export(Purpose.MEETING, "web", columns, len(made.networks), made.left_out)
    )


def _internal(session: Session) -> int:
    rows = session.query(
        "SELECT count(*) FROM network n WHERE n.level = ? AND n.status <> ?",
        [NetworkLevel.INTERNAL.value, NetworkStatus.CLOSED.value],
    )
    return int(rows[0][0])


def _network(
    session: Session, network: networks.Network, stem: str, names: dict[int, str]
) -> tuple[PublishedNetwork, dict[int, PublishedMeeting]]:
    oldest = session.today - timedelta(weeks=_WEEKS_BACK)
    every = list(_meetings(session, _ids(session, [network.id], oldest)))
    today = midnight(session.today)
    coming = {one.id: _meeting(session, one, names) for one in every if one.end_utc >= today}
    feed = CalendarFeed(network.name, network.uid, tuple(_events(session, every)))
    return PublishedNetwork(network.name, stem, feed, tuple(coming.values())), coming


def _ids(session: Session, network_ids: Sequence[int], oldest: date) -> list[int]:
    """Meetings of the networks that end on that day or later, soonest first, without those of shielded ones."""
    marks = ", ".join("?" * len(network_ids))
    rows = session.query(
        "SELECT m.id FROM listed_meeting m WHERE m.end_utc >= ? AND m.id IN"
        f" (SELECT mn.meeting_id FROM listed_meeting_network mn WHERE mn.network_id IN ({marks}))"
        f" AND m.id NOT IN {_SHIELDED} ORDER BY +m.start_utc, m.id",
        [utc_text(midnight(oldest)), *network_ids],
    )
    return [row[0] for row in rows]


def _meetings(session: Session, numbers: Sequence[int]) -> Iterator[Meeting]:
    for start in range(0, len(numbers), _BLOCK):
        yield from meetings.every(session, numbers[start : start + _BLOCK])


def _meeting(session: Session, meeting: Meeting, names: dict[int, str]) -> PublishedMeeting:
    said = invitations.event(session, meeting)
    mine = tuple(names[one.id] for one in meeting.networks if one.id in names)
    return PublishedMeeting(
        said.summary, meeting.span, said.location, said.url, said.description,
        meeting.status is MeetingStatus.CANCELLED, mine,
    )  # fmt: skip


def _events(session: Session, shown: Sequence[Meeting]) -> Iterator[CalendarEvent]:
    """A series once, with all its meetings but those that are a shielded network's as well."""
    told: set[int] = set()
    for one in shown:
        if one.series_id is None:
            yield replace(invitations.event(session, one), organiser=None)
        elif one.series_id not in told:
            told.add(one.series_id)
            series = records.get(session, one.series_id)
            hidden = {date.fromisoformat(text[:10]) for text in _shielded_days(session, series.id)}
            days = [day for day in series.rule_days if day not in hidden] if hidden else None
            found = events.series_event(session, series, days)
            if found is not None:
                yield events.without_sender(found)


def _shielded_days(session: Session, series_id: int) -> list[str]:
    found = session.query(f"SELECT m.original FROM meeting m WHERE m.series_id = ? AND m.id IN {_SHIELDED}", [series_id])
    return [row[0] for row in found]


def _key(session: Session) -> str:
    """What the names of files are made secret with. It is never changed, or nobody's subscription would find its file."""
    found = settings.value(session.database, _SECRET)
    if found is not None:
        return found
    made = secrets.token_hex(16)
    with session.write(Operation.CALENDAR_SECRET) as transaction:
        transaction.keep()
        settings.keep(transaction.database, _SECRET, made)
    return settings.value(session.database, _SECRET) or made  # a colleague may have been first; a dry run keeps nothing


def _stem(name: str, uid: str, key: str) -> str:
    """`index` is the list of all; a network that is called so gets another name, which no other can have."""
    stem = f"{name}_" if name == "index" and uid != name else name
    return f"{stem}-{hmac.digest(key.encode(), uid.encode(), hashlib.sha256).hex()[:24]}" if key else stem
