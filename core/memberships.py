"""Who is in which network, in what role, from when and until when."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import networks
from core.door.operations import Operation
from core.door.scope import visible_network
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from core.rules.active import active_on, from_iso, iso
from core.rules.kinds import EndReason, MembershipRole, NetworkLevel, NetworkStatus
from core.search.compile import asked_days, compile_people

_SELECT = (
    "SELECT ms.id, ms.version, ms.person_id, trim(p.given || ' ' || p.family), ms.network_id, n.name, n.slug, n.level, ms.role,"
    " coalesce(o.name, ''), ms.from_date, ms.until_date, ms.end_reason, ms.calendar_invitation, p.protected"
    " FROM membership ms JOIN person p ON p.id = ms.person_id JOIN network n ON n.id = ms.network_id"
    " LEFT JOIN organisation o ON o.id = ms.seat_id"
)


@dataclass(frozen=True)
class Membership:
    """One person in one network in one role; both dates are included, no `until_date` means still a member.

    `calendar_invitation`: whether a personal calendar file may be made; in a shielded network only if the member asked.
    """

    id: int
    version: int
    person_id: int
    person: str
    network_id: int
    network: str
    network_slug: str
    level: NetworkLevel
    role: MembershipRole
    seat: str
    from_date: date
    until_date: date | None
    end_reason: EndReason | None
    calendar_invitation: bool
    protected: bool = False

    def active_on(self, day: date) -> bool:
        return active_on(self.from_date, self.until_date, day)


@dataclass(frozen=True)
class Joined:
    """What joining did: how many are new, how many were members already."""

    new: int
    already: int


def _membership(row: Sequence[Any]) -> Membership:
    return Membership(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6],
        NetworkLevel(row[7]), MembershipRole(row[8]), row[9], date.fromisoformat(row[10]),
        from_iso(row[11]), EndReason(row[12]) if row[12] else None, bool(row[13]), bool(row[14]),
    )  # fmt: skip


def of_person(session: Session, person_id: int) -> list[Membership]:
    """The memberships of a person that this account may see, newest first."""
    visible, account = visible_network(session)
    sql = f"{_SELECT} WHERE ms.person_id = ? AND {visible} ORDER BY ms.from_date DESC, ms.id DESC"
    return [_membership(row) for row in session.query(sql, [person_id, *account])]


def members(session: Session, network_id: int, query: str = "", *, on: date | None = None) -> list[Membership]:
    """The memberships of the people who answer the query, in Danish order: those that hold on the day, or else in the
    days that the query names, or else today."""
    visible, account = visible_network(session)
    first, last = (on, on) if on else asked_days(session, query)
    condition = compile_people(session, query, few=True, network=network_id, days=(first, last))
    sql = (
        f"{_SELECT} WHERE ms.network_id = ? AND ms.from_date <= ? AND (ms.until_date IS NULL OR ms.until_date >= ?)"
        f" AND {visible} AND {condition.sql} ORDER BY p.sort_key, p.id, ms.role"
    )
    days = [iso(last) or "9999-12-31", iso(first) or "0001-01-01"]
    return [_membership(row) for row in session.query(sql, [network_id, *days, *account, *condition.parameters])]


def history(session: Session, network_id: int) -> list[Membership]:
    """All memberships there ever were, in Danish order, the newest of a person first."""
    visible, account = visible_network(session)
    sql = f"{_SELECT} WHERE ms.network_id = ? AND {visible} ORDER BY p.sort_key, p.id, ms.from_date DESC"
    return [_membership(row) for row in session.query(sql, [network_id, *account])]


def member_ids(session: Session, network_id: int, query: str = "", *, descending: bool = False) -> "array[int]":
    """The numbers of today's members who answer the query, in Danish order."""
    every = [one.person_id for one in members(session, network_id, query)]
    return array("q", reversed(dict.fromkeys(every)) if descending else dict.fromkeys(every))


