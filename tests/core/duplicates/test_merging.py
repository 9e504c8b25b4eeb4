"""Two people made one: nothing is lost, and one undo makes them two again."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import invitations, meetings, memberships, networks, people
from core.door.operations import Operation
from core.door.session import Session
from core.duplicates import distinct, merging
from core.duplicates.chosen import Side
from core.errors import Changed, Invalid, NotFound, Refused
from core.meetings import Span
from core.past import history, record_history, undo
from core.past.record_history import Record, Subject
from core.past.reversal import Outcome
from core.privacy import consents
from core.privacy.consents import Decided
from core.rules.kinds import Answer, ConsentDecision, ConsentPurpose, MembershipRole, NetworkLevel
from db import log
from tests.core.conftest import NOW, OpenAs
from tests.core.mailing.files import made

IGNORED = {"version", "changed_at"}


def history_of(session: Session, person: int) -> list[int]:
    return list(record_history.ids(session, Record(Subject.PERSON, person)))


def content(session: Session) -> dict[str, list[dict[str, object]]]:
    """Everything in the file but the log and the versions."""
    found: dict[str, list[dict[str, object]]] = {}
    for table in ("person", "affiliation", "membership", "participation", "consent", "school_period", "not_duplicate"):
        cursor = session.database.execute_sql(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        found[table] = [
            {name: value for name, value in zip(names, row, strict=True) if name not in IGNORED}
            for row in cursor.fetchall()
        ]
    return found


def add(session: Session, given: str = "Mette", family: str = "Holm", **values: object) -> int:
    return people.add(session, {"given": given, "family": family, **values}).id  # type: ignore[typeddict-item]  # any field by name


def rows(session: Session, table: str, person: int) -> list[dict[str, object]]:
    return [row for row in content(session)[table] if row["person_id"] == person]


def test_whatever_else_refers_to_a_person_goes_over(session: Session) -> None:
    kept, gone = add(session), add(session)
    with session.write(Operation.PERSON_EDIT) as transaction:
        transaction.database.execute_sql(
            "CREATE TABLE bicycle(id INTEGER PRIMARY KEY, version INTEGER DEFAULT 1, rider_id INTEGER REFERENCES person(id))"
        )
        transaction.database.execute_sql("INSERT INTO bicycle(rider_id) VALUES (?)", (gone,))
    merging.merge(session, kept, gone)
    assert session.query("SELECT rider_id FROM bicycle") == [(kept,)]
    undo.undo(session)
    assert session.query("SELECT rider_id FROM bicycle") == [(gone,)]


def test_what_one_lacks_the_other_gives_and_no_address_is_lost(session: Session) -> None:
    kept = add(session, email="mette@skole.example", phone="94000001", tags=["kok"], town="Viborg")
    gone = add(
        session, family="Holm Kjær", email="mette@post.example", private_email="m@post.example", phone="94000002",
        birth_year=2006, tags=["kok", "tale"], street="Engvej 3", postcode="8900", protected=True,
    )  # fmt: skip
    merged = merging.merge(session, kept, gone, {"family": Side.OTHER, "email": Side.OTHER})
    person = merged.person
    assert (person.id, person.given, person.family, person.birth_year) == (kept, "Mette", "Holm Kjær", 2006)
    assert (person.email, person.private_email) == ("mette@post.example", "m@post.example")
    assert person.other_emails == ("mette@skole.example",)
    assert (person.phone, person.other_phones) == ("+4594000001", ("+4594000002",))
    # The address is of one piece: half of another one would be nobody's.
    assert (person.street, person.postcode, person.town) == ("", "", "Viborg")
    assert person.protected
    assert json.loads(str(content(session)["person"][0]["tags"])) == ["kok", "tale"]
    with pytest.raises(NotFound):
        people.by_id(session, gone)
    assert list(people.ids(session, "mette@skole.example")) == [kept]


def test_places_memberships_and_consents_are_united(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"}).id
    other_network = networks.add(session, {"name": "Alumner"}).id
    kept = people.add(session, {"given": "Mette"}, [{"organisation": "Ravnshede", "class_name": "h1"}]).id
    gone = people.add(
        session, {"given": "Mette"},
        [{"organisation": "Ravnshede", "class_name": "h1", "education": "Smed", "from_date": date(2026, 8, 10)},
         {"organisation": "Smedjen", "education": "Smed"}],
    ).id  # fmt: skip
    memberships.join(session, network, [kept], from_date=date(2026, 8, 1))
    memberships.join(session, network, [gone], from_date=date(2026, 1, 1))
    memberships.join(session, other_network, [gone], role=MembershipRole.COORDINATOR)
    merged = merging.merge(session, kept, gone)
    assert [(one.noun.msgid, one.moved, one.united) for one in merged.counts][:2] == [
        ("places", 1, 1),
        ("memberships", 1, 1),
    ]
    places = {place.organisation: place for place in merged.person.affiliations}
    assert (places["Ravnshede"].education, places["Ravnshede"].from_date) == ("Smed", date(2026, 8, 10))
    assert set(places) == {"Ravnshede", "Smedjen"}
    held = {one.network: one for one in merged.person.memberships}
    assert held["Lærlinge"].from_date == date(2026, 1, 1)
    assert held["Alumner"].role is MembershipRole.COORDINATOR
    assert list(people.ids(session, "smedjen")) == [kept]


def test_periods_apart_stay_apart(session: Session) -> None:
    network = networks.add(session, {"name": "Lærlinge"}).id
    kept, gone = add(session), add(session)
    memberships.join(session, network, [gone], from_date=date(2024, 1, 1))
    memberships.leave(session, network, [gone], until=date(2024, 6, 30))
    memberships.join(session, network, [kept], from_date=date(2026, 1, 1))
    merging.merge(session, kept, gone)
    assert {(row["from_date"], row["until_date"]) for row in rows(session, "membership", kept)} == {
        ("2024-01-01", "2024-06-30"), ("2026-01-01", None),
    }  # fmt: skip


def _meeting(session: Session) -> int:
    network = networks.add(session, {"name": "Lærlinge", "organiser_email": "laug@skole.example"}).id
    day = (NOW + timedelta(days=7)).date()
    return meetings.plan(session, {"title": "Møde"}, Span(day, day, True), [network]).id


def test_one_part_in_a_meeting_and_what_calendars_have_seen_stays(session: Session) -> None:
    meeting = _meeting(session)
    kept, gone = add(session, email="m@skole.example"), add(session, email="m@post.example")
    invitations.invite(session, meeting, people=[kept, gone])
    made(session, meeting, person=gone)
    invitations.answer(session, meeting, gone, Answer.DECLINED)
    before = content(session)
    sent = next(row for row in before["participation"] if row["person_id"] == gone)
    merged = merging.merge(session, kept, gone)
    (part,) = rows(session, "participation", kept)
    assert (part["answer"], part["sent_sequence"], part["id"]) == ("declined", sent["sent_sequence"], sent["id"])
    assert [note.values["after"] for note in merged.notes] == ["m@skole.example"]
    undo.undo(session)
    assert content(session) == before


def test_a_preview_changes_nothing(session: Session) -> None:
    kept, gone = add(session), add(session, town="Viborg")
    before = content(session)
    assert merging.preview(session, kept, gone).person.town == "Viborg"
    assert content(session) == before
    assert undo.entries(session)[0].operation is Operation.PERSON_ADD


def test_the_log_of_the_kept_one_tells_the_past_of_both(session: Session) -> None:
    kept, gone, third = add(session), add(session), add(session)
    people.edit(session, gone, {"town": "Viborg"}, version=1)
    edited = undo.entries(session)[0].id
    merging.merge(session, gone, third)
    merging.merge(session, kept, gone)
    merge = undo.entries(session)[0].id
    assert {edited, merge} <= {entry.id for entry in undo.entries(session, among=history_of(session, kept))}
    assert len(undo.entries(session, among=history_of(session, kept))) == 6
    undo.undo(session, merge)
    assert edited not in {entry.id for entry in undo.entries(session, among=history_of(session, kept))}
    undo.undo(session, undo.entries(session)[0].id)
    assert edited in {entry.id for entry in undo.entries(session, among=history_of(session, kept))}


def test_the_log_says_who_and_what_went_over(session: Session) -> None:
    kept, gone = add(session), add(session)
    memberships.join(session, networks.add(session, {"name": "Lærlinge"}).id, [gone])
    merging.merge(session, kept, gone)
    told = {one.table: one for one in history.story(session, undo.entries(session)[0].id)}
    assert told["membership"].name == "Mette Holm, Lærlinge"
    assert [(field.before, field.after) for field in told["membership"].fields] == [
        (f"Mette Holm ({gone})", f"Mette Holm ({kept})")
    ]


def test_weeks_later_what_has_not_been_edited_goes_back(session: Session, open_as: OpenAs) -> None:
    kept, gone = add(session, town="Skive"), add(session, birth_year=2006)
    network = networks.add(session, {"name": "Lærlinge"}).id
    memberships.join(session, network, [gone])
    merging.merge(session, kept, gone)
    merge = undo.entries(session)[0].id
    with open_as("birgit", NOW + timedelta(weeks=5)) as later:
        people.edit(later, kept, {"town": "Randers"}, version=people.by_id(later, kept).version)
        memberships.leave(later, network, [kept])
        undo.undo(later, merge)
        assert people.by_id(later, gone).birth_year == 2006
        assert people.by_id(later, kept).birth_year is None
        assert people.by_id(later, kept).town == "Randers"
        assert [one.until_date for one in people.by_id(later, gone).memberships] == [(NOW + timedelta(weeks=5)).date()]


def test_what_was_edited_since_is_named_and_the_rest_can_go_back(session: Session, open_as: OpenAs) -> None:
    kept, gone = add(session), add(session, birth_year=2006, town="Viborg")
    merging.merge(session, kept, gone)
    merge = undo.entries(session)[0].id
    with open_as("birgit") as other:
        people.edit(other, kept, {"birth_year": "2007"}, version=people.by_id(other, kept).version)
    with pytest.raises(Refused) as caught:
        undo.undo(session, merge)
    assert caught.value.message.values["who"] == "birgit"
    done = undo.undo_partly(session, merge)
    assert [(one.outcome, one.fields) for one in done.records if one.outcome is Outcome.KEPT] == [
        (Outcome.KEPT, ("birth_year",))
    ]
    assert people.by_id(session, gone).town == "Viborg"
    assert people.by_id(session, kept).birth_year == 2007


def test_a_shielded_membership_goes_along_and_nobody_is_told(session: Session, open_as: OpenAs) -> None:
    kept, gone = add(session), add(session)
    shielded = networks.add(
        session, {"name": "Regnbuen", "level": NetworkLevel.SHIELDED, "neutral_title": "Netværk"}
    ).id
    memberships.join(session, shielded, [gone])
    before = content(session)
    with open_as("birgit") as other:
        seen = merging.preview(other, kept, gone)
        assert [(one.moved, one.united) for one in seen.counts] == [(0, 0)] * 5
        merging.merge(other, kept, gone)
        entry = undo.last_own(other)
        assert entry.operation is Operation.PERSON_MERGE
        assert {story.table for story in history.story(other, entry.id)} == {"person"}
        assert entry.rows == len(undo.changes(other, entry.id))
        assert {one.table for one in undo.preview(other, entry.id).records} == {"person"}
        assert people.by_id(other, kept).memberships == ()
        assert [one.network for one in people.by_id(session, kept).memberships] == ["Regnbuen"]
        undo.undo(other)
        last = undo.entries(other)[0]
        assert last.operation is Operation.UNDO and last.rows == len(undo.changes(other, last.id))
    assert content(session) == before
    assert "membership" in {story.table for story in history.story(session, entry.id)}


def test_a_yes_does_not_come_back_after_a_no(session: Session) -> None:
    kept, gone = add(session), add(session)
    yes = Decided(ConsentPurpose.PHOTO_INTERNAL, ConsentDecision.GIVEN)
    consents.record(session, [gone], yes)
    before = content(session)
    merging.merge(session, kept, gone)
    undo.undo(session)
    assert content(session) == before
    merging.merge(session, kept, gone)
    merge = undo.entries(session)[0].id
    consents.withdraw(session, [kept], Decided(ConsentPurpose.PHOTO_INTERNAL, ConsentDecision.WITHDRAWN))
    with pytest.raises(Refused) as caught:
        undo.undo(session, merge)
    assert "withdrawn" in caught.value.message.msgid
    done = undo.undo_partly(session, merge)
    assert [one.table for one in done.records if one.outcome is Outcome.REFUSED] == ["consent"]
    assert people.by_id(session, gone).given == "Mette"
    assert consents.of_people(session, [gone])[gone].decision(ConsentPurpose.PHOTO_INTERNAL) is None


def test_not_the_same_stands_until_it_is_undone(session: Session) -> None:
    kept, gone, third = add(session), add(session), add(session)
    assert distinct.note(session, [(gone, kept), (kept, gone), (gone, third)]) == 2
    with pytest.raises(Refused):
        merging.merge(session, kept, gone)
    undo.undo(session)
    distinct.note(session, [(gone, third)])
    before = content(session)
    merging.merge(session, kept, gone)
    assert distinct.are_distinct(session, third, kept)
    undo.undo(session)
    assert content(session) == before


def test_what_cannot_be_is_refused(session: Session) -> None:
    kept, gone = add(session), add(session)
    with pytest.raises(Refused):
        merging.merge(session, kept, kept)
    with pytest.raises(NotFound):
        merging.merge(session, kept, 99)
    with pytest.raises(Invalid):
        merging.merge(session, kept, gone, {"protected": Side.OTHER})
    with pytest.raises(Changed):
        merging.merge(session, kept, gone, versions=(1, 7))
    assert people.by_id(session, gone).id == gone


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    """Periods one after the other, the last one perhaps open."""
    edges = sorted(draw(st.sets(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=6)))
    pairs: list[tuple[date, date | None]] = list(zip(edges[::2], edges[1::2], strict=False))
    return [*pairs, (edges[-1], None)] if len(edges) % 2 else pairs


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_merged_and_undone_the_file_is_as_before(session: Session, data: st.DataObject) -> None:
    numbers = [
        people.add(session, {
            "given": data.draw(st.sampled_from(["Mette", "Metta"])), "family": "Holm",
            "birth_year": data.draw(st.sampled_from([None, 2006, 2007])),
            "email": data.draw(st.sampled_from(["", "a@x.example", "b@x.example"])),
            "phone": data.draw(st.sampled_from(["", "94000001", "94000002"])),
            "tags": data.draw(st.lists(st.sampled_from(["kok", "tale"]), max_size=2)),
        }, [
            {"organisation": data.draw(st.sampled_from(["Ravnshede", "Bugten"])),
             "class_name": data.draw(st.sampled_from(["", "h1"])), "from_date": span[0], "until_date": span[1]}
            for span in data.draw(spans())
        ]).id
        for _ in range(2)
    ]  # fmt: skip
    network = networks.add(session, {"name": f"Netværk {numbers[0]}"}).id
    with session.write(Operation.MEMBERSHIP_JOIN) as transaction:
        for number in numbers:
            for first, last in data.draw(spans()):
                transaction.insert("membership", {
                    "person_id": number, "network_id": network, "role": "member", "seat_id": None,
                    "from_date": first.isoformat(), "until_date": last and last.isoformat(), "end_reason": "",
                    "calendar_invitation": data.draw(st.integers(0, 1)),
                })  # fmt: skip
            for first, last in data.draw(spans()):
                transaction.insert("school_period", {
                    "person_id": number, "class_name": "", "organisation_id": None,
                    "from_date": first.isoformat(), "until_date": (last or first).isoformat(),
                })  # fmt: skip
        transaction.keep()
    before = content(session)
    member = {day for number in numbers for day in _days(rows(session, "membership", number))}
    merging.merge(session, *numbers)
    assert _days(rows(session, "membership", numbers[0])) == member
    undo.undo(session)
    assert content(session) == before
    assert log.first_broken_link(session.database) is None


def _days(spans: list[dict[str, object]]) -> set[int]:
    """The days of these rows, to the end of 2030."""
    found: set[int] = set()
    for row in spans:
        first = date.fromisoformat(str(row["from_date"])).toordinal()
        last = date.fromisoformat(str(row["until_date"] or "2030-12-31")).toordinal()
        found |= set(range(first, last + 1))
    return found
