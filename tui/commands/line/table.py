"""What a command shows of a thing: its columns, and how a value is written for people and for programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import Generic, TypeVar

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.kinds import Named
from core.rules.text import visible
from tui.commands.line.days import moment, short_day
from tui.commands.line.width import fitted, width
from tui.phones import spoken_phone
from tui.protected import SIGN, ProtectedName
from tui.words import _, catalogue, language

Row = TypeVar("Row")
_GAP = "  "
_NARROWEST = 4


def plain(value: object) -> object:
    """The value as JSON has it: kinds as stored, times in ISO 8601."""
    match value:
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case Message():
            return value.render(catalogue())
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case _:
            return value


def shown(value: object) -> str:
    """The value as people read it, in the language spoken; nothing in it can harm a terminal."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Named():
            return value.name_in(language())
        case datetime():
            return moment(value)
        case date():
            return short_day(value)
        case Message():
            return visible(value.render(catalogue()))
        case ProtectedName():
            return f"{SIGN} {visible(value)}"
        case tuple() | list():
            return ", ".join(shown(item) for item in value)
        case _:
            return visible(str(value))


def phone(value: object) -> str:
    """A Danish number in pairs, as it is said: `20 30 40 50`; others as they are."""
    return spoken_phone(shown(value))


def cell(value: object) -> str:
    """The value in a CSV or TSV cell for a program."""
    found = plain(value)
    match found:
        case None:
            return ""
        case bool():
            return "true" if found else "false"
        case list() | dict():
            return json.dumps(found, ensure_ascii=False)
        case _:
            return str(found)


class Level(IntEnum):
    """Where people see a column: in lists, on a card, or only where they ask for everything."""

    LIST = 1
    CARD = 2
    DATA = 3


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One field: its stable English `key`, its heading (a msgid), and where it comes from.

    JSON and CSV have every column, and so has a table that --fields asks for it. `form` writes the value for people.
    """

    key: str
    heading: str
    value: Callable[[Row], object]
    level: Level = Level.LIST
    form: Callable[[object], str] = shown


def chosen(columns: Sequence[Column[Row]], names: Sequence[str], *, most: Level) -> list[Column[Row]]:
    """The columns asked for by name, or else those up to that level. Raises `Invalid` for a name there is not."""
    if not names:
        return [column for column in columns if column.level <= most]
    by_key = {column.key: column for column in columns}
    for name in names:
        if name not in by_key:
            raise Invalid(
                "fields",
                say(N_("There is no field {name} here."), name=name),
                say(N_("The fields are: {names}."), names=", ".join(by_key)),
            )
    return [by_key[name] for name in names]


def table_lines(columns: Sequence[Column[Row]], blocks: Iterable[Sequence[Row]], room: int | None) -> Iterator[str]:
    """The lines of a table, headings first. Widths come from the first block, so that a long list starts at once.

    `room` is the terminal's width; without it (a pipe) nothing is cut.
    """
    widths: list[int] | None = None
    for block in blocks:
        cells = [[column.form(column.value(row)) for column in columns] for row in block]
        if widths is None:
            headings = [_(column.heading) for column in columns]
            widths = [max(map(width, line)) for line in zip(headings, *cells, strict=True)]
            widths = _squeezed(widths, room) if room else widths
            yield _line(headings, widths, cut=room is not None)
        for line in cells:
            yield _line(line, widths, cut=room is not None)


def spoken_lines(
    columns: Sequence[Column[Row]], blocks: Iterable[Sequence[Row]], number: Column[Row] | None
) -> Iterator[str]:
    """A line for each thing, to be read aloud: its number, its name, then each value after the name of its column.

    Nothing is aligned or cut, and nothing is said of what is empty.
    """
    named = [(column, _(column.heading)) for column in columns if column is not number]
    for block in blocks:
        for row in block:
            said_number = shown(number.value(row)) if number is not None else ""
            head = f"{said_number}. " if said_number else ""
            said = [(heading, text) for column, heading in named if (text := column.form(column.value(row)))]
            first = [text for _heading, text in said[:1]]
            yield head + "; ".join([*first, *(f"{heading}: {text}" for heading, text in said[1:])])


def _line(cells: Sequence[str], widths: Sequence[int], *, cut: bool) -> str:
    return _GAP.join(
        fitted(text, columns) if cut else text + " " * (columns - width(text))
        for text, columns in zip(cells, widths, strict=True)
    ).rstrip()


def _squeezed(widths: list[int], room: int) -> list[int]:
    """Widths that fit into the room: the widest column gives way first, none below four."""
    widths = list(widths)
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    while over > 0 and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
        over -= 1
    return widths
