"""Answers of calendars read into a register: noted, kept for a person to decide, undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core import invitations, meetings, networks, people
from core.attending import answers
from core.calendar import Method
from core.door.session import Session
from core.errors import Invalid, NotFound, Refused
from core.mailing import state
from core.mailing.kinds import DueKind
from core.meetings import Meeting
from core.past import undo
from core.privacy.erasure import erase_person
from core.replies import importing, settling
from core.replies.judging import Verdict
from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer, ErasureReason
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from tests.core.conftest import NOW, OpenAs
from tests.core.mailing.files import made

DAY = date(2026, 11, 26)
EVENING = Span(LocalTime(DAY, time(17)), LocalTime(DAY, time(19)), False)


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """Anna (1), Bo (2) and Clara (3) are invited and have files; Dan (4) is in the register only."""
    for given in ("Anna", "Bo", "Clara", "Dan"):
        people.add(session, {"given": given, "email": f"{given.lower()}@elev.example"})
    network = networks.add(session, {"name": "Lærlinge Midt", "organiser_email": "tovholder@skole.example"})
    planned = meetings.plan(session, {"title": "Kick-off"}, EVENING, [network.id])
    invitations.invite(session, planned.id, people=[1, 2, 3])
    made(session, planned.id)
    return meetings.get(session, planned.id)


def said(meeting: Meeting, who: str, answer: PartStat = PartStat.ACCEPTED, minute: int = 0) -> CalendarReply:
    stamp = NOW.astimezone(UTC) + timedelta(minutes=minute)
    address = f"{who.lower()}@elev.example"
    return CalendarReply(ReplyMethod.REPLY, meeting.calendar_uid, address, who, answer, meeting.sequence, stamp)


def answer_of(session: Session, meeting: Meeting, person: int) -> Answer:
    return next(one.answer for one in invitations.participants(session, meeting.id) if one.person_id == person)


def test_looking_writes_nothing_noting_can_be_undone_and_reading_again_changes_nothing(
    session: Session, meeting: Meeting
) -> None:
    replies = [said(meeting, "Anna"), said(meeting, "Bo", PartStat.DECLINED), said(meeting, "Anna", PartStat.TENTATIVE, 1)]
    assert importing.plan(session, replies).counting == 3
    assert answer_of(session, meeting, 1) is Answer.NEEDS_ACTION
    assert [one.noted for one in importing.apply(session, replies).answers] == [
        Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE,
    ]  # fmt: skip
    assert answer_of(session, meeting, 1) is Answer.TENTATIVE
    invitations.answer(session, meeting.id, 1, Answer.DECLINED)  # on the phone
    last = undo.entries(session, limit=1)[0].id
    again = importing.apply(session, replies)
    assert again.count(Verdict.REPEATED) == 3
    assert (undo.entries(session, limit=1)[0].id, answer_of(session, meeting, 1)) == (last, Answer.DECLINED)
    undo.undo(session)
    undo.undo(session)
    assert answer_of(session, meeting, 1) is Answer.NEEDS_ACTION
    assert importing.plan(session, replies).counting == 3


def test_places_are_counted(session: Session, meeting: Meeting) -> None:
    meetings.edit(session, meeting.id, {"capacity": "1"}, version=meeting.version)
    done = importing.apply(session, [said(meeting, "Anna"), said(meeting, "Bo")])
    assert [one.noted for one in done.answers] == [Answer.ACCEPTED, Answer.WAITING]
    due = state.due(session, meeting.id)  # his calendar says that he comes
    assert [(one.person, one.kind, one.waits) for one in due.letters] == [("Bo", DueKind.CORRECTION, True)]


def test_a_word_on_the_phone_stands_against_an_older_answer_read_later(
    session: Session, meeting: Meeting, open_as: OpenAs
) -> None:
    monday, wednesday = said(meeting, "Anna", PartStat.ACCEPTED, 1), said(meeting, "Anna", PartStat.TENTATIVE, 3000)
    with open_as("ida", NOW + timedelta(days=1)) as tuesday:
        answers.note(tuesday, meeting.id, 1, Answer.DECLINED)
    (old,) = importing.apply(session, [monday]).answers
    assert (old.judged.verdict, answer_of(session, meeting, 1)) == (Verdict.OVERTAKEN, Answer.DECLINED)
    importing.apply(session, [wednesday])
    assert answer_of(session, meeting, 1) is Answer.TENTATIVE


def test_an_answer_to_the_old_time_does_not_count_until_somebody_says_so(session: Session, meeting: Meeting) -> None:
    later = Span(LocalTime(DAY, time(18)), LocalTime(DAY, time(20)), False)
    meetings.move(session, meeting.id, later, version=meeting.version)
    old = said(meeting, "Anna")
    assert importing.apply(session, [old, old]).asking == 1
    (kept,) = settling.open_replies(session, meeting.id)
    assert (kept.verdict, kept.person, kept.answer) == (Verdict.STALE, "Anna", Answer.ACCEPTED)
    assert answer_of(session, meeting, 1) is Answer.NEEDS_ACTION
    settling.take(session, kept.id)
    assert answer_of(session, meeting, 1) is Answer.ACCEPTED
    with pytest.raises(NotFound):
        settling.drop(session, kept.id)
    undo.undo(session)
    assert settling.open_replies(session) == [kept]
    settling.drop(session, kept.id)
    assert answer_of(session, meeting, 1) is Answer.NEEDS_ACTION


def test_taking_off_somebody_leaves_the_answers_of_others(session: Session, meeting: Meeting) -> None:
    invitations.uninvite(session, meeting.id, [2])
    assert importing.apply(session, [said(meeting, "Anna")]).count(Verdict.NOTED) == 1
    importing.apply(session, [said(meeting, "Bo")])
    (kept,) = settling.open_replies(session)
    assert kept.verdict is Verdict.TAKEN_OFF
    settling.take(session, kept.id)
    assert answer_of(session, meeting, 2) is Answer.ACCEPTED


def test_another_time_is_taken_as_a_move_and_refused_with_a_file(session: Session, meeting: Meeting) -> None:
    at = datetime(2026, 11, 27, 16, tzinfo=UTC)
    proposal = replace(said(meeting, "Clara"), method=ReplyMethod.COUNTER, proposed=(at, at + timedelta(hours=2)))
    importing.apply(session, [proposal])
    (kept,) = settling.open_replies(session)
    settling.refuse(session, kept.id)
    due = state.due(session, meeting.id)
    assert [(one.kind, one.person, one.message.method) for one in due.letters] == [
        (DueKind.REFUSAL, "Clara", Method.DECLINECOUNTER)
    ]
    undo.undo(session)
    assert state.due(session, meeting.id).letters == ()
    settling.refuse(session, kept.id)
    made(session, meeting.id, changed=True)
    assert state.due(session, meeting.id).letters == ()
    importing.apply(session, [replace(proposal, stamp=NOW + timedelta(hours=1))])
    (kept,) = settling.open_replies(session)
    settling.take(session, kept.id)
    moved = meetings.get(session, meeting.id)
    assert (moved.start_local, moved.sequence) == ("2026-11-27T17:00", meeting.sequence + 1)
    assert state.due(session, meeting.id).count(DueKind.UPDATE) == 3
    undo.undo(session)
    assert (meetings.get(session, meeting.id).span, state.due(session, meeting.id).letters) == (EVENING, ())


def test_somebody_else_comes_instead(session: Session, meeting: Meeting) -> None:
    sends = replace(said(meeting, "Anna", PartStat.DELEGATED), delegated_to="dan@elev.example")
    comes = replace(said(meeting, "Dan"), delegated_from="anna@elev.example")
    done = importing.apply(session, [sends, comes])
    assert [one.judged.verdict for one in done.answers] == [Verdict.DELEGATED, Verdict.NOTED]
    assert (answer_of(session, meeting, 1), answer_of(session, meeting, 4)) == (Answer.DECLINED, Answer.ACCEPTED)
    assert [(one.person, one.kind) for one in state.due(session, meeting.id).letters] == [("Dan", DueKind.INVITATION)]
    erase_person(session, 1, ErasureReason.REQUEST)  # who was sent instead stays
    assert answer_of(session, meeting, 4) is Answer.ACCEPTED


def test_who_is_sent_and_unknown_is_named_by_a_person(session: Session, meeting: Meeting) -> None:
    importing.apply(session, [replace(said(meeting, "Anna", PartStat.DELEGATED), delegated_to="d@privat.example")])
    (kept,) = settling.open_replies(session)
    with pytest.raises(Invalid):
        settling.take(session, kept.id)
    settling.take(session, kept.id, 4)
    assert (answer_of(session, meeting, 1), answer_of(session, meeting, 4)) == (Answer.DECLINED, Answer.NEEDS_ACTION)


def test_a_stranger_is_never_added_by_themselves(session: Session, meeting: Meeting) -> None:
    importing.apply(session, [said(meeting, "Dan"), said(meeting, "Fremmed")])
    assert {one.person_id for one in invitations.participants(session, meeting.id)} == {1, 2, 3}
    dan, stranger = settling.open_replies(session)
    settling.take(session, dan.id, "Dan")
    assert answer_of(session, meeting, 4) is Answer.ACCEPTED
    with pytest.raises(Refused):
        settling.refuse(session, stranger.id)
    undo.undo(session)
    assert {one.person_id for one in invitations.participants(session, meeting.id)} == {1, 2, 3}


def test_who_asks_for_the_invitation_again_is_due_it(session: Session, meeting: Meeting) -> None:
    importing.apply(session, [replace(said(meeting, "Bo"), method=ReplyMethod.REFRESH)])
    assert [(one.person, one.message.method) for one in state.due(session, meeting.id).letters] == [("Bo", Method.REQUEST)]


def test_nothing_is_kept_of_meetings_that_are_closed_or_not_here(session: Session, meeting: Meeting, open_as: OpenAs) -> None:
    network = networks.add(session, {"name": "Regnbuen", "kind": "diversity", "neutral_title": "Aftale",
                                     "organiser_email": "kontakt@skole.example"})  # fmt: skip
    hidden = meetings.plan(session, {"title": "Regnbuen mødes"}, EVENING, [network.id])
    invitations.invite(session, hidden.id, people=[1])
    with open_as("birgit") as other:
        for uid in (hidden.calendar_uid, "ukendt"):
            done = importing.apply(other, [replace(said(meeting, "Anna"), uid=uid)])
            assert done.count(Verdict.UNKNOWN_MEETING) == 1
    assert session.query("SELECT count(*) FROM calendar_reply") == [(0,)]
    importing.apply(session, [replace(said(meeting, "Dan"), uid=hidden.calendar_uid)])
    assert len(settling.open_replies(session)) == 1
    with open_as("birgit") as other:
        assert settling.open_replies(other) == []
        assert all(one.operation.value != "import.answers" for one in undo.entries(other))


def test_no_cpr_number_and_nothing_of_who_is_erased_is_kept(session: Session, meeting: Meeting) -> None:
    stranger = replace(said(meeting, "Dan"), attendee_name="Dan 010203-1234")
    importing.apply(session, [stranger, replace(said(meeting, "Anna"), mail_from="x@y.example")])
    assert "010203" not in str(session.query("SELECT detail FROM calendar_reply"))
    erase_person(session, 4, ErasureReason.REQUEST)
    assert "dan@" not in str(session.query("SELECT detail FROM calendar_reply"))
    assert "dan@" not in str(session.query("SELECT before, after FROM change"))
