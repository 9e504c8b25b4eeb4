"""Who is at an organisation today."""

from datetime import timedelta

from core import people, people_at
from core.affiliations import AffiliationFields
from core.door.session import Session
from core.rules.kinds import AffiliationKind, OrganisationKind


def at(name: str, **more: object) -> AffiliationFields:
    return {  # type: ignore[return-value]  # the rest of its keys
        "kind": AffiliationKind.PUPIL, "organisation": name, "organisation_kind": OrganisationKind.SCHOOL, **more,
    }  # fmt: skip


def test_who_is_there_today_once_each_in_danish_order(session: Session) -> None:
    today = session.today
    for given, places in (
        ("Åse", [at("Fjorden", class_name="h1")]),
        ("Anna", [at("Fjorden", class_name="h1"), at("Fjorden", class_name="h2", kind=AffiliationKind.CONTACT)]),
        ("Bo", [at("Fjorden", until_date=today - timedelta(days=1))]),
        ("Ida", [at("Birken")]),
        ("Zahra", [at("Fjorden", from_date=today + timedelta(days=1))]),
        ("Ea", [at("Fjorden", until_date=today)]),
    ):
        people.add(session, {"given": given}, places)
    (school,) = session.numbers("SELECT id FROM organisation WHERE name = 'Fjorden'")
    numbers = people_at.ids(session, school)
    assert [one.name for one in people_at.rows(session, school, numbers)] == ["Anna", "Ea", "Åse"]
    assert people_at.first_ids(session, school) == (numbers, True)
    some, complete = people_at.first_ids(session, school, most=1)
    assert (len(some), complete) == (1, False)
    (other,) = session.numbers("SELECT id FROM organisation WHERE name = 'Birken'")
    assert [one.name for one in people_at.rows(session, other, [*numbers, *people_at.ids(session, other)])] == ["Ida"]
