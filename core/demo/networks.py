"""The networks of the example file: twelve of the kinds and sizes that exist, and who is in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from core.demo.invented import BUILDING, SCHOOLS
from core.demo.people import Invented
from core.rules.kinds import AffiliationKind, EndReason, MeetingType, MembershipRole, NetworkKind, NetworkLevel
from db.log import Value

Member = tuple[int, Invented]
_STUDY = (AffiliationKind.PUPIL, AffiliationKind.APPRENTICE)


def _studies(one: Invented) -> bool:
    return one.kind in _STUDY


@dataclass(frozen=True)
class NetworkPlan:
    """A network: how it is called and shown, how many are in it and who can be, the schools behind it, how it meets."""

    name: str
    slug: str
    kind: NetworkKind
    level: NetworkLevel
    size: int
    fits: Callable[[Invented], bool]
    schools: tuple[int, ...]
    meets: tuple[MeetingType, ...]
    every_days: int
    title: str
    neutral: str = ""
    start: str = "17:00"
    minutes: int = 120


_OPEN, _INTERNAL, _SHIELDED = NetworkLevel.OPEN, NetworkLevel.INTERNAL, NetworkLevel.SHIELDED
_ALL = tuple(range(len(SCHOOLS)))
_M = MeetingType
NETWORKS = (
    NetworkPlan(
        "Lærlinge på tværs", "laerlinge-paa-tvaers", NetworkKind.APPRENTICE, _OPEN, 70, _studies, _ALL,
        (_M.COMPANY_VISIT, _M.NETWORK, _M.WORKSHOP, _M.SOCIAL), 42, "Lærlinge på tværs",
    ),
    NetworkPlan(
        "Lærlinge og elever i vest", "laerlinge-vest", NetworkKind.APPRENTICE, _OPEN, 55,
        lambda one: _studies(one) and one.school in (1, 6), (1, 6), (_M.LIFE_IN_TRAINING, _M.NETWORK, _M.CONTEST), 42,
        "Lærlingeaften i vest",
    ),
    NetworkPlan(
        "Byggelærlinge i Randers", "byggelaerlinge-randers", NetworkKind.APPRENTICE, _INTERNAL, 22,
        lambda one: _studies(one) and one.area == BUILDING and one.school == 0, (0,), (_M.WORKSHOP, _M.NETWORK), 49,
        "Byggelærlinge mødes",
    ),
    NetworkPlan(
        "Piger i faget, Randers", "piger-randers", NetworkKind.GIRLS, _INTERNAL, 20,
        lambda one: _studies(one) and one.girl and one.school in (0, 4, 7), (0, 4, 7), (_M.SOCIAL, _M.NETWORK, _M.THEME), 28,
        "Piger i faget", minutes=120,
    ),
    NetworkPlan(
        "Piger på værkstedet, Herning", "piger-herning", NetworkKind.GIRLS, _INTERNAL, 16,
        lambda one: _studies(one) and one.girl and one.school in (1, 2, 6), (1,), (_M.WORKSHOP, _M.SOCIAL), 21,
        "Værkstedsaften for piger",
    ),
    NetworkPlan(
        "Plads til alle", "plads-til-alle", NetworkKind.DIVERSITY, _SHIELDED, 12, _studies, (0, 3),
        (_M.SOCIAL, _M.THEME), 35, "Plads til alle: fællesspisning", neutral="Møde i netværket",
    ),
    NetworkPlan(
        "Alumner i Midtjylland", "alumner", NetworkKind.ALUMNI, _OPEN, 120, lambda one: one.finished, _ALL,
        (_M.ALUMNI, _M.CELEBRATION), 91, "Alumneaften",
    ),
    NetworkPlan(
        "Elevpanelet", "elevpanelet", NetworkKind.PANEL, _OPEN, 12, _studies, _ALL, (_M.PANEL,), 56, "Elevpanelet mødes",
        start="15:30", minutes=90,
    ),
    NetworkPlan(
        "Styregruppen", "styregruppen", NetworkKind.STEERING, _INTERNAL, 9,
        lambda one: one.kind in (AffiliationKind.MANAGER, AffiliationKind.TEACHER), _ALL, (_M.STEERING, _M.EXCHANGE), 91,
        "Styregruppemøde", start="09:30", minutes=150,
    ),
    NetworkPlan(
        "Elevrådet i Viborg", "elevraad-viborg", NetworkKind.COUNCIL, _OPEN, 14,
        lambda one: _studies(one) and one.school == 2, (2,), (_M.PLANNING, _M.FRIDAY_BAR), 42, "Elevrådsmøde", start="14:30",
        minutes=90,
    ),
    NetworkPlan(
        "Voksne lærlinge", "voksne-laerlinge", NetworkKind.CLUB, _OPEN, 30,
        lambda one: _studies(one) and one.age >= 25, (0, 1, 5), (_M.NETWORK, _M.THEME), 49, "Voksne lærlinge mødes",
    ),
    NetworkPlan(
        "Bygge og anlæg i øst", "bygge-anlaeg-oest", NetworkKind.BRANCH, _OPEN, 16,
        lambda one: one.kind in (AffiliationKind.CONTACT, AffiliationKind.JOURNEYMAN) and one.area == BUILDING, (0, 4),
        (_M.AFTER_WORK,), 70, "Fyraftensmøde", start="15:30", minutes=90,
    ),
)  # fmt: skip


def network_plan(position: int, size: int) -> NetworkPlan:
    """The network at a position: the twelve first, then as many more like them, numbered, with at least `size` members."""
    again, at = divmod(position, len(NETWORKS))
    plan = replace(NETWORKS[at], size=max(NETWORKS[at].size, size))
    return replace(plan, name=f"{plan.name} {again + 1}", slug=f"{plan.slug}-{again + 1}") if again else plan


def network_row(plan: NetworkPlan) -> dict[str, Value]:
    """The network as stored."""
    return {
        "name": plan.name, "slug": plan.slug, "kind": plan.kind.value, "level": plan.level.value, "status": "active",
        "neutral_title": plan.neutral, "organiser_name": plan.neutral or plan.name,
        "organiser_email": f"{'netvaerk' if plan.neutral else plan.slug}@midtjysk-laering.example",
        "purpose": "" if plan.neutral else f"{plan.name}: {len(plan.schools)} skoler" if len(plan.schools) > 1 else plan.name,
    }  # fmt: skip


def members_of(
    random: Random, plan: NetworkPlan, network: int, known: Sequence[Member], schools: tuple[int, ...], today: date
) -> list[dict[str, Value]]:
    """Who is in it, with roles and dates; two of the staff look after it, and some have left."""
    fitting = [member for member in known if plan.fits(member[1])]
    chosen = random.sample(fitting, min(plan.size, len(fitting)))
    numbers = {number for number, _ in chosen}
    staff = [member for member in known if member[1].kind is AffiliationKind.TEACHER and member[0] not in numbers]
    carers = random.sample(staff, min(2, len(staff)))
    rows = [
        _row(random, network, member, role, today, None)
        for member, role in zip(carers, (MembershipRole.COORDINATOR, MembershipRole.DEPUTY), strict=False)
    ]
    for place, member in enumerate(chosen):
        seat = schools[member[1].school] if plan.kind in (NetworkKind.PANEL, NetworkKind.STEERING) else None
        row = _row(random, network, member, _role(plan, place), today, seat)
        if place % 9 == 8:
            row |= {"until_date": (today - timedelta(days=random.randint(5, 200))).isoformat()}
            row |= {"end_reason": random.choice(list(EndReason)).value}
        if row["until_date"] is None or str(row["until_date"]) >= str(row["from_date"]):
            rows.append(row)
    return rows


def _role(plan: NetworkPlan, place: int) -> MembershipRole:
    match plan.kind, place:
        case (NetworkKind.STEERING | NetworkKind.COUNCIL | NetworkKind.PANEL), 0:
            return MembershipRole.CHAIR
        case (NetworkKind.STEERING | NetworkKind.PANEL), 1:
            return MembershipRole.SUBSTITUTE
        case (NetworkKind.ALUMNI | NetworkKind.GIRLS), (2 | 3 | 4):
            return MembershipRole.ROLE_MODEL
        case NetworkKind.DIVERSITY, (1 | 2):
            return MembershipRole.ALLY
        case (NetworkKind.APPRENTICE | NetworkKind.CLUB), 0:
            return MembershipRole.HOST
        case _:
            return MembershipRole.MEMBER


def _row(
    random: Random, network: int, member: Member, role: MembershipRole, today: date, seat: int | None
) -> dict[str, Value]:
    number, one = member
    latest = today - timedelta(days=7)
    began = min(latest, max(one.since, today - timedelta(days=900)) + timedelta(days=random.randint(0, 240)))
    return {
        "person_id": number, "network_id": network, "role": role.value, "seat_id": seat, "from_date": began.isoformat(),
        "until_date": None, "end_reason": "",
    }  # fmt: skip
