"""Where a person is and was: at a school in a class, apprenticed to a company, employed. Dated, never rewritten.

Correcting what was wrong is `edit`; what changed in life is `move`, which ends one affiliation and begins another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypedDict

from core import educations, organisations
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.messages import N_, say
from core.record_fields import check
from core.rules.active import active_on, from_iso, iso
from core.rules.kinds import AffiliationKind, OrganisationKind
from db.log import Value


class AffiliationFields(TypedDict, total=False):
    """What can be written about an affiliation; organisation and education by name, made if they are new."""

    kind: AffiliationKind
    organisation: str
    organisation_kind: OrganisationKind
    education: str
    class_name: str
    stage: str
    eux: bool | None
    from_date: date | None
    until_date: date | None


@dataclass(frozen=True)
class Affiliation:
    """One dated relation of a person; both dates are included, None is open."""

    id: int
    version: int
    person_id: int
    kind: AffiliationKind
    organisation_id: int | None
    organisation: str
    organisation_kind: OrganisationKind | None
    education: str
    apprentice_label: str
    class_name: str
    stage: str
    eux: bool | None
    from_date: date | None
    until_date: date | None
    education_id: int | None

    def active_on(self, day: date) -> bool:
        return active_on(self.from_date, self.until_date, day)


SELECT = (
    "SELECT a.id, a.version, a.person_id, a.kind, a.organisation_id, coalesce(o.name, ''), o.kind, coalesce(e.name, ''),"
    " coalesce(e.apprentice_label, ''), a.class_name, a.stage, a.eux, a.from_date, a.until_date, a.education_id"
    " FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id LEFT JOIN education e ON e.id = a.education_id"
)

# Looked up and not called: with the whole register, that is a tenth of the time.
_KINDS = {kind.value: kind for kind in AffiliationKind}
_HOMES = {kind.value: kind for kind in OrganisationKind}


def _affiliation(row: Sequence[Any]) -> Affiliation:
    return Affiliation(
        row[0], row[1], row[2], _KINDS[row[3]],
        None if row[4] is None else row[4], row[5],
        None if row[6] is None else _HOMES[row[6]], row[7], row[8], row[9], row[10],
        None if row[11] is None else bool(row[11]), from_iso(row[12]), from_iso(row[13]),
        None if row[14] is None else row[14],
    )  # fmt: skip


def of_people(session: Session, people: Sequence[int]) -> dict[int, list[Affiliation]]:
    """All affiliations of those people, newest first."""
    found: dict[int, list[Affiliation]] = {number: [] for number in people}
    for start in range(0, len(people), 500):
        part = people[start : start + 500]
        marks = ", ".join("?" * len(part))
        rows = session.query(
            f"{SELECT} WHERE a.person_id IN ({marks}) ORDER BY a.from_date DESC, a.id DESC", list(part)
        )
        for row in rows:
            found[row[2]].append(_affiliation(row))
    return found


def every(session: Session) -> list[Affiliation]:
    """All affiliations of everybody, newest first; for comparing a list with the whole register."""
    return [_affiliation(row) for row in session.query(f"{SELECT} ORDER BY a.from_date DESC, a.id DESC")]


def shown(affiliations: Iterable[Affiliation], day: date) -> list[Affiliation]:
    """The affiliations that describe a person on a day, at school first.

    At school and elsewhere alike: those active then, else the next to begin. Only who has neither is described by
    what ended last.
    """
    every = list(affiliations)
    if len(every) < 2:
        return every
    at_school = [one for one in every if one.organisation_kind in (OrganisationKind.SCHOOL, None)]
    elsewhere = [one for one in every if one.organisation_kind not in (OrganisationKind.SCHOOL, None)]
    return [*_now_or_next(at_school, day), *_now_or_next(elsewhere, day)] or _ended_last(every)


def _now_or_next(affiliations: Sequence[Affiliation], day: date) -> list[Affiliation]:
    active = [one for one in affiliations if one.active_on(day)]
    coming = [one.from_date for one in affiliations if one.from_date is not None and one.from_date > day]
    return active or [one for one in affiliations if coming and one.from_date == min(coming)]


def _ended_last(affiliations: Sequence[Affiliation]) -> list[Affiliation]:
    last = max((one.until_date for one in affiliations if one.until_date is not None), default=None)
    return [one for one in affiliations if one.until_date == last]


def add(session: Session, person_id: int, values: AffiliationFields) -> int:
    """A new affiliation; gives its number. Raises `Invalid`."""
    with session.write(Operation.AFFILIATION_ADD) as transaction:
        return Writer(session, transaction).insert(person_id, values)


def edit(session: Session, affiliation_id: int, values: AffiliationFields, *, version: int) -> None:
    """Correct what was registered wrongly. Raises `Invalid`, `Changed`, and `Refused` if it is not there any more."""
    with session.write(Operation.AFFILIATION_EDIT) as transaction:
        row = transaction.row("affiliation", affiliation_id)
        if row is None:
            raise Refused(say(N_("That affiliation is not there any more.")))
        stored = Writer(session, transaction).stored(values)
        _ordered({**row, **stored})
        _named({**row, **stored})
        transaction.edit("affiliation", affiliation_id, stored, version=version)


def end(session: Session, affiliation_id: int, until: date) -> None:
    """End an affiliation; `until` is its last day. Raises `Invalid` if it began later."""
    with session.write(Operation.AFFILIATION_END) as transaction:
        _end(transaction, affiliation_id, until)


def move(session: Session, affiliation_id: int, from_day: date, values: AffiliationFields) -> int:
    """The person goes on in another class, stage or place from that day: the old affiliation ends the day before.

    What `values` does not name stays as it was. Gives the new affiliation's number.
    """
    with session.write(Operation.AFFILIATION_MOVE) as transaction:
        return Writer(session, transaction).move(affiliation_id, from_day, values)


def _end(transaction: Transaction, affiliation_id: int, until: date) -> None:
    row = transaction.row("affiliation", affiliation_id) or {}
    begun = from_iso(row.get("from_date"))
    if begun is not None and until < begun:
        raise Invalid("until_date", say(N_("It cannot end on {end}: it began on {begin}."), end=until, begin=begun))
    transaction.update("affiliation", affiliation_id, {"until_date": until.isoformat()})


class Writer:
    """Writes affiliations inside one operation, and remembers the organisations and educations it has looked up."""

    def __init__(self, session: Session, transaction: Transaction) -> None:
        self.transaction = transaction
        self.organisations = organisations.names(session)
        self.educations = educations.names(session)
        self._stored: dict[tuple[tuple[str, object], ...], Mapping[str, Value]] = {}

    def stored(self, values: AffiliationFields) -> Mapping[str, Value]:
        """The columns those values go into. Raises `Invalid`. In a list many say the same: it is worked out once."""
        said = tuple(values.items())
        if said not in self._stored:
            self._stored[said] = self._worked_out(values)
        return self._stored[said]

    def _worked_out(self, values: AffiliationFields) -> Mapping[str, Value]:
        stored: dict[str, Value] = {}
        if "kind" in values:
            stored["kind"] = values["kind"].value
        if "organisation" in values:
            stored["organisation_id"] = self._organisation(values)
        if "education" in values:
            name = values["education"].strip()
            stored["education_id"] = educations.find_or_add(self.transaction, self.educations, name) if name else None
        if "class_name" in values:
            stored["class_name"] = check("affiliation", "class_name", values["class_name"])
        if "stage" in values:
            stored["stage"] = check("affiliation", "stage", values["stage"])
        if "eux" in values:
            stored["eux"] = None if values["eux"] is None else int(values["eux"])
        if "from_date" in values:
            stored["from_date"] = iso(values["from_date"])
        if "until_date" in values:
            stored["until_date"] = iso(values["until_date"])
        _ordered(stored)
        return stored

    def _organisation(self, values: AffiliationFields) -> int | None:
        name = values["organisation"].strip()
        if not name:
            return None
        kind = values.get("organisation_kind") or _home_of(values.get("kind", AffiliationKind.PUPIL))
        return organisations.find_or_add(self.transaction, self.organisations, name, kind)

    def insert(self, person_id: int, values: AffiliationFields) -> int:
        """A new affiliation; gives its number. Raises as `full`."""
        return self.transaction.insert("affiliation", self.full(person_id, values))

    def full(self, person_id: int, values: AffiliationFields) -> dict[str, Value]:
        """All columns of a new one. Raises `Invalid` if it names neither organisation, education nor class."""
        stored: dict[str, Value] = {
            "person_id": person_id, "organisation_id": None, "kind": AffiliationKind.PUPIL.value, "education_id": None,
            "class_name": "", "stage": "", "eux": None, "from_date": None, "until_date": None, **self.stored(values),
        }  # fmt: skip
        _named(stored)
        return stored

    def move(self, affiliation_id: int, from_day: date, values: AffiliationFields) -> int:
        row = self.transaction.row("affiliation", affiliation_id)
        if row is None:
            raise Refused(say(N_("That affiliation is not there any more.")))
        begun = from_iso(row["from_date"])
        if begun is not None and from_day <= begun:
            # It would end before it began: what it said was never true for a day, so it is corrected.
            self.transaction.update("affiliation", affiliation_id, {**self.stored(values), "from_date": iso(from_day)})
            return affiliation_id
        carried = {name: value for name, value in row.items() if name not in ("id", "version")}
        if begun is None or begun < from_day:
            _end(self.transaction, affiliation_id, from_day - timedelta(days=1))
        until = from_iso(carried["until_date"])
        if until is not None and until < from_day:
            carried["until_date"] = None
        stored: Mapping[str, Value] = {**carried, **self.stored(values), "from_date": iso(from_day)}
        return self.transaction.insert("affiliation", stored)


def _home_of(kind: AffiliationKind) -> OrganisationKind:
    match kind:
        case AffiliationKind.PUPIL | AffiliationKind.TEACHER:
            return OrganisationKind.SCHOOL
        case AffiliationKind.APPRENTICE | AffiliationKind.JOURNEYMAN | AffiliationKind.EMPLOYEE:
            return OrganisationKind.COMPANY
        case AffiliationKind.MANAGER | AffiliationKind.CONTACT:
            return OrganisationKind.COMPANY


def _named(stored: Mapping[str, Value]) -> None:
    if stored["organisation_id"] is None and stored["education_id"] is None and not stored["class_name"]:
        raise Invalid("organisation", say(N_("Name a school, company, education or class.")))


def _ordered(stored: Mapping[str, Value]) -> None:
    begin, finish = from_iso(stored.get("from_date")), from_iso(stored.get("until_date"))
    if begin is not None and finish is not None and finish < begin:
        raise Invalid("until_date", say(N_("It cannot end on {end}: it began on {begin}."), end=finish, begin=begin))
