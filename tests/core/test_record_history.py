"""What happened to one record: every operation that touched it, told of its own rows only; nothing of what is hidden."""

from datetime import timedelta

from core import invitations, meetings, memberships, networks, organisations, people
from core.door.session import Session
from core.past import record_history, undo
from core.past.record_history import Record, Subject
from core.rules.day_words import read_span
from tests.core.conftest import OpenAs


def _of(session: Session, subject: Subject, number: int) -> list[tuple[str, list[tuple[str, object, object]]]]:
    """Each operation's kind, with every field before and after."""
    record = Record(subject, number)
    found = record_history.events(session, record_history.ids(session, record), record)
    return [
        (one.entry.operation.value, [(field.field, field.before, field.after) for row in one.rows for field in row.fields])
        for one in found
    ]


def test_a_persons_history_holds_only_the_persons_own_rows(session: Session) -> None:
    anna = people.add(session, {"given": "Anna"})
    bo = people.add(session, {"given": "Bo"})
    people.edit(session, anna.id, {"phone": "94000001"}, version=anna.version)
    network = networks.add(session, {"name": "Lærlinge"})
    memberships.join(session, network.id, [anna.id, bo.id])
    told = _of(session, Subject.PERSON, anna.id)
    assert [kind for kind, _ in told] == ["membership.join", "person.edit", "person.add"]
    assert told[1][1] == [("phone", None, "+4594000001")]
    record = Record(Subject.PERSON, anna.id)
    (joined,) = record_history.events(session, [record_history.ids(session, record)[0]], record)
    assert [row.name for row in joined.rows] == ["Anna, Lærlinge"]
    assert joined.entry.rows == 2


def test_a_history_from_a_day_on_of_one_kind_and_by_account(session: Session) -> None:
    anna = people.add(session, {"given": "Anna"})
    people.edit(session, anna.id, {"phone": "94000001"}, version=anna.version)
    every = list(record_history.ids(session))
    record = Record(Subject.PERSON, anna.id)
    assert [one.value for one in record_history.kinds(session, record)] == ["person.add", "person.edit"]
    assert list(record_history.ids(session, record, kind="person.edit")) == every[:1]
    assert list(record_history.ids(session, descending=False)) == every[::-1]
    assert list(record_history.ids(session, order="who")) == every
    assert list(record_history.ids(session, since=session.today)) == every
    assert list(record_history.ids(session, record, since=session.today + timedelta(days=1))) == []


def test_networks_organisations_and_meetings_have_histories(session: Session) -> None:
    school = organisations.add(session, {"name": "Fjordens Fagskole", "kind": "school"})
    organisations.edit(session, school.id, {"town": "Randers"}, version=school.version)
    assert _of(session, Subject.ORGANISATION, school.id)[0] == ("organisation.edit", [("town", None, "Randers")])
    anna = people.add(session, {"given": "Anna"})
    network = networks.add(session, {"name": "Lærlinge", "organiser_email": "ida@fjorden.example"})
    memberships.join(session, network.id, [anna.id])
    span = read_span("to 17-19", session.today)
    meeting = meetings.plan(session, {"title": "Fællesspisning"}, span, [network.id])
    invitations.invite(session, meeting.id, members=True)
    kinds = [kind for kind, _ in _of(session, Subject.MEETING, meeting.id)]
    assert kinds == ["meeting.invite", "meeting.plan"]
    assert {"membership.join", "network.add"} <= {kind for kind, _ in _of(session, Subject.NETWORK, network.id)}


def test_what_was_undone_says_so_and_stands_there_too(session: Session) -> None:
    anna = people.add(session, {"given": "Anna"})
    people.edit(session, anna.id, {"town": "Randers"}, version=anna.version)
    undo.undo(session)
    record = Record(Subject.PERSON, anna.id)
    undone, edited, _added = record_history.events(session, record_history.ids(session, record), record)
    assert undone.entry.operation.value == "undo"
    assert edited.entry.undone_by == undone.id


def test_a_shielded_membership_is_nowhere_in_a_history_but_for_who_opened_the_network(
    session: Session, open_as: OpenAs
) -> None:
    anna = people.add(session, {"given": "Anna"})
    network = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    memberships.join(session, network.id, [anna.id])
    assert _of(session, Subject.PERSON, anna.id)[0][0] == "membership.join"
    with open_as("bo") as other:
        assert [kind for kind, _ in _of(other, Subject.PERSON, anna.id)] == ["person.add"]
        assert _of(other, Subject.NETWORK, network.id) == []
        every = record_history.events(other, record_history.ids(other))
        assert [one.entry.operation.value for one in every] == ["person.add"]


def test_every_operation_is_in_the_whole_log_and_a_large_one_is_told_in_part(session: Session) -> None:
    for number in range(3):
        people.add(session, {"given": f"P{number}"})
    network = networks.add(session, {"name": "Lærlinge"})
    many = [people.add(session, {"given": "Q", "family": str(number)}).id for number in range(30)]
    memberships.join(session, network.id, many)
    every = record_history.ids(session)
    assert len(every) == 35
    (joined,) = record_history.events(session, every[:1])
    assert (len(joined.rows), joined.more) == (20, 10)
