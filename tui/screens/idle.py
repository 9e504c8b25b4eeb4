"""When nothing is to be seen: one key blanks the screens, and so does nobody touching them while a shielded network is open."""

import asyncio
import os
from functools import partial
from time import monotonic

from textual.app import App

from core.door.session import Session
from tui.screens.desk import Desk

MINUTES = 5
_VARIABLE = "LAUG_BLANK"


class ShowsNothing:
    """A screen that hides what lies below it."""

    def warn(self) -> bool:
        """Tell that ending would lose something; whether that was not told before."""
        raise NotImplementedError


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
        if not self._app.screen_stack:  # the program ends
            return
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
    if not isinstance(app.screen, ShowsNothing):
        from tui.screens.blank import Blank  # few starts need it

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
