"""Something that takes a while: how far it is, and a key that stops it before anything of it is kept."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content

from core.messages import N_
from tui.actions import Where, bindings, declare
from tui.widgets import jobs
from tui.widgets.dialogs import plain
from tui.widgets.key_hint import KeyHint
from tui.widgets.modal import Modal
from tui.widgets.words import tell

T = TypeVar("T")
STOP = declare("working.stop", "escape", N_("Stop"), N_("Stops it; nothing of it is kept."), Where.FORM, in_footer=True)
_EVERY = 0.25


class Stopped(Exception):
    """Somebody has pressed the key."""


class Working(Modal[T | Exception | None], Generic[T], inherit_bindings=False):
    """Does `job` in a thread and answers with its result, with what went wrong, or with None if it was stopped.

    The job is given a function to tell how many of how many are done; that raises `Stopped` once the key was pressed.
    """

    LOOKED_THROUGH = True
    DEFAULT_CSS = """
    Working { align: center middle; background: transparent; }
    Working > .box { width: 56; max-width: 100%; height: auto; background: $surface; color: $foreground;
        border: round $secondary; padding: 0 1; }
    Working .title { text-style: bold; }
    Working .hint { color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(STOP)

    def __init__(self, title: str, job: Callable[[Callable[[int, int], None]], T]) -> None:
        super().__init__()
        self._title = title
        self._job = job
        self._stopped = False
        self._reached = (0, 0)
        self._line = plain("")

    def compose(self) -> ComposeResult:
        """What is done, how far it is and the key."""
        with Container(classes="box"):
            yield plain(self._title, classes="title")
            yield self._line
            yield KeyHint(tell(self, N_("{key[working.stop]}: stop, and keep nothing of it")))

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(_EVERY, self._show)
        jobs.run(self, partial(self._job, self._tell), self._done, self._failed, group="working")

    def awaits(self, key: str) -> bool:
        """What is typed meanwhile is for what comes then."""
        return key != "escape"

    def _tell(self, done: int, total: int) -> None:
        """Called in the job's thread."""
        if self._stopped:
            raise Stopped
        self._reached = (done, total)

    def _show(self) -> None:
        done, total = self._reached
        if self._stopped:
            self._line.update(Content(tell(self, N_("Stopping …"))))
        elif total:
            self._line.update(Content(tell(self, N_("{done} of {total}"), done=done, total=total)))

    def _done(self, result: T) -> None:
        self.dismiss(result)  # given back, it would be awaited here, which Textual forbids

    def _failed(self, error: Exception) -> None:
        self.dismiss(None if isinstance(error, Stopped) else error)

    def action_stop(self) -> None:
        """Stop at the next chance; what is done by then all the same, is done."""
        self._stopped = True
        self._show()
