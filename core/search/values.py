"""What stands after `field:`: kinds, yes and no, numbers, days and periods, texts to be found by their start."""

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.day_words import read_day
from core.rules.kinds import Language, Named
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.query import Range, Term, wrong
from db.keys import fold, words
from db.log import Value

Kind = TypeVar("Kind", bound=Named)
_YES = {"ja", "j", "yes", "y", "1", "true", "sand"}
_NO = {"nej", "n", "no", "0", "false", "falsk"}
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})|([0-9]{2})-([0-9]{4})")
_WEEK = re.compile(r"(?:uge|u|week|w)\.?\s*[0-9]{1,2}(?:[/ ][0-9]{4})?|[0-9]{4}-w[0-9]{2}", re.IGNORECASE)


def texts(term: Term) -> list[str]:
    """The term's values where no range can be meant."""
    found: list[str] = []
    for value in term.values:
        if isinstance(value, Range):
            raise wrong(term.at, say(N_("“{field}:” takes no range."), field=term.field))
        found.append(value)
    return found


def kinds(term: Term, known: type[Kind], language: Language) -> list[Kind]:
    """The kinds a term names."""
    return [_kind(term, text, known, language) for text in texts(term)]


def _kind(term: Term, text: str, known: type[Kind], language: Language) -> Kind:
    kind = known.from_words(text)
    if kind is None:
        names = ", ".join(each.name_in(language) for each in known)
        raise unknown(term, text, say(N_("Choose one of: {names}."), names=names) if names else None)
    return kind


def choice(term: Term, choices: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """The keys of the choices a term names; each choice is a key and its names in both languages."""
    found: list[str] = []
    for text in texts(term):
        wanted = fold(text)
        keys = [key for key, names in choices if any(fold(name) == wanted for name in names)]
        starts = [key for key, names in choices if any(fold(name).startswith(wanted) for name in names)]
        if not keys and len(starts) != 1:
            offered = ", ".join(name for _, names in choices for name in names[:2])
            raise unknown(term, text, say(N_("Choose one of: {names}."), names=offered))
        found.append((keys or starts)[0])
    return found


def unknown(term: Term, text: str, hint: Message | None = None) -> Invalid:
    """The error for a value that the field does not know."""
    return wrong(term.at, say(N_("“{value}” is not known as {field}."), value=text, field=term.field), hint)


def flag(term: Term, column: str) -> Condition:
    """A column of 0 and 1."""
    wanted: list[Value] = []
    for text in texts(term):
        if fold(text) not in _YES | _NO:
            raise unknown(term, text, say(N_("Write yes or no.")))
        wanted.append(int(fold(text) in _YES))
    return one_of(column, wanted)


def numbers(term: Term, expression: str, turned: Callable[[int], int] = lambda number: number) -> Condition:
    """An expression that is one of the numbers or in one of the ranges; `turned` makes an age a year of birth."""
    found: list[Condition] = []
    for value in term.values:
        if isinstance(value, str):
            found.append(one_of(expression, [turned(_number(term, value))]))
            continue
        step = int(value.open_ended)
        low = turned(_number(term, value.low) + step) if value.low else None
        high = turned(_number(term, value.high) - step) if value.high else None
        if turned(0) > turned(1):
            low, high = high, low
        found.append(between(expression, low, high))
    return any_of(found)


def _number(term: Term, text: str) -> int:
    # Longer numbers are none of ours, and SQLite takes no more than 63 bits.
    if not re.fullmatch(r"[0-9]{1,9}", text):
        hint = say(N_("Write 2006, 2006..2008 or >=25."))
        raise wrong(term.at, say(N_("“{value}” is not a number."), value=text), hint)
    return int(text)


def periods(term: Term, today: date) -> list[tuple[date | None, date | None]]:
    """The first and last day of each value: a day, `uge 47`, `2026-08`, `2026`, or a range of them."""
    found: list[tuple[date | None, date | None]] = []
    for value in term.values:
        if isinstance(value, str):
            found.append(_period(term, value, today))
            continue
        low = _period(term, value.low, today) if value.low else None
        high = _period(term, value.high, today) if value.high else None
        step = timedelta(days=1)
        if value.open_ended:
            found.append((low[1] + step if low else None, high[0] - step if high else None))
        else:
            found.append((low[0] if low else None, high[1] if high else None))
    return found


def _period(term: Term, text: str, today: date) -> tuple[date, date]:
    month = _MONTH.fullmatch(text)
    try:
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if month:
            year, number = int(month[1] or month[4]), int(month[2] or month[3])
            return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
        day = read_day(text, today, field="query")
    except Invalid as problem:
        raise wrong(term.at, problem.message, problem.hint) from problem
    except (ValueError, calendar.IllegalMonthError):
        raise unknown(term, text, say(N_("Write a day, a month as 2026-08 or a year."))) from None
    return (day, day + timedelta(days=6)) if _WEEK.fullmatch(text) else (day, day)


def starting(term: Term, known: Iterable[str]) -> list[Value]:
    """Those of the known texts that a value names whole or, if none, that have a word starting with it."""
    return _matching(texts(term), known)


def _matching(wanted: Iterable[str], known: Iterable[str]) -> list[Value]:
    folded = [(text, fold(text)) for text in known]
    found: dict[Value, None] = {}
    for value in map(fold, wanted):
        same = [text for text, key in folded if key == value]
        found.update(dict.fromkeys(same or [text for text, key in folded if f" {value}" in f" {key}"]))
    return list(found)


def worded(column: str, text: str) -> Condition:
    """A search key that has all words of a text, each by its start."""
    found = words(text)
    return all_of(Condition(f"{column} LIKE ?", [f"% {word}%"]) for word in found) if found else Condition("0")


def distinct(column: str, table: str) -> str:
    """SQL for the distinct texts of an indexed column, one step in the index for each instead of one for each row."""
    return (
        f"WITH RECURSIVE each(text) AS (SELECT min({column}) FROM {table} WHERE {column} <> ''"
        f" UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {column} <> '' AND {column} > each.text)"
        f" FROM each WHERE each.text IS NOT NULL) SELECT text FROM each WHERE text IS NOT NULL"
    )
