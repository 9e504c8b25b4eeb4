"""Contact lists as CSV (RFC 4180): for Danish Excel, for scripts, for Google Contacts and for Outlook.

Row by row into a binary stream. A field of free text that a spreadsheet could take for a formula gets an apostrophe in
front; dates, numbers and phones have a form that cannot be one and stay as they are.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import BinaryIO
from zoneinfo import ZoneInfo

from core.contact_data import ContactList
from core.messages import N_, Message
from core.rules.kinds import MembershipRole
from exports.cards import Card, cards
from exports.columns import Column, Kind, Value, Wording, columns_of, grouped_phone, rows
from exports.plain_text import one_line

_DENMARK = ZoneInfo("Europe/Copenhagen")
# A formula after blanks, in the full-width forms too; with apostrophes already there, so that taking one off is exact.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_FIRST = frozenset("'=+-@＝＋－＠ \u00a0\u2002\u2003\u2007\u2009\u202f\u3000")
_PHONE = re.compile(r"\+\d{1,3}( \d{2,4})+")


@dataclass(frozen=True)
class Dialect:
    """How a table is written. `spoken`: headings, dates and roles in the user's language, else stable keys and ISO."""

    delimiter: str
    encoding: str
    byte_order_mark: bool
    spoken: bool


EXCEL_DA = Dialect(";", "utf-8", byte_order_mark=True, spoken=True)
EXCEL_1252 = Dialect(";", "cp1252", byte_order_mark=False, spoken=True)
RFC = Dialect(",", "utf-8", byte_order_mark=False, spoken=False)
# Outlook takes UTF-8 by the mark; a reader that does not know it spoils only the first heading, a column left empty.
_OUTLOOK = Dialect(",", "utf-8", byte_order_mark=True, spoken=False)


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could run it (OWASP, CSV injection).

    A reader undoes it by taking one apostrophe off any text that matches ``'+\\s*[=+\\-@＝＋－＠]`` at its start.
    """
    if text[:1] in _FIRST and _FORMULA.match(text):
        return f"'{text}"
    return text


def table(
    contact_list: ContactList, stream: BinaryIO, dialect: Dialect, wording: Wording, *, guard: bool = True
) -> tuple[Message, ...]:
    """One row a contact under the list's columns; answers what could not be written as it is."""
    columns = columns_of(contact_list)
    written = [_written(column, dialect, wording, guard=guard) for column in columns]
    headings = [wording.catalogue.gettext(c.heading) if dialect.spoken else c.key for c in columns]
    lines = ([write(value) for write, value in zip(written, row, strict=True)] for row in rows(contact_list))
    return _write(stream, dialect, headings, lines)


def google(contact_list: ContactList, stream: BinaryIO, *, guard: bool = True) -> tuple[Message, ...]:
    """The columns Google Contacts imports (its headings since 2024)."""
    return _write(stream, RFC, list(_GOOGLE), _card_rows(contact_list, list(_GOOGLE.values()), guard=guard))


def outlook(contact_list: ContactList, stream: BinaryIO, *, guard: bool = True) -> tuple[Message, ...]:
    """The columns Outlook imports, with its English headings."""
    return _write(
        stream,
        _OUTLOOK,
        list(_COLUMNS_OF_OUTLOOK),
        _card_rows(contact_list, list(_COLUMNS_OF_OUTLOOK.values()), guard=guard),
    )


def _card_rows(
    contact_list: ContactList, getters: Sequence[Callable[[Card], str]], *, guard: bool
) -> Iterator[list[str]]:
    text = _safe if guard else _bare
    for card in cards(contact_list):
        yield [text(get(card)) for get in getters]


def _part(values: Sequence[str], number: int) -> str:
    return values[number] if number < len(values) else ""


_GOOGLE: dict[str, Callable[[Card], str]] = {
    "First Name": lambda card: card.given,
    "Last Name": lambda card: card.family,
    "Organization Name": lambda card: card.organisation,
    "Organization Title": lambda card: card.title,
    "Labels": lambda card: " ::: ".join(
        [*(one_line(name).replace(":::", ":") for name in card.networks), "* myContacts"]
    ),
    "E-mail 1 - Label": lambda card: "Work" if card.emails else "",
    "E-mail 1 - Value": lambda card: _part(card.emails, 0),
    "E-mail 2 - Label": lambda card: "Home" if len(card.emails) > 1 else "",
    "E-mail 2 - Value": lambda card: _part(card.emails, 1),
    "Phone 1 - Label": lambda card: "Mobile" if card.phone else "",
    "Phone 1 - Value": lambda card: grouped_phone(card.phone),
    "Address 1 - Label": lambda card: "Home" if card.has_address else "",
    "Address 1 - Street": lambda card: card.street,
    "Address 1 - City": lambda card: card.town,
    "Address 1 - Postal Code": lambda card: card.postcode,
}

