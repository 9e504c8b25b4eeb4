"""Who finishes in a period: pupils and apprentices whose expected end lies in it, who do not go on to anything, and about
whom it is not decided yet what comes after.

The expected end is the last day of the affiliation to the school or the company that goes on longest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core import people
from core.affiliations import Affiliation, of_people
from core.door.scope import visible_network
from core.door.session import Session
from core.privacy import consents
from core.rules.active import from_iso
from core.rules.kinds import AffiliationKind, ConsentDecision, ConsentPurpose, NetworkKind, OrganisationKind
from core.rules.stages import known_stage, next_stage
from core.search.compile import compile_people
from core.search.condition import one_of

AHEAD = timedelta(days=60)
TRAINING = (AffiliationKind.PUPIL, AffiliationKind.APPRENTICE)
# The networks one is in as a pupil or apprentice; the others one may stay in.
PUPILS_NETWORKS = (
    NetworkKind.APPRENTICE, NetworkKind.GIRLS, NetworkKind.DIVERSITY, NetworkKind.CLUB, NetworkKind.PANEL,
    NetworkKind.COUNCIL,
)  # fmt: skip


@dataclass(frozen=True)
class Finisher:
    """Somebody who finishes: from where, on which day, and what is known for the step out.

    `next_stage` is what comes after a basic course: it is no education's end. `networks` are pupils' networks.
    """

    id: int
    name: str
    kind: AffiliationKind
    school: str
    education: str
    class_name: str
    stage: str
    next_stage: str
    company: str
    end: date
    past: bool
    networks: tuple[str, ...]
    private_email: str
    consent: ConsentDecision | None
    protected: bool


@dataclass(frozen=True)
class Seat:
    """One membership of a pupils' network."""

    id: int
    person_id: int
    network: str
    from_date: date
    until_date: date | None


def ids(
    session: Session, query: str = "", *, first: date | None = None, last: date | None = None, order: str = "end",
    descending: bool = False,
) -> list[int]:  # fmt: skip
    """The numbers of those who finish from the first day to the last, the first to finish first; or sorted as people are.

    Without any day: in the next 60 days, and those past their expected end who are still in a pupils' network that this
    account may see. Raises `Invalid` for the query.
    """
    condition = compile_people(session, query)
    training = one_of("e.kind", [kind.value for kind in TRAINING])
    window, days = _window(session, first, last)
    sql = (
        f"SELECT p.id, max(e.until_date) AS ends FROM affiliation e JOIN person p ON p.id = e.person_id"
        f" WHERE {training.sql} AND e.until_date IS NOT NULL"
        f" AND e.decided_end IS NOT e.until_date AND ({window}) AND ({condition.sql})"
        # Not who goes on: longer somewhere, in another class without an end, in training, or as a journeyman already.
        " AND NOT EXISTS (SELECT 1 FROM affiliation x WHERE x.person_id = e.person_id AND x.id <> e.id AND ("
        f" ({training.sql.replace('e.kind', 'x.kind')} AND (x.until_date > e.until_date OR (x.until_date IS NULL"
        " AND (x.kind = e.kind OR x.kind = 'apprentice' OR x.from_date > e.until_date))))"
        " OR (x.kind = 'journeyman' AND (x.until_date IS NULL OR x.until_date > e.until_date))))"
        " GROUP BY p.id ORDER BY ends, p.sort_key, p.id"
    )
    parameters = [*training.parameters, *days, *condition.parameters, *training.parameters]
    found = [row[0] for row in session.query(sql.replace("ends, p", f"ends{' DESC' if descending else ''}, p"), parameters)]
    return found if order == "end" else list(people.sorted_ids(session, found, order=order, descending=descending))


