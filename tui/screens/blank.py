"""Nothing to see: one key blanks the screens, and so does nobody touching them while a shielded network is open."""

import asyncio
import os
from functools import partial
from time import monotonic
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from core.door.session import Session
from core.messages import N_
from tui import lock
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk
from tui.widgets.dialogs import plain
from tui.widgets.entry import Entry

MINUTES = 5
_VARIABLE = "LAUG_BLANK"
_WRONG = 1.0  # seconds until the next try

BACK = declare("blank.back", "enter", N_("Back"), N_("Shows the screens again."), Where.FORM, in_palette=False)


class Blank(ModalScreen[None]):
    """An empty screen that says how to come back; asks for the code, if there is one."""

    AUTO_FOCUS = "Entry"
    DEFAULT_CSS = """
    Blank { background: $background; align: center middle; layout: vertical; }
    Blank > Static { width: auto; max-width: 100%; color: $text-muted; }
    Blank > .problem { color: $error; }
    Blank > Entry { width: 24; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(BACK)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._account = desk.session.account
        self._asks = lock.has_code(self._account)
        self._tell = desk.tell
        self._problem = plain("", classes="problem")
        self._warned = False

    def compose(self) -> ComposeResult:
        """How to come back."""
        yield plain("laug")
        if not self._asks:
            yield plain(self._tell(N_("enter: back    ctrl+q: quit")))
            yield self._problem
            return
        yield plain(self._tell(N_("Your code, then enter    ctrl+q: quit")))
        entry = Entry()
        entry.password = True
        yield entry
        yield self._problem

    @work(exclusive=True)
    async def action_back(self) -> None:
        """Back to where one was, if the code fits."""
        if self._asks:
            entry = self.query_one(Entry)
            code, entry.value = entry.value, ""
            if not await asyncio.to_thread(lock.fits, self._account, code):
                await asyncio.sleep(_WRONG)
                self._problem.update(self._tell(N_("That is not your code.")))
                return
        self.dismiss(None)

    def warn(self) -> bool:
        """Say that something below is not saved; False when it was said before."""
        if self._warned:
            return False
        self._warned = True
        self._problem.update(self._tell(N_("Something is not saved and is lost if you quit. ctrl+q again: quit all the same")))
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field."""
        event.stop()
        self.action_back()


class Idle:
    """Blanks the screens of an application that nobody touches for so many minutes; one timer, and nothing is written."""

    def __init__(self, app: App[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._minutes = _minutes()
        self._touched = monotonic()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = monotonic()

    def begin(self) -> None:
        """Look again when the time may be up."""
        minutes = MINUTES if self._minutes is None else self._minutes
        if minutes:
            left = self._touched + 60 * minutes - monotonic()
            self._app.set_timer(max(left, 0.1), partial(self._look, 60 * minutes))

    def _look(self, seconds: float) -> None:
        if monotonic() - self._touched >= seconds:
            self._blank_where_it_matters()
            self.touch()
        self.begin()

    def _blank_where_it_matters(self) -> None:
        """At once where a number of minutes was chosen, else only if a shielded network is open to the account."""
        if self._minutes is not None:
            blank(self._app, self._desk)
            return

        async def ask() -> None:
            if await asyncio.to_thread(self._desk.do, _sees_shielded):
                blank(self._app, self._desk)

        self._app.run_worker(ask(), group="idle", exclusive=True, exit_on_error=False)


def blank(app: App[None], desk: Desk) -> None:
    """Show nothing, unless nothing is shown already."""
    if not isinstance(app.screen, Blank):
        app.push_screen(Blank(desk))


def _sees_shielded(session: Session) -> bool:
    from core import networks

    return any(one.shielded and one.opened for one in networks.find(session))


def _minutes() -> float | None:
    """What was chosen: minutes, or 0 for never; None where nothing was, or no number."""
    try:
        return max(0.0, float(os.environ.get(_VARIABLE, "").replace(",", ".")))
    except ValueError:
        return None
