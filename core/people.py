"""The people: found by the query language, shown, added, corrected."""

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from core import affiliations, memberships
from core.affiliations import Affiliation, AffiliationFields
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Ambiguous, Invalid, NotFound, Refused
from core.memberships import Membership
from core.messages import N_, say
from core.people_order import every_id_by_town, ids_by_text
from core.record_fields import stored_values
from core.rules.alphabet import in_order
from core.rules.kinds import AffiliationKind, OrganisationKind
from core.search.compile import compile_people
from core.search.condition import Condition
from core.search.near import near_words

_COLUMNS = (
    "id, uid, version, given, family, known_as, birth_year, email, private_email, other_emails, phone, other_phones,"
    " street, postcode, town, language, protected, restricted, tags, bounced"
)
_ORDERS = {
    "name": "p.sort_key",
    "birth_year": "p.birth_year IS NULL, p.birth_year",
    "number": "p.id",
    "phone": "p.phone = '', p.phone",
    "email": "p.email = '' AND p.private_email = '', coalesce(nullif(p.email, ''), p.private_email)",
}
_TEXTS = ("given", "town")
# What a line shows of a person's places follows from all of them and from the day: no index can hold its order.
_SHOWN: dict[str, Callable[["PersonRow"], str]] = {
    "school": lambda row: row.school,
    "education": lambda row: row.education,
    "class": lambda row: row.class_name or row.stage,
    "company": lambda row: row.company,
    "place": lambda row: ", ".join(filter(None, (row.school, row.company))),
    "until": lambda row: row.until.isoformat() if row.until else "",
}
_SORTED_BY_WHAT_SHOWS = 50_000
ORDERS = (*_ORDERS, *_TEXTS, *_SHOWN)


class PersonFields(TypedDict, total=False):
    """What can be written about a person, as people type it; a list is replaced as a whole."""

    given: str
    family: str
    known_as: str
    birth_year: int | str | None
    email: str
    private_email: str
    other_emails: Sequence[str]
    phone: str
    other_phones: Sequence[str]
    street: str
    postcode: str
    town: str
    language: str
    protected: bool | str
    restricted: bool | str
    tags: Sequence[str]


