"""Educations: renamed, closed, made one, and the list to begin with."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import educations, people, people_at
from core.affiliations import AffiliationFields
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Invalid, NotFound, Refused
from core.past import undo
from core.rules.kinds import AffiliationKind, Language
from core.rules.typical_educations import MAIN_AREAS, TYPICAL, typical
from db.keys import fold


def _apprentice(session: Session, name: str, education: str) -> int:
    place: AffiliationFields = {"organisation": "Åskolen", "education": education, "kind": AffiliationKind.APPRENTICE}
    return people.add(session, {"given": name}, [place]).id


def test_the_old_name_stays_as_another_name(session: Session) -> None:
    one = educations.add(session, {"name": "VVS-energiuddannelsen", "aliases": ["VVS"]})
    number = _apprentice(session, "Anna", "vvs")
    new = educations.edit(session, one.id, {"name": "VVS-energi"}, version=one.version)
    assert (new.name, new.aliases) == ("VVS-energi", ("VVS", "VVS-energiuddannelsen"))
    assert educations.get(session, "vvs-energiuddannelsen").id == one.id
    assert list(people.ids(session, "fag:VVS-energiuddannelsen")) == [number]
    back = educations.edit(session, one.id, {"name": "VVS"}, version=new.version)
    assert back.aliases == ("VVS-energiuddannelsen", "VVS-energi")
    undo.undo(session)
    assert educations.get(session, one.id).name == "VVS-energi"


def test_two_educations_have_no_name_in_common(session: Session) -> None:
    one = educations.add(session, {"name": "Tømrer", "aliases": ["Træ"]})
    other = educations.add(session, {"name": "Murer"})
    for values in ({"name": "tømrer"}, {"name": "Snedker", "aliases": ["TRÆ"]}):
        with pytest.raises(Refused):
            educations.add(session, values)  # type: ignore[arg-type]  # a list of dictionaries
    with pytest.raises(Refused):
        educations.edit(session, other.id, {"name": "træ"}, version=other.version)
    assert educations.edit(session, one.id, {"name": "Træ"}, version=one.version).aliases == ("Tømrer",)
    with pytest.raises(Invalid):
        educations.edit(session, one.id, {"name": " "}, version=one.version)


def test_closed_ones_are_offered_no_more(session: Session) -> None:
    one = educations.add(session, {"name": "Tømrer"})
    educations.close(session, one.id)
    assert educations.suggestions(session, "tøm") == []
    assert educations.find(session)[0].archived
    educations.reopen(session, one.id)
    assert educations.suggestions(session, "tøm") == ["Tømrer"]
    undo.undo(session)
    assert educations.get(session, "Tømrer").archived


def test_two_become_one_and_two_again(session: Session) -> None:
    kept = educations.add(session, {"name": "Datatekniker", "apprentice_label": "lærling"})
    gone = educations.add(session, {"name": "It", "name_en": "IT", "aliases": ["Data"]})
    anna, bo = _apprentice(session, "Anna", "it"), _apprentice(session, "Bo", "datatekniker")
    made, moved = educations.merge(session, kept.id, gone.id)
    assert (made.aliases, made.name_en, moved) == (("It", "Data"), "IT", 1)
    assert set(people.ids(session, "fag:it")) == {anna, bo}
    assert list(people.ids(session, "datatekniker anna")) == [anna]
    with pytest.raises(NotFound):
        educations.merge(session, kept.id, gone.id)
    with pytest.raises(Invalid):
        educations.merge(session, kept.id, kept.id)
    undo.undo(session)
    assert educations.get(session, "it").id == gone.id
    assert list(people.ids(session, "fag:it")) == [anna]
    assert educations.get(session, kept.id).aliases == ()


def test_how_many_take_each(session: Session) -> None:
    _apprentice(session, "Anna", "Tømrer")
    _apprentice(session, "Bo", "Tømrer")
    educations.add(session, {"name": "Murer"})
    assert [(one.name, count) for one, count in educations.with_people(session)] == [("Murer", 0), ("Tømrer", 2)]
    assert [one.name for one, _ in educations.with_people(session, "carpenter")] == ["Tømrer"]


def test_the_word_follows_the_education(session: Session) -> None:
    anna, bo = _apprentice(session, "Anna", "kontoruddannelsen"), _apprentice(session, "Bo", "tømrer")
    words = [
        place.kind.word(Language.DANISH, place.apprentice_label)
        for number in (anna, bo) for place in people.by_id(session, number).affiliations
    ]  # fmt: skip
    assert words == ["elev", "lærling"]
    school = people.by_id(session, anna).affiliations[0].organisation_id or 0
    assert [one.apprentice_label for one in people_at.rows(session, school, [anna, bo])] == words
    assert AffiliationKind.APPRENTICE.word(Language.ENGLISH, "elev") == "apprentice"
    assert AffiliationKind.TEACHER.word(Language.DANISH, "elev") == "underviser"


def test_the_list_to_begin_with(session: Session) -> None:
    educations.add(session, {"name": "Bygningsmaler"})
    there = [one.name for one, known in educations.typical_ones(session) if known]
    assert there == ["Maler"]
    assert educations.add_typical(session, TYPICAL) == len(TYPICAL) - 1
    assert educations.add_typical(session, TYPICAL) == 0
    assert educations.get(session, "sosu-hjælper").main_area in MAIN_AREAS
    assert educations.get(session, "detail").apprentice_label == "elev"


def test_no_two_typical_educations_share_a_name() -> None:
    every = [fold(name) for one in TYPICAL for name in (one.name, *one.aliases)]
    assert sorted(every) == sorted(set(every))
    assert typical("kok") is not None and typical("ukendt") is None


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["Tømrer", "TØMRER", "Murer", "Maler", "El", "Smed"]), min_size=1, max_size=6))
def test_every_name_an_education_ever_had_finds_it(session: Session, names: list[str]) -> None:
    for one in educations.find(session):
        with session.write(Operation.EDUCATION_EDIT) as transaction:
            transaction.delete("education", one.id)
    one = educations.add(session, {"name": "Første"})
    for name in names:
        one = educations.edit(session, one.id, {"name": name}, version=one.version)
    assert one.name == names[-1] or fold(one.name) == fold(names[-1])
    for name in ("Første", *names):
        assert educations.get(session, name).id == one.id
    assert len({fold(name) for name in (one.name, *one.aliases)}) == len(one.aliases) + 1
