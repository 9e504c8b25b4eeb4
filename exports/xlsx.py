"""Contact lists as a workbook: text is always text, dates are dates, and it prints with its headings on every page.

XlsxWriter in its constant-memory mode: a row leaves memory when the next one begins.
"""

import re
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from errno import ESPIPE
from io import UnsupportedOperation
from typing import BinaryIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # ships no types

from core.contact_data import ContactList
from core.errors import Refused
from core.messages import N_, say
from core.rules.kinds import MembershipRole
from exports.columns import Column, Kind, Value, Wording, columns_of, grouped_phone, rows
from exports.plain_text import one_line

_Cell = Callable[[int, int, Value], object]

_DENMARK = ZoneInfo("Europe/Copenhagen")
_MOST_ROWS = 1_048_575  # below the heading
_LONGEST_TEXT = 32_767
_FIRST_DAY = date(1900, 1, 1)
_SAMPLE = 200
_WIDTHS = range(8, 46)
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]+")


def write(contact_list: ContactList, stream: BinaryIO, wording: Wording) -> None:
    """One sheet with a row a contact. Raises `Refused` for more people than a sheet has rows."""
    columns = columns_of(contact_list)
    if len(contact_list.contacts) > _MOST_ROWS:
        raise Refused(
            say(N_("A workbook has room for {most} people."), most=_MOST_ROWS),
            say(N_("Choose CSV, or a smaller group of people.")),
        )
    with tempfile.TemporaryDirectory(prefix="laug-") as folder:
        held = _Held(stream)
        workbook = Workbook(held, {"constant_memory": True, "tmpdir": folder})
        sheet = workbook.add_worksheet(sheet_name(contact_list.title))
        _describe(workbook, contact_list, wording)
        _lay_out(sheet, contact_list, columns, wording)
        _fill(workbook, sheet, contact_list, columns, wording)
        try:
            workbook.close()
        except FileCreateError as error:
            raise _cause(error) from error
        if held.failure:
            raise held.failure


class _Held:
    """A stream that keeps its first failure until XlsxWriter is done.

    The archive inside XlsxWriter writes once more when it is thrown away, and a second failure there ends on the
    person's terminal as a traceback.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.failure: OSError | ValueError | None = None

    def write(self, data: bytes) -> int:
        return self._tried(lambda: self._stream.write(data), len(data))

    def flush(self) -> None:
        self._tried(lambda: self._stream.flush() or 0, 0)

    def tell(self) -> int:
        return self._tried(self._stream.tell, 0)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._tried(lambda: self._stream.seek(offset, whence), 0)

    def _tried(self, action: Callable[[], int], otherwise: int) -> int:
        if self.failure is None:
            try:
                return action()
            except (OSError, ValueError) as error:
                if isinstance(error, UnsupportedOperation) or getattr(error, "errno", 0) == ESPIPE:
                    raise  # a pipe: the archive asks, and does without
                self.failure = error
        return otherwise


def _cause(error: FileCreateError) -> Exception:
    """The operating system's error XlsxWriter has put into its own."""
    inner = error.args[0] if error.args else None
    return inner if isinstance(inner, OSError) else OSError(str(error))


def sheet_name(title: str) -> str:
    """The title as a worksheet may be called: 31 characters, without ``[]:*?/\\`` and outer apostrophes."""
    name = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", one_line(title)).split())[:31].strip("' ")
    return name if name and name.casefold() != "history" else "laug"


def _fill(
    workbook: Workbook, sheet: Worksheet, contact_list: ContactList, columns: tuple[Column, ...], wording: Wording
) -> None:
    heading = workbook.add_format({"bold": True, "bottom": 1})
    for at, column in enumerate(columns):
        sheet.write_string(0, at, wording.catalogue.gettext(column.heading), heading)
    day = workbook.add_format({"num_format": "dd-mm-yyyy", "align": "left"})
    moment = workbook.add_format({"num_format": "dd-mm-yyyy hh:mm", "align": "left"})
    cells = [_cell(sheet, column, wording, day, moment) for column in columns]
    for number, row in enumerate(rows(contact_list), 1):
        for at, value in enumerate(row):
            if value is not None and value != "":
                cells[at](number, at, value)


