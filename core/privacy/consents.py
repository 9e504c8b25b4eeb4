"""What people have agreed to: events that are only added to; what holds now follows from the last of each purpose.

A consent noted by mistake can be undone; a withdrawal cannot (GDPR, article 7(3)).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core import networks
from core.contact_data import LeftOut
from core.door.operations import Operation
from core.door.scope import visible_network
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from core.rules.kinds import ConsentChannel, ConsentDecision, ConsentPurpose, EndReason
from core.rules.moments import from_utc_text
from core.rules.text import clean
from db.log import Value

AGE_OF_CONSENT = 15
"""Younger people cannot consent alone; whose year of birth says less must have a guardian's yes."""

ASKED_OF_EVERYBODY = tuple(one for one in ConsentPurpose if one is not ConsentPurpose.DIVERSITY_MEMBERSHIP)
"""The purposes that a decision can be missing for; membership is asked of those in a shielded network only."""

_CHUNK = 500
_SELECT = (
    "SELECT c.id, c.person_id, trim(p.given || ' ' || p.family), c.purpose, c.network_id, coalesce(n.name, ''), c.decision,"
    " c.day, c.channel, c.wording, c.guardian, c.recorded_by, c.recorded_at, p.protected FROM consent c"
    " JOIN person p ON p.id = c.person_id LEFT JOIN network n ON n.id = c.network_id"
)
_UNDER_AGE = say(N_("younger than 15, and no guardian agreed"))
_EARLIER = say(N_("gave it later than that"))
_NOT_GIVEN = say(N_("had not given it"))
_GIVEN = say(N_("gave it: note that they withdraw it"))


@dataclass(frozen=True)
class ConsentEvent:
    """What a person decided on a day; `network_id` for membership of a shielded network only, `wording` which text."""

    id: int
    person_id: int
    person: str
    purpose: ConsentPurpose
    network_id: int | None
    network: str
    decision: ConsentDecision
    day: date
    channel: ConsentChannel
    wording: str
    guardian: bool
    recorded_by: str
    recorded_at: datetime
    protected: bool


@dataclass(frozen=True)
class Missing:
    """A purpose that a person has not decided about; with the network, if it is membership of a shielded one."""

    purpose: ConsentPurpose
    network_id: int | None = None
    network: str = ""


@dataclass(frozen=True)
class Undecided:
    """Somebody, and what they have not decided about."""

    person_id: int
    person: str
    protected: bool
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Consents:
    """A person's consents: all events, the newest first; of each purpose the one that holds; what is not decided."""

    events: tuple[ConsentEvent, ...] = ()
    standing: tuple[ConsentEvent, ...] = ()
    missing: tuple[Missing, ...] = ()

    def decision(self, purpose: ConsentPurpose, network_id: int | None = None) -> ConsentDecision | None:
        """What holds now for that purpose, or None if nothing was decided."""
        found = (one for one in self.standing if (one.purpose, one.network_id) == (purpose, network_id))
        return next((one.decision for one in found), None)


@dataclass(frozen=True)
class Recorded:
    """How many events were noted, for how many nothing was new, and for whom it cannot be noted."""

    new: int
    same: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Decided:
    """What is noted of each person: a decision about a purpose, when and how it was told."""

    purpose: ConsentPurpose
    decision: ConsentDecision
    day: date | None = None
    channel: ConsentChannel = ConsentChannel.PAPER
    wording: str = ""
    guardian: bool = False
    network: str | int | None = None


def of_people(session: Session, numbers: Sequence[int]) -> dict[int, Consents]:
    """The consents of those people, as far as this account may see the networks they are about."""
    visible, account = visible_network(session)
    found: dict[int, list[ConsentEvent]] = {number: [] for number in numbers}
    wanting: dict[int, list[Missing]] = {number: [] for number in numbers}
    today = session.today.isoformat()
    for part in _parts(numbers):
        marks = ", ".join("?" * len(part))
        for row in session.query(
            f"{_SELECT} WHERE c.person_id IN ({marks}) AND (c.network_id IS NULL OR {visible})"
            " ORDER BY c.day DESC, c.id DESC",
            [*part, *account],
        ):
            found[row[1]].append(_event(row))
        for person, network, name in session.query(
            "SELECT DISTINCT ms.person_id, n.id, n.name FROM membership ms JOIN network n ON n.id = ms.network_id"
            f" WHERE ms.person_id IN ({marks}) AND n.level = 'shielded' AND {visible}"
            " AND (ms.until_date IS NULL OR ms.until_date >= ?) ORDER BY n.sort_key",
            [*part, *account, today],
        ):
            wanting[person].append(Missing(ConsentPurpose.DIVERSITY_MEMBERSHIP, network, name))
    return {number: _consents(found[number], wanting[number]) for number in found}


def of_person(session: Session, person_id: int) -> Consents:
    """The consents of one person, as far as this account may see the networks they are about."""
    return of_people(session, [person_id])[person_id]


