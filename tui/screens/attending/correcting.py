"""What the roll-call has besides people of the register, put right: guests taken off, and how many without names came."""

from collections.abc import Callable
from functools import partial

from textual.widget import Widget

from core.attending import guests, headcounts
from core.attending.headcounts import Headcount
from core.attending.roll_call import Attendee, RollCall
from core.door.session import Session
from core.messages import N_
from tui.screens.attending.inviting import whole_number
from tui.screens.desk import Desk
from tui.widgets.dialogs import Ask, Choose
from tui.widgets.menu import Option

Job = Callable[[Session], object]
_Extra = Option[Attendee | Headcount]


async def ask_what(widget: Widget, desk: Desk, call: RollCall) -> Job | None:
    """What puts right what is chosen; None if nothing is."""
    options = [
        *(_Extra(one, desk.tell(N_("{name}: off the list"), name=one.name)) for one in call.attendees if one.is_guest),
        *(_Extra(one, desk.tell(N_("{name}: how many came"), name=one.name), _counted(one)) for one in call.headcounts),
    ]
    chosen = await widget.app.push_screen_wait(Choose(desk.tell(N_("What is to be put right?")), options))
    if chosen is None:
        return None
    if isinstance(chosen, Attendee):
        return partial(_take_off, number=-chosen.id)
    label = desk.tell(N_("How many came? Nothing typed takes the headcount away."))
    typed = "" if chosen.came is None else str(chosen.came)
    answer = await widget.app.push_screen_wait(Ask(chosen.name, label, typed, lambda text: (_number(text),)))
    return partial(_count, counted=chosen, came=answer[0]) if isinstance(answer, tuple) else None


def _counted(one: Headcount) -> str:
    return f"{'–' if one.came is None else one.came}/{'–' if one.expected is None else one.expected}"


def _number(text: str) -> int | None:
    return whole_number(text) if text.strip() else None


def _take_off(session: Session, number: int) -> bool:
    guests.remove(session, number)
    return True


def _count(session: Session, counted: Headcount, came: int | None) -> bool:
    if came is None:
        headcounts.remove(session, counted.id)
    else:
        headcounts.set_count(session, counted.meeting_id, counted.name, came=came)
    return True
