"""From the text of a query to a condition: parameters only, never text, and only what the account may know."""

from datetime import date

from core.door.scope import visible_meeting
from core.door.session import Session
from core.search.asking import Asking
from core.search.condition import Condition, all_of
from core.search.fields import Subject
from core.search.others import conditions
from core.search.people import asked_days, person_conditions
from core.search.query import parse

__all__ = [
    "Condition", "asked_days", "compile_meetings", "compile_networks", "compile_organisations", "compile_people", "compile_query",
]  # fmt: skip


def compile_people(
    session: Session,
    text: str,
    *,
    alias: str = "p",
    at_most: int | None = None,
    few: bool = False,
    network: int | None = None,
    meeting: int | None = None,
    days: tuple[date | None, date | None] | None = None,
) -> Condition:
    """A condition on the person `alias`. Raises `Invalid("query")`.

    `at_most` is for the first picture while somebody types: a text of words alone looks at no more hits than that, so
    that a word half the register has costs no more than a rare one. With fewer hits the answer is complete.
    `few` says that only few people are asked about anyway, as the members of a network: words are looked for in each.
    `network` is the one whose members are asked about: roles are those in it; `meeting` the one whose guests are: answers
    and attendance are those of it, unless the text names another. `days` are asked about instead of today,
    if the text names none.
    """
    first, last = days or (session.today, session.today)
    networks, meetings = (None if one is None else (one,) for one in (network, meeting))
    asking = Asking(session, alias, first, last, networks=networks, meetings=meetings, few=few)
    return _whole(person_conditions(session, parse(text), asking, at_most))


def compile_organisations(session: Session, text: str, *, alias: str = "o") -> Condition:
    """A condition on the organisation `alias`. Raises `Invalid("query")`."""
    return _whole(conditions(session, Subject.ORGANISATION, parse(text), alias))


def compile_networks(session: Session, text: str, *, alias: str = "n") -> Condition:
    """A condition on the network `alias`, shielded ones too. Raises `Invalid("query")`."""
    return _whole(conditions(session, Subject.NETWORK, parse(text), alias))


def compile_meetings(session: Session, text: str, *, alias: str = "m") -> Condition:
    """A condition on the meeting `alias`, none of networks closed to the account. Raises `Invalid("query")`."""
    seen, who = visible_meeting(session, alias)
    return _whole([*conditions(session, Subject.MEETING, parse(text), alias), Condition(seen, who)])


def compile_query(session: Session, subject: Subject, text: str, *, alias: str) -> Condition:
    """A condition on any of the four. Raises `Invalid("query")`."""
    match subject:
        case Subject.PERSON:
            return compile_people(session, text, alias=alias)
        case Subject.ORGANISATION:
            return compile_organisations(session, text, alias=alias)
        case Subject.NETWORK:
            return compile_networks(session, text, alias=alias)
        case Subject.MEETING:
            return compile_meetings(session, text, alias=alias)


def _whole(conditions: list[Condition]) -> Condition:
    """One condition in brackets, so that whoever adds an AND behind it narrows all of it."""
    return all_of(conditions).within("({})")
