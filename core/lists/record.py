"""One person as a list says it, and no more."""

from dataclasses import dataclass
from datetime import date

from core.rules.kinds import AffiliationKind, MembershipRole


@dataclass(frozen=True, slots=True)
class ListRecord:
    """What a list says about one person. Empty text, None and () mean that it says nothing.

    Phones are `+4594123456`, e-mails in small letters, text in NFC. `birth_year_from_age` may be one year wrong.
    `protected` is True or None: a list never lifts a protection. `joined` is when they joined the network; `kind` is
    what the list says they are (`tømrerlærling`, `mester`), if it does.
    """

    given: str = ""
    family: str = ""
    email: str = ""
    private_email: str = ""
    other_emails: tuple[str, ...] = ()
    phone: str = ""
    other_phones: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    town: str = ""
    birth_year: int | None = None
    birth_year_from_age: bool = False
    protected: bool | None = None
    eux: bool | None = None
    school: str = ""
    education: str = ""
    stage: str = ""
    class_name: str = ""
    other_classes: tuple[str, ...] = ()
    company: str = ""
    cvr: str = ""
    start: date | None = None
    end: date | None = None
    joined: date | None = None
    role: MembershipRole | None = None
    kind: AffiliationKind | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def all_emails(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.email, self.private_email, *self.other_emails)))

    @property
    def all_phones(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.phone, *self.other_phones)))
