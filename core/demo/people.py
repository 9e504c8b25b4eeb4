"""The people of the example file and where they belong: ages, areas and stages as in vocational education."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from core.demo.invented import (
    AREA_WEIGHTS,
    BOYS,
    EDUCATIONS,
    FAMILIES,
    GIRLS,
    REMARKABLE,
    SAME_NAME,
    SCHOOLS,
    SIBLINGS,
    STREETS,
    TOWNS,
)  # fmt: skip
from core.demo.repeated import REPEATED
from core.rules.kinds import AffiliationKind
from db.keys import fold
from db.log import Value

# Ages and stages in per cent (docs: domain, demo distribution).
_AGES = (((15, 17), 9), ((18, 20), 24), ((21, 24), 25), ((25, 29), 16), ((30, 39), 16), ((40, 62), 10))
_GF1, _GF2, _MAIN, _SCHOOL_TRAINING, _OTHER = "GF1", "GF2", "H", "skoleoplæring", ""
_STAGES = ((_GF1, 10), (_GF2, 20), (_MAIN, 62), (_SCHOOL_TRAINING, 4), (_OTHER, 4))
_FINISHED_PER_CENT = 18
_STAFF = (AffiliationKind.TEACHER, AffiliationKind.TEACHER, AffiliationKind.MANAGER, AffiliationKind.CONTACT)
_AGE_SPANS, _AGE_WEIGHTS = [span for span, _ in _AGES], list(accumulate(weight for _, weight in _AGES))
_STAGE_NAMES, _STAGE_WEIGHTS = [name for name, _ in _STAGES], list(accumulate(weight for _, weight in _STAGES))
_AREAS, _AREA_SUMS = list(AREA_WEIGHTS), list(accumulate(AREA_WEIGHTS.values()))
_SCHOOLS_OF = {area: [at for at, one in enumerate(SCHOOLS) if area in one.areas] for area in _AREAS}
_EDUCATIONS_OF = {area: [at for at, one in enumerate(EDUCATIONS) if one.area == area] for area in _AREAS}
_PLAIN = str.maketrans({"'": "", " ": "", "-": ""})


@dataclass(frozen=True)
class Places:
    """The numbers of schools, educations and companies in the file, companies by trade; and what each number is called."""

    schools: tuple[int, ...]
    educations: tuple[int, ...]
    companies: dict[str, list[int]]
    organisation_names: dict[int, str]
    education_names: dict[int, str]

    def said_by(self, affiliation: Mapping[str, Value]) -> tuple[str, str, str]:
        """What an affiliation lets a person be found by."""
        organisation, education = affiliation["organisation_id"], affiliation["education_id"]
        return (
            self.organisation_names[int(str(organisation))],
            self.education_names[int(str(education))],
            str(affiliation["class_name"]),
        )


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist: the person's row, the affiliations' without the person's number, and who joins what."""

    person: dict[str, Value]
    affiliations: tuple[dict[str, Value], ...]
    kind: AffiliationKind
    area: str
    school: int
    age: int
    girl: bool
    since: date
    finished: bool


def invent(random: Random, today: date, places: Places, count: int) -> Iterator[Invented]:
    """So many people, the remarkable ones first; siblings share an address, and a few people are there twice."""
    first: Invented | None = None
    kept: dict[int, Invented] = {}
    wanted = {SIBLINGS[0], *(earlier for earlier, _ in REPEATED.values())}
    for number in range(count):
        one = _one(random, today, places, number)
        if first is not None and number == SAME_NAME[1]:
            person = {**one.person, "email": str(first.person["email"]).replace("0@", "1@")}
            one = replace(first, person=person)
        if number == SIBLINGS[1]:
            home = {name: kept[SIBLINGS[0]].person[name] for name in ("street", "postcode", "town")}
            one = replace(one, person={**one.person, **home})
        if number in REPEATED:
            earlier, again = REPEATED[number]
            one = replace(kept[earlier], person=again(kept[earlier].person))
        if number in wanted:
            kept[number] = one
        first = first or one
        yield one


def _term(today: date) -> date:
    """When the basic courses of today began: in August or in January (week 3)."""
    if today.month >= 8:
        return date(today.year, 8, 1)
    return date(today.year, 1, 18) if today >= date(today.year, 1, 18) else date(today.year - 1, 8, 1)


def _one(random: Random, today: date, places: Places, number: int) -> Invented:
    low, high = random.choices(_AGE_SPANS, cum_weights=_AGE_WEIGHTS)[0]
    age = random.randint(low, high)
    stage = random.choices(_STAGE_NAMES, cum_weights=_STAGE_WEIGHTS)[0]
    if number in (*SAME_NAME, *SIBLINGS):
        age, stage = 19 + number % 2, _GF2
    area = random.choices(_AREAS, cum_weights=_AREA_SUMS)[0]
    school = random.choice(_SCHOOLS_OF[area])
    girl = random.random() < 0.45
    given, family = _name(random, number, girl)
    finished = stage == _MAIN and age >= 20 and random.randrange(100) < _FINISHED_PER_CENT * 100 // 62
    if stage == _OTHER:
        age = max(age, 26)
    kind, rows = _affiliations(random, today, places, area, school, stage, finished)
    return Invented(
        _person(random, number, given, family, today.year - age, SCHOOLS[school].domain, kind, finished), rows, kind, area,
        school, age, girl or given in GIRLS, date.fromisoformat(str(rows[-1]["from_date"])), finished,
    )  # fmt: skip


