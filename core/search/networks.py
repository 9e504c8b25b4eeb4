"""Networks as queries name them: short name, number, words or kind; never one that is hidden from the account."""

from core.door.scope import visible_network
from core.door.session import Session
from core.rules.kinds import NetworkKind
from core.search.condition import Condition, one_of
from core.search.query import Term, unknown
from core.search.values import texts, worded
from db.keys import fold


def networks_named(session: Session, term: Term) -> tuple[int, ...]:
    """The numbers of the networks a term names. Raises `Invalid("query")` for a name that none has."""
    found: dict[int, None] = {}
    for text in texts(term):
        found.update(dict.fromkeys(_named(session, term, text)))
    return tuple(found)


def _named(session: Session, term: Term, text: str) -> list[int]:
    kind = NetworkKind.from_words(text)
    ways = [
        one_of("qn.slug", [fold(text).replace(" ", "-"), text]),
        *([one_of("qn.id", [int(text)])] if text.isascii() and text.isdecimal() and len(text) < 10 else []),
        worded("qn.search_key", text),
        *([one_of("qn.kind", [kind.value])] if kind else []),
    ]
    for way in ways:
        numbers = _visible(session, way)
        if numbers:
            return numbers
    raise unknown(term, text, visible_slugs(session))


def _visible(session: Session, condition: Condition) -> list[int]:
    seen, who = visible_network(session, "qn")
    sql = f"SELECT qn.id FROM network qn WHERE ({condition.sql}) AND {seen}"
    rows = session.query(sql, (*condition.parameters, *who))
    return [int(str(row[0])) for row in rows]


def visible_slugs(session: Session) -> list[str]:
    """The short names of the networks this account may ask about, in the order of their names."""
    seen, who = visible_network(session, "qn")
    rows = session.query(f"SELECT qn.slug FROM network qn WHERE {seen} ORDER BY qn.sort_key", tuple(who))
    return [str(row[0]) for row in rows]
