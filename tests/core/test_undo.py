"""Going back: every operation, as one step, or not at all with a name and a reason."""

import contextlib
from datetime import timedelta

import pytest

from core import imports, memberships, networks, organisations, people
from core.door.session import Session
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.messages import Message
from core.past import history, undo
from core.past.reversal import Outcome
from core.rules.kinds import AffiliationKind, MembershipRole
from db import check, log
from tests.core.conftest import NOW, OpenAs

TABLES = ("person", "affiliation", "organisation", "education", "network", "membership", "meeting", "participation")
IGNORED = {"version", "changed_at"}


def _content(session: Session) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for table in TABLES:
        cursor = session.database.execute_sql(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        found[table] = [
            {name: value for name, value in zip(names, row, strict=True) if name not in IGNORED} for row in cursor.fetchall()
        ]
    return found


def test_undo_and_redo_of_everything_in_turn(session: Session) -> None:
    states = [_content(session)]
    anna = people.add(session, {"given": "Anna"}, [{"organisation": "Ravnshede", "education": "Smed"}])
    states.append(_content(session))
    people.edit(session, anna.id, {"given": "Anne", "other_phones": ["94000001"]}, version=anna.version)
    states.append(_content(session))
    school = organisations.get(session, "Ravnshede")
    organisations.edit(session, school.id, {"name": "Ravnshede Erhvervsskole"}, version=school.version)
    states.append(_content(session))
    network = networks.add(session, {"name": "Lærlinge"})
    states.append(_content(session))
    memberships.join(session, network.id, [anna.id])
    states.append(_content(session))
    memberships.leave(session, network.id, [anna.id])
    states.append(_content(session))
    for state in reversed(states[:-1]):
        undo.undo(session)
        assert _content(session) == state
    with pytest.raises(NotFound):
        undo.undo(session)
    undone = [one.id for one in undo.entries(session) if one.operation.value == "undo"]
    for number, state in zip(undone, states[1:], strict=True):
        undo.undo(session, number)
        assert _content(session) == state
    assert log.first_broken_link(session.database) is None


def test_a_later_change_by_somebody_else_is_named(session: Session, open_as: OpenAs) -> None:
    anna = people.add(session, {"given": "Anna", "phone": "94000001"})
    people.edit(session, anna.id, {"phone": "94000002"}, version=1)
    with open_as("birgit") as other:
        people.edit(other, anna.id, {"phone": "94000003"}, version=2)
    with pytest.raises(Refused) as caught:
        undo.undo(session)
    assert caught.value.message.values["who"] == "birgit"
    what = caught.value.message.values["what"]
    assert isinstance(what, Message) and what.msgid == "edited a person"
    assert people.by_id(session, anna.id).phone == "+4594000003"


def test_a_later_change_of_another_field_does_not_stand_in_the_way(session: Session, open_as: OpenAs) -> None:
    anna = people.add(session, {"given": "Anna", "phone": "94000001"})
    people.edit(session, anna.id, {"phone": "94000002"}, version=1)
    with open_as("birgit") as other:
        people.edit(other, anna.id, {"town": "Viborg"}, version=2)
    undo.undo(session)
    person = people.by_id(session, anna.id)
    assert (person.phone, person.town) == ("+4594000001", "Viborg")


def test_only_ones_own_last_operation_and_only_once(session: Session, open_as: OpenAs) -> None:
    people.add(session, {"given": "Anna"})
    with open_as("birgit") as other:
        people.add(other, {"given": "Bo"})
        mine = undo.last_own(session)
        assert undo.undo(session).id == mine.id
        with pytest.raises(Refused):
            undo.undo(other, mine.id)
        assert [row.given for row in people.rows(other, list(people.ids(other)))] == ["Bo"]


def test_opening_a_shielded_network_is_not_undone(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale"})
    with open_as("birgit") as other:
        networks.open_shielded(other, network.id, "ny tovholder")
        with pytest.raises(NotAllowed):
            undo.undo(other, undo.entries(other)[0].id)


def test_the_log_notices_tampering(session: Session) -> None:
    people.add(session, {"given": "Anna"})
    people.add(session, {"given": "Bo"})
    with session.database.turn("x", "x"), session.database.atomic():
        session.database.execute_sql("UPDATE operation SET account = 'birgit' WHERE id = 1")
    assert log.first_broken_link(session.database) == 1


def test_a_dry_run_writes_nothing(session: Session) -> None:
    from dataclasses import replace

    people.add(replace(session, dry_run=True), {"given": "Anna"})
    assert people.count(session) == 0
    assert undo.entries(session) == []


def test_what_can_be_undone_of_a_list_is_and_the_rest_is_named(session: Session, open_as: OpenAs) -> None:
    rows = "".join(f"Given{at};Holm;9400{at:04};Ravnshede\r\n" for at in range(20))
    data = f"Fornavn;Efternavn;Telefon;Skole\r\n{rows}".encode()
    imports.apply(session, imports.plan(session, data, file_name="liste.csv"))
    network = networks.add(session, {"name": "Lærlinge"})
    with open_as("birgit") as other:
        people.edit(other, 3, {"town": "Viborg"}, version=1)
        memberships.join(other, network.id, [5])
    with pytest.raises(Refused) as caught:
        undo.undo(session, 1)
    assert caught.value.hint is not None and caught.value.hint.values["operation"] == 1
    before = _content(session)
    expected = undo.preview(session, 1)
    assert _content(session) == before and undo.entry(session, 1).undone_by is None
    done = undo.undo_partly(session, 1)
    assert done.records == expected.records
    assert [done.count(outcome) for outcome in Outcome] == [18, 1, 2]  # the school has two people left
    assert [(one.row_id, one.outcome.value) for one in done.records if one.table == "person" and one.reason] == [
        (5, "refused"), (3, "kept"),
    ]  # fmt: skip
    assert {one.reason.values.get("who") for one in done.records if one.table == "person" and one.reason} == {"birgit"}
    left = people.rows(session, list(people.ids(session)))
    assert sorted((row.id, row.school) for row in left) == [(3, "Ravnshede"), (5, "Ravnshede")]
    assert log.first_broken_link(session.database) is None and list(check.past_the_log(session.database)) == []
    newest = undo.entries(session, limit=1)[0]
    undo.undo(session, newest.id)
    assert _content(session) == before


def test_field_by_field_what_a_colleague_changed_is_kept(session: Session, open_as: OpenAs) -> None:
    anna = people.add(session, {"given": "Anna", "phone": "94000001", "town": "Randers"})
    people.edit(session, anna.id, {"phone": "94000002", "town": "Viborg"}, version=1)
    with open_as("birgit") as other:
        people.edit(other, anna.id, {"phone": "94000003"}, version=2)
    (record,) = undo.undo_partly(session).records
    assert (record.outcome, record.fields) == (Outcome.KEPT, ("phone",))
    person = people.by_id(session, anna.id)
    assert (person.phone, person.town) == ("+4594000003", "Randers")


def test_where_nothing_can_go_back_nothing_is_noted(session: Session, open_as: OpenAs) -> None:
    anna = people.add(session, {"given": "Anna"})
    people.edit(session, anna.id, {"phone": "94000002"}, version=1)
    with open_as("birgit") as other:
        people.edit(other, anna.id, {"phone": "94000003"}, version=2)
    with pytest.raises(Refused):
        undo.undo_partly(session)
    assert undo.entry(session, 2).undone_by is None


def test_the_log_is_asked_by_kind_and_by_day(session: Session, open_as: OpenAs) -> None:
    anna = people.add(session, {"given": "Anna"})
    networks.add(session, {"name": "Lærlinge"})
    with open_as("birgit", NOW + timedelta(days=2)) as other:
        people.edit(other, anna.id, {"phone": "94000002"}, version=1)
        assert [one.id for one in undo.entries(other, operation="person")] == [3, 1]
        assert [one.id for one in undo.entries(other, operation="person.add")] == [1]
        assert [one.id for one in undo.entries(other, since=NOW + timedelta(days=1))] == [3]


def test_the_story_of_an_operation_is_in_words(session: Session) -> None:
    anna = people.add(session, {"given": "Anna", "phone": "94000001"}, [{"organisation": "Ravnshede", "education": "Smed"}])
    people.edit(session, anna.id, {"phone": "94000002", "protected": True}, version=1)
    network = networks.add(session, {"name": "Lærlinge"})
    memberships.join(session, network.id, [anna.id])
    (edited,) = history.story(session, 2)
    assert (edited.name, edited.made, edited.gone) == ("Anna", False, False)
    assert [(one.field, one.before, one.after) for one in edited.fields] == [
        ("phone", "+4594000001", "+4594000002"), ("protected", False, True),
    ]  # fmt: skip
    (joined,) = history.story(session, 4)
    assert joined.name == "Anna, Lærlinge" and joined.made
    values = {one.field: one.after for one in joined.fields}
    assert values["role"] is MembershipRole.MEMBER and values["from_date"] == NOW.date() and values["person_id"] == "Anna"
    place = next(one for one in history.story(session, 1) if one.table == "affiliation")
    assert {one.field: one.after for one in place.fields}["organisation_id"] == "Ravnshede"


def test_the_rows_of_an_operation_are_counted_right(session: Session) -> None:
    for name in ("Anna", "Bo"):
        people.add(session, {"given": name}, [{"kind": AffiliationKind.PUPIL, "organisation": "Fjordens Fagskole"}])
    with pytest.raises(Invalid):
        people.add(session, {"given": "Ida", "email": "nobody"})
    undo.undo(session)
    for entry in undo.entries(session):
        assert entry.rows == len(undo.changes(session, entry.id))


def test_who_undoes_twice_is_told_the_number_that_helps(session: Session) -> None:
    people.add(session, {"given": "Anna"})
    for number in (1, 2, 3, 4):  # undone, done again, undone, done again
        with pytest.raises(Refused) if number > 1 else contextlib.nullcontext():
            undo.undo(session, 1)
        if number > 1:
            undo.undo(session, number)
        with pytest.raises(Refused) as caught:
            undo.undo(session, 1)
        assert caught.value.hint is not None and caught.value.hint.values["number"] == number + 1
        in_force = people.count(session) == 1
        assert caught.value.message.msgid == (
            "Operation {number} was undone and then done again." if in_force else "Operation {number} is undone already."
        )
