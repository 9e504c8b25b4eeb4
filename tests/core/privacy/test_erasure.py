"""Erasing for real: nothing is left in the bytes, the log still holds, and no older copy brings anybody back."""

from datetime import date, time
from pathlib import Path

import pytest

from core import contacts, invitations, meetings, memberships, networks, people, views
from core.care import doctor, mend
from core.door.session import Session, open_session
from core.duplicates import merging
from core.errors import NotAllowed, NotFound, Refused
from core.past import history, undo
from core.past.reversal import Outcome
from core.privacy import consents, erasure
from core.privacy.consents import Decided
from core.rules.kinds import ConsentDecision, ConsentPurpose, ErasureReason, Purpose
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from core.search.fields import Subject
from db import check, erase, log
from db.queued import QueuedSqlite
from tests.core.conftest import NOW, OpenAs

MARKS = ("Zyxwine", "zyxwine", "Qvistgrund", "qvistgrund", "zq.private", "zq.school", "94771133", "Kvadratgade")


def known(session: Session) -> int:
    """Somebody whom every table knows."""
    person = people.add(
        session,
        {"given": "Zyxwine", "family": "Qvistgrund", "email": "zq.school@skole.example", "phone": "94771133",
         "private_email": "zq.private@hjemme.example", "street": "Kvadratgade 7", "birth_year": 2007},
        [{"organisation": "Ravnshede Erhvervsskole", "education": "Tømrer", "class_name": "h1tom26"}],
    )  # fmt: skip
    people.edit(session, person.id, {"known_as": "Zyxwinchen"}, version=person.version)
    network = networks.add(session, {"name": "Lærlinge"})
    memberships.join(session, network.id, [person.id])
    consents.record(
        session, [person.id], Decided(ConsentPurpose.PHOTO_INTERNAL, ConsentDecision.GIVEN, wording="2026-08")
    )
    made = contacts.contact_list(session, Purpose.CONTACT, query="zyxwine qvistgrund")
    contacts.log_export(session, made, network=None, query="Zyxwine Qvistgrund", format="csv")
    return person.id


def held(path: Path) -> bytes:
    family = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal", ".lock"))]
    return b"".join(one.read_bytes() for one in family if one.exists())


def left(path: Path) -> list[str]:
    every = held(path)
    return [mark for mark in MARKS if mark.encode() in every]


def fine(session: Session) -> None:
    assert log.first_broken_link(session.database) is None
    assert log.operations_rewritten(session.database) == []
    assert list(check.past_the_log(session.database)) == []
    assert check.foreign_keys(session.database) == []
    with session.database.turn("anna", "check"):
        assert check.search_index_holds(session.database)


def test_nothing_is_left_in_the_bytes(session: Session, path: Path) -> None:
    number = known(session)
    for other in range(40):
        people.add(session, {"given": f"Anden{other}", "family": "Jensen"})
    assert set(left(path)) >= {"Zyxwine", "Qvistgrund", "94771133", "zq.private"}
    receipt = erasure.erase_person(session, number, ErasureReason.REQUEST)
    assert receipt.overwritten and receipt.number == number and receipt.at == NOW
    assert left(path) == []
    with pytest.raises(NotFound):
        people.by_id(session, number)
    assert list(people.ids(session, "zyxwine")) == [] and list(people.ids(session, "94771133")) == []
    fine(session)
    stones = erase.tombstones(session.database)
    assert [one.reason for one in stones] == ["request"] and erase.noted(path)[0].uid == stones[0].uid


def test_the_search_index_has_no_piece_of_the_name(session: Session) -> None:
    erasure.erase_person(session, known(session), ErasureReason.REQUEST)
    session.database.execute_sql("CREATE VIRTUAL TABLE temp.pieces USING fts5vocab('main', 'person_search', 'row')")
    pieces = {row[0] for row in session.query("SELECT term FROM temp.pieces")}
    assert not pieces & {"zyx", "yxw", "qvi", "vis", "771"}


def test_somebody_taken_away_earlier_is_erased_from_the_log(session: Session, path: Path) -> None:
    person = people.add(session, {"given": "Zyxwine", "family": "Qvistgrund", "phone": "94771133"})
    people.remove(session, person.id)
    assert left(path)
    seen = erasure.preview(session, person.id)
    assert not seen.registered and seen.operations == 2
    erasure.erase_person(session, person.id, ErasureReason.UNLAWFUL)
    assert left(path) == []
    assert [one.uid for one in erase.tombstones(session.database)] == [person.uid]
    fine(session)


def test_nobody_is_erased_by_a_number_that_nobody_has(session: Session) -> None:
    with pytest.raises(NotFound):
        erasure.erase_person(session, 17, ErasureReason.REQUEST)
    assert undo.entries(session) == []


def test_an_erasure_cannot_be_undone_and_stands_in_the_way_of_no_other_undo(session: Session) -> None:
    other = people.add(session, {"given": "Anna", "family": "Holm"})
    number = known(session)
    network = networks.get(session, "laerlinge")
    memberships.join(session, network.id, [number, other.id])
    joined = undo.last_own(session).id
    erasure.erase_person(session, number, ErasureReason.OBJECTION)
    erased = undo.entries(session)[0]
    assert not erased.undoable
    with pytest.raises(NotAllowed):
        undo.undo(session, erased.id)
    undo.undo(session, joined)  # the second membership is Anna's alone
    assert memberships.members(session, network.id) == []


