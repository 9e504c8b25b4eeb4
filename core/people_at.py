"""Who is at an organisation today."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from core.door.session import Session
from core.rules.active import active_sql
from core.rules.kinds import AffiliationKind

_HERE = f"a.organisation_id = ? AND {active_sql('a')}"


@dataclass(frozen=True)
class PersonThere:
    """A person at an organisation today, as what, and where there."""

    id: int
    name: str
    kind: AffiliationKind
    class_name: str
    education: str
    apprentice_label: str
    protected: bool


def ids(session: Session, organisation_id: int) -> "array[int]":
    """The numbers of the people there, in Danish order."""
    return session.numbers(
        "SELECT p.id FROM person p WHERE p.id IN (SELECT a.person_id FROM affiliation a WHERE"
        f" {_HERE}) ORDER BY p.sort_key, p.id",
        _parameters(session, organisation_id),
    )


def first_ids(session: Session, organisation_id: int, *, most: int = 1000) -> tuple["array[int]", bool]:
    """What a list can show at once: up to `most` of them, in Danish order, and whether these are all."""
    found = session.numbers(
        "SELECT p.id FROM person p WHERE p.id IN (SELECT a.person_id FROM affiliation a WHERE"
        f" {_HERE} LIMIT ?) ORDER BY p.sort_key, p.id",
        [*_parameters(session, organisation_id), 2 * most],  # somebody may be there twice
    )
    return found[:most], len(found) <= most


def rows(session: Session, organisation_id: int, numbers: Sequence[int]) -> list[PersonThere]:
    """Those people as lines of a list, in the order asked; who is not there any more is left out."""
    found = session.query(
        "SELECT p.id, trim(p.given || ' ' || p.family), a.kind, a.class_name, coalesce(e.name, ''),"
        " coalesce(e.apprentice_label, ''), p.protected"
        " FROM affiliation a JOIN person p ON p.id = a.person_id LEFT JOIN education e ON e.id = a.education_id"
        f" WHERE +{_HERE} AND a.person_id IN ({', '.join('?' * len(numbers))}) ORDER BY a.from_date, a.id",
        [*_parameters(session, organisation_id), *numbers],
    )
    there = {row[0]: PersonThere(row[0], row[1], AffiliationKind(row[2]), row[3], row[4], row[5], bool(row[6])) for row in found}
    return [there[number] for number in numbers if number in there]


def _parameters(session: Session, organisation_id: int) -> list[object]:
    today = session.today.isoformat()
    return [organisation_id, today, today]
