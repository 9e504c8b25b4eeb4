"""The screens with a guide beside one: a line that says what to try next, and sees when it was done."""

import asyncio
import contextlib
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.events import Event, Key
from textual.widgets import Static

from core import overview
from core.door.session import Session
from core.errors import LaugError
from core.messages import N_
from core.past import undo
from tui.actions import Where, bindings, declare, declared
from tui.screens.idle import ShowsNothing
from tui.screens.start import Screens
from tui.tour import STEPS, Seen
from tui.widgets.dialogs import Dialog
from tui.widgets.list_pane import ListPane
from tui.widgets.modal import Modal
from tui.widgets.words import tell_key

_AGAIN = (0.05, 0.3, 0.8)  # seconds after a key: what it opens may take a moment

NEXT = declare("tour.next", "f8", N_("Next step"), N_("Goes on with the next step of the tour."), Where.EVERYWHERE,
               priority=True)  # fmt: skip


class TourLine(Static):
    """What to try now."""

    DEFAULT_CSS = """
    TourLine { height: auto; width: 100%; background: $secondary; color: $background; padding: 0 1; text-style: bold; }
    """


class TourScreens(Screens):
    """The program on the example, with the tour."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(NEXT)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._step = 0
        self._reached = False
        self._began = 0
        self._newest = ""

    def on_mount(self) -> None:
        """Begin; `Screens.on_mount` is called as well."""
        self._began = self.desk.do(overview.newest)
        self.call_after_refresh(self._look)

    async def on_event(self, event: Event) -> None:
        """See what came of a key."""
        await super().on_event(event)
        if isinstance(event, Key):
            for delay in _AGAIN:
                self.set_timer(delay, self._look)

    def push_screen(self, screen: Any, *args: Any, **named: Any) -> Any:
        """Open a screen, and see that."""
        pushed = super().push_screen(screen, *args, **named)
        self._see(type(screen).__name__)
        return pushed

    def written(self) -> None:
        """Something was saved; see what."""
        super().written()
        self._read_newest()

    @work(group="tour", exclusive=True)
    async def _read_newest(self) -> None:
        with contextlib.suppress(LaugError):  # whatever the person does next tells what is wrong with the file
            self._newest = await asyncio.to_thread(self.desk.do, partial(_newest_own, after=self._began))
        self._look()

    def action_next(self) -> None:
        """The next step."""
        self._step = min(self._step + 1, len(STEPS) - 1)
        self._reached = False
        self._look()

    def _look(self) -> None:
        """Go on if the step has been taken, and tell what is next on the screen on top."""
        if not self.screen_stack:  # the program ends
            return
        here = type(self.screen).__name__
        self._see(here)
        if self._reached and (here == "Screen" or not STEPS[self._step].back):
            self.action_next()
        elif not isinstance(self.screen, ShowsNothing):
            self._tell()

    def _see(self, screen: str) -> None:
        pane = self.pane
        opened, marked = (pane.is_open, len(pane.records.marked)) if isinstance(pane, ListPane) else (False, 0)
        kept = "" if self.screen.has_class("-filtering") else pane.filter_text
        seen = Seen(self._here, screen, opened, kept, marked, self._newest)
        self._reached = self._reached or STEPS[self._step].done(seen)

    def _tell(self) -> None:
        told = Content(self._sentence())
        line = next(iter(self.screen.query(TourLine)), None)
        if line is None:
            line = TourLine(told, markup=False)
            if isinstance(self.screen, Modal):
                line.styles.dock = "top"  # a dialog keeps its place
                line.styles.margin = (self._above, 0, 0, 0)
            self.screen.mount(line, before=0)
        else:
            line.update(told)

    @property
    def _above(self) -> int:
        """Lines above that of a box: it lies where the one of the screen below shows, which has the areas in its first."""
        below = next(one for one in reversed(self.screen_stack) if not isinstance(one, Dialog))
        return 0 if isinstance(below, Modal) else 1

    def _sentence(self) -> str:
        step = STEPS[self._step]
        keys = [tell_key(self.screen, self.keymap.of(declared()[one])[0]) for one in step.actions]
        tell = self.desk.tell
        told = tell(step.text, **dict(zip(("key", "other"), keys, strict=False)))
        if self._step + 1 == len(STEPS):
            return told
        following = tell_key(self.screen, self.keymap.of(NEXT)[0])
        line = N_("{step} of {steps}: {told} ({key}: next)")
        return tell(line, step=self._step + 1, steps=len(STEPS), told=told, key=following)


def _newest_own(session: Session, *, after: int) -> str:
    """The kind of one's newest operation since; nothing before there is one."""
    own = [one for one in undo.entries(session, after=after, limit=10) if one.account == session.account]
    return own[0].operation.value if own else ""
