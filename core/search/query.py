"""The query language: words, `field:value`, `-` for not, `a,b` for or, `2006..2008` and `>=25` for ranges, quotes.

A week or a day of several words (`på:uge 47`, `siden:sidste måned`) is one value; `uge 47` alone is the field `uge`.

Pure syntax: which fields there are is said by `core.search.fields`. While somebody types, a text is seldom finished, so
an open quote ends with the text and a lone `-` means nothing yet.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from core.errors import Invalid
from core.messages import N_, Message, say
from core.rules.periods import SPACED
from core.search.near_names import near_names
from db.keys import words

_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "»": "«", "«": "»"}
_FIELD = re.compile(r"([^\W\d_][\w-]*):")
_RANGE = re.compile(r"(?P<low>.*?)\.\.(?P<high>.*)")
_COMPARED = re.compile(r"(?P<sign>[<>]=?)(?P<bound>.+)")
_WEEK = re.compile(r"(uge|week)\s+(?=[0-9]{1,2}(?:-[0-9]{1,2})?(?:/[0-9]{4})?(?:\s|$))", re.IGNORECASE)
# What other search fields read as a word of theirs; here it would look for somebody of that name.
_EITHER, _BOTH, _NEITHER = {"OR", "ELLER"}, {"AND", "OG"}, {"NOT", "IKKE"}
_LIMIT = 1000
_MOST_NAMED, _SOME_NAMED = 16, 5
_PLAIN = re.compile(r"[\w@.+/-]+")


@dataclass(frozen=True)
class Range:
    """From `low` to `high` as written, either may be empty; with `open_ended` the bounds themselves are left out."""

    low: str
    high: str
    open_ended: bool = False


@dataclass(frozen=True)
class Term:
    """One condition: a word (`field` is empty) or a field as written, any of `values`, and where it stands, from 1.

    `places` says where each of the values stands, where that is known.
    """

    field: str
    values: tuple[str | Range, ...]
    negated: bool
    at: int
    places: tuple[int, ...] = dataclasses.field(default=(), compare=False)

    def place_of(self, value: str | Range) -> int:
        """Where that value stands."""
        known = zip(self.values, self.places, strict=False)
        return next((place for other, place in known if other == value), self.at)


@dataclass(frozen=True)
class Query:
    """All conditions must hold."""

    terms: tuple[Term, ...]


def wrong(at: int, problem: Message, hint: Message | None = None) -> Invalid:
    """The error for a query: what is wrong at which character, and what to write instead."""
    return Invalid("query", say(N_("Search, character {position}: {problem}"), position=at, problem=problem), hint)


class Unknown(Invalid):
    """A field or a value that there is not: what was written at which character, and the names that are near."""

    def __init__(self, at: int, problem: Message, written: str, near: Sequence[str], hint: Message | None) -> None:
        error = wrong(at, problem, hint or (say(N_("Did you mean {names}?"), names=", ".join(near)) if near else None))
        super().__init__(error.field, error.message, error.hint)
        self.at = at
        self.written = written
        self.near = tuple(near)


def unknown(term: Term, text: str, known: Iterable[str] = (), hint: Message | None = None) -> Unknown:
    """The error for a value that the field does not know; it names those of the known ones that are near, or some."""
    problem = say(N_("“{value}” is not known as {field}."), value=text, field=term.field)
    every = list(known)
    near = near_names(text, every)
    if hint is None and every and not near:
        few = len(every) <= _MOST_NAMED
        told = N_("Choose one of: {names}.") if few else N_("There are, for example: {names}.")
        likely = sorted(every, key=lambda name: -_alike(name, text))
        hint = say(told, names=", ".join(every if few else likely[:_SOME_NAMED]))
    return Unknown(term.place_of(text), problem, text, near, hint)


def _alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    pairs = zip(one.casefold(), other.casefold(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def backwards(term: Term, value: Range) -> Invalid:
    """The error for a range that ends before it starts."""
    hint = say(N_("Write {low}..{high}."), low=value.high, high=value.low)
    return wrong(term.place_of(value), say(N_("The range ends before it starts.")), hint)


def parse(text: str) -> Query:
    """The conditions of a text. Raises `Invalid("query")` naming the character."""
    if len(text) > _LIMIT:
        raise wrong(_LIMIT + 1, say(N_("The text is too long: at most {limit} characters."), limit=_LIMIT))
    # What is no character at all (half a surrogate pair from a broken terminal) is nothing the file could hold.
    said = text.encode("utf-8", "replace").decode()
    query = Query(tuple(_terms(said)))
    _refuse_words_between(said, query.terms)
    return query


def _refuse_words_between(text: str, terms: Sequence[Term]) -> None:
    """`anna OR mikkel` is meant as it would be elsewhere, and not as three words. Nothing is in capitals by chance."""
    if text == text.upper():
        return
    for place, term in enumerate(terms):
        word = "" if term.field or len(term.values) != 1 else str(term.values[0])
        if text[term.at - 1 :][: len(word)] != word:
            continue
        last = place == len(terms) - 1
        if word in _EITHER and place > 0 and not last:
            told = N_("Write a comma: {example}.")
            raise wrong(term.at, _not_a_word(word), say(told, example="fag:tømrer,murer"))
        if word in _BOTH and place > 0 and not last:
            raise wrong(term.at, _not_a_word(word), say(N_("Leave it out: everything in a query must hold.")))
        if word in _NEITHER and not last:
            raise wrong(term.at, _not_a_word(word), say(N_("Write a minus: {example}."), example="-fag:murer"))


def _not_a_word(word: str) -> Message:
    return say(N_("“{word}” is no word here."), word=word)


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
        named = _FIELD.match(text, position) or _WEEK.match(text, position)
        field = named.group(1) if named else ""
        position = named.end() if named else position
        values, position = _values(text, position, phrases=bool(named))
        if field and not values:
            hint = say(N_("Write it without a blank: {example}."), example=f"{field}:…")
            raise wrong(start + 1, say(N_("“{field}:” needs a value."), field=field), hint)
        if values:
            read = tuple(_value(value, field) for value in values)
            yield Term(field, read, negated, start + 1, tuple(value.at for value in values))


@dataclass(frozen=True)
class _Said:
    """A value as written, whether it stood in quotes, and where it begins, from 1."""

    text: str
    quoted: bool
    at: int


def _values(text: str, position: int, *, phrases: bool) -> tuple[list[_Said], int]:
    """The values up to the next blank, and where the reading stopped."""
    values: list[_Said] = []
    while True:
        value, position = _one(text, position, phrases=phrases)
        if value.text:
            values.append(value)
        if position >= len(text) or text[position] != ",":
            return values, position
        position += 1


def _one(text: str, position: int, *, phrases: bool) -> tuple[_Said, int]:
    if position < len(text) and text[position] in _QUOTES:
        closing = _QUOTES[text[position]]
        end = text.find(closing, position + 1)
        inside = text[position + 1 : end if end >= 0 else len(text)].strip()
        return _Said(inside, True, position + 1), end + 1 if end >= 0 else len(text)
    end = position
    while end < len(text) and not text[end].isspace() and text[end] != ",":
        # A phrase begins a value, or the second half of a range.
        phrase = SPACED.match(text, end) if phrases and (end == position or text[end - 2 : end] == "..") else None
        end = phrase.end() if phrase else end + 1
    return _Said(text[position:end], False, position + 1), end


def _value(said: _Said, field: str) -> str | Range:
    text = said.text
    if not field or said.quoted:
        return text
    spread = _RANGE.fullmatch(text)
    if spread:
        if not spread["low"] and not spread["high"]:
            hint = say(N_("Write 2006..2008, 2006.. or ..2008."))
            raise wrong(said.at, say(N_("A range needs a start or an end.")), hint)
        return Range(spread["low"], spread["high"])
    compared = _COMPARED.fullmatch(text)
    if compared:
        low, high = (compared["bound"], "") if compared["sign"][0] == ">" else ("", compared["bound"])
        return Range(low, high, open_ended=len(compared["sign"]) == 1)
    return text
