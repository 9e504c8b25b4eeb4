"""The query language: words, `field:value`, `-` for not, `a,b` for or, `2006..2008` and `>=25` for ranges, quotes.

Pure syntax: which fields there are is said by `core.search.fields`. While somebody types, a text is seldom finished, so
an open quote ends with the text and a lone `-` means nothing yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Invalid
from core.messages import N_, Message, say
from db.keys import words

_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "»": "«", "«": "»"}
_FIELD = re.compile(r"([^\W\d_][\w-]*):")
_RANGE = re.compile(r"(?P<low>.*?)\.\.(?P<high>.*)")
_COMPARED = re.compile(r"(?P<sign>[<>]=?)(?P<bound>.+)")
_LIMIT = 1000
_PLAIN = re.compile(r"[\w@.+/-]+")


@dataclass(frozen=True)
class Range:
    """From `low` to `high` as written, either may be empty; with `open_ended` the bounds themselves are left out."""

    low: str
    high: str
    open_ended: bool = False


@dataclass(frozen=True)
class Term:
    """One condition: a word (`field` is empty) or a field as written, any of `values`, and where it stands, from 1."""

    field: str
    values: tuple[str | Range, ...]
    negated: bool
    at: int


@dataclass(frozen=True)
class Query:
    """All conditions must hold."""

    terms: tuple[Term, ...]


def wrong(at: int, problem: Message, hint: Message | None = None) -> Invalid:
    """The error for a query: what is wrong at which character, and what to write instead."""
    return Invalid("query", say(N_("Search, character {position}: {problem}"), position=at, problem=problem), hint)


def parse(text: str) -> Query:
    """The conditions of a text. Raises `Invalid("query")` naming the character."""
    if len(text) > _LIMIT:
        raise wrong(_LIMIT + 1, say(N_("The text is too long: at most {limit} characters."), limit=_LIMIT))
    # What is no character at all (half a surrogate pair from a broken terminal) is nothing the file could hold.
    return Query(tuple(_terms(text.encode("utf-8", "replace").decode())))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words that a text searches for, to be marked where they are found; empty if it cannot be read."""
    try:
        terms = parse(text).terms
    except Invalid:
        return ()
    found = dict.fromkeys(
        word for term in terms if not term.field and not term.negated
        for value in term.values if isinstance(value, str) for word in words(value)
    )  # fmt: skip
    return tuple(found)


def quoted(value: str) -> str:
    """A value as it may stand after `field:`, in quotes where it must."""
    if _PLAIN.fullmatch(value) and ".." not in value:
        return value
    return '"' + "".join(char for char in value if char not in _QUOTES and char not in "”“") + '"'


def _terms(text: str) -> Iterator[Term]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        start = position
        negated = text[position] == "-"
        position += negated
        if position == len(text) or text[position].isspace():
            continue
        named = _FIELD.match(text, position)
        field = named.group(1) if named else ""
        position = named.end() if named else position
        values, position = _values(text, position)
        if field and not values:
            hint = say(N_("Write it without a blank: {example}."), example=f"{field}:…")
            raise wrong(start + 1, say(N_("“{field}:” needs a value."), field=field), hint)
        if values:
            yield Term(field, tuple(_value(value, field, start) for value in values), negated, start + 1)


def _values(text: str, position: int) -> tuple[list[tuple[str, bool]], int]:
    """The values up to the next blank, whether each stood in quotes, and where the reading stopped."""
    values: list[tuple[str, bool]] = []
    while True:
        value, quotes, position = _one(text, position)
        if value:
            values.append((value, quotes))
        if position >= len(text) or text[position] != ",":
            return values, position
        position += 1


def _one(text: str, position: int) -> tuple[str, bool, int]:
    if position < len(text) and text[position] in _QUOTES:
        closing = _QUOTES[text[position]]
        end = text.find(closing, position + 1)
        if end < 0:
            return text[position + 1 :].strip(), True, len(text)
        return text[position + 1 : end].strip(), True, end + 1
    end = position
    while end < len(text) and not text[end].isspace() and text[end] != ",":
        end += 1
    return text[position:end], False, end


def _value(said: tuple[str, bool], field: str, start: int) -> str | Range:
    text, was_quoted = said
    if not field or was_quoted:
        return text
    spread = _RANGE.fullmatch(text)
    if spread:
        if not spread["low"] and not spread["high"]:
            hint = say(N_("Write 2006..2008, 2006.. or ..2008."))
            raise wrong(start + 1, say(N_("A range needs a start or an end.")), hint)
        return Range(spread["low"], spread["high"])
    compared = _COMPARED.fullmatch(text)
    if compared:
        low, high = (compared["bound"], "") if compared["sign"][0] == ">" else ("", compared["bound"])
        return Range(low, high, open_ended=len(compared["sign"]) == 1)
    return text