def undecided(session: Session, numbers: Sequence[int]) -> list[Undecided]:
    """What each of those people has not decided about, in the order asked; who is gone is left out."""
    known = of_people(session, numbers)
    named: dict[int, tuple[str, bool]] = {}
    for part in _parts(numbers):
        marks = ", ".join("?" * len(part))
        for number, name, protected in session.query(
            f"SELECT id, trim(given || ' ' || family), protected FROM person WHERE id IN ({marks})", part
        ):
            named[number] = (name, bool(protected))
    return [Undecided(number, *named[number], known[number].missing) for number in numbers if number in named]


def _consents(events: Sequence[ConsentEvent], wanting: Iterable[Missing]) -> Consents:
    standing: dict[tuple[ConsentPurpose, int | None], ConsentEvent] = {}
    for event in events:  # the newest day first, and of a day the one noted last
        standing.setdefault((event.purpose, event.network_id), event)
    asked = [*(Missing(purpose) for purpose in ASKED_OF_EVERYBODY), *wanting]
    order = list(ConsentPurpose)
    return Consents(
        tuple(events),
        tuple(sorted(standing.values(), key=lambda one: (order.index(one.purpose), one.network_id or 0))),
        tuple(one for one in asked if (one.purpose, one.network_id) not in standing),
    )


def _event(row: Sequence[Any]) -> ConsentEvent:
    return ConsentEvent(
        row[0], row[1], row[2], ConsentPurpose(row[3]), row[4], row[5], ConsentDecision(row[6]),
        date.fromisoformat(row[7]), ConsentChannel(row[8]), row[9], bool(row[10]), row[11], from_utc_text(row[12]),
        bool(row[13]),
    )  # fmt: skip


def holds(
    purpose: ConsentPurpose, alias: str = "p", *, decision: ConsentDecision = ConsentDecision.GIVEN
) -> tuple[str, list[Value]]:
    """A condition on the person `alias`: the last decision about the purpose is this one. Not for membership."""
    return (
        f"(SELECT c.decision FROM consent c WHERE c.person_id = {alias}.id AND c.purpose = ?"
        " ORDER BY c.day DESC, c.id DESC LIMIT 1) = ?",
        [purpose.value, decision.value],
    )


def record(session: Session, people: Sequence[int], decided: Decided) -> Recorded:
    """Note what people gave or refused, or withdrew: then use `withdraw`, which this calls.

    Who decided the same the same day before is left as it is; who is younger than 15 gives nothing without a guardian.
    Raises `Invalid` for a day to come, or a network where none belongs; `Refused` if it cannot be noted of anybody.
    """
    if decided.decision is ConsentDecision.WITHDRAWN:
        return withdraw(session, people, decided)
    with session.write(Operation.CONSENT_RECORD) as transaction:
        return put_in(session, transaction, people, decided)


def put_in(session: Session, transaction: Transaction, people: Sequence[int], decided: Decided) -> Recorded:
    """The same inside another operation, for what is given or refused."""
    values = _values(session, transaction, decided)
    known = of_people(session, list(dict.fromkeys(people)))
    same = {number for number, one in known.items() if _said_before(one, values)}
    cannot, reason = _cannot(session, known, decided, values["network_id"])
    new = [number for number in known if number not in same and number not in cannot]
    transaction.insert_many("consent", [{"person_id": number, **values} for number in new])
    away = len(cannot - same)
    return _recorded(len(new), len(same), {reason: away} if away else {})


def _cannot(
    session: Session, known: Mapping[int, Consents], decided: Decided, network: Value
) -> tuple[set[int], Message]:
    """Those of whom the decision cannot be noted, and why: children alone give nothing, and what is given is withdrawn."""
    if decided.decision is ConsentDecision.GIVEN:
        return set() if decided.guardian else _under_age(session, list(known)), _UNDER_AGE
    given = {
        number for number, one in known.items()
        if (last := _last(one, decided.purpose, network)) and last.decision is ConsentDecision.GIVEN
    }  # fmt: skip
    return given, _GIVEN


def withdraw(session: Session, people: Sequence[int], decided: Decided) -> Recorded:
    """Note that people took a consent back; it holds at once, and cannot be undone.

    Who withdraws from a shielded network is no member any more from that day on. Raises what `record` raises.
    """
    with session.write(Operation.CONSENT_WITHDRAW) as transaction:
        values = _values(session, transaction, decided) | {"decision": ConsentDecision.WITHDRAWN.value}
        network = values["network_id"]
        known = of_people(session, list(dict.fromkeys(people)))
        reasons: dict[Message, int] = {}
        new: list[int] = []
        same = 0
        for number, consents in known.items():
            last = _last(consents, decided.purpose, network)
            if last is not None and last.decision is ConsentDecision.WITHDRAWN:
                same += 1
            elif last is None or last.decision is not ConsentDecision.GIVEN:
                reasons[_NOT_GIVEN] = reasons.get(_NOT_GIVEN, 0) + 1
            elif last.day.isoformat() > str(values["day"]):
                reasons[_EARLIER] = reasons.get(_EARLIER, 0) + 1
            else:
                new.append(number)
        transaction.insert_many("consent", [{"person_id": number, **values} for number in new])
        if isinstance(network, int):
            _end_memberships(session, transaction, network, new, str(values["day"]))
        return _recorded(len(new), same, reasons)


