"""What a query was understood as, in sentences: for `--explain` and for whoever wonders why nothing is found."""

from core.door.session import Session
from core.messages import N_, Message, say
from core.search.compile import compile_query
from core.search.fields import Subject, field_of
from core.search.query import Range, Term, parse
from db.keys import words


def explain(session: Session, subject: Subject, text: str) -> list[Message]:
    """A sentence for each condition. Raises `Invalid("query")` as compiling it does."""
    compile_query(session, subject, text, alias=subject.value)
    return [_sentence(session, subject, term) for term in parse(text).terms] or [say(N_("Everybody and everything."))]


def _sentence(session: Session, subject: Subject, term: Term) -> Message:
    values = _values(term)
    if not term.field:
        searched = " + ".join(word for value in term.values if isinstance(value, str) for word in words(value))
        if len(term.values) > 1:
            searched = values
        return say(N_("Without the word {words}") if term.negated else N_("With the word {words}"), words=searched)
    field = field_of(subject, term)
    name = field.name_in(session.language)
    if field.key == "on":
        return say(N_("Places and memberships as of {day}"), day=values)
    return say(N_("{field}: not {value}") if term.negated else N_("{field}: {value}"), field=name, value=values)


def _values(term: Term) -> str:
    return " / ".join(_spoken(value) for value in term.values)


def _spoken(value: str | Range) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    if not value.open_ended:
        return f"{value.low}–{value.high}"
    return f"> {value.low}" if value.low else f"< {value.high}"
