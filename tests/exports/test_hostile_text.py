"""Every hostile string, in every text field, through every exporter, read back by another program."""

import csv
import json
from dataclasses import fields, replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import icalendar
import pytest
import vobject
from openpyxl import load_workbook

from core.calendar import CalendarEvent, CalendarFeed, CalendarMessage, Mailbox, Method
from core.contact_data import Contact
from exports import ical
from exports.bcc import blocks
from exports.plain_text import one_line, several_lines
from tests.exports.made import AASE, ALL, EVENT, contact, listing, octets
from tests.hostile import Hostile, strings

STRINGS = strings(huge=False)
TEXTS = tuple(field.name for field in fields(Contact) if field.type is str)
PROPERTIES = (
    "UID DTSTAMP SEQUENCE CREATED LAST-MODIFIED DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL CATEGORIES STATUS "
    "TRANSP ORGANIZER ATTENDEE"
)
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def person(text: str) -> Contact:
    return contact(**dict.fromkeys(TEXTS, text), networks=(text,))


def clean(text: str) -> bool:
    """Nothing in it that breaks a line, moves a cursor or turns the direction."""
    return not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202e\u2066\ufeff\ufffe" for c in text)


@pytest.mark.parametrize("hostile", STRINGS, ids=lambda hostile: hostile.id)
@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [
        ("csv", "utf-8-sig", ";"),
        ("excel-1252", "cp1252", ";"),
        ("rfc", "utf-8", ","),
        ("google", "utf-8", ","),
        ("outlook", "utf-8-sig", ","),
    ],
)
def test_csv(hostile: Hostile, name: str, encoding: str, delimiter: str) -> None:
    data = octets(listing(person(hostile.text), title=hostile.text), name)
    assert data.count(b"\r\n") == 2
    assert data.count(b"\n") == 2
    heading, row = csv.reader(StringIO(data.decode(encoding), newline=""), delimiter=delimiter)
    assert len(heading) == len(row)
    for cell in row:
        assert clean(cell)
        assert not cell.lstrip(" ").startswith(FORMULA_STARTS) or cell.startswith("+45 ")
    if name == "rfc":
        kept = dict(zip(heading, row, strict=True))
        assert kept["school"].removeprefix("'") == one_line(hostile.text).removeprefix("'")


@pytest.mark.parametrize("hostile", STRINGS, ids=lambda hostile: hostile.id)
def test_workbook(hostile: Hostile) -> None:
    data = octets(listing(person(hostile.text), title=hostile.text), "xlsx")
    [sheet] = load_workbook(BytesIO(data)).worksheets
    heading, row = list(sheet.iter_rows())
    for name, cell in zip(heading, row, strict=True):
        if cell.value is not None and name.value not in ("Number", "Birth year", "Fra", "Until", "Changed"):
            assert cell.data_type == "s"
            assert clean(str(cell.value))
    kept = dict(zip((str(cell.value) for cell in heading), row, strict=True))
    assert (kept["School"].value or "") == one_line(hostile.text)
    assert not kept["School"].hyperlink


@pytest.mark.parametrize("hostile", STRINGS, ids=lambda hostile: hostile.id)
def test_cards(hostile: Hostile) -> None:
    data = octets(listing(person(hostile.text)), "vcf")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert clean(data.decode().replace("\r\n", ""))
    [card] = vobject.readComponents(data.decode())
    assert set(card.contents) <= {
        "version",
        "prodid",
        "uid",
        "fn",
        "n",
        "email",
        "tel",
        "org",
        "title",
        "adr",
        "categories",
        "rev",
    }
    assert all(len(card.contents.get(name, [])) <= 1 for name in ("fn", "n", "tel", "org", "title", "adr", "uid"))
    wanted = one_line(hostile.text).replace(";", ",")
    if "\\" not in wanted and wanted.strip() == wanted:
        assert card.n.value.family == wanted
    archive = ZipFile(BytesIO(octets(listing(person(hostile.text)), "vcf-split")))
    [member] = archive.namelist()
    assert not set(member) & set('/\\:*?"<>|')
    assert not member.startswith((".", "-"))
    assert archive.read(member) == data


@pytest.mark.parametrize("hostile", STRINGS, ids=lambda hostile: hostile.id)
def test_json_and_addresses(hostile: Hostile) -> None:
    told = json.loads(octets(listing(person(hostile.text), title=hostile.text), "json"))
    assert set(told["contacts"][0]) == set(ALL)
    assert told["contacts"][0]["given"] == one_line(hostile.text)
    data = octets(listing(person(hostile.text)), "ndjson")
    assert data.count(b"\n") == 1
    assert set(json.loads(data)) == {"schema_version", *ALL}
    named = blocks(listing(contact(given=hostile.text, family=hostile.text))).texts
    assert len(named) == 1
    assert named[0].count("@") == 1
    assert clean(named[0])
    assert named[0].endswith("<aase@skole.example>") or named[0] == "aase@skole.example"
    addressed = blocks(listing(contact(email=hostile.text, private_email="")), names=False).texts
    assert all(text.count("@") == 1 and not set(text) & set(' ,;<>"') for text in addressed)


def hostile_event(text: str) -> CalendarEvent:
    return replace(
        EVENT,
        uid=f"{text}@laug.example",
        summary=text,
        description=text,
        location=text,
        url=f"https://x.example/{text}",
        categories=(text,),
        organiser=Mailbox(text, "netvaerk@skole.example"),
        attendee=replace(AASE, mailbox=Mailbox(text, "aase@skole.example")),
    )


@pytest.mark.parametrize("hostile", STRINGS, ids=lambda hostile: hostile.id)
def test_calendars(hostile: Hostile) -> None:
    event = hostile_event(hostile.text)
    feed = CalendarFeed(hostile.text, hostile.text, (event,))
    for data in (ical.message(CalendarMessage(Method.REQUEST, event, "x")), ical.publish(event), ical.feed(feed)):
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert clean(data.decode().replace("\r\n", "").replace("\t", ""))
        for name in (b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"SUMMARY:", b"DTSTART", b"STATUS:"):
            wanted = 3 if name == b"DTSTART" else 1  # two of them in the zone
            assert sum(line.startswith(name) for line in data.split(b"\r\n")) == wanted
        calendar = icalendar.Calendar.from_ical(data)
        [told] = calendar.walk("VEVENT")
        assert not told.errors
        assert set(told) <= set(PROPERTIES.split())
        assert str(told["URL"]).isascii()
        if "\\" not in hostile.text:
            assert told["SUMMARY"] == one_line(hostile.text)
            assert str(told["DESCRIPTION"]).startswith(several_lines(hostile.text))


@pytest.mark.parametrize("hostile", [each for each in strings() if each not in STRINGS], ids=lambda hostile: hostile.id)
def test_huge_text_does_not_break_a_file(hostile: Hostile) -> None:
    """One field is enough: what grows is the time, not the danger."""
    text = hostile.text[:120_000]
    people = listing(contact(school=text, phone="", education=""), columns=("name", "school"))
    [sheet] = load_workbook(BytesIO(octets(people, "xlsx"))).worksheets
    assert len(str(sheet["B2"].value)) == min(32_767, len(one_line(text)))
    assert octets(people, "csv").count(b"\r\n") == 2
    assert len(json.loads(octets(people, "json"))["contacts"]) == 1
    assert octets(people, "vcf").count(b"BEGIN:VCARD") == 1
    [told] = icalendar.Calendar.from_ical(ical.publish(replace(EVENT, description=text))).walk("VEVENT")
    assert told["DESCRIPTION"] == several_lines(text)
