"""What the last word of a query may become: a field, or a value of the field that stands there."""

from collections.abc import Callable
from datetime import timedelta

from core.attending.kinds import Attendance
from core.door.session import Session
from core.rules.kinds import ConsentDecision, ConsentPurpose, Language
from core.rules.stages import STAGES
from core.search.fields import Subject, field_named, fields_of
from core.search.known import CHOICES, FLAGS, KINDS, choice_names, yes_no_names
from core.search.meetings import visible_titles
from core.search.networks import visible_slugs
from core.search.others import meeting_places
from core.search.query import quoted
from core.search.records import UNDECIDED, known_tags
from core.search.values import distinct
from core.search.views import usable_views
from db.keys import fold

_COLUMNS: dict[tuple[Subject, str], tuple[str, str]] = {
    (Subject.PERSON, "class"): ("class_name", "affiliation"),
    (Subject.PERSON, "town"): ("town", "person"),
    (Subject.ORGANISATION, "town"): ("town", "organisation"),
}


def last_token(text: str) -> str:
    """The unfinished word at the end of a text; empty after a blank that is not in quotes."""
    start, inside = 0, False
    for position, char in enumerate(text):
        if char == '"':
            inside = not inside
        elif char.isspace() and not inside:
            start = position + 1
    return text[start:]


def complete(session: Session, subject: Subject, text: str, *, limit: int = 20) -> list[str]:
    """What may replace the last word of the text: fields in the session's language, or values of its field."""
    token = last_token(text)
    sign = "-" if token.startswith("-") else ""
    name, colon, values = token[len(sign) :].partition(":")
    if not colon:
        begun = fold(name)
        names = [field.name_in(session.language) for field in fields_of(subject)]
        return [f"{sign}{each}:" for each in names if fold(each).startswith(begun)][:limit]
    field = field_named(subject, name)
    if field is None:
        return []
    before, comma, last = values.rpartition(",")
    begun = fold(last.strip('"'))
    offered = _values(session, subject, field.key)
    starts = [value for value in offered if fold(value).startswith(begun)]
    within = [value for value in offered if value not in starts and f" {begun}" in fold(value).replace("-", " ")]
    return [f"{sign}{name}:{before}{comma}{quoted(value)}" for value in [*starts, *within][:limit]]


def _values(session: Session, subject: Subject, key: str) -> list[str]:
    """All values that a field may be asked for, where they can be counted."""
    place = (subject, key)
    if place in KINDS:
        return [kind.name_in(session.language) for kind in KINDS[place]]
    if place in CHOICES:
        return choice_names(CHOICES[place], session.language)
    if key in FLAGS:
        return yes_no_names(session.language)
    if place in _COLUMNS:
        return _texts(session, distinct(*_COLUMNS[place]))
    if place == (Subject.MEETING, "place"):
        return meeting_places(session)
    if key == "view":
        return [view.name for view in usable_views(session, subject)]
    return _SOURCES[key](session) if key in _SOURCES else []


def _texts(session: Session, sql: str) -> list[str]:
    return [str(row[0]) for row in session.query(sql)]


def _organisations(kind: str) -> Callable[[Session], list[str]]:
    condition = f"AND kind = '{kind}'" if kind else ""
    return lambda session: _texts(
        session, f"SELECT name FROM organisation WHERE archived = 0 {condition} ORDER BY sort_key LIMIT 5000"
    )


def _consents(session: Session) -> list[str]:
    known = [kind.name_in(session.language) for kinds in (ConsentPurpose, ConsentDecision) for kind in kinds]
    return [*known, UNDECIDED[0 if session.language is Language.DANISH else 1]]


def _time_words(session: Session) -> list[str]:
    """Some ways to say a time; any day can be written too."""
    today = session.today
    danish = ["i dag", f"uge {today.isocalendar().week}", "denne måned", "sidste måned", str(today.year), "-30d"]
    english = ["today", f"week {today.isocalendar().week}", "this month", "last month", str(today.year), "-30d"]
    return danish if session.language is Language.DANISH else english


def _attendances(session: Session) -> list[str]:
    return [*(kind.name_in(session.language) for kind in Attendance), "0", "1", "2", "3"]


def _weeks(session: Session) -> list[str]:
    letter = "u" if session.language is Language.DANISH else "w"
    days = (session.today + timedelta(weeks=ahead) for ahead in range(10))
    return [f"{letter}{day.isocalendar().week}" for day in days]


_SOURCES: dict[str, Callable[[Session], list[str]]] = {
    "network": visible_slugs,
    "school": _organisations("school"),
    "company": _organisations("company"),
    "organisation": _organisations(""),
    "host": _organisations(""),
    "education": lambda session: _texts(session, "SELECT name FROM education WHERE archived = 0 ORDER BY sort_key"),
    "stage": lambda session: list(STAGES),
    "tag": known_tags,
    "meeting": visible_titles,
    "consent": _consents,
    "on": _time_words,
    "since": _time_words,
    "ends": _time_words,
    "date": _time_words,
    "at_school": _weeks,
    "attendance": _attendances,
}
