"""Many people into a network or out of it: what it comes to for each of them."""

from collections.abc import Iterator, Sequence
from datetime import date

from core import networks
from core.door.session import Session
from core.errors import Refused
from core.messages import N_, say
from core.networks import Network
from core.rules.active import iso
from core.rules.kinds import NetworkStatus
from core.upkeep.changes import Join, Leave
from core.upkeep.rows import BulkRow, RowWrite, Somebody, changed, refused, unchanged
from db.log import Value

_PART = 500


def joined(session: Session, change: Join, who: Sequence[Somebody]) -> Iterator[BulkRow]:
    """Into a network. Raises `NotFound`, `NotAllowed` if it is shielded and not opened, `Refused` if it is closed."""
    network = networks.get_opened(session, change.network)
    if network.status is NetworkStatus.CLOSED:
        raise Refused(say(N_("{name} is closed; nobody joins it any more."), name=network.name))
    # A membership that goes on beyond the first day would overlap; one that ended before stays as history.
    held = {
        row[0]
        for row in session.query(
            "SELECT person_id FROM membership WHERE network_id = ? AND role = ? AND (until_date IS NULL OR until_date >= ?)",
            [network.id, change.role.value, iso(change.from_day)],
        )
    }
    role = f"{network.name} ({change.role.name_in(session.language)})"
    values: dict[str, Value] = {
        "network_id": network.id, "role": change.role.value, "seat_id": None, "from_date": iso(change.from_day),
        "until_date": None, "end_reason": "", "calendar_invitation": int(not network.shielded),
    }  # fmt: skip
    for one in who:
        if one.id in held:
            yield unchanged(one, say(N_("Is a member already.")))
        else:
            yield changed(one, "", role, RowWrite("membership", None, {"person_id": one.id, **values}))


def left(session: Session, change: Leave, who: Sequence[Somebody]) -> Iterator[BulkRow]:
    """Out of a network, in every role. Raises `NotFound`, and `NotAllowed` if it is shielded and not opened."""
    network = networks.get_opened(session, change.network)
    held = _open_memberships(session, network, who)
    until: dict[str, Value] = {"until_date": iso(change.until), "end_reason": change.reason.value}
    for one in who:
        mine = held.get(one.id, [])
        late = next((begun for _, begun in mine if change.until < begun), None)
        if not mine:
            yield unchanged(one, say(N_("Is not a member.")))
        elif late is not None:
            reason = N_("The membership cannot end on {end}: it began on {begin}.")
            yield refused(one, say(reason, end=change.until, begin=late), network.name)
        else:
            after = f"{change.until:%d-%m-%Y} ({change.reason.name_in(session.language)})"
            yield changed(one, network.name, after, *(RowWrite("membership", number, until) for number, _ in mine))


def _open_memberships(
    session: Session, network: Network, who: Sequence[Somebody]
) -> dict[int, list[tuple[int, date]]]:
    found: dict[int, list[tuple[int, date]]] = {}
    for start in range(0, len(who), _PART):
        part = [one.id for one in who[start : start + _PART]]
        for number, person, begun in session.query(
            "SELECT id, person_id, from_date FROM membership WHERE network_id = ? AND until_date IS NULL"
            f" AND person_id IN ({', '.join('?' * len(part))})",
            [network.id, *part],
        ):
            found.setdefault(person, []).append((number, date.fromisoformat(begun)))
    return found
