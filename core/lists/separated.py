"""CSV as people save it: its encoding and its delimiter are found, never asked for first."""

import codecs
import csv
import re
from collections import Counter
from itertools import islice

from core.lists.errors import UnreadableList
from core.lists.headings import recognised
from core.lists.notices import Notice, Reason
from core.lists.sheet import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Sheet, without_cpr
from core.messages import N_, say
from core.rules.text import tidy

_DELIMITERS = ";\t,|"
_TRIED = 40
_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t|:^~])"?[;,\t|]*', re.I)
_BLANKS = re.compile("[ \u00a0]{2,}")
_OLD = ("mac-roman", "cp865")
_LOOKED_AT = 200_000
# A Danish letter beside another letter: what bytes of another encoding give stands elsewhere, or is a sign.
_DANISH = re.compile("(?<=[A-Za-zæøå])[æøåé]|[ÆØÅæøåé](?=[a-zæøå])|(?<=[A-ZÆØÅ])[ÆØÅ]")
_BULLET = re.compile(r"^[ \t]*(?:[-*•–‣·]|\d{1,3}[.)])[ \t]+(?=\S)")
# As in a mail (RFC 5322, 3.4): Mette Holm <mette@skole.example>; "Holm, Mads" <mads@skole.example>
_RECIPIENT = re.compile(
    r"""(?:^|(?<=[;,\n]))((?:"[^"\n]*"|[^<>;,"\n@\t|])*)<\s*([^<>\s@;,]+@[^<>\s@;,]+)\s*>[ \t]*(?:[;,\n]|$)"""
)
_CONTACT_POINT = re.compile(r"[ \u00a0]*((?<!\S)[^\s@]+@[^\s@]+|(?<!\S)\+?\d[\d \u00a0]{6,14}\d(?!\S))[ \u00a0]*")
_UNUSUAL = re.compile("[\x00-\x08\x0e-\x1f]")


def read_separated(data: bytes, *, encoding: str | None) -> Sheet:
    """The records of a CSV file.

    Encoding: the byte-order mark, else UTF-8 if every byte agrees, else line by line UTF-8 or Windows-1252 (or Mac Roman or
    DOS, where only that gives Danish letters). Delimiter:
    the one under which most records are as wide as the row of headings (after a line ``sep=``: that one); where there is
    none, several blanks.
    Raises `UnreadableList`.
    """
    lines, found, doubtful_lines = _decoded(data, encoding)
    guessed = found in _OLD and not encoding
    lines = _without_bullets(lines)
    if recipients := _recipients(lines):
        return Sheet(recipients, format="csv", encoding=found, delimiter="\t")
    separator = _SEPARATOR_LINE.fullmatch(lines[0].strip("\ufeff\n ")) if lines else None
    delimiter = separator.group(1) if separator else _delimiter(lines)
    if separator is None and not any(delimiter in line for line in lines):
        lines, delimiter = _parted_by_blanks(lines, delimiter)
    records: list[list[str]] = []
    doubtful: set[int] = set()
    before = 0
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for record in reader:
            if len(records) >= ROW_LIMIT or len(record) > COLUMN_LIMIT:
                raise UnreadableList(
                    say(
                        N_("The file is too big: at most {rows} rows and {columns} columns."),
                        rows=ROW_LIMIT,
                        columns=COLUMN_LIMIT,
                    ),
                    say(N_("Split it, or save only the part with people.")),
                )
            records.append(without_cpr([cell[:CELL_LIMIT] for cell in record]))
            if doubtful_lines and any(line in doubtful_lines for line in range(before + 1, reader.line_num + 1)):
                doubtful.add(len(records))
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableList(
            say(
                N_("The list cannot be read after row {row}: a quotation mark is never closed, or a cell is endless."),
                row=len(records),
            ),
            say(N_("Open it in a spreadsheet and save it as CSV or XLSX again.")),
        ) from error
    return Sheet(
        records,
        format="csv",
        encoding=found,
        delimiter=delimiter,
        doubtful=frozenset(doubtful),
        has_separator_line=separator is not None,
        notices=_encoding_notices(len(doubtful), found if guessed else ""),
    )


def _encoding_notices(doubtful: int, guessed: str) -> tuple[Notice, ...]:
    if guessed:
        told = say(N_("The file is read as {encoding}, of an old program; look at æ, ø and å."), encoding=guessed)
        return (Notice(Reason.ENCODING_GUESS, "encoding", told),)
    if not doubtful:
        return ()
    message = say(N_("Some rows are in another encoding than the rest; look at æ, ø and å in them."))
    return (Notice(Reason.BAD_ENCODING, "row", message, count=doubtful),)


def _decoded(data: bytes, encoding: str | None) -> tuple[list[str], str, set[int]]:
    """Lines with their ends, the encoding, and the numbers (from 1) of lines that were in another one."""
    if encoding:
        return _lines(_decode(data, encoding)), encoding.casefold(), set()
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _lines(_decode(data, name)), name, set()
    if unmarked := _unmarked_utf16(data):
        return _lines(_decode(data, unmarked)), unmarked, set()
    if b"\0" in data:
        raise not_a_list()
    try:
        return _lines(data.decode("utf-8")), "utf-8", set()
    except UnicodeDecodeError:
        if old := _old_encoding(data):
            return _lines(data.decode(old, "replace")), old, set()
        return _line_by_line(data)


