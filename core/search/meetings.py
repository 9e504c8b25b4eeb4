"""Meetings as queries name them: number or words of the title; never one that is hidden from the account."""

from core.door.scope import visible_meeting
from core.door.session import Session
from core.search.condition import Condition, one_of
from core.search.query import Term, unknown
from core.search.values import texts, worded


def meetings_named(session: Session, term: Term) -> tuple[int, ...]:
    """The numbers of the meetings a term names. Raises `Invalid("query")` for a title that none has."""
    found: dict[int, None] = {}
    for text in texts(term):
        found.update(dict.fromkeys(_named(session, term, text)))
    return tuple(found)


def _named(session: Session, term: Term, text: str) -> list[int]:
    number = text.isascii() and text.isdecimal() and len(text) < 10
    for way in (*([one_of("qt.id", [int(text)])] if number else []), worded("qt.search_key", text)):
        found = [int(str(row[0])) for row in _visible(session, "qt.id", way)]
        if found:
            return found
    raise unknown(term, text, visible_titles(session))


def visible_titles(session: Session) -> list[str]:
    """The titles of the meetings this account may ask about, the latest first."""
    return list(dict.fromkeys(str(row[0]) for row in _visible(session, "qt.title", Condition("1"))))


def _visible(session: Session, column: str, condition: Condition) -> list[tuple[object, ...]]:
    seen, who = visible_meeting(session, "qt")
    sql = f"SELECT {column} FROM meeting qt WHERE ({condition.sql}) AND {seen} ORDER BY qt.start_utc DESC, qt.id"
    return session.query(sql, (*condition.parameters, *who))
