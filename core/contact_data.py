"""A contact list as plain data: made by core for a purpose, written as bytes by exports."""

from dataclasses import dataclass
from datetime import date, datetime

from core.messages import N_, Message, say
from core.rules.kinds import MembershipRole, Purpose


@dataclass(frozen=True)
class Contact:
    """One person with what the list's purpose allows; what it does not allow is empty. Phones are `+4520304050`."""

    number: int
    uid: str
    given: str
    family: str
    email: str
    private_email: str
    phone: str
    school: str
    education: str
    class_name: str
    stage: str
    company: str
    role: MembershipRole | None
    street: str
    postcode: str
    town: str
    birth_year: int | None
    start: date | None
    end: date | None
    networks: tuple[str, ...]
    revised: datetime

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


NO_EMAIL = say(N_("no e-mail address"))
MAIL_CAME_BACK = say(N_("mail to their address came back"))
NO_CONSENT = say(N_("no consent to it"))
NO_COMPANY = say(N_("at no company now"))
RESTRICTED = say(N_("use of their data is restricted"))


@dataclass(frozen=True)
class LeftOut:
    """How many people are not on the list, and why."""

    reason: Message
    count: int


@dataclass(frozen=True)
class ContactList:
    """`columns` are the field names of `Contact` to be written, in order; `title` names no shielded network."""

    title: str
    purpose: Purpose
    columns: tuple[str, ...]
    contacts: tuple[Contact, ...]
    total: int
    left_out: tuple[LeftOut, ...]
    made_at: datetime
    made_by: str