def _name(random: Random, number: int, girl: bool) -> tuple[str, str]:
    if number < len(REMARKABLE):
        return REMARKABLE[number]
    given = random.choice(GIRLS if girl else BOYS)
    # The first surnames of the list are the common ones.
    return given, FAMILIES[int(len(FAMILIES) * random.random() ** 1.6)]


def _person(
    random: Random, number: int, given: str, family: str, born: int, domain: str, kind: AffiliationKind, finished: bool
) -> dict[str, Value]:
    postcode, town = random.choice(TOWNS)
    plain = _ascii(given) + _ascii(family)
    at_school = kind in (AffiliationKind.PUPIL, AffiliationKind.APPRENTICE, AffiliationKind.TEACHER, AffiliationKind.MANAGER)
    private = f"{_ascii(given)}.{_ascii(family) or 'x'}{number}@post.example"
    if number in SIBLINGS:
        private = "familien.holm-nielsen@post.example"
    protected = number % 71 == 17
    return {
        "given": given, "family": family, "known_as": "", "birth_year": born if random.random() < 0.95 else None,
        "email": f"{plain[:4]}{number:05}@{domain}.example" if at_school and not finished else "",
        "private_email": private if finished or number in SIBLINGS or random.random() < 0.55 else "",
        "phone": f"+45{random.choice((94, 95))}{random.randrange(1_000_000):06}" if random.random() < 0.92 else "",
        "street": "" if protected else f"{random.choice(STREETS)} {random.randint(1, 120)}",
        "postcode": postcode, "town": town, "protected": int(protected),
    }  # fmt: skip


def _affiliations(
    random: Random, today: date, places: Places, area: str, school: int, stage: str, finished: bool
) -> tuple[AffiliationKind, tuple[dict[str, Value], ...]]:
    at = random.choice(_EDUCATIONS_OF[area])
    education, code = places.educations[at], EDUCATIONS[at].code
    home, work = places.schools[school], random.choice(places.companies[EDUCATIONS[at].trade])
    group = random.randint(1, 3)
    eux = int(random.random() < 0.2)
    term = date(today.year if today.month >= 8 else today.year - 1, 8, 1)
    if stage == _OTHER:
        kind = random.choice(_STAFF)
        began = term.replace(year=term.year - random.randint(1, 9))
        return kind, (_row(work if kind is AffiliationKind.CONTACT else home, education, kind, "", "", None, began, None),)
    if stage in (_GF1, _GF2):
        began = _term(today)
        name = f"{stage.lower()}{code}{began.year % 100}-{group}"
        ends = began + timedelta(days=159)
        return AffiliationKind.PUPIL, (_row(home, education, AffiliationKind.PUPIL, name, stage, eux, began, ends),)
    if stage == _SCHOOL_TRAINING:
        began = term.replace(year=term.year - random.randint(0, 1))
        return AffiliationKind.APPRENTICE, (_row(home, education, AffiliationKind.APPRENTICE, "", stage, eux, began, None),)
    years = random.randint(1, 3)
    kind = AffiliationKind.PUPIL if EDUCATIONS[at].pupil else AffiliationKind.APPRENTICE
    if finished:
        ended = date(term.year - years + 1, 6, 30) if years > 1 else date(term.year, 6, 30)
        began = ended.replace(year=ended.year - 3, month=8, day=1)
        name = f"h{code}{began.year % 100}-{group}"
        return AffiliationKind.JOURNEYMAN, (
            _row(home, education, kind, name, "H6", eux, began, ended),
            _row(work, education, AffiliationKind.JOURNEYMAN, "", "", None, ended + timedelta(days=1), None),
        )
    began = date(term.year - years + 1, *random.choice(((8, 1), (1, 12)))) if years > 1 else term
    done = min(6, 2 * years - 1 + random.randint(0, 1))
    ends = date(began.year + 3, 6, 30) + timedelta(days=random.choice((0, 0, 184)))
    name = f"h{done}{code}{began.year % 100}-{group}"
    return kind, (
        _row(home, education, kind, name, f"H{done}", eux, began, ends),
        _row(work, education, kind, "", "", None, began, ends),
    )


def _row(
    organisation: int, education: int, kind: AffiliationKind, name: str, stage: str, eux: int | None, began: date,
    ends: date | None,
) -> dict[str, Value]:  # fmt: skip
    return {
        "organisation_id": organisation, "education_id": education, "kind": kind.value, "class_name": name,
        "stage": stage, "eux": eux, "from_date": began.isoformat(), "until_date": ends.isoformat() if ends else None,
    }  # fmt: skip


@cache
def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", fold(name).translate(_PLAIN)).encode("ascii", "ignore").decode()
