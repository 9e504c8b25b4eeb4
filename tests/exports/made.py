"""Invented meetings and people for the tests of exports."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from gettext import NullTranslations
from io import BytesIO
from zoneinfo import ZoneInfo

from core.calendar import Attendee, CalendarEvent, Mailbox
from core.contact_data import Contact, ContactList
from core.rules.kinds import Answer, Language, MeetingRole, MembershipRole, Purpose
from exports.contact_lists import Options, Written, write

ZONE = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)
ORGANISER = Mailbox("Pigenetværket, Erhvervsskolen", "netvaerk@erhvervsskolen.example")
AASE = Attendee(Mailbox("Sørensen, Åse", "aase@erhvervsskolen.example"), Answer.NEEDS_ACTION, MeetingRole.PARTICIPANT)
EVENT = CalendarEvent(
    uid="5f0c1c9e-7d9b-4d1e-9a41-0c8f6f1f2a11@laug.example",
    sequence=0,
    stamp=NOON,
    created=NOON,
    modified=NOON,
    summary="Åben smedje",
    description="",
    location="Værkstedet, Nørre Allé 5",
    url="",
    start=datetime(2026, 10, 6, 16, tzinfo=ZONE),
    end=datetime(2026, 10, 6, 17, 30, tzinfo=ZONE),
    time_zone="Europe/Copenhagen",
    cancelled=False,
    organiser=ORGANISER,
    attendee=AASE,
)
CONTACT = Contact(
    number=7,
    uid="0b2f3a6e-1c1d-4f5e-8a9b-0c1d2e3f4a5b",
    given="Åse Marie",
    family="Sørensen",
    email="aase@skole.example",
    private_email="aase@privat.example",
    phone="+4594201234",
    school="Erhvervsskolen, Aarhus",
    education="Tømrer",
    class_name="tø26-1",
    stage="H2",
    company="",
    role=MembershipRole.COORDINATOR,
    street="Nørre Allé 5, st. tv.",
    postcode="8000",
    town="Aarhus C",
    birth_year=2008,
    start=date(2026, 8, 10),
    end=None,
    networks=("Pigenetværk", "Smedjen"),
    revised=NOON,
)
ALL = ("name", *(field.name for field in fields(Contact)))


def listing(*contacts: Contact, columns: tuple[str, ...] = ALL, title: str = "Pigenetværk Randers") -> ContactList:
    people = contacts or (CONTACT,)
    return ContactList(title, Purpose.CONTACT, columns, people, len(people), (), NOON, "kirsten")


def contact(**changes: object) -> Contact:
    return replace(CONTACT, **changes)  # type: ignore[arg-type]  # the names are the fields'


class Danish(NullTranslations):
    """A catalogue of the few words a test looks at."""

    WORDS = {"Given name": "Fornavn", "Phone": "Telefon", "From": "Fra"}  # noqa: RUF012 - read only

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)


def octets(contacts: ContactList, name: str, *, options: Options | None = None) -> bytes:
    return written(contacts, name, options=options)[0]


def written(contacts: ContactList, name: str, *, options: Options | None = None) -> tuple[bytes, Written]:
    stream = BytesIO()
    result = write(contacts, name, stream, catalogue=Danish(), language=Language.DANISH, options=options or Options())
    return stream.getvalue(), result
