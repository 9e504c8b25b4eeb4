"""One row of a list as a person: what it says about somebody, and no more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from core.lists import cells
from core.lists.heading_words import Field
from core.lists.headings import DATES, Column
from core.lists.notices import Notice, Reason
from core.messages import N_, say
from core.rules.cell_dates import is_american
from core.rules.contact_points import phones_and_emails, postcode_and_town, town_name
from core.rules.cpr import MASK
from core.rules.kinds import AffiliationKind, MembershipRole
from core.rules.person_names import in_mixed_case, split_name

_NOT_PUPILS = frozenset(
    (AffiliationKind.TEACHER, AffiliationKind.MANAGER, AffiliationKind.CONTACT, AffiliationKind.EMPLOYEE)
)


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
        return tuple(email for email in (self.email, self.private_email, *self.other_emails) if email)

    @property
    def all_phones(self) -> tuple[str, ...]:
        return tuple(phone for phone in (self.phone, *self.other_phones) if phone)


@dataclass
class _Draft:
    """A record while its cells are read, one after another."""

    texts: dict[Field, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    spare_emails: list[str] = field(default_factory=list)
    private_email: str = ""
    phones: list[str] = field(default_factory=list)
    spare_phones: list[str] = field(default_factory=list)
    days: dict[Field, date | None] = field(default_factory=dict)
    birth_year: int | None = None
    from_age: bool = False
    protected: bool | None = None
    eux: bool | None = None
    role: MembershipRole | None = None
    kind: AffiliationKind | None = None


class RecordReader:
    """Reads the rows of one list; remembers what the cells of schools, classes and dates said, as they repeat."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, as_of: date) -> None:
        self._as_of = as_of
        self._read = [(column.number - 1, column) for column in columns if column.fields]
        self._dropped = [
            (column.number - 1, column, _dropped_notice(column)) for column in columns if not column.fields
        ]
        self._american = {
            position: is_american([row[position] for row in rows if len(row) > position and row[position].strip()])
            for position, column in self._read
            if DATES.intersection(column.fields)
        }
        self._memory: dict[tuple[Field, str], tuple[str, tuple[Notice, ...]]] = {}
        self._days: dict[tuple[Field, int, str], tuple[date | None, tuple[Notice, ...]]] = {}

    def read(self, row: Sequence[str]) -> tuple[ListRecord, list[Notice]]:
        """The record of a row, and what to tell about it."""
        notices: list[Notice] = []
        draft = _Draft()
        for position, column in self._read:
            if position < len(row) and row[position]:
                self._cell(column, position, row[position], draft, notices.append)
        for position, column, notice in self._dropped:
            if position < len(row) and row[position]:
                _dropped(row[position], column, notice, notices)
        return self._finished(draft, notices), notices

    def _cell(self, column: Column, position: int, cell: str, draft: _Draft, told: Callable[[Notice], None]) -> None:
        match column.fields:
            case (Field.PHONE, Field.EMAIL):
                phone, email = phones_and_emails(cell)
                draft.phones += cells.phones("phone", phone, told)
                draft.emails += cells.emails("email", email, told)
            case (Field.POSTCODE, Field.TOWN):
                self._postcode(cell, draft, told)
            case fields:
                for wanted in fields:
                    self._field(wanted, position, cell, draft, told)

    def _field(self, wanted: Field, position: int, cell: str, draft: _Draft, told: Callable[[Notice], None]) -> None:
        match wanted:
            case Field.GIVEN:
                draft.given.append(cells.name_text("given", cell, told))
            case Field.FAMILY | Field.NAME:
                draft.texts[wanted] = cells.name_text(wanted.value, cell, told)
            case Field.EMAIL:
                draft.emails += cells.emails(wanted.value, cell, told)
            case Field.OTHER_EMAILS:
                draft.spare_emails += cells.emails(wanted.value, cell, told)
            case Field.PRIVATE_EMAIL:
                first, *others = cells.emails(wanted.value, cell, told) or ("",)
                draft.private_email = first
                draft.spare_emails += others
            case Field.PHONE:
                draft.phones += cells.phones(wanted.value, cell, told)
            case Field.OTHER_PHONES:
                draft.spare_phones += cells.phones(wanted.value, cell, told)
            case Field.POSTCODE:
                self._postcode(cell, draft, told)
            case Field.START | Field.END | Field.JOINED:
                draft.days[wanted] = self._day(wanted, position, cell, told)
            case Field.BIRTH_YEAR:
                draft.birth_year = cells.born(cell, told, as_of=self._as_of) or draft.birth_year
                draft.from_age = draft.from_age and not draft.birth_year
            case Field.AGE:
                if draft.birth_year is None:
                    draft.birth_year = cells.born_by_age(cell, told, as_of=self._as_of)
                    draft.from_age = draft.birth_year is not None
            case Field.PROTECTED:
                draft.protected = cells.yes_or_no(cell) or None
            case Field.EUX:
                draft.eux = cells.yes_or_no(cell)
            case Field.ROLE:
                draft.role, draft.kind = cells.role(cell)
            case Field.CVR:
                digits = "".join(char for char in cell if char.isdecimal())
                draft.texts[wanted] = digits if len(digits) == 8 else ""
            case (
                Field.TOWN
                | Field.STREET
                | Field.SCHOOL
                | Field.EDUCATION
                | Field.STAGE
                | Field.CLASS_NAME
                | Field.COMPANY
            ):
                draft.texts[wanted] = self._text(wanted, cell, told) or draft.texts.get(wanted, "")

    def _text(self, wanted: Field, cell: str, told: Callable[[Notice], None]) -> str:
        known = self._memory.get((wanted, cell))
        if known is None:
            notices: list[Notice] = []
            match wanted:
                case Field.COMPANY:
                    text = cells.company(cell, notices.append)
                case Field.STREET | Field.STAGE | Field.CLASS_NAME:
                    text = cells.plain_text(wanted.value, cell, notices.append)
                case _:
                    text = cells.place_text(wanted.value, cell, notices.append)
            if wanted is Field.TOWN:
                text = town_name(text)
            known = self._memory[wanted, cell] = text, tuple(notices)
        for notice in known[1]:
            told(notice)
        return known[0]

    def _day(self, wanted: Field, position: int, cell: str, told: Callable[[Notice], None]) -> date | None:
        known = self._days.get((wanted, position, cell))
        if known is None:
            notices: list[Notice] = []
            found = cells.day(wanted.value, cell, notices.append, american=self._american[position])
            known = self._days[wanted, position, cell] = found, tuple(notices)
        for notice in known[1]:
            told(notice)
        return known[0]

    def _postcode(self, cell: str, draft: _Draft, told: Callable[[Notice], None]) -> None:
        text = self._text(Field.POSTCODE, cell, told)
        found = postcode_and_town(text)
        if found:
            draft.texts[Field.POSTCODE] = found[0]
            draft.texts[Field.TOWN] = draft.texts.get(Field.TOWN) or found[1]
        elif text and len(text) <= 10 and any(char.isdecimal() for char in text):
            draft.texts[Field.POSTCODE] = text
        elif text:
            draft.texts[Field.TOWN] = draft.texts.get(Field.TOWN) or town_name(text)

    def _finished(self, draft: _Draft, notices: list[Notice]) -> ListRecord:
        given, family = _names(draft)
        phones = tuple(dict.fromkeys((*draft.phones, *draft.spare_phones)))
        found = tuple(
            dict.fromkeys(email for email in (*draft.emails, *draft.spare_emails) if email != draft.private_email)
        )
        texts = draft.texts
        record = ListRecord(
            given=given,
            family=family,
            email=found[0] if found else "",
            private_email=draft.private_email,
            other_emails=found[1:],
            phone=phones[0] if phones else "",
            other_phones=phones[1:],
            street=texts.get(Field.STREET, ""),
            postcode=texts.get(Field.POSTCODE, ""),
            town=texts.get(Field.TOWN, ""),
            birth_year=draft.birth_year,
            birth_year_from_age=draft.from_age,
            protected=draft.protected,
            eux=draft.eux,
            school=texts.get(Field.SCHOOL, ""),
            education=texts.get(Field.EDUCATION, ""),
            stage=texts.get(Field.STAGE, ""),
            class_name=texts.get(Field.CLASS_NAME, ""),
            company=texts.get(Field.COMPANY, ""),
            cvr=texts.get(Field.CVR, ""),
            start=draft.days.get(Field.START),
            end=draft.days.get(Field.END),
            joined=draft.days.get(Field.JOINED),
            role=draft.role,
            kind=draft.kind,
        )
        return self._checked(record, notices)

    def _checked(self, record: ListRecord, notices: list[Notice]) -> ListRecord:
        """The record with what contradicts itself or must not be kept taken out."""
        if record.start and record.end and record.end < record.start:
            message = say(
                N_("The end {end} is before the start {start}; the end is left out."),
                end=record.end,
                start=record.start,
            )
            notices.append(Notice(Reason.END_BEFORE_START, "end", message))
            record = replace(record, end=None)
        if record.end and record.end < self._as_of:
            notices.append(Notice(Reason.ALREADY_ENDED, "end", say(N_("Ended {end} already."), end=record.end)))
        if record.start and record.start > self._as_of:
            notices.append(
                Notice(Reason.FUTURE_START, "start", say(N_("Begins {start}, later than today."), start=record.start))
            )
        if record.kind in _NOT_PUPILS:
            notices.append(Notice(Reason.NOT_A_PUPIL, "role", say(N_("Not a pupil or apprentice by the list."))))
        if record.given and not record.family:
            notices.append(Notice(Reason.ONE_NAME, "name", say(N_("There is only one name."))))
        if record.protected:
            notices.append(
                Notice(
                    Reason.PROTECTED_PERSON,
                    "protected",
                    say(N_("Name and address are protected; the address is left out.")),
                )
            )
            record = replace(record, street="", postcode="", town="")
        return record


def _names(draft: _Draft) -> tuple[str, str]:
    given = " ".join(part for part in draft.given if part)
    family = draft.texts.get(Field.FAMILY, "")
    if not given and (whole := draft.texts.get(Field.NAME)):
        split_given, split_family = split_name(whole)
        given, family = (split_given, family or split_family)
    if not given:
        given, family = family, ""
    return in_mixed_case(given), in_mixed_case(family)


def _dropped_notice(column: Column) -> Notice:
    if column.subject == "cpr":
        return Notice(Reason.CPR_DROPPED, "cpr", say(N_("The CPR number is left out.")), column=column.heading)
    return Notice(
        Reason.SENSITIVE_DROPPED,
        column.subject,
        say(N_("What “{heading}” says is left out."), heading=column.heading),
        column=column.heading,
    )


def _dropped(cell: str, column: Column, notice: Notice, notices: list[Notice]) -> None:
    """Tell of CPR numbers and of food and health; other columns are told of once, for the whole file."""
    if column.subject in ("cpr", "food"):
        if cell.strip():
            notices.append(notice)
    elif MASK in cell and not column.sensitive:
        cells.told_of_cpr(column.subject, cell.strip(), notices.append)
