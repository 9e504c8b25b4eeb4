"""A contact as address books know it, with nothing but the columns the list may show."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from core.contact_data import Contact, ContactList


class Card(NamedTuple):
    """What vCard, Google and Outlook have a place for. `name` is never empty."""

    uid: str
    number: int
    name: str
    given: str
    family: str
    emails: tuple[str, ...]
    phone: str
    organisation: str
    title: str
    street: str
    postcode: str
    town: str
    networks: tuple[str, ...]
    revised: datetime

    @property
    def has_address(self) -> bool:
        return bool(self.street or self.postcode or self.town)


def cards(contact_list: ContactList) -> Iterator[Card]:
    """The contacts one at a time."""
    allowed = frozenset(contact_list.columns)
    return (_card(contact, allowed) for contact in contact_list.contacts)


def _card(contact: Contact, allowed: frozenset[str]) -> Card:
    named = "name" in allowed
    given = contact.given if named or "given" in allowed else ""
    family = contact.family if named or "family" in allowed else ""
    emails = tuple(
        dict.fromkeys(
            email
            for key, email in (("email", contact.email), ("private_email", contact.private_email))
            if email and key in allowed
        )
    )
    phone = contact.phone if "phone" in allowed else ""
    school = contact.school if "school" in allowed else ""
    company = contact.company if "company" in allowed else ""
    education = contact.education if "education" in allowed else ""
    # One organisation has a place: the company of whoever has one; then the school stands with the education.
    title = ", ".join(text for text in (education, school if company else "") if text)
    name = f"{given} {family}".strip()
    return Card(
        uid=contact.uid,
        number=contact.number,
        name=name or (emails[0] if emails else phone or f"#{contact.number}"),
        given=given,
        family=family,
        emails=emails,
        phone=phone,
        organisation=company or school,
        title=title,
        street=contact.street if "street" in allowed else "",
        postcode=contact.postcode if "postcode" in allowed else "",
        town=contact.town if "town" in allowed else "",
        networks=contact.networks if "networks" in allowed else (),
        revised=contact.revised,
    )
