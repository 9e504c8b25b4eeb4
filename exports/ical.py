"""Calendar files (RFC 5545, 5546, 7986), line by line: invitations, "add to my calendar", subscribed calendars.

One file holds one method and one meeting (feeds excepted) and at most one invited person: a receiver sees every
ATTENDEE in a file, so nobody is shown to anybody else.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from core.calendar import Attendee, CalendarEvent, CalendarFeed, CalendarMessage, Mailbox, Method
from core.rules.kinds import Answer, MeetingRole
from exports.content_lines import day, escaped, escaped_lines, folded, joined, local, mailto, quoted, uri, utc
from exports.time_zones import Definition, definition

_OPENING = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//laug//laug//DA", "CALSCALE:GREGORIAN")
_REFRESH = "PT6H"


def message(message: CalendarMessage) -> bytes:
    """An invitation, an update, a cancellation or a no to another time, for one person (RFC 5546 §3.2.2, §3.2.5, §3.2.8).

    Raises `ValueError` when one has no organiser or no attendee: nobody could answer it.
    """
    event = message.event
    match message.method:
        case Method.PUBLISH:
            return publish(event)
        case Method.DECLINECOUNTER:
            return _refusal(event)
        case Method.REQUEST | Method.CANCEL:
            if event.organiser is None or event.attendee is None:
                raise ValueError(f"{message.method} needs an organiser and an attendee")
            people = [_organiser(event.organiser)]
    # Also when only this person is uninvited: RFC 5546 wants no STATUS then, but every client tested takes it, and
    # those that know nothing of METHOD would otherwise show the meeting.
    cancelled = event.cancelled or message.method is Method.CANCEL
    if message.method is Method.CANCEL and event.recurrence is not None:
        event = replace(event, recurrence=replace(event.recurrence, overrides=()))
    written = _events(event, people, cancelled=cancelled, method=message.method)
    return _calendar((f"METHOD:{message.method}",), written, (event,))


def _refusal(event: CalendarEvent) -> bytes:
    """No to another time: which meeting and no more (the table of RFC 5546 §3.2.8 has nothing else)."""
    if event.organiser is None:
        raise ValueError(f"{Method.DECLINECOUNTER} needs an organiser")
    lines = [
        "BEGIN:VEVENT", folded(f"UID:{escaped(event.uid)}"), f"DTSTAMP:{utc(event.stamp)}", f"SEQUENCE:{event.sequence}",
    ]  # fmt: skip
    if event.recurrence_id is not None:
        lines.append(_named_start("RECURRENCE-ID", event, event.recurrence_id))
    written = "\r\n".join([*lines, _organiser(event.organiser), "END:VEVENT"])
    return _calendar((f"METHOD:{Method.DECLINECOUNTER}",), [written], (event,))


def publish(event: CalendarEvent) -> bytes:
    """A meeting to put into one's own calendar, without any attendee (RFC 5546 §3.2.1).

    METHOD:PUBLISH demands an organiser; without one there is no method at all.
    """
    organiser = event.organiser
    method = (f"METHOD:{Method.PUBLISH}",) if organiser else ()
    people = [_organiser(organiser)] if organiser else []
    return _calendar(method, _events(event, people, cancelled=event.cancelled), (event,))


def feed(feed: CalendarFeed) -> bytes:
    """A calendar to subscribe to (RFC 7986): no method, no people, the same bytes for the same meetings."""
    name = escaped(feed.name)
    heading = (
        folded(f"UID:{escaped(feed.uid)}"),
        folded(f"NAME:{name}"),
        folded(f"X-WR-CALNAME:{name}"),
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
    )
    written = [text for event in feed.events for text in _events(event, [], cancelled=event.cancelled)]
    return _calendar(heading, written, feed.events)


def _calendar(heading: tuple[str, ...], events: list[str], sources: tuple[CalendarEvent, ...]) -> bytes:
    """The whole file; a VTIMEZONE comes before the first event that names it."""
    zones: list[str] = []
    for name in sorted({source.time_zone for source in sources}):
        zone = definition(name)
        if zone and any(f";TZID={name}:" in event for event in events):
            zones.extend(zone.lines)
    return joined([*_OPENING, *heading, *zones, *events, "END:VCALENDAR"])


def _events(event: CalendarEvent, people: list[str], *, cancelled: bool, method: Method | None = None) -> list[str]:
    """The meeting, or a series and after it those of its meetings that are not as its rule says.

    With a `method` it is for somebody, who may have answered differently to one of the meetings.
    """
    overrides = event.recurrence.overrides if event.recurrence else ()

    def told(one: CalendarEvent) -> list[str]:
        attendee = one.attendee or event.attendee
        return [*people, _attendee(attendee, method)] if method and attendee else people

    return [
        _event(event, told(event), cancelled=cancelled),
        *(_event(one, told(one), cancelled=cancelled or one.cancelled) for one in overrides),
    ]


def _event(event: CalendarEvent, people: list[str], *, cancelled: bool) -> str:
    lines = [
        "BEGIN:VEVENT",
        folded(f"UID:{escaped(event.uid)}"),
        f"DTSTAMP:{utc(event.stamp)}",
        f"SEQUENCE:{event.sequence}",
        f"CREATED:{utc(event.created)}",
        f"LAST-MODIFIED:{utc(event.modified)}",
        *_times(event),
        *_recurrence(event),
        folded(f"SUMMARY:{escaped(event.summary)}"),
        *_texts(event),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
    ]
    if event.private:
        lines.append("CLASS:PRIVATE")
    lines.extend(people)
    lines.append("END:VEVENT")
    return "\r\n".join(lines)


def _texts(event: CalendarEvent) -> list[str]:
    """Where and what. Few programs show URL: the link is in the description too, and the place if there is none."""
    description, place, link = event.description, event.location or event.url, event.url
    if link and link not in description:
        description = f"{description}\n\n{link}" if description else link
    lines: list[str] = []
    if description:
        lines.append(folded(f"DESCRIPTION:{escaped_lines(description)}"))
    if place:
        lines.append(folded(f"LOCATION:{escaped(place)}"))
    if link:
        lines.append(folded(f"URL:{uri(link)}"))
    # A comma inside a category parts it in two for some readers, escaped or not; a second line is refused by others.
    names = (escaped(" ".join(name.replace(",", " ").split())) for name in event.categories)
    if categories := ",".join(dict.fromkeys(name for name in names if name)):
        lines.append(folded(f"CATEGORIES:{categories}"))
    return lines


def _times(event: CalendarEvent) -> list[str]:
    """DTSTART and DTEND; a meeting that does not end after it starts has no DTEND (RFC 5545 §3.6.1)."""
    start, end = event.start, event.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        first, last = _date(start), _date(end)
        return [f"DTSTART;VALUE=DATE:{day(first)}", f"DTEND;VALUE=DATE:{day(max(first, last) + timedelta(days=1))}"]
    begins, ends = start.astimezone(UTC), end.astimezone(UTC)
    zone = definition(event.time_zone)
    series = event.recurrence is not None or event.recurrence_id is not None
    if zone is not None and (walls := _wall_clock(zone, begins, ends, always=series)) is not None:
        prefix, texts = f";TZID={zone.zone.key}:", [local(wall) for wall in walls]
    else:
        prefix, texts = ":", [utc(begins), utc(ends)]
    return [
        f"{name}{prefix}{text}" for name, text in zip(("DTSTART", "DTEND")[: 1 + (ends > begins)], texts, strict=False)
    ]


def _recurrence(event: CalendarEvent) -> list[str]:
    """RRULE with UNTIL in UTC (never COUNT, which calcurse counts without what is left out), EXDATE, RECURRENCE-ID.

    All of them in the type and zone of DTSTART, or some programs show a moved meeting twice.
    """
    lines: list[str] = []
    if event.recurrence_id is not None:
        lines.append(_named_start("RECURRENCE-ID", event, event.recurrence_id))
    if event.recurrence is not None:
        last = event.recurrence.last
        until = utc(last.astimezone(UTC)) if isinstance(last, datetime) else day(last)
        lines.append(f"RRULE:{event.recurrence.rule};UNTIL={until}")
        lines.extend(_named_start("EXDATE", event, one) for one in event.recurrence.left_out)
    return lines


def _named_start(name: str, event: CalendarEvent, start: datetime | date) -> str:
    if not isinstance(start, datetime):
        return f"{name};VALUE=DATE:{day(start)}"
    zone = definition(event.time_zone)
    if zone is None:
        return f"{name}:{utc(start.astimezone(UTC))}"
    return f"{name};TZID={zone.zone.key}:{local(start.astimezone(zone.zone))}"


def _wall_clock(
    zone: Definition, begins: datetime, ends: datetime, *, always: bool = False
) -> tuple[datetime, datetime] | None:
    """Both ends on the zone's clock; None where only UTC is read alike by everyone. A series is `always` on the clock.

    That is before the definition is true, when the clock changes in between (several programs add the real hours to the
    wall clock), and in the hour that comes twice, which a TZID cannot tell apart.
    """
    first, last = begins.astimezone(zone.zone), ends.astimezone(zone.zone)
    if always:
        return first, last
    if begins < zone.since or first.utcoffset() != last.utcoffset() or first.fold or last.fold:
        return None
    return first, last


def _date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


@lru_cache(maxsize=256)
def _organiser(organiser: Mailbox) -> str:
    return folded(f"ORGANIZER{_common_name(organiser)}:{mailto(organiser.email)}")


def _attendee(attendee: Attendee, method: Method) -> str:
    """The form all programs read alike; without RSVP=TRUE Apple shows no buttons."""
    rsvp = ";RSVP=TRUE" if method is Method.REQUEST else ""
    return folded(
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE={_role(attendee.role)};PARTSTAT={_participation(attendee.answer)}{rsvp}"
        f"{_common_name(attendee.mailbox)}:{mailto(attendee.mailbox.email)}"
    )


def _common_name(mailbox: Mailbox) -> str:
    return f";CN={quoted(mailbox.name)}" if mailbox.name.strip() else ""


def _role(role: MeetingRole) -> str:
    return "CHAIR" if role is MeetingRole.CHAIR else "REQ-PARTICIPANT"


def _participation(answer: Answer) -> str:
    match answer:
        case Answer.NEEDS_ACTION:
            return "NEEDS-ACTION"
        case Answer.ACCEPTED:
            return "ACCEPTED"
        case Answer.DECLINED:
            return "DECLINED"
        case Answer.TENTATIVE | Answer.WAITING:  # waiting for a place: has said yes, may not come after all
            return "TENTATIVE"
