"""What the register knows already, as an import compares with it: people, and other names of schools and so on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.rules.kinds import MembershipRole
from db.keys import fold


@dataclass(frozen=True)
class Names:
    """The register's names: from `db.keys.fold` of a name or of one of its aliases, to the name."""

    schools: Mapping[str, str] = field(default_factory=dict)
    educations: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)

    def school(self, said: str) -> str:
        """The register's name for a school; what was said if it has none."""
        found = self.schools.get(fold(said))
        if found is None and "/" in said:  # a department of it, as in "Skolen/Byg"
            found = self.schools.get(fold(said.partition("/")[0].strip()))
        return said if found is None else found

    def education(self, said: str) -> str:
        """The register's name for an education; what was said if it has none."""
        return self.educations.get(fold(said), said)

    def company(self, said: str) -> str:
        """The register's name for a company; what was said if it has none."""
        return self.companies.get(fold(said), said)


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register.

    School, education, stage, class, company, EUX and `end` are of the current affiliation, or else of the latest;
    `organisations` are the names of all current or latest ones, `starts` the first days of all. `member` and `role` are
    of the network asked for.
    """

    id: int
    version: int
    given: str
    family: str
    email: str = ""
    private_email: str = ""
    other_emails: tuple[str, ...] = ()
    phone: str = ""
    other_phones: tuple[str, ...] = ()
    birth_year: int | None = None
    street: str = ""
    postcode: str = ""
    town: str = ""
    protected: bool = False
    school: str = ""
    education: str = ""
    stage: str = ""
    class_name: str = ""
    company: str = ""
    eux: bool | None = None
    starts: tuple[date, ...] = ()
    organisations: tuple[str, ...] = ()
    end: date | None = None
    member: bool = False
    role: MembershipRole | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def all_emails(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.email, self.private_email, *self.other_emails)))

    @property
    def all_phones(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.phone, *self.other_phones)))
