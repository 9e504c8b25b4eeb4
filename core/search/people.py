"""The conditions on people: by word, and field by field."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from core.door.session import Session
from core.messages import N_, say
from core.search import belonging, records
from core.search.asking import Asking
from core.search.attendance import attended
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.fields import Subject, field_of
from core.search.meetings import meetings_named
from core.search.networks import networks_named
from core.search.query import Query, Range, Term, backwards, parse, wrong
from core.search.values import choice, flag, kinds, numbers, periods, spanned, starting, texts
from core.search.views import view_named
from core.upkeep import stale
from core.upkeep.stale import Stale
from db.keys import fold, words

MISSING = (
    ("email", ("mail", "email", "e-mail")),
    ("phone", ("tlf", "phone", "telefon")),
    ("school", ("skole", "school")),
    ("company", ("virksomhed", "company", "læreplads")),
    ("education", ("fag", "education", "uddannelse")),
    ("class", ("hold", "class")),
    ("town", ("by", "town")),
    ("born", ("årgang", "born", "født")),
    ("network", ("netværk", "network")),
    ("consent", ("samtykke", "consent")),
    ("tag", ("mærke", "tag")),
    ("private", ("privatmail", "private_email", "privat")),
)
_NARROWING = {"network", "school", "company", "organisation", "education", "class", "town"}
_RARE = {f"% {letter}%" for letter in "qwxyz"}
_SECOND = " abcdefghijklmnopqrstuvwxyz0123456789"
_PHONE = re.compile(r"\+?[0-9]+")
_COUNTRY = re.compile(r"^\s*(?:\+|00)45")
_NO_DIGIT = re.compile(r"[^0-9]")
_DEEPEST = 8


def person_conditions(session: Session, query: Query, asking: Asking, at_most: int | None = None) -> list[Condition]:
    """One condition for each term, and one for all words together.

    Of `asking` counts who asks and what the query does not say itself: its days, networks and meetings.
    """
    fields = [(field_of(Subject.PERSON, term).key, term) for term in query.terms if term.field]
    asked = [term for term in query.terms if not term.field]
    said = [term for key, term in fields if key in ("on", "week")]
    first, last = _days(said, asking)
    together = [term for term in asked if not term.negated and len(term.values) == 1]
    narrowed = bool(together) or any(key in _NARROWING and not term.negated for key, term in fields)
    asking = replace(
        asking, first=first, last=last, days_said=bool(said) or asking.days_said,
        narrowed=narrowed or asking.few or asking.narrowed,
        networks=_named_by(fields, "network", lambda term: networks_named(session, term), asking.networks),
        meetings=_named_by(fields, "meeting", lambda term: meetings_named(session, term), asking.meetings),
    )  # fmt: skip
    only_words = len(together) == len(query.terms)
    found = _worded(asking, together, at_most if only_words else None)
    for term in asked:
        if term not in together:
            alone = [Term("", (value,), False, term.at) for value in term.values]
            either = any_of(all_of(_worded(asking, [each], None)) for each in alone)
            found.append(either.negated if term.negated else either)
    for key, term in fields:
        if key not in ("on", "week"):
            condition = _condition(asking, key, term)
            found.append(condition.negated if term.negated else condition)
    return found


def asked_days(session: Session, text: str) -> tuple[date | None, date | None]:
    """The days that a query asks about: today unless it says otherwise. Raises `Invalid("query")`."""
    terms = parse(text).terms
    said = [term for term in terms if term.field and field_of(Subject.PERSON, term).key in ("on", "week")]
    return _days(said, Asking(session, "p", session.today, session.today))


def _days(terms: list[Term], asking: Asking) -> tuple[date | None, date | None]:
    if not terms:
        return asking.first, asking.last
    found = [period for term in terms for period in periods(term, asking.session.today, nearest=True)]
    if len(found) > 1 or terms[0].negated:
        last = terms[-1]
        hint = say(N_("Write it once, as {example}."), example=f"{last.field}:2026-03-01")
        raise wrong(last.at, say(N_("“{field}:” takes one day or one period."), field=last.field), hint)
    return found[0]


def _named_by(
    fields: Iterable[tuple[str, Term]],
    wanted: str,
    named: Callable[[Term], tuple[int, ...]],
    otherwise: tuple[int, ...] | None,
) -> tuple[int, ...] | None:
    """What the positive terms of a field name."""
    found = [named(term) for key, term in fields if key == wanted and not term.negated]
    return tuple(chain.from_iterable(found)) if found else otherwise


# -- words ---------------------------------------------------------------------------------------------------------


def _worded(asking: Asking, terms: list[Term], at_most: int | None) -> list[Condition]:
    """All words of the terms. Three characters with the blank before them are what the index can find."""
    patterns = dict.fromkeys(pattern for term in terms for pattern in _patterns(str(term.values[0])))
    if not patterns:
        return [Condition("0")] if terms else []
    indexed = [] if asking.few else [pattern for pattern in patterns if len(pattern) - 2 >= 3]
    if at_most is not None and len(patterns) == 1 and next(iter(patterns)) in _RARE:
        return [_rare(asking.alias, next(iter(patterns)), at_most)]
    short = [pattern for pattern in patterns if pattern not in indexed]
    walked = [Condition(f"{asking.alias}.search_key LIKE ?", [pattern]) for pattern in short]
    return [*([_indexed(asking.alias, indexed, at_most)] if indexed else []), *walked]


def _indexed(alias: str, patterns: list[str], at_most: int | None = None) -> Condition:
    likes = " AND ".join(["s.search_key LIKE ?"] * len(patterns))
    limit = "" if at_most is None else " LIMIT ?"
    return Condition(
        f"{alias}.id IN (SELECT s.rowid FROM person_search s WHERE {likes}{limit})",
        [*patterns, *([] if at_most is None else [at_most])],
    )


def _rare(alias: str, pattern: str, at_most: int) -> Condition:
    """A letter that begins few Danish words: walking the names would be long, so the index is asked for each two letters."""
    each = " UNION ALL ".join(["SELECT s.rowid FROM person_search s WHERE s.search_key LIKE ?"] * len(_SECOND))
    begins = [f"{pattern[:-1]}{second}%" for second in _SECOND]
    return Condition(f"{alias}.id IN (SELECT rowid FROM ({each}) LIMIT ?)", [*begins, at_most])


def _patterns(text: str) -> list[str]:
    return [_pattern(word) for word in words(text)]


def _pattern(word: str) -> str:
    """The LIKE pattern for a word: by its start, or anywhere if it is part of a number or an address."""
    if _PHONE.fullmatch(word):
        return f"%{_digits(word)}%"
    return f"%{word}%" if "@" in word else f"% {word}%"


def found_by_word(session: Session, word: str, at_most: int) -> list[tuple[object, ...]]:
    """Given, family and known-as names of some people whom a piece of a folded word finds."""
    condition = _indexed("p", [word], at_most)
    sql = f"SELECT p.given, p.family, p.known_as FROM person p WHERE {condition.sql}"
    return session.query(sql, tuple(condition.parameters))


# -- fields --------------------------------------------------------------------------------------------------------


def _condition(asking: Asking, key: str, term: Term) -> Condition:
    p = asking.alias
    match key:
        case "network" | "role" | "since":
            return belonging.membership(asking, key, term)
        case "school" | "company" | "organisation" | "education" | "class":
            return belonging.affiliated(asking, belonging.place(asking, key, term))
        case "stage" | "eux" | "kind":
            way = belonging.affiliated_each if asking.narrowed else belonging.affiliated
            return way(asking, belonging.place(asking, key, term))
        case "ends":
            return belonging.finishing(asking, term)
        case "status":
            return belonging.status(asking, term)
        case "consent":
            return records.consent(asking, term)
        case "tag":
            return records.tagged(asking, term)
        case "bounced":
            return records.bounced(asking, term)
        case "tidy":
            listed = kinds(term, Stale, asking.session.language)
            return any_of(stale.condition(asking.session, one, p) for one in listed)
        case "at_school":
            return records.at_school_in(asking, term)
        case "meeting" | "answer":
            return records.invited(asking, key, term)
        case "attendance":
            return attended(asking, term)
        case "missing":
            return any_of(_missing(asking, wanted) for wanted in choice(term, MISSING, asking.session.language))
        case "view":
            return any_of(_viewed(asking, term, text) for text in texts(term))
        case _:
            return _own(asking, key, term, p)


def _own(asking: Asking, key: str, term: Term, p: str) -> Condition:
    """What the person's own row says."""
    match key:
        case "town":
            towns = starting(term, belonging.known_texts(asking.session, "town", "person"))
            # Said twice so that the planner knows it may use the index, which leaves out empty ones.
            return all_of([one_of(f"{p}.town", towns), Condition(f"{p}.town <> ''")])
        case "postcode":
            return postcode(term, p)
        case "born":
            return numbers(term, f"{p}.birth_year")
        case "age":
            return numbers(term, f"{p}.birth_year", lambda age: asking.day.year - age)
        case "protected" | "restricted":
            return flag(term, f"{p}.{key}")
        case "given" | "family":
            return any_of(_named(asking, key, text) for text in texts(term))
        case "email":
            return any_of(_addressed(asking, text) for text in texts(term))
        case "phone":
            return any_of(_called(asking, text) for text in texts(term))
        case _:
            return numbered(term, p)


