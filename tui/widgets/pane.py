"""An area of the program: a pane that is swapped inside the one screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.binding import BindingType
from textual.containers import Container

from core.errors import LaugError
from core.messages import N_, Message
from tui.actions import Where, bindings, declare
from tui.widgets.tone import Tone

if TYPE_CHECKING:
    from tui.widgets.filtering import Filtering


RELOAD = declare("area.reload", "r", N_("Refresh"), N_("Reads everything shown again."), Where.AREA)


class Frame(Protocol):
    """What a pane needs of the application around it."""

    def status(self, text: Message | str, tone: Tone = Tone.NORMAL) -> None: ...
    def stand(self, pane: "Pane", text: Message) -> None: ...
    def failed(self, error: Exception) -> None: ...
    def opened(self, pane: "Pane", record_id: int) -> None: ...


@dataclass(frozen=True)
class Area:
    """A pane by its id and title (message id); it is made when it is first visited.

    `number` is the digit that shows it, by default its place.
    """

    id: str
    title: str
    make: "Callable[[], Pane]"
    number: int = 0


class Pane(Container):
    """An area. Without a `filtering` of its own `/` means nothing here."""

    DEFAULT_CSS = "Pane { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(RELOAD)
    filtering: "Filtering | None" = None
    _behind = False  # something was saved while the pane did not show

    @property
    def frame(self) -> Frame:
        """The application around the pane."""
        return cast(Frame, self.app)

    def on_mount(self) -> None:
        """A new area has the keys at once: what is typed ahead is not lost."""
        self.focus_first()

    def focus_first(self) -> None:
        """Give the keys to what is used first."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus(scroll_visible=False)
                return

    @property
    def shows(self) -> int | None:
        """The record that is opened, if any."""
        return None

    def reveal(self, record_id: int) -> None:
        """Show a record, asked for from elsewhere."""

    def back(self) -> bool:
        """Close what was opened last; False when nothing was."""
        return False

    def close_record(self) -> None:
        """Let what is filtered show instead of a record that is opened; who calls gives the keys to something that shows."""

    @property
    def filter_text(self) -> str:
        """What the area is filtered by."""
        return "" if self.filtering is None else self.filtering.text

    def filter(self, text: str) -> None:
        """Show only what matches; an area that has not come yet begins with it."""
        if self.filtering is not None and self.is_mounted:
            self.filtering.by(text)
        elif self.filtering is not None:
            self.filtering.text = text

    def refresh_data(self) -> None:
        """Read again what is shown."""

    def refresh_soon(self) -> None:
        """Read again what is shown, or as soon as it shows."""
        self._behind = not self.display
        if self.display:
            self.refresh_data()

    def caught_up(self) -> None:
        """The pane shows again: read what was saved meanwhile."""
        if self._behind:
            self.refresh_soon()

    def action_reload(self) -> None:
        """Read again because a person asked."""
        self.refresh_data()

    def said(self, message: Message | LaugError, tone: Tone = Tone.NORMAL) -> None:
        """Tell something on the status line."""
        if isinstance(message, LaugError):
            self.frame.failed(message)
        else:
            self.frame.status(message, tone)
