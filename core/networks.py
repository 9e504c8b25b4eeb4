"""The networks: their kind, level and title, and who may look into the shielded ones."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from core.door.operations import Operation
from core.door.scope import visible_network
from core.door.session import HOME_ZONE, Session
from core.door.write import Transaction
from core.errors import Ambiguous, Invalid, NotAllowed, NotFound, Refused
from core.messages import N_, say
from core.record_fields import free_slug, stored_values
from core.rules.alphabet import in_order
from core.rules.kinds import NetworkKind, NetworkLevel, NetworkStatus
from core.rules.moments import from_utc_text
from core.rules.text import clean
from core.search.compile import compile_networks
from db.keys import fold
from db.log import Value

_COLUMNS = (
    "n.id, n.uid, n.version, n.name, n.slug, n.kind, n.level, n.status, n.neutral_title, n.purpose, n.legal_basis,"
    " n.organiser_name, n.organiser_email, n.focus_area, n.project_tag"
)
ORDERS = ("name", "kind", "level", "status", "members", "next_meeting", "focus_area", "project_tag", "slug")


class NetworkFields(TypedDict, total=False):
    """What can be written about a network, as people type it."""

    name: str
    slug: str
    kind: str
    level: str
    status: str
    neutral_title: str
    purpose: str
    legal_basis: str
    organiser_name: str
    organiser_email: str
    focus_area: str
    project_tag: str


@dataclass(frozen=True)
class Network:
    """One network. `opened` says whether this account may see who is in it; if not, `members` is -1."""

    id: int
    uid: str
    version: int
    name: str
    slug: str
    kind: NetworkKind
    level: NetworkLevel
    status: NetworkStatus
    neutral_title: str
    purpose: str
    legal_basis: str
    organiser_name: str
    organiser_email: str
    focus_area: str
    project_tag: str
    opened: bool
    members: int
    next_meeting: date | None

    @property
    def shielded(self) -> bool:
        return self.level is NetworkLevel.SHIELDED

    @property
    def outward_title(self) -> str:
        """What files, mails and calendars may call it."""
        return self.neutral_title if self.shielded else self.name


def _network(row: Sequence[Any]) -> Network:
    opened = bool(row[15])
    coming = from_utc_text(row[17]).astimezone(HOME_ZONE).date() if row[17] and opened else None
    return Network(
        row[0], row[1], row[2], row[3], row[4], NetworkKind(row[5]),
        NetworkLevel(row[6]), NetworkStatus(row[7]), row[8], row[9], row[10], row[11], row[12], row[13], row[14],
        opened, row[16] if opened else -1, coming,
    )  # fmt: skip


def _select(session: Session, where: str, parameters: Sequence[object]) -> list[Network]:
    visible, account = visible_network(session)
    today, now = session.today.isoformat(), session.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    sql = (
        f"SELECT {_COLUMNS}, {visible},"
        " (SELECT count(DISTINCT ms.person_id) FROM membership ms WHERE ms.network_id = n.id AND ms.from_date <= ?"
        " AND (ms.until_date IS NULL OR ms.until_date >= ?)),"
        " coming.at FROM network n LEFT JOIN (SELECT mn.network_id, min(m.start_utc) AS at FROM listed_meeting m"
        " JOIN listed_meeting_network mn ON mn.meeting_id = m.id WHERE m.status = 'planned' AND m.end_utc >= ?"
        f" GROUP BY mn.network_id) coming ON coming.network_id = n.id WHERE {where}"
    )
    return [_network(row) for row in session.query(sql, [*account, today, today, now, *parameters])]


def ids(session: Session, query: str = "", *, order: str = "name", descending: bool = False) -> "array[int]":
    """The numbers of the networks that answer the query, in order."""
    condition = compile_networks(session, query)
    way = " DESC" if descending and order == "name" else ""
    found = session.numbers(
        f"SELECT n.id FROM network n WHERE {condition.sql} ORDER BY n.sort_key{way}, n.id", condition.parameters
    )
    if order == "name":
        return found
    return in_order(found, {one.id: _sorted_by(session, order, one) for one in rows(session, found)}, descending=descending)


def _sorted_by(session: Session, order: str, one: Network) -> str | int | None:
    """What a list shows of it in that column; how many members a closed one has is not told by its place either."""
    match order:
        case "kind" | "level" | "status":
            named: NetworkKind | NetworkLevel | NetworkStatus = getattr(one, order)
            return named.name_in(session.language)
        case "members":
            return one.members if one.opened else None
        case "next_meeting":
            return one.next_meeting.isoformat() if one.next_meeting else None
        case _:
            return str(getattr(one, order))


def rows(session: Session, numbers: Sequence[int]) -> list[Network]:
    """Those networks, in the order asked; the ones that are gone are left out."""
    found = {one.id: one for one in _select(session, f"n.id IN ({', '.join('?' * len(numbers))})", list(numbers))}
    return [found[number] for number in numbers if number in found]


def find(session: Session, query: str = "") -> list[Network]:
    """All networks that answer the query, in Danish order."""
    return rows(session, ids(session, query))


def get(session: Session, reference: str | int) -> Network:
    """The network of that number, short name, uid or name. Raises `NotFound` or `Ambiguous`."""
    text = str(reference).removeprefix("#").strip()
    if text.isdecimal():
        found = _select(session, "n.id = ?", [int(text)])
    else:
        found = _select(session, "n.slug = ? OR n.uid = ?", [text, text])
    if not found:
        every = find(session)
        wanted = fold(text)
        found = [one for one in every if fold(one.name) == wanted]
        near = [one.slug for one in every if wanted and (wanted in fold(one.name) or wanted in fold(one.slug))]
        if not found:
            raise NotFound(say(N_("No network is called {name}."), name=text), near[:4])
    if len(found) > 1:
        raise Ambiguous(say(N_("More than one network is called {name}."), name=text), [one.slug for one in found])
    return found[0]


def get_opened(session: Session, reference: str | int) -> Network:
    """The same, where what is asked for is who is in it. Raises `NotAllowed` if it is shielded and not opened."""
    network = get(session, reference)
    if not network.opened:
        raise NotAllowed(
            say(N_("{name} is shielded; you have not opened it."), name=network.name),
            say(
                N_("If your work needs it: laug network open {slug} --reason …  The reason is logged."),
                slug=network.slug,
            ),
        )
    return network


def add(session: Session, values: NetworkFields) -> Network:
    """A new network. Raises `Invalid` or `Refused` (short name taken).

    A diversity network is shielded unless said otherwise, and cannot be anything else; a shielded network has a
    neutral title, and whoever makes it may look into it.
    """
    stored = stored_values("network", values)
    if not stored.get("name"):
        raise Invalid("name", say(N_("A network needs a name.")))
    kind = NetworkKind(str(stored.setdefault("kind", NetworkKind.APPRENTICE.value)))
    stored.setdefault("level", _default_level(kind).value)
    stored.setdefault("status", NetworkStatus.ACTIVE.value)
    _check_level(kind, stored)
    with session.write(Operation.NETWORK_ADD) as transaction:
        if not stored.get("slug"):
            stored["slug"] = _own_slug(session, str(stored["name"]))
        number = transaction.insert("network", stored)
        if stored["level"] == NetworkLevel.SHIELDED.value:
            grant(transaction, session.account, number, "")
        return _select(session, "n.id = ?", [number])[0]


def _own_slug(session: Session, name: str) -> str:
    """A short name made of the name. Raises `Refused` if a network is called just that: then it is chosen by hand."""
    every = session.query("SELECT slug, name FROM network")
    if any(fold(row[1]) == fold(name) for row in every):
        raise Refused(
            say(N_("A network is called {name} already."), name=name),
            say(N_("Call it something else, or give it a short name of its own: --slug")),
        )
    return free_slug(name, {row[0] for row in every})


def _default_level(kind: NetworkKind) -> NetworkLevel:
    return NetworkLevel.SHIELDED if kind is NetworkKind.DIVERSITY else NetworkLevel.INTERNAL


def _check_level(kind: NetworkKind, stored: dict[str, Value]) -> None:
    if kind is NetworkKind.DIVERSITY and stored["level"] != NetworkLevel.SHIELDED.value:
        raise Invalid(
            "level",
            say(
                N_(
                    "A diversity network is always shielded: membership alone can reveal what is nobody else's business."
                )
            ),
        )
    if stored["level"] == NetworkLevel.SHIELDED.value and not stored.get("neutral_title"):
        raise Invalid(
            "neutral_title",
            say(N_("A shielded network needs a neutral title, which files and calendars show instead of its name.")),
            say(N_("Give it one, such as: Aftale")),
        )


def grant(transaction: Transaction, account: str, network_id: int, reason: str) -> None:
    """Let the account see who is in the shielded network."""
    transaction.insert(
        "grant_", {"account": account, "network_id": network_id, "reason": reason, "given_at": transaction.now}
    )


def open_shielded(session: Session, network_id: int, reason: str) -> Network:
    """Open a shielded network for this account; the reason is logged. Raises `Invalid` without a reason."""
    reason = clean("reason", reason)
    if not reason:
        raise Invalid("reason", say(N_("Say why you need to look into the network; the reason is logged.")))
    network = get(session, network_id)
    if not network.opened:
        with session.write(Operation.NETWORK_OPEN, detail={"network": network.slug, "reason": reason}) as transaction:
            grant(transaction, session.account, network_id, reason)
    return get(session, network_id)


def edit(session: Session, network_id: int, values: NetworkFields, *, version: int) -> Network:
    """Change what is named in `values`. Raises `Invalid`, `NotAllowed` and `Changed`."""
    network = get_opened(session, network_id)
    stored = stored_values("network", values)
    for field in ("name", "slug"):
        if field in stored and not stored[field]:
            raise Invalid(field, say(N_("A network needs a name.")))
    whole: dict[str, Value] = {"level": network.level.value, "neutral_title": network.neutral_title, **stored}
    _check_level(NetworkKind(str(stored.get("kind", network.kind))), whole)
    with session.write(Operation.NETWORK_EDIT) as transaction:
        transaction.edit("network", network_id, stored, version=version)
        if whole["level"] == NetworkLevel.SHIELDED.value and not network.shielded:
            grant(transaction, session.account, network_id, "")
            _forget_invitations(session, transaction, network_id)
        return _select(session, "n.id = ?", [network_id])[0]


def _forget_invitations(session: Session, transaction: Transaction, network_id: int) -> None:
    """Nobody has asked for calendar files of a network that was not shielded yet."""
    for row in session.query("SELECT id FROM membership WHERE network_id = ? AND calendar_invitation = 1", [network_id]):
        transaction.update("membership", row[0], {"calendar_invitation": 0})


def close(session: Session, network_id: int) -> Network:
    """Close a network: it stays with its history, nobody joins it any more. Memberships are ended by `leave`."""
    network = get_opened(session, network_id)
    with session.write(Operation.NETWORK_CLOSE) as transaction:
        transaction.update("network", network.id, {"status": NetworkStatus.CLOSED.value})
        return _select(session, "n.id = ?", [network_id])[0]
