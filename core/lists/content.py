"""What columns without headings hold, by what their cells look like: e-mails, phones, names, classes, schools …"""

import re
from collections.abc import Callable, Iterable, Sequence

from core.lists.heading_words import Field
from core.lists.known import Names
from core.rules.cell_dates import cell_date
from core.rules.contact_points import email_address, phone_number, postcode_and_town
from core.rules.text import harmless
from db.keys import fold

_LOOKED_AT = 200
_MOST = 0.6  # of the filled cells of a column
_NAME_WORD = re.compile(r"(?:[^\W\d_]|['’´.-])+")
_CLASS = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])[\w/.-]{2,15}")
_STAGE = re.compile(r"gf ?[12]?|hf ?\d?|h ?\d", re.I)
_YEAR = re.compile(r"19[3-9]\d|20[01]\d")
_PLACE_WORD = re.compile(r"skole|college|center|gymnasi|tech\b|campus", re.I)
_COMPANY_WORD = re.compile(r"\b(?:a/s|aps|i/s|ivs|k/s|p/s|amba|a\.m\.b\.a\.|v/)(?!\w)", re.I)
_NAMES_FIELDS = ((Field.NAME,), (Field.GIVEN,))

Fields = tuple[Field, ...]
_Test = Callable[[str], bool]


def columns_by_content(records: Sequence[Sequence[str]], names: Names) -> tuple[Fields, ...]:
    """What each column seems to hold; nothing for a column that cannot be told. No name among them: no list of people.

    `names` are the schools, educations and companies of the register, by which their columns are known.
    """
    rows = [[harmless(cell) for cell in record] for record in records if any(cell.strip() for cell in record)]
    rows = rows[:_LOOKED_AT]
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    found = [_fields(cells, names) for cells in columns]
    if width == 1 and not all(map(_is_whole_name, columns[0])):
        return ((),)
    return tuple(_without_doubles(_names_of_two(found)))


def holds_people(columns: Iterable[Fields]) -> bool:
    """Whether there is a name and something more, or nothing but whole names: then it may be a list of people."""
    columns = list(columns)
    if columns == [(Field.NAME,)]:
        return True
    return any(fields in _NAMES_FIELDS for fields in columns) and sum(map(bool, columns)) > 1


def _fields(cells: Sequence[str], names: Names) -> Fields:
    if not cells:
        return ()
    for fields, looks_like in _tests(names):
        if sum(map(looks_like, cells)) >= _MOST * len(cells):
            return fields
    return ()


def _tests(names: Names) -> tuple[tuple[Fields, _Test], ...]:
    return (
        ((Field.EMAIL,), lambda cell: email_address(cell) is not None),
        ((Field.PHONE,), lambda cell: phone_number(cell) is not None and not cell_date(cell).day),
        ((Field.SCHOOL,), lambda cell: fold(cell) in names.schools),
        ((Field.EDUCATION,), lambda cell: fold(cell) in names.educations),
        ((Field.COMPANY,), lambda cell: fold(cell) in names.companies),
        ((Field.BIRTH_YEAR,), lambda cell: _YEAR.fullmatch(cell) is not None),
        ((Field.POSTCODE, Field.TOWN), _postcode),
        ((Field.START,), lambda cell: cell_date(cell).day is not None),
        ((Field.STAGE,), lambda cell: _STAGE.fullmatch(cell) is not None),
        ((Field.CLASS_NAME,), lambda cell: _CLASS.fullmatch(cell) is not None),
        ((Field.SCHOOL,), lambda cell: _PLACE_WORD.search(cell) is not None),
        ((Field.COMPANY,), lambda cell: _COMPANY_WORD.search(cell) is not None),
        ((Field.NAME,), lambda cell: 2 <= len(_name_words(cell)) <= 6),
        ((Field.GIVEN,), lambda cell: len(_name_words(cell)) == 1),
    )


def _postcode(cell: str) -> bool:
    found = postcode_and_town(cell)
    return found is not None and bool(found[0])


def _name_words(cell: str) -> list[str]:
    """The words of what may be a name: letters only, and each but `van der` and its like with a capital."""
    words = cell.replace(",", " ").split()
    if not all(map(_NAME_WORD.fullmatch, words)) or not words or not words[0][:1].isupper():
        return []
    return words


def _is_whole_name(cell: str) -> bool:
    """Whether the cell can be nothing but a given and a family name."""
    words = _name_words(cell)
    return 2 <= len(words) <= 5 and words[-1][:1].isupper() and all(word[:1].isupper() or len(word) < 4 for word in words)


def _names_of_two(found: Sequence[Fields]) -> list[Fields]:
    """Given and family name in columns of their own: the first two that are names of one word or more side by side."""
    columns = list(found)
    at = next((at for at, fields in enumerate(columns) if fields in _NAMES_FIELDS), None)
    if at is None or columns[at] == (Field.NAME,):
        return columns
    after = columns[at + 1] if at + 1 < len(columns) else ()
    if after in _NAMES_FIELDS:
        columns[at + 1] = (Field.FAMILY,)
    else:
        columns[at] = (Field.NAME,)
    return columns


def _without_doubles(columns: Iterable[Fields]) -> Iterable[Fields]:
    """Each field once: a second date is the end, a second phone or e-mail another one; a second of the rest is unknown."""
    again: dict[Fields, Fields] = {
        (Field.START,): (Field.END,), (Field.PHONE,): (Field.OTHER_PHONES,), (Field.EMAIL,): (Field.OTHER_EMAILS,),
    }  # fmt: skip
    taken: set[Fields] = set()
    for fields in columns:
        if fields in taken:
            fields = again.get(fields, ())
        if fields in taken:
            fields = ()
        taken.add(fields)
        yield fields
