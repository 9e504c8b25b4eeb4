"""Whether the calendar files and drafts that were made for people went out; laug itself sends nothing and cannot know."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.widget import Widget

from core.door.session import Session
from core.mailing import sent
from core.messages import N_, Message
from tui.screens.desk import Desk
from tui.widgets.dialogs import Choose
from tui.widgets.menu import Option

Job = Callable[[Session], Message]


async def ask_whether(widget: Widget, desk: Desk, meeting_id: int, title: str, who: Sequence[int]) -> Job | None:
    """What notes it of these people and tells how many that were; None if nobody says."""
    asked = Message(N_("The files made for {n} person"), {"n": len(who)}, N_("The files made for {n} people"))
    options = [
        Option(True, desk.tell(N_("They went out"))),
        Option(False, desk.tell(N_("They never went out: they are due again"))),
    ]
    went: bool | None = await widget.app.push_screen_wait(Choose(desk.tell(asked), options))
    return None if went is None else partial(_noted, meeting_id=meeting_id, title=title, who=who, went=went)


def _noted(session: Session, meeting_id: int, title: str, who: Sequence[int], went: bool) -> Message:
    mark = sent.mark_sent if went else sent.mark_unsent
    values = {"n": mark(session, meeting_id, who), "title": title}
    if went:
        return Message(N_("{n} file of {title} is noted as sent."), values, N_("{n} files of {title} are noted as sent."))
    return Message(N_("{n} file of {title} is due again."), values, N_("{n} files of {title} are due again."))
