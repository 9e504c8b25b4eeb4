"""The meeting as a code on the whole screen: whoever is in the room puts it into the calendar of a phone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from core import invitations, meetings
from core.calendar import CalendarEvent
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_
from core.rules.text import visible
from exports import qr
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, attempt
from tui.widgets.modal import Modal

CLOSE = declare("picture.close", "escape,q,enter", N_("Back"), N_("Closes the code."), Where.FORM)
SHAPE = declare("picture.shape", "a", N_("ASCII"), N_("Draws it without characters that some terminals do not have."),
                Where.FORM)  # fmt: skip
_ROOM_BELOW = 4  # lines, half of them below
_ROOM_BESIDE = 14  # cells: the key that closes it on one line
_BACK, _PLAIN = N_("{key[picture.close]}: back"), N_("{key[picture.shape]}: with plain characters")
_BLOCKS = N_("{key[picture.shape]}: with blocks, smaller")


class PictureScreen(Modal[None]):
    """Black on white, as large as fits."""

    DEFAULT_CSS = """
    PictureScreen { background: #ffffff; align: center middle; }
    PictureScreen > Static { background: #ffffff; color: #000000; width: auto; height: auto; }
    PictureScreen > .keys { dock: bottom; width: 100%; text-align: center; color: #555555; }
    PictureScreen > .keys.-beside { dock: left; text-align: left; padding: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSE, SHAPE)

    def __init__(self, desk: Desk, event: CalendarEvent) -> None:
        super().__init__()
        self.desk = desk
        self._event = event
        self._ascii = False
        self._picture = Static("", markup=False)
        self._keys = Static("", markup=False, classes="keys")

    def compose(self) -> ComposeResult:
        """The code, or why there is none."""
        yield self._picture
        yield self._keys

    def on_resize(self, event: Resize) -> None:
        """As large as there is room for."""
        self._draw(event.size.width, event.size.height)

    def _draw(self, columns: int, lines: int) -> None:
        drawing = qr.fitted(self._event, columns, lines, ascii_only=self._ascii)
        if drawing:
            self._draw_keys(columns - len(drawing[0]), lines - len(drawing))
            self._picture.update(Content("\n".join(drawing)))
            return
        self._keys.display = False
        needed = qr.lines_needed(self._event, ascii_only=self._ascii)
        told = N_("The code needs {needed} lines, and there are {lines}. Make the window larger; {key[picture.close]} closes.")
        if self._ascii:
            told = N_(
                "With plain characters the code needs {needed} lines, and there are {lines}. {key[picture.shape]} leads back."
            )
        self._picture.update(Content(visible(self.desk.tell(told, needed=needed, lines=lines))))

    def _draw_keys(self, columns: int, lines: int) -> None:
        """Below the code, or else beside it, but not near it: readers want it blank around."""
        other = _BLOCKS if self._ascii else _PLAIN
        told, below, beside = [self.desk.tell(one) for one in (_BACK, other)], lines >= _ROOM_BELOW, columns // 2 - 2
        self._keys.display = below or beside >= _ROOM_BESIDE
        self._keys.set_class(not below, "-beside")
        self._keys.styles.width = "100%" if below else beside
        self._keys.update(Content("   ".join(told) if below else "\n".join(told)))

    def action_shape(self) -> None:
        """The other characters."""
        self._ascii = not self._ascii
        self._draw(self.size.width, self.size.height)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)


async def show_picture(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """Show the code of a meeting."""

    def read(session: Session) -> CalendarEvent:
        return invitations.event(session, meetings.get(session, meeting.id))

    event = await attempt(widget, lambda: desk.do(read))
    if event is not None:
        await widget.app.push_screen_wait(PictureScreen(desk, event))
