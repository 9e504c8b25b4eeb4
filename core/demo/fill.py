"""The filled example file: made in one operation, the same people every time, dates around today."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from core.demo.invented import BIRDS, EDUCATIONS, SCHOOLS, STREETS, TOWNS
from core.demo.meetings import meeting_rows, participation_rows
from core.demo.networks import NETWORKS, Member, members_of, network_row
from core.demo.people import Places, invent
from core.errors import Refused
from core.messages import N_, say
from core.operations import Operation
from core.rules.kinds import NetworkLevel, OrganisationKind
from core.session import Session
from core.write import Transaction
from db.log import Value

_SEED = 2026
_CHUNK = 20_000
# Members are chosen among the first so many; that keeps the memory of a large example flat.
_KNOWN = 5_000
Item = TypeVar("Item")


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


def fill(session: Session, *, people: int = 640, progress: Callable[[int, int], None] | None = None) -> DemoReport:
    """Fill an empty file with invented people, schools, networks and meetings.

    The account that does it may open the shielded network. `progress` is told how many of how many people there are.
    Raises `Refused` if there are people in the file already.
    """
    if session.query("SELECT 1 FROM person LIMIT 1"):
        raise Refused(
            say(N_("There are people in this file already; an example is only put into an empty file.")),
            say(N_("Name another file: laug demo --to FILE")),
        )
    random = Random(_SEED)
    with session.write(Operation.DEMO, detail={"people": people}) as transaction:
        places, organisations = _places(random, transaction, people)
        known, affiliations = _people(random, transaction, session.today, places, people, progress)
        memberships, meetings, participations = _networks(random, transaction, session, places, known)
    return DemoReport(
        organisations, len(EDUCATIONS), people, affiliations, len(NETWORKS), memberships, meetings, participations
    )


def _places(random: Random, transaction: Transaction, people: int) -> tuple[Places, int]:
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
    return Places(tuple(schools), tuple(educations), companies), len(schools) + len(named)


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


def _people(
    random: Random, transaction: Transaction, today: date, places: Places, count: int,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Member], int]:  # fmt: skip
    known: list[Member] = []
    affiliations = done = 0
    for chunk in _chunks(invent(random, today, places, count)):
        numbers = transaction.insert_many("person", [one.person for one in chunk])
        rows = [
            {"person_id": number, **row}
            for number, one in zip(numbers, chunk, strict=True) for row in one.affiliations
        ]  # fmt: skip
        transaction.insert_many("affiliation", rows)
        known.extend(list(zip(numbers, chunk, strict=True))[: max(0, _KNOWN - len(known))])
        affiliations += len(rows)
        done += len(chunk)
        if progress is not None:
            progress(done, count)
    return known, affiliations


def _networks(
    random: Random, transaction: Transaction, session: Session, places: Places, known: Sequence[Member]
) -> tuple[int, int, int]:
    """The networks with their schools, members and meetings; how many members, meetings and invitations."""
    today, now = session.today, transaction.now
    networks = transaction.insert_many("network", [network_row(plan) for plan in NETWORKS])
    members = meetings = invited = 0
    for offset, (network, plan) in enumerate(zip(networks, NETWORKS, strict=True)):
        transaction.insert_many(
            "network_organisation", [{"network_id": network, "organisation_id": places.schools[at]} for at in plan.schools]
        )
        joined = members_of(random, plan, network, list(known), places.schools, today)
        transaction.insert_many("membership", joined)
        rows = meeting_rows(random, plan, offset, places.schools, today, now)
        numbers = transaction.insert_many("meeting", rows)
        transaction.insert_many("meeting_network", [{"meeting_id": each, "network_id": network} for each in numbers])
        answers = [
            answer for number, row in zip(numbers, rows, strict=True)
            for answer in participation_rows(random, number, row, joined, today, now)
        ]  # fmt: skip
        transaction.insert_many("participation", answers)
        if plan.level is NetworkLevel.SHIELDED:
            transaction.insert("grant_", {
                "account": session.account, "network_id": network, "reason": "laug demo", "given_at": now,
            })  # fmt: skip
        members, meetings, invited = members + len(joined), meetings + len(rows), invited + len(answers)
    return members, meetings, invited


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
