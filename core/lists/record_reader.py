"""The rows of a list read as people: each column's cells go through the reader of its fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from core.lists import cells
from core.lists.cells import Told
from core.lists.heading_words import Field
from core.lists.headings import DATES, Column
from core.lists.notices import Notice, Reason
from core.lists.record import ListRecord
from core.messages import N_, say
from core.rules.cell_dates import is_american
from core.rules.contact_points import phones_and_emails, postcode_and_town, town_name
from core.rules.cpr import MASK
from core.rules.kinds import AffiliationKind, MembershipRole
from core.rules.person_names import in_mixed_case, split_name

_NOT_PUPILS = frozenset(
    (AffiliationKind.TEACHER, AffiliationKind.MANAGER, AffiliationKind.CONTACT, AffiliationKind.EMPLOYEE)
)


@dataclass(slots=True)
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


_Read = Callable[[str, _Draft, Told], None]


class RecordReader:
    """Reads the rows of one list; remembers what cells said in columns where they repeat: schools, names, dates."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, as_of: date) -> None:
        self._as_of = as_of
        self._texts: dict[Field, dict[str, tuple[str, tuple[Notice, ...]]]] = {wanted: {} for wanted in Field}
        self._days: dict[int, dict[str, tuple[date | None, tuple[Notice, ...]]]] = {}
        self._american = {
            column.number - 1: is_american(_filled(rows, column.number - 1))
            for column in columns
            if DATES.intersection(column.fields)
        }
        self._read = [
            (column.number - 1, read) for column in columns for read in self._readers(column.fields, column.number - 1)
        ]
        self._dropped = [
            (column.number - 1, column, _dropped_notice(column)) for column in columns if not column.fields
        ]

    def read(self, row: Sequence[str]) -> tuple[ListRecord, list[Notice]]:
        """The record of a row, and what to tell about it."""
        notices: list[Notice] = []
        draft = _Draft()
        width = len(row)
        for position, read in self._read:
            if position < width and row[position]:
                read(row[position], draft, notices.append)
        for position, column, notice in self._dropped:
            if position < width and row[position]:
                _dropped(row[position], column, notice, notices)
        return self._finished(draft, notices), notices

    def _readers(self, fields: tuple[Field, ...], position: int) -> list[_Read]:
        match fields:
            case (Field.PHONE, Field.EMAIL):
                return [_phone_and_email]
            case (Field.POSTCODE, Field.TOWN):
                return [self._postcode]
            case _:
                return [self._reader(wanted, position) for wanted in fields]

    def _reader(self, wanted: Field, position: int) -> _Read:
        match wanted:
            case Field.GIVEN:
                return self._given
            case Field.EMAIL | Field.OTHER_EMAILS | Field.PRIVATE_EMAIL:
                return partial(_emails, wanted)
            case Field.PHONE | Field.OTHER_PHONES:
                return partial(_phones, wanted)
            case Field.POSTCODE:
                return self._postcode
            case Field.START | Field.END | Field.JOINED:
                return partial(self._day, wanted, position)
            case Field.BIRTH_YEAR | Field.AGE:
                return partial(self._born, wanted)
            case Field.PROTECTED | Field.EUX | Field.ROLE | Field.CVR:
                return partial(_said, wanted)
            case _:
                return partial(self._text, wanted)

    def _given(self, cell: str, draft: _Draft, told: Told) -> None:
        draft.given.append(self._remembered(Field.GIVEN, cell, told))

    def _text(self, wanted: Field, cell: str, draft: _Draft, told: Told) -> None:
        text = self._remembered(wanted, cell, told)
        if text and not (wanted is Field.NAME and Field.NAME in draft.texts):
            draft.texts[wanted] = text

    def _remembered(self, wanted: Field, cell: str, told: Told) -> str:
        remembered = self._texts[wanted]
        known = remembered.get(cell)
        if known is None:
            notices: list[Notice] = []
            known = remembered[cell] = _text_of(wanted, cell, notices.append), tuple(notices)
        if known[1]:
            for notice in known[1]:
                told(notice)
        return known[0]

    def _day(self, wanted: Field, position: int, cell: str, draft: _Draft, told: Told) -> None:
        remembered = self._days.setdefault(position, {})
        known = remembered.get(cell)
        if known is None:
            notices: list[Notice] = []
            found = cells.day(wanted.value, cell, notices.append, american=self._american[position])
            known = remembered[cell] = found, tuple(notices)
        for notice in known[1]:
            told(notice)
        draft.days[wanted] = known[0]

    def _born(self, wanted: Field, cell: str, draft: _Draft, told: Told) -> None:
        """A year or date of birth is surer than an age, whichever column comes first."""
        if wanted is Field.BIRTH_YEAR:
            if year := cells.born(cell, told, as_of=self._as_of):
                draft.birth_year, draft.from_age = year, False
        elif draft.birth_year is None:
            draft.birth_year = cells.born_by_age(cell, told, as_of=self._as_of)
            draft.from_age = draft.birth_year is not None

    def _postcode(self, cell: str, draft: _Draft, told: Told) -> None:
        text = self._remembered(Field.POSTCODE, cell, told)
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
        every = dict.fromkeys((*draft.emails, *draft.spare_emails))
        every.pop(draft.private_email, None)
        found = tuple(every)
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


def _filled(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    return [row[position] for row in rows if len(row) > position and row[position].strip()]


def _text_of(wanted: Field, cell: str, told: Told) -> str:
    match wanted:
        case Field.GIVEN | Field.FAMILY | Field.NAME:
            return cells.name_text(wanted.value, cell, told)
        case Field.COMPANY:
            return cells.company(cell, told)
        case Field.STREET | Field.STAGE | Field.CLASS_NAME:
            return cells.plain_text(wanted.value, cell, told)
        case Field.SCHOOL:
            # "Skolen / Kontor" names a department of the school, not another school.
            return cells.place_text(wanted.value, cell, told).split(" / ")[0].rstrip()
        case Field.TOWN:
            return town_name(cells.place_text(wanted.value, cell, told))
        case _:
            return cells.place_text(wanted.value, cell, told)


def _emails(wanted: Field, cell: str, draft: _Draft, told: Told) -> None:
    found = cells.emails(wanted.value, cell, told)
    match wanted:
        case Field.EMAIL:
            draft.emails += found
        case Field.PRIVATE_EMAIL if found and not draft.private_email:
            draft.private_email = found[0]
            draft.spare_emails += found[1:]
        case _:
            draft.spare_emails += found


def _phones(wanted: Field, cell: str, draft: _Draft, told: Told) -> None:
    found = cells.phones(wanted.value, cell, told)
    if wanted is Field.PHONE:
        draft.phones += found
    else:
        draft.spare_phones += found


def _phone_and_email(cell: str, draft: _Draft, told: Told) -> None:
    phone, email = phones_and_emails(cell)
    _phones(Field.PHONE, phone, draft, told)
    _emails(Field.EMAIL, email, draft, told)


def _said(wanted: Field, cell: str, draft: _Draft, told: Told) -> None:
    """Facts that are said by a sign or a word; any other word says nothing."""
    match wanted:
        case Field.PROTECTED:
            draft.protected = cells.yes_or_no("protected", cell, told) or None
        case Field.EUX:
            draft.eux = cells.yes_or_no("eux", cell, told)
        case Field.ROLE:
            draft.role, draft.kind = cells.role(cell, told)
        case _:
            digits = "".join(char for char in cell if char.isdecimal())
            draft.texts[wanted] = digits if len(digits) == 8 else ""


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