def join(
    session: Session,
    network_id: int,
    people: Sequence[int],
    *,
    role: MembershipRole = MembershipRole.MEMBER,
    from_date: date | None = None,
    calendar_invitation: bool | None = None,
    seat: int | None = None,
) -> Joined:
    """Add people to a network. Who is a member in that role already stays as they are.

    Raises `Refused` if the network is closed, `NotAllowed` if it is shielded and not opened.
    """
    with session.write(Operation.MEMBERSHIP_JOIN) as transaction:
        return put_in(session, transaction, network_id, people, role, from_date, calendar_invitation, seat)


def put_in(
    session: Session,
    transaction: Transaction,
    network_id: int,
    people: Sequence[int],
    role: MembershipRole = MembershipRole.MEMBER,
    from_date: date | None = None,
    calendar_invitation: bool | None = None,
    seat: int | None = None,
) -> Joined:
    """The same inside another operation."""
    network = networks.get_opened(session, network_id)
    if network.status is NetworkStatus.CLOSED:
        raise Refused(say(N_("{name} is closed; nobody joins it any more."), name=network.name))
    begin = from_date or session.today
    wanted = list(dict.fromkeys(people))
    # A membership that goes on beyond the first day would overlap; one that ended before stays as history.
    held = {
        row[0]
        for row in session.query(
            "SELECT person_id FROM membership WHERE network_id = ? AND role = ? AND (until_date IS NULL OR until_date >= ?)",
            [network_id, role.value, begin.isoformat()],
        )
    }
    invitation = not network.shielded if calendar_invitation is None else calendar_invitation
    new = [
        {
            "person_id": person, "network_id": network_id, "role": role.value, "seat_id": seat,
            "from_date": iso(begin), "until_date": None, "end_reason": "", "calendar_invitation": int(invitation),
        }
        for person in wanted if person not in held
    ]  # fmt: skip
    transaction.insert_many("membership", new)
    return Joined(len(new), len(wanted) - len(new))


def edit(
    session: Session,
    membership_id: int,
    *,
    version: int,
    role: MembershipRole | None = None,
    from_date: date | None = None,
    calendar_invitation: bool | None = None,
) -> None:
    """Correct a membership. Raises `Changed`, and `Refused` if periods would overlap."""
    values: dict[str, str | int | None] = {}
    if role is not None:
        values["role"] = role.value
    if from_date is not None:
        values["from_date"] = from_date.isoformat()
    if calendar_invitation is not None:
        values["calendar_invitation"] = int(calendar_invitation)
    with session.write(Operation.MEMBERSHIP_EDIT) as transaction:
        transaction.edit("membership", membership_id, values, version=version)


def leave(
    session: Session,
    network_id: int,
    people: Sequence[int],
    *,
    until: date | None = None,
    reason: EndReason = EndReason.UNKNOWN,
) -> int:
    """End the open memberships of those people; `until` is the last day (default today). Gives how many were ended.

    Raises `Invalid` if a membership began later, `NotAllowed` if the network is shielded and not opened.
    """
    last = until or session.today
    with session.write(Operation.MEMBERSHIP_LEAVE) as transaction:
        networks.get_opened(session, network_id)
        ended = 0
        for person in dict.fromkeys(people):
            for number, begun in _open_memberships(session, network_id, person):
                if last < begun:
                    raise Invalid("until", _too_early(last, begun))
                transaction.update("membership", number, {"until_date": iso(last), "end_reason": reason.value})
                ended += 1
        return ended


def _too_early(last: date, begun: date) -> Message:
    return say(N_("The membership cannot end on {end}: it began on {begin}."), end=last, begin=begun)


def _open_memberships(session: Session, network_id: int, person_id: int) -> list[tuple[int, date]]:
    rows = session.query(
        "SELECT id, from_date FROM membership WHERE network_id = ? AND person_id = ? AND until_date IS NULL",
        [network_id, person_id],
    )
    return [(row[0], date.fromisoformat(row[1])) for row in rows]
