"""Days and times as commands take and show them; the words themselves are `core.rules.day_words`."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.words import language

if TYPE_CHECKING:
    from core.door.session import Session


def day(session: "Session", text: object, field: str = "date", *, nearest: bool = True) -> date | None:
    """The day somebody typed, or None if nothing was typed. Raises `Invalid`.

    Without a year it is the nearest such day, for what is told of people has mostly happened; else the next one.
    """
    from core.rules.day_words import read_day

    return read_day(str(text), session.today, field=field, nearest=nearest) if text else None


def moment(value: object) -> str:
    """A moment on the clock in Denmark (one without a zone is on its place's clock), or a day: `to 19-11-2026 17.00`."""
    from core.door.session import HOME_ZONE
    from core.rules.spoken import spoken_day, spoken_time

    if isinstance(value, datetime):
        local = value if value.tzinfo is None else value.astimezone(HOME_ZONE)
        return f"{spoken_day(local.date(), language())} {spoken_time(local.time(), language())}"
    return spoken_day(value, language()) if isinstance(value, date) else ""


def short_day(value: date | None) -> str:
    """`19-11-2026`, or nothing."""
    return value.strftime("%d-%m-%Y") if value else ""


def period(first: date | None, last: date | None) -> str:
    """`, 01-08-2026 – 30-06-2027`, open at either end; nothing where nothing is known."""
    return f", {short_day(first)} – {short_day(last)}".rstrip() if first or last else ""
