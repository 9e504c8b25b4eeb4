"""Which shielded networks a query gives away by naming them."""

from core.door.session import Session
from core.rules.kinds import NetworkLevel
from core.search.fields import Subject, field_of
from core.search.meetings import meetings_named
from core.search.networks import networks_named
from core.search.query import Term, parse
from core.search.values import texts
from core.search.views import view_named


def shielded_named(session: Session, subject: Subject, text: str) -> list[str]:
    """The names of the shielded networks that a text names, itself, by a meeting of theirs or by a view it uses.

    Raises `Invalid("query")` for a text that cannot be read.
    """
    networks = _networks(session, subject, text, set())
    marks = ", ".join("?" * len(networks))
    rows = session.query(
        f"SELECT name FROM network WHERE level = ? AND id IN ({marks}) ORDER BY sort_key",
        [NetworkLevel.SHIELDED.value, *networks],
    )
    return [str(row[0]) for row in rows]


def _networks(session: Session, subject: Subject, text: str, seen: set[int]) -> set[int]:
    found: set[int] = set()
    for term in parse(text).terms:
        match field_of(subject, term).key if term.field else "":
            case "network":
                found.update(networks_named(session, term))
            case "meeting":
                found.update(_of_meetings(session, meetings_named(session, term)))
            case "view":
                found |= _of_views(session, subject, term, seen)
            case "id" if subject in (Subject.NETWORK, Subject.MEETING):
                numbers = [int(value) for value in term.values if isinstance(value, str) and value.isdecimal()]
                found.update(numbers if subject is Subject.NETWORK else _of_meetings(session, numbers))
    return found


def _of_views(session: Session, subject: Subject, term: Term, seen: set[int]) -> set[int]:
    found: set[int] = set()
    for text in texts(term):
        view = view_named(session, subject, term, text)
        if view.id not in seen:
            seen.add(view.id)
            found |= _networks(session, subject, view.query, seen)
    return found


def _of_meetings(session: Session, meetings: tuple[int, ...] | list[int]) -> list[int]:
    marks = ", ".join("?" * len(meetings))
    rows = session.query(f"SELECT network_id FROM meeting_network WHERE meeting_id IN ({marks})", meetings)
    return [int(str(row[0])) for row in rows]
