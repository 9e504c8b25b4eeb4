"""When a meeting is, written out for people who are not at a desk: with whole words for days and months."""

from datetime import date

from core.rules.kinds import Language
from core.rules.moments import LocalTime
from core.rules.spoken import Span, spoken_time

_DAYS = {
    Language.DANISH: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    Language.ENGLISH: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_MONTHS = {
    Language.DANISH: (
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
        "december",
    ),
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip


def written_out(span: Span, language: Language) -> str:
    """`Onsdag 25. november 2026 kl. 17.00-19.00` or `Wednesday 25 November 2026, 17:00-19:00`."""
    start, end = span.start, span.end
    text = _moment(start, language)
    if _day(start) == _day(end):
        text += f"-{spoken_time(end.at, language)}" if isinstance(end, LocalTime) else ""
    else:
        text += f" – {_moment(end, language)}"
    return text[:1].upper() + text[1:]


def _moment(moment: LocalTime | date, language: Language) -> str:
    day = _day(moment)
    point, at = (".", " kl. ") if language is Language.DANISH else ("", ", ")
    text = f"{_DAYS[language][day.weekday()]} {day.day}{point} {_MONTHS[language][day.month - 1]} {day.year}"
    return f"{text}{at}{spoken_time(moment.at, language)}" if isinstance(moment, LocalTime) else text


def _day(moment: LocalTime | date) -> date:
    return moment.day if isinstance(moment, LocalTime) else moment
