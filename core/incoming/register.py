"""What the register knows already, as a list is compared with it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core import affiliations, memberships, organisations
from core.affiliations import Affiliation
from core.collecting import not_collecting
from core.door.session import Session
from core.educations import find as all_educations
from core.lists.known import KnownPerson, Names
from core.networks import Network
from core.rules.kinds import MembershipRole, OrganisationKind
from db.keys import fold

_COLUMNS = (
    "id, version, given, family, email, private_email, other_emails, phone, other_phones, birth_year, street, postcode,"
    " town, protected"
)


def known_names(session: Session) -> Names:
    """The names and aliases of schools, companies and educations, folded."""
    schools: dict[str, str] = {}
    companies: dict[str, str] = {}
    for one in sorted(organisations.find(session), key=lambda one: -one.id):
        into = schools if one.kind is OrganisationKind.SCHOOL else companies
        into.update(dict.fromkeys(map(fold, (*one.aliases, one.name)), one.name))
    educations = {fold(name): one.name for one in all_educations(session) for name in (*one.aliases, one.name)}
    return Names(schools, educations, companies)


def known_people(session: Session, home: Network | None, numbers: Sequence[int] | None = None) -> list[KnownPerson]:
    """Everybody in the register as far as a list could know them, or only those of the numbers."""
    roles: dict[int, MembershipRole] = {}
    if home is not None:
        roles = {one.person_id: one.role for one in reversed(memberships.members(session, home.id))}
    if numbers is None:
        with not_collecting():
            return _everybody(session, roles)
    places = affiliations.of_people(session, numbers)
    rows: list[Sequence[Any]] = []
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        marks = ", ".join("?" * len(part))
        rows += session.query(f"SELECT {_COLUMNS} FROM person WHERE id IN ({marks})", part)
    return [_known(session.today, row, places.get(row[0], ()), roles) for row in rows]


def _everybody(session: Session, roles: Mapping[int, MembershipRole]) -> list[KnownPerson]:
    places: dict[int, list[Affiliation]] = {}
    for one in affiliations.every(session):
        places.setdefault(one.person_id, []).append(one)
    rows = session.query(f"SELECT {_COLUMNS} FROM person")
    return [_known(session.today, row, places.get(row[0], ()), roles) for row in rows]


def _known(
    today: date, row: Sequence[Any], places: Sequence[Affiliation], roles: Mapping[int, MembershipRole]
) -> KnownPerson:
    number = row[0]
    shown = affiliations.shown(places, today)
    study, work = study_of(shown), work_of(shown)
    end_of = study or work
    # Somebody with one name is known by it, wherever it was put.
    given, family = (row[2], row[3]) if row[2] else (row[3], "")
    return KnownPerson(
        id=number, version=row[1], given=given, family=family, email=row[4],
        private_email=row[5], other_emails=_texts(row[6]), phone=row[7], other_phones=_texts(row[8]),
        birth_year=None if row[9] is None else row[9], street=row[10], postcode=row[11],
        town=row[12], protected=bool(row[13]),
        school=study.organisation if study and study.organisation_kind is OrganisationKind.SCHOOL else "",
        education=study.education if study else work.education if work else "", stage=study.stage if study else "",
        class_name=study.class_name if study else "", company=work.organisation if work else "",
        eux=study.eux if study else None,
        starts=tuple(one.from_date for one in places if one.from_date is not None),
        organisations=tuple(one.organisation for one in shown if one.organisation_id is not None),
        end=end_of.until_date if end_of else None,
        member=number in roles, role=roles.get(number),
    )  # fmt: skip


def _texts(stored: object) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(str(stored)))


def study_of(shown: Sequence[Affiliation]) -> Affiliation | None:
    """Where somebody learns, at a school or in a class of none that is named."""
    at_school = next((one for one in shown if one.organisation_kind is OrganisationKind.SCHOOL), None)
    return at_school or next((one for one in shown if one.organisation_id is None), None)


def work_of(shown: Sequence[Affiliation]) -> Affiliation | None:
    """Where somebody works or is apprenticed."""
    return next((one for one in shown if one.organisation_kind not in (None, OrganisationKind.SCHOOL)), None)
