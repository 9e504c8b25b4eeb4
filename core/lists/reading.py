"""A member list read: bytes in, people out, with everything there is to tell about the file. Nothing is stored here."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from core.lists.content import columns_by_content, holds_people
from core.lists.errors import EmptyList, NeedsMapping, UnreadableList
from core.lists.heading_words import Field
from core.lists.headings import Column, columns_of, feeds_a_name, guessed_column, headings_key, recognised
from core.lists.known import Names
from core.lists.notices import Notice, Reason
from core.lists.people_in_list import Found, ListPerson, ListRow, PeopleInList
from core.lists.record_reader import RecordReader
from core.lists.records_of_programs import is_cards, is_json, read_cards, read_json
from core.lists.separated import not_a_list, read_separated
from core.lists.sheet import Sheet
from core.lists.workbook import is_workbook, read_workbook
from core.messages import N_, Message, say
from core.rules.cpr import MASK, is_whole_cpr, mask_cpr
from core.rules.text import harmless

BYTES_LIMIT = 500_000_000
_HEADER_WITHIN = 40
_SAMPLES = 3
_SAMPLE_LENGTH = 40
_TOLD_EVERY = 500
Progress = Callable[[int, int], None]
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

    `samples` are values with æ, ø or å: they show at a glance that the encoding was right. `key` is that of the
    headings, `mapping` what was said or remembered of them; `guessed`: there are no headings, and the columns are what
    their cells look like. `later_wins`: the list is answers to a form.
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
    key: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    guessed: bool = False
    later_wins: bool = False


def read_list(
    data: bytes,
    *,
    file_name: str,
    encoding: str | None = None,
    mapping: Mapping[str, str] | None = None,
    as_of: date,
    sheet: str | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    guess: Names | None = None,
    progress: Progress | None = None,
) -> ReadList:
    """Read a member list: CSV in any usual encoding and delimiter, XLSX, XLSM, XLS or ODS, JSON, vCards.

    `mapping` says what a heading feeds (a `Field` value; empty to leave out) where laug would not know, `remembered` the
    same for lists with these headings (`headings_key`); `as_of` is today; `sheet` the one of a workbook. With `guess`,
    the names of the register, the columns of a list without headings are what they look like.
    Raises `UnreadableList`, `EmptyList` or `NeedsMapping` (no row of headings), and `Invalid` for a bad mapping.
    """
    opened = _sheet(data, encoding, sheet)
    said = dict(mapping or {})
    header, known = _header(opened.records, said, remembered or {})
    said = {**known, **said}
    columns = _columns(opened.records, header, said, guess)
    headings = [column.heading for column in columns]
    after = opened.records[header + 1 :]
    reader = RecordReader(columns, after, as_of=as_of)
    later_wins = any(column.heading and Field.JOINED in column.fields for column in columns) and _is_a_form(columns)
    people = PeopleInList(reader, columns, headings, as_of=as_of, later_wins=later_wins)
    for number, record in enumerate(opened.records[: max(header, 0)], start=1):
        people.skip(number, _above(record, is_separator=number == 1 and opened.has_separator_line))
    for number, record in enumerate(after, start=header + 2):
        people.take(number, record, _cell_notices(opened, number, columns))
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(number, len(opened.records))
    rows, found = people.finish()
    if all(row.found is Found.SKIP for row in rows):
        raise EmptyList(say(N_("There is nobody in the list.")), say(N_("Choose the file or sheet with people in it.")))
    return ReadList(
        file_name=mask_cpr(harmless(file_name)),
        format=opened.format,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        sheet=opened.name,
        header_row=header + 1,
        columns=_with_samples(columns, opened.records, rows),
        rows=rows,
        people=found,
        notices=(*opened.notices, *_column_notices(columns), *_counted(rows)),
        fields=frozenset(field for column in columns for field in column.fields),
        samples=_samples(found),
        as_of=as_of,
        key=headings_key(headings),
        mapping=said,
        guessed=header < 0,
        later_wins=later_wins,
    )


def _sheet(data: bytes, encoding: str | None, sheet: str | None) -> Sheet:
    if len(data) > BYTES_LIMIT:
        raise UnreadableList(
            say(N_("The file is too big to be a list of people.")), say(N_("Split it into smaller files."))
        )
    if not data.strip(b"\0\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise EmptyList(say(N_("The file is empty.")), say(N_("Choose the file with the list in it.")))
    if data.startswith(_OTHER_FILES):
        raise not_a_list()
    if is_workbook(data):
        return read_workbook(data, sheet)
    if is_json(data):
        return read_json(data)
    return read_cards(data) if is_cards(data) else read_separated(data, encoding=encoding)


def _header(
    records: Sequence[Sequence[str]], mapping: Mapping[str, str], remembered: Mapping[str, Mapping[str, str]]
) -> tuple[int, Mapping[str, str]]:
    """The position of the row of headings, and what is remembered of them: a row whose headings are remembered, else
    the first of those with most headings that are known. -1 if there is none.
    """
    mapped = {harmless(heading).casefold() for heading in mapping}
    best, most = -1, 0
    for position, record in enumerate(records[:_HEADER_WITHIN]):
        cells = [harmless(cell) for cell in record]
        if remembered and (known_before := remembered.get(headings_key(cells))) is not None:
            return position, known_before
        known = sum(recognised(cell) or cell.casefold() in mapped for cell in cells if cell)
        # One known word alone is a heading only if it is all there is in the row, or somebody has said what it holds.
        said = any(cell and cell.casefold() in mapped for cell in cells)
        if known > most and (known > 1 or said or sum(map(bool, cells)) == 1):
            best, most = position, known
    return best, {}


def _columns(
    records: Sequence[Sequence[str]], header: int, mapping: Mapping[str, str], guess: Names | None
) -> tuple[Column, ...]:
    """The columns by their headings, or by what is in them. Raises `NeedsMapping` if no name can be had from them."""
    if header < 0:
        return _guessed(records, mapping, guess)
    headings = _headings(records, header)
    columns = columns_of(headings, mapping)
    if not any(feeds_a_name(column.fields) for column in columns):
        raise _needs_mapping(headings, records[header + 1 :])
    return columns


def _guessed(records: Sequence[Sequence[str]], mapping: Mapping[str, str], guess: Names | None) -> tuple[Column, ...]:
    filled = [record for record in records if sum(bool(cell.strip()) for cell in record) > 1]
    first = [harmless(cell) for cell in next(iter(filled or records), ())]
    # Headings nobody knows stand over cells with digits or addresses in them.
    unknown = _looks_like_headings(first) and not all(map(_looks_like_headings, filled))
    found = () if guess is None or unknown else columns_by_content(records, guess)
    said = columns_of([""] * len(found), mapping)
    columns = tuple(
        guessed_column(number, fields) if column.reason is Reason.BLANK_COLUMN else column
        for number, (fields, column) in enumerate(zip(found, said, strict=True), start=1)
    )
    if not holds_people(column.fields for column in columns):
        raise _needs_mapping(first if _looks_like_headings(first) else [], filled[1:])
    return columns


def _with_samples(
    columns: Sequence[Column], records: Sequence[Sequence[str]], rows: Sequence[ListRow]
) -> tuple[Column, ...]:
    """The columns with their cells of the first people, but those of which nothing may be kept: no address of somebody
    who is protected, of a date of birth the year.
    """
    people = (row for row in rows if row.found is Found.PERSON and row.record and not row.record.protected)
    first = [(records[row.row - 1], row.record) for row in islice(people, _SAMPLES)]

    def samples(column: Column) -> tuple[str, ...]:
        if not (column.fields or column.reason is Reason.UNKNOWN_COLUMN):
            return ()
        if Field.BIRTH_YEAR in column.fields:
            return tuple(str(record.birth_year or "") for _, record in first if record)
        if column.fields == (Field.PHONE, Field.EMAIL):  # a login of the school's may stand beside them
            return tuple(" · ".join((*record.all_phones, *record.all_emails)) for _, record in first if record)
        return _first_cells(column, [record for record, _ in first])

    return tuple(replace(column, samples=samples(column)) for column in columns)


def _first_cells(column: Column, records: Sequence[Sequence[str]]) -> tuple[str, ...]:
    cells = (record[column.number - 1] if column.number <= len(record) else "" for record in records[:_SAMPLES])
    return tuple(MASK if is_whole_cpr(cell) else mask_cpr(harmless(cell))[:_SAMPLE_LENGTH] for cell in cells)


def _looks_like_headings(record: Sequence[str]) -> bool:
    """Whether the cells may be shown as headings: nothing in them that only a person's row has."""
    return not any("@" in cell or any(char.isdecimal() for char in cell) for cell in record)


def _needs_mapping(headings: Sequence[str], below: Sequence[Sequence[str]]) -> NeedsMapping:
    columns = [column for column in columns_of(headings) if column.heading]
    return NeedsMapping(
        say(N_("No row of headings with names was found in the list.")),
        say(N_("Put headings such as Fornavn, Efternavn, E-mail, Mobil above the columns, or give a mapping.")),
        tuple(heading for heading in headings if heading),
        tuple(column if column.sensitive else replace(column, samples=_first_cells(column, below)) for column in columns),
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
