"""vCard 3.0 (RFC 2426), which telephones, Apple, Google, Nextcloud and Outlook read alike.

Outlook reads only the first card of a file, so the cards can also come one a file in a zip archive.
"""

import re
from datetime import UTC
from typing import BinaryIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from core.contact_data import ContactList
from exports.cards import Card, cards
from exports.content_lines import escaped, folded, utc
from exports.files import safe_file_name

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def write(contact_list: ContactList, stream: BinaryIO) -> None:
    """All cards in one file."""
    for card in cards(contact_list):
        stream.write(_vcard(card))


def write_split(contact_list: ContactList, stream: BinaryIO) -> None:
    """A zip archive of one file a card; the number keeps people of one name apart."""
    made = contact_list.made_at.astimezone(UTC)
    moment = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    with ZipFile(stream, "w") as archive:
        for card in cards(contact_list):
            entry = ZipInfo(f"{safe_file_name(card.name, fallback='kontakt')}-{card.number}.vcf", moment)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _vcard(card))


def _vcard(card: Card) -> bytes:
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//laug//laug//DA",
        _line("UID:", _identifier(card.uid)),
        _line("FN:", _text(card.name)),
        _line("N:", _parts(card.family, card.given, "", "", "")),
    ]
    lines += [_line("EMAIL;TYPE=INTERNET:", _text(email)) for email in card.emails]
    if card.phone:
        lines.append(_line("TEL;TYPE=CELL:", _text(card.phone)))
    if card.organisation:
        lines.append(_line("ORG:", _text(card.organisation)))
    if card.title:
        lines.append(_line("TITLE:", _text(card.title)))
    if card.has_address:
        lines.append(_line("ADR;TYPE=HOME:", _parts("", "", card.street, card.town, "", card.postcode, "")))
    if card.networks:
        lines.append(_line("CATEGORIES:", ",".join(_text(name.replace(",", " ")) for name in card.networks)))
    lines.append(f"REV:{utc(card.revised)}\r\nEND:VCARD\r\n")
    return "\r\n".join(lines).encode()


def _line(name: str, value: str) -> str:
    return folded(name + value)


def _text(text: str) -> str:
    """A text without semicolons: escaped or not, several address books show them wrongly or cut there."""
    return escaped(text.replace(";", ","))


def _parts(*texts: str) -> str:
    return ";".join([_text(text) for text in texts])


def _identifier(uid: str) -> str:
    return f"urn:uuid:{UUID(uid)}" if _UUID.fullmatch(uid) else escaped(uid)
