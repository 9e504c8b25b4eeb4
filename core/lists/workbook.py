"""Workbooks (XLSX, XLSM, XLS, ODS) as rows of text cells, read by python-calamine behind limits of our own."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.lists.errors import EmptyList, UnreadableList
from core.lists.headings import recognised
from core.lists.notices import Notice, Reason
from core.lists.separated import not_a_list
from core.lists.sheet import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Sheet, without_cpr
from core.messages import N_, say
from core.rules.text import tidy

_UNPACKED_LIMIT = 400_000_000
_PARTS_LIMIT = 5_000
_AREA_LIMIT = 40_000_000
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,10})"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"[^>]*value-type')
_REPEATED_LIMIT = 100_000
_CHUNK = 1 << 20
_Value = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a zip or as an old Office file."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read_workbook(data: bytes, wanted: str | None = None) -> Sheet:
    """The sheet `wanted`, else that with most known headings, as text: whole numbers without decimals, dates in ISO 8601.

    Raises `UnreadableList` for other files, files with a password and files that would fill the memory.
    """
    if data.startswith(b"PK"):
        _guard(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _best_sheet(workbook, _format(data), wanted)
    except (CalamineError, zipfile.BadZipFile) as error:
        raise UnreadableList(
            say(N_("The spreadsheet cannot be read; it may have a password or be damaged.")),
            say(N_("Open it, save it again without a password, or save it as CSV.")),
        ) from error


def _too_big() -> UnreadableList:
    return UnreadableList(
        say(N_("The spreadsheet is too big to be a list of people.")),
        say(N_("Copy the people into a new file and save that.")),
    )


def _guard(data: bytes) -> None:
    """Refuse a small file that unpacks to a huge one, and few cells that span a huge area."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise not_a_list() from error
    with archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
            raise not_a_list()
        if len(parts) > _PARTS_LIMIT or sum(part.file_size for part in parts) > _UNPACKED_LIMIT:
            raise _too_big()
        for part in parts:
            if part.filename.startswith("xl/worksheets/sheet") and part.filename.endswith(".xml"):
                _guard_area(archive, part)
            elif part.filename == "content.xml":
                _guard_repeats(archive, part)


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap enough for no attribute to be cut, never more of it than it says it holds."""
    try:
        with archive.open(part) as stream:
            tail, seen = b"", 0
            while block := stream.read(_CHUNK):
                seen += len(block)
                if seen > part.file_size:
                    raise _too_big()
                yield tail + block
                tail = block[-64:]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise not_a_list() from error


def _guard_area(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    columns: set[bytes] = set()
    last_row = 0
    for piece in _chunks(archive, part):
        for column, row in _CELL.findall(piece):
            columns.add(column)
            last_row = max(last_row, int(row))
    width = max((_column_number(column) for column in columns), default=0)
    if width > 16_384 or last_row > ROW_LIMIT or width * last_row > _AREA_LIMIT:
        raise _too_big()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _guard_repeats(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    for piece in _chunks(archive, part):
        if any(int(count) > _REPEATED_LIMIT for count in _REPEATED.findall(piece)):
            raise _too_big()


def _format(data: bytes) -> str:
    if data.startswith(b"PK"):
        return "ods" if b"opendocument" in data[:120] else "xlsx"
    return "xls"


def _best_sheet(workbook: CalamineWorkbook, kind: str, wanted: str | None) -> Sheet:
    visible = [
        meta.name
        for meta in workbook.sheets_metadata
        if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
    ]
    sheets = [(name, *_records(workbook.get_sheet_by_name(name))) for name in visible]
    filled = [sheet for sheet in sheets if any(any(record) for record in sheet[1])]
    if not filled:
        raise EmptyList(say(N_("The spreadsheet is empty.")), say(N_("Choose the file with the list in it.")))
    chosen = [sheet for sheet in filled if wanted is None or sheet[0].casefold() == wanted.strip().casefold()]
    if not chosen:
        names = ", ".join(sheet[0] for sheet in filled)
        raise UnreadableList(
            say(N_("The workbook has no sheet “{sheet}” with anything in it."), sheet=wanted),
            say(N_("Its sheets are: {names}."), names=names),
        )
    name, records, merged = max(chosen, key=lambda sheet: _known_headings(sheet[1]))
    others = [sheet[0] for sheet in filled if sheet[0] != name]
    notices: tuple[Notice, ...] = ()
    if others:
        message = say(N_("Only the sheet “{sheet}” is read; not: {others}."), sheet=name, others=", ".join(others))
        notices = (Notice(Reason.OTHER_SHEETS, "sheet", message, count=len(others)),)
    return Sheet(records, format=kind, name=name, filled=merged, notices=notices)


def _known_headings(records: list[list[str]]) -> int:
    return max((sum(recognised(tidy(cell)) for cell in record) for record in records[:40]), default=0)


def _records(sheet: CalamineSheet) -> tuple[list[list[str]], frozenset[tuple[int, int]]]:
    """The sheet's cells as text, and those (record number, column from 0) that got their value from a merged cell."""
    if sheet.total_width > COLUMN_LIMIT or sheet.total_height > ROW_LIMIT:
        raise _too_big()
    values: list[list[_Value]] = sheet.to_python(skip_empty_area=False)
    records = [[_text(value) for value in row] for row in values]
    filled: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        # A name merged over several columns is a title; merged down it is a value for each row.
        if left != right or top >= len(records) or left >= len(records[top]) or not records[top][left]:
            continue
        for row in range(top, min(bottom + 1, len(records))):
            records[row][left] = records[top][left]
            filled.add((row + 1, left))
    while records and not any(records[-1]):
        records.pop()
    return [without_cpr(record) for record in records], frozenset(filled)


def _text(value: _Value) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
        case datetime():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)[:CELL_LIMIT]
