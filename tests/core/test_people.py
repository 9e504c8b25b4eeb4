"""People: added, found, corrected by two at once, removed."""

from datetime import date

import pytest

from core import affiliations, people
from core.door.session import Session
from core.errors import Ambiguous, Changed, Invalid, NotFound, Refused
from core.past import undo
from core.rules.kinds import AffiliationKind, OrganisationKind
from tests.core.conftest import OpenAs


def _add(session: Session, given: str, family: str = "", **more: object) -> int:
    return people.add(session, {"given": given, "family": family, **more}).id  # type: ignore[typeddict-item]  # test's shorthand


def test_a_person_is_stored_as_typed_but_tidy(session: Session) -> None:
    person = people.add(
        session,
        {"given": " Søren\u00a0 Bo ", "family": "Kjær", "email": " Soren@Skole.EXAMPLE ", "phone": "94 11 37 82"},
    )
    assert (person.name, person.email, person.phone) == ("Søren Bo Kjær", "soren@skole.example", "+4594113782")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "søren at skole"),
        ("phone", "12"),
        ("birth_year", "06"),
        ("postcode", "x"),
        ("given", "Anna\x1b[31m"),
        ("family", "010203-0000"),
        ("protected", "måske"),
    ],
)
def test_what_cannot_be_stored_names_its_field(session: Session, field: str, value: str) -> None:
    with pytest.raises(Invalid) as caught:
        people.add(session, {"given": "Anna", field: value})  # type: ignore[misc]  # the field varies
    assert caught.value.field == field
    assert people.count(session) == 0


def test_lists_are_in_danish_order_and_paged_by_key(session: Session) -> None:
    for family in ("Åberg", "Østergård", "Abel", "Ærø", "Aagaard", "Zebra"):
        _add(session, "Bo", family)
    names: list[str] = []
    cursor = None
    while True:
        page, cursor = people.page(session, limit=2, after=cursor)
        names.extend(row.family for row in page)
        if cursor is None:
            break
    assert names == ["Abel", "Zebra", "Ærø", "Østergård", "Åberg", "Aagaard"]
    assert [row.family for row in people.rows(session, list(people.ids(session)))] == names


def test_found_by_any_spelling_place_and_phone(session: Session) -> None:
    number = people.add(
        session,
        {"given": "Søren", "family": "Østergaard", "phone": "94113782", "town": "Århus"},
        [{"organisation": "Åbrinken Tekniske Skole", "education": "Tømrer", "class_name": "h2tøm2512"}],
    ).id
    _add(session, "Bo", "Holm")
    for words in ("soeren", "ostergård", "3782", "aarhus", "åbrinken", "h2tøm2512", "tømrer", "søren øster"):
        assert list(people.ids(session, words)) == [number], words
    assert list(people.ids(session, "anna")) == []


def test_a_place_registered_wrongly_is_corrected_but_not_into_nothing(session: Session) -> None:
    anna = people.add(session, {"given": "Anna"}, [
        {"organisation": "Fjordens Fagskole", "class_name": "h1tøm26", "from_date": date(2026, 8, 1)},
    ])  # fmt: skip
    (place,) = anna.affiliations
    with pytest.raises(Invalid, match="It cannot end on"):
        affiliations.edit(session, place.id, {"until_date": date(2026, 7, 1)}, version=place.version)
    with pytest.raises(Invalid, match="Name a school"):
        affiliations.edit(session, place.id, {"organisation": "", "class_name": ""}, version=place.version)
    affiliations.edit(session, place.id, {"class_name": "h1tøm27"}, version=place.version)
    (corrected,) = people.by_id(session, anna.id).affiliations
    assert (corrected.id, corrected.class_name, corrected.from_date) == (place.id, "h1tøm27", date(2026, 8, 1))
    undo.undo(session)
    assert people.by_id(session, anna.id).affiliations[0].class_name == "h1tøm26"
    affiliations.edit(session, place.id, {"until_date": date(2026, 9, 1)}, version=place.version + 2)
    with pytest.raises(Refused, match="not there any more"):
        affiliations.edit(session, 99, {"class_name": "x"}, version=1)