def _cell(sheet: Worksheet, column: Column, wording: Wording, day: Format, moment: Format) -> _Cell:
    """What writes a value of that column."""

    def text(number: int, at: int, value: Value) -> object:
        return sheet.write_string(number, at, one_line(str(value))[:_LONGEST_TEXT])

    def date_of(number: int, at: int, value: Value) -> object:
        if isinstance(value, date) and value >= _FIRST_DAY:
            return sheet.write_datetime(number, at, datetime.combine(value, time()), day)
        return text(number, at, value)

    def moment_of(number: int, at: int, value: Value) -> object:
        if isinstance(value, datetime):
            return sheet.write_datetime(number, at, value.astimezone(_DENMARK).replace(tzinfo=None), moment)
        return text(number, at, value)

    match column.kind:
        case Kind.TEXT | Kind.IDENTIFIER:
            return text
        case Kind.PHONE:
            return lambda number, at, value: text(number, at, grouped_phone(str(value)))
        case Kind.NUMBER:
            return lambda number, at, value: sheet.write_number(number, at, int(str(value)))
        case Kind.DATE:
            return date_of
        case Kind.MOMENT:
            return moment_of
        case Kind.NAMES | Kind.ROLE:
            return lambda number, at, value: text(number, at, _spoken(value, wording))


def _spoken(value: Value, wording: Wording) -> str:
    match value:
        case MembershipRole():
            return value.name_in(wording.language)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _describe(workbook: Workbook, contact_list: ContactList, wording: Wording) -> None:
    """The properties that say what the file is when it has lain in a folder for a year."""
    made = contact_list.made_at.astimezone(_DENMARK)
    purpose = contact_list.purpose.name_in(wording.language)
    extract = say(
        N_("Extract of {when} for {purpose}, made by {who}"),
        when=made,
        purpose=purpose,
        who=one_line(contact_list.made_by),
    )
    workbook.set_properties(
        {
            "title": one_line(contact_list.title),
            "subject": purpose,
            "author": one_line(contact_list.made_by),
            "comments": extract.render(wording.catalogue),
            "created": contact_list.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )


def _lay_out(sheet: Worksheet, contact_list: ContactList, columns: tuple[Column, ...], wording: Wording) -> None:
    """Frozen headings with filters, widths by the first rows, landscape A4 with the headings on every page."""
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(contact_list.contacts), len(columns) - 1)
    for at, width in enumerate(_widths(contact_list, columns, wording)):
        sheet.set_column(at, at, width)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if title := one_line(contact_list.title):
        sheet.set_header(f"&L{title[:100].replace('&', '&&')}")
    sheet.set_footer("&R&P / &N")


def _widths(contact_list: ContactList, columns: tuple[Column, ...], wording: Wording) -> list[int]:
    longest = [len(wording.catalogue.gettext(column.heading)) + 3 for column in columns]
    for _, row in zip(range(_SAMPLE), rows(contact_list), strict=False):
        for at, value in enumerate(row):
            longest[at] = max(longest[at], _length(columns[at].kind, value))
    return [min(max(length + 1, _WIDTHS.start), _WIDTHS.stop) for length in longest]


def _length(kind: Kind, value: Value) -> int:
    match kind:
        case Kind.TEXT | Kind.IDENTIFIER:
            return len(str(value))
        case Kind.NAMES:
            return len(", ".join(map(str, value))) if isinstance(value, tuple) else 0
        case Kind.NUMBER:
            return 6
        case Kind.PHONE | Kind.ROLE | Kind.MOMENT:
            return 16
        case Kind.DATE:
            return 11
