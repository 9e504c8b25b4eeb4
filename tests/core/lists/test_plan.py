"""Which known person a row is, and what would change in them."""

from datetime import date

import pytest

from core.lists.known import KnownPerson, Names
from core.lists.notices import Reason
from core.lists.plan import Outcome, Plan, make_plan
from core.lists.reading import read_list
from core.rules.kinds import MembershipRole
from db.keys import fold

HEAD = "Fornavn;Efternavn;Mail;Mobil;Skole;Hold;Fødselsår;Start;Rolle"


def plan(*rows: str, known: tuple[KnownPerson, ...], names: Names | None = None, network: bool = False) -> Plan:
    found = read_list("\n".join((HEAD, *rows)).encode(), file_name="liste.csv", as_of=date(2026, 11, 19))
    return make_plan(found, known, names or Names(), network=network)


def anna(number: int = 7, **facts: object) -> KnownPerson:
    given = {
        "given": "Anna",
        "family": "Holm",
        "email": "anna@x.example",
        "phone": "+4594113782",
        "school": "Nord",
        **facts,
    }
    return KnownPerson(id=number, version=3, **given)  # type: ignore[arg-type]  # each test names its facts


def test_by_email_and_given_name_whatever_the_family_name() -> None:
    row = plan("Anna;Lund;ANNA@x.example;;;;;;", known=(anna(),)).rows[0]
    assert (row.outcome, row.person_id, row.version) == (Outcome.CHANGED, 7, 3)
    assert row.changes == {"family": ("Holm", "Lund")}


def test_a_brother_with_the_same_address_is_another() -> None:
    row = plan("Bo;Holm;anna@x.example;;;;;;", known=(anna(),)).rows[0]
    assert row.outcome is Outcome.NEW


def test_by_phone_and_given_name() -> None:
    row = plan("Anna;Holm;ny@x.example;0045 94 11 37 82;;;;;", known=(anna(),)).rows[0]
    assert row.changes == {"email": ("anna@x.example", "ny@x.example")}


def test_by_name_and_school_but_never_by_name_alone() -> None:
    assert plan("Anna;Holm;;;nord;;;;", known=(anna(),)).rows[0].outcome is Outcome.UNCHANGED
    assert plan("Anna;Holm;;;Syd;;;;", known=(anna(),)).rows[0].outcome is Outcome.NEW
    row = plan("Anna;Holm;;;;;;;", known=(anna(),)).rows[0]
    assert (row.outcome, row.candidates) == (Outcome.REFUSED, (7,))


def test_a_namesake_whose_every_contact_point_differs_is_another() -> None:
    row = plan("Anna;Holm;b@x.example;94113783;Nord;;;;", known=(anna(),)).rows[0]
    assert row.outcome is Outcome.NEW
    assert Reason.SAME_NAME in {notice.reason for notice in row.notices}
    assert plan("Anna;Holm;;;Nord;;1980;;", known=(anna(birth_year=2007),)).rows[0].outcome is Outcome.NEW


def test_several_it_could_be_are_named_and_nothing_is_chosen() -> None:
    two = (anna(7, email="", phone=""), anna(9, email="", phone=""))
    row = plan("Anna;Holm;;;Nord;;;;", known=two).rows[0]
    assert (row.outcome, row.reason, row.candidates) == (Outcome.REFUSED, Reason.COULD_BE_SEVERAL, (7, 9))
    by_class = (anna(7, email="", phone="", class_name="H1"), anna(9, email="", phone="", class_name="h2"))
    assert plan("Anna;Holm;;;Nord;h1;;;", known=by_class).rows[0].person_id == 7


def test_two_rows_never_become_one_known_person() -> None:
    rows = plan("Anna;Holm;anna@x.example;;;;;;", "Anna;Holm;;94113782;;;;;", known=(anna(),)).rows
    assert [row.outcome for row in rows] == [Outcome.UNCHANGED, Outcome.REFUSED]
    assert rows[1].candidates == (7,)


def test_a_blank_never_overwrites_and_is_told() -> None:
    row = plan("Anna;Holm;anna@x.example;;;;;;", known=(anna(birth_year=2007),)).rows[0]
    assert (row.outcome, row.changes) == (Outcome.UNCHANGED, {})
    assert {notice.field for notice in row.notices if notice.reason is Reason.BLANK_KEEPS_VALUE} == {
        "phone",
        "school",
        "birth_year",
    }


@pytest.mark.parametrize(
    "row",
    [
        "ANNA;HOLM;Anna@X.example;94 11 37 82;NORD;H1;;;",
        " Anna ;Holm;anna@x.example;+45 94113782;Nord;h1;;;",
        "Anna;Holm;anna@x.example;94113782;N;h1;;;",
        "Anna;Holm;anna@x.example;94113782;Nord;h1;;17-03-2025;",
    ],
)
def test_another_spelling_is_no_change(row: str) -> None:
    known = anna(given="Anna Marie", class_name="h1", starts=(date(2026, 8, 10), date(2025, 3, 17)))
    names = Names(schools={fold("N"): "Nord", fold("Nord"): "Nord"})
    assert plan(row, known=(known,), names=names).rows[0].changes == {}


