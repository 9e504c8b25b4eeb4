"""Calendar files as another program reads them: what stands in them, and what never does."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import CalendarEvent, CalendarFeed, CalendarMessage, Mailbox, Method
from core.rules.kinds import Answer
from exports import ical
from exports.plain_text import one_line, several_lines
from tests.exports.made import AASE, EVENT, NOON, ORGANISER, ZONE


def read(data: bytes) -> icalendar.Calendar:
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors
    return calendar


def only(data: bytes) -> icalendar.Event:
    [event] = read(data).walk("VEVENT")
    assert not event.errors
    return event


def request(event: CalendarEvent, method: Method = Method.REQUEST) -> bytes:
    return ical.message(CalendarMessage(method, event, "moede"))


def test_an_invitation_is_for_one_person_and_can_be_answered() -> None:
    data = request(EVENT)
    event = only(data)
    assert read(data)["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == "mailto:aase@erhvervsskolen.example"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["ATTENDEE"].params["CN"] == "Sørensen, Åse"
    assert event["ORGANIZER"] == "mailto:netvaerk@erhvervsskolen.example"
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt == EVENT.start
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"


def test_a_cancellation_says_so_twice_and_asks_for_no_answer() -> None:
    data = request(replace(EVENT, sequence=3), Method.CANCEL)
    assert read(data)["METHOD"] == "CANCEL"
    assert only(data)["STATUS"] == "CANCELLED"
    assert only(data)["SEQUENCE"] == 3
    assert b"RSVP" not in data


@pytest.mark.parametrize("lacking", [{"organiser": None}, {"attendee": None}])
def test_an_invitation_without_either_end_is_refused(lacking: dict[str, None]) -> None:
    with pytest.raises(ValueError, match="organiser and an attendee"):
        request(replace(EVENT, **lacking))  # type: ignore[arg-type]  # a field's name


def test_publishing_names_nobody_who_comes() -> None:
    data = ical.publish(EVENT)
    assert read(data)["METHOD"] == "PUBLISH"
    assert b"ATTENDEE" not in data
    assert b"aase" not in data
    assert request(EVENT, Method.PUBLISH) == data
    assert b"METHOD" not in ical.publish(replace(EVENT, organiser=None))


def test_an_answer_is_written_back() -> None:
    for answer, said in ((Answer.ACCEPTED, "ACCEPTED"), (Answer.WAITING, "TENTATIVE"), (Answer.DECLINED, "DECLINED")):
        event = only(request(replace(EVENT, attendee=replace(AASE, answer=answer))))
        assert event["ATTENDEE"].params["PARTSTAT"] == said


def test_the_last_day_of_a_camp_is_the_day_before_its_end() -> None:
    event = only(request(replace(EVENT, start=date(2026, 9, 11), end=date(2026, 9, 13))))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 9, 11), date(2026, 9, 14))
    assert b"VTIMEZONE" not in request(replace(EVENT, start=date(2026, 9, 11), end=date(2026, 9, 13)))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 10, 24, 22, tzinfo=ZONE), datetime(2026, 10, 25, 4, tzinfo=ZONE)),
        (datetime(2026, 3, 28, 22, tzinfo=ZONE), datetime(2026, 3, 29, 4, tzinfo=ZONE)),
        (datetime(2026, 10, 25, 2, 15, tzinfo=ZONE, fold=1), datetime(2026, 10, 25, 2, 45, tzinfo=ZONE, fold=1)),
        (datetime(1990, 7, 1, 12, tzinfo=ZONE), datetime(1990, 7, 1, 13, tzinfo=ZONE)),
    ],
)
def test_what_a_zone_cannot_say_to_everyone_is_said_in_utc(start: datetime, end: datetime) -> None:
    data = request(replace(EVENT, start=start, end=end))
    assert b"TZID" not in data
    assert only(data)["DTSTART"].dt == start.astimezone(UTC)
    assert only(data)["DTEND"].dt == end.astimezone(UTC)


def test_a_link_is_found_wherever_a_program_looks() -> None:
    link = "https://moede.example/rum?a=1,2"
    event = only(request(replace(EVENT, location="", description="Vi ses", url=link)))
    assert event["LOCATION"] == link
    assert event["DESCRIPTION"] == f"Vi ses\n\n{link}"
    assert event["URL"] == "https://moede.example/rum?a=1%2C2"
    once = only(request(replace(EVENT, description=f"Se {link}", url=link)))
    assert once["DESCRIPTION"] == f"Se {link}"


def test_private_and_categories() -> None:
    data = request(replace(EVENT, private=True, categories=("Fest, farver", "Fest farver", "Smedje; åben", "")))
    assert only(data)["CLASS"] == "PRIVATE"
    assert only(data)["CATEGORIES"].cats == ["Fest farver", "Smedje; åben"]
    assert b"CLASS" not in request(EVENT)


def test_a_literal_backslash_n_stays_what_it_is() -> None:
    assert b"C:\\\\Netv\xc3\xa6rk" in request(replace(EVENT, description="C:\\Netværk"))


def test_a_feed_is_the_same_for_the_same_meetings_and_shows_no_people() -> None:
    feed = CalendarFeed("Pigenetværk; Randers", "0b2f3a6e", (EVENT, replace(EVENT, uid="b@x.example", cancelled=True)))
    data = ical.feed(feed)
    assert data == ical.feed(feed)
    calendar = read(data)
    assert "METHOD" not in calendar
    assert "\r\nNAME:Pigenetværk\\; Randers\r\n".encode() in data
    assert "X-WR-CALNAME:Pigenetværk\\; Randers\r\n".encode() in data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n" in data
    assert b"ATTENDEE" not in data
    assert b"ORGANIZER" not in data
    assert [event["STATUS"] for event in calendar.walk("VEVENT")] == ["CONFIRMED", "CANCELLED"]
    assert data.count(b"BEGIN:VTIMEZONE") == 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=120).map(str.strip)
# icalendar writes a CN that ends in a backslash unquoted and then reads the next parameter into it.
NAMES = WORDS.map(lambda text: text.replace("\\", "/"))
LINES = st.lists(WORDS, max_size=4).map("\n".join)
ADDRESSES = st.from_regex(r"[a-z0-9.+-]{1,20}@[a-z0-9-]{1,20}\.example", fullmatch=True)
ZONES = st.sampled_from(("Europe/Copenhagen", "America/New_York", "UTC"))
MOMENTS = st.datetimes(datetime(1998, 1, 1), datetime(2040, 1, 1)).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def events(draw: st.DrawFn) -> CalendarEvent:
    zone = draw(ZONES)
    start: datetime | date
    end: datetime | date
    if draw(st.booleans()):
        start = draw(st.dates(date(1998, 1, 1), date(2040, 1, 1)))
        end = start + timedelta(days=draw(st.integers(0, 9)))
    else:
        start = draw(MOMENTS).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
        end = (start.astimezone(UTC) + timedelta(minutes=draw(st.integers(1, 3000)))).astimezone(ZoneInfo(zone))
    return replace(
        EVENT,
        summary=draw(WORDS),
        description=draw(LINES),
        location=draw(WORDS),
        sequence=draw(st.integers(0, 99)),
        start=start,
        end=end,
        time_zone=zone,
        organiser=Mailbox(draw(NAMES), draw(ADDRESSES)),
        attendee=replace(AASE, mailbox=Mailbox(draw(NAMES), draw(ADDRESSES))),
        private=draw(st.booleans()),
    )


def slow(event: CalendarEvent) -> icalendar.Event:
    """The same event made by icalendar from the values, for a reader to compare."""
    made = icalendar.Event()
    made.add("uid", event.uid)
    for name, moment in (("dtstamp", event.stamp), ("created", event.created), ("last-modified", event.modified)):
        made.add(name, moment)
    made.add("sequence", event.sequence)
    made.add("summary", one_line(event.summary))
    if event.description:
        made["DESCRIPTION"] = icalendar.vText(several_lines(event.description))
    if event.location:
        made.add("location", one_line(event.location))
    made.add("status", "CONFIRMED")
    made.add("transp", "OPAQUE")
    if event.private:
        made.add("class", "PRIVATE")
    same = isinstance(event.start, datetime) and isinstance(event.end, datetime)
    if not same:
        made.add("dtstart", event.start)
        made.add("dtend", event.end + timedelta(days=1))
    assert event.organiser and event.attendee
    for name, mailbox in (("organizer", event.organiser), ("attendee", event.attendee.mailbox)):
        address = icalendar.vCalAddress(f"mailto:{mailbox.email}")
        if mailbox.name.strip():
            address.params["CN"] = re.sub(r"\^+(?=[n'^])", "", one_line(mailbox.name).replace('"', "'"))
        if name == "attendee":
            address.params |= {
                "CUTYPE": "INDIVIDUAL",
                "ROLE": "REQ-PARTICIPANT",
                "PARTSTAT": "NEEDS-ACTION",
                "RSVP": "TRUE",
            }
        made.add(name, address)
    return made


def plain(event: icalendar.Event) -> dict[str, object]:
    """The event as values: moments in UTC, texts as text, addresses with their parameters."""
    found: dict[str, object] = {}
    for name, value in event.property_items(recursive=False):
        if name in ("BEGIN", "END"):
            continue
        moment = getattr(value, "dt", None)
        if isinstance(moment, datetime):
            moment = moment.astimezone(UTC)
        parameters = (
            {k: v for k, v in value.params.items() if k not in ("TZID", "VALUE")} if hasattr(value, "params") else {}
        )
        found[name] = (moment if moment is not None else str(value), parameters)
    return found


@given(events())
@settings(max_examples=150, deadline=None)
def test_any_meeting_reads_back_as_if_icalendar_had_written_it(event: CalendarEvent) -> None:
    ours, theirs = plain(only(request(event))), plain(only(whole(slow(event))))
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        assert ours.pop("DTSTART")[0] == event.start.astimezone(UTC)  # type: ignore[index]  # a pair
        assert ours.pop("DTEND")[0] == event.end.astimezone(UTC)  # type: ignore[index]  # a pair
    for name in ("DESCRIPTION", "SUMMARY", "LOCATION"):  # icalendar misreads its own backslash before n (facts: §0.9)
        if name in theirs and "\\" in theirs[name][0]:  # type: ignore[index]  # a pair
            ours.pop(name, None)
            theirs.pop(name, None)
    assert ours == theirs


def whole(event: icalendar.Event) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//test//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def test_stamps_are_in_utc_to_the_second() -> None:
    event = only(request(replace(EVENT, stamp=datetime(2026, 7, 1, 12, 0, 5, 999, tzinfo=ZONE))))
    assert event["DTSTAMP"].dt == datetime(2026, 7, 1, 10, 0, 5, tzinfo=UTC)
    assert event["CREATED"].dt == NOON
    assert event["ORGANIZER"].params["CN"] == ORGANISER.name