def _old_encoding(data: bytes) -> str:
    """Mac Roman or DOS, if only so the bytes are Danish letters between letters; empty for Windows-1252."""
    sample = data[:_LOOKED_AT]
    found = {name: len(_DANISH.findall(sample.decode(name, "replace"))) for name in ("cp1252", *_OLD)}
    best = max(found, key=found.__getitem__)  # the first of equals: Windows-1252
    return "" if found[best] <= 2 * found["cp1252"] else best


def _unmarked_utf16(data: bytes) -> str:
    sample = data[:400]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            return name
    return ""


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise UnreadableList(
            say(N_("The file is not in the encoding {encoding}."), encoding=encoding),
            say(N_("Try --encoding cp1252 or --encoding utf-8, or save it as “CSV UTF-8”.")),
        ) from error
    except LookupError as error:
        raise UnreadableList(
            say(N_("There is no encoding called {encoding}."), encoding=encoding),
            say(N_("Use utf-8, utf-16, cp1252 or mac-roman.")),
        ) from error


def _line_by_line(data: bytes) -> tuple[list[str], str, set[int]]:
    """Each line in UTF-8 if it can be, else in Windows-1252; the file's encoding is what most special lines are in."""
    lines: list[str] = []
    as_utf8: set[int] = set()
    as_1252: set[int] = set()
    normal = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, line in enumerate(normal.split(b"\n"), start=1):
        try:
            text = line.decode("utf-8")
            if not line.isascii():
                as_utf8.add(number)
        except UnicodeDecodeError:
            text = line.decode("cp1252", "replace")
            as_1252.add(number)
        lines.append(text)
    if len(as_utf8) > len(as_1252):
        return _readable(_ended(lines)), "utf-8", as_1252
    return _readable(_ended(lines)), "cp1252", as_utf8


def _lines(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _readable(_ended(text.split("\n")))


def _ended(lines: list[str]) -> list[str]:
    """The pieces between line breaks with their line breaks again; nothing after the last one is no line."""
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _readable(lines: list[str]) -> list[str]:
    sample = "".join(lines[:_TRIED])
    if len(_UNUSUAL.findall(sample)) > len(sample) // 100:
        raise not_a_list()
    return lines


def not_a_list() -> UnreadableList:
    """The file is a picture, a document, a program …"""
    return UnreadableList(
        say(N_("The file is not a list: it is neither CSV nor a spreadsheet.")),
        say(N_("Save the list as CSV or XLSX and try again.")),
    )


def _delimiter(lines: list[str]) -> str:
    """Where headings are recognised, the delimiter that makes them; then the one that gives the most even records."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _without_bullets(lines: list[str]) -> list[str]:
    """The lines of a list pasted from a text, without their dashes or numbers."""
    bare = [_BULLET.sub("", line) for line in lines]
    marked = sum(one != line for one, line in zip(bare, lines, strict=True))
    return bare if marked > 1 and marked * 2 > sum(bool(line.strip()) for line in lines) else lines


def _recipients(lines: list[str]) -> list[list[str]]:
    """Name and address of each, if this is what stands after To: in a mail; else nothing."""
    if not any("<" in line for line in lines[:_TRIED]):
        return []
    text = "".join(lines)
    found = [(match.group(1), match.group(2)) for match in _RECIPIENT.finditer(text)]
    if not found or _RECIPIENT.sub("", text).strip(" \t\n;,"):
        return []
    return [without_cpr([name.strip(" \t\n;,\"'"), address]) for name, address in found]


def _parted_by_blanks(lines: list[str], delimiter: str) -> tuple[list[str], str]:
    """Text copied from a page or a mail, where several blanks part what were columns, or nothing but the addresses and
    phones themselves do.
    """
    filled = sum(bool(line.strip()) for line in lines)
    if sum(_BLANKS.search(line.strip()) is not None for line in lines) * 2 <= filled:
        if sum(_CONTACT_POINT.search(line) is not None for line in lines) * 2 <= filled:
            return lines, delimiter
        lines = [_CONTACT_POINT.sub(r"  \1  ", line) for line in lines]
    return [_BLANKS.sub("\t", line.strip()) + ("\n" if line.endswith("\n") else "") for line in lines], "\t"


def _fit(lines: list[str], delimiter: str) -> tuple[int, float, int]:
    records: list[list[str]] = []
    try:
        for record in islice(csv.reader(iter(lines), delimiter=delimiter), _TRIED):
            if any(record):
                records.append(record)
    except csv.Error:
        return 0, 0.0, 0
    if not records:
        return 0, 0.0, 0
    known, header = max((_headings_in(record), -position) for position, record in enumerate(records[:30]))
    # Without headings a line above the people is no measure of their width.
    width = len(records[-header]) if known else Counter(map(len, records)).most_common(1)[0][0]
    after = (records[-header:] if known else records)[:20]
    even = sum(len(record) == width for record in after) / len(after)
    return known, even if width > 1 else 0.0, width


def _headings_in(record: list[str]) -> int:
    """How many known headings there are; one cell with delimiters in it is no question but several headings."""
    if len(record) == 1 and any(delimiter in record[0] for delimiter in ";\t|"):
        return 0
    return sum(recognised(tidy(cell)) for cell in record)
