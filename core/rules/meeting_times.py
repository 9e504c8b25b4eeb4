"""The time of a meeting as its row holds it: what was agreed on by the clock, and the moments that are. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.errors import Invalid
from core.messages import N_, say
from core.rules.day_refusals import in_years
from core.rules.moments import HOME, LocalTime, utc_text
from core.rules.spoken import Span
from db.log import Value


def time_columns(span: Span) -> dict[str, Value]:
    """The columns of a time. Raises `Invalid` if it ends before it begins, or too far from now for a calendar."""
    for field, end in (("start", span.start), ("end", span.end)):
        in_years(_day(end), field)
    if isinstance(span.start, LocalTime) and isinstance(span.end, LocalTime):
        begin, finish = span.start.moment, span.end.moment
        texts = span.start.text, span.end.text
        zone = span.start.time_zone
    else:
        first, last = _day(span.start), _day(span.end)
        begin = datetime.combine(first, time(), ZoneInfo(HOME))
        finish = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(HOME))
        texts, zone = (first.isoformat(), last.isoformat()), HOME
    if finish.astimezone(UTC) <= begin.astimezone(UTC):
        raise Invalid(
            "end", say(N_("The meeting ends before it begins.")), say(N_("Over midnight? Then say the end's date too."))
        )
    return {
        "all_day": int(span.all_day), "start_local": texts[0], "end_local": texts[1], "time_zone": zone,
        "start_utc": utc_text(begin), "end_utc": utc_text(finish),
    }  # fmt: skip


def _day(end: LocalTime | date) -> date:
    return end.day if isinstance(end, LocalTime) else end
