"""Schools, companies and the other organisations people belong to."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Ambiguous, Invalid, NotFound, Refused
from core.messages import N_, say
from core.record_fields import stored_values
from core.rules.alphabet import in_order
from core.rules.kinds import OrganisationKind
from core.search.compile import compile_organisations
from db.keys import fold

_COLUMNS = "o.id, o.uid, o.version, o.name, o.kind, o.aliases, o.cvr, o.street, o.postcode, o.town, o.email, o.phone, o.archived"


class OrganisationFields(TypedDict, total=False):
    """What can be written about an organisation, as people type it."""

    name: str
    kind: str
    aliases: Sequence[str]
    cvr: str
    street: str
    postcode: str
    town: str
    email: str
    phone: str


@dataclass(frozen=True)
class Organisation:
    """One organisation; `people` counts those with an affiliation today, -1 where it was not asked for."""

    id: int
    uid: str
    version: int
    name: str
    kind: OrganisationKind
    aliases: tuple[str, ...]
    cvr: str
    street: str
    postcode: str
    town: str
    email: str
    phone: str
    archived: bool
    people: int = -1


def _organisation(row: Sequence[Any]) -> Organisation:
    return Organisation(
        row[0], row[1], row[2], row[3], OrganisationKind(row[4]),
        tuple(json.loads(row[5])), row[6], row[7], row[8], row[9], row[10], row[11],
        bool(row[12]), row[13] if len(row) > 13 else -1,
    )  # fmt: skip


_PEOPLE = (
    "(SELECT count(DISTINCT a.person_id) FROM affiliation a WHERE a.organisation_id = o.id"
    " AND (a.from_date IS NULL OR a.from_date <= ?) AND (a.until_date IS NULL OR a.until_date >= ?))"
)
ORDERS = ("name", "kind", "town", "people", "phone", "email", "cvr")
_ROWS = 500  # read at a time
_MOST_DIGITS = 18  # SQLite counts no further


def ids(session: Session, query: str = "", *, order: str = "name", descending: bool = False) -> "array[int]":
    """The numbers of the organisations that answer the query, in order."""
    condition = compile_organisations(session, query)
    way = " DESC" if descending and order == "name" else ""
    found = session.numbers(
        f"SELECT o.id FROM organisation o WHERE {condition.sql} ORDER BY o.sort_key{way}, o.id", condition.parameters
    )
    return found if order == "name" else in_order(found, _sorted_by(session, order, found), descending=descending)


def _sorted_by(session: Session, order: str, numbers: Sequence[int]) -> dict[int, str | int | None]:
    """What a list shows of them in that column."""
    match order:
        case "people":
            parts = (numbers[start : start + _ROWS] for start in range(0, len(numbers), _ROWS))
            return {one.id: one.people for part in parts for one in rows(session, part)}
        case "kind":
            kinds = {kind.value: kind.name_in(session.language) for kind in OrganisationKind}
            return {number: kinds.get(kind) for number, kind in session.query("SELECT id, kind FROM organisation")}
        case _:
            return dict(session.query(f"SELECT id, {order} FROM organisation"))


def rows(session: Session, numbers: Sequence[int]) -> list[Organisation]:
    """Those organisations, in the order asked; the ones that are gone are left out."""
    today = session.today.isoformat()
    found = {
        row[0]: _organisation(row)
        for row in session.query(
            f"SELECT {_COLUMNS}, {_PEOPLE} FROM organisation o WHERE o.id IN ({_marks(numbers)})",
            [today, today, *numbers],
        )
    }
    return [found[number] for number in numbers if number in found]


def find(session: Session, query: str = "") -> list[Organisation]:
    """All organisations that answer the query, in Danish order."""
    return rows(session, ids(session, query))


def get(session: Session, reference: str | int) -> Organisation:
    """The organisation of that number, uid, name or alias. Raises `NotFound` or `Ambiguous`."""
    text = str(reference).removeprefix("#").strip()
    if text.isdecimal():
        found = rows(session, [int(text)])
    else:
        found = [
            _organisation(row)
            for row in session.query(f"SELECT {_COLUMNS} FROM organisation o WHERE o.uid = ?", [text])
        ]
    if not found:
        found = _by_name(session, text)
    if len(found) == 1:
        return rows(session, [found[0].id])[0]
    if found:
        raise Ambiguous(
            say(N_("More than one organisation is called {name}."), name=text),
            [f"{one.id} {one.name}" + (f" ({one.town})" if one.town else "") for one in found],
        )
    near = [one.name for one in find(session, f'"{text.replace(chr(34), "")}"')[:3]] if text else []
    raise NotFound(say(N_("No organisation is called {name}."), name=text), near)


def _by_name(session: Session, name: str) -> list[Organisation]:
    wanted = fold(name)
    every = [_organisation(row) for row in session.query(f"SELECT {_COLUMNS} FROM organisation o WHERE o.archived = 0")]
    exact = [one for one in every if fold(one.name) == wanted]
    return exact or [one for one in every if wanted in map(fold, one.aliases)]


def add(session: Session, values: OrganisationFields) -> Organisation:
    """A new organisation. Raises `Invalid` for a value or a missing name, `Refused` if the town has one of that name."""
    with session.write(Operation.ORGANISATION_ADD) as transaction:
        _refuse_twin(session, values)
        number = insert(transaction, values)
        return _read_back(transaction, number)


def _refuse_twin(session: Session, values: OrganisationFields) -> None:
    town = fold(values.get("town", ""))
    twin = next((one for one in _by_name(session, values.get("name", "")) if fold(one.town) == town), None)
    if twin is not None and fold(twin.name) == fold(values.get("name", "")):
        raise Refused(
            say(N_("{name} is in the register already, as number {number}."), name=twin.name, number=twin.id),
            say(N_("Edit that one; another organisation of the same name needs another town.")),
        )


def insert(transaction: Transaction, values: OrganisationFields) -> int:
    """The same inside another operation."""
    if not values.get("name", "").strip():
        raise Invalid("name", say(N_("An organisation needs a name.")))
    return transaction.insert(
        "organisation", {"kind": OrganisationKind.OTHER.value, **stored_values("organisation", values)}
    )


def edit(session: Session, organisation_id: int, values: OrganisationFields, *, version: int) -> Organisation:
    """Change what is named in `values`. Raises `Invalid`, and `Changed` where a colleague changed the same."""
    if "name" in values and not values["name"].strip():
        raise Invalid("name", say(N_("An organisation needs a name.")))
    with session.write(Operation.ORGANISATION_EDIT) as transaction:
        transaction.edit("organisation", organisation_id, stored_values("organisation", values), version=version)
        return _read_back(transaction, organisation_id)


def end(session: Session, organisation_id: int) -> Organisation:
    """Close an organisation: it stays with its history but is offered no more."""
    with session.write(Operation.ORGANISATION_END) as transaction:
        transaction.update("organisation", organisation_id, {"archived": 1})
        return _read_back(transaction, organisation_id)


def _read_back(transaction: Transaction, number: int) -> Organisation:
    row = transaction.row("organisation", number) or {}
    return _organisation([row[name.removeprefix("o.")] for name in _COLUMNS.split(", ")])


def add_missing(transaction: Transaction, known: dict[str, int], wanted: Mapping[str, OrganisationKind]) -> None:
    """Make, all at once, the organisations of these names that are not known yet; `known` is kept up to date."""
    new = {fold(name): (name, kind) for name, kind in wanted.items() if name and fold(name) not in known}
    rows = [{"kind": kind.value, **stored_values("organisation", {"name": name})} for name, kind in new.values()]
    known.update(zip(new, transaction.insert_many("organisation", rows), strict=True))


def find_or_add(transaction: Transaction, known: dict[str, int], name: str, kind: OrganisationKind) -> int:
    """The number of the organisation of that name, alias or number; a name that is new is made, and put into `known`.

    Raises `NotFound` for a bare number that none has: it was meant as one, and is nobody's name.
    """
    key = fold(name)
    if key not in known and name.isdecimal():
        if len(name) > _MOST_DIGITS or transaction.row("organisation", int(name)) is None:
            raise NotFound(say(N_("No organisation is called {name}."), name=name))
        return int(name)
    if key not in known:
        known[key] = insert(transaction, {"name": name, "kind": kind.value})
    return known[key]


def names(session: Session, kind: OrganisationKind | None = None) -> dict[str, int]:
    """Folded names and aliases of all organisations that are open, each with its number; a name wins over an alias."""
    found: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for row in session.query("SELECT id, name, aliases, kind FROM organisation WHERE archived = 0 ORDER BY id DESC"):
        if kind is not None and row[3] != kind.value:
            continue
        by_name[fold(row[1])] = row[0]
        found.update((fold(alias), row[0]) for alias in json.loads(row[2]))
    return found | by_name


def suggestions(session: Session, text: str, kind: OrganisationKind | None = None, limit: int = 8) -> list[str]:
    """Names that hold the words typed so far, for completion."""
    wanted = fold(text).split()
    sql = "SELECT name FROM organisation WHERE archived = 0" + (" AND kind = ?" if kind else "")
    sql += "".join(" AND search_key LIKE ?" for _ in wanted) + " ORDER BY sort_key LIMIT ?"
    parameters: list[object] = [*([kind.value] if kind else []), *(f"% {word}%" for word in wanted), limit]
    return [row[0] for row in session.query(sql, parameters)]


def _marks(numbers: Sequence[int]) -> str:
    return ", ".join("?" * len(numbers))
