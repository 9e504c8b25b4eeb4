"""What a query was understood as, in sentences: for `--explain` and for whoever wonders why nothing is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.door.session import Session
from core.messages import N_, Message, say
from core.rules.kinds import (
    AffiliationKind,
    Answer,
    ConsentDecision,
    MeetingType,
    MembershipRole,
    Named,
    NetworkKind,
    NetworkLevel,
    NetworkStatus,
    OrganisationKind,
)  # fmt: skip
from core.search import belonging, records
from core.search.compile import compile_query
from core.search.condition import Condition, one_of
from core.search.fields import Subject, field_of
from core.search.meetings import meetings_named
from core.search.networks import networks_named
from core.search.query import Range, Term, parse
from core.search.values import kinds, periods, spanned, spoken, texts
from core.search.views import view_named
from db.keys import fold, words

_KINDS: dict[tuple[Subject, str], type[Named]] = {
    (Subject.PERSON, "role"): MembershipRole,
    (Subject.PERSON, "kind"): AffiliationKind,
    (Subject.PERSON, "answer"): Answer,
    (Subject.ORGANISATION, "kind"): OrganisationKind,
    (Subject.NETWORK, "kind"): NetworkKind,
    (Subject.NETWORK, "level"): NetworkLevel,
    (Subject.NETWORK, "status"): NetworkStatus,
    (Subject.MEETING, "type"): MeetingType,
    (Subject.MEETING, "answer"): Answer,
}
_ORGANISATIONS = {"school", "company", "organisation", "host"}
_TIMES = {"on", "week", "since", "ends", "date"}
_SHOWN = 3


@dataclass(frozen=True)
class Explained:
    """One condition as written, and the sentence that says what it means."""

    written: str
    sentence: Message


def explain(session: Session, subject: Subject, text: str) -> list[Explained]:
    """A sentence for each condition, and one for no condition at all. Raises `Invalid("query")` as compiling it does."""
    compile_query(session, subject, text, alias=subject.value)
    terms = parse(text).terms
    if not terms:
        return [Explained("", say(N_("No condition: everybody and everything.")))]
    ends = [*(term.at - 1 for term in terms[1:]), len(text)]
    return [
        Explained(text[term.at - 1 : end].strip(), _sentence(session, subject, term))
        for term, end in zip(terms, ends, strict=True)
    ]


def _sentence(session: Session, subject: Subject, term: Term) -> Message:
    if not term.field:
        return _words(term)
    field = field_of(subject, term)
    values = _values(session, subject, field.key, term)
    if field.key in ("on", "week") and subject is Subject.PERSON:
        return say(N_("Places and memberships as of {day}"), day=values)
    if field.key == "since" and not term.negated:
        return say(N_("In the network since {time}"), time=values)
    if field.key == "age" and subject is Subject.PERSON:
        return say(N_("Not aged {age}") if term.negated else N_("Aged {age}, by the year of birth"), age=values)
    if field.key == "view":
        return _view(session, subject, term)
    name = field.name_in(session.language)
    return say(N_("{field}: not {value}") if term.negated else N_("{field}: {value}"), field=name, value=values)


def _words(term: Term) -> Message:
    searched = " + ".join(word for value in term.values if isinstance(value, str) for word in words(value))
    if len(term.values) > 1:
        searched = _said(term)
    return say(N_("Without the word {words}") if term.negated else N_("With the word {words}"), words=searched)


def _view(session: Session, subject: Subject, term: Term) -> Message:
    views = [view_named(session, subject, term, text) for text in texts(term)]
    told = [say(N_("{name} ({query})"), name=view.name, query=view.query) for view in views]
    return say(
        N_("Not in the view {views}") if term.negated else N_("In the view {views}"), views=_listed(session, told)
    )


def _values(session: Session, subject: Subject, key: str, term: Term) -> object:
    """The values as the register understands them: names it found, days it worked out."""
    known = _KINDS.get((subject, key))
    if known is not None:
        return _listed(session, [kind.name_in(session.language) for kind in kinds(term, known, session.language)])
    match key:
        case "network":
            return _listed(session, _names(session, "network", networks_named(session, term)))
        case "meeting":
            return _listed(session, _names(session, "meeting", meetings_named(session, term)))
        case "education":
            found = [number for text in texts(term) for number in belonging.educations(session, term, text)]
            return _listed(session, _names(session, "education", found))
        case "consent":
            return _listed(session, [_consent(session, term, text) for text in texts(term)])
        case "age" | "born" | "postcode":
            return " / ".join(_spoken(spanned(value)) for value in term.values)
        case _ if key in _ORGANISATIONS:
            named = "organisation" if key == "host" else key
            found = [number for text in texts(term) for number in _organisations(session, term, named, text)]
            return _listed(session, _names(session, "organisation", found))
        case _ if key in _TIMES:
            times = periods(term, session.today, nearest=True)
            return _listed(session, [_time(first, last) for first, last in times])
        case _:
            return _said(term)


def _organisations(session: Session, term: Term, key: str, text: str) -> list[int]:
    found = belonging.organisation_named(session, term, key, text)
    return [int(str(row[0])) for row in session.query(found.sql, tuple(found.parameters))]


def _names(session: Session, table: str, numbers: Sequence[int]) -> list[str]:
    """What they are called; the numbers are those that this account may ask about."""
    if not numbers:
        return []
    found: Condition = one_of("id", list(numbers))
    column = "title" if table == "meeting" else "name"
    rows = session.query(f"SELECT {column} FROM {table} WHERE {found.sql} ORDER BY id", tuple(found.parameters))
    return list(dict.fromkeys(str(row[0]) for row in rows))


def _consent(session: Session, term: Term, text: str) -> Message | str:
    if fold(text) in map(fold, records.UNDECIDED):
        return say(N_("nothing decided"))
    decision = ConsentDecision.from_words(text) or spoken(text, ConsentDecision)
    if decision is not None:
        return decision.name_in(session.language)
    return _listed(session, [one.name_in(session.language) for one in records.purposes(session, term, text)])


def _listed(session: Session, parts: Sequence[Message | str]) -> Message | str:
    """Up to three of them, and how many more."""
    if not parts:
        return "–"
    told: Message | str = parts[0]
    for part in parts[1:_SHOWN]:
        told = say(N_("{one} or {other}"), one=told, other=part)
    more = len(parts) - _SHOWN
    return say(N_("{one} and {n} more"), one=told, n=more) if more > 0 else told


def _time(first: date | None, last: date | None) -> Message:
    match first, last:
        case None, None:
            return say(N_("any day"))
        case None, date():
            return say(N_("until {day}"), day=last)
        case date(), None:
            return say(N_("from {day}"), day=first)
        case _:
            return say(N_("{day}"), day=first) if first == last else say(N_("{first} – {last}"), first=first, last=last)


def _said(term: Term) -> str:
    return " / ".join(_spoken(value) for value in term.values)


def _spoken(value: str | Range) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    if not value.open_ended:
        return f"{value.low}–{value.high}"
    return f"> {value.low}" if value.low else f"< {value.high}"