def test_affiliations_show_school_and_company_of_today(session: Session) -> None:
    number = people.add(
        session,
        {"given": "Ida"},
        [
            {
                "kind": AffiliationKind.PUPIL, "organisation": "Ravnshede", "education": "Smed", "class_name": "h1",
                "from_date": date(2026, 1, 5), "until_date": date(2027, 6, 30),
            },
            {"kind": AffiliationKind.APPRENTICE, "organisation": "Stålmyren A/S"},
        ],
    ).id  # fmt: skip
    row = people.rows(session, [number])[0]
    assert (row.school, row.education, row.class_name, row.company) == ("Ravnshede", "Smed", "h1", "Stålmyren A/S")
    assert row.kind is AffiliationKind.APPRENTICE
    place = next(one for one in people.by_id(session, number).affiliations if one.class_name)
    affiliations.move(session, place.id, date(2026, 11, 19), {"class_name": "h2"})
    places = [one for one in people.by_id(session, number).affiliations if one.class_name]
    assert [(one.class_name, one.from_date, one.until_date) for one in places] == [
        ("h2", date(2026, 11, 19), date(2027, 6, 30)),
        ("h1", date(2026, 1, 5), date(2026, 11, 18)),
    ]
    assert people.rows(session, [number])[0].class_name == "h2"


def test_the_organisation_of_an_alias_is_not_made_twice(session: Session) -> None:
    from core import organisations

    organisations.add(session, {"name": "Ravnshede Erhvervsskole", "kind": "skole", "aliases": ["RES"]})
    people.add(session, {"given": "Ida"}, [{"organisation": "res"}])
    found = organisations.find(session)
    assert [(one.name, one.kind, one.people) for one in found] == [("Ravnshede Erhvervsskole", OrganisationKind.SCHOOL, 1)]


def test_two_edits_of_different_fields_merge(session: Session, open_as: OpenAs) -> None:
    seen = people.add(session, {"given": "Anna", "family": "Jensen", "phone": "94113782"})
    with open_as("birgit") as colleague:
        people.edit(colleague, seen.id, {"phone": "94000000"}, version=seen.version)
    mine = people.edit(session, seen.id, {"family": "Holm"}, version=seen.version)
    assert (mine.family, mine.phone) == ("Holm", "+4594000000")


def test_a_form_that_sends_every_field_does_not_undo_the_colleague(session: Session, open_as: OpenAs) -> None:
    seen = people.add(session, {"given": "Anna", "family": "Jensen", "phone": "94113782"})
    with open_as("birgit") as colleague:
        people.edit(colleague, seen.id, {"phone": "94000000"}, version=seen.version)
    values = {"given": "Anna", "family": "Holm", "phone": "94113782"}
    mine = people.edit(session, seen.id, values, version=seen.version)  # type: ignore[arg-type]  # a form's values
    assert (mine.family, mine.phone) == ("Holm", "+4594000000")


def test_two_edits_of_one_field_are_shown_to_the_second(session: Session, open_as: OpenAs) -> None:
    seen = people.add(session, {"given": "Anna", "phone": "94113782"})
    with open_as("birgit") as colleague:
        people.edit(colleague, seen.id, {"phone": "94000000"}, version=seen.version)
    with open_as("carl") as third:  # what he changes, nobody else wants to
        people.edit(third, seen.id, {"town": "Randers"}, version=seen.version)
    with pytest.raises(Changed) as caught:
        people.edit(session, seen.id, {"phone": "94999999", "street": "Skovvej 1"}, version=seen.version)
    assert caught.value.message.values["who"] == "birgit"
    conflict = caught.value.conflicts[0]
    assert (conflict.field, conflict.before, conflict.yours, conflict.theirs) == (
        "phone", "+4594113782", "+4594999999", "+4594000000",
    )  # fmt: skip
    assert people.by_id(session, seen.id).phone == "+4594000000"


def test_referring_to_people(session: Session) -> None:
    anna, other = _add(session, "Anna", "Jensen"), _add(session, "Anna", "Jensen")
    bo = _add(session, "Bo", "Holm", email="bo@skole.example")
    for reference in (bo, str(bo), f"#{bo}", "Bo Holm", "bo@skole.example", people.by_id(session, bo).uid):
        assert people.get(session, reference).id == bo
    with pytest.raises(Ambiguous) as caught:
        people.get(session, "anna jensen")
    assert {name.split()[0] for name in caught.value.near} == {str(anna), str(other)}
    with pytest.raises(NotFound) as missing:
        people.get(session, "Jensenn")
    assert "Jensen" in missing.value.near


def test_removing_is_for_mistakes_only(session: Session) -> None:
    from core import memberships, networks

    number = people.add(session, {"given": "Bo"}, [{"organisation": "Skolen"}]).id
    network = networks.add(session, {"name": "Lærlinge"})
    memberships.join(session, network.id, [number])
    with pytest.raises(Refused):
        people.remove(session, number)
    undo.undo(session)
    people.remove(session, number)
    assert people.count(session) == 0
    assert list(people.ids(session, "bo")) == []
    undo.undo(session)
    assert people.by_id(session, number).affiliations[0].organisation == "Skolen"
    assert list(people.ids(session, "skolen")) == [number]
