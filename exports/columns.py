"""The columns a contact list can have: their stable keys, their headings and what kind of value stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from operator import attrgetter

from core.contact_data import ContactList
from core.messages import N_, Catalogue
from core.rules.kinds import Language

Value = object


class Kind(Enum):
    """How a value is written. Only free text can be mistaken for a formula."""

    TEXT = auto()
    PHONE = auto()
    NUMBER = auto()
    DATE = auto()
    MOMENT = auto()
    NAMES = auto()
    ROLE = auto()
    IDENTIFIER = auto()


@dataclass(frozen=True)
class Column:
    """`key` is the field of `Contact` and the heading in files for programs; `heading` is a message id for people."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Wording:
    """The language a list is written in."""

    catalogue: Catalogue
    language: Language


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("number", N_("Number"), Kind.NUMBER),
        Column("uid", N_("Identifier"), Kind.IDENTIFIER),
        Column("name", N_("Name")),
        Column("given", N_("Given name")),
        Column("family", N_("Family name")),
        Column("email", N_("E-mail")),
        Column("private_email", N_("Private e-mail")),
        Column("phone", N_("Phone"), Kind.PHONE),
        Column("school", N_("School")),
        Column("education", N_("Education")),
        Column("class_name", N_("Class")),
        Column("stage", N_("Stage")),
        Column("company", N_("Company")),
        Column("role", N_("Role"), Kind.ROLE),
        Column("street", N_("Street")),
        Column("postcode", N_("Postcode")),
        Column("town", N_("Town")),
        Column("birth_year", N_("Birth year"), Kind.NUMBER),
        Column("start", N_("From"), Kind.DATE),
        Column("end", N_("Until"), Kind.DATE),
        Column("networks", N_("Networks"), Kind.NAMES),
        Column("revised", N_("Changed"), Kind.MOMENT),
    )
}

_PHONE = re.compile(r"\+[1-9]\d{6,14}")
# Country codes (ITU-T E.164): those of one and of two digits; all others have three.
_COUNTRY_CODE = re.compile(r"\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})")


def columns_of(contact_list: ContactList) -> tuple[Column, ...]:
    """The columns asked for, in order. Raises `KeyError` for a name that is no field of a contact."""
    return tuple(COLUMNS[key] for key in contact_list.columns)


def rows(contact_list: ContactList) -> Iterator[tuple[Value, ...]]:
    """The values of each contact in the order of the columns, one contact at a time."""
    keys = contact_list.columns
    if len(keys) > 1:
        return map(attrgetter(*keys), contact_list.contacts)
    return (tuple(getattr(contact, key) for key in keys) for contact in contact_list.contacts)


def grouped_phone(phone: str) -> str:
    """`+4520304050` as `+45 20 30 40 50`; anything that is no such number is left as it is.

    Grouped, a spreadsheet keeps it as text; ungrouped, it becomes the number 4520304050. What is returned is another
    object only if it was such a number.
    """
    if phone[:3] == "+45" and len(phone) == 11 and phone.isascii() and phone[1:].isdecimal():
        return f"+45 {phone[3:5]} {phone[5:7]} {phone[7:9]} {phone[9:]}"
    if not _PHONE.fullmatch(phone):
        return phone
    code = _COUNTRY_CODE.match(phone)
    length = code.end() if code else 0
    rest = phone[length:]
    last = 3 if len(rest) % 2 else 2
    pairs = [rest[at : at + 2] for at in range(0, len(rest) - last, 2)]
    return " ".join([phone[:length], *pairs, rest[len(rest) - last :]])
