"""Contact lists for a purpose: the purpose decides which fields leave laug, and who is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core import affiliations, memberships, networks, people
from core.contact_data import (
    MAIL_CAME_BACK,
    NO_COMPANY,
    NO_CONSENT,
    NO_EMAIL,
    RESTRICTED,
    Contact,
    ContactList,
    LeftOut,
)
from core.door.operations import Operation
from core.door.scope import visible_network
from core.door.session import Session
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from core.networks import Network
from core.privacy import consents
from core.rules.active import iso
from core.rules.cpr import mask_cpr
from core.rules.kinds import ConsentPurpose, MembershipRole, NetworkKind, OrganisationKind, Purpose
from core.rules.moments import from_utc_text

_NAMES = ("given", "family")
_PLACES = ("school", "education", "class_name", "stage", "company")
COLUMNS: dict[Purpose, tuple[str, ...]] = {
    Purpose.SIGN_IN: (*_NAMES, "school", "class_name"),
    Purpose.MEETING: (*_NAMES, "email", "phone", "school", "education", "class_name", "role"),
    Purpose.MAILING: (*_NAMES, "email"),
    Purpose.MEMBERS: (*_NAMES, "email", "phone", "school", "role"),
    Purpose.COMPANY: (*_NAMES, "email", "phone", "education", "class_name", "company"),
    Purpose.ALUMNI: (*_NAMES, "email", "private_email"),
    Purpose.MARKETING: (*_NAMES, "email"),
    Purpose.CONTACT: (*_NAMES, "email", "private_email", "phone", *_PLACES, "town", "role"),
    Purpose.ADMINISTRATION: (
        "number", *_NAMES, "email", "private_email", "phone", *_PLACES, "start", "end", "street", "postcode", "town",
        "birth_year", "role", "networks",
    ),
}  # fmt: skip
_ADDRESS = ("street", "postcode", "town")
CONSENTS: dict[Purpose, ConsentPurpose] = {
    Purpose.MEMBERS: ConsentPurpose.CONTACT_MEMBERS,
    Purpose.COMPANY: ConsentPurpose.CONTACT_COMPANY,
    Purpose.ALUMNI: ConsentPurpose.ALUMNI_CONTACT,
    Purpose.MARKETING: ConsentPurpose.MARKETING,
}
"""The purposes that a person must have agreed to; what they agreed to last counts, from that moment on."""

_MAILED = (Purpose.MAILING, Purpose.ALUMNI, Purpose.MARKETING)
_NOT_FOR_COMPANIES = (NetworkKind.GIRLS, NetworkKind.DIVERSITY)


@dataclass(frozen=True)
class _Person:
    """Somebody as read; `came_back` if mail came back from an address, which only the administration still sees."""

    number: int
    uid: str
    texts: tuple[str, ...]
    birth_year: int | None
    protected: bool
    restricted: bool
    changed_at: str
    came_back: bool


def contact_list(
    session: Session,
    purpose: Purpose,
    *,
    network: str | int | None = None,
    query: str = "",
    columns: Sequence[str] | None = None,
) -> ContactList:
    """The people of a network, or all who answer the query, with the fields that the purpose allows.

    Restricted people are left out always, those without an address from a mailing, and those who have not agreed from
    a list that needs it; protected people are on the list without their address. An address that mail came back from is
    on no list but the administration's, for whoever writes to it reaches nobody. A list for a company holds its own
    people only. Raises `Invalid` for a column that the purpose does not allow or people of several companies,
    `NotAllowed` for a shielded network that is not opened, `Refused` for a network that no such list is made of.
    """
    chosen = _columns(purpose, columns)
    home = None if network is None else networks.get_opened(session, network)
    _refuse_network(purpose, home)
    roles = _roles(session, home, query)
    numbers = list(roles) if home else list(people.ids(session, query))
    found = _people(session, numbers, keep_dead=purpose is Purpose.ADMINISTRATION)
    agreed = _agreed(session, numbers, purpose)
    companies = _companies(session, numbers) if purpose is Purpose.COMPANY else None
    reasons: dict[Message, int] = {}
    kept: list[_Person] = []
    for number in numbers:
        reason = _reason_against(found[number], purpose, agreed, companies)
        if reason is None:
            kept.append(found[number])
        else:
            reasons[reason] = reasons.get(reason, 0) + 1
    if companies is not None:
        _refuse_several({companies[one.number] for one in kept})
    contacts = _contacts(session, kept, chosen, roles)
    return ContactList(
        title=home.outward_title if home else "laug", purpose=purpose, columns=chosen, contacts=contacts,
        total=len(numbers), left_out=tuple(LeftOut(reason, count) for reason, count in reasons.items()),
        made_at=session.now, made_by=session.account,
    )  # fmt: skip


def _columns(purpose: Purpose, wanted: Sequence[str] | None) -> tuple[str, ...]:
    allowed = COLUMNS[purpose]
    if wanted is None:
        return allowed
    for column in wanted:
        if column not in allowed:
            raise Invalid(
                "fields",
                say(N_("The purpose {purpose} has no field {field}."), purpose=purpose.value, field=column),
                say(N_("Choose among: {choices}."), choices=", ".join(allowed)),
            )
    return tuple(wanted)


def _roles(session: Session, network: Network | None, query: str) -> dict[int, MembershipRole | None]:
    found: dict[int, MembershipRole | None] = {}
    if network is not None:
        for one in memberships.members(session, network.id, query):
            found.setdefault(one.person_id, one.role)
    return found


def _people(session: Session, numbers: Sequence[int], *, keep_dead: bool) -> dict[int, _Person]:
    found: dict[int, _Person] = {}
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        rows = session.query(
            "SELECT id, uid, given, family, email, private_email, phone, street, postcode, town, birth_year, protected,"
            f" restricted, changed_at, bounced FROM person WHERE id IN ({', '.join('?' * len(part))})",
            part,
        )
        for row in rows:
            number = row[0]
            given, family, *mails = row[2:6]
            dead = "" if keep_dead else row[14]
            living = ["" if mail == dead else mail for mail in mails]
            texts = (given, family, *living, *row[6:10])
            birth_year = None if row[10] is None else row[10]
            found[number] = _Person(number, row[1], texts, birth_year, bool(row[11]), bool(row[12]), row[13], living != mails)
    return found


def _refuse_network(purpose: Purpose, home: Network | None) -> None:
    if purpose is Purpose.MEMBERS and home is None:
        raise Invalid("network", say(N_("A list for the members is one network's: say which.")))
    if purpose is Purpose.MEMBERS and home is not None and home.shielded:
        raise Refused(say(N_("{name} is shielded: no list of its members goes to members."), name=home.name))
    if purpose is Purpose.COMPANY and home is not None and (home.shielded or home.kind in _NOT_FOR_COMPANIES):
        raise Refused(say(N_("No list of {name} goes to a company."), name=home.name))


def _agreed(session: Session, numbers: Sequence[int], purpose: Purpose) -> set[int] | None:
    """Those whose last word about what the purpose needs is yes; None if it needs nothing."""
    if purpose not in CONSENTS:
        return None
    given, parameters = consents.holds(CONSENTS[purpose])
    found: set[int] = set()
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        sql = f"SELECT p.id FROM person p WHERE p.id IN ({', '.join('?' * len(part))}) AND {given}"
        found.update(row[0] for row in session.query(sql, [*part, *parameters]))
    return found


def _companies(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    """The company each is at today; an ended place does not count."""
    found: dict[int, str] = {}
    for number, every in affiliations.of_people(session, numbers).items():
        now = [one for one in every if one.active_on(session.today)]
        at = (one.organisation for one in now if one.organisation_kind is OrganisationKind.COMPANY)
        found[number] = next(at, "")
    return found


def _refuse_several(companies: set[str]) -> None:
    if len(companies) > 1:
        raise Invalid(
            "query",
            say(
                N_("The people are at {count} companies, and each may have its own people only."), count=len(companies)
            ),
            say(N_("Make one list for each, with: company:NAME")),
        )


def _reason_against(
    person: _Person, purpose: Purpose, agreed: set[int] | None, companies: dict[int, str] | None
) -> Message | None:
    if person.restricted:
        return RESTRICTED
    if companies is not None and not companies[person.number]:
        return NO_COMPANY
    if agreed is not None and person.number not in agreed:
        return NO_CONSENT
    if purpose in _MAILED and not (person.texts[2] or person.texts[3]):
        return MAIL_CAME_BACK if person.came_back else NO_EMAIL
    return None


def _contacts(
    session: Session, kept: Sequence[_Person], chosen: Sequence[str], roles: dict[int, MembershipRole | None]
) -> tuple[Contact, ...]:
    numbers = [person.number for person in kept]
    rows = {row.id: row for row in people.rows(session, numbers)}
    spans = _spans(session, numbers) if "start" in chosen or "end" in chosen else {}
    belongs = _networks(session, numbers) if "networks" in chosen else {}
    made: list[Contact] = []
    for person in kept:
        row = rows[person.number]
        given, family, email, private, phone, street, postcode, town = person.texts
        start, end = spans.get(person.number, (None, None))
        hidden = set(_ADDRESS) if person.protected else set()
        values: dict[str, object] = {
            "given": given, "family": family, "email": email or (private if "private_email" not in chosen else ""),
            "private_email": private, "phone": phone, "school": row.school, "education": row.education,
            "class_name": row.class_name, "stage": row.stage, "company": row.company,
            "role": roles.get(person.number), "street": street, "postcode": postcode, "town": town,
            "birth_year": person.birth_year, "start": start, "end": end,
            "networks": tuple(belongs.get(person.number, ())),
        }  # fmt: skip
        allowed = set(chosen) - hidden
        made.append(_contact(person, {name: value for name, value in values.items() if name in allowed}))
    return tuple(made)


def _contact(person: _Person, values: dict[str, object]) -> Contact:
    def text(name: str) -> str:
        return str(values.get(name) or "")

    role, birth_year = values.get("role"), values.get("birth_year")
    start, end, belongs = values.get("start"), values.get("end"), values.get("networks")
    return Contact(
        number=person.number, uid=person.uid, given=text("given"), family=text("family"), email=text("email"),
        private_email=text("private_email"), phone=text("phone"), school=text("school"), education=text("education"),
        class_name=text("class_name"), stage=text("stage"), company=text("company"),
        role=role if isinstance(role, MembershipRole) else None, street=text("street"), postcode=text("postcode"),
        town=text("town"), birth_year=birth_year if isinstance(birth_year, int) else None,
        start=start if isinstance(start, date) else None, end=end if isinstance(end, date) else None,
        networks=belongs if isinstance(belongs, tuple) else (), revised=from_utc_text(person.changed_at),
    )  # fmt: skip


def _spans(session: Session, numbers: Sequence[int]) -> dict[int, tuple[date | None, date | None]]:
    found: dict[int, tuple[date | None, date | None]] = {}
    for number, every in affiliations.of_people(session, numbers).items():
        places = affiliations.shown(every, session.today)
        study = next((one for one in places if one.organisation_kind is OrganisationKind.SCHOOL), None)
        place = study or (places[0] if places else None)
        if place is not None:
            found[number] = (place.from_date, place.until_date)
    return found


def _networks(session: Session, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The networks each is in today; shielded ones are on no list but their own."""
    visible, account = visible_network(session)
    today = iso(session.today)
    found: dict[int, list[str]] = {}
    for start in range(0, len(numbers), 500):
        part = list(numbers[start : start + 500])
        for person, name in session.query(
            "SELECT DISTINCT ms.person_id, n.name FROM membership ms JOIN network n ON n.id = ms.network_id"
            f" WHERE ms.person_id IN ({', '.join('?' * len(part))}) AND n.level <> 'shielded' AND {visible}"
            " AND ms.from_date <= ? AND (ms.until_date IS NULL OR ms.until_date >= ?) ORDER BY n.sort_key",
            [*part, *account, today, today],
        ):
            found.setdefault(int(str(person)), []).append(str(name))
    return found


def log_export(
    session: Session, made: ContactList, *, network: str | int | None, query: str, format: str, digest: str = ""
) -> None:
    """Note in the file that the list left it: who, when, for what, which columns, how many; not the content."""
    number = None if network is None else networks.get(session, network).id
    left_out = sum(one.count for one in made.left_out)
    detail = {"purpose": made.purpose.value, "format": format, "count": len(made.contacts), "left_out": left_out}
    with session.write(Operation.CONTACTS_EXPORT, detail=detail) as transaction:
        transaction.database.execute_sql(
            "INSERT INTO export_log(operation_id, network_id, purpose, format, columns, query, count, left_out, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                transaction.operation_id, number, made.purpose.value, format, ",".join(made.columns), mask_cpr(query),
                len(made.contacts), left_out, digest,
            ),
        )  # fmt: skip
