"""A member list read: bytes in, people out, with everything there is to tell about the file. Nothing is stored here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.lists.errors import EmptyList, NeedsMapping, UnreadableList
from core.lists.heading_words import Field
from core.lists.headings import Column, columns_of, feeds_a_name, recognised
from core.lists.notices import Notice, Reason
from core.lists.people_in_list import Found, ListPerson, ListRow, PeopleInList
from core.lists.record_reader import RecordReader
from core.lists.separated import not_a_list, read_separated
from core.lists.sheet import Sheet
from core.lists.workbook import is_workbook, read_workbook
from core.messages import N_, Message, say
from core.rules.cpr import mask_cpr
from core.rules.text import harmless

BYTES_LIMIT = 500_000_000
_HEADER_WITHIN = 40
_SAMPLES = 3
_OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"SQLite format",
)
_TOLD_OF_COLUMNS = frozenset(
    (Reason.CPR_DROPPED, Reason.SENSITIVE_DROPPED, Reason.CONSENT_COLUMN, Reason.UNKNOWN_COLUMN)
)
_FILE_WIDE: dict[Reason, Message] = {
    Reason.CPR_DROPPED: say(N_("CPR numbers are left out; none is stored.")),
    Reason.CPR_MASKED: say(N_("CPR numbers inside texts are left out; none is stored.")),
    Reason.PROTECTED_PERSON: say(N_("Some people's name and address are protected; their addresses are left out.")),
    Reason.TITLE_ROW: say(N_("The lines above the headings are left out.")),
    Reason.TOTALS_ROW: say(N_("The rows with totals are left out.")),
}


@dataclass(frozen=True)
class ReadList:
    """A list as it was understood. Row numbers count records from 1, blank ones too, as a spreadsheet shows them.

    `samples` are values with æ, ø or å: they show at a glance that the encoding was right.
    """

    file_name: str
    format: str
    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]
    people: tuple[ListPerson, ...]
    notices: tuple[Notice, ...]
    fields: frozenset[Field]
    samples: tuple[str, ...]
    as_of: date


def read_list(
    data: bytes, *, file_name: str, encoding: str | None = None, mapping: Mapping[str, str] | None = None, as_of: date
) -> ReadList:
    """Read a member list: CSV in any usual encoding and delimiter, XLSX, XLSM, XLS or ODS.

    `mapping` says what a heading feeds (a `Field` value; empty to leave out) where laug would not know; `as_of` is
    today.
    Raises `UnreadableList`, `EmptyList` or `NeedsMapping` (no row of headings), and `Invalid` for a bad mapping.
    """
    sheet = _sheet(data, encoding)
    header = _header(sheet.records, mapping or {})
    headings = _headings(sheet.records, header)
    columns = columns_of(headings, mapping)
    if not any(feeds_a_name(column.fields) for column in columns):
        raise _needs_mapping(headings)
    after = sheet.records[header + 1 :]
    reader = RecordReader(columns, after, as_of=as_of)
    stamped = any(column.heading and Field.JOINED in column.fields for column in columns) and _is_a_form(columns)
    people = PeopleInList(reader, columns, headings, as_of=as_of, later_wins=stamped)
    for number, record in enumerate(sheet.records[:header], start=1):
        people.skip(number, _above(record, is_separator=number == 1 and sheet.has_separator_line))
    for number, record in enumerate(after, start=header + 2):
        people.take(number, record, _cell_notices(sheet, number, columns))
    rows, found = people.finish()
    if all(row.found is Found.SKIP for row in rows):
        raise EmptyList(say(N_("There is nobody in the list.")), say(N_("Choose the file or sheet with people in it.")))
    return ReadList(
        file_name=mask_cpr(harmless(file_name)),
        format=sheet.format,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        sheet=sheet.name,
        header_row=header + 1,
        columns=columns,
        rows=rows,
        people=found,
        notices=(*sheet.notices, *_column_notices(columns), *_counted(rows)),
        fields=frozenset(field for column in columns for field in column.fields),
        samples=_samples(found),
        as_of=as_of,
    )


def _sheet(data: bytes, encoding: str | None) -> Sheet:
    if len(data) > BYTES_LIMIT:
        raise UnreadableList(
            say(N_("The file is too big to be a list of people.")), say(N_("Split it into smaller files."))
        )
    if not data.strip(b"\0\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise EmptyList(say(N_("The file is empty.")), say(N_("Choose the file with the list in it.")))
    if data.startswith(_OTHER_FILES):
        raise not_a_list()
    return read_workbook(data) if is_workbook(data) else read_separated(data, encoding=encoding)


def _header(records: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> int:
    """The position of the row of headings: the first of those with most headings that are known."""
    mapped = {harmless(heading).casefold() for heading in mapping}
    best, most = 0, 0
    for position, record in enumerate(records[:_HEADER_WITHIN]):
        cells = [harmless(cell) for cell in record]
        known = sum(recognised(cell) or cell.casefold() in mapped for cell in cells if cell)
        # One known word alone is a heading only if it is all there is in the row.
        if known > most and (known > 1 or sum(map(bool, cells)) == 1):
            best, most = position, known
    if most == 0:
        first = next(
            (record for record in records if sum(bool(cell.strip()) for cell in record) > 1),
            records[0] if records else [],
        )
        raise _needs_mapping([harmless(cell) for cell in first] if _looks_like_headings(first) else [])
    return best


def _looks_like_headings(record: Sequence[str]) -> bool:
    """Whether the cells may be shown as headings: nothing in them that only a person's row has."""
    return not any("@" in cell or any(char.isdecimal() for char in cell) for cell in record)


