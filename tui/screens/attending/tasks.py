"""What Møder opens for one meeting: answers, roll-call, sign-in sheet, a code for phones, minutes, totals."""

from collections.abc import Awaitable, Callable, Mapping

from textual.widget import Widget

from core.meetings import Meeting
from tui.screens.attending.answers import note_answers
from tui.screens.attending.picture import show_picture
from tui.screens.attending.roll_call import call_the_roll
from tui.screens.attending.sheet import write_sheet
from tui.screens.desk import Desk
from tui.screens.minutes.afterwards import show_minutes
from tui.screens.minutes.totals import show_totals

TASKS: Mapping[str, Callable[[Widget, Desk, Meeting], Awaitable[None]]] = {
    "answers": note_answers,
    "roll_call": call_the_roll,
    "sheet": write_sheet,
    "picture": show_picture,
    "minutes": show_minutes,
    "totals": show_totals,
}
