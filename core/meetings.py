"""The meetings: planned, edited, moved, cancelled. A meeting keeps what calendars need: a UID for life, SEQUENCE, DTSTAMP."""

import json
import uuid
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict

from core import networks, organisations
from core.attending import capacity
from core.door.operations import Operation
from core.door.scope import visible_meeting
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound, Refused
from core.mailing.asking import after_change
from core.meeting_rows import MeetingRow, local, rows
from core.messages import N_, say
from core.record_fields import stored_values
from core.rules.active import from_iso
from core.rules.alphabet import in_order
from core.rules.kinds import Activity, MeetingStatus, MeetingType, TargetGroup
from core.rules.meeting_times import time_columns
from core.rules.moments import LocalTime, from_utc_text, utc_text
from core.rules.spoken import Span
from core.search.compile import compile_meetings
from core.series.occurrences import keep_deadline, own_row, touched
from db.log import Value

_COLUMNS = (
    "m.id, m.uid, m.version, coalesce(s.calendar_uid, m.calendar_uid), coalesce(s.sequence, m.sequence), m.stamp, m.type,"
    " m.title, m.all_day, m.start_local, m.end_local, m.time_zone, m.start_utc, m.end_utc, m.place, m.address,"
    " m.online_link, m.description, m.organiser_name, m.organiser_email, coalesce(o.name, ''), m.status, m.created_at,"
    " m.changed_at, m.agenda, m.capacity, m.sign_up_by, m.target_groups, m.activity, m.catering, m.transport, m.last_bus,"
    " m.roles, m.series_id, m.original"
)
_FROM = "FROM listed_meeting m LEFT JOIN organisation o ON o.id = m.host_id LEFT JOIN series s ON s.id = m.series_id"
ORDERS = ("start", "title", "status", "networks", "place", "accepted", "type")
_ROWS = 500  # read at a time


class MeetingFields(TypedDict, total=False):
    """What can be written about a meeting, as people type it; the time is a `Span` of its own, the host a name."""

    title: str
    type: str
    place: str
    address: str
    online_link: str
    description: str
    organiser_name: str
    organiser_email: str
    host: str
    agenda: str
    capacity: int | str | None
    sign_up_by: date | str | None
    target_groups: Sequence[str]
    activity: str
    catering: str
    transport: str
    last_bus: str
    roles: Sequence[str]


@dataclass(frozen=True)
class MeetingNetwork:
    """A network a meeting belongs to."""

    id: int
    name: str
    slug: str
    shielded: bool
    neutral_title: str
    organiser_name: str
    organiser_email: str


@dataclass(frozen=True)
class Meeting:
    """Everything about a meeting but who is invited (`core.invitations`).

    A day of a series has the UID and SEQUENCE of the series; `original` is the local start that its rule gave it.
    """

    id: int
    uid: str
    version: int
    calendar_uid: str
    sequence: int
    stamp: datetime
    type: MeetingType
    title: str
    all_day: bool
    start_local: str
    end_local: str
    time_zone: str
    start_utc: datetime
    end_utc: datetime
    place: str
    address: str
    online_link: str
    description: str
    organiser_name: str
    organiser_email: str
    host: str
    status: MeetingStatus
    created: datetime
    changed: datetime
    networks: tuple[MeetingNetwork, ...] = ()
    agenda: str = ""
    capacity: int | None = None
    sign_up_by: date | None = None
    target_groups: tuple[TargetGroup, ...] = ()
    activity: Activity | None = None
    catering: str = ""
    transport: str = ""
    last_bus: str = ""
    roles: tuple[str, ...] = ()
    series_id: int | None = None
    original: str = ""

    @property
    def start(self) -> datetime | date:
        return local(self.all_day, self.start_local, self.time_zone, self.start_utc)

    @property
    def end(self) -> datetime | date:
        return local(self.all_day, self.end_local, self.time_zone, self.end_utc)

    @property
    def span(self) -> Span:
        """The time as it was agreed on."""
        if self.all_day:
            return Span(date.fromisoformat(self.start_local), date.fromisoformat(self.end_local), True)
        begin = LocalTime.from_text(self.start_local, self.time_zone)
        return Span(begin, LocalTime.from_text(self.end_local, self.time_zone), False)

    @property
    def shielded(self) -> bool:
        return any(network.shielded for network in self.networks)

    @property
    def outward_title(self) -> str:
        """What files, mails and calendars may call it."""
        return next((network.neutral_title for network in self.networks if network.shielded), self.title)

    @property
    def organiser(self) -> tuple[str, str]:
        """Name and address that answers go to: the meeting's own, else those of its first network that has some."""
        if self.organiser_email:
            return self.organiser_name, self.organiser_email
        found = next((one for one in self.networks if one.organiser_email), None)
        return (found.organiser_name, found.organiser_email) if found else ("", "")


