"""Keys that come in a burst (a slow line, a fast typist) do what they do in the order they were typed.

The application hands out one key at a time (`tui/key_queue.py`). What a widget must tell it for that is here: that
something a key asked for is being prepared (`hold`), and that a key's meaning hangs on what is still being fetched (`Awaits`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from textual.events import Key
from textual.widget import Widget

from tui.actions import declared
from tui.widgets.possible import keys_of

_ELSEWHERE = frozenset(["escape", "left", "slash", "colon", "question_mark", "tab", "shift+tab"])


@runtime_checkable
class Awaits(Protocol):
    """A widget or screen, with the keys or around what has them, on which keys may have to wait for something to come."""

    def awaits(self, key: str) -> bool:
        """Whether what the key does hangs on something that is being fetched. The key waits for it."""


class Queue(Protocol):
    """What hands out the keys: see `tui.key_queue.KeyQueue`."""

    def begin(self) -> int: ...
    def end(self, number: int) -> None: ...
    def wait_until(self, over: Callable[[], bool]) -> None: ...


@runtime_checkable
class Queueing(Protocol):
    """An application that hands out one key at a time."""

    @property
    def key_queue(self) -> Queue: ...


@contextmanager
def hold(widget: Widget) -> Iterator[None]:
    """Meanwhile keys wait: what is done here opens something or moves the cursor, and the next keys are meant for that."""
    app = widget.app
    if not isinstance(app, Queueing):
        yield
        return
    number = app.key_queue.begin()
    try:
        yield
    finally:
        app.key_queue.end(number)


def leads_elsewhere(widget: Widget, key: str) -> bool:
    """Whether a key means the same whatever a list shows: it does not wait for the rows.

    A digit or a letter does only where no screen or area has taken it for something of its own.
    """
    if key in _ELSEWHERE:
        return True
    bound = widget.screen.active_bindings.get(key)
    return bound is not None and bound.node is widget.app


def hold_until(widget: Widget, over: Callable[[], bool]) -> None:
    """Keys wait until it is over."""
    if isinstance(widget.app, Queueing):
        widget.app.key_queue.wait_until(over)


async def edit(widget: Widget, event: Key) -> None:
    """Let a field's own editing keys work before the next key reaches it.

    Textual looks for a binding only when the key has come up through all that is around the field, and by then the field
    has had the letters behind a backspace.
    """
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        action = declared().get(binding.id or "")
        if action is not None and event.key not in keys_of(widget, action):  # the person has another key for it
            continue
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return