def _values(session: Session, transaction: Transaction, decided: Decided) -> dict[str, Value]:
    day = decided.day or session.today
    if day > session.today:
        raise Invalid("day", say(N_("{day} has not come yet."), day=day), say(N_("Note the day on which it was said.")))
    return {
        "purpose": decided.purpose.value, "network_id": _network(session, decided), "decision": decided.decision.value,
        "day": day.isoformat(), "channel": decided.channel.value, "wording": clean("wording", decided.wording),
        "guardian": int(decided.guardian), "recorded_by": session.account, "recorded_at": transaction.now,
    }  # fmt: skip


def _network(session: Session, decided: Decided) -> int | None:
    membership = decided.purpose is ConsentPurpose.DIVERSITY_MEMBERSHIP
    if decided.network in (None, ""):
        if membership:
            raise Invalid("network", say(N_("Say which shielded network the consent is about.")))
        return None
    if not membership:
        raise Invalid("network", say(N_("Only membership of a shielded network is about one network.")))
    network = networks.get_opened(session, str(decided.network))
    if not network.shielded:
        raise Invalid("network", say(N_("{name} is not shielded: membership needs no consent."), name=network.name))
    return network.id


def _last(consents: Consents, purpose: ConsentPurpose, network: Value) -> ConsentEvent | None:
    found = (one for one in consents.standing if (one.purpose, one.network_id) == (purpose, network))
    return next(found, None)


def _said_before(consents: Consents, values: dict[str, Value]) -> bool:
    wanted = tuple(values[name] for name in ("purpose", "network_id", "decision", "day", "guardian", "wording"))
    return any(
        (one.purpose.value, one.network_id, one.decision.value, one.day.isoformat(), int(one.guardian), one.wording)
        == wanted
        for one in consents.events
    )


def _under_age(session: Session, numbers: Sequence[int]) -> set[int]:
    """Those who are certainly younger than 15: even a birthday on 1 January would make them no older."""
    young: set[int] = set()
    for part in _parts(numbers):
        marks = ", ".join("?" * len(part))
        rows = session.query(
            f"SELECT id FROM person WHERE id IN ({marks}) AND birth_year > ?",
            [*part, session.today.year - AGE_OF_CONSENT],
        )
        young.update(row[0] for row in rows)
    return young


def _end_memberships(session: Session, transaction: Transaction, network: int, people: Sequence[int], day: str) -> None:
    for part in _parts(people):
        marks = ", ".join("?" * len(part))
        for number, begun in session.query(
            f"SELECT id, from_date FROM membership WHERE network_id = ? AND person_id IN ({marks})"
            " AND (until_date IS NULL OR until_date > ?)",
            [network, *part, day],
        ):
            ended: dict[str, Value] = {"until_date": max(day, begun), "end_reason": EndReason.WISH.value}
            transaction.update("membership", number, ended)


def _recorded(new: int, same: int, reasons: dict[Message, int]) -> Recorded:
    left_out = tuple(LeftOut(reason, count) for reason, count in reasons.items())
    if not new and not same:
        why = left_out[0].reason if left_out else say(N_("nobody was named"))
        raise Refused(say(N_("Nothing was noted: {why}."), why=why))
    return Recorded(new, same, left_out)


def _parts(numbers: Sequence[int]) -> Iterable[list[int]]:
    return (list(numbers[start : start + _CHUNK]) for start in range(0, len(numbers), _CHUNK))


def outside(purpose: ConsentPurpose) -> Message:
    """What must be put right outside laug once this consent is withdrawn: laug's own lists follow at once."""
    match purpose:
        case ConsentPurpose.DIVERSITY_MEMBERSHIP:
            return say(
                N_("Take the person off the group's printed lists, mail groups and chats; the membership ends here.")
            )
        case ConsentPurpose.PHOTO_INTERNAL:
            return say(N_("Take pictures of the person off the intranet, screens and notice boards."))
        case ConsentPurpose.PHOTO_PUBLISHED:
            return say(
                N_("Take pictures and stories off the web page and social media, and out of what is being printed.")
            )
        case ConsentPurpose.CONTACT_MEMBERS:
            return say(
                N_("Throw away printed member lists with the person, and ask members to delete copies they were sent.")
            )
        case ConsentPurpose.CONTACT_COMPANY:
            return say(N_("Tell the company that was sent the contact to delete it."))
        case ConsentPurpose.ATTENDANCE_COMPANY:
            return say(N_("Tell the company that it gets no attendance of the person any more."))
        case ConsentPurpose.ALUMNI_CONTACT:
            return say(N_("Take the person out of alumni mail groups and newsletters."))
        case ConsentPurpose.MARKETING:
            return say(N_("Take the person off mailing lists for courses and offers; also those at an agency."))
        case ConsentPurpose.ROLE_MODEL:
            return say(N_("Take the person off printed and published lists of role models, and cancel bookings."))
        case ConsentPurpose.RETENTION:
            return say(N_("Erase the person where time has run out: laug person erase; and in lists kept elsewhere."))
