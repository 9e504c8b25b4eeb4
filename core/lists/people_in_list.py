"""Who is in a list: its rows sorted into people, further rows of the same people, and rows that are nobody."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from core.lists.heading_words import Field
from core.lists.headings import Column
from core.lists.notices import Notice, Reason
from core.lists.record import ListRecord
from core.lists.record_reader import RecordReader
from core.messages import N_, Message, say
from core.rules.person_names import same_given
from db.keys import fold

_TOTALS = re.compile(r"(?:i ?alt|antal|total|totals|sum|subtotal|samlet antal|count)\b", re.I)
_FOOTNOTE = re.compile(r"[*†‡]|(?:side|page) \d+ (?:af|of) \d+|(?:note|obs)\b", re.I)
_GROUP = re.compile(r"(?:afdeling|hold|klasse|skole|gruppe|team|department|class|school)\b", re.I)
_VACANT = re.compile(r"(?:ledig|vakant|vacant|ubesat)\b", re.I)
_TEST = frozenset(("test", "test test", "test testesen", "test person", "testperson", "test elev", "prove prove"))
_YOUNGEST = 15
_MISFITS = frozenset((Reason.BAD_DATE, Reason.BAD_EMAIL, Reason.BAD_PHONE, Reason.BAD_VALUE, Reason.WEEK_NOT_DATE))
_PERSON_FIELDS = frozenset((Field.GIVEN, Field.FAMILY, Field.NAME, Field.EMAIL, Field.PRIVATE_EMAIL))


class Found(StrEnum):
    """What a row turned out to be."""

    PERSON = "person"
    MERGE = "merge"
    DUPLICATE = "duplicate"
    SKIP = "skip"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record but the headings. `of` is the row it adds to (MERGE) or repeats (DUPLICATE)."""

    row: int
    found: Found
    reason: Reason | None = None
    of: int | None = None
    record: ListRecord | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPerson:
    """One person of the list with what all their rows say together; `rows[0]` is where they were first met."""

    rows: tuple[int, ...]
    record: ListRecord


_WHY: dict[Reason, Message] = {
    Reason.NO_NAME: say(N_("There is no name in the row.")),
    Reason.COLUMN_SHIFT: say(
        N_("The row has more cells than there are headings; a separator inside a cell has shifted it.")
    ),
    Reason.UNDER_15: say(N_("Under fifteen by the list; laug keeps nobody so young without a guardian's yes.")),
}


