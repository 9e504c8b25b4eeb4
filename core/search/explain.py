"""What a query was understood as, in sentences: for `--explain` and for whoever wonders why nothing is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.attending.kinds import Attendance
from core.door.session import Session
from core.messages import N_, Message, say
from core.rules.kinds import ConsentDecision
from core.search import belonging, records
from core.search.attendance import each, is_number
from core.search.compile import compile_query
from core.search.condition import Condition, one_of
from core.search.fields import Subject, field_of
from core.search.known import CHOICES, FLAGS, KINDS, choice_name, text_values, yes_no_names
from core.search.meetings import meetings_named
from core.search.networks import networks_named
from core.search.query import Range, Term, parse
from core.search.values import choice, kinds, periods, spanned, spoken, starting, texts, yes_no
from core.search.views import view_named
from db.keys import fold, words

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
    searched: Message | str = " + ".join(word for value in term.values if isinstance(value, str) for word in words(value))
    if not searched or len(term.values) > 1:
        searched = _said(term)
    return say(N_("Without the word {words}") if term.negated else N_("With the word {words}"), words=searched)


def _view(session: Session, subject: Subject, term: Term) -> Message:
    views = [view_named(session, subject, term, text) for text in texts(term)]
    told = [say(N_("{name} ({query})"), name=view.name, query=view.query) for view in views]
    return say(
        N_("Not in the view {views}") if term.negated else N_("In the view {views}"), views=_listed(told)
    )


def _values(session: Session, subject: Subject, key: str, term: Term) -> object:
    """The values as the register understands them: names it found, days it worked out."""
    place = (subject, key)
    if place in KINDS:
        return _listed([kind.name_in(session.language) for kind in kinds(term, KINDS[place], session.language)])
    if place in CHOICES:
        wanted = choice(term, CHOICES[place], session.language)
        return _listed([choice_name(names, session.language) for key, names in CHOICES[place] if key in wanted])
    if key in FLAGS:
        return _listed([yes_no_names(session.language)[not wanted] for wanted in yes_no(term)])
    match key:
        case "network":
            return _listed(_names(session, "network", networks_named(session, term)))
        case "meeting":
            return _listed(_names(session, "meeting", meetings_named(session, term)))
        case "education":
            found = [number for text in texts(term) for number in belonging.educations(session, term, text)]
            return _listed(_names(session, "education", found))
        case "consent":
            return _listed([_consent(session, term, text) for text in texts(term)])
        case "age" | "born" | "postcode" | "id":
            return _listed([_spoken(spanned(value), quoted=False) for value in term.values])
        case "town" | "class" | "tag" | "place":
            matching = [str(text) for text in starting(term, text_values(session, subject, key))]
            return _listed(matching) if matching else _said(term)
        case "attendance":
            return _listed([_attendance(session, one) for one in each(term)])
        case "at_school":
            return _listed([_time(*records.days_of(whens)) for whens in records.school_days(session, term)])
        case _ if key in _ORGANISATIONS:
            named = "organisation" if key == "host" else key
            found = [number for text in texts(term) for number in _organisations(session, term, named, text)]
            return _listed(_names(session, "organisation", found))
        case _ if key in _TIMES:
            times = periods(term, session.today, nearest=True)
            return _listed([_time(first, last) for first, last in times])
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
    return _listed([one.name_in(session.language) for one in records.purposes(session, term, text)])


def _attendance(session: Session, term: Term) -> Message | str:
    if is_number(term):
        return say(N_("times present: {number}"), number=_spoken(spanned(term.values[0]), quoted=False))
    return _listed([kind.name_in(session.language) for kind in kinds(term, Attendance, session.language)])


def _listed(parts: Sequence[Message | str]) -> Message | str:
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


def _said(term: Term) -> Message | str:
    return _listed([_spoken(value) for value in term.values])


def _spoken(value: str | Range, *, quoted: bool = True) -> Message | str:
    match value:
        case str():
            return f"“{value}”" if quoted else value
        case Range(low, "", open_ended):
            return say(N_("over {low}") if open_ended else N_("{low} and more"), low=low)
        case Range("", high, open_ended):
            return say(N_("under {high}") if open_ended else N_("up to {high}"), high=high)
        case _:
            return f"{value.low}–{value.high}"
