"""Answers of calendars in words, for commands and screens alike."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.messages import N_, Message, say
from core.replies.judging import Verdict

if TYPE_CHECKING:
    from core.replies.importing import AnswersRead
    from core.replies.settling import OpenReply

_TAKE = {
    Verdict.STALE: N_("count it all the same"),
    Verdict.OTHER_SENDER: N_("count it: it is theirs"),
    Verdict.TAKEN_OFF: N_("invite them again and count it"),
    Verdict.UNKNOWN_PERSON: N_("say who it is, invite them and count it"),
    Verdict.SHARED_ADDRESS: N_("say who it is and count it"),
    Verdict.UNKNOWN_DELEGATE: N_("say who it is and invite them instead"),
    Verdict.PROPOSAL: N_("move the meeting to that time"),
}
TAKE: Mapping[Verdict, str] = _TAKE
"""What taking an answer does (message ids)."""


def told(found: "AnswersRead") -> Message:
    """How many answers count, wait and change nothing."""
    rest = len(found.answers) - found.counting - found.asking
    count = Message(N_("{n} answer"), {"n": len(found.answers)}, N_("{n} answers"))
    return say(
        N_("{answers}: {counting} noted, {asking} to be decided, {rest} change nothing."),
        answers=count, counting=found.counting, asking=found.asking, rest=rest,
    )  # fmt: skip


def who(reply: "OpenReply") -> str:
    """Who answered, as far as that is known; with the address where somebody must say who it is."""
    if reply.verdict is Verdict.UNKNOWN_DELEGATE and reply.person:
        return f"{reply.person} → {reply.delegated_to or reply.sender}"
    if reply.needs_person or reply.verdict is Verdict.OTHER_SENDER:
        return reply.sender
    return reply.person