def ids(session: Session, query: str = "", *, order: str = "start", descending: bool = False) -> "array[int]":
    """The numbers of the meetings that answer the query and that this account may see, in order."""
    condition = compile_meetings(session, query)
    visible, account = visible_meeting(session)
    way = " DESC" if descending and order == "start" else ""
    asked = session.query(
        # What is sorted by is asked for as well: only then does SQLite read both halves of the view by their indexes.
        f"SELECT m.id, m.start_utc FROM listed_meeting m WHERE {condition.sql} AND {visible} ORDER BY m.start_utc{way}, m.id",
        [*condition.parameters, *account],
    )
    found = array("q", [row[0] for row in asked])
    return found if order == "start" else in_order(found, _sorted_by(session, order, found), descending=descending)


def _sorted_by(session: Session, order: str, numbers: Sequence[int]) -> dict[int, str | int | None]:
    """What a list shows of them in that column."""
    match order:
        case "networks" | "accepted":
            parts = (numbers[start : start + _ROWS] for start in range(0, len(numbers), _ROWS))
            seen = [one for part in parts for one in rows(session, part)]
            return {one.id: one.accepted or None if order == "accepted" else ", ".join(one.networks) for one in seen}
        case "status" | "type":
            words = {one.value: one.name_in(session.language) for one in (*MeetingStatus, *MeetingType)}
            found = session.query(f"SELECT m.id, m.{order} FROM listed_meeting m")
            return {number: words.get(value) for number, value in found}
        case _:
            return dict(session.query(f"SELECT m.id, m.{order} FROM listed_meeting m"))


def network_ids(session: Session, network_id: int) -> "array[int]":
    """The numbers of a network's meetings, soonest first."""
    visible, account = visible_meeting(session)
    rows = session.query(
        "SELECT m.id, m.start_utc FROM listed_meeting m WHERE m.id IN"
        " (SELECT mn.meeting_id FROM listed_meeting_network mn WHERE mn.network_id = ?)"
        f" AND {visible} ORDER BY m.start_utc, m.id",
        [network_id, *account],
    )
    return array("q", [row[0] for row in rows])


def find(session: Session, query: str = "") -> list[MeetingRow]:
    """All meetings that answer the query, soonest first."""
    return rows(session, ids(session, query))


def every(session: Session, numbers: Sequence[int]) -> list[Meeting]:
    """Those meetings with everything about them, in the order asked; the ones that are gone are left out."""
    found = _load(session, numbers)
    return [found[number] for number in numbers if number in found]


def _load(session: Session, numbers: Sequence[int]) -> dict[int, Meeting]:
    marks = ", ".join("?" * len(numbers))
    belongs: dict[int, list[MeetingNetwork]] = {}
    for row in session.query(
        "SELECT mn.meeting_id, n.id, n.name, n.slug, n.level, n.neutral_title, n.organiser_name, n.organiser_email"
        f" FROM listed_meeting_network mn JOIN network n ON n.id = mn.network_id WHERE mn.meeting_id IN ({marks}) ORDER BY mn.id",
        list(numbers),
    ):
        network = MeetingNetwork(row[1], row[2], row[3], row[4] == "shielded", row[5], row[6], row[7])
        belongs.setdefault(row[0], []).append(network)
    found = session.query(f"SELECT {_COLUMNS} {_FROM} WHERE m.id IN ({marks})", list(numbers))
    return {row[0]: _meeting(row, belongs.get(row[0], [])) for row in found}


def _meeting(row: Sequence[Any], belongs: Sequence[MeetingNetwork]) -> Meeting:
    return Meeting(
        row[0], row[1], row[2], row[3], row[4], from_utc_text(row[5]),
        MeetingType(row[6]), row[7], bool(row[8]), row[9], row[10], row[11],
        from_utc_text(row[12]), from_utc_text(row[13]), row[14], row[15], row[16], row[17], row[18], row[19], row[20],
        MeetingStatus(row[21]), from_utc_text(row[22]), from_utc_text(row[23]), tuple(belongs),
        row[24], row[25], from_iso(row[26]), tuple(map(TargetGroup, json.loads(row[27]))),
        Activity(row[28]) if row[28] else None, row[29], row[30], row[31], tuple(json.loads(row[32])), row[33], row[34],
    )  # fmt: skip


def get(session: Session, reference: str | int) -> Meeting:
    """The meeting of that number, uid or title (the next one so called). Raises `NotFound`, also for a closed one."""
    text = str(reference).removeprefix("#").strip()
    visible, account = visible_meeting(session)
    if text.removeprefix("-").isdecimal():
        number = int(text)
        sql, parameters = "m.id = ?", [number if number >= 0 else own_row(session, number) or number]
        found = session.query(f"SELECT m.id FROM listed_meeting m WHERE {sql} AND {visible}", [*parameters, *account])
    else:
        found = session.query(
            f"SELECT m.id FROM listed_meeting m WHERE (m.uid = ? OR m.title = ? COLLATE NOCASE) AND {visible}"
            " ORDER BY m.end_utc < ?, abs(julianday(m.start_utc) - julianday(?)) LIMIT 1",
            [text, text, *account, utc_text(session.now), utc_text(session.now)],
        )
    if not found:
        raise NotFound(say(N_("There is no meeting {name}."), name=text))
    number = found[0][0]
    return _load(session, [number])[number]


