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


def test_the_people_there_are_sorted_by_what_the_list_shows(session: Session) -> None:
    three = (("Åse", "h1", "Aarhus", ""), ("Anna", "h2", "Ærø", "94123457"), ("Bo", "", "", "94123456"))
    for given, class_name, town, phone in three:
        people.add(session, {"given": given, "town": town, "phone": phone}, [at("Fjorden", class_name=class_name)])
    teacher = at("Fjorden", kind=AffiliationKind.TEACHER)
    people.add(session, {"given": "Carl"}, [teacher])
    people.add(session, {"given": "Dorte"}, [at("Birken")])
    (school,) = session.numbers("SELECT id FROM organisation WHERE name = 'Fjorden'")

    def named(order: str, descending: bool = False) -> list[str]:
        numbers = people_at.ids(session, school, order=order, descending=descending)
        return [one.name for one in people_at.rows(session, school, numbers)]

    assert named("name", descending=True) == ["Åse", "Carl", "Bo", "Anna"]
    assert named("class") == ["Åse", "Anna", "Bo", "Carl"]
    assert named("class", descending=True)[:2] == ["Anna", "Åse"]
    assert set(named("kind")[:1] + named("kind", descending=True)[:1]) > {"Carl"}
    assert people_at.rows(session, school, people_at.ids(session, school, order="phone"))[0].phone == "+4594123456"
    assert named("phone")[:2] == ["Bo", "Anna"]
    assert named("town")[:2] == ["Anna", "Åse"]
    assert people_at.first_ids(session, school, order="class")[1] is False
