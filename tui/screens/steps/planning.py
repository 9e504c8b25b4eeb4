"""Planning a meeting: the form, and afterwards what speaks against the time that was chosen."""

from functools import partial

from textual.widget import Widget

from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.planning import templates
from core.planning.weeks import advice
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.meetings import plan_meeting
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone


async def plan(widget: Widget, desk: Desk, slugs: str = "") -> None:
    """A meeting planned on a form, and shown among the meetings."""
    made = await filled_in(widget, desk, slugs)
    if made is not None:
        await show_planned(widget, desk, made)


async def filled_in(widget: Widget, desk: Desk, slugs: str, start: str = "") -> Meeting | None:
    """The form, filled in and saved; None if it was left. `start` is a time as it is typed."""
    known = await attempt(widget, partial(desk.do, templates.find))
    if known is None:
        return None
    made: Meeting | None = await widget.app.push_screen_wait(FormScreen(plan_meeting(desk, known, slugs, start)))
    return made


async def show_planned(widget: Widget, desk: Desk, made: Meeting) -> None:
    """Among the meetings, with what speaks against its time, which stands all the same."""
    workplace(widget).written()
    workplace(widget).go("meetings", made.id)

    def against(session: Session) -> list[Message]:
        return advice(session, [one.id for one in made.networks], made.span, meeting_id=made.id)

    found = await attempt(widget, partial(desk.do, against)) or []
    told = say(N_("{title} is planned. {key[meetings.invite]} invites."), title=made.title)
    if found:
        told = say(N_("{one} {two}"), one=told, two=found[0])
    workplace(widget).status(told, Tone.WARNING if found else Tone.GOOD)