@dataclass(frozen=True)
class PersonRow:
    """A person as a line of a list: with school, education, class and company of today (else the next or the last)."""

    id: int
    uid: str
    given: str
    family: str
    kind: AffiliationKind | None
    school: str
    education: str
    class_name: str
    stage: str
    company: str
    phone: str
    email: str
    town: str
    birth_year: int | None
    protected: bool
    until: date | None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class Person:
    """Everything about a person that this account may see. `bounced` is the address that mail came back from, if any."""

    id: int
    uid: str
    version: int
    given: str
    family: str
    known_as: str
    birth_year: int | None
    email: str
    private_email: str
    other_emails: tuple[str, ...]
    phone: str
    other_phones: tuple[str, ...]
    street: str
    postcode: str
    town: str
    language: str
    protected: bool
    restricted: bool
    tags: tuple[str, ...]
    bounced: str
    affiliations: tuple[Affiliation, ...] = ()
    memberships: tuple[Membership, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


def ids(session: Session, query: str = "", *, order: str = "name", descending: bool = False) -> "array[int]":
    """The numbers of the people who answer the query, in order; eight bytes each, so that a list may hold a million.

    Texts are in Danish order, then by name; who has none comes last. Raises `Refused` for an order that so many
    people cannot be put into.
    """
    if order == "town" and not query.strip():
        return every_id_by_town(session, descending=descending)
    return _sorted(session, compile_people(session, query), order, descending, few=bool(query.strip()))


def sorted_ids(
    session: Session, numbers: Sequence[int], *, order: str = "name", descending: bool = False
) -> "array[int]":
    """The numbers of these people in an order that lists of people have; those who are gone are left out. Raises as `ids`."""
    these = Condition("p.id IN (SELECT value FROM json_each(?))", [json.dumps(list(numbers))])
    return _sorted(session, these, order, descending, few=True)


def _sorted(session: Session, condition: Condition, order: str, descending: bool, *, few: bool) -> "array[int]":
    if order in _SHOWN:
        return _by_what_shows(session, _sorted(session, condition, "name", False, few=few), order, descending)
    if order in _TEXTS:
        return ids_by_text(session, condition, order, descending=descending)
    # All of a few are sooner found and then sorted (the plus) than met by walking everybody in order.
    keys = f"{'+' if few else ''}{_ORDERS[order]}{' DESC' if descending else ''}"
    tail = "" if order == "name" else ", p.sort_key"
    return session.numbers(
        f"SELECT p.id FROM person p WHERE {condition.sql} ORDER BY {keys}{tail}, p.id", condition.parameters
    )


def _by_what_shows(session: Session, numbers: "array[int]", order: str, descending: bool) -> "array[int]":
    if len(numbers) > _SORTED_BY_WHAT_SHOWS:
        raise Refused(
            say(N_("{n} people are too many to be sorted by this column."), n=len(numbers)),
            say(N_("Filter them first, to {most} or fewer."), most=_SORTED_BY_WHAT_SHOWS),
        )
    return in_order(numbers, {row.id: _SHOWN[order](row) for row in rows(session, numbers)}, descending=descending)


def first_ids(
    session: Session, query: str = "", *, order: str = "name", descending: bool = False, most: int = 1000
) -> tuple["array[int]", bool]:
    """What a list can show at once while `ids` is still at work: up to `most` numbers in order, and whether these are all.

    Of more hits for words typed they are some; without a query, or with fields in it, the first of all. In an order
    that no index holds they are none.
    """
    if order == "town" and not query.strip():
        found = every_id_by_town(session, descending=descending, most=most + 1)
    elif order == "name":
        condition = compile_people(session, query, at_most=most + 1)
        way = " DESC" if descending else ""
        found = session.numbers(
            f"SELECT p.id FROM person p WHERE {condition.sql} ORDER BY p.sort_key{way}, p.id LIMIT ?",
            [*condition.parameters, most + 1],
        )
    else:
        return array("q"), False
    return found[:most], len(found) <= most


def page(
    session: Session, query: str = "", *, after: tuple[str, int] | None = None, limit: int = 50
) -> tuple[list[PersonRow], tuple[str, int] | None]:
    """The next rows in Danish order behind the cursor `after`, and the cursor behind them (None: no more)."""
    condition = compile_people(session, query)
    behind = "" if after is None else " AND (p.sort_key, p.id) > (?, ?)"
    found = session.query(
        f"SELECT p.sort_key, p.id FROM person p WHERE {condition.sql}{behind} ORDER BY p.sort_key, p.id LIMIT ?",
        [*condition.parameters, *(after or ()), limit],
    )
    numbers = [row[1] for row in found]
    cursor = (str(found[-1][0]), numbers[-1]) if len(found) == limit else None
    return rows(session, numbers), cursor


def count(session: Session, query: str = "") -> int:
    """How many people answer the query."""
    condition = compile_people(session, query)
    return int(session.query(f"SELECT count(*) FROM person p WHERE {condition.sql}", condition.parameters)[0][0])


def rows(session: Session, numbers: Sequence[int]) -> list[PersonRow]:
    """Those people as lines of a list, in the order asked; the ones that are gone are left out."""
    found: dict[int, PersonRow] = {}
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        marks = ", ".join("?" * len(part))
        places = affiliations.of_people(session, part)
        for row in session.query(
            "SELECT id, uid, given, family, phone, email, private_email, town, birth_year, protected"
            f" FROM person WHERE id IN ({marks})",
            part,
        ):
            number = row[0]
            found[number] = _person_row(row, affiliations.shown(places[number], session.today))
    return [found[number] for number in numbers if number in found]


def _person_row(row: Sequence[Any], places: Sequence[Affiliation]) -> PersonRow:
    school = next((one for one in places if one.organisation_kind is OrganisationKind.SCHOOL), None)
    company = next((one for one in places if one.organisation_kind not in (None, OrganisationKind.SCHOOL)), None)
    study = next((one for one in places if one.class_name or one.education), school)
    at = company or study
    return PersonRow(
        id=row[0], uid=row[1], given=row[2], family=row[3],
        kind=at.kind if at else None,
        school=school.organisation if school else "",
        education=study.education if study else company.education if company else "",
        class_name=study.class_name if study else "", stage=study.stage if study else "",
        company=company.organisation if company else "",
        phone=row[4], email=row[5] or row[6], town=row[7],
        birth_year=None if row[8] is None else row[8], protected=bool(row[9]),
        until=study.until_date if study else company.until_date if company else None,
    )  # fmt: skip


def get(session: Session, reference: str | int) -> Person:
    """The person of that number, uid, e-mail address or name. Raises `NotFound` or `Ambiguous`, naming who is near."""
    text = str(reference).strip()
    numbers = _numbers_of(session, text)
    if len(numbers) == 1:
        return by_id(session, numbers[0])
    if numbers:
        near = [
            f"{row.id} {row.name}" + (f", {row.class_name}" if row.class_name else "")
            for row in rows(session, numbers[:6])
        ]
        raise Ambiguous(say(N_("More than one person answers to {name}."), name=text), near)
    near = [word for part in text.split() for word in near_words(session, part)][:3]
    raise NotFound(say(N_("Nobody is called {name}."), name=text), near)


def _numbers_of(session: Session, text: str) -> list[int]:
    plain = text.removeprefix("#")
    if plain.isdecimal() and len(plain) < 8:
        return [row[0] for row in session.query("SELECT id FROM person WHERE id = ?", [int(plain)])]
    if len(text) == 36 and text.count("-") == 4:
        return [row[0] for row in session.query("SELECT id FROM person WHERE uid = ?", [text])]
    if not text:
        return []
    # Quoted word by word: nothing in a name is read as a field.
    found = list(ids(session, " ".join(f'"{word}"' for word in text.replace('"', " ").split())))
    exact = [row.id for row in rows(session, found[:50]) if row.name.casefold() == text.casefold()]
    return exact if len(exact) == 1 else found


def by_id(session: Session, number: int) -> Person:
    """The person of that number with affiliations and the memberships this account may see. Raises `NotFound`."""
    found = session.query(f"SELECT {_COLUMNS} FROM person WHERE id = ?", [number])
    if not found:
        raise NotFound(say(N_("There is no person number {number}."), number=number))
    return _person(found[0], affiliations.of_people(session, [number])[number], memberships.of_person(session, number))


def _person(row: Sequence[Any], places: Sequence[Affiliation] = (), networks: Sequence[Membership] = ()) -> Person:
    return Person(
        row[0], row[1], row[2], row[3], row[4], row[5],
        None if row[6] is None else row[6], row[7], row[8], tuple(json.loads(row[9])),
        row[10], tuple(json.loads(row[11])), row[12], row[13], row[14], row[15],
        bool(row[16]), bool(row[17]), tuple(json.loads(row[18])), row[19], tuple(places), tuple(networks),
    )  # fmt: skip


def add(session: Session, values: PersonFields, places: Sequence[AffiliationFields] = ()) -> Person:
    """A new person, with affiliations if any are named. Raises `Invalid` for a value or a missing name."""
    with session.write(Operation.PERSON_ADD) as transaction:
        number = insert(transaction, values)
        writer = affiliations.Writer(session, transaction)
        for place in places:
            writer.insert(number, place)
        return by_id(session, number)


def insert(transaction: Transaction, values: PersonFields) -> int:
    """The same inside another operation, without affiliations."""
    return transaction.insert("person", stored_person(values))


def stored_person(values: PersonFields) -> dict[str, str | int | None]:
    """The columns of a new person, all of them. Raises `Invalid` if there is no name."""
    stored = stored_values("person", values)
    if not stored.get("given") and not stored.get("family"):
        raise Invalid("given", say(N_("A person needs a name.")))
    empty: dict[str, str | int | None] = {
        "given": "", "family": "", "known_as": "", "birth_year": None, "email": "", "private_email": "",
        "other_emails": "[]", "phone": "", "other_phones": "[]", "street": "", "postcode": "", "town": "",
        "language": "da", "protected": 0, "restricted": 0, "tags": "[]",
    }  # fmt: skip
    return empty | stored


def edit(session: Session, person_id: int, values: PersonFields, *, version: int) -> Person:
    """Change what is named in `values`, as seen at `version`. Raises `Invalid`, and `Changed` with the fields in conflict."""
    with session.write(Operation.PERSON_EDIT) as transaction:
        transaction.edit("person", person_id, stored_values("person", values), version=version)
        row = transaction.row("person", person_id) or {}
        if not row["given"] and not row["family"]:
            raise Invalid("given", say(N_("A person needs a name.")))
        return by_id(session, person_id)


def remove(session: Session, person_id: int) -> None:
    """Take away a person who was registered by mistake, with affiliations.

    Raises `Refused` if the person is or was a member, was invited or decided about a consent: then it is `leave`, or
    erasure.
    """
    with session.write(Operation.PERSON_REMOVE) as transaction:
        _refuse_history(session, person_id)
        for row in session.query("SELECT id FROM not_duplicate WHERE ? IN (person_id, other_id)", [person_id]):
            transaction.delete("not_duplicate", row[0])
        for row in session.query("SELECT id FROM school_period WHERE person_id = ?", [person_id]):
            transaction.delete("school_period", row[0])
        for place in affiliations.of_people(session, [person_id])[person_id]:
            transaction.delete("affiliation", place.id)
        transaction.delete("person", person_id)


def _refuse_history(session: Session, person_id: int) -> None:
    """Whoever was a member, was invited or agreed to something was here: it was no mistake."""
    for table in ("membership", "participation", "consent"):
        if session.query(f"SELECT 1 FROM {table} WHERE person_id = ? LIMIT 1", [person_id]):
            name = by_id(session, person_id).name
            raise Refused(
                say(N_("{name} has a history here, and so was not registered by mistake; nothing was removed."), name=name),
                say(N_("Who has left, leaves: laug person leave. Who is to be forgotten, is erased: laug person erase.")),
            )
