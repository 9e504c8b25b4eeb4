"""Nothing to see: an empty screen, with a code to come back with if one was chosen."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from core.messages import N_
from tui import lock
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk
from tui.screens.idle import ShowsNothing
from tui.widgets.dialogs import plain
from tui.widgets.entry import Entry
from tui.widgets.key_hint import KeyHint
from tui.widgets.modal import Modal

_WRONG = 1.0  # seconds until the next try

BACK = declare("blank.back", "enter", N_("Back"), N_("Shows the screens again."), Where.FORM, in_palette=False)


class Blank(ShowsNothing, Modal[None], inherit_bindings=False):
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
            yield KeyHint(self._tell(N_("{key[blank.back]}: back    {key[app.quit]}: quit")))
            yield self._problem
            return
        yield plain(self._tell(N_("Your code, then {key[blank.back]}    {key[app.quit]}: quit")))
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
        lost = N_("Something is not saved and is lost if you quit. {key[app.quit]} again: quit all the same")
        self._problem.update(self._tell(lost))
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field."""
        event.stop()
        self.action_back()
