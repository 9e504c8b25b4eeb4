"""Saved views as queries name them: one's own before everybody's, never those of somebody else."""

from dataclasses import dataclass

from core.door.session import Session
from core.search.fields import Subject
from core.search.query import Term, unknown
from db.keys import fold


@dataclass(frozen=True)
class NamedQuery:
    """A saved view's number, its name and its text."""

    id: int
    name: str
    query: str


def view_named(session: Session, subject: Subject, term: Term, text: str) -> NamedQuery:
    """The view of that name that this account may use. Raises `Invalid("query")` if there is none."""
    every = usable_views(session, subject)
    found = named(every, text)
    if found is None:
        raise unknown(term, text, [view.name for view in every])
    return found


def usable_views(session: Session, subject: Subject) -> list[NamedQuery]:
    """One's own views of the subject, then everybody's, each in Danish order."""
    rows = session.query(
        "SELECT v.id, v.name, v.query FROM saved_view v WHERE v.subject = ? AND v.account IN (?, '')"
        " ORDER BY v.account = '', v.sort_key, v.id",
        [subject.value, session.account],
    )
    return [NamedQuery(*row) for row in rows]


def named(views: list[NamedQuery], text: str) -> NamedQuery | None:
    """The view of that name, the first of several; blanks may be written as hyphens."""
    wanted = _plain(text)
    return next((view for view in views if _plain(view.name) == wanted), None)


def _plain(name: str) -> str:
    return fold(name).replace("-", " ")