def _viewed(asking: Asking, term: Term, text: str) -> Condition:
    """Those who answer a saved view. Raises `Invalid("query")` for one that leads back to itself."""
    view = view_named(asking.session, Subject.PERSON, term, text)
    inside = replace(asking, views=opened(asking.views, view.id, term, text))
    return all_of(person_conditions(asking.session, parse(view.query), inside))


def opened(views: tuple[int, ...], number: int, term: Term, text: str) -> tuple[int, ...]:
    """The views one is in, once one looks into another. Raises `Invalid("query")` for a circle."""
    if number in views or len(views) >= _DEEPEST:
        raise wrong(term.place_of(text), say(N_("The view “{name}” leads back to itself."), name=text))
    return (*views, number)


def _missing(asking: Asking, wanted: str) -> Condition:
    p = asking.alias
    match wanted:
        case "email":
            return records.unreachable(p)
        case "private":
            return Condition(f"{p}.private_email = ''")
        case "phone" | "town":
            return Condition(f"{p}.{wanted} = ''")
        case "born":
            return Condition(f"{p}.birth_year IS NULL")
        case "tag":
            return Condition(f"{p}.tags = '[]'")
        case "consent":
            return records.decided(asking).negated
        case _:
            return belonging.without(asking, wanted)


def _named(asking: Asking, column: str, text: str) -> Condition:
    """A given or family name: the index finds who has the word anywhere, then it must stand in that name."""
    indexed = [pattern for word in words(text) if len(pattern := f"% {word}%") - 2 >= 3]
    among = _indexed("p", indexed) if indexed else Condition("1")
    sql = f"SELECT DISTINCT p.{column} FROM person p WHERE {among.sql}"
    rows = asking.session.query(sql, tuple(among.parameters))
    names = starting(Term(column, (text,), False, 1), (str(row[0]).replace("-", " ") for row in rows))
    kept = [str(row[0]) for row in rows if str(row[0]).replace("-", " ") in names]
    found = _indexed(asking.alias, indexed) if indexed else Condition("1")
    return all_of([found, one_of(f"{asking.alias}.{column}", list(kept))])