def _window(session: Session, first: date | None, last: date | None) -> tuple[str, list[str | int | None]]:
    if first is not None or last is not None:
        begin = first or session.today
        return "e.until_date BETWEEN ? AND ?", [begin.isoformat(), (last or begin + AHEAD).isoformat()]
    today = session.today.isoformat()
    visible, account = visible_network(session, "n")
    kinds = one_of("n.kind", [kind.value for kind in PUPILS_NETWORKS])
    still = (
        "EXISTS (SELECT 1 FROM membership ms JOIN network n ON n.id = ms.network_id WHERE ms.person_id = e.person_id"
        f" AND (ms.until_date IS NULL OR ms.until_date > ?) AND {kinds.sql} AND {visible})"
    )
    ahead = (session.today + AHEAD).isoformat()
    return (
        f"e.until_date BETWEEN ? AND ? OR (e.until_date < ? AND {still})",
        [today, ahead, today, today, *kinds.parameters, *account],
    )


def rows(session: Session, numbers: Sequence[int]) -> list[Finisher]:
    """Those people as lines of the list, in the order asked; who is gone or finishes nothing is left out."""
    found: dict[int, Finisher] = {}
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        places, agreed = of_people(session, part), consents.of_people(session, part)
        seats: dict[int, list[str]] = {}
        for seat in pupils_memberships(session, part):
            seats.setdefault(seat.person_id, []).append(seat.network)
        marks = ", ".join("?" * len(part))
        for number, name, private, protected in session.query(
            "SELECT id, trim(given || ' ' || family), private_email, protected FROM person"
            f" WHERE id IN ({marks})", part
        ):  # fmt: skip
            ending = ending_of(places[number])
            if ending:
                decision = agreed[number].decision(ConsentPurpose.ALUMNI_CONTACT)
                networks = tuple(dict.fromkeys(seats.get(number, ())))
                found[number] = _finisher(
                    number, name, ending, session.today, networks, private, decision, bool(protected)
                )
    return [found[number] for number in numbers if number in found]


def _finisher(
    number: int, name: str, ending: Sequence[Affiliation], today: date, networks: tuple[str, ...], private: str,
    decision: ConsentDecision | None, protected: bool,
) -> Finisher:  # fmt: skip
    study = next((one for one in ending if one.organisation_kind is not OrganisationKind.COMPANY), None)
    work = next((one for one in ending if one.organisation_kind is OrganisationKind.COMPANY), None)
    end = ending[0].until_date or today
    return Finisher(
        number, name, (work or ending[0]).kind, study.organisation if study else "",
        next((one.education for one in ending if one.education), ""),
        study.class_name if study else "", study.stage if study else "", stage_to_come(study.stage) if study else "",
        work.organisation if work else "", end, end < today, networks, private, decision, protected,
    )  # fmt: skip


def stage_to_come(stage: str) -> str:
    """What comes after a stage of the basic course. How many stages a main course has, follows its education."""
    return next_stage(stage) or "" if (known_stage(stage) or "").startswith("GF") else ""


def ending_of(places: Sequence[Affiliation]) -> list[Affiliation]:
    """The affiliations of training that end last, and those with no end that run beside them; what ends first of them first."""
    training = [one for one in places if one.kind in TRAINING]
    ends = [one.until_date for one in training if one.until_date is not None]
    if not ends:
        return []
    last = max(ends)
    open_ones = [one for one in training if one.until_date is None and (one.from_date is None or one.from_date <= last)]
    return [*(one for one in training if one.until_date == last), *open_ones]


def pupils_memberships(session: Session, numbers: Sequence[int]) -> list[Seat]:
    """The memberships of pupils' networks that go on after today, as far as this account may see them."""
    visible, account = visible_network(session)
    kinds = one_of("n.kind", [kind.value for kind in PUPILS_NETWORKS])
    marks = ", ".join("?" * len(numbers))
    found = session.query(
        "SELECT ms.id, ms.person_id, n.name, ms.from_date, ms.until_date FROM membership ms"
        " JOIN network n ON n.id = ms.network_id"
        f" WHERE ms.person_id IN ({marks}) AND (ms.until_date IS NULL OR ms.until_date > ?) AND {kinds.sql} AND {visible}"
        " ORDER BY n.sort_key, ms.id",
        [*numbers, session.today.isoformat(), *kinds.parameters, *account],
    )
    return [Seat(row[0], row[1], row[2], date.fromisoformat(row[3]), from_iso(row[4])) for row in found]
