"""Which networks a figure is of, and who was a member when. Everything goes through the scope of the account."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from core import networks
from core.door.scope import visible_meeting
from core.door.session import Session
from core.networks import Network
from core.rules.kinds import NetworkLevel
from db.log import Value


@dataclass(frozen=True)
class Spell:
    """That somebody was a member from one day to another, both included, and why it ended."""

    person_id: int
    network_id: int
    first: str
    last: str | None
    reason: str

    def holds_on(self, day: date) -> bool:
        return self.first <= day.isoformat() and (self.last is None or self.last >= day.isoformat())


@dataclass(frozen=True)
class Reach:
    """The networks a figure is of; `chosen` says that somebody asked for this one."""

    networks: tuple[Network, ...]
    chosen: bool

    @property
    def numbers(self) -> list[int]:
        return [one.id for one in self.networks]


def reached(session: Session, network: Network | None) -> Reach:
    """The network, or all that are not shielded: who is in a shielded one shows in no number but its own.

    Raises `NotAllowed` for a shielded network that this account has not opened.
    """
    if network is not None:
        return Reach((networks.get_opened(session, network.id),), chosen=True)
    every = tuple(one for one in networks.find(session) if one.level is not NetworkLevel.SHIELDED)
    return Reach(every, chosen=False)


def meetings_reached(session: Session, reach: Reach, alias: str = "m") -> tuple[str, list[Value]]:
    """A condition on the meeting `alias`: it belongs to one of them and may be seen.

    What belongs to a shielded network as well counts only where one network was asked for.
    """
    visible, account = visible_meeting(session, alias)
    marks = ", ".join("?" * len(reach.numbers))
    of = f"{alias}.id IN (SELECT mn.meeting_id FROM listed_meeting_network mn WHERE mn.network_id IN ({marks}))"
    if reach.chosen:
        return f"{of} AND {visible}", [*reach.numbers, *account]
    shielded = (
        f"{alias}.id IN (SELECT mn.meeting_id FROM listed_meeting_network mn JOIN network n ON n.id = mn.network_id"
        " WHERE n.level = ?)"
    )
    return f"{of} AND {visible} AND NOT {shielded}", [*reach.numbers, *account, NetworkLevel.SHIELDED.value]


def spells(session: Session, reach: Reach) -> list[Spell]:
    """Every membership there was in those networks, in whatever role."""
    marks = ", ".join("?" * len(reach.numbers))
    rows = session.query(
        "SELECT person_id, network_id, from_date, until_date, end_reason FROM membership"
        f" WHERE network_id IN ({marks}) ORDER BY from_date, id",
        reach.numbers,
    )
    return [Spell(*row) for row in rows]


def members_on(every: Iterable[Spell], day: date) -> set[int]:
    """Who is a member of one of them on that day; each person once."""
    return {one.person_id for one in every if one.holds_on(day)}


def sliced(numbers: Collection[int], size: int = 500) -> Iterable[list[int]]:
    """The numbers in pieces that fit into a query."""
    every = sorted(numbers)
    for start in range(0, len(every), size):
        yield every[start : start + size]
