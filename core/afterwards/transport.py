"""The way home: the last bus against the end of the meeting, who could ride together, and vouchers as totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core import meetings, networks
from core.afterwards import totals
from core.afterwards.kinds import Counted, TotalKind
from core.door.operations import Operation
from core.door.scope import visible_meeting
from core.door.session import Session
from core.errors import Invalid
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.rules.kinds import Answer
from core.series import occurrences
from db.keys import sort_key

SOON = timedelta(minutes=20)
"""A meeting should end so long before the last bus."""
_DAY = 24 * 60
_HALF = _DAY // 2
MOST = 100_000


def minutes_to_bus(meeting: Meeting) -> int | None:
    """How many minutes after the end the last bus leaves; below zero if it has left then; None if that is not known.

    The bus is the one nearest to the end: at 00.15 it leaves after a meeting that ends at 23.30.
    """
    if not meeting.last_bus or meeting.all_day or "T" not in meeting.end_local:
        return None
    apart = (_minutes(meeting.last_bus) - _minutes(meeting.end_local.partition("T")[2])) % _DAY
    return apart - _DAY if apart >= _HALF else apart


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")[:2]
    return 60 * int(hours) + int(minutes)


def warning(meeting: Meeting) -> Message | None:
    """What is to be thought of, if the meeting ends less than twenty minutes before the last bus."""
    left = minutes_to_bus(meeting)
    if left is None or left >= SOON // timedelta(minutes=1):
        return None
    if left < 0:
        return Message(
            N_("It ends {n} minute after the last bus."), {"n": -left}, N_("It ends {n} minutes after the last bus.")
        )
    return Message(
        N_("It ends only {n} minute before the last bus."), {"n": left}, N_("It ends only {n} minutes before the last bus.")
    )


@dataclass(frozen=True)
class Group:
    """Those who come from one postcode: given names only."""

    postcode: str
    town: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Carpool:
    """Who could ride together. Whoever's address is protected or not known, or whose data may not be used, is only counted.

    `shielded`: of such a meeting nobody is listed.
    """

    groups: tuple[Group, ...]
    left_out: int
    shielded: bool


@dataclass(frozen=True)
class Vouchers:
    """Transport vouchers, as totals."""

    issued: int
    used: int

    @property
    def left(self) -> int:
        return self.issued - self.used


@dataclass(frozen=True)
class Transport:
    """The way home from a meeting. `known_bus` is the last bus from the same place, noted at the meeting on `known_on`."""

    meeting: Meeting
    minutes: int | None
    warning: Message | None
    known_bus: str
    known_on: date | None
    carpool: Carpool
    vouchers: Vouchers


def of_meeting(session: Session, meeting_id: int) -> Transport:
    """The way home from a meeting. Raises `NotFound`."""
    meeting = meetings.get(session, meeting_id)
    known = ("", None) if meeting.last_bus else _bus_from(session, meeting)
    return Transport(
        meeting, minutes_to_bus(meeting), warning(meeting), *known, carpool(session, meeting),
        _vouchers(totals.fixed(session, [meeting.id], TotalKind.VOUCHER).get(meeting.id, {})),
    )  # fmt: skip


def _bus_from(session: Session, meeting: Meeting) -> tuple[str, date | None]:
    """The last bus as it was noted last at a meeting in the same place."""
    visible, account = visible_meeting(session)
    where = meeting.address or meeting.place
    rows = session.query(
        "SELECT m.last_bus, substr(m.start_local, 1, 10) FROM meeting m WHERE m.last_bus <> '' AND m.id <> ?"
        f" AND (CASE WHEN m.address <> '' THEN m.address ELSE m.place END) = ? COLLATE NOCASE AND {visible}"
        " ORDER BY m.start_utc DESC LIMIT 1",
        [meeting.id, where, *account],
    ) if where else []  # fmt: skip
    return (str(rows[0][0]), date.fromisoformat(rows[0][1])) if rows else ("", None)


def carpool(session: Session, meeting: Meeting) -> Carpool:
    """Groups by postcode of those who have said that they come, in order of postcodes."""
    if meeting.shielded:
        return Carpool((), 0, shielded=True)
    rows = session.query(
        "SELECT p.given, p.known_as, p.family, p.postcode, p.town, p.protected OR p.restricted FROM participation pa"
        " JOIN person p ON p.id = pa.person_id WHERE pa.meeting_id = ? AND pa.removed = 0 AND pa.answer = ?"
        " ORDER BY p.postcode, p.sort_key, p.id",
        [meeting.id, Answer.ACCEPTED.value],
    )
    open_ = [row for row in rows if not row[5] and row[3]]
    towns: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for given, known_as, family, postcode, town, _closed in open_:
        names.setdefault(postcode, []).append(known_as or given or family)
        towns[postcode] = towns.get(postcode) or town
    groups = tuple(Group(postcode, towns[postcode], tuple(sorted(every, key=sort_key))) for postcode, every in names.items())
    return Carpool(groups, len(rows) - len(open_), shielded=False)


def _vouchers(stored: dict[str, int]) -> Vouchers:
    return Vouchers(stored.get(Counted.ISSUED.value, 0), stored.get(Counted.USED.value, 0))


def count_vouchers(
    session: Session, meeting_id: int, *, issued: int | None = None, used: int | None = None
) -> Vouchers:
    """Note how many vouchers were given out and how many came to use; what is None stays. Raises `Invalid`, `NotFound`."""
    with session.write(Operation.MEETING_VOUCHERS) as transaction:
        number = meetings.get(session, meeting_id).id
        held = _vouchers(totals.fixed(session, [number], TotalKind.VOUCHER).get(number, {}))
        now = Vouchers(held.issued if issued is None else issued, held.used if used is None else used)
        for field, count in (("issued", now.issued), ("used", now.used)):
            if not 0 <= count <= MOST:
                raise Invalid(field, say(N_("Vouchers are a number from 0 to {most}."), most=MOST))
        if now.used > now.issued:
            raise Invalid(
                "used",
                say(N_("{used} vouchers used, and only {issued} given out."), used=now.used, issued=now.issued),
                say(N_("Say how many were given out first.")),
            )
        own = occurrences.touched(session, transaction, number)
        counts = {Counted.ISSUED.value: now.issued, Counted.USED.value: now.used} if now.issued else {}
        totals.set_fixed(transaction, own, TotalKind.VOUCHER, counts)
        return now


def of_network(session: Session, reference: str | int) -> Vouchers:
    """The vouchers of all meetings of a network. Raises `NotFound`, `NotAllowed` for a shielded one not opened."""
    network = networks.get_opened(session, reference)
    return _sum(session, list(meetings.network_ids(session, network.id)))


def _sum(session: Session, numbers: Sequence[int]) -> Vouchers:
    every = [_vouchers(one) for one in totals.fixed(session, numbers, TotalKind.VOUCHER).values()]
    return Vouchers(sum(one.issued for one in every), sum(one.used for one in every))

