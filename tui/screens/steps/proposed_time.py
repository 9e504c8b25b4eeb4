"""A time that a calendar proposes for a day of a series: taken for that day, from it on, or for all of them."""

from dataclasses import replace
from datetime import date
from functools import partial

from textual.widget import Widget

from core import meetings
from core.messages import N_, say
from core.replies.settling import OpenReply, span_proposed
from core.rules.spoken import spoken_span
from core.series import records
from core.series.records import Series
from tui.replies import who
from tui.screens.desk import Desk, attempt
from tui.screens.forms import series as forms
from tui.screens.steps.series import Part, said_by_span, which_part
from tui.widgets.form_screen import FormScreen


async def part_proposed(widget: Widget, desk: Desk, reply: OpenReply) -> Part | None:
    """How much of its series the time is taken for, where the meeting is of one; None if nobody says."""
    meeting = await attempt(widget, partial(desk.do, partial(meetings.get, reference=reply.meeting_id)))
    if meeting is None or meeting.series_id is None:
        return None if meeting is None else Part.ONE
    when = spoken_span(span_proposed(reply, meeting.time_zone), desk.language)
    question = desk.tell(say(N_("{who} proposes {when}. What is moved?"), who=who(reply), when=when))
    return await which_part(widget, desk, meeting, "move", question)


async def series_moved(widget: Widget, desk: Desk, reply: OpenReply, part: Part) -> Series | None:
    """The form that moves the series, filled in with the time proposed; None if it was left."""
    meeting = await attempt(widget, partial(desk.do, partial(meetings.get, reference=reply.meeting_id)))
    if meeting is None or meeting.series_id is None:
        return None
    series = await attempt(widget, partial(desk.do, partial(records.get, reference=meeting.series_id)))
    if series is None:
        return None
    first = date.fromisoformat(meeting.original[:10]) if part is Part.FROM else None
    form = forms.change_series(desk, series, first, only_time=True)
    rule = said_by_span(desk, series, span_proposed(reply, meeting.time_zone))
    made: Series | None = await widget.app.push_screen_wait(FormScreen(replace(form, values={**form.values, "rule": rule})))
    return made
