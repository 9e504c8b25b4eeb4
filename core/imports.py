"""A list of people into the register: planned first, then applied as one operation.

Reading and comparing is pure (`core.lists`); here the register is loaded for it and the plan is carried out.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from core import affiliations, memberships, networks, organisations
from core.affiliations import Affiliation, AffiliationFields
from core.door.operations import Operation
from core.door.row_keys import person_search_key
from core.door.session import Session
from core.door.write import Transaction
from core.educations import find as all_educations
from core.lists.known import KnownPerson, Names
from core.lists.plan import Outcome, Plan, PlanRow, make_plan
from core.lists.reading import ReadList, read_list
from core.lists.record import ListRecord
from core.networks import Network
from core.rules.kinds import AffiliationKind, MembershipRole, OrganisationKind
from db.keys import fold
from db.log import Value

Progress = Callable[[int, int], None]
_STUDY = ("school", "education", "class_name", "stage", "eux", "start", "end")
_MOVES = {"school", "education", "class_name", "stage"}
_PERSON = (
    "given",
    "family",
    "email",
    "private_email",
    "phone",
    "street",
    "postcode",
    "town",
    "birth_year",
    "protected",
)


@dataclass(frozen=True)
class ListImport:
    """A list read and compared with the register as it was at operation `seen`; nothing is written yet."""

    read: ReadList
    network: Network | None
    plan: Plan
    seen: int


@dataclass(frozen=True)
class Applied:
    """What applying a plan did."""

    new: int
    changed: int
    joined: int
    plan: Plan


def plan(
    session: Session,
    data: bytes,
    *,
    file_name: str,
    network: str | int | None = None,
    organisation: str | int | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> ListImport:
    """Read the list and say what it would do. `organisation` is the school of the rows that name none.

    Raises what `read_list` raises, `NotFound` for the network or organisation, `NotAllowed` for a closed shielded network.
    """
    home = None if network is None else networks.get_opened(session, network)
    read = read_list(data, file_name=file_name, encoding=encoding, mapping=mapping, as_of=session.today)
    if organisation is not None:
        read = _at_school(read, organisations.get(session, organisation).name)
    return _compared(session, read, home)


def _at_school(read: ReadList, school: str) -> ReadList:
    def placed(record: ListRecord) -> ListRecord:
        return record if record.school else replace(record, school=school)

    people = tuple(replace(one, record=placed(one.record)) for one in read.people)
    rows = tuple(replace(row, record=placed(row.record)) if row.record else row for row in read.rows)
    return replace(read, people=people, rows=rows)


def _compared(session: Session, read: ReadList, home: Network | None) -> ListImport:
    made = make_plan(read, known_people(session, home), known_names(session), network=home is not None)
    return ListImport(read, home, made, _newest_operation(session))


def _newest_operation(session: Session) -> int:
    return int(session.query("SELECT coalesce(max(id), 0) FROM operation")[0][0])


def known_names(session: Session) -> Names:
    """The names and aliases of schools, companies and educations, folded."""
    schools: dict[str, str] = {}
    companies: dict[str, str] = {}
    for one in sorted(organisations.find(session), key=lambda one: -one.id):
        into = schools if one.kind is OrganisationKind.SCHOOL else companies
        into.update(dict.fromkeys(map(fold, (*one.aliases, one.name)), one.name))
    educations = {fold(name): one.name for one in all_educations(session) for name in (*one.aliases, one.name)}
    return Names(schools, educations, companies)


def known_people(session: Session, home: Network | None) -> list[KnownPerson]:
    """Everybody in the register as far as a list could know them."""
    roles: dict[int, MembershipRole] = {}
    if home is not None:
        roles = {one.person_id: one.role for one in reversed(memberships.members(session, home.id))}
    places: dict[int, list[Affiliation]] = {}
    for one in affiliations.every(session):
        places.setdefault(one.person_id, []).append(one)
    rows = session.query(
        "SELECT id, version, given, family, email, private_email, other_emails, phone, other_phones, birth_year, street,"
        " postcode, town, protected FROM person"
    )
    return [_known(session.today, row, places.get(row[0], []), roles) for row in rows]


def _known(
    today: date, row: Sequence[Any], places: Sequence[Affiliation], roles: Mapping[int, MembershipRole]
) -> KnownPerson:
    number = row[0]
    shown = affiliations.shown(places, today)
    study, work = _study(shown), _work(shown)
    end_of = study or work
    return KnownPerson(
        id=number, version=row[1], given=row[2], family=row[3], email=row[4],
        private_email=row[5], other_emails=_texts(row[6]), phone=row[7], other_phones=_texts(row[8]),
        birth_year=None if row[9] is None else row[9], street=row[10], postcode=row[11],
        town=row[12], protected=bool(row[13]),
        school=study.organisation if study and study.organisation_kind is OrganisationKind.SCHOOL else "",
        education=study.education if study else "", stage=study.stage if study else "",
        class_name=study.class_name if study else "", company=work.organisation if work else "",
        eux=study.eux if study else None,
        starts=tuple(one.from_date for one in places if one.from_date is not None),
        organisations=tuple(one.organisation for one in shown if one.organisation_id is not None),
        end=end_of.until_date if end_of else None,
        member=number in roles, role=roles.get(number),
    )  # fmt: skip


def _texts(stored: object) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(str(stored)))


def _study(shown: Sequence[Affiliation]) -> Affiliation | None:
    at_school = next((one for one in shown if one.organisation_kind is OrganisationKind.SCHOOL), None)
    return at_school or next((one for one in shown if one.organisation_id is None), None)


def _work(shown: Sequence[Affiliation]) -> Affiliation | None:
    return next((one for one in shown if one.organisation_kind not in (None, OrganisationKind.SCHOOL)), None)


def apply(session: Session, planned: ListImport, *, progress: Progress | None = None) -> Applied:
    """Carry the plan out as one operation: all of it or nothing.

    If the register has changed since the plan was made, it is made anew first; `Applied.plan` is the one carried out.
    """
    home = planned.network
    detail: dict[str, object] = {**totals_of(planned.plan)}
    if home is None or not home.shielded:
        detail["file"] = planned.plan.file_name
    with session.write(Operation.IMPORT_PEOPLE, detail=detail) as transaction:
        if _newest_operation(session) != planned.seen:
            planned = _compared(session, planned.read, home)
        writer = _Apply(session, transaction, home)
        new = [row for row in planned.plan.rows if row.outcome is Outcome.NEW]
        changed = [row for row in planned.plan.rows if row.outcome is Outcome.CHANGED]
        writer.insert(new)
        for done, row in enumerate(changed):
            writer.change(row)
            if progress is not None and done % 100 == 0:
                progress(len(new) + done, len(new) + len(changed))
        joined = writer.join()
        return Applied(len(new), len(changed), joined, planned.plan)


def totals_of(made: Plan) -> dict[str, int]:
    """The totals of a plan, for the log."""
    return {"new": made.totals.new, "changed": made.totals.changed, "refused": made.totals.refused}


class _Apply:
    """Carries out the rows of one plan inside one operation."""

    def __init__(self, session: Session, transaction: Transaction, home: Network | None) -> None:
        self.session = session
        self.transaction = transaction
        self.home = home
        self.writer = affiliations.Writer(session, transaction)
        self.joining: dict[tuple[MembershipRole, date | None], list[int]] = {}

    def insert(self, rows: Sequence[PlanRow]) -> None:
        """New people with their affiliations, all at once."""
        records = [row.record for row in rows if row.record is not None]
        wanted = {record.school: OrganisationKind.SCHOOL for record in records}
        wanted |= {record.company: OrganisationKind.COMPANY for record in records}
        organisations.add_missing(self.transaction, self.writer.organisations, wanted)
        places = [_places(record) for record in records]
        people = [_keyed(_person_values(record), its) for record, its in zip(records, places, strict=True)]
        numbers = self.transaction.insert_many("person", people, keyed=True)
        self.transaction.insert_many(
            "affiliation",
            [self.writer.full(number, place) for number, its in zip(numbers, places, strict=True) for place in its],
            keyed=True,
        )
        for number, record in zip(numbers, records, strict=True):
            self._will_join(number, record)

    def _will_join(self, number: int, record: ListRecord) -> None:
        if self.home is not None:
            key = (record.role or MembershipRole.MEMBER, record.joined)
            self.joining.setdefault(key, []).append(number)

    def change(self, row: PlanRow) -> None:
        """What differs for somebody we know."""
        assert row.person_id is not None and row.record is not None
        after = {field: values[1] for field, values in row.changes.items()}
        person = {field: _value(field, after[field]) for field in after if field in _PERSON}
        for field in ("other_emails", "other_phones"):
            if field in after:
                person[field] = _value(field, after[field])
        if person:
            self.transaction.update("person", row.person_id, person)
        places = affiliations.of_people(self.session, [row.person_id])[row.person_id]
        shown = affiliations.shown(places, self.session.today)
        if set(after) & set(_STUDY):
            self._change_study(row, after, _study(shown), shown)
        if "company" in after:
            self._change_work(row.person_id, row.record, _work(shown))
        if row.joins:
            self._will_join(row.person_id, row.record)
        elif "role" in after and row.record.role is not None:
            self._change_role(row.person_id, row.record.role)

    def _change_study(
        self, row: PlanRow, after: Mapping[str, object], study: Affiliation | None, shown: Sequence[Affiliation]
    ) -> None:
        assert row.person_id is not None and row.record is not None
        if study is None:
            work = _work(shown)
            if work is not None and not set(after) & _MOVES:
                self.transaction.update("affiliation", work.id, self.writer.stored(_only_dates(row.record, after)))
                return
            for place in _places(replace(row.record, company="", other_classes=())):
                self.writer.insert(row.person_id, place)
            return
        values = _study_values(row.record, after)
        moved = any(row.changes[field][0] for field in _MOVES if field in row.changes)
        if moved:
            self.writer.move(study.id, self._first_day(row.record, study), values)
        else:
            self.transaction.update("affiliation", study.id, self.writer.stored(values))
        if "end" in after:
            # The apprenticeship ends with the education.
            work = _work(shown)
            if work is not None and work.until_date == study.until_date:
                self.transaction.update("affiliation", work.id, self.writer.stored({"until_date": row.record.end}))

    def _first_day(self, record: ListRecord, study: Affiliation) -> date:
        """A new class begins on the list's start if that lies behind the old one's, else the day the list came."""
        if record.start and study.from_date and study.from_date < record.start <= self.session.today:
            return record.start
        return self.session.today

    def _change_work(self, person_id: int, record: ListRecord, work: Affiliation | None) -> None:
        place: AffiliationFields = {
            "kind": AffiliationKind.APPRENTICE, "organisation": record.company,
            "organisation_kind": OrganisationKind.COMPANY,
        }  # fmt: skip
        if work is None:
            self.writer.insert(person_id, {**place, "education": record.education, "until_date": record.end})
        else:
            self.writer.move(work.id, self.session.today, place)

    def _change_role(self, person_id: int, role: MembershipRole) -> None:
        assert self.home is not None
        today = self.session.today
        held = [one for one in memberships.of_person(self.session, person_id) if one.network_id == self.home.id]
        for one in held:
            if not one.active_on(today):
                continue
            if one.from_date >= today:
                self.transaction.update("membership", one.id, {"role": role.value})
                return
            yesterday = (today - timedelta(days=1)).isoformat()
            self.transaction.update("membership", one.id, {"until_date": yesterday})
            self.joining.setdefault((role, today), []).append(person_id)
            return

    def join(self) -> int:
        """Put everybody into the network who is to be in it; gives how many that were."""
        if self.home is None:
            return 0
        return sum(
            memberships.put_in(self.session, self.transaction, self.home.id, people, role, joined).new
            for (role, joined), people in self.joining.items()
        )


def _value(field: str, value: object) -> Value:
    match value:
        case () | []:
            return "[]"
        case tuple() | list():
            return json.dumps(list(value), ensure_ascii=False)
        case bool():
            return int(value)
        case None | int() | str():
            return value
        case _:
            raise AssertionError(f"{field} of a list is neither text nor number")


def _person_values(record: ListRecord) -> dict[str, Value]:
    return {
        "given": record.given, "family": record.family, "known_as": "", "birth_year": record.birth_year,
        "email": record.email, "private_email": record.private_email,
        "other_emails": _value("other_emails", record.other_emails), "phone": record.phone,
        "other_phones": _value("other_phones", record.other_phones), "street": record.street,
        "postcode": record.postcode, "town": record.town, "language": "da", "protected": int(bool(record.protected)),
        "restricted": 0,
    }  # fmt: skip


def _keyed(person: dict[str, Value], places: Sequence[AffiliationFields]) -> dict[str, Value]:
    """The person with the search key that follows from the affiliations, too."""
    said = [place.get(name, "") for place in places for name in ("organisation", "education", "class_name")]
    person["search_key"] = person_search_key(person, map(str, said))
    return person


def _places(record: ListRecord) -> list[AffiliationFields]:
    """The affiliations that a new person's row tells of: at school, and at a company."""
    places: list[AffiliationFields] = []
    school_kind = record.kind if record.kind and not record.company else AffiliationKind.PUPIL
    for class_name in (*reversed(record.other_classes), record.class_name):
        if record.school or class_name or (record.education and not record.company):
            places.append({
                "kind": school_kind, "organisation": record.school, "organisation_kind": OrganisationKind.SCHOOL,
                "education": record.education, "class_name": class_name, "stage": record.stage, "eux": record.eux,
                "from_date": record.start, "until_date": record.end,
            })  # fmt: skip
    if record.company:
        places.append({
            "kind": record.kind or AffiliationKind.APPRENTICE, "organisation": record.company,
            "organisation_kind": OrganisationKind.COMPANY, "education": record.education,
            "from_date": None if places else record.start, "until_date": record.end,
        })  # fmt: skip
    return places


def _study_values(record: ListRecord, after: Mapping[str, object]) -> AffiliationFields:
    values: AffiliationFields = _only_dates(record, after)
    if "school" in after:
        values |= {"organisation": record.school, "organisation_kind": OrganisationKind.SCHOOL}
    if "education" in after:
        values["education"] = record.education
    if "class_name" in after:
        values["class_name"] = record.class_name
    if "stage" in after:
        values["stage"] = record.stage
    if "eux" in after:
        values["eux"] = record.eux
    return values


def _only_dates(record: ListRecord, after: Mapping[str, object]) -> AffiliationFields:
    values: AffiliationFields = {}
    if "start" in after:
        values["from_date"] = record.start
    if "end" in after:
        values["until_date"] = record.end
    return values
