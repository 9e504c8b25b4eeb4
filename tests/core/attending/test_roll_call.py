"""The roll-call: set to a value, by two at once, with whoever comes in without an invitation; guests and headcounts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import affiliations, invitations, meetings, memberships, networks, people
from core.attending import guests, headcounts, roll_call
from core.attending.kinds import Attendance
from core.attending.typed import letters_and_key, matching
from core.door.session import Session
from core.errors import Invalid, NotAllowed, NotFound
from core.meetings import Meeting
from core.past import undo
from core.past.history import story
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind, Answer
from core.rules.weeks import read_weeks
from core.school import periods
from tests.core.conftest import NOW, OpenAs

PRESENT, ABSENT, EXCUSED = Attendance.PRESENT, Attendance.ABSENT, Attendance.EXCUSED


def said(session: Session, meeting: Meeting) -> dict[str, Attendance | None]:
    return {one.name.split()[0]: one.attendance for one in roll_call.roll_call(session, meeting.id).attendees}


def test_no_row_is_not_taken_and_absent_is_said(session: Session, meeting: Meeting) -> None:
    assert set(said(session, meeting).values()) == {None}
    assert roll_call.take(session, meeting.id, {1: PRESENT, 2: ABSENT, 3: EXCUSED}) == 3
    count = roll_call.roll_call(session, meeting.id).count
    assert (count.present, count.absent, count.excused, count.left, count.expected) == (1, 1, 1, 2, 5)
    undo.undo(session)
    assert set(said(session, meeting).values()) == {None}


def test_two_who_take_it_at_once_set_and_never_turn_around(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    with open_as("bo") as other:
        assert roll_call.take(session, meeting.id, {1: PRESENT}) == 1
        assert roll_call.take(other, meeting.id, {1: PRESENT, 2: PRESENT}) == 1
        assert said(session, meeting)["Anna"] is PRESENT
        by = session.query(
            "SELECT attendance_by FROM participation WHERE meeting_id = ? ORDER BY person_id", [meeting.id]
        )
        assert by[:2] == [("anna",), ("bo",)]
        roll_call.take(other, meeting.id, {1: None})
    assert said(session, meeting)["Anna"] is None


def test_expected_are_those_who_said_yes_or_are_not_away_from_school(session: Session, meeting: Meeting) -> None:
    for person in (1, 2):
        affiliations.add(session, person, {
            "kind": AffiliationKind.PUPIL, "organisation": "Fjorden", "class_name": "h1", "from_date": date(2026, 8, 1),
        })  # fmt: skip
    school = periods.classes(session)[0]
    periods.set_for_class(session, school.organisation_id, "h1", read_weeks("u34-38", 2026))
    invitations.answer(session, meeting.id, 2, Answer.ACCEPTED)
    invitations.answer(session, meeting.id, 3, Answer.DECLINED)
    expected = {one.id for one in roll_call.roll_call(session, meeting.id).attendees if one.expected}
    assert expected == {2, 4, 5}


def test_where_nobody_was_invited_the_members_of_that_day_are_called(
    session: Session, network: networks.Network
) -> None:
    anna = people.add(session, {"given": "Anna", "family": "Åkjær"}).id
    memberships.join(session, network.id, [anna])
    planned = meetings.plan(session, {"title": "Kaffe"}, read_span("26-11-2026 17-19", session.today), [network.id])
    assert [one.id for one in roll_call.roll_call(session, planned.id).attendees] == [anna]
    roll_call.take(session, planned.id, {anna: PRESENT})
    assert said(session, planned) == {"Anna": PRESENT}


def test_somebody_without_an_invitation_is_put_on_the_list_as_they_come(session: Session, meeting: Meeting) -> None:
    frida = people.add(session, {"given": "Frida", "family": "Lund"}).id
    roll_call.take(session, meeting.id, {frida: PRESENT})
    one = next(one for one in roll_call.roll_call(session, meeting.id).attendees if one.id == frida)
    assert (one.uninvited, one.expected, one.attendance) == (True, False, PRESENT)
    undo.undo(session)
    assert "Frida" not in said(session, meeting)
    with pytest.raises(NotFound):
        roll_call.take(session, meeting.id, {99: PRESENT})


def test_guests_are_called_by_name_and_the_log_names_nobody_twice(session: Session, meeting: Meeting) -> None:
    guest = guests.add(session, meeting.id, "Ole Lund", walk_in=True, attendance=PRESENT)
    roll_call.take(session, meeting.id, {-guest.id: EXCUSED})
    assert said(session, meeting)["Ole"] is EXCUSED
    last = undo.entries(session, limit=1)[0]
    told = story(session, last.id)
    assert [(one.field, one.after) for row in told for one in row.fields] == [("attendance", EXCUSED)]
    with pytest.raises(Invalid):
        guests.add(session, meeting.id, "121212-1212")


def test_headcounts_are_set_and_counted_one_by_one(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    meetings.edit(session, meeting.id, {"capacity": None}, version=meetings.get(session, meeting.id).version)
    headcounts.set_count(session, meeting.id, "10. klasse", expected=12)
    with open_as("bo") as other:
        headcounts.one_more(session, meeting.id, "10. klasse")
        headcounts.one_more(other, meeting.id, "10. Klasse")
        (one,) = headcounts.of_meeting(session, meeting.id)
        assert (one.name, one.expected, one.came) == ("10. klasse", 12, 2)
        assert roll_call.roll_call(session, meeting.id).count.there == 2
        undo.undo(other)
    assert roll_call.roll_call(session, meeting.id).count.there == 1
    headcounts.remove(session, one.id)
    assert headcounts.of_meeting(session, meeting.id) == []
    with pytest.raises(Invalid):
        headcounts.set_count(session, meeting.id, "10. klasse", came=-1)


def test_guests_are_forgotten_thirty_days_after_the_meeting(
    session: Session, meeting: Meeting, open_as: OpenAs
) -> None:
    came = guests.add(session, meeting.id, "Ole Lund", attendance=PRESENT)
    off = guests.add(session, meeting.id, "Grethe Lund")
    guests.remove(session, off.id)
    with open_as("anna", NOW + timedelta(days=36)) as soon:
        assert guests.forget_overdue(soon) == 0
    with open_as("anna", NOW + timedelta(days=38)) as later:
        assert guests.overdue(later) == 2
        assert guests.forget_overdue(later) == 2
        assert guests.of_meeting(later, meeting.id) == []
        (count,) = headcounts.of_meeting(later, meeting.id)
        assert (count.expected, count.came) == (1, 1)
        assert not later.query("SELECT 1 FROM change WHERE before LIKE '%Lund%' OR after LIKE '%Lund%'")
        assert guests.overdue(later) == 0
        with pytest.raises(NotAllowed):
            undo.undo(later, undo.entries(later, limit=1)[0].id)
    assert came.name.encode() not in session.path.read_bytes()


def test_a_shielded_meeting_is_called_by_those_who_opened_it_only(session: Session, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    planned = meetings.plan(session, {"title": "Aften"}, read_span("26-11-2026 17-19", session.today), [network.id])
    guest = guests.add(session, planned.id, "Ole Lund")
    headcounts.set_count(session, planned.id, "Fjorden", expected=3)
    with open_as("birgit") as other:
        for forbidden in (
            lambda: roll_call.roll_call(other, planned.id), lambda: guests.of_meeting(other, planned.id),
            lambda: headcounts.of_meeting(other, planned.id), lambda: guests.remove(other, guest.id),
            lambda: roll_call.take(other, planned.id, {-guest.id: PRESENT}),
            lambda: headcounts.one_more(other, planned.id, "Fjorden"),
        ):  # fmt: skip
            with pytest.raises(NotFound):
                forbidden()
        seen = {entry.operation.value for entry in undo.entries(other)}
        assert not seen & {"meeting.guest", "meeting.headcount"}


NAMES = {1: "Anna Åkjær", 2: "Anne-Mette Holm", 3: "Jens Bach", 4: "Jonas Møller"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 3, 4]), ("an", [1, 2]), ("met", [2]), ("aak", [1]), ("åk", [1]), ("ann ho", [2]), ("ller", [4]),
        ("xx", []), ("moe", [4]), ("mo", [4]), ("j", [3, 4]),
    ],
)  # fmt: skip
def test_a_few_letters_of_any_part_of_a_name(typed: str, found: list[int]) -> None:
    assert matching(NAMES, typed) == found


@pytest.mark.parametrize(
    ("line", "found", "key"),
    [
        ("jen j", (3,), "j"), ("jenj", (3,), "j"), ("jon", (4,), ""), ("annn", (1, 2), "n"), ("an n", (1, 2), "n"),
        ("j", (3, 4), ""), ("xxn", (), "n"),
    ],
)  # fmt: skip
def test_letters_and_then_a_key(line: str, found: tuple[int, ...], key: str) -> None:
    keyed = letters_and_key(NAMES, line, "jynmvw")
    assert (keyed.found, keyed.key) == (found, key)


@given(st.text(max_size=12), st.sampled_from("jynm"))
def test_a_key_is_never_taken_from_letters_that_mean_somebody(text: str, key: str) -> None:
    keyed = letters_and_key(NAMES, text + key, "jynm")
    if keyed.key and " " not in text.strip():
        assert not matching(NAMES, (text + key).strip())
