"""What a calendar file says, as plain data: made by core from the register, written as bytes by exports."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.rules.kinds import Answer, MeetingRole


class Method(StrEnum):
    """What a receiver shall do with the event (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"
    DECLINECOUNTER = "DECLINECOUNTER"


@dataclass(frozen=True)
class Mailbox:
    """A name and an address, as in the From line of a mail."""

    name: str
    email: str


@dataclass(frozen=True)
class Attendee:
    """The one person a personal invitation is for."""

    mailbox: Mailbox
    answer: Answer
    role: MeetingRole


@dataclass(frozen=True)
class CalendarEvent:
    """One meeting as a receiver may see it; for a shielded network everything in it is neutral already.

    `start` and `end` are aware datetimes in `time_zone`, or dates for an all-day meeting, then `end` is the last day.
    `stamp`, `created` and `modified` are aware and in UTC. `recurrence` is there for a series, whose first meeting the event
    then is; `recurrence_id` for one of its meetings: the start that the rule gave it.
    """

    uid: str
    sequence: int
    stamp: datetime
    created: datetime
    modified: datetime
    summary: str
    description: str
    location: str
    url: str
    start: datetime | date
    end: datetime | date
    time_zone: str
    cancelled: bool
    organiser: Mailbox | None = None
    attendee: Attendee | None = None
    categories: tuple[str, ...] = ()
    private: bool = False
    recurrence: "CalendarRecurrence | None" = None
    recurrence_id: datetime | date | None = None


@dataclass(frozen=True)
class CalendarRecurrence:
    """The rule of a series (RRULE without its end), the start of the last meeting, the starts of those there are not, and
    those that are not as the rule says, each complete in itself."""

    rule: str
    last: datetime | date
    left_out: tuple[datetime | date, ...]
    overrides: tuple[CalendarEvent, ...]


@dataclass(frozen=True)
class CalendarMessage:
    """One file for one receiver. `file_stem` is safe as a file name and names no shielded network."""

    method: Method
    event: CalendarEvent
    file_stem: str


@dataclass(frozen=True)
class CalendarFeed:
    """A calendar of several meetings without any attendee; `uid` is stable, so that the bytes are too."""

    name: str
    uid: str
    events: tuple[CalendarEvent, ...]