def _addressed(asking: Asking, text: str) -> Condition:
    p, wanted = asking.alias, text.casefold()
    every = f"lower({p}.email || ' ' || {p}.private_email || ' ' || {p}.other_emails)"
    there = Condition(f"instr({every}, ?) > 0", [wanted])
    pattern = f"%{fold(text)}%"
    return all_of([_indexed(p, [pattern]), there]) if len(pattern) > 4 else there


def _called(asking: Asking, text: str) -> Condition:
    p, digits = asking.alias, _digits(text)
    if not digits:
        return Condition("0")
    there = Condition(f"instr({p}.phone || ' ' || {p}.other_phones, ?) > 0", [digits])
    return all_of([_indexed(p, [f"%{digits}%"]), there]) if len(digits) > 2 else there


def _digits(text: str) -> str:
    """The digits of a number that may not be whole yet, without the country code."""
    return _NO_DIGIT.sub("", _COUNTRY.sub("", text))


def postcode(term: Term, alias: str) -> Condition:
    """A postcode by its start, or a range of postcodes."""
    return any_of(_postcode(term, spanned(value), f"{alias}.postcode") for value in term.values)


def _postcode(term: Term, value: str | Range, column: str) -> Condition:
    if isinstance(value, str):
        return Condition(f"substr({column}, 1, ?) = ?", [len(value), value])
    if value.low and value.high and value.low > value.high:
        raise backwards(term, value)
    return between(column, value.low or "0", value.high or "9999")


def numbered(term: Term, alias: str) -> Condition:
    """The short number people see, or the uid."""
    uids = [value for value in term.values if isinstance(value, str) and not value.isdecimal()]
    if uids and len(uids) == len(term.values):
        return one_of(f"{alias}.uid", list(uids))
    return numbers(term, f"{alias}.id")
