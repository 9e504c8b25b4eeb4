"""What an answer of a calendar is worth, by the organiser's side of RFC 5546 §3.2.3 and §2.1.5: pure, nothing is read or written.

Only the organiser raises SEQUENCE, and only people who are invited answer. Whatever is not plainly an answer of somebody
invited to what the meeting is now is put before a person instead of being counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer, Named
from db.keys import fold


class Verdict(Named):
    """What becomes of an answer; stored with those that somebody must look at."""

    NOTED = "noted", "noteret", "noted"
    DELEGATED = "delegated", "sender en anden", "sends somebody else"
    RESEND = "resend", "vil have invitationn igen", "wants the invitation again"
    REPEATED = "repeated", "læst før", "read before"
    OVERTAKEN = "overtaken", "ældre end personens sidste svar", "older than their last answer"
    NO_ANSWER = "no_answer", "siger hverken ja eller nej", "says neither yes nor no"
    CANCELLED = "cancelled", "mødet er aflyst", "the meeting is cancelled"
    UNKNOWN_MEETING = "unknown_meeting", "ukendt møde", "unknown meeting"
    STALE = "stale", "svarer på en ældre invitation", "answers an older invitation"
    UNKNOWN_PERSON = "unknown_person", "er ikke inviteret", "is not invited"
    SHARED_ADDRESS = "shared_address", "flere deler adressen", "several share the address"
    OTHER_SENDER = "other_sender", "sendt af en anden", "sent by somebody else"
    TAKEN_OFF = "taken_off", "er taget af mødet", "is taken off the meeting"
    PROPOSAL = "proposal", "foreslår en anden tid", "proposes another time"
    UNKNOWN_DELEGATE = "unknown_delegate", "sender en, vi ikke kender", "sends somebody we do not know"

    @property
    def counts(self) -> bool:
        """Whether something in the register changes by itself."""
        return self in (Verdict.NOTED, Verdict.DELEGATED, Verdict.RESEND)

    @property
    def asks(self) -> bool:
        """Whether a person must decide."""
        return self in _ASKING


_ASKING = {
    Verdict.STALE, Verdict.UNKNOWN_PERSON, Verdict.SHARED_ADDRESS, Verdict.OTHER_SENDER, Verdict.TAKEN_OFF,
    Verdict.PROPOSAL, Verdict.UNKNOWN_DELEGATE,
}  # fmt: skip


@dataclass(frozen=True)
class KnownPerson:
    """Somebody invited: their addresses in small letters, and the version of their last answer that counted.

    `typed_at` is when somebody noted by hand what stands now, such as a word on the phone.
    """

    person_id: int
    name: str
    addresses: frozenset[str]
    removed: bool = False
    reply_sequence: int | None = None
    reply_stamp: datetime | None = None
    typed_at: datetime | None = None


@dataclass(frozen=True)
class KnownMeeting:
    """A meeting as its answers see it: `asked_sequence` is that of the last change people were asked about anew.

    `start` and `end` are aware, or days of an all-day meeting, `end` the last one.
    """

    meeting_id: int
    title: str
    cancelled: bool
    sequence: int
    asked_sequence: int
    start: datetime | date
    end: datetime | date
    people: tuple[KnownPerson, ...]


@dataclass(frozen=True)
class Judged:
    """An answer and what it is worth. `answer` is what is noted of `person_id`, `delegate` who comes in their place."""

    reply: CalendarReply
    verdict: Verdict
    meeting: KnownMeeting | None = None
    person_id: int | None = None
    person: str = ""
    answer: Answer | None = None
    delegate: int | None = None
    delegate_of: int | None = None


Directory = Mapping[str, Sequence[int]]
"""Who in the register has an address."""

_ANSWERS = {
    PartStat.ACCEPTED: Answer.ACCEPTED, PartStat.TENTATIVE: Answer.TENTATIVE, PartStat.DECLINED: Answer.DECLINED,
}  # fmt: skip


def judge(reply: CalendarReply, meeting: KnownMeeting | None, directory: Directory) -> Judged:
    """What the answer is worth to that meeting; None is one that is not in the register."""
    if meeting is None:
        return Judged(reply, Verdict.UNKNOWN_MEETING)
    found = [one for one in meeting.people if reply.attendee in one.addresses]
    if len(found) > 1:
        found = _named(found, reply.attendee_name)
    if len(found) > 1:
        return Judged(reply, Verdict.SHARED_ADDRESS, meeting, answer=_ANSWERS.get(reply.answer))
    if not found:
        return _from_outside(reply, meeting, directory)
    judged = Judged(reply, Verdict.NOTED, meeting, found[0].person_id, found[0].name, _ANSWERS.get(reply.answer))
    return _worth(judged, meeting, found[0], directory)


def _named(found: Sequence[KnownPerson], name: str) -> list[KnownPerson]:
    """Of those who share an address the one of that name; of namesakes and without a name, all of them."""
    called = [one for one in found if name and fold(one.name) == fold(name)]
    return called if len(called) == 1 else list(found)


def _from_outside(reply: CalendarReply, meeting: KnownMeeting, directory: Directory) -> Judged:
    """Somebody who is not invited; a delegate of somebody who is may answer (RFC 5546 §4.2.5)."""
    answer = _ANSWERS.get(reply.answer)
    senders = [one for one in meeting.people if reply.delegated_from in one.addresses and not one.removed]
    delegated = bool(reply.delegated_from and senders) and reply.method is ReplyMethod.REPLY
    if not delegated or answer is None:
        return Judged(reply, Verdict.UNKNOWN_PERSON, meeting, answer=answer)
    if meeting.cancelled:
        return Judged(reply, Verdict.CANCELLED, meeting)
    known = directory.get(reply.attendee, ())
    if len(known) != 1:
        return Judged(reply, Verdict.UNKNOWN_DELEGATE, meeting, senders[0].person_id, senders[0].name, answer)
    if _forged(reply, ()):
        return Judged(reply, Verdict.OTHER_SENDER, meeting, answer=answer)
    if reply.sequence < meeting.asked_sequence:
        return Judged(reply, Verdict.STALE, meeting, answer=answer)
    return Judged(reply, Verdict.NOTED, meeting, known[0], reply.attendee_name, answer, delegate_of=senders[0].person_id)


def _worth(judged: Judged, meeting: KnownMeeting, person: KnownPerson, directory: Directory) -> Judged:
    """The answer of one invited person with its verdict."""
    reply = judged.reply
    if meeting.cancelled:
        return replace(judged, verdict=Verdict.CANCELLED)
    order = _order(reply, meeting, person)
    if order is not None:
        return replace(judged, verdict=order)
    if _forged(reply, person.addresses):
        return replace(judged, verdict=Verdict.OTHER_SENDER)
    if person.removed:
        return replace(judged, verdict=Verdict.TAKEN_OFF)
    if reply.method is ReplyMethod.REFRESH:
        return replace(judged, verdict=Verdict.RESEND, answer=None)
    if reply.sequence < meeting.asked_sequence:
        return replace(judged, verdict=Verdict.STALE)
    if reply.method is ReplyMethod.COUNTER:
        same = reply.proposed is None or reply.proposed == (meeting.start, meeting.end)
        return replace(judged, verdict=Verdict.NO_ANSWER if same else Verdict.PROPOSAL, answer=None)
    match reply.answer:
        case PartStat.NEEDS_ACTION:
            return replace(judged, verdict=Verdict.NO_ANSWER)
        case PartStat.DELEGATED:
            known = directory.get(reply.delegated_to, ())
            if len(known) != 1 or known[0] == person.person_id:
                return replace(judged, verdict=Verdict.UNKNOWN_DELEGATE, answer=Answer.DECLINED)
            return replace(judged, verdict=Verdict.DELEGATED, answer=Answer.DECLINED, delegate=known[0])
        case PartStat.ACCEPTED | PartStat.TENTATIVE | PartStat.DECLINED:
            return judged


def _order(reply: CalendarReply, meeting: KnownMeeting, person: KnownPerson) -> Verdict | None:
    """Whether it was read before or is overtaken: the higher SEQUENCE counts, then the later DTSTAMP (§2.1.5).

    An answer that was given before they said something else on the phone is overtaken too.
    """
    if reply.method is not ReplyMethod.REPLY:
        return None
    if person.typed_at is not None and reply.stamp is not None and reply.stamp < person.typed_at:
        return Verdict.OVERTAKEN
    if person.reply_sequence is None:
        return None
    sequence = min(reply.sequence, meeting.sequence)
    if sequence != person.reply_sequence:
        return Verdict.OVERTAKEN if sequence < person.reply_sequence else None
    if reply.stamp is None or person.reply_stamp is None or reply.stamp > person.reply_stamp:
        return None
    return Verdict.REPEATED if reply.stamp == person.reply_stamp else Verdict.OVERTAKEN


def _forged(reply: CalendarReply, addresses: Sequence[str] | frozenset[str]) -> bool:
    """Whether the mail came from somebody else; a file without a mail around it says nothing of that."""
    return bool(reply.mail_from) and reply.mail_from != reply.attendee and reply.mail_from not in addresses


def answered(meeting: KnownMeeting, judged: Judged) -> KnownMeeting:
    """The meeting after an answer that counts: what the next one is judged by."""
    reply, people = judged.reply, list(meeting.people)
    if judged.delegate_of is not None and judged.person_id is not None:
        people = [one for one in people if one.person_id != judged.person_id]
        people.append(KnownPerson(judged.person_id, judged.person, frozenset({reply.attendee})))
    if judged.delegate is not None and not any(one.person_id == judged.delegate for one in people):
        people.append(KnownPerson(judged.delegate, "", frozenset({reply.delegated_to})))
    if judged.verdict in (Verdict.NOTED, Verdict.DELEGATED):
        # An attendee who raised SEQUENCE would never be heard again.
        version = min(reply.sequence, meeting.sequence)
        people = [
            replace(one, reply_sequence=version, reply_stamp=reply.stamp, typed_at=None)
            if one.person_id == judged.person_id else one
            for one in people
        ]  # fmt: skip
    return replace(meeting, people=tuple(people))