def plan(session: Session, values: MeetingFields, span: Span, network_numbers: Sequence[int] = ()) -> Meeting:
    """A new meeting of those networks. Raises `Invalid` for a value or an end before the start."""
    with session.write(Operation.MEETING_PLAN) as transaction:
        return get(session, insert(session, transaction, values, span, network_numbers))


def insert(
    session: Session, transaction: Transaction, values: MeetingFields, span: Span, network_numbers: Sequence[int]
) -> int:
    """The same inside another operation."""
    stored = stored_content(session, values)
    if not stored.get("title"):
        raise Invalid("title", say(N_("A meeting needs a title.")))
    number = transaction.insert("meeting", {
        "calendar_uid": str(uuid.uuid4()), "sequence": 0, "stamp": transaction.now, "type": MeetingType.NETWORK.value,
        "status": MeetingStatus.PLANNED.value, **stored, **time_columns(span),
    })  # fmt: skip
    for network_id in dict.fromkeys(network_numbers):
        networks.get_opened(session, network_id)
        transaction.insert("meeting_network", {"meeting_id": number, "network_id": network_id})
    return number


def stored_content(session: Session, values: MeetingFields) -> dict[str, Value]:
    plain: Mapping[str, object] = {name: value for name, value in values.items() if name != "host"}
    stored = stored_values("meeting", plain)
    if "host" in values:
        stored["host_id"] = organisations.get(session, values["host"]).id if values["host"].strip() else None
    return stored


def edit(
    session: Session,
    meeting_id: int,
    values: MeetingFields,
    *,
    version: int,
    span: Span | None = None,
    network_numbers: Sequence[int] | None = None,
) -> Meeting:
    """Change what is named. A new time or place raises SEQUENCE and asks everybody anew.

    Raises `Invalid`, `Refused` (cancelled) and `Changed`.
    """
    operation = Operation.MEETING_MOVE if span is not None and not values else Operation.MEETING_EDIT
    with session.write(operation) as transaction:
        meeting = get(session, meeting_id)
        if meeting.status is MeetingStatus.CANCELLED:
            raise Refused(
                say(N_("{title} is cancelled and cannot be changed."), title=meeting.title),
                say(N_("Undo the cancellation, or plan a new meeting.")),
            )
        stored = stored_content(session, values)
        if "title" in stored and not stored["title"]:
            raise Invalid("title", say(N_("A meeting needs a title.")))
        if span is not None:
            stored.update(time_columns(span))
        if meeting_id < 0:  # a day of a series as it follows from it
            meeting_id, version = touched(session, transaction, meeting_id), 1
            meeting = get(session, meeting_id)
        before = transaction.row("meeting", meeting_id) or {}
        transaction.edit("meeting", meeting_id, stored, version=version)
        if "sign_up_by" not in stored:
            keep_deadline(transaction, before)
        if network_numbers is not None:
            _set_networks(session, transaction, meeting, network_numbers)
        after_change(transaction, meeting_id, before)
        if "capacity" in stored:
            capacity.resized(session, transaction, meeting_id)
        return get(session, meeting_id)


def move(session: Session, meeting_id: int, span: Span, *, version: int) -> Meeting:
    """Another time. Raises as `edit`."""
    return edit(session, meeting_id, {}, version=version, span=span)


def retime(session: Session, transaction: Transaction, meeting_id: int, span: Span) -> None:
    """Another time inside another operation. Raises `Invalid`."""
    number = touched(session, transaction, get(session, meeting_id).id)
    before = transaction.row("meeting", number) or {}
    transaction.update("meeting", number, time_columns(span))
    keep_deadline(transaction, before)
    after_change(transaction, number, before)


def _set_networks(session: Session, transaction: Transaction, meeting: Meeting, wanted: Sequence[int]) -> None:
    held = {one.id for one in meeting.networks}
    if any(one.shielded and one.id not in wanted for one in meeting.networks):
        raise Refused(
            say(N_("{title} belongs to a shielded network and stays there."), title=meeting.title),
            say(N_("Cancel it and plan another one: taken out of the network, everybody could read it.")),
        )
    for number in held - set(wanted):
        found = session.query(
            "SELECT id FROM meeting_network WHERE meeting_id = ? AND network_id = ?", [meeting.id, number]
        )
        transaction.delete("meeting_network", found[0][0])
    for number in dict.fromkeys(wanted):
        if number not in held:
            networks.get_opened(session, number)
            transaction.insert("meeting_network", {"meeting_id": meeting.id, "network_id": number})


def cancel(session: Session, meeting_id: int) -> Meeting:
    """Cancel a meeting; the next export writes cancellations for everybody invited. Cancelling twice changes nothing."""
    with session.write(Operation.MEETING_CANCEL) as transaction:
        meeting_id = touched(session, transaction, get(session, meeting_id).id)
        before = transaction.row("meeting", meeting_id) or {}
        transaction.update("meeting", meeting_id, {"status": MeetingStatus.CANCELLED.value})
        after_change(transaction, meeting_id, before)
        return get(session, meeting_id)
