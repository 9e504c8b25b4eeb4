"""A meeting let go at another time on the calendar: saved there, or for its series decided on a form."""

from dataclasses import replace
from datetime import date
from functools import partial

from core import meetings
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, say
from core.planning.calendar_days import CalendarMeeting
from core.planning.objections import objections
from core.rules.spoken import spoken_span
from core.series import records
from core.series.records import Series
from tui.screens.area import RegisterPane
from tui.screens.calendar.view import CalendarView
from tui.screens.desk import Desk
from tui.screens.forms import series as forms
from tui.screens.meeting_card import MeetingDetail
from tui.screens.steps.series import Part, said_by_span, which_part
from tui.widgets.tone import Tone

Pane = RegisterPane[MeetingDetail]


async def let_go(pane: Pane, desk: Desk, was: CalendarMeeting, now: CalendarMeeting, calendar: CalendarView) -> None:
    """Save it; a day of a series alone, from it on, or all of them. What is given up stays picked up."""
    meeting = await pane.read(lambda session: meetings.get(session, was.id))
    if meeting is None:
        return
    part: Part | None = Part.ONE
    if meeting.series_id is not None:
        part = await which_part(pane, desk, meeting, "move")
    match part:
        case Part.ONE:
            await _move(pane, desk, was, now, calendar)
        case Part.FROM | Part.ALL:
            await _move_series(pane, desk, meeting, part, now, calendar)
        case None:
            pass


async def _move(pane: Pane, desk: Desk, was: CalendarMeeting, now: CalendarMeeting, calendar: CalendarView) -> None:
    made = await pane.saved(lambda session: meetings.move(session, was.id, now.span, version=was.version))
    if made is None:
        return
    calendar.let_go(made.id)
    when = spoken_span(made.span, desk.language)
    told = say(N_("{title} is moved to {when}. {key[meetings.calendar]} makes new calendar files."), title=made.title, when=when)
    against = await pane.read(partial(objections, meeting_id=made.id, span=made.span)) or []
    if against:
        # Where it is shows; what speaks against it has room on a small terminal only at the front.
        told = say(N_("Moved. {against} {key[meetings.calendar]} makes new calendar files."), against=against[0])
    pane.said(told, Tone.WARNING if against else Tone.GOOD)


async def _move_series(
    pane: Pane, desk: Desk, meeting: Meeting, part: Part, now: CalendarMeeting, calendar: CalendarView
) -> None:
    """The form that moves a series, filled in with what the arrows said; every day it comes to is told there."""
    series_id = meeting.series_id
    series = None if series_id is None else await pane.read(lambda session: records.get(session, series_id))
    if series is None:
        return
    first = date.fromisoformat(meeting.original[:10]) if part is Part.FROM else None
    form = forms.change_series(desk, series, first, only_time=True)
    form = replace(form, values={**form.values, "rule": said_by_span(desk, series, now.span)})
    saved = await pane.fill_in(form)
    if saved is not None:
        found = await pane.read(partial(_meeting_near, series=saved, day=now.first_day))
        calendar.let_go(found or meeting.id)
        pane.well(say(N_("{name} is changed. {key[meetings.calendar]} makes new calendar files."), name=saved.title))


def _meeting_near(session: Session, series: Series, day: date) -> int | None:
    """The meeting of the series that is nearest to a day."""
    found = [one.meeting for one in records.days(session, series) if one.meeting is not None]
    nearest = min(found, key=lambda one: abs((date.fromisoformat(one.start_local[:10]) - day).days), default=None)
    return None if nearest is None else nearest.id