def test_an_undo_that_touches_the_erased_says_so_and_partly_goes_on(session: Session) -> None:
    anna = people.add(session, {"given": "Anna", "family": "Holm"})
    number = people.add(session, {"given": "Zyxwine"}).id
    network = networks.add(session, {"name": "Lærlinge"})
    memberships.join(session, network.id, [anna.id, number])
    joined = undo.last_own(session).id
    erasure.erase_person(session, number, ErasureReason.REQUEST)
    with pytest.raises(Refused) as caught:
        undo.undo(session, joined)
    assert "has been erased" in caught.value.message.msgid
    assert caught.value.hint is not None and "--partly" in caught.value.hint.msgid
    told = history.story(session, joined)
    assert [one.erased for one in told] == [False, True]
    assert not told[1].made and not told[1].gone and told[1].fields == ()
    done = undo.undo_partly(session, joined)
    assert sorted(one.outcome for one in done.records) == [Outcome.REFUSED, Outcome.REVERSED]
    assert memberships.members(session, network.id) == []
    assert undo.last_own(session).operation.value == "network.add"  # adding the erased is passed over
    fine(session)


def test_whoever_was_made_one_with_the_erased_is_erased_too(session: Session, path: Path) -> None:
    kept, gone = known(session), people.add(session, {"given": "Xenqvort", "family": "Holm", "phone": "94771144"})
    apart = people.add(session, {"given": "Anna", "family": "Bach", "phone": "94000001"}, [{"class_name": "h1"}])
    merging.merge(session, kept, apart.id)
    undo.undo(session)  # Anna is herself again, and stays so
    merging.merge(session, kept, gone.id)
    with pytest.raises(Refused) as caught:
        erasure.erase_person(session, gone.id, ErasureReason.REQUEST)
    assert caught.value.message.values["kept"] == kept
    erasure.erase_person(session, kept, ErasureReason.REQUEST)
    assert left(path) == [] and b"Xenqvort" not in held(path) and b"94771144" not in held(path)
    assert gone.uid in {one.uid for one in erase.tombstones(session.database)}
    still = people.by_id(session, apart.id)
    assert (still.name, still.phone) == ("Anna Bach", "+4594000001") and len(still.affiliations) == 1
    fine(session)


def test_a_reader_who_does_not_let_go_is_told_of_and_mended_later(session: Session, path: Path) -> None:
    number = known(session)
    reader = QueuedSqlite(path, read_only=True)
    reader.connect()
    reader.execute_sql("BEGIN")
    reader.execute_sql("SELECT count(*) FROM person").fetchall()
    session.database.pragma("busy_timeout", 20)
    assert not erasure.erase_person(session, number, ErasureReason.REQUEST).overwritten
    assert {one.check: one.state.value for one in doctor.examine(session)}["erasures"] == "finding"
    reader.close()
    mend.mend(session)
    assert left(path) == []
    assert {one.check: one.state.value for one in doctor.examine(session)}["erasures"] == "fine"


def test_a_dry_run_erases_nobody(session: Session, path: Path) -> None:
    number = known(session)
    with open_session(path, account="anna", clock=lambda: NOW, dry_run=True) as trying:
        assert not erasure.erase_person(trying, number, ErasureReason.REQUEST).overwritten
    assert people.by_id(session, number).given == "Zyxwine"
    assert erase.tombstones(session.database) == [] and erase.noted(path) == []


def test_the_preview_tells_of_saved_views_that_name_the_person(session: Session, open_as: OpenAs) -> None:
    number = known(session)
    views.save(session, "tal med", Subject.PERSON, "qvistgrund fornavn:zyxwine")
    views.save(session, "andre", Subject.PERSON, "qvistgrund")
    assert erasure.preview(session, number).mentions == ('visning:"tal med"',)
    with open_as("birgit") as other:
        assert erasure.preview(other, number).mentions == ()


def test_the_preview_tells_of_meetings_to_come_but_not_of_shielded_ones(session: Session, open_as: OpenAs) -> None:
    number = known(session)
    hidden = networks.add(session, {"name": "Mangfoldighed", "kind": "diversity", "neutral_title": "Netværk"})
    memberships.join(session, hidden.id, [number])
    consents.record(
        session, [number], Decided(ConsentPurpose.DIVERSITY_MEMBERSHIP, ConsentDecision.GIVEN, network=hidden.id)
    )
    span = Span(LocalTime(date(2026, 11, 24), time(16)), LocalTime(date(2026, 11, 24), time(18)), False)
    for title, network in (("Fyraften", networks.get(session, "laerlinge").id), ("Andet", hidden.id)):
        note = "Zyxwine Qvistgrund står for kaffen"
        meeting = meetings.plan(session, {"title": title, "description": note}, span, [network])
        invitations.invite(session, meeting.id, people=[number])
    mine = erasure.preview(session, number)
    assert [one.title for one in mine.coming] == ["Fyraften", "Andet"] and mine.memberships == 2 and mine.consents == 2
    with open_as("birgit") as other:
        seen = erasure.preview(other, number)
        assert [one.title for one in seen.coming] == ["Fyraften"] and seen.memberships == 1 and seen.consents == 1
        assert seen.mentions == ("Fyraften",)
        erasure.erase_person(other, number, ErasureReason.REQUEST)
        assert undo.entries(other)[0].operation.value == "person.erase"
        assert history.story(other, undo.entries(other)[0].id)[0].table == "person"
    assert memberships.members(session, hidden.id) == []
    fine(session)
