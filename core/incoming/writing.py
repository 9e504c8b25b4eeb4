"""A plan carried out: people, affiliations and memberships written inside one operation."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from core import affiliations, memberships, organisations
from core.affiliations import Affiliation, AffiliationFields
from core.door.row_keys import person_search_key
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Refused
from core.incoming.register import study_of, work_of
from core.lists.plan_rows import Choice, Missing, PlanRow
from core.lists.record import ListRecord
from core.messages import N_, say
from core.networks import Network
from core.rules.active import active_on
from core.rules.kinds import AffiliationKind, EndReason, MembershipRole, OrganisationKind
from db.keys import fold
from db.log import Value

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


class Writing:
    """Carries out the rows of one plan inside one operation."""

    def __init__(self, session: Session, transaction: Transaction, home: Network | None) -> None:
        self.session = session
        self.transaction = transaction
        self.home = home
        self.writer = affiliations.Writer(session, transaction)
        self.joining: dict[tuple[MembershipRole, date | None], list[int]] = {}

    def insert(self, rows: Sequence[PlanRow]) -> list[int]:
        """New people with their affiliations, all at once; gives their numbers."""
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
        return numbers

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
            self._change_study(row, after, study_of(shown), shown)
        if "company" in after:
            self._change_work(row.person_id, row.record, work_of(shown))
        if row.joins:
            self._will_join(row.person_id, row.record)
        elif "role" in after and row.record.role is not None:
            self._change_role(row.person_id, row.record.role)

    def _change_study(
        self, row: PlanRow, after: Mapping[str, object], study: Affiliation | None, shown: Sequence[Affiliation]
    ) -> None:
        assert row.person_id is not None and row.record is not None
        if study is None:
            work = work_of(shown)
            if work is not None and not set(after) & {*_MOVES, "eux"}:
                self.transaction.update("affiliation", work.id, self.writer.stored(_only_dates(row.record, after)))
                return
            if work is not None and set(after) & _MOVES == {"education"}:
                self._learn_at_work(row.record, after, work)
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
            work = work_of(shown)
            if work is not None and work.until_date == study.until_date:
                self.transaction.update("affiliation", work.id, self.writer.stored({"until_date": row.record.end}))

    def _learn_at_work(self, record: ListRecord, after: Mapping[str, object], work: Affiliation) -> None:
        """Another education where the company is all that is known: the company's, not one at no school."""
        values = _only_dates(record, after)
        values["education"] = record.education
        if work.education:
            self.writer.move(work.id, self._first_day(record, work), values)
        else:
            self.transaction.update("affiliation", work.id, self.writer.stored(values))

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

    def end(self, person: Missing) -> None:
        """The last day of somebody who is missing: in the network the list is for, else in the class it covers.

        Raises `Refused` if that began later.
        """
        decision = person.decision
        if decision is None or decision.choice is not Choice.END or decision.until is None:
            return
        last = decision.until
        if self.home is not None:
            held = [
                one for one in memberships.of_person(self.session, person.person_id) if one.network_id == self.home.id
            ]
            for membership in held:
                if active_on(membership.from_date, membership.until_date, last) and membership.until_date != last:
                    values: dict[str, Value] = {"until_date": last.isoformat(), "end_reason": EndReason.UNKNOWN.value}
                    self.transaction.update("membership", membership.id, values)
                elif membership.from_date > last and membership.until_date is None:
                    raise _too_early(person, last)
            return
        for place in affiliations.of_people(self.session, [person.person_id])[person.person_id]:
            if fold(place.class_name) != fold(person.class_name) or fold(place.organisation) != fold(person.school):
                continue
            if place.active_on(last) and place.until_date != last:
                self.transaction.update("affiliation", place.id, {"until_date": last.isoformat()})
            elif place.from_date is not None and place.from_date > last:
                raise _too_early(person, last)


def _too_early(person: Missing, last: date) -> Refused:
    return Refused(say(N_("{name} cannot end on {day}: that began later."), name=person.name, day=last))


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
        learns = record.education and (not record.company or record.stage or record.eux)
        if record.school or class_name or learns:
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
