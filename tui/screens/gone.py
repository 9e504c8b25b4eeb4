"""A screen about a meeting that is no more: it closes, and that is told where one comes back to."""

from textual.screen import Screen

from core.errors import NotFound
from core.messages import N_, say
from tui.screens.desk import workplace
from tui.widgets.jobs import complain


def failed(screen: Screen[None], error: Exception) -> None:
    """What went wrong in reading is told; a screen whose meeting is gone, as after undoing its planning, is left."""
    if isinstance(error, NotFound) and screen.is_current:
        screen.dismiss(None)
        workplace(screen).status(say(N_("The meeting is no longer there.")))
    else:
        complain(screen, error)
