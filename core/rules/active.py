"""The one rule for dated relations: both ends are inclusive, an open end lasts."""

from datetime import date


def active_on(from_date: date | None, until_date: date | None, day: date) -> bool:
    """Whether a relation from `from_date` to `until_date`, both included, holds on `day`."""
    return (from_date is None or from_date <= day) and (until_date is None or day <= until_date)


def active_sql(alias: str) -> str:
    """The same rule in SQL for the row `alias`; takes the day twice, as ISO text."""
    return f"({alias}.from_date IS NULL OR {alias}.from_date <= ?) AND ({alias}.until_date IS NULL OR {alias}.until_date >= ?)"


def iso(day: date | None) -> str | None:
    """A date as stored."""
    return None if day is None else day.isoformat()


def from_iso(text: object) -> date | None:
    """A stored date."""
    return None if text is None else date.fromisoformat(str(text))