def test_an_alias_is_told_and_stored_under_the_register_s_name() -> None:
    row = plan("Bo;Lund;bo@x.example;;N;;;;", known=(), names=Names(schools={fold("N"): "Nord"})).rows[0]
    assert row.record is not None
    assert row.record.school == "Nord"
    assert Reason.ALIAS in {notice.reason for notice in row.notices}


def test_a_lost_letter_never_replaces_a_whole_name() -> None:
    known = anna(given="Søren", email="s@x.example")
    assert plan("S?ren;H?lm;s@x.example;;;;;;", known=(anna(given="S?ren", email="s@x.example"),)).rows[0].changes == {}
    assert plan("S?ren;Holm;s@x.example;;;;;;", known=(known,)).rows[0].outcome is Outcome.UNCHANGED


def test_in_a_network_joining_and_roles_count_and_the_missing_are_listed() -> None:
    known = (
        anna(),
        anna(8, given="Bo", email="bo@x.example", phone="", member=True, role=MembershipRole.MEMBER),
        anna(9, given="Ib", email="", phone="", member=True),
    )
    made = plan("Anna;Holm;anna@x.example;;;;;;", "Bo;Holm;bo@x.example;;;;;;vært", known=known, network=True)
    assert [(row.outcome, row.joins) for row in made.rows] == [(Outcome.CHANGED, True), (Outcome.CHANGED, False)]
    assert made.rows[1].changes == {"role": (MembershipRole.MEMBER, MembershipRole.HOST)}
    assert [person.person_id for person in made.missing] == [9]
    assert plan("Anna;Holm;anna@x.example;;;;;;vært", known=known).rows[0].outcome is Outcome.UNCHANGED


def bare(number: int, **facts: object) -> KnownPerson:
    return anna(number, email="", phone="", **facts)


def test_in_a_network_a_bare_name_is_the_only_member_of_that_name() -> None:
    made = plan("Anna;Holm;;;;;;;", known=(anna(7, member=True), bare(9)), network=True)
    assert (made.rows[0].outcome, made.rows[0].person_id) == (Outcome.UNCHANGED, 7)
    assert made.missing == ()


def test_a_bare_name_that_could_be_several_is_refused_and_nobody_is_missing() -> None:
    made = plan("Anna;Holm;;;;;;;", known=(bare(7, member=True), bare(9, member=True)), network=True)
    assert (made.rows[0].outcome, made.rows[0].candidates) == (Outcome.REFUSED, (7, 9))
    assert made.missing == ()
    made = plan("Anna;Holm;;;;;;;", "Anna;Holm;;;;;;;", known=(bare(7, member=True),), network=True)
    assert [row.outcome for row in made.rows] == [Outcome.REFUSED, Outcome.REFUSED]
    assert made.missing == ()


def test_what_is_known_otherwise_parts_namesakes() -> None:
    known = (anna(7, class_name="h1", member=True, birth_year=2007),)
    for row in (
        "Anna;Holm;;;;h2;;;",
        "Anna;Holm;b@x.example;;;;;;",
        "Anna;Holm;;94113783;;;;;",
        "Anna;Holm;;;;;1980;;",
    ):
        assert plan(row, known=known, network=True).rows[0].person_id is None
    assert plan("Anna;Holm;;;Syd;;;;", known=known, network=True).rows[0].outcome is Outcome.NEW
    assert plan("Anna;Holm;;;;h1;;;", known=known, network=True).rows[0].outcome is Outcome.UNCHANGED


def test_the_class_ties_a_name_that_only_one_has() -> None:
    assert plan("Anna;Holm;;;;h1;;;", known=(bare(7, class_name="H1"),)).rows[0].outcome is Outcome.UNCHANGED
    two = (bare(7, class_name="H1"), bare(9, school=""))
    assert plan("Anna;Holm;;;;h1;;;", known=two).rows[0].outcome is Outcome.REFUSED
    assert plan("Anna;Holm;;;;h2;;;", known=(bare(7, class_name="H1"),)).rows[0].outcome is Outcome.REFUSED


def test_a_company_that_is_a_school_settles() -> None:
    names = Names(schools={fold("Nord"): "Nord", fold("Nordskolen"): "Nord"})
    at_nord = anna(school="Syd", organisations=("Syd", "Nord"))
    found = read_list(
        b"Fornavn;Efternavn;Mail;Firma\nAnna;Holm;anna@x.example;Nordskolen",
        file_name="liste.csv",
        as_of=date(2026, 11, 19),
    )
    assert make_plan(found, (at_nord,), names).rows[0].outcome is Outcome.UNCHANGED
    assert make_plan(found, (anna(school="Syd", organisations=("Syd",)),), names).rows[0].changes == {
        "company": ("", "Nordskolen")
    }
