"""What somebody may have meant when nothing was found: "did you mean Sørensen?"."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.door.scope import visible_meeting
from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, Message, say
from core.search.compile import compile_query
from core.search.distance import within_one
from core.search.fields import Subject, field_of
from core.search.known import text_values
from core.search.near_names import near_names
from core.search.people import found_by_word
from core.search.query import Term, Unknown, parse, quoted
from db.keys import fold, words

_QUOTES = re.compile('["“”„»«]')
_LOOKED_AT = 2000
_OFFERED = 5
_NAMED = 5000
_SHORT = 8
_NAMES = {Subject.ORGANISATION: "name", Subject.NETWORK: "name", Subject.MEETING: "title"}


@dataclass(frozen=True)
class Meant:
    """What was asked, the word of it that nothing has, the names it may have meant, and the query with the first of them."""

    asked: str
    typed: str
    names: tuple[str, ...]
    query: str
    person: bool

    @property
    def sentence(self) -> Message:
        """`Nobody is called Mikel. Did you mean Mikkel?`."""
        told = N_("Nobody is called {name}. Did you mean {names}?") if self.person else N_(
            "Nothing is called {name}. Did you mean {names}?"
        )  # fmt: skip
        return say(told, name=self.typed, names=", ".join(self.names))


def meant(
    session: Session, subject: Subject, text: str, finds: Callable[[str], bool] = lambda _query: True
) -> Meant | None:
    """The nearest words to those of a query that nothing answers to, or that names what there is not; None if nothing is
    near. Where it is asked in a part of the register, `finds` says whether a query finds something there.
    """
    try:
        compile_query(session, subject, text, alias="x")
    except Unknown as problem:
        return _first(text, problem.at - 1, problem.written, problem.near, finds, field=True, person=False)
    except Invalid:
        return None
    for term in parse(text).terms:
        if term.negated:
            continue
        for value, place in zip(term.values, term.places, strict=True):
            found = _near(session, subject, term, value) if isinstance(value, str) else None
            if found is not None:
                typed, names = found
                person = subject is Subject.PERSON and not term.field
                return _first(text, place - 1, typed, names, finds, field=bool(term.field), person=person)
    return None


def _first(
    text: str, start: int, typed: str, names: Sequence[str], finds: Callable[[str], bool], *, field: bool, person: bool
) -> Meant | None:
    """Those of the names that lead to something, and the query with the first of them."""
    queries = {name: _corrected(text, start, typed, name, field) for name in names}
    there = [name for name in names if finds(queries[name])]
    return Meant(text, typed, tuple(there), queries[there[0]], person) if there else None


def _near(session: Session, subject: Subject, term: Term, value: str) -> tuple[str, Sequence[str]] | None:
    """The word that nothing has, and what is near it."""
    if term.field:
        names = near_names(value, text_values(session, subject, field_of(subject, term).key))
        return (value, names) if names and not _known(value, names) else None
    for word in value.split():
        if not _found(session, subject, word):
            names = near_words(session, word) if subject is Subject.PERSON else _near_titles(session, subject, word)
            if names:
                return word, names
    return None


def _known(value: str, names: Iterable[str]) -> bool:
    return any(f" {fold(value)}" in f" {fold(name)}" for name in names)


def _found(session: Session, subject: Subject, word: str) -> bool:
    # Any quotes at all would end the word.
    condition = compile_query(session, subject, f'"{_QUOTES.sub("", word)}"', alias="x")
    sql = f"SELECT 1 FROM {subject.value} x WHERE {condition.sql} LIMIT 1"
    return bool(session.query(sql, tuple(condition.parameters)))


def _near_titles(session: Session, subject: Subject, word: str) -> list[str]:
    column = _NAMES[subject]
    seen, who = visible_meeting(session, "x") if subject is Subject.MEETING else ("1", [])
    rows = session.query(f"SELECT x.{column} FROM {subject.value} x WHERE {seen} LIMIT {_NAMED}", who)
    wanted = fold(word)
    if len(wanted) < 4:
        return []
    every = (part for row in rows for part in str(row[0]).replace("-", " ").split())
    return list(dict.fromkeys(part for part in every if within_one(fold(part), wanted)))[:_OFFERED]


def _corrected(text: str, start: int, typed: str, name: str, field: bool) -> str:
    """The text with the name in the place of what was typed there."""
    at = text.find(typed, start)
    if at < 0:
        return text
    inside_quotes = text[:at].count('"') % 2 == 1
    return text[:at] + (quoted(name) if field and not inside_quotes else name) + text[at + len(typed) :]


def near_words(session: Session, word: str) -> list[str]:
    """Names as written that differ from the word by one letter; ask only when nothing is found.

    One slip leaves the first or the second half of the word whole, so the search index gives the candidates; of a short
    word too little is left when letters are swapped, so each swap is looked for.
    """
    found = words(word)
    if len(found) != 1 or len(found[0]) < 4:
        return []
    wanted = found[0]
    middle = len(wanted) // 2
    # The slip may swap the two letters in the middle: then each half is whole but for one letter.
    starts = [f"% {wanted[:middle]}%", f"% {wanted[: middle - 1]}%"]
    pieces = [*starts, f"%{wanted[middle:]}%", f"%{wanted[middle + 1 :]}%"]
    swapped = [wanted[:at] + wanted[at + 1] + wanted[at] + wanted[at + 2 :] for at in range(len(wanted) - 1)]
    pieces += [f"% {word}%" for word in swapped] if len(wanted) < _SHORT else []
    offered: dict[str, str] = {}
    for piece in pieces:
        if len(piece) < 5:
            continue
        for names in found_by_word(session, piece, _LOOKED_AT):
            for name in " ".join(map(str, names)).replace("-", " ").split():
                if within_one(fold(name), wanted) or within_one(name.casefold(), word.casefold()):
                    offered.setdefault(fold(name), name)
        if len(offered) >= _OFFERED:
            break
    return sorted(offered.values())[:_OFFERED]
