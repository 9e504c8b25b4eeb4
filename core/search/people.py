"""The conditions on people: by word, by where they belong on a day, by the networks they are in, by themselves."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import chain

from core.door.scope import visible_network
from core.door.session import Session
from core.messages import N_, say
from core.rules.active import active_sql, iso
from core.rules.kinds import AffiliationKind, MembershipRole
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.fields import Subject, field_of
from core.search.networks import networks_named
from core.search.query import Query, Range, Term, wrong
from core.search.values import choice, distinct, flag, kinds, numbers, periods, starting, texts, unknown, worded
from db.keys import fold, words

ACTIVE, FORMER = "active", "former"
STATUSES = ((ACTIVE, ("aktiv", "active")), (FORMER, ("tidligere", "former")))
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
)
_STAGES = {"grundforlob": "GF", "basic course": "GF", "hovedforlob": "H", "main course": "H"}
_NARROWING = {"network", "school", "company", "organisation", "education", "class", "town"}
_RARE = {f"% {letter}%" for letter in "qwxyz"}
_SECOND = " abcdefghijklmnopqrstuvwxyz0123456789"
_PHONE = re.compile(r"\+?[0-9]+")
_COUNTRY = re.compile(r"^\s*(?:\+|00)45")
_NO_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True)
class Asking:
    """What a query about people is read with: the day that places and memberships hold on, the networks it names.

    `narrowed` says that some condition leaves only few people by an index; `few`, that the caller has done so.
    """

    session: Session
    alias: str
    day: date
    networks: tuple[int, ...] | None
    narrowed: bool = False
    few: bool = False

    @property
    def days(self) -> list[str | int | None]:
        return [self.day.isoformat()] * 2


def person_conditions(
    session: Session, query: Query, alias: str, at_most: int | None, *, few: bool = False
) -> list[Condition]:
    """One condition for each term, and one for all words together."""
    fields = [(field_of(Subject.PERSON, term).key, term) for term in query.terms if term.field]
    asked = [term for term in query.terms if not term.field]
    day = _day(session, [term for key, term in fields if key == "on"])
    named = [networks_named(session, term) for key, term in fields if key == "network" and not term.negated]
    networks = tuple(chain.from_iterable(named)) if named else None
    together = [term for term in asked if not term.negated and len(term.values) == 1]
    narrowed = bool(together) or any(key in _NARROWING and not term.negated for key, term in fields)
    asking = Asking(session, alias, day, networks, narrowed or few, few)
    only_words = len(together) == len(query.terms)
    found = _worded(asking, together, at_most if only_words else None)
    for term in asked:
        if term not in together:
            alone = [Term("", (value,), False, term.at) for value in term.values]
            either = any_of(all_of(_worded(asking, [each], None)) for each in alone)
            found.append(either.negated if term.negated else either)
    for key, term in fields:
        if key != "on":
            condition = _condition(asking, key, term)
            found.append(condition.negated if term.negated else condition)
    return found


def _day(session: Session, terms: list[Term]) -> date:
    if not terms:
        return session.today
    (low, high), *more = [period for term in terms for period in periods(term, session.today)]
    if more or low is None or low != high or terms[0].negated:
        last = terms[-1]
        hint = say(N_("Write it as {example}."), example=f"{last.field}:2026-03-01")
        raise wrong(last.at, say(N_("“{field}:” takes one day."), field=last.field), hint)
    return low


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
            return _membership(asking, key, term)
        case "school" | "company" | "organisation" | "education" | "class":
            return _affiliated(asking, _place(asking, key, term))
        case "stage" | "eux" | "kind":
            return (_affiliated_each if asking.narrowed else _affiliated)(asking, _place(asking, key, term))
        case "status":
            return any_of(_status(asking, wanted) for wanted in choice(term, STATUSES))
        case "missing":
            return any_of(_missing(asking, wanted) for wanted in choice(term, MISSING))
        case "town":
            rows = asking.session.query(distinct("town", "person"))
            # Said twice so that the planner knows it may use the index, which leaves out empty ones.
            return all_of([one_of(f"{p}.town", starting(term, (str(row[0]) for row in rows))), Condition(f"{p}.town <> ''")])
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


def _membership(asking: Asking, key: str, term: Term) -> Condition:
    match key:
        case "network":
            return _member(asking, one_of("qm.network_id", list(networks_named(asking.session, term))))
        case "role":
            asked = one_of("qm.role", [kind.value for kind in kinds(term, MembershipRole, asking.session.language)])
        case _:
            asked = any_of(
                between("qm.from_date", iso(low), iso(high))
                for low, high in (
                    (low, high if isinstance(value, Range) else None)
                    for value, (low, high) in zip(term.values, periods(term, asking.session.today), strict=True)
                )
            )
    if asking.networks is None:
        return _member(asking, asked)
    return _member(asking, all_of([one_of("qm.network_id", list(asking.networks)), asked]))


def _member(asking: Asking, condition: Condition) -> Condition:
    """A membership on the day, in a network that this account may know the members of."""
    seen, who = visible_network(asking.session, "qn")
    return condition.within(
        f"{asking.alias}.id IN (SELECT qm.person_id FROM membership qm JOIN network qn ON qn.id = qm.network_id"
        f" WHERE ({{}}) AND {seen} AND {active_sql('qm')})",
        after=[*who, *asking.days],
    )


def _affiliated(asking: Asking, condition: Condition) -> Condition:
    return condition.within(
        f"{asking.alias}.id IN (SELECT qa.person_id FROM affiliation qa WHERE ({{}}) AND {active_sql('qa')})",
        after=asking.days,
    )


def _affiliated_each(asking: Asking, condition: Condition) -> Condition:
    """The same asked person by person: what no index finds is cheaper so, once other conditions have left only few."""
    return condition.within(
        f"EXISTS (SELECT 1 FROM affiliation qa WHERE qa.person_id = {asking.alias}.id AND ({{}}) AND {active_sql('qa')})",
        after=asking.days,
    )


def _place(asking: Asking, key: str, term: Term) -> Condition:
    session = asking.session
    match key:
        case "school" | "company" | "organisation":
            named = [organisation_named(session, term, key, text) for text in texts(term)]
            return any_of(each.within("qa.organisation_id IN ({})") for each in named)
        case "education":
            return any_of(_education(session, term, text) for text in texts(term))
        case "class":
            rows = session.query(distinct("class_name", "affiliation"))
            names = starting(term, (str(row[0]) for row in rows))
            return all_of([one_of("qa.class_name", names), Condition("qa.class_name <> ''")])
        case "stage":
            return any_of(_stage(_STAGES.get(fold(text), text)) for text in texts(term))
        case "eux":
            return flag(term, "qa.eux")
        case _:
            return one_of("qa.kind", [kind.value for kind in kinds(term, AffiliationKind, session.language)])


def organisation_named(session: Session, term: Term, key: str, text: str) -> Condition:
    """A SELECT of the organisations of that name. Raises `Invalid("query")` if there is none."""
    kind = all_of([] if key == "organisation" else [one_of("qo.kind", [key])])
    found = all_of([kind, worded("qo.search_key", text)]).within("SELECT qo.id FROM organisation qo WHERE {}")
    if not session.query(f"{found.sql} LIMIT 1", tuple(found.parameters)):
        raise unknown(term, text)
    return found


def _education(session: Session, term: Term, text: str) -> Condition:
    found = worded("qe.search_key", text).within("SELECT qe.id FROM education qe WHERE {}")
    rows = session.query(found.sql, tuple(found.parameters))
    if not rows:
        raise unknown(term, text)
    return one_of("qa.education_id", [int(str(row[0])) for row in rows])


def _stage(text: str) -> Condition:
    return Condition("substr(qa.stage, 1, ?) = ? COLLATE NOCASE", [len(text), text])


def _status(asking: Asking, wanted: str) -> Condition:
    current = _affiliated(asking, Condition("1"))
    if wanted == ACTIVE:
        return current
    ever = Condition(f"EXISTS (SELECT 1 FROM affiliation qa WHERE qa.person_id = {asking.alias}.id)")
    return all_of([ever, current.negated])


def _missing(asking: Asking, wanted: str) -> Condition:
    p = asking.alias
    match wanted:
        case "email":
            return Condition(f"{p}.email = '' AND {p}.private_email = ''")
        case "phone" | "town":
            return Condition(f"{p}.{wanted} = ''")
        case "born":
            return Condition(f"{p}.birth_year IS NULL")
        case "network":
            return _member(asking, Condition("1")).negated
        case "education":
            return _affiliated(asking, Condition("qa.education_id IS NOT NULL")).negated
        case "class":
            return _affiliated(asking, Condition("qa.class_name <> ''")).negated
        case _:
            kind = Condition("qa.organisation_id IN (SELECT qo.id FROM organisation qo WHERE qo.kind = ?)", [wanted])
            return _affiliated(asking, kind).negated


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
    return any_of(
        between(f"{alias}.postcode", value.low or "0", value.high or "9999")
        if isinstance(value, Range)
        else Condition(f"substr({alias}.postcode, 1, ?) = ?", [len(value), value])
        for value in term.values
    )


def numbered(term: Term, alias: str) -> Condition:
    """The short number people see, or the uid."""
    uids = [value for value in term.values if isinstance(value, str) and not value.isdecimal()]
    if uids and len(uids) == len(term.values):
        return one_of(f"{alias}.uid", list(uids))
    return numbers(term, f"{alias}.id")
