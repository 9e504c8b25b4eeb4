"""How fast the files for other programs are made, beside the libraries that make them: `python -m bench.exports`.

Prints medians of processor time and ratios, of one run on one machine; there are no thresholds. That what is written is
the same is for the tests to say.
"""

import argparse
import csv
import io
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import icalendar
import vobject
from xlsxwriter import Workbook

from core.calendar import Attendee, CalendarEvent, CalendarFeed, CalendarMessage, Mailbox, Method
from core.contact_data import Contact, ContactList
from core.rules.kinds import Answer, Language, MeetingRole, MembershipRole, Purpose
from exports import ical
from exports.columns import rows
from exports.contact_lists import write

ZONE = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)
COLUMNS = (
    "number", "given", "family", "email", "private_email", "phone", "school", "education", "class_name", "town", "start",
    "networks",
)  # fmt: skip


def meetings(count: int) -> list[CalendarEvent]:
    organiser = Mailbox("Pigenetværket, Erhvervsskolen", "netvaerk@erhvervsskolen.example")
    first = datetime(2026, 1, 5, 16, tzinfo=ZONE)
    return [
        CalendarEvent(
            f"{n:08}-7d9b-4d1e-9a41-0c8f6f1f2a11@laug.example", n % 3, NOON, NOON, NOON,
            f"Netværksmøde nr. {n}; alle er velkomne",
            "Kære alle,\n\nVi mødes ved port 3; husk arbejdstøj, sko og madpakke.\nMed venlig hilsen\nÆgir",
            f"Værkstedet, Nørre Allé {n % 99}, 8000 Aarhus C", "",
            first + timedelta(hours=n), first + timedelta(hours=n + 1, minutes=30),
            "Europe/Copenhagen", False, organiser,
            Attendee(Mailbox(f"Åse Sørensen {n}", f"p{n}@skole.example"), Answer.NEEDS_ACTION, MeetingRole.PARTICIPANT),
        )
        for n in range(count)
    ]  # fmt: skip


def contacts(count: int) -> ContactList:
    one = Contact(
        0, "", "Åse", "Sørensen", "", "", "", "", "Tømrer", "tø26-1", "H2", "", MembershipRole.MEMBER, "", "8900", "Randers",
        2008, NOON.date(), None, ("Pigenetværk", "Smedjen"), NOON,
    )  # fmt: skip
    people = tuple(
        replace(
            one, number=n, uid=f"{n:08x}-1c1d-4f5e-8a9b-0c1d2e3f4a5b", family=f"Sørensen{n}", email=f"p{n}@skole.example",
            private_email=f"p{n}@privat.example", phone=f"+4594{n:06}", school=f"Skole, nr. {n % 40}",
        )
        for n in range(count)
    )  # fmt: skip
    return ContactList("Alle", Purpose.ADMINISTRATION, COLUMNS, people, count, (), NOON, "kirsten")


def icalendar_feed(events: list[CalendarEvent]) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//bench//")
    calendar.add("version", "2.0")
    for event in events:
        made = icalendar.Event()
        for name, value in (
            ("uid", event.uid), ("dtstamp", event.stamp), ("created", event.created), ("last-modified", event.modified),
            ("sequence", event.sequence), ("dtstart", event.start), ("dtend", event.end), ("summary", event.summary),
            ("description", event.description), ("location", event.location), ("status", "CONFIRMED"), ("transp", "OPAQUE"),
        ):  # fmt: skip
            made.add(name, value)
        calendar.add_component(made)
    data: bytes = calendar.to_ical()
    return data


def vobject_cards(contact_list: ContactList) -> str:
    out = io.StringIO()
    for contact in contact_list.contacts:
        card = vobject.vCard()
        card.add("n").value = vobject.vcard.Name(family=contact.family, given=contact.given)
        for name, value in (
            ("fn", contact.name), ("uid", f"urn:uuid:{contact.uid}"), ("email", contact.email), ("email", contact.private_email),
            ("tel", contact.phone), ("title", contact.education), ("rev", "20260903T120000Z"),
        ):  # fmt: skip
            card.add(name).value = value
        card.add("org").value = [contact.school]
        card.add("categories").value = list(contact.networks)
        card.add("adr").value = vobject.vcard.Address(city=contact.town)
        out.write(card.serialize())
    return out.getvalue()


def plain_csv(contact_list: ContactList) -> None:
    """The same values, ready made, by `csv.writer` alone."""
    with tempfile.TemporaryFile("w+", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows(contact_list))


def plain_xlsx(contact_list: ContactList) -> None:
    """The same cells by XlsxWriter alone, dates typed."""
    with tempfile.TemporaryFile() as file:
        workbook = Workbook(file, {"constant_memory": True})
        sheet = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows(contact_list), 1):
            for at, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, at, value)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value)
                elif isinstance(value, tuple):
                    sheet.write_string(number, at, ", ".join(value))
                else:
                    sheet.write_datetime(number, at, value, day)
        workbook.close()


def ours(contact_list: ContactList, name: str) -> None:
    with tempfile.TemporaryFile() as file:
        write(contact_list, name, file, catalogue=NullTranslations(), language=Language.DANISH)


def median(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = time.process_time()
        action()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def compare(title: str, own: Callable[[], object], other: Callable[[], object], times: int) -> None:
    """`x` is how many times faster than the other we are."""
    a, b = median(own, times), median(other, times)
    print(f"{title:44} ours {a:7.3f} s   other {b:7.3f} s   x {b / a:6.2f}   ours/other {a / b:5.2f}", flush=True)


def peak(action: Callable[[], object]) -> float:
    tracemalloc.start()
    action()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=10_000)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    events = meetings(chosen.meetings)
    feed = CalendarFeed("Alle", "x", tuple(events))
    compare("feed, build + write, icalendar", lambda: ical.feed(feed), lambda: icalendar_feed(events), chosen.times)
    each = median(lambda: [ical.message(CalendarMessage(Method.REQUEST, event, "x")) for event in events], chosen.times)
    print(f"{'as many invitations, one file each':44} ours {each:7.3f} s")
    people = contacts(chosen.contacts)
    compare("csv, csv.writer", lambda: ours(people, "csv"), lambda: plain_csv(people), chosen.times)
    compare("vcf, vobject", lambda: ours(people, "vcf"), lambda: vobject_cards(people), 1)
    compare("xlsx, XlsxWriter constant_memory", lambda: ours(people, "xlsx"), lambda: plain_xlsx(people), chosen.times)
    few = replace(people, contacts=people.contacts[: chosen.contacts // 10])
    for name in ("csv", "vcf", "json", "xlsx"):
        small, large = peak(partial(ours, few, name)), peak(partial(ours, people, name))
        print(f"{'peak memory of ' + name:44} {small:6.2f} MB for a tenth, {large:6.2f} MB for all", flush=True)


if __name__ == "__main__":
    main()
