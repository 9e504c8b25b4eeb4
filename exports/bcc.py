"""Addresses for the blind-copy line of a mail, in blocks small enough for mail servers."""

import re
from dataclasses import dataclass

from core.contact_data import ContactList
from core.errors import Refused
from core.messages import N_, say
from exports.cards import Card, cards
from exports.plain_text import one_line

MOST = 100
# One address and nothing else: no blank, comma, semicolon, bracket or quotation mark that could begin another.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[^\W_](?:[\w.-]*[^\W_])?")
_NOT_IN_NAMES = re.compile(r'[",;:<>@\\()\[\]]+')


@dataclass(frozen=True)
class Blocks:
    """The blocks, and how many people are in them, have no usable address, and share one that is there already."""

    texts: tuple[str, ...]
    people: int
    without_address: int
    shared: int


def blocks(contact_list: ContactList, *, size: int = 90, separator: str = "; ", names: bool = True) -> Blocks:
    """Every address once, at most `size` a block (no more than 100); `names` puts the name before the address.

    Outlook wants `; ` between addresses, most others `, `. Raises `Refused` when the list shows no e-mail addresses.
    """
    if not {"email", "private_email"} & set(contact_list.columns):
        raise Refused(
            say(N_("This list shows no e-mail addresses.")),
            say(N_("Choose a purpose or columns with e-mail.")),
        )
    found: dict[str, str] = {}
    without = shared = 0
    for card in cards(contact_list):
        email = next((email for email in card.emails if _ADDRESS.fullmatch(email)), "")
        if not email:
            without += 1
        elif email.casefold() in found:
            shared += 1
        else:
            found[email.casefold()] = _mailbox(card, email) if names else email
    mailboxes = list(found.values())
    step = min(max(size, 1), MOST)
    texts = tuple(separator.join(mailboxes[at : at + step]) for at in range(0, len(mailboxes), step))
    return Blocks(texts, len(mailboxes) + shared, without, shared)


def _mailbox(card: Card, email: str) -> str:
    """`"Ida Sørensen" <ida@…>`: without the characters that part addresses, which some programs mind even in quotes."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", one_line(f"{card.given} {card.family}")).split())
    return f'"{name}" <{email}>' if name else email
