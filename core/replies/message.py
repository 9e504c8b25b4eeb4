"""An answer as a calendar program sent it (RFC 5546 §3.2.3, §3.2.6 and §3.2.7): plain data, nothing judged yet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ReplyMethod(StrEnum):
    """What the sender wants: an answer, another time, the invitation once more."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


class PartStat(StrEnum):
    """The answer, in the words of RFC 5545 §3.2.12."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"
    DELEGATED = "DELEGATED"


@dataclass(frozen=True)
class CalendarReply:
    """One attendee's answer to one meeting, or to one occurrence of a series.

    `recurrence` is an aware moment, or a date for all-day meetings; None is the whole. Addresses are in small letters.
    `stamp` is aware; without one in the file it is None and the answer cannot be put in order. `mail_from` is the sender
    of the mail it came in, empty if it came without one. `proposed` is what a counter-proposal wants, both ends.
    """

    method: ReplyMethod
    uid: str
    attendee: str
    attendee_name: str
    answer: PartStat
    sequence: int
    stamp: datetime | None
    recurrence: datetime | date | None = None
    delegated_to: str = ""
    delegated_from: str = ""
    proposed: tuple[datetime | date, datetime | date] | None = None
    mail_from: str = ""
