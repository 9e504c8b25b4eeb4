"""Named guests whose meeting is long past: how many there are, and forgetting them for good."""

from textual.widget import Widget

from core.attending import guests
from core.door.session import Session
from core.messages import N_, Message, say
from tui.screens.desk import Desk, attempt, workplace
from tui.widgets.dialogs import Confirm
from tui.widgets.tone import Tone


def counted(session: Session) -> Message | None:
    """How many are to be forgotten."""
    number = guests.overdue(session)
    return Message(N_("{n} to forget"), {"n": number}, N_("{n} to forget")) if number else None


async def forget_guests(widget: Widget, desk: Desk) -> None:
    """Ask, and forget them."""
    overdue = await attempt(widget, lambda: desk.do(guests.overdue))
    if overdue is None:
        return
    if not overdue:
        workplace(widget).status(say(N_("No guest is to be forgotten yet: it is thirty days after their meeting.")))
        return
    question = Message(
        N_("Forget {n} guest for good? There is no undo."), {"n": overdue}, N_("Forget {n} guests for good? There is no undo.")
    )
    detail = desk.tell(N_("Their names go, also from the log; how many were expected and came is kept."))
    asked = Confirm(desk.tell(question), yes=desk.tell(N_("forget them")), detail=detail, dangerous=True)
    if await widget.app.push_screen_wait(asked):
        done = await attempt(widget, lambda: desk.do(guests.forget_overdue))
        if done is not None:
            workplace(widget).written()
            told = Message(N_("{n} guest forgotten."), {"n": done}, N_("{n} guests forgotten."))
            workplace(widget).status(told, Tone.GOOD)
