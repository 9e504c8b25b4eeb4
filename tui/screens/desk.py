"""What the areas share: the register, the person's language, and work off the event loop."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar, cast, runtime_checkable

from textual.widget import Widget

from core.door.session import Session
from core.messages import Catalogue, Message
from core.rules.kinds import Language
from tui import heap
from tui.widgets.in_order import hold
from tui.widgets.jobs import complain
from tui.widgets.tone import Tone
from tui.widgets.words import told

if TYPE_CHECKING:
    from tui.remembered import ListColumns

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """Where a person works: the session, and the catalogue of their language."""

    session: Session
    catalogue: Catalogue

    @property
    def language(self) -> Language:
        return self.session.language

    @property
    def today(self) -> date:
        return self.session.today

    def do(self, job: Callable[[Session], T]) -> T:
        """A use-case with a connection of this thread."""
        try:
            with self.session.connected():
                return job(self.session)
        finally:
            heap.leave()

    def tell(self, message: Message | str, **values: object) -> str:
        """The message, or the message id with its values, in the person's language."""
        return told(self.catalogue, message, **values)

    def list_called(self, name: str) -> "ListColumns":
        """Where the columns this person chooses for the list of that name are remembered."""
        from tui.remembered import ListColumns  # not needed for the first picture

        return ListColumns(self.session.account, name)


class Workplace(Protocol):
    """What the steps need of the application around them."""

    def status(self, text: Message | str, tone: Tone = Tone.NORMAL) -> None: ...
    def go(self, area_id: str, record_id: int | None = None) -> None: ...
    def look_for(self, area_id: str, query: str) -> None: ...
    def written(self) -> None: ...


def workplace(widget: Widget) -> Workplace:
    """The application around a widget."""
    return cast(Workplace, widget.app)


@runtime_checkable
class Live(Protocol):
    """A screen of its own that shows the register: it is told when something was saved."""

    def refresh_data(self) -> None: ...


async def attempt(widget: Widget, job: Callable[[], T], *, holds: bool = True) -> T | None:
    """The job done in a thread; None, and the reason on the status line, if it failed.

    Keys typed meanwhile wait for it and for what it opens, unless it may take long and opens nothing (`holds`).
    """
    try:
        with hold(widget) if holds else nullcontext():
            return await asyncio.to_thread(job)
    except Exception as error:  # goes to the person as a sentence; the screens live on
        complain(widget, error)
        return None