def is_lone(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether the row is one text that is no person: a subheading between people or a footnote below them."""
    filled = list(islice((position for position, cell in enumerate(row) if cell.strip()), 2))
    if len(filled) != 1:
        return False
    text = row[filled[0]].strip()
    if _FOOTNOTE.match(text) or len(text) > 80:
        return True
    fields = columns[filled[0]].fields if filled[0] < len(columns) else ()
    if not _PERSON_FIELDS.intersection(fields):
        return True
    return sum(bool(column.fields) for column in columns) > 2 and bool(_GROUP.match(text) or re.search("[=:]", text))


def is_totals(row: Sequence[str]) -> bool:
    """Whether the row counts the people above it."""
    first = next((cell.strip() for cell in row if cell.strip()), "")
    return _TOTALS.match(first) is not None and not any("@" in cell for cell in row)


def is_repeated_header(row: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether the row is the row of headings once more."""
    for cell, heading in zip(row[:6], headings, strict=False):
        if cell and cell.strip().casefold() == heading.casefold():
            break
    else:
        return False
    both = [
        (cell.strip().casefold(), heading.strip().casefold())
        for cell, heading in zip(row, headings, strict=False)
        if cell.strip()
    ]
    return len(both) > 1 and sum(cell == heading for cell, heading in both) >= 0.6 * len(both)


class PeopleInList:
    """Takes the rows after the headings one by one; `finish` gives what they were, and the people.

    Two rows are one person's by e-mail and given name, else by phone and given name, else by name and school and class,
    or company, or address, when their e-mails and phones do not contradict each other. The same name alone is not enough.
    """

    def __init__(
        self, reader: RecordReader, columns: Sequence[Column], headings: Sequence[str], *, as_of: date, later_wins: bool
    ) -> None:
        self._reader = reader
        self._columns = columns
        self._headings = headings
        self._named = max((at for at, heading in enumerate(headings, start=1) if heading), default=len(headings))
        self._as_of = as_of
        self._later_wins = later_wins
        self._rows: list[ListRow] = []
        self._lone: list[int] = []
        self._people: list[ListPerson] = []
        self._fold: dict[str, str] = {}
        self._index: dict[tuple[str, ...], list[int]] = {}
        self._given_names: dict[tuple[str, ...], set[str]] = {}  # of an e-mail or phone

    def skip(self, row: int, reason: Reason) -> None:
        """A row known to be nobody."""
        self._rows.append(ListRow(row, Found.SKIP, reason))

    def take(self, row: int, cells: Sequence[str], notices: Iterable[Notice] = ()) -> None:
        """A row after the headings."""
        if not "".join(cells).strip():
            self.skip(row, Reason.BLANK_ROW)
        elif is_repeated_header(cells, self._headings):
            self.skip(row, Reason.REPEATED_HEADER)
        elif is_totals(cells):
            self.skip(row, Reason.TOTALS_ROW)
        elif is_lone(cells, self._columns):
            self._lone.append(len(self._rows))
            self.skip(row, Reason.SUBHEADING)
        else:
            self._person_row(row, cells, list(notices))

    def _person_row(self, row: int, cells: Sequence[str], notices: list[Notice]) -> None:
        record, told = self._reader.read(cells)
        notices += told
        if _VACANT.match(record.name):
            self.skip(row, Reason.VACANT_SEAT)
        elif record.given[:2].casefold() in ("te", "pr") and fold(record.name) in _TEST:
            self.skip(row, Reason.TEST_ROW)
        elif self._shifted(cells, told):
            self._refuse(row, Reason.COLUMN_SHIFT, "row", notices)
        elif not record.given:
            self._refuse(row, Reason.NO_NAME, "name", notices)
        elif record.birth_year is not None and self._as_of.year - record.birth_year < _YOUNGEST:
            self._refuse(row, Reason.UNDER_15, "birth_year", notices)
        else:
            self._place(row, record, notices)

    def _shifted(self, cells: Sequence[str], told: Sequence[Notice]) -> bool:
        """Whether a separator in a cell has moved the cells after it: too many cells, or one more and bad values."""
        beyond = cells[len(self._columns) :]
        unnamed = any(cell.strip() for cell in cells[self._named :])
        misfits = sum(notice.reason in _MISFITS for notice in told)
        return any(cell.strip() for cell in beyond) or ((len(beyond) > 0 or unnamed) and misfits > 1)

    def _refuse(self, row: int, reason: Reason, field: str, notices: list[Notice]) -> None:
        self._rows.append(ListRow(row, Found.REFUSE, reason, notices=(Notice(reason, field, _WHY[reason]), *notices)))

    def _place(self, row: int, record: ListRecord, notices: list[Notice]) -> None:
        keys = self._keys(record)
        number = self._same_person(record, keys)
        if number is None:
            self._people.append(ListPerson((row,), record))
            self._rows.append(ListRow(row, Found.PERSON, record=record, notices=tuple(notices)))
            number = len(self._people) - 1
        else:
            number = self._again(number, row, record, notices)
        for key in keys:
            if key[0] != "name":
                self._given_names.setdefault(key[:2], set()).add(key[2])
            known = self._index.setdefault(key, [])
            if number not in known:
                known.append(number)

    def _again(self, number: int, row: int, record: ListRecord, notices: list[Notice]) -> int:
        person = self._people[number]
        merged = merge(person.record, record, later_wins=self._later_wins)
        if merged == person.record and record.class_name in (person.record.class_name, ""):
            self._rows.append(ListRow(row, Found.DUPLICATE, Reason.DUPLICATE_ROW, of=person.rows[0], record=record))
        else:
            if self._later_wins and record.phone and record.phone != person.record.phone:
                notices.append(
                    Notice(
                        Reason.LATER_ANSWER_WINS, "phone", say(N_("Answered twice; the later phone number is used."))
                    )
                )
            self._rows.append(ListRow(row, Found.MERGE, of=person.rows[0], record=record, notices=tuple(notices)))
        self._people[number] = ListPerson((*person.rows, row), merged)
        return number

    def _same_person(self, record: ListRecord, keys: list[tuple[str, ...]]) -> int | None:
        given = self._folded(record.given)
        for key in keys:
            for number in self._index.get(key, ()):
                other = self._people[number].record
                if key[0] == "name":
                    if not contradict(record, other):
                        return number
                elif same_given(given, self._folded(other.given)) and self._may_be(record, other, key[:2]):
                    return number
        return None

    def _may_be(self, record: ListRecord, other: ListRecord, contact_point: tuple[str, ...]) -> bool:
        """Whether rows with one e-mail or phone and given name are one person's: not with another family name where the
        years of birth differ, or where a third one has it too, nor where each has a mailbox of their own."""
        mine, theirs = self._folded(record.family), self._folded(other.family)
        mailboxes = {*record.all_emails}, {*other.all_emails}
        if mine != theirs and contact_point[0] == "phone" and all(mailboxes) and mailboxes[0].isdisjoint(mailboxes[1]):
            return False
        if not mine or not theirs or not set(mine.split()).isdisjoint(theirs.split()):
            return True
        shared = len(self._given_names.get(contact_point, ())) > 1
        return not shared and not years_apart(record.birth_year, other.birth_year)

    def finish(self) -> tuple[tuple[ListRow, ...], tuple[ListPerson, ...]]:
        """The rows in order, and the people in the order they were first met."""
        last = max((position for position, row in enumerate(self._rows) if row.found is not Found.SKIP), default=-1)
        for position in self._lone:
            if position > last:
                self._rows[position] = replace(self._rows[position], reason=Reason.FOOTNOTE_ROW)
        more = self._resemblances()
        rows = (
            replace(row, notices=(*row.notices, *more[row.row]))
            if row.row in more and row.found is Found.PERSON
            else row
            for row in self._rows
        )
        return tuple(rows), tuple(self._people)

    def _resemblances(self) -> dict[int, list[Notice]]:
        """What to tell of people who share an e-mail or a name with another of the list."""
        emails = Counter(person.record.email for person in self._people if person.record.email)
        names = Counter(self._name_and_school(person.record) for person in self._people)
        more: dict[int, list[Notice]] = defaultdict(list)
        for person in self._people:
            if emails[person.record.email] > 1:
                more[person.rows[0]].append(
                    Notice(Reason.SHARED_EMAIL, "email", say(N_("Others in the list have the same e-mail address.")))
                )
            if names[self._name_and_school(person.record)] > 1:
                more[person.rows[0]].append(
                    Notice(
                        Reason.SAME_NAME, "name", say(N_("Another at the same school has the same name in the list."))
                    )
                )
        return more

    def _keys(self, record: ListRecord) -> list[tuple[str, ...]]:
        """Where to look for the same person, surest first: e-mail, phone (both with a given name), name at a school."""
        first = self._folded(record.given).partition(" ")[0]
        keys: list[tuple[str, ...]] = [("email", email, first) for email in record.all_emails]
        keys += [("phone", phone, first) for phone in record.all_phones]
        name = (self._folded(record.given), self._folded(record.family))
        if record.school and record.class_name:
            keys.append(("name", *name, self._folded(record.school), self._folded(record.class_name)))
        if not record.family:
            return keys
        if record.company:
            keys.append(("name", *name, "company", self._folded(record.company)))
        if record.street and record.postcode:
            keys.append(("name", *name, record.postcode, self._folded(record.street)))
        return keys

    def _name_and_school(self, record: ListRecord) -> tuple[str, str, str]:
        return self._folded(record.given), self._folded(record.family), self._folded(record.school)

    def _folded(self, text: str) -> str:
        """Names, schools and classes repeat; each is folded once."""
        found = self._fold.get(text)
        if found is None:
            found = self._fold[text] = fold(text)
        return found


def years_apart(one: int | None, other: int | None) -> bool:
    """Whether both years of birth are known and are not the same or next to each other (an age may be a year wrong)."""
    return one is not None and other is not None and abs(one - other) > 1


def contradict(one: ListRecord, other: ListRecord) -> bool:
    """Whether both have e-mails, or both phones, or both years of birth, and they differ."""
    if years_apart(one.birth_year, other.birth_year):
        return True
    pairs = ((one.all_emails, other.all_emails), (one.all_phones, other.all_phones))
    return any(mine and theirs and not set(mine) & set(theirs) for mine, theirs in pairs)


def merge(first: ListRecord, again: ListRecord, *, later_wins: bool) -> ListRecord:
    """What two rows of one person say together: the first row's values (the later's with `later_wins`), and for its
    blanks the other's.

    Further phones, e-mails and classes are kept beside the first; with `later_wins` a new phone replaces the old one.
    """
    leading, filling = (again, first) if later_wins else (first, again)
    classes = tuple(
        dict.fromkeys(c for c in (first.class_name, *first.other_classes, again.class_name, *again.other_classes) if c)
    )
    emails = tuple(dict.fromkeys(e for e in (*leading.all_emails, *filling.all_emails) if e))
    phones = tuple(
        dict.fromkeys(
            (*leading.all_phones, *(filling.all_phones if not (later_wins and leading.phone) else filling.other_phones))
        )
    )
    email = leading.email or filling.email
    private = leading.private_email or filling.private_email
    longer = max((first.given, again.given), key=len)
    return replace(
        leading,
        given=longer if same_given(fold(first.given), fold(again.given)) else leading.given,
        family=leading.family or filling.family,
        email=email,
        private_email=private,
        other_emails=tuple(e for e in emails if e not in (email, private)),
        phone=phones[0] if phones else "",
        other_phones=phones[1:],
        street=leading.street or filling.street,
        postcode=leading.postcode or filling.postcode,
        town=leading.town or filling.town,
        birth_year=filling.birth_year if leading.birth_year is None else leading.birth_year,
        birth_year_from_age=filling.birth_year_from_age if leading.birth_year is None else leading.birth_year_from_age,
        protected=leading.protected or filling.protected,
        eux=filling.eux if leading.eux is None else leading.eux,
        school=leading.school or filling.school,
        education=leading.education or filling.education,
        stage=leading.stage or filling.stage,
        class_name=classes[0] if classes else "",
        other_classes=classes[1:],
        company=leading.company or filling.company,
        cvr=leading.cvr or filling.cvr,
        start=leading.start or filling.start,
        end=leading.end or filling.end,
        joined=min((day for day in (first.joined, again.joined) if day), default=None),
        role=leading.role or filling.role,
        kind=leading.kind or filling.kind,
    )
