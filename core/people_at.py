"""Who is at an organisation today."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core import people
from core.door.session import Session
from core.rules.active import active_sql
from core.rules.alphabet import in_order
from core.rules.kinds import AffiliationKind
from core.rules.orders import known_order
from core.search.compile import compile_people

ORDERS = ("name", "kind", "class", *(order for order in people.ORDERS if order not in ("name", "class")))
_ROWS = 500  # read at a time
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
    phone: str
    email: str


def ids(
    session: Session, organisation_id: int, query: str = "", *, order: str = "name", descending: bool = False
) -> "array[int]":
    """The numbers of the people there who answer the query, in Danish order; or by what they are there, or as other lists
    of people are sorted.

    Raises `Invalid("query")`, `Invalid("sort")` for what is none of `ORDERS`, and `Refused` for an order that so many
    people cannot be put into.
    """
    order = known_order(order, ORDERS)
    way = " DESC" if descending and order == "name" else ""
    condition = compile_people(session, query, few=True)
    found = session.numbers(
        "SELECT p.id FROM person p WHERE p.id IN (SELECT a.person_id FROM affiliation a WHERE"
        f" {_HERE}) AND {condition.sql} ORDER BY p.sort_key{way}, p.id",
        [*_parameters(session, organisation_id), *condition.parameters],
    )
    match order:
        case "name":
            return found
        case "kind" | "class":
            parts = (found[start : start + _ROWS] for start in range(0, len(found), _ROWS))
            there = [one for part in parts for one in rows(session, organisation_id, part)]
            return in_order(found, {one.id: _sorted_by(session, order, one) for one in there}, descending=descending)
        case _:
            return people.sorted_ids(session, found, order=order, descending=descending)


def _sorted_by(session: Session, order: str, one: PersonThere) -> str:
    if order == "kind":
        return one.kind.word(session.language, one.apprentice_label)
    return f"{one.class_name} {one.education}".strip()


def first_ids(
    session: Session, organisation_id: int, query: str = "", *, order: str = "name", descending: bool = False, most: int = 1000
) -> tuple["array[int]", bool]:
    """What a list can show at once: up to `most` of them, in Danish order, and whether these are all.

    None in another order, or of those who answer a query.
    """
    if order != "name" or descending or query.strip():
        return array("q"), False
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
        " coalesce(e.apprentice_label, ''), p.protected, p.phone, coalesce(nullif(p.email, ''), p.private_email)"
        " FROM affiliation a JOIN person p ON p.id = a.person_id LEFT JOIN education e ON e.id = a.education_id"
        f" WHERE +{_HERE} AND a.person_id IN ({', '.join('?' * len(numbers))}) ORDER BY a.from_date, a.id",
        [*_parameters(session, organisation_id), *numbers],
    )
    there = {row[0]: _person_there(row) for row in found}
    return [there[number] for number in numbers if number in there]


def _person_there(row: Sequence[Any]) -> PersonThere:
    return PersonThere(row[0], row[1], AffiliationKind(row[2]), row[3], row[4], row[5], bool(row[6]), row[7], row[8])


def _parameters(session: Session, organisation_id: int) -> list[object]:
    today = session.today.isoformat()
    return [organisation_id, today, today]