def _needs_mapping(headings: Sequence[str]) -> NeedsMapping:
    return NeedsMapping(
        say(N_("No row of headings with names was found in the list.")),
        say(N_("Put headings such as Fornavn, Efternavn, E-mail, Mobil above the columns, or give a mapping.")),
        tuple(heading for heading in headings if heading),
    )


def _headings(records: Sequence[Sequence[str]], header: int) -> list[str]:
    """The headings, with blank ones for columns that most rows have beyond them."""
    headings = [harmless(cell) for cell in records[header]]
    widths = Counter(len(record) for record in records[header + 1 :] if any(record))
    usual = widths.most_common(1)[0][0] if widths else 0
    return headings + [""] * (usual - len(headings))


def _is_a_form(columns: Iterable[Column]) -> bool:
    """Whether the list is answers to a form, where a person who answers again means the later answer."""
    return any(
        column.reason is Reason.SYSTEM_COLUMN or column.heading in ("Tidsstempel", "Timestamp") for column in columns
    )


def _above(record: Sequence[str], *, is_separator: bool) -> Reason:
    if is_separator:
        return Reason.SEPARATOR_LINE
    filled = sum(bool(cell.strip()) for cell in record)
    return (Reason.BLANK_ROW, Reason.TITLE_ROW)[filled] if filled < 2 else Reason.GROUP_HEADER


def _cell_notices(sheet: Sheet, number: int, columns: Sequence[Column]) -> list[Notice]:
    """What the sheet itself has to tell about a record."""
    notices: list[Notice] = []
    if number in sheet.doubtful:
        notices.append(Notice(Reason.BAD_ENCODING, "row", say(N_("The row is in another encoding than the rest."))))
    if sheet.filled:
        for column in columns:
            if column.fields and (number, column.number - 1) in sheet.filled:
                message = say(
                    N_("“{heading}” is a merged cell; its value is used for each row."), heading=column.heading
                )
                notices.append(Notice(Reason.MERGED_CELL, column.subject, message))
    return notices


def _column_notices(columns: Iterable[Column]) -> list[Notice]:
    return [
        Notice(column.reason, column.subject, column.message, column=column.heading)
        for column in columns
        if column.reason in _TOLD_OF_COLUMNS and column.reason and column.message
    ]


def _counted(rows: Iterable[ListRow]) -> list[Notice]:
    """What is told once for the whole file, with how often."""
    counts: Counter[Reason] = Counter()
    for row in rows:
        if row.reason in (Reason.TITLE_ROW, Reason.TOTALS_ROW):
            counts[row.reason] += 1
        counts.update({notice.reason for notice in row.notices if notice.reason in _FILE_WIDE})
    return [
        Notice(Reason.TITLE_ROWS_SKIPPED if reason is Reason.TITLE_ROW else reason, "", message, count=counts[reason])
        for reason, message in _FILE_WIDE.items()
        if counts[reason]
    ]


def _samples(people: Iterable[ListPerson]) -> tuple[str, ...]:
    samples: dict[str, None] = {}
    for person in people:
        for text in (person.record.name, person.record.school, person.record.education):
            if not text.isascii():
                samples[text] = None
                break
        if len(samples) == _SAMPLES:
            break
    return tuple(samples)
