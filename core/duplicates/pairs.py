"""Who may be in the register twice: likely pairs, found without comparing everybody with everybody.

Two people are compared only if something rare ties them: an e-mail, a phone, or a name together with a class, a school,
a year of birth or an address. Nothing is read from networks, so a shielded membership can never be a reason.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from core import people
from core.collecting import not_collecting
from core.door.session import Session
from core.duplicates import distinct
from core.duplicates.distinct import Pair
from core.duplicates.likeness import Likeness, Score, Traits, likeness, traits
from core.errors import NotFound
from core.messages import N_, say
from core.people import PersonRow
from core.rules.kinds import OrganisationKind

_Key = tuple[object, ...]
# More than so many people behind one e-mail, phone or name in one place are a school or a coincidence, not one person.
_MOST_ALIKE = 12
_ORDER = list(Score)


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two people who may be one, `one` the lower number; why, and what speaks against it."""

    one: int
    other: int
    likeness: Likeness


def find(
    session: Session, query: str = "", *, least: Score = Score.LIKELY, limit: int | None = None
) -> list[LikelyPair]:
    """The pairs at least that likely, the surest first, of which one answers the query; at most so many.

    Left out are pairs noted as not the same. Raises what the query language raises.
    """
    with not_collecting():
        known = every_traits(session)
        asked = set(people.ids(session, query)) if query.strip() else None
        apart = distinct.every(session)
        wanted = _ORDER.index(least)
        shared = shared_points(known.values())
        found = [
            LikelyPair(*two, alike)
            for two in candidates(known, wide=wanted >= _ORDER.index(Score.POSSIBLE))
            if two not in apart
            and (asked is None or not asked.isdisjoint(two))
            and _ORDER.index((alike := likeness(known[two[0]], known[two[1]], shared=shared)).score) <= wanted
        ]
    found.sort(key=lambda one: (-one.likeness.points, one.one, one.other))
    return found[:limit]


@dataclass(frozen=True, slots=True)
class PairRow:
    """A likely pair with the two people as lines of a list."""

    one: PersonRow
    other: PersonRow
    likeness: Likeness


def rows(session: Session, pairs: Sequence[LikelyPair]) -> list[PairRow]:
    """Those pairs with who they are; pairs of somebody who is gone are left out."""
    numbers = list(dict.fromkeys(number for one in pairs for number in (one.one, one.other)))
    found = {row.id: row for row in people.rows(session, numbers)}
    return [
        PairRow(found[one.one], found[one.other], one.likeness)
        for one in pairs
        if one.one in found and one.other in found
    ]


def between(session: Session, one: int, other: int) -> Likeness:
    """How much two people are alike. Raises `NotFound`."""
    known = every_traits(session, [one, other])
    for number in (one, other):
        if number not in known:
            raise NotFound(say(N_("There is no person number {number}."), number=number))
    return likeness(known[one], known[other])


def candidates(known: Mapping[int, Traits], *, wide: bool = False) -> Iterator[Pair]:
    """The pairs worth comparing, each once; `wide`: also those that can be no more than possible."""
    # Most keys are one person's alone, so a list is made only for the second. Hashes are enough, and a third of the
    # memory: two keys of one hash would only be compared in vain.
    alone: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for number, one in known.items():
        for key in map(hash, _keys(one, wide=wide)):
            first = alone.setdefault(key, number)
            if first != number:
                blocks.setdefault(key, [first]).append(number)
    met: set[Pair] = set()
    for block in blocks.values():
        if len(block) <= _MOST_ALIKE:
            for two in combinations(sorted(set(block)), 2):
                if two not in met:
                    met.add(two)
                    yield two


def _keys(one: Traits, *, wide: bool) -> Iterator[_Key]:
    """What ties a person to others. Names alone do not: in a large register many share one."""
    first = one.given[:1]
    for point in (*one.emails, *one.phones):
        yield (point,)
        # Behind an address that a whole school shares, people of one name are few.
        yield (point, first)
    name = " ".join(sorted(one.words))
    if len(one.words) > 1:
        yield (name, one.birth_year)
        if one.address:
            yield (name, one.address)
    for class_name in one.classes:
        yield ("class", class_name, name)
        yield from (("class", class_name, *key) for key in _nearly(one))
    if wide:
        yield from ((name, "school", school) for school in one.schools)
        yield from ((name, "company", company) for company in one.companies)
        yield from (("class", class_name, first) for class_name in one.classes)


def _nearly(one: Traits) -> Iterator[_Key]:
    """One slip leaves the beginning or the end of a name as it is; of a double name one word is in both."""
    given, family = " ".join(one.given), " ".join(one.family)
    yield (given, family[:2], "family begins")
    yield (given, family[-2:], "family ends")
    yield (family, given[:2], "given begins")
    yield (family, given[-2:], "given ends")
    if one.given:
        yield from ((one.given[0], word, "family word") for word in one.family)


def shared_points(known: Iterable[Traits]) -> set[str]:
    """The e-mails and phones that more than two people have."""
    counts: dict[str, int] = defaultdict(int)
    for one in known:
        for point in (*one.emails, *one.phones):
            counts[point] += 1
    return {point for point, count in counts.items() if count > 2}


def every_traits(session: Session, numbers: Sequence[int] | None = None) -> dict[int, Traits]:
    """What everybody, or those people, can be recognised by: names, contact points, and where they are or ever were."""
    marks = "" if numbers is None else f" IN ({', '.join('?' * len(numbers))})"
    schools: dict[int, list[str]] = defaultdict(list)
    companies: dict[int, list[str]] = defaultdict(list)
    classes: dict[int, list[str]] = defaultdict(list)
    for number, organisation, kind, class_name in session.query(
        "SELECT a.person_id, o.name, o.kind, a.class_name FROM affiliation a LEFT JOIN organisation o"
        f" ON o.id = a.organisation_id{marks and f' WHERE a.person_id{marks}'}",
        numbers or (),
    ):
        if organisation:
            (schools if kind == OrganisationKind.SCHOOL.value else companies)[number].append(organisation)
        if class_name:
            classes[number].append(class_name)
    return {
        row[0]: traits(
            row[1], row[2], known_as=row[3], birth_year=row[4], school_email=row[5], emails=(row[6], *_texts(row[7])),
            phones=(row[8], *_texts(row[9])), schools=schools.get(row[0], ()), classes=classes.get(row[0], ()),
            companies=companies.get(row[0], ()), street=row[10], postcode=row[11],
        )
        for row in session.query(
            "SELECT id, given, family, known_as, birth_year, email, private_email, other_emails, phone, other_phones,"
            f" street, postcode FROM person{marks and f' WHERE id{marks}'}",
            numbers or (),
        )
    }  # fmt: skip


def _texts(stored: str) -> Sequence[str]:
    return () if stored == "[]" else json.loads(stored)
