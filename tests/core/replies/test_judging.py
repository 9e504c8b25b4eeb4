"""Every kind of answer a calendar sends, and what it is worth."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.replies.judging import Judged, KnownMeeting, KnownPerson, Verdict, answered, judge
from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
START = datetime(2026, 11, 26, 16, tzinfo=UTC)
ANNA = KnownPerson(1, "Anna Åkjær", frozenset({"anna@elev.example", "anna@privat.example"}))
BO = KnownPerson(2, "Bo Boe", frozenset({"familien@boe.example"}))
EVA = KnownPerson(3, "Eva Boe", frozenset({"familien@boe.example"}))
MEETING = KnownMeeting(7, "Kick-off", False, 2, 1, START, START + timedelta(hours=2), (ANNA, BO, EVA))
ANNAS = "anna@elev.example"
YES = CalendarReply(ReplyMethod.REPLY, "uid", ANNAS, "Anna", PartStat.ACCEPTED, 2, AT, mail_from=ANNAS)
DIRECTORY = {"dan@elev.example": [4], "faelles@elev.example": [5, 6]}


def _with(person: KnownPerson) -> KnownMeeting:
    return replace(MEETING, people=(person,))


ANSWERED = _with(replace(ANNA, reply_sequence=2, reply_stamp=AT))
NEXT_DAY = (START + timedelta(days=1), START + timedelta(days=1, hours=2))
PROPOSAL = replace(YES, method=ReplyMethod.COUNTER, answer=PartStat.TENTATIVE, proposed=NEXT_DAY)
DELEGATES = replace(YES, answer=PartStat.DELEGATED, delegated_to="dan@elev.example")
DELEGATE = replace(
    YES, attendee="dan@elev.example", attendee_name="Dan", delegated_from="anna@elev.example", mail_from="dan@elev.example"
)


@pytest.mark.parametrize(
    ("reply", "meeting", "verdict"),
    [
        (YES, MEETING, Verdict.NOTED),
        (replace(YES, sequence=1), MEETING, Verdict.NOTED),  # a change nobody was asked about anew
        (replace(YES, mail_from=""), MEETING, Verdict.NOTED),  # a bare file
        (replace(YES, mail_from="anna@privat.example"), MEETING, Verdict.NOTED),  # another address of hers
        (replace(YES, stamp=None), MEETING, Verdict.NOTED),
        (replace(YES, sequence=9), MEETING, Verdict.NOTED),  # only the organiser raises SEQUENCE; some programs do
        (YES, ANSWERED, Verdict.REPEATED),
        (replace(YES, stamp=AT + timedelta(seconds=1), answer=PartStat.DECLINED), ANSWERED, Verdict.NOTED),
        (replace(YES, stamp=AT - timedelta(seconds=1)), ANSWERED, Verdict.OVERTAKEN),
        (replace(YES, sequence=1, stamp=AT + timedelta(days=1)), ANSWERED, Verdict.OVERTAKEN),
        (replace(YES, sequence=0), MEETING, Verdict.STALE),
        (YES, None, Verdict.UNKNOWN_MEETING),
        (replace(YES, attendee="dan@elev.example"), MEETING, Verdict.UNKNOWN_PERSON),
        (replace(YES, mail_from="chef@firma.example"), MEETING, Verdict.OTHER_SENDER),
        (YES, replace(MEETING, cancelled=True), Verdict.CANCELLED),
        (YES, _with(replace(ANNA, removed=True)), Verdict.TAKEN_OFF),
        (replace(YES, answer=PartStat.NEEDS_ACTION), MEETING, Verdict.NO_ANSWER),
        (replace(YES, method=ReplyMethod.REFRESH, sequence=0), MEETING, Verdict.RESEND),
        (replace(YES, method=ReplyMethod.REFRESH, mail_from="x@y.example"), MEETING, Verdict.OTHER_SENDER),
        (PROPOSAL, MEETING, Verdict.PROPOSAL),
        (replace(PROPOSAL, sequence=0), MEETING, Verdict.STALE),
        (replace(PROPOSAL, proposed=(MEETING.start, MEETING.end)), MEETING, Verdict.NO_ANSWER),
        (DELEGATES, MEETING, Verdict.DELEGATED),
        (replace(DELEGATES, delegated_to="ukendt@elev.example"), MEETING, Verdict.UNKNOWN_DELEGATE),
        (replace(DELEGATES, delegated_to="faelles@elev.example"), MEETING, Verdict.UNKNOWN_DELEGATE),
        (DELEGATE, MEETING, Verdict.NOTED),
        (replace(DELEGATE, delegated_from="ingen@elev.example"), MEETING, Verdict.UNKNOWN_PERSON),
        (replace(DELEGATE, attendee="x@elev.example", mail_from="x@elev.example"), MEETING, Verdict.UNKNOWN_DELEGATE),
        (replace(DELEGATE, mail_from="x@elev.example"), MEETING, Verdict.OTHER_SENDER),
        (replace(YES, attendee="familien@boe.example", attendee_name="Bo Boe", mail_from=""), MEETING, Verdict.NOTED),
        (replace(YES, attendee="familien@boe.example", attendee_name="Mor", mail_from=""), MEETING, Verdict.SHARED_ADDRESS),
    ],
)  # fmt: skip
def test_what_it_is_worth(reply: CalendarReply, meeting: KnownMeeting | None, verdict: Verdict) -> None:
    assert judge(reply, meeting, DIRECTORY).verdict is verdict
    assert not (verdict.counts and verdict.asks)


def test_who_and_what_is_noted() -> None:
    told = judge(replace(YES, attendee="familien@boe.example", attendee_name="BO BOE", mail_from=""), MEETING, {})
    assert (told.person_id, told.answer) == (2, Answer.ACCEPTED)
    sent = judge(DELEGATES, MEETING, DIRECTORY)
    assert (sent.person_id, sent.answer, sent.delegate) == (1, Answer.DECLINED, 4)
    delegate = judge(DELEGATE, MEETING, DIRECTORY)
    assert (delegate.person_id, delegate.delegate_of, delegate.answer) == (4, 1, Answer.ACCEPTED)


def _after(*replies: CalendarReply) -> list[Judged]:
    meeting, told = MEETING, []
    for reply in replies:
        told.append(judge(reply, meeting, DIRECTORY))
        meeting = answered(meeting, told[-1])
    return told


def test_one_after_the_other() -> None:
    later = replace(YES, answer=PartStat.DECLINED, stamp=AT + timedelta(hours=1))
    assert [one.verdict for one in _after(later, YES, later)] == [Verdict.NOTED, Verdict.OVERTAKEN, Verdict.REPEATED]
    assert [one.verdict for one in _after(DELEGATES, DELEGATE)] == [Verdict.DELEGATED, Verdict.NOTED]
    raised = replace(YES, sequence=9)
    assert [one.verdict for one in _after(raised, later)] == [Verdict.NOTED, Verdict.NOTED]
