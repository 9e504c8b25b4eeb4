"""Days, times and spans as laug says them, in Danish or English; `core.rules.day_words` reads all of it back."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from core.rules.kinds import Language
from core.rules.moments import LocalTime

DANISH_SHORT = ("ma", "ti", "on", "to", "fr", "lø", "sø")
_ENGLISH_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# An evening may end in the small hours without saying so.
_EVENING, _MORNING = time(15), time(8)


@dataclass(frozen=True)
class Span:
    """From when to when: two local times, or with `all_day` two dates, the last day included."""

    start: LocalTime | date
    end: LocalTime | date
    all_day: bool


def iso_week(day: date) -> tuple[int, int]:
    """The ISO 8601 week of a day, with the year that week belongs to: 01-01-2027 is in (2026, 53)."""
    year, week, _ = day.isocalendar()
    return year, week


def weekday_name(day: date, language: Language) -> str:
    """The short name of the day of the week: `to` or `Thu`."""
    return (DANISH_SHORT if language is Language.DANISH else _ENGLISH_SHORT)[day.weekday()]


def spoken_day(day: date, language: Language) -> str:
    """`to 19-11-2026` or `Thu 19-11-2026`."""
    return f"{weekday_name(day, language)} {day.day:02}-{day.month:02}-{day.year:04}"


def spoken_time(at: time, language: Language) -> str:
    """`17.00` in Danish, `17:00` in English."""
    return f"{at.hour:02}{'.' if language is Language.DANISH else ':'}{at.minute:02}"


def spoken_span(span: Span, language: Language) -> str:
    """`to 19-11-2026 17.00-19.30`, over midnight `fr 20-11-2026 22.00-04.00`, days `ti 01-12-2026 - to 03-12-2026`."""
    start, end = span.start, span.end
    if isinstance(start, LocalTime) and isinstance(end, LocalTime):
        first = f"{spoken_day(start.day, language)} {spoken_time(start.at, language)}"
        next_day = end.day - start.day == timedelta(days=1) and through_the_night(start.at, end.at)
        if start.day == end.day or next_day:
            return f"{first}-{spoken_time(end.at, language)}"
        return f"{first} - {spoken_day(end.day, language)} {spoken_time(end.at, language)}"
    first_day, last_day = _day_of(start), _day_of(end)
    if first_day == last_day:
        return spoken_day(first_day, language)
    return f"{spoken_day(first_day, language)} - {spoken_day(last_day, language)}"


def through_the_night(start: time, end: time) -> bool:
    """Whether a time that ends before it begins means the next day."""
    return start >= _EVENING and end <= _MORNING


def _day_of(moment: LocalTime | date) -> date:
    return moment.day if isinstance(moment, LocalTime) else moment
