"""Places and the queue for them: given away in order, given on by themselves, never twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import invitations, meetings, people
from core.attending import answers, capacity, guests, headcounts
from core.door.session import Session, open_session
from core.duplicates import merging
from core.errors import NotFound, Refused
from core.meetings import Meeting
from core.past import undo
from core.privacy import erasure
from core.rules.day_words import read_span
from core.rules.kinds import Answer, ErasureReason
from tests.core.conftest import NOW, OpenAs

YES, NO, MAYBE, WAIT = Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE, Answer.WAITING


def full(session: Session, meeting: Meeting) -> None:
    """Anna and Bo come, Clara and Dorthe wait in that order."""
    for person in (1, 2, 3, 4):
        answers.note(session, meeting.id, person, YES)


def held(session: Session, meeting: Meeting) -> dict[str, Answer]:
    return {one.person.split()[0]: one.answer for one in invitations.participants(session, meeting.id)}


def queue(session: Session, meeting: Meeting) -> list[str]:
    return [one.person.split()[0] for one in answers.waiting(session, meeting.id)]


def test_whoever_finds_no_place_waits_in_order_of_answering(session: Session, meeting: Meeting) -> None:
    assert answers.note(session, meeting.id, 4, YES).noted is YES
    assert answers.note(session, meeting.id, 2, YES).noted is YES
    third = answers.note(session, meeting.id, 5, YES)
    assert (third.noted, third.place) == (WAIT, 1)
    assert answers.note(session, meeting.id, 1, YES).place == 2
    again = answers.note(session, meeting.id, 5, YES)
    assert (again.noted, again.place) == (WAIT, 1)
    assert queue(session, meeting) == ["Emil", "Anna"]
    assert capacity.places(session, meeting.id) == capacity.Places(2, 2, 2)


def test_a_free_place_goes_to_whoever_waited_longest_and_it_is_said(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    done = answers.note(session, meeting.id, 1, NO)
    assert done.moved_up == ("Clara Holm",)
    assert held(session, meeting)["Clara"] is YES
    assert [one.person for one in answers.moved_up(session, meeting.id)] == ["Clara Holm"]
    undo.undo(session)
    assert (held(session, meeting)["Anna"], held(session, meeting)["Clara"]) == (YES, WAIT)
    assert answers.moved_up(session, meeting.id) == []


def test_who_moved_up_is_on_a_list_until_they_are_told(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    answers.note_all(session, meeting.id, {1: NO, 2: NO})
    assert [one.person_id for one in answers.moved_up(session, meeting.id)] == [3, 4]
    assert answers.told(session, meeting.id, [4]) == 1
    assert [one.person_id for one in answers.moved_up(session, meeting.id)] == [3]
    answers.note(session, meeting.id, 3, YES)  # they answer it themselves
    assert answers.moved_up(session, meeting.id) == []
    undo.undo(session)
    assert answers.told(session, meeting.id) == 1


def test_a_maybe_takes_no_place_and_one_is_let_in_over(session: Session, meeting: Meeting) -> None:
    answers.note(session, meeting.id, 5, MAYBE)
    full(session, meeting)
    assert answers.note(session, meeting.id, 5, YES, over=True).noted is YES
    assert capacity.places(session, meeting.id) == capacity.Places(2, 3, 2)
    assert answers.note(session, meeting.id, 1, NO).moved_up == ()  # two are there still


def test_who_would_wait_finds_a_free_place(session: Session, meeting: Meeting) -> None:
    assert answers.note(session, meeting.id, 1, WAIT).noted is YES


def test_more_room_lets_the_queue_in(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    meetings.edit(session, meeting.id, {"capacity": 4}, version=meetings.get(session, meeting.id).version)
    assert queue(session, meeting) == []
    undo.undo(session)
    assert queue(session, meeting) == ["Clara", "Dorthe"]
    meetings.edit(session, meeting.id, {"capacity": None}, version=meetings.get(session, meeting.id).version)
    assert queue(session, meeting) == []


def test_taken_off_merged_or_erased_frees_a_place(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    invitations.uninvite(session, meeting.id, [1])
    assert held(session, meeting)["Clara"] is YES
    merging.merge(session, 3, 2)  # both had one
    assert held(session, meeting)["Dorthe"] is YES
    answers.note(session, meeting.id, 5, YES)
    erasure.erase_person(session, 4, ErasureReason.REQUEST)
    assert held(session, meeting) == {"Clara": YES, "Emil": YES}


def test_two_made_one_keep_the_place_in_the_queue(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    merging.merge(session, 5, 3)
    assert queue(session, meeting) == ["Emil", "Dorthe"]
    undo.undo(session)
    assert queue(session, meeting) == ["Clara", "Dorthe"]


def test_an_undo_does_not_bring_anybody_back_to_a_place_that_is_taken(session: Session, meeting: Meeting) -> None:
    answers.note_all(session, meeting.id, {1: YES, 2: YES})
    answers.note(session, meeting.id, 1, NO)
    gone = undo.entries(session, limit=1)[0].id
    answers.note_all(session, meeting.id, {3: YES, 4: YES})
    undo.undo(session, gone)
    assert capacity.places(session, meeting.id).taken == 2
    assert queue(session, meeting) == ["Anna", "Dorthe"]  # she had answered first


def test_guests_and_headcounts_take_places_too(session: Session, meeting: Meeting) -> None:
    guest = guests.add(session, meeting.id, "Fru Lund")
    headcounts.set_count(session, meeting.id, "Fjorden", expected=1)
    assert answers.note(session, meeting.id, 1, YES).noted is WAIT
    with pytest.raises(Refused):
        guests.add(session, meeting.id, "Hr. Lund")
    with pytest.raises(Refused):
        headcounts.set_count(session, meeting.id, "Fjorden", expected=2)
    assert guests.add(session, meeting.id, "Den uanmeldte", walk_in=True).walk_in
    guests.remove(session, guest.id)
    assert held(session, meeting)["Anna"] is YES
    headcounts.set_count(session, meeting.id, "Fjorden", expected=3, over=True)


def test_an_answer_after_the_last_day_is_late(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    meetings.edit(session, meeting.id, {"sign_up_by": "2026-11-20"}, version=meetings.get(session, meeting.id).version)
    assert not answers.note(session, meeting.id, 1, YES).late
    with open_as("anna", NOW + timedelta(days=1, hours=13)) as evening:  # 23.30 in Denmark on the last day
        assert not answers.note(evening, meeting.id, 2, MAYBE).late
    with open_as("anna", NOW + timedelta(days=1, hours=14)) as night:
        assert answers.note(night, meeting.id, 3, NO).late
    late = {one.person_id for one in invitations.participants(session, meeting.id) if one.late}
    assert late == {3}


def test_a_moved_meeting_asks_those_who_wait_as_well(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    later = read_span("27-11-2026 17-19", session.today)
    meetings.move(session, meeting.id, later, version=meetings.get(session, meeting.id).version)
    assert set(held(session, meeting).values()) == {Answer.NEEDS_ACTION}
    undo.undo(session)
    assert queue(session, meeting) == ["Clara", "Dorthe"]


def test_who_is_not_invited_is_named(session: Session, meeting: Meeting) -> None:
    stranger = people.add(session, {"given": "Frida", "family": "Lund"}).id
    with pytest.raises(NotFound) as error:
        answers.note(session, meeting.id, stranger, YES)
    assert error.value.message.values["name"] == "Frida Lund"


def test_an_hour_after_the_meeting_nobody_moves_up(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    full(session, meeting)
    with open_as("anna", NOW + timedelta(days=8)) as later:
        assert answers.note(later, meeting.id, 1, NO).moved_up == ()
    assert queue(session, meeting) == ["Clara", "Dorthe"]


STEPS = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from([YES, NO, MAYBE, WAIT, Answer.NEEDS_ACTION, "off", "undo"])),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_there_are_never_more_than_places_and_nobody_waits_beside_a_free_one(
    session: Session, meeting: Meeting, steps: list[tuple[int, Answer | str]]
) -> None:
    again = [one.person_id for one in invitations.participants(session, meeting.id, removed=True)]
    invitations.invite(session, meeting.id, people=again)
    answers.note_all(session, meeting.id, dict.fromkeys(again, Answer.NEEDS_ACTION))
    for person, what in steps:
        try:
            match what:
                case "off":
                    invitations.uninvite(session, meeting.id, [person])
                case "undo":
                    undo.undo(session)
                case Answer():
                    answers.note(session, meeting.id, person, what)
        except (NotFound, Refused):
            continue
        now = capacity.places(session, meeting.id)
        assert now.taken <= 2
        assert not (now.waiting and now.free)
        assert len({one.place for one in answers.waiting(session, meeting.id)}) == now.waiting


def test_the_file_stays_whole(session: Session, meeting: Meeting) -> None:
    full(session, meeting)
    with open_session(session.path, account="bo", clock=lambda: NOW) as other:
        assert queue(other, meeting) == ["Clara", "Dorthe"]


def test_a_cancelled_meeting_takes_no_answers(session: Session, meeting: Meeting) -> None:
    meetings.cancel(session, meeting.id)
    with pytest.raises(Refused) as refused:
        answers.note(session, meeting.id, 1, YES)
    assert "cancelled" in refused.value.message.msgid
    undo.undo(session)
    assert answers.note(session, meeting.id, 1, YES).noted is YES
