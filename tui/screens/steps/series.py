"""Planning a series, and what is done to one of its meetings, to it and all that follow, or to all of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from functools import partial
from typing import TypeVar

from textual.widget import Widget

from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.planning import templates
from core.rules.kinds import MeetingStatus
from core.rules.moments import LocalTime
from core.rules.spoken import Span, spoken_time
from core.series import changing, planning, records
from core.series.records import Series
from core.series.rule import Every, Rule
from core.series.rule_words import spoken_rule
from tui.screens.area import RegisterPane
from tui.screens.desk import Desk
from tui.screens.forms import series as forms
from tui.screens.forms.series import Draft
from tui.screens.steps.series_days import SeriesDays
from tui.widgets.dialogs import Choose, Confirm
from tui.widgets.form_screen import FormScreen
from tui.widgets.menu import Option

D = TypeVar("D")


class Part(Enum):
    """How much of a series is meant."""

    ONE = "one"
    FROM = "from"
    ALL = "all"


async def plan_series(pane: RegisterPane[D], desk: Desk) -> None:
    """The form, then every day of the series to be decided; esc goes back to the form as it was filled in."""
    known = await pane.read(templates.find)
    if known is None:
        return
    typed: dict[str, str] = {}
    while True:
        draft: Draft | None = await pane.app.push_screen_wait(FormScreen(forms.plan_series(desk, known, typed)))
        if draft is None:
            return
        typed = dict(draft.typed)
        days = await pane.app.push_screen_wait(SeriesDays(desk, draft))
        if days is None:
            continue
        decided = replace(draft, days=tuple(days))
        made = await pane.saved(_planning(decided))
        if made is not None:
            first = await pane.read(partial(_first_meeting, series=made))
            if first is not None:
                pane.reveal(first)
            kept = sum(one.on is not None for one in days)
            values = {"n": kept, "title": made.title}
            pane.well(Message(N_("{title} is planned: {n} meeting. {key[meetings.invite]} invites."), values,
                              N_("{title} is planned: {n} meetings. {key[meetings.invite]} invites.")))  # fmt: skip
            return


def _planning(draft: Draft) -> Callable[[Session], Series]:
    return lambda session: planning.plan(session, draft.values, draft.said, draft.networks, draft.days)


def _first_meeting(session: Session, series: Series) -> int | None:
    return next((one.meeting.id for one in records.days(session, series) if one.meeting), None)


async def which_part(widget: Widget, desk: Desk, meeting: Meeting, what: str, asked: str = "") -> Part | None:
    """How much of its series is meant to be edited, moved or cancelled, `asked` in other words if any; None if nobody says."""
    questions = {"edit": N_("What is edited?"), "move": N_("What is moved?"), "cancel": N_("What is cancelled?")}
    question = asked or desk.tell(questions[what])
    options = [
        Option(Part.ONE, desk.tell(N_("Only this one"))),
        Option(Part.FROM, desk.tell(N_("This one and all that follow"))),
        Option(Part.ALL, desk.tell(N_("All of the series"))),
    ]
    chosen: Part | None = await widget.app.push_screen_wait(Choose(f"{_one_of(desk, meeting)} {question}", options))
    return chosen


def said_by_span(desk: Desk, series: Series, span: Span) -> str:
    """The rule and the time that a series would have to have for one of its meetings to be then, as it is typed."""
    start, end = span.start, span.end
    timed = isinstance(start, LocalTime) and isinstance(end, LocalTime)
    when = "-".join(spoken_time(one.at, desk.language) for one in (start, end) if isinstance(one, LocalTime)) if timed else ""
    rule = on_weekday(series.rule, (start.day if isinstance(start, LocalTime) else start).weekday())
    same_time = series.timing.start[10:] == (start.text[10:] if isinstance(start, LocalTime) else "")
    if rule == series.rule:
        return when
    return spoken_rule(rule, desk.language) if same_time else f"{spoken_rule(rule, desk.language)} {when}".strip()


def on_weekday(rule: Rule, weekday: int) -> Rule:
    """The same rule on another day of the week, where it has one day of the week."""
    one_day = len(rule.weekdays) == 1 and rule.every in (Every.WEEK, Every.MONTH)
    return replace(rule, weekdays=(weekday,)) if one_day else rule


async def _change(
    pane: RegisterPane[D], desk: Desk, meeting: Meeting, part: Part, *, only_time: bool = False
) -> None:
    """Another content, rule or time for the series, or from that meeting on."""
    series = await _series(pane, meeting)
    if series is None:
        return
    first = date.fromisoformat(meeting.original[:10]) if part is Part.FROM else None
    saved = await pane.fill_in(forms.change_series(desk, series, first, only_time=only_time))
    if saved is not None:
        pane.well(say(N_("{name} is changed. {key[meetings.calendar]} makes new calendar files."), name=saved.title))


async def _cancel(pane: RegisterPane[D], desk: Desk, meeting: Meeting, part: Part) -> None:
    """That meeting and all that follow, or all that are to come, after asking."""
    series = await _series(pane, meeting)
    if series is None:
        return
    day = date.fromisoformat(meeting.original[:10])
    whole = part is Part.ALL or day <= series.first
    question = (
        say(N_("Cancel all meetings of {title} that are to come?"), title=series.title) if whole
        else say(N_("Cancel {title} from {day} on?"), title=series.title, day=day)
    )  # fmt: skip
    detail = desk.tell(N_("What was held stays. Afterwards, {key[meetings.calendar]} makes the cancellations for calendars."))
    asked = Confirm(desk.tell(question), yes=desk.tell(N_("cancel the meetings")), detail=detail, dangerous=True)
    if not await pane.app.push_screen_wait(asked):
        return

    def cancel(session: Session) -> Series:
        if whole:
            return changing.cancel(session, series.id)
        return changing.end(session, series.id, day - timedelta(days=1), version=series.version)

    done = await pane.saved(cancel)
    if done is not None:
        if done.status is MeetingStatus.CANCELLED:
            pane.well(say(N_(
                "{title} is cancelled. {key[meetings.calendar]} makes the cancellations for calendars."
            ), title=done.title))
        else:
            pane.well(say(N_("{title} ends {last}."), title=done.title, last=done.last))


async def done_to_series(pane: RegisterPane[D], desk: Desk, meeting: Meeting, what: str) -> bool:
    """Ask how much of its series is meant; True if that was not the meeting alone, and it is seen to (or given up)."""
    if meeting.series_id is None:
        return False
    part = await which_part(pane, desk, meeting, what)
    match part:
        case Part.ONE:
            return False
        case Part.FROM | Part.ALL if what == "cancel":
            await _cancel(pane, desk, meeting, part)
        case Part.FROM | Part.ALL:
            await _change(pane, desk, meeting, part, only_time=what == "move")
        case None:
            pass
    return True


async def part_to_invite(pane: RegisterPane[D], desk: Desk, meeting: Meeting) -> bool | None:
    """Whether people are invited to every meeting of its series that is to come; None if nobody says."""
    if meeting.series_id is None:
        return False
    options = [
        Option(False, desk.tell(N_("To this one only"))),
        Option(True, desk.tell(N_("To every meeting of the series that is to come"))),
    ]
    chosen: bool | None = await pane.app.push_screen_wait(Choose(_one_of(desk, meeting), options))
    return chosen


def _one_of(desk: Desk, meeting: Meeting) -> str:
    day = date.fromisoformat(meeting.start_local[:10])
    return desk.tell(say(N_("{title}, {day}, is one of a series."), title=meeting.title, day=day))


async def _series(pane: RegisterPane[D], meeting: Meeting) -> Series | None:
    series_id = meeting.series_id
    return None if series_id is None else await pane.read(lambda session: records.get(session, series_id))
