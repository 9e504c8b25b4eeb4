"""The way through: who finishes, and what becomes of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core import affiliations, invitations, meetings, memberships, networks, people
from core.door.session import Session
from core.errors import Invalid, NotAllowed, Refused
from core.messages import say
from core.past import undo
from core.privacy import consents
from core.rules.day_words import read_span
from core.rules.kinds import (
    AffiliationKind,
    ConsentChannel,
    ConsentDecision,
    ConsentPurpose,
    EndReason,
    NetworkKind,
    OrganisationKind,
)  # fmt: skip
from core.school import finishing, leaving, rollover
from core.school.rollover import Alumnus
from core.upkeep import bulk
from core.upkeep.changes import NextStage
from tests.core.conftest import OpenAs
from tests.core.mailing.files import made

TODAY = date(2026, 11, 19)
ENDS = date(2026, 12, 18)
DAY = timedelta(days=1)
PUPIL, APPRENTICE, JOURNEYMAN = AffiliationKind.PUPIL, AffiliationKind.APPRENTICE, AffiliationKind.JOURNEYMAN
TABLES = ("person", "affiliation", "membership", "participation", "consent", "meeting")


def school(ends: date | None = ENDS, begins: date | None = date(2024, 8, 1)) -> affiliations.AffiliationFields:
    return {
        "kind": PUPIL, "organisation": "Gudenå Erhvervsskole", "organisation_kind": OrganisationKind.SCHOOL,
        "education": "Tømrer", "class_name": "h3tøm24", "from_date": begins, "until_date": ends,
    }  # fmt: skip


def company(ends: date | None = ENDS) -> affiliations.AffiliationFields:
    return {
        "kind": APPRENTICE, "organisation": "Bjerg Byg", "organisation_kind": OrganisationKind.COMPANY,
        "education": "Tømrer", "from_date": date(2025, 1, 1), "until_date": ends,
    }  # fmt: skip


def person(session: Session, name: str, *places: affiliations.AffiliationFields) -> int:
    return people.add(session, {"given": name}, places).id


def network(session: Session, name: str, kind: NetworkKind, *members: int) -> int:
    made = networks.add(session, {"name": name, "kind": kind, "neutral_title": "Møde"}).id
    if kind is NetworkKind.DIVERSITY:
        networks.open_shielded(session, made, "tovholder")
    memberships.join(session, made, members, from_date=date(2026, 1, 1))
    return made


def content(session: Session) -> list[list[tuple[object, ...]]]:
    """All that a step can change; what only counts up is left out."""
    found = []
    for table in TABLES:
        names = [row[0] for row in session.query("SELECT name FROM pragma_table_info(?)", [table])]
        kept = ", ".join(
            name for name in names if name not in ("version", "changed_at", "search_key", "stamp", "sequence")
        )
        found.append(session.query(f"SELECT {kept} FROM {table} ORDER BY id"))
    return found


def places(session: Session, number: int) -> set[tuple[AffiliationKind, str, date | None, date | None]]:
    every = affiliations.of_people(session, [number])[number]
    return {(one.kind, one.organisation, one.from_date, one.until_date) for one in every}


def seats(session: Session, number: int) -> set[tuple[str, date, date | None, EndReason | None]]:
    every = memberships.of_person(session, number)
    return {(one.network, one.from_date, one.until_date, one.end_reason) for one in every}


# -- who finishes --------------------------------------------------------------------------------------------------


def test_those_whose_training_ends_in_the_next_sixty_days_finish(session: Session) -> None:
    soon = person(session, "Anna", school(), company())
    later = person(session, "Bo", school(TODAY + timedelta(days=61)))
    person(session, "Cilla", school(None))
    person(session, "Dorte", {**school(), "kind": AffiliationKind.TEACHER})
    assert finishing.ids(session) == [soon]
    assert finishing.ids(session, first=TODAY, last=TODAY + timedelta(days=90)) == [soon, later]
    assert finishing.ids(session, "bo", last=TODAY + timedelta(days=90)) == [later]
    (row,) = finishing.rows(session, [soon])
    assert (row.kind, row.school, row.company, row.class_name, row.end, row.past, row.consent) == (
        APPRENTICE, "Gudenå Erhvervsskole", "Bjerg Byg", "h3tøm24", ENDS, False, None,
    )  # fmt: skip


def test_who_goes_on_does_not_finish(session: Session) -> None:
    person(session, "Anna", school(), school(date(2027, 6, 30), ENDS + DAY))
    person(session, "Bo", school(), school(None, ENDS + DAY))
    person(session, "Cilla", school(), company(None))
    person(session, "Dorte", school(), {**company(), "kind": JOURNEYMAN, "from_date": ENDS + DAY, "until_date": None})
    ends_at_the_company = person(session, "Erik", school(None), company())
    assert finishing.ids(session) == [ends_at_the_company]


def test_those_past_their_end_are_listed_as_long_as_they_are_in_a_pupils_network(
    session: Session, open_as: OpenAs
) -> None:
    past = date(2026, 6, 30)
    forgotten = person(session, "Anna", school(past))
    person(session, "Bo", school(past))
    alumna = person(session, "Cilla", school(past))
    hidden = person(session, "Dorte", school(past))
    network(session, "Lærlinge", NetworkKind.APPRENTICE, forgotten)
    network(session, "Alumner", NetworkKind.ALUMNI, alumna)
    network(session, "Plads til alle", NetworkKind.DIVERSITY, hidden)
    assert finishing.ids(session) == [forgotten, hidden]
    assert finishing.rows(session, [forgotten])[0].past
    assert finishing.rows(session, [hidden])[0].networks == ("Plads til alle",)
    with open_as("bo") as other:
        assert finishing.ids(other) == [forgotten]
        assert finishing.rows(other, [hidden])[0].networks == ()


# -- alumni --------------------------------------------------------------------------------------------------------


def test_an_alumnus_has_agreed_leaves_the_pupils_networks_and_goes_on_as_a_journeyman(session: Session) -> None:
    anna = person(session, "Anna", school(), company())
    network(session, "Lærlinge", NetworkKind.APPRENTICE, anna)
    network(session, "Styregruppe", NetworkKind.STEERING, anna)
    alumni = network(session, "Alumner", NetworkKind.ALUMNI)
    before = content(session)
    done = rollover.alumnus(
        session, [anna], Alumnus(alumni, agreed=ConsentChannel.SPOKEN, private_email="Anna@post.example")
    )
    assert (done.people, done.left_out) == (1, ())
    assert places(session, anna) == {
        (PUPIL, "Gudenå Erhvervsskole", date(2024, 8, 1), ENDS), (APPRENTICE, "Bjerg Byg", date(2025, 1, 1), ENDS),
        (JOURNEYMAN, "Bjerg Byg", ENDS + DAY, None),
    }  # fmt: skip
    assert seats(session, anna) == {
        ("Lærlinge", date(2026, 1, 1), ENDS, EndReason.FINISHED), ("Styregruppe", date(2026, 1, 1), None, None),
        ("Alumner", ENDS + DAY, None, None),
    }  # fmt: skip
    agreed = consents.of_person(session, anna)
    assert agreed.decision(ConsentPurpose.ALUMNI_CONTACT) is ConsentDecision.GIVEN
    assert agreed.standing[0].channel is ConsentChannel.SPOKEN
    assert people.by_id(session, anna).private_email == "anna@post.example"
    assert finishing.ids(session) == []
    undo.undo(session)
    assert content(session) == before


def test_who_has_not_agreed_does_not_become_an_alumnus(session: Session) -> None:
    yes, no = person(session, "Anna", school()), person(session, "Bo", school())
    teacher = person(session, "Cilla", {"organisation": "Gudenå Erhvervsskole", "kind": AffiliationKind.TEACHER})
    alumni = network(session, "Alumner", NetworkKind.ALUMNI)
    given = consents.Decided(ConsentPurpose.ALUMNI_CONTACT, ConsentDecision.GIVEN)
    consents.record(session, [yes], given)
    done = rollover.alumnus(session, [yes, no, teacher], Alumnus(alumni))
    assert done.people == 1
    assert {(one.reason, one.count) for one in done.left_out} == {
        (rollover.NOT_AGREED, 1), (rollover.NOT_IN_TRAINING, 1)
    }  # fmt: skip
    assert seats(session, yes) == {("Alumner", ENDS + DAY, None, None)}
    # A pupil without a company is no journeyman yet.
    assert {kind for kind, *_ in places(session, yes)} == {PUPIL}
    assert seats(session, no) == set()
    with pytest.raises(Refused):
        rollover.alumnus(session, [no], Alumnus(alumni))


def test_whose_basic_course_ends_goes_on_to_the_next_stage_the_day_after(session: Session) -> None:
    second = {**school(), "class_name": "gf2tøm26", "stage": "2. grundforløb"}
    first = {**school(ENDS + DAY), "class_name": "gf1tøm26", "stage": "GF1"}
    main = {**school(), "stage": "H3"}
    anna, bo, carl = (person(session, name, place) for name, place in (("A", second), ("B", first), ("C", main)))
    listed = finishing.rows(session, finishing.ids(session))
    assert [(one.id, one.next_stage) for one in listed] == [(anna, "H1"), (carl, ""), (bo, "GF2")]
    before = content(session)
    bulk.apply(session, [anna, bo, carl], NextStage(None, rename=True))
    assert finishing.ids(session) == []
    now = affiliations.of_people(session, [anna, bo, carl])
    assert [(one.kind, one.stage, one.class_name, one.from_date, one.until_date) for one in now[anna]] == [
        (APPRENTICE, "H1", "h1tøm26", ENDS + DAY, None),
        (PUPIL, "2. grundforløb", "gf2tøm26", date(2024, 8, 1), ENDS),
    ]
    assert (now[bo][0].kind, now[bo][0].stage, now[bo][0].from_date) == (PUPIL, "GF2", ENDS + 2 * DAY)
    assert now[carl][0].stage == "H4"
    undo.undo(session)
    assert content(session) == before


def test_the_next_stage_does_not_end_before_it_begins(session: Session) -> None:
    anna = person(session, "A", {**school(), "stage": "GF2"})
    (row,) = bulk.preview(session, [anna], NextStage(None, until=ENDS)).refused
    assert row.reason == say(
        "It cannot end on {end}: it began on {begin}.", end=ENDS, begin=ENDS + DAY
    )


def test_past_the_end_networks_are_left_today_and_alumni_begin_today(session: Session) -> None:
    past = date(2026, 6, 30)
    anna = person(session, "Anna", school(past), company(past))
    network(session, "Lærlinge", NetworkKind.APPRENTICE, anna)
    alumni = network(session, "Alumner", NetworkKind.ALUMNI)
    rollover.alumnus(session, [anna], Alumnus(alumni, agreed=ConsentChannel.PAPER))
    assert seats(session, anna) == {
        ("Lærlinge", date(2026, 1, 1), TODAY, EndReason.FINISHED), ("Alumner", TODAY, None, None)
    }  # fmt: skip
    assert (JOURNEYMAN, "Bjerg Byg", past + DAY, None) in places(session, anna)


def test_an_alumni_network_is_one_and_is_open_to_the_account(session: Session, open_as: OpenAs) -> None:
    anna = person(session, "Anna", school())
    girls = network(session, "Piger", NetworkKind.GIRLS)
    shielded = network(session, "Plads", NetworkKind.DIVERSITY)
    with pytest.raises(Refused):
        rollover.alumnus(session, [anna], Alumnus(girls, agreed=ConsentChannel.PAPER))
    with open_as("bo") as other, pytest.raises(NotAllowed):
        rollover.alumnus(other, [anna], Alumnus(shielded, agreed=ConsentChannel.PAPER))
    with pytest.raises(Invalid):
        rollover.alumnus(session, [anna, anna + 1], Alumnus(private_email="a@post.example"))
    assert consents.of_person(session, anna).events == ()


def test_who_comes_back_gets_a_new_membership_and_keeps_the_old_one(session: Session, open_as: OpenAs) -> None:
    anna = person(session, "Anna", school())
    apprentices = network(session, "Lærlinge", NetworkKind.APPRENTICE, anna)
    rollover.leave(session, [anna], on=TODAY)
    with open_as("anna", session.now + timedelta(days=30)) as later:
        memberships.join(later, apprentices, [anna])
        assert seats(later, anna) == {
            ("Lærlinge", date(2026, 1, 1), TODAY, EndReason.FINISHED),
            ("Lærlinge", TODAY + timedelta(days=30), None, None),
        }


# -- goodbye, longer, further --------------------------------------------------------------------------------------


def test_leaving_ends_everything_current_and_deletes_nobody(session: Session) -> None:
    anna = person(session, "Anna", school(), company(None))
    apprentices = network(session, "Lærlinge", NetworkKind.APPRENTICE, anna)
    coming = meetings.plan(session, {"title": "Virksomhedsbesøg"}, read_span("1/12 17-19", TODAY), [apprentices])
    held = meetings.plan(session, {"title": "Kick-off"}, read_span("2026-10-01 17-19", TODAY), [apprentices])
    for meeting in (coming, held):
        invitations.invite(session, meeting.id, people=[anna])
    before = content(session)
    left = leaving.leave(session, [anna], reason=EndReason.WISH)
    assert left == leaving.Left(1, 2, 1, 1)
    assert {until for *_, until in places(session, anna)} == {TODAY}
    assert seats(session, anna) == {("Lærlinge", date(2026, 1, 1), TODAY, EndReason.WISH)}
    assert invitations.participants(session, coming.id) == []
    assert len(invitations.participants(session, held.id)) == 1
    assert people.by_id(session, anna).name == "Anna"
    undo.undo(session)
    assert content(session) == before


def test_who_was_sent_a_calendar_file_is_due_a_cancellation(session: Session) -> None:
    anna = people.add(session, {"given": "Anna", "email": "anna@skole.example"}, [school()]).id
    meeting = meetings.plan(
        session, {"title": "Besøg", "organiser_email": "netvaerk@skole.example"}, read_span("1/12 17-19", TODAY)
    )
    invitations.invite(session, meeting.id, people=[anna])
    made(session, meeting.id)
    leaving.leave(session, [anna])
    assert [one.method.value for one in made(session, meeting.id).messages] == ["CANCEL"]


def test_what_was_to_begin_after_leaving_never_does(session: Session) -> None:
    anna = person(session, "Anna", school(TODAY), school(None, TODAY + DAY))
    leaving.leave(session, [anna])
    assert [until for *_, until in places(session, anna)] == [TODAY]
    with pytest.raises(Refused):
        leaving.leave(session, [anna])
    bo = person(session, "Bo", school(None, date(2026, 9, 1)))
    with pytest.raises(Invalid):
        leaving.leave(session, [bo], on=date(2026, 8, 1))


def test_leaving_leaves_closed_networks_alone(session: Session, open_as: OpenAs) -> None:
    anna = person(session, "Anna", school())
    network(session, "Plads til alle", NetworkKind.DIVERSITY, anna)
    with open_as("bo") as other:
        assert leaving.leave(other, [anna]) == leaving.Left(1, 1, 0, 0)
        assert undo.last_own(other).operation.value == "person.leave"
    assert seats(session, anna) == {("Plads til alle", date(2026, 1, 1), None, None)}


def test_goodbye_is_said_on_the_expected_day(session: Session) -> None:
    anna, bo = person(session, "Anna", school()), person(session, "Bo", school(date(2026, 6, 30)))
    network(session, "Lærlinge", NetworkKind.APPRENTICE, anna, bo)
    assert rollover.leave(session, [anna, bo]).people == 2
    assert seats(session, anna) == {("Lærlinge", date(2026, 1, 1), ENDS, EndReason.FINISHED)}
    assert seats(session, bo) == {("Lærlinge", date(2026, 1, 1), TODAY, EndReason.FINISHED)}
    assert len(undo.entries(session, operation="rollover")) == 1


def test_once_it_is_decided_nobody_is_asked_again_until_the_end_is_another(session: Session) -> None:
    leaves, alumna, comes_back = (person(session, name, school()) for name in ("Anna", "Bo", "Cilla"))
    rollover.leave(session, [leaves, comes_back])
    rollover.alumnus(session, [alumna], Alumnus(agreed=ConsentChannel.PAPER))
    assert finishing.ids(session) == []
    with pytest.raises(Refused):
        rollover.leave(session, [leaves])
    rollover.extend(session, [comes_back], ENDS + DAY)
    assert finishing.ids(session) == [comes_back]
    undo.undo(session)
    undo.undo(session)
    assert finishing.ids(session) == [alumna]


def test_who_goes_on_longer_has_a_new_expected_end(session: Session) -> None:
    anna, bo = person(session, "Anna", school(), company()), person(session, "Bo", school(None))
    until = date(2027, 6, 30)
    done = rollover.extend(session, [anna, bo], until)
    assert (done.people, done.left_out[0].reason) == (1, rollover.NO_EXPECTED_END)
    assert {one[3] for one in places(session, anna)} == {until}
    undo.undo(session)
    assert {one[3] for one in places(session, anna)} == {ENDS}
    with pytest.raises(Invalid):
        rollover.extend(session, [anna], TODAY - DAY)


def test_a_pupil_begins_training_and_an_apprentice_becomes_a_journeyman(session: Session) -> None:
    anna = person(session, "Anna", school(None))
    rollover.apprentice(session, [anna], "Bjerg Byg", on=date(2026, 12, 1), until=date(2028, 12, 1))
    trained = affiliations.of_people(session, [anna])[anna][0]
    assert (trained.kind, trained.education, trained.until_date) == (APPRENTICE, "Tømrer", date(2028, 12, 1))
    with pytest.raises(Refused):
        rollover.apprentice(session, [anna], "Dal Byg", on=date(2027, 1, 1))
    with pytest.raises(Invalid):
        rollover.apprentice(session, [anna], " ")
    rollover.journeyman(session, [anna], on=date(2028, 11, 30), company="Dal Byg")
    assert places(session, anna) == {
        (PUPIL, "Gudenå Erhvervsskole", date(2024, 8, 1), date(2028, 11, 30)),
        (APPRENTICE, "Bjerg Byg", date(2026, 12, 1), date(2028, 11, 30)),
        (JOURNEYMAN, "Dal Byg", date(2028, 12, 1), None),
    }  # fmt: skip
    with pytest.raises(Refused):
        rollover.journeyman(session, [anna])
    undo.undo(session)
    undo.undo(session)
    assert places(session, anna) == {(PUPIL, "Gudenå Erhvervsskole", date(2024, 8, 1), None)}


def test_a_dry_run_moves_nobody(session: Session) -> None:
    anna = person(session, "Anna", school())
    before = content(session)
    rollover.alumnus(replace(session, dry_run=True), [anna], Alumnus(agreed=ConsentChannel.PAPER))
    assert content(session) == before
