"""Another time for one meeting of a series, of which only a part may be said. Pure."""

from datetime import date

from core.errors import Invalid
from core.meetings import Meeting
from core.rules.day_words import read_day, read_span
from core.rules.spoken import Span
from core.series.days import Timing
from core.series.records import span_of


def read_another_time(meeting: Meeting, text: str, today: date) -> Span:
    """When it is to be: `18-20` on the same day, `fr 5/2` at the same time, `5/2 18-20`. Raises `Invalid("start")`."""
    now = Timing(meeting.all_day, meeting.start_local, meeting.end_local, meeting.time_zone)
    try:
        return read_span(f"{now.first.isoformat()} {text}", today, meeting.time_zone)
    except Invalid:
        pass
    span = read_span(text, today, meeting.time_zone)
    return span_of(now.on(read_day(text, today, field="start"))) if span.all_day and not meeting.all_day else span
