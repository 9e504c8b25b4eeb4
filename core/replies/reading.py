"""Answers out of what mail programs save: .ics, .eml, .emlx, mbox with or without an ending, a folder of them, a Maildir.

Tolerant of what real programs write: no ORGANIZER (Outlook.com), Windows names of time zones, MAILTO in capitals, a
byte-order mark, bare line feeds, a method in small letters. Texts and times of a reply are never taken over: only who,
which meeting and what they answered. What cannot be read is named, and the rest is read all the same.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from core.messages import N_, Message, say
from core.replies.message import CalendarReply, PartStat, ReplyMethod

_LARGEST = 20_000_000  # bytes of one mail; a mailbox may hold many
_MAILBOX = re.compile(rb"From \S+ .*[0-9]{4}\s*$")
_CALENDAR_TYPES = {"text/calendar", "application/ics"}
_SUFFIXES = {".ics", ".eml", ".emlx", ".mbox", ".mbx", ".ical", ".ifb", ".msg"}
_NAMELESS = (b"From ", b"BEGIN:VCALENDAR", b"Return-Path:", b"Received:")  # how a file without an ending begins that is meant
_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB §2.2
_APPLE_LENGTH = re.compile(rb"\A[0-9]+ *\r?\n")  # the first line of an .emlx
Unreadable = tuple[str, Message]


def read_files(path: Path) -> tuple[list[CalendarReply], list[Unreadable]]:
    """All answers in a file, or in the files of a folder and of its folders, by name. Raises `OSError`."""
    replies: list[CalendarReply] = []
    unread: list[Unreadable] = []
    for file in _files(path):
        name = file.name if file == path else str(file.relative_to(path))
        try:
            with file.open("rb") as lines:
                for place, text in _mails(name, lines):
                    _read_one(place, text, replies, unread)
        except OSError:
            if file == path:
                raise
            unread.append((name, say(N_("It cannot be opened."))))
    return replies, unread


def read_text(data: bytes, place: str = "-") -> tuple[list[CalendarReply], list[Unreadable]]:
    """All answers in the text of a calendar, a mail or a mailbox, such as what stands on stdin."""
    replies: list[CalendarReply] = []
    unread: list[Unreadable] = []
    for where, text in _mails(place, BytesIO(data)):
        _read_one(where, text, replies, unread)
    return replies, unread


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not file.name.startswith(".") and _is_mail(file):
            yield file


def _is_mail(file: Path) -> bool:
    """Thunderbird's and Apple's mailboxes and a Maildir's mails have no ending; other files in a folder are not meant."""
    if file.parent.name in ("cur", "new") or file.suffix.lower() in _SUFFIXES:
        return True
    if file.suffix:
        return False
    try:
        with file.open("rb") as begins:
            return begins.read(20).lstrip(b"\xef\xbb\xbf").startswith(_NAMELESS)
    except OSError:
        return True  # so that it is told


