"""A plan decided row by row, saved, read by a colleague and applied: or refused, if the people have changed since."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import affiliations, import_mappings, imports, memberships, networks, people
from core.door.session import Session
from core.errors import Changed, NotAllowed, NotFound, Refused
from core.imports import ListImport
from core.incoming import saved
from core.lists.plan_rows import Choice, Decision, Group, Outcome, PlanRow
from core.past import undo
from core.rules.kinds import AffiliationKind, OrganisationKind
from tests.core.conftest import OpenAs

LISTS = Path(__file__).parent.parent / "lists" / "data"
HEAD = "Fornavn;Efternavn;Mail;Mobil;Skole;Hold"
TAKE, SKIP, NEW = Decision(Choice.TAKE), Decision(Choice.SKIP), Decision(Choice.NEW)


def planned(session: Session, *rows: str, network: str | None = None, head: str = HEAD) -> ListImport:
    return imports.plan(session, "\n".join((head, *rows)).encode(), file_name="hold-2026.csv", network=network)


def row(of: ListImport, number: int) -> PlanRow:
    return next(one for one in of.plan.rows if one.row == number)


def is_(number: int) -> Decision:
    return Decision(Choice.IS, number)


def anna(session: Session, **more: str) -> int:
    values = {"given": "Anna", "family": "Holm", "email": "anna@x.example", "phone": "94113782", **more}
    place = {
        "kind": AffiliationKind.PUPIL, "organisation": "Nord", "organisation_kind": OrganisationKind.SCHOOL,
        "class_name": "h1", "from_date": date(2026, 1, 5),
    }  # fmt: skip
    return people.add(session, values, [place]).id  # type: ignore[typeddict-item, list-item]  # each test names its facts


def dump(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Everything people put into the file, without what counts and dates the writing of it."""
    tables = ("person", "affiliation", "membership", "organisation", "education", "import_mapping", "not_duplicate")
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in tables:
        columns = [row[1] for row in session.query(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in columns if name not in ("version", "changed_at"))
        found[table] = session.query(f"SELECT {kept} FROM {table} ORDER BY id")
    return found


# -- deciding ----------------------------------------------------------------------------------------------------------


def test_a_row_that_may_be_somebody_says_who_and_why(session: Session) -> None:
    number = anna(session)
    made = planned(session, "Anne;Holm;;94113782;Nord;h1", "Bo;Lund;bo@x.example;;Syd;h2")
    asked = row(made, 2)
    assert (asked.group, asked.outcome) == (Group.POSSIBLE, Outcome.NEW)
    (possible,) = asked.possible
    assert possible.person_id == number
    assert possible.likeness is not None and possible.likeness.reasons
    assert row(made, 3).group is Group.NEW
    assert made.plan.groups()[Group.POSSIBLE] == 1


def test_it_is_that_person(session: Session) -> None:
    number = anna(session)
    made = imports.decide(session, planned(session, "Anne;Holm;;94113782;Nord;h2"), is_(number), rows=[2])
    assert (row(made, 2).outcome, row(made, 2).person_id) == (Outcome.CHANGED, number)
    assert set(row(made, 2).changes) == {"given", "class_name"}
    assert (made.plan.totals.new, made.plan.totals.changed) == (0, 1)
    imports.apply(session, made, reviewed=True)
    assert people.by_id(session, number).given == "Anne"
    undo.undo(session)
    assert people.by_id(session, number).given == "Anna"


def test_it_is_somebody_new_and_is_never_asked_about_again(session: Session) -> None:
    number = anna(session)
    made = imports.decide(session, planned(session, "Anna;Holm;anna@x.example;;Nord;h1"), NEW, rows=[2])
    imports.apply(session, made, reviewed=True)
    assert people.count(session, "anna") == 2
    assert session.query("SELECT person_id FROM not_duplicate") in ([], [(number,)])
    asked = planned(session, "Anne;Holm;;94113782;Nord;h1")
    imports.apply(session, imports.decide(session, asked, NEW, rows=[2]), reviewed=True)
    assert session.query("SELECT count(*) FROM not_duplicate")[0][0] >= 1


@pytest.mark.parametrize(("field", "value"), [("email", "ny@x.example"), ("class_name", "h2"), ("phone", "+4595445566")])
def test_a_field_is_left_out_of_a_changed_row(session: Session, field: str, value: str) -> None:
    number = anna(session)
    email = "anna@x.example" if field == "phone" else "ny@x.example"
    phone = "95445566" if field == "phone" else "94113782"
    made = planned(session, f"Anna;Holm;{email};{phone};Nord;h2")
    whole = row(made, 2).changes
    fewer = imports.decide(session, made, Decision(Choice.TAKE, without=(field,)), rows=[2])
    assert set(row(fewer, 2).changes) == set(whole) - {field}
    assert row(fewer, 2).name == "Anna Holm"
    before = dump(session)
    imports.apply(session, later(session, fewer))
    person = people.by_id(session, number)
    kept = person.affiliations[0].class_name if field == "class_name" else getattr(person, field)
    assert kept != value
    undo.undo(session)
    assert dump(session) == before


def test_a_field_of_somebody_new_cannot_be_left_out(session: Session) -> None:
    made = planned(session, "Bo;Lund;bo@x.example;;;")
    for decision in (Decision(Choice.TAKE, without=("email",)), Decision(Choice.NEW, without=("email",))):
        with pytest.raises(Refused):
            imports.decide(session, made, decision, rows=[2])
    number = anna(session)
    with pytest.raises(Refused):
        imports.decide(session, made, Decision(Choice.IS, number, without=("given_name",)), rows=[2])


def test_a_shared_mailbox_and_a_common_given_name_are_not_one_person(session: Session) -> None:
    office = "kontor@skole.example;86100000;Nord"
    head = f"{HEAD};Fødselsår"
    first = planned(session, f"Ib;Toft;{office};h1;2002", f"Eva;Bach;{office};h1;2001", f"Ib;Hansen;{office};h2;2005", head=head)
    assert first.plan.totals.new == 3
    imports.apply(session, imports.decide(session, first, SKIP, rows=[4]))
    again = planned(session, f"Ib;Hansen;{office};h2;2005", f"Ib;Toft Lund;{office};h1;2002", head=head)
    assert [one.outcome for one in again.plan.rows] == [Outcome.NEW, Outcome.CHANGED]


def test_a_married_name_with_a_mail_of_ones_own_is_the_same_person(session: Session) -> None:
    anna(session)
    (one,) = planned(session, "Anna;Juhl;anna@x.example;;;").plan.rows
    assert one.changes["family"] == ("Holm", "Juhl")


@pytest.mark.parametrize(("said", "changed"), [("Soerensen", False), ("Sorensen", False), ("Sørenson", True)])
def test_letters_a_program_could_not_write_change_no_name(session: Session, said: str, changed: bool) -> None:
    anna(session, family="Sørensen")
    (one,) = planned(session, f"Anna;{said};anna@x.example;;;").plan.rows
    assert ("family" in one.changes) is changed


def test_swapped_names_of_several_words_are_asked_about(session: Session) -> None:
    anna(session, given="Nguyen", family="Thi Minh", email="", phone="")
    (one,) = planned(session, "Thi Minh;Nguyen;;;Nord;h1").plan.rows
    assert one.group is Group.POSSIBLE and one.possible


def test_left_out_and_taken_again(session: Session) -> None:
    made = planned(session, "Anna;Holm;;;;", "Bo;Lund;;;;")
    out = imports.decide(session, made, SKIP, rows=[2])
    assert (row(out, 2).outcome, out.plan.totals.new) == (Outcome.SKIPPED, 1)
    assert imports.apply(session, out, reviewed=True).new == 1
    assert people.count(session, "anna") == 0
    assert imports.decide(session, out, TAKE, rows=[2]).plan.totals.new == 2


def test_a_further_row_of_a_person_can_be_somebody_else(session: Session) -> None:
    made = planned(session, "Anna;Holm;a@x.example;;Nord;h1", "Anna;Holm;a@x.example;94113782;Nord;h2")
    assert [one.outcome for one in made.plan.rows] == [Outcome.NEW, Outcome.MERGED]
    first = row(made, 2).record
    assert first is not None and (first.phone, first.other_classes) == ("+4594113782", ("h2",))
    parted = imports.decide(session, made, NEW, rows=[3])
    assert [one.outcome for one in parted.plan.rows] == [Outcome.NEW, Outcome.NEW]
    first = row(parted, 2).record
    assert first is not None and (first.phone, first.other_classes) == ("", ())
    assert imports.decide(session, parted, TAKE, rows=[3]).plan == imports.decide(session, made, TAKE, rows=[3]).plan
    left = imports.decide(session, made, SKIP, rows=[3])
    assert [one.outcome for one in left.plan.rows] == [Outcome.NEW, Outcome.SKIPPED]


def test_two_rows_said_to_be_one_person_become_one(session: Session) -> None:
    number = anna(session)
    made = planned(session, "Anna;Holm;anna@x.example;;;", "Anna;Holm;;94113782;;", "Anne;Holm;;;Nord;h9")
    assert row(made, 3).outcome is Outcome.REFUSED
    made = imports.decide(session, made, is_(number), rows=[3, 4])
    assert [one.outcome for one in made.plan.rows] == [Outcome.CHANGED, Outcome.MERGED, Outcome.MERGED]
    assert row(made, 2).rows == (2, 3, 4)
    assert imports.apply(session, made, reviewed=True).changed == 1
    assert people.count(session) == 1


def test_what_cannot_be_decided_is_said(session: Session) -> None:
    number = anna(session)
    made = planned(session, ";Holm;;;;", "Anna;Holm;;;;", ";;;;;", "Bo;Lund;;;;", head=HEAD)
    for decision, at in ((TAKE, 3), (NEW, 4), (Decision(Choice.END, until=date(2026, 12, 1)), 5)):
        with pytest.raises(Refused):
            imports.decide(session, made, decision, rows=[at])
    with pytest.raises(NotFound):
        imports.decide(session, made, TAKE, rows=[99])
    with pytest.raises(NotFound):
        imports.decide(session, made, is_(999), rows=[5])
    with pytest.raises(NotFound):
        imports.decide(session, made, SKIP, people=[number])


# -- who is missing ----------------------------------------------------------------------------------------------------


def test_the_pupils_of_the_list_s_classes_are_missing_and_nobody_else(session: Session) -> None:
    gone = anna(session)
    anna(session, given="Bo", email="bo@x.example", phone="94113783")
    other = people.add(session, {"given": "Ib"}, [{"organisation": "Nord", "class_name": "h9"}]).id
    made = planned(session, "Bo;Holm;bo@x.example;;Nord;h1")
    assert [one.person_id for one in made.plan.missing] == [gone]
    assert imports.apply(session, made, reviewed=True).ended == 0
    end = Decision(Choice.END, until=date(2026, 11, 30))
    made = imports.decide(session, made, end, people=[gone])
    assert imports.apply(session, made, reviewed=True).ended == 1
    (place,) = people.by_id(session, gone).affiliations
    assert place.until_date == date(2026, 11, 30)
    assert people.by_id(session, other).affiliations[0].until_date is None
    undo.undo(session)
    assert people.by_id(session, gone).affiliations[0].until_date is None


def test_a_list_that_names_no_class_covers_nobody(session: Session) -> None:
    anna(session)
    assert planned(session, "Bo;Lund;;;Nord;").plan.missing == ()


def test_a_member_who_is_missing_leaves_only_when_told(session: Session) -> None:
    number = anna(session)
    network = networks.add(session, {"name": "Piger"})
    memberships.join(session, network.id, [number], from_date=date(2026, 1, 1))
    made = planned(session, "Bo;Lund;;;;", network=network.slug)
    end = Decision(Choice.END, until=date(2026, 11, 18))
    imports.apply(session, imports.decide(session, made, end, people=[number]), reviewed=True)
    assert [one.person for one in memberships.members(session, network.id)] == ["Bo Lund"]
    assert people.by_id(session, number).affiliations[0].until_date is None


# -- saved, and applied later ------------------------------------------------------------------------------------------


def later(session: Session, made: ListImport) -> ListImport:
    return saved.opened(session, saved.written(made))


def test_a_saved_plan_is_applied_by_a_colleague(session: Session, open_as: OpenAs) -> None:
    number = anna(session)
    made = planned(session, "Anna;Holm;ny@x.example;94113782;Nord;h1", "Bo;Lund;;;;", "Ib;Toft;;;;")
    data = saved.written(imports.decide(session, made, SKIP, rows=[4]))
    with open_as("birgit") as other:
        found = saved.opened(other, data)
        assert found.made_by == "anna"
        done = imports.apply(other, found)
        assert (done.new, done.changed) == (1, 1)
        assert people.by_id(other, number).email == "ny@x.example"
        with pytest.raises(Changed):
            imports.apply(other, saved.opened(other, data))
        assert people.count(other) == 2


def test_it_is_refused_naming_who_and_what_if_somebody_changed_since(session: Session) -> None:
    number = anna(session)
    made = planned(session, "Anna;Holm;ny@x.example;94113782;Nord;h1")
    data = saved.written(made)
    person = people.by_id(session, number)
    people.edit(session, number, {"town": "Viborg"}, version=person.version)
    (clash,) = imports.clashes(session, saved.opened(session, data))
    assert (clash.person_id, clash.fields) == (number, ("town",))
    with pytest.raises(Changed) as raised:
        imports.apply(session, saved.opened(session, data))
    assert "Anna Holm" in str(raised.value.message.values["names"].values)  # type: ignore[attr-defined]  # a message
    assert people.by_id(session, number).email == "anna@x.example"
    # Changed back is as it was; and who decides again has seen it.
    again = imports.decide(session, saved.opened(session, data), TAKE, rows=[2])
    assert imports.apply(session, later(session, again)).changed == 1
    undo.undo(session)
    people.edit(session, number, {"town": ""}, version=people.by_id(session, number).version)
    assert imports.clashes(session, saved.opened(session, data)) == []


def test_a_moved_class_and_a_new_place_are_changes_too(session: Session) -> None:
    number = anna(session)
    data = saved.written(planned(session, "Anna;Holm;ny@x.example;94113782;Nord;h1"))
    (place,) = people.by_id(session, number).affiliations
    affiliations.move(session, place.id, date(2026, 11, 19), {"class_name": "h3"})
    (clash,) = imports.clashes(session, saved.opened(session, data))
    assert "class_name" in clash.fields
    other = people.add(session, {"given": "Bo", "family": "Lund"}).id
    assert other not in {one.person_id for one in imports.clashes(session, saved.opened(session, data))}


def test_it_is_refused_if_somebody_like_a_new_row_was_added_since(session: Session) -> None:
    data = saved.written(planned(session, "Anna;Holm;anna@x.example;;;", "Bo;Lund;;;;"))
    number = anna(session)
    (clash,) = imports.clashes(session, saved.opened(session, data))
    assert (clash.person_id, clash.new, clash.row) == (number, True, 2)
    with pytest.raises(Changed):
        imports.apply(session, saved.opened(session, data))
    it_is = imports.decide(session, saved.opened(session, data), is_(number), rows=[2])
    assert imports.apply(session, later(session, it_is)).new == 1


def test_somebody_removed_since_is_named(session: Session) -> None:
    number = anna(session)
    data = saved.written(planned(session, "Anna;Holm;ny@x.example;94113782;Nord;h1"))
    people.remove(session, number)
    (clash,) = imports.clashes(session, saved.opened(session, data))
    assert clash.gone


def test_a_plan_of_another_register_is_refused(session: Session, open_as: OpenAs, path: Path) -> None:
    anna(session)
    data = saved.written(planned(session, "Bo;Lund;;;;"))
    from core.door.session import open_session

    with open_session(path.with_name("other.db"), account="anna") as other, pytest.raises(Refused):
        saved.opened(other, data)


def test_a_plan_changed_by_hand_is_refused(session: Session) -> None:
    data = saved.written(planned(session, "Bo;Lund;;;;"))
    for spoiled in (
        data.replace(b"Lund", b"Lynd"),
        data[:-20],
        b"{}",
        b"[]",
        b"\xff",
        data.replace(b'"row": 2', b'"row": 3'),
    ):
        with pytest.raises(Refused):
            saved.opened(session, spoiled)


def test_a_shielded_network_is_not_named_in_the_file_and_needs_to_be_opened(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale"})
    made = imports.plan(session, b"Navn\nBo Lund\n", file_name="regnbuen.csv", network=network.slug)
    data = saved.written(made)
    assert b"egnbue" not in data and b"regnbuen.csv" not in data
    assert saved.opened(session, data).network is not None
    with open_as("birgit") as other, pytest.raises(NotAllowed):
        saved.opened(other, data)


@pytest.mark.parametrize("name", sorted(path.name for path in LISTS.glob("0*") if path.suffix in (".csv", ".xlsx")))
def test_the_sample_lists_round_trip_and_keep_no_secret(session: Session, name: str) -> None:
    import json

    made = imports.plan(session, (LISTS / name).read_bytes(), file_name=name)
    data = saved.written(made)
    found = saved.opened(session, data)
    assert found.plan.rows == made.plan.rows
    assert (found.plan.totals, found.plan.missing, found.plan.notices) == (
        made.plan.totals,
        made.plan.missing,
        made.plan.notices,
    )
    assert saved.written(found) == data
    expected = json.loads((LISTS / name).with_suffix(".expected.json").read_text("utf-8"))
    assert [secret for secret in expected["never_stored"] if str(secret).encode() in data] == []


# -- columns -----------------------------------------------------------------------------------------------------------


def test_a_correction_is_remembered_for_the_same_headings(session: Session) -> None:
    data = b"Hvem;Tlf hjem;Noget\nBo Lund;94113782;x\n"
    made = imports.plan(session, data, file_name="gf2-2026.csv", mapping={"Hvem": "name", "Tlf hjem": "phone"})
    imports.apply(session, made)
    (kept,) = import_mappings.every(session)
    assert (kept.name, dict(kept.columns)) == ("gf", {"Hvem": "name", "Tlf hjem": "phone"})
    again = imports.plan(session, b"HVEM;tlf. hjem;noget\nIb Toft;94113783;y\n", file_name="andet.csv")
    assert row(again, 2).record is not None and row(again, 2).record.phone == "+4594113783"  # type: ignore[union-attr]
    assert again.remember is None
    undo.undo(session)
    assert import_mappings.every(session) == []


def test_a_mapping_by_name(session: Session) -> None:
    import_mappings.save(session, "studie", "", {"Hvem": "name"})
    made = imports.plan(session, b"Hvem;Skole\nBo Lund;Nord\n", file_name="x.csv", mapping_name="Studie")
    assert row(made, 2).name == "Bo Lund"
    with pytest.raises(NotFound):
        imports.plan(session, b"Hvem\nBo Lund\n", file_name="x.csv", mapping_name="easy")
    import_mappings.remove(session, "studie")
    assert import_mappings.every(session) == []


PASTED = """Ida Bach Kjær   ida@x.example    94 11 37 82   h2tøm26
Omar Juhl   omar@x.example   94 11 37 83   h2tøm26

Bo Lund   bo@x.example   94 11 37 84   h2tøm26
"""


@pytest.mark.parametrize("between", ["   ", "\t", ";"])
def test_pasted_text_without_headings_is_guessed(session: Session, between: str) -> None:
    made = imports.plan(session, PASTED.replace("    ", "   ").replace("   ", between).encode(), file_name="-")
    assert made.guessed
    assert [one.fields[0].value for one in made.plan.columns] == ["name", "email", "phone", "class_name"]
    assert [one.name for one in made.plan.rows if one.outcome is Outcome.NEW] == [
        "Ida Bach Kjær",
        "Omar Juhl",
        "Bo Lund",
    ]
    assert all(one.guessed and one.samples for one in made.plan.columns)


def test_schools_the_register_knows_are_known_without_a_heading(session: Session) -> None:
    anna(session)
    made = imports.plan(session, b"Ida\tBach\tNord\nOmar\tJuhl\tNord\n", file_name="-")
    assert [one.fields[0].value for one in made.plan.columns] == ["given", "family", "school"]


def test_a_guess_can_be_corrected_by_the_number_of_the_column(session: Session) -> None:
    data = b"Ida Bach\t2006\t8800\nOmar Juhl\t2007\t8900\n"
    made = imports.plan(session, data, file_name="-", mapping={"2": "-"})
    assert [one.fields for one in made.plan.columns][1] == ()


# -- twice is once, and back again -------------------------------------------------------------------------------------

_NAMES = st.sampled_from(["Ida", "Bo", "Anne-Mette", "Åse", "Søren", "Lucas Emil", "Zahra"])
_FAMILIES = st.sampled_from(["Lund", "Holm", "van der Meer", "Åkjær", "Al-Hassan", ""])
_ROWS = st.lists(
    st.tuples(
        _NAMES, _FAMILIES, st.sampled_from(["", "ida@x.example", "faelles@x.example", "bo@x.example"]),
        st.sampled_from(["", "94113782", "+45 94 11 37 83"]), st.sampled_from(["", "Nord", "Syd"]),
        st.sampled_from(["", "h1", "h2"]),
    ).map(";".join),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(first=["Bo;Lund;;94113782;;"], second=["Bo;Lund;;;;", "Bo;Holm;;94113782;;"])
@given(first=_ROWS, second=_ROWS)
def test_applied_twice_is_applied_once_and_undone_is_as_before(
    first: list[str], second: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    from core.door.session import open_session
    from tests.core.conftest import NOW

    path = tmp_path_factory.mktemp("twice") / "laug.db"
    with open_session(path, account="anna", clock=lambda: NOW) as session:
        imports.apply(session, planned(session, *first))
        before = dump(session)
        done = imports.apply(session, later(session, planned(session, *second)))
        again = planned(session, *second).plan
        assert (again.totals.new, again.totals.changed) == (0, 0), [(one.name, one.changes) for one in again.rows]
        if done.new or done.changed:
            undo.undo(session)
        assert dump(session) == before