_COLUMNS_OF_OUTLOOK: dict[str, Callable[[Card], str]] = {
    "Title": lambda card: "",
    "First Name": lambda card: card.given,
    "Last Name": lambda card: card.family,
    "Company": lambda card: card.organisation,
    "Job Title": lambda card: card.title,
    "Home Street": lambda card: card.street,
    "Home City": lambda card: card.town,
    "Home Postal Code": lambda card: card.postcode,
    "Mobile Phone": lambda card: grouped_phone(card.phone),
    "E-mail Address": lambda card: _part(card.emails, 0),
    "E-mail 2 Address": lambda card: _part(card.emails, 1),
    "Categories": lambda card: ";".join(one_line(name).replace(";", ",") for name in card.networks),
}


def _safe(text: Value) -> str:
    """One line, guarded unless it is a phone."""
    if not isinstance(text, str):
        return ""
    if text.isprintable() and text[:1] not in _FIRST:  # almost every cell: one look
        return text
    text = one_line(text)
    return text if _PHONE.fullmatch(text) else guarded(text)


def _bare(text: Value) -> str:
    return one_line(text) if isinstance(text, str) else ""


def _guarded_line(text: Value) -> str:
    """One line of free text; a phone in it is no phone."""
    if not isinstance(text, str):
        return ""
    if text.isprintable() and text[:1] not in _FIRST:
        return text
    return guarded(one_line(text))


def _phone(value: Value, text: Callable[[Value], str]) -> str:
    """Grouped and without an apostrophe when it is a whole number, else as any text."""
    if not isinstance(value, str):
        return ""
    grouped = grouped_phone(value)
    return text(value) if grouped is value else grouped


def _written(column: Column, dialect: Dialect, wording: Wording, *, guard: bool) -> Callable[[Value], str]:
    """How values of a column become text."""
    text = _guarded_line if guard else _bare
    match column.kind:
        case Kind.TEXT | Kind.IDENTIFIER:
            return text
        case Kind.PHONE:
            phone = _safe if guard else _bare
            return lambda value: _phone(value, phone)
        case Kind.NUMBER:
            return lambda value: "" if value is None else str(value)
        case Kind.DATE:
            return _date_danish if dialect.spoken else _date_iso
        case Kind.MOMENT:
            return _moment_danish if dialect.spoken else _moment_iso
        case Kind.NAMES:
            between = ", " if dialect.spoken else "; "
            return lambda value: text(between.join(value)) if isinstance(value, tuple) else ""
        case Kind.ROLE:
            return lambda value: _role(value, dialect, wording)


def _role(value: Value, dialect: Dialect, wording: Wording) -> str:
    if not isinstance(value, MembershipRole):
        return ""
    return value.name_in(wording.language) if dialect.spoken else value.value


@lru_cache(maxsize=1024)
def _date_danish(value: Value) -> str:
    return f"{value.day:02}-{value.month:02}-{value.year:04}" if isinstance(value, date) else ""


def _date_iso(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _moment_danish(value: Value) -> str:
    return value.astimezone(_DENMARK).strftime("%d-%m-%Y %H:%M") if isinstance(value, datetime) else ""


def _moment_iso(value: Value) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else ""


def _write(
    stream: BinaryIO, dialect: Dialect, headings: Sequence[str], lines: Iterable[Sequence[str]]
) -> tuple[Message, ...]:
    if dialect.byte_order_mark:
        stream.write(codecs.BOM_UTF8)
    encoded = _Encoded(stream, dialect.encoding)
    writer = csv.writer(encoded, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(lines)
    if not encoded.lost:
        return ()
    return (
        Message(
            N_("One letter has no place in Windows-1252 and became a question mark."),
            {"n": encoded.lost},
            N_("{n} letters have no place in Windows-1252 and became question marks."),
        ),
    )


class _Encoded:
    """Text into a binary stream, counting the characters the encoding has no place for."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self.lost = 0

    def write(self, text: str) -> int:
        try:
            octets = text.encode(self._encoding)
        except UnicodeEncodeError:
            octets = text.encode(self._encoding, "replace")
            self.lost += octets.count(b"?") - text.count("?")
        return self._stream.write(octets)