def _mails(name: str, lines: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The whole of a file, or each mail of a mailbox: one begins at a `From ` line of its own, behind an empty line."""
    mail: list[bytes] = []
    size, number, after_empty = 0, 0, True
    while line := lines.readline(_LARGEST):
        if after_empty and _MAILBOX.match(line):
            if number:
                yield f"{name} ({number})", b"".join(mail)
            mail, size, number = [], 0, number + 1
        elif size <= _LARGEST:
            mail.append(line)
            size += len(line)
        after_empty = line in (b"\n", b"\r\n")
    yield f"{name} ({number})" if number > 1 else name, b"".join(mail)


def _read_one(place: str, data: bytes, replies: list[CalendarReply], unread: list[Unreadable]) -> None:
    if len(data) > _LARGEST:
        unread.append((place, say(N_("It is larger than any answer."))))
        return
    if data.startswith(_OUTLOOK):
        unread.append((place, say(N_("It is in Outlook's own format; download it as .eml from Outlook on the web instead."))))
        return
    calendars, sender = _calendars(data)
    found: list[CalendarReply] = []
    for calendar in calendars:
        try:
            found.extend(one for one in _replies(calendar, sender) if one not in found)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            # What the library raises for calendars that are none: they come from anywhere.
            unread.append((place, say(N_("Its calendar part cannot be read."))))
    if not found and not any(where == place for where, _ in unread):
        unread.append((place, say(N_("There is no answer to an invitation in it."))))
    replies.extend(found)


def _calendars(data: bytes) -> tuple[list[bytes], str]:
    """The calendar parts of a mail (the same one often comes twice) and its sender; a bare calendar has none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        return [data.lstrip(b"\xef\xbb\xbf \t\r\n")], ""
    mail = email.message_from_bytes(_APPLE_LENGTH.sub(b"", data, count=1), policy=email.policy.default)
    found: list[bytes] = []
    for part in mail.walk():
        if isinstance(part, EmailMessage) and _is_calendar(part):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload not in found:
                found.append(payload.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return found, _address(_header(mail, "From"))


def _is_calendar(part: EmailMessage) -> bool:
    if part.is_multipart():
        return False
    try:
        name = part.get_filename() or ""
    except (ValueError, IndexError, AttributeError, KeyError):  # a broken header breaks the library's parser
        name = ""
    return part.get_content_type() in _CALENDAR_TYPES or name.lower().endswith(".ics")


def _header(mail: Any, name: str) -> str:
    try:
        return str(mail[name] or "")
    except (ValueError, IndexError, AttributeError, KeyError):
        return ""


def _address(text: str) -> str:
    return parseaddr(text)[1].strip().casefold()


def _replies(calendar: bytes, sender: str) -> Iterator[CalendarReply]:
    from icalendar import Calendar

    for one in Calendar.from_ical(calendar, multiple=True):
        method = str(one.get("METHOD", "")).strip().upper()
        if method not in set(ReplyMethod):
            continue
        for event in one.walk("VEVENT"):
            yield from _of_event(ReplyMethod(method), event, sender)


def _of_event(method: ReplyMethod, event: Any, sender: str) -> Iterator[CalendarReply]:
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if method is ReplyMethod.COUNTER and len(attendees) > 1:
        # It may carry everybody who was invited (Mailspring-Sync #130); who wants another time is who sent the mail.
        attendees = [each for each in attendees if _mailto(each) == sender]
    for attendee in attendees:
        parameters = attendee.params
        yield CalendarReply(
            method, str(event.get("UID", "")).strip(), _mailto(attendee), str(parameters.get("CN", "")).strip(),
            _part_stat(str(parameters.get("PARTSTAT", ""))), max(0, int(event.get("SEQUENCE", 0))),
            _moment(event, "DTSTAMP"), _when(event, "RECURRENCE-ID"),
            _mailto(_first(parameters.get("DELEGATED-TO"))), _mailto(_first(parameters.get("DELEGATED-FROM"))),
            _proposed(event) if method is ReplyMethod.COUNTER else None, sender,
        )  # fmt: skip


def _mailto(address: object) -> str:
    text = str(address or "").strip().strip('"')
    return (text[7:] if text[:7].casefold() == "mailto:" else text).strip().casefold()


def _first(value: object) -> object:
    return value[0] if isinstance(value, list | tuple) and value else value


def _part_stat(text: str) -> PartStat:
    said = text.strip().upper()
    return PartStat(said) if said in set(PartStat) else PartStat.NEEDS_ACTION


def _when(event: Any, name: str) -> datetime | date | None:
    """A moment, aware; without a zone it is on the clock in Denmark, where the meetings are."""
    found = event.get(name)
    if found is None:
        return None
    value = found.dt
    if isinstance(value, datetime) and value.tzinfo is None:
        from core.door.session import HOME_ZONE

        return value.replace(tzinfo=HOME_ZONE)
    return value if isinstance(value, date) else None


def _moment(event: Any, name: str) -> datetime | None:
    found = _when(event, name)
    return found.astimezone(UTC) if isinstance(found, datetime) else None


def _proposed(event: Any) -> tuple[datetime | date, datetime | date] | None:
    start, end = _when(event, "DTSTART"), _when(event, "DTEND")
    if start is None:
        return None
    if end is None:
        length = event.get("DURATION")
        end = start + (length.dt if length is not None else timedelta())
    return start, end
