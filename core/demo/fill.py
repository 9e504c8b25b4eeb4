"""The filled example file: the same people every time, dates around today."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from core.demo.invented import BIRDS, EDUCATIONS, SCHOOLS, STREETS, TOWNS
from core.demo.meetings import meeting_rows, participation_rows
from core.demo.networks import NETWORKS, Member, members_of, network_plan, network_row
from core.demo.people import Invented, Places, invent
from core.demo.periods import period_rows
from core.demo.series import NETWORK, insert_series
from core.door.operations import Operation
from core.door.row_keys import person_search_key
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Refused
from core.messages import N_, say
from core.rules.kinds import NetworkLevel, OrganisationKind
from db.log import Value

_SEED = 2026
# So many people in one operation: memory stays flat, the WAL short, and colleagues get their turn in between.
_BATCH = 50_000
_CHUNK = 10_000
# Members are chosen among the first so many of each batch.
_KNOWN = 5_000


@dataclass(frozen=True)
class DemoReport:
    """How many of each were made."""

    organisations: int
    educations: int
    people: int
    affiliations: int
    networks: int
    memberships: int
    meetings: int
    participations: int


@dataclass(frozen=True)
class Size:
    """How many networks belong to so many people; how many meetings a network has, and how many each invites.

    None: as in a register of the usual size. A million people have 200 networks, 20 000 meetings, 3 000 000 participations.
    """

    networks: int
    meetings: int | None = None
    invited: int | None = None

    @classmethod
    def of(cls, people: int) -> "Size":
        if people < 60_000:
            return cls(len(NETWORKS))
        return cls(people // 5_000, max(10, people // 10_000), 150)


@dataclass
class _Made:
    """What there is so far."""

    people: int = 0
    affiliations: int = 0
    networks: int = 0
    memberships: int = 0
    meetings: int = 0
    participations: int = 0


def fill(session: Session, *, people: int = 640, progress: Callable[[int, int], None] | None = None) -> DemoReport:
    """Fill an empty file with invented people, schools, networks and meetings.

    The account that does it may open the shielded networks. `progress` is told how many of how many people there are.
    One operation for each 50 000 people: if it is interrupted, whole operations stay.
    Raises `Refused` if there are people in the file already.
    """
    if session.query("SELECT 1 FROM person LIMIT 1"):
        raise Refused(
            say(N_("There are people in this file already; an example is only put into an empty file.")),
            say(N_("Name another file: laug demo --to FILE")),
        )
    writer = _Fill(session, Random(_SEED), people, progress)
    while writer.made.people < people:
        with session.write(Operation.DEMO, detail={"people": people}) as transaction:
            writer.batch(transaction)
    made = writer.made
    return DemoReport(
        len(writer.places.organisation_names), len(EDUCATIONS), made.people, made.affiliations, made.networks,
        made.memberships, made.meetings, made.participations,
    )  # fmt: skip


class _Fill:
    """Makes the example batch by batch."""

    def __init__(
        self, session: Session, random: Random, people: int, progress: Callable[[int, int], None] | None
    ) -> None:
        self.session, self.random, self.total, self.progress = session, random, people, progress
        self.size = Size.of(people)
        self.made = _Made()
        self.classes: set[tuple[int, str]] = set()

    def batch(self, transaction: Transaction) -> None:
        """The next people and their networks, in one operation; before the first the schools and companies."""
        if self.made.people == 0:
            self.places = _places(self.random, transaction, self.total)
            self.inventing = invent(self.random, self.session.today, self.places, self.total)
        known = self._people(transaction)
        while self.made.networks < self.size.networks * self.made.people // self.total:
            self._network(transaction, self.made.networks, known)
            self.made.networks += 1
        if self.made.people == self.total:
            self._series(transaction)
            transaction.insert_many("school_period", period_rows(self.classes, self.session.today))

    def _people(self, transaction: Transaction) -> list[Member]:
        """The next people with where they belong; gives those of them who may join networks."""
        known: list[Member] = []
        today = self.session.today.isoformat()
        until = min(self.made.people + _BATCH, self.total)
        while self.made.people < until:
            chunk = list(islice(self.inventing, min(_CHUNK, until - self.made.people)))
            numbers = transaction.insert_many("person", [self._keyed(one) for one in chunk], keyed=True)
            members = list(zip(numbers, chunk, strict=True))
            rows = [{"person_id": number, **row} for number, one in members for row in one.affiliations]
            transaction.insert_many("affiliation", rows, keyed=True)
            self.classes.update(
                (int(str(row["organisation_id"])), str(row["class_name"]))
                for row in rows if row["class_name"] and (row["until_date"] is None or str(row["until_date"]) >= today)
            )  # fmt: skip
            known.extend(members[: max(0, _KNOWN - len(known))])
            self.made.affiliations += len(rows)
            self.made.people += len(chunk)
            if self.progress is not None:
                self.progress(self.made.people, self.total)
        return known

    def _keyed(self, one: Invented) -> dict[str, Value]:
        said = [text for row in one.affiliations for text in self.places.said_by(row)]
        return {**one.person, "search_key": person_search_key(one.person, said)}

    def _network(self, transaction: Transaction, position: int, known: Sequence[Member]) -> None:
        """A network with its schools, members and meetings."""
        random, today, schools = self.random, self.session.today, self.places.schools
        plan = network_plan(position, self.size.invited or 0)
        network = transaction.insert("network", network_row(plan))
        transaction.insert_many(
            "network_organisation", [{"network_id": network, "organisation_id": schools[at]} for at in plan.schools]
        )
        joined = members_of(random, plan, network, known, schools, today)
        transaction.insert_many("membership", joined)
        rows = meeting_rows(random, plan, position % len(NETWORKS), self.size.meetings, schools, today, transaction.now)
        numbers = transaction.insert_many("meeting", rows)
        transaction.insert_many("meeting_network", [{"meeting_id": each, "network_id": network} for each in numbers])
        answers = [
            answer for number, row in zip(numbers, rows, strict=True)
            for answer in participation_rows(random, number, row, joined, self._guests(known), today, transaction.now)
        ]  # fmt: skip
        transaction.insert_many("participation", answers)
        if plan.level is NetworkLevel.SHIELDED:
            transaction.insert("grant_", {
                "account": self.session.account, "network_id": network, "reason": "laug demo", "given_at": transaction.now,
            })  # fmt: skip
        if plan.slug == NETWORK:
            self.meeting_again = network, joined
        self.made.memberships += len(joined)
        self.made.meetings += len(rows)
        self.made.participations += len(answers)

    def _series(self, transaction: Transaction) -> None:
        """What comes again, last, so that everything before keeps its number."""
        network, joined = self.meeting_again
        days, invited = insert_series(self.session, transaction, network, joined, self.places.schools)
        self.made.meetings += days
        self.made.participations += invited

    def _guests(self, known: Sequence[Member]) -> list[int]:
        """Some people who may be invited beside the members."""
        if self.size.invited is None:
            return []
        return [number for number, _ in self.random.sample(known, self.size.invited)]


def _places(random: Random, transaction: Transaction, people: int) -> Places:
    schools = transaction.insert_many("organisation", [
        {
            "name": one.name, "kind": OrganisationKind.SCHOOL.value, "aliases": json.dumps(one.aliases, ensure_ascii=False),
            "street": f"{STREETS[at]} {at + 1}", "postcode": one.postcode, "town": one.town,
            "email": f"kontor@{one.domain}.example", "phone": f"+459400{at:04}",
        }
        for at, one in enumerate(SCHOOLS)
    ])  # fmt: skip
    educations = transaction.insert_many("education", [
        {
            "name": one.name, "name_en": one.english, "main_area": one.area,
            "apprentice_label": "elev" if one.pupil else "lærling", "aliases": json.dumps(one.aliases, ensure_ascii=False),
        }
        for one in EDUCATIONS
    ])  # fmt: skip
    named = _companies(random, max(42, people // 20))
    numbers = transaction.insert_many("organisation", [row for _, row in named])
    companies: dict[str, list[int]] = {one.trade: [] for one in EDUCATIONS}
    for (trade, _), number in zip(named, numbers, strict=True):
        companies[trade].append(number)
    names = {number: one.name for number, one in zip(schools, SCHOOLS, strict=True)}
    names |= {number: str(row["name"]) for number, (_, row) in zip(numbers, named, strict=True)}
    taught = {number: one.name for number, one in zip(educations, EDUCATIONS, strict=True)}
    return Places(tuple(schools), tuple(educations), companies, names, taught)


def _companies(random: Random, count: int) -> list[tuple[str, dict[str, Value]]]:
    """Companies that do not exist, of all trades, in no more names than birds, trades and towns give."""
    trades = list(dict.fromkeys(one.trade for one in EDUCATIONS))
    names = [(bird, postcode, town) for postcode, town in TOWNS for bird in BIRDS]
    share = max(1, count // len(trades))
    chosen = [
        (trade, f"{bird}s {trade}, {town}", postcode, town)
        for trade in trades for bird, postcode, town in random.sample(names, min(share, len(names)))
    ]  # fmt: skip
    return [
        (trade, {
            "name": name, "kind": OrganisationKind.COMPANY.value, "postcode": postcode, "town": town,
            "email": f"post@virksomhed{at}.example", "phone": f"+4595{at:06}",
        })
        for at, (trade, name, postcode, town) in enumerate(chosen)
    ]  # fmt: skip
