"""What stands after `field:`: kinds, yes and no, numbers, days and periods, texts to be found by their start."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from core.errors import Invalid
from core.messages import N_, say
from core.rules.kinds import Answer, ConsentDecision, Language, Named
from core.rules.periods import read_period
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.query import Range, Term, backwards, unknown, wrong
from db.keys import fold, words
from db.log import Value

Kind = TypeVar("Kind", bound=Named)
_YES = {"ja", "j", "yes", "y", "1", "true", "sand"}
_NO = {"nej", "n", "no", "0", "false", "falsk"}
# How people say some kinds, beside their names.
_SPOKEN: dict[str, Named] = {
    **dict.fromkeys(_YES - {"1"}, Answer.ACCEPTED), **dict.fromkeys(_NO - {"0"}, Answer.DECLINED),
    "tilbagekaldt": ConsentDecision.WITHDRAWN,
}  # fmt: skip
_SPAN = re.compile(r"([0-9]{1,4})-([0-9]{1,4})")


def texts(term: Term) -> list[str]:
    """The term's values where no range can be meant."""
    found: list[str] = []
    for value in term.values:
        if isinstance(value, Range):
            raise wrong(term.place_of(value), say(N_("“{field}:” takes no range."), field=term.field))
        found.append(value)
    return found


def kinds(term: Term, known: type[Kind], language: Language) -> list[Kind]:
    """The kinds a term names."""
    return [_kind(term, text, known, language) for text in texts(term)]


def named_so(text: str, known: type[Kind]) -> list[Kind]:
    """The kind somebody named, or all kinds with a name that begins so."""
    whole = known.from_words(text)
    if whole is not None:
        return [whole]
    wanted = fold(text.replace("_", " ").replace("-", " "))
    return [kind for kind in known if wanted and any(
        fold(name.replace("_", " ")).startswith(wanted) for name in (kind.value, kind.danish, kind.english)
    )]  # fmt: skip


def _kind(term: Term, text: str, known: type[Kind], language: Language) -> Kind:
    kind = known.from_words(text) or spoken(text, known)
    if kind is None:
        raise unknown(term, text, [each.name_in(language) for each in known])
    return kind


def spoken(text: str, known: type[Kind]) -> Kind | None:
    """The kind that somebody may say so, though it is not called that: `svar:ja`."""
    kind = _SPOKEN.get(fold(text))
    return kind if isinstance(kind, known) else None


def choice(term: Term, choices: Sequence[tuple[str, tuple[str, ...]]], language: Language) -> list[str]:
    """The keys of the choices a term names; each choice is a key and its names in both languages."""
    found: list[str] = []
    for text in texts(term):
        wanted = fold(text)
        keys = [key for key, names in choices if any(fold(name) == wanted for name in names)]
        starts = [key for key, names in choices if any(fold(name).startswith(wanted) for name in names)]
        if not keys and len(starts) != 1:
            raise unknown(term, text, [names[0 if language is Language.DANISH else 1] for _, names in choices])
        found.append((keys or starts)[0])
    return found


def flag(term: Term, column: str) -> Condition:
    """A column of 0 and 1."""
    return one_of(column, [int(wanted) for wanted in yes_no(term)])


def yes_no(term: Term) -> list[bool]:
    """Which of the two a term asks for."""
    for text in texts(term):
        if fold(text) not in _YES | _NO:
            raise unknown(term, text, hint=say(N_("Write yes or no.")))
    return [fold(text) in _YES for text in texts(term)]


def numbers(term: Term, expression: str, turned: Callable[[int], int] = lambda number: number) -> Condition:
    """An expression that is one of the numbers or in one of the ranges; `turned` makes an age a year of birth."""
    found: list[Condition] = []
    for said in term.values:
        value = spanned(said)
        if isinstance(value, str):
            found.append(one_of(expression, [turned(_number(term, value))]))
            continue
        step = int(value.open_ended)
        low = turned(_number(term, value.low) + step) if value.low else None
        high = turned(_number(term, value.high) - step) if value.high else None
        if turned(0) > turned(1):
            low, high = high, low
        if low is not None and high is not None and low > high:
            raise backwards(term, value)
        found.append(between(expression, low, high))
    return any_of(found)


def spanned(value: str | Range) -> str | Range:
    """`18-24` as a range: of numbers a hyphen can mean nothing else."""
    span = _SPAN.fullmatch(value) if isinstance(value, str) else None
    return Range(span[1], span[2]) if span else value


def _number(term: Term, text: str) -> int:
    # Longer numbers are none of ours, and SQLite takes no more than 63 bits.
    if not re.fullmatch(r"[0-9]{1,9}", text):
        hint = say(N_("Write 2006, 2006..2008 or >=25."))
        raise wrong(term.place_of(text), say(N_("“{value}” is not a number."), value=text), hint)
    return int(text)


def periods(term: Term, today: date, *, nearest: bool = False) -> list[tuple[date | None, date | None]]:
    """The first and last day of each value: a day, a week, a month, a year, or a range of them."""
    found: list[tuple[date | None, date | None]] = []
    for value in term.values:
        if isinstance(value, str):
            found.append(_period(term, value, today, nearest))
            continue
        low = _period(term, value.low, today, nearest) if value.low else None
        high = _period(term, value.high, today, nearest) if value.high else None
        step = timedelta(days=1)
        if value.open_ended:
            found.append((low[1] + step if low else None, high[0] - step if high else None))
        else:
            found.append((low[0] if low else None, high[1] if high else None))
        if low and high and low[0] > high[1]:
            raise backwards(term, value)
    return found


def _period(term: Term, text: str, today: date, nearest: bool) -> tuple[date, date]:
    # Behind `uge:` the word is said already.
    said = f"uge {text}" if fold(term.field) in ("uge", "week") and text[:1].isdigit() and len(text) < 8 else text
    try:
        return read_period(said, today, field="query", nearest=nearest)
    except Invalid as problem:
        raise wrong(term.place_of(text), problem.message, problem.hint) from problem
    except (ValueError, OverflowError):
        raise unknown(term, text, hint=say(N_("Write a day, a month as 2026-08 or a year."))) from None


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
