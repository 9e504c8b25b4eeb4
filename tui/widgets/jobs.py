"""Work off the event loop: a thread does it and posts one callback; the widget's own loop changes what is shown."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from textual.widget import Widget
from textual.worker import WorkType, get_current_worker

from tui.widgets import in_order

Result = TypeVar("Result")


class Complaining(Protocol):
    """An application that can tell a person what went wrong."""

    def failed(self, error: Exception) -> None: ...


def complain(widget: Widget, error: Exception) -> None:
    """Let the application tell what went wrong."""
    cast(Complaining, widget.app).failed(error)


_newest: "WeakKeyDictionary[Widget, dict[str, object]]" = WeakKeyDictionary()


def run(
    widget: Widget,
    job: Callable[[], Result],
    done: Callable[[Result], object],
    failed: Callable[[Exception], object] | None = None,
    *,
    group: str,
    debounce: float = 0.0,
    holds: bool = False,
) -> None:
    """Run `job` in a thread, then `done` with its result, or `failed`, on the widget's loop.

    A newer job of the same group silences this one, even when it has come so far that its answer is on its way to the
    loop. `debounce` waits so many seconds first, so that of many jobs asked
    for in a row only the last is done. Without `failed` the status line says what went wrong. `holds` makes keys wait for
    it: it opens or closes something, and they are meant for what comes then.
    """
    tell_failure = failed or partial(complain, widget)
    asked_for = _newest.setdefault(widget, {})
    mine = asked_for[group] = object()

    delivered = False

    def deliver(then: Callable[..., object], answer: object) -> object:
        nonlocal delivered
        try:
            return then(answer) if asked_for.get(group) is mine else None
        finally:
            delivered = True

    def work() -> None:
        worker = get_current_worker()
        if worker.is_cancelled:
            return
        try:
            result = job()
        except Exception as error:  # goes to the person as a sentence; the screens live on
            if not worker.is_cancelled:
                widget.call_later(deliver, tell_failure, error)
            return
        if not worker.is_cancelled:
            widget.call_later(deliver, done, result)

    widget.workers.cancel_group(widget, f"{group} (waited)")
    if not debounce:
        worker = widget.run_worker(work, group=group, exclusive=True, thread=True, exit_on_error=False)
        if holds:  # until the answer has been taken; a widget that is gone takes none
            in_order.hold_until(widget, lambda: delivered or worker.is_cancelled or not widget.is_running)
        return

    async def wait_and_work() -> None:
        await asyncio.sleep(debounce)
        run(widget, job, partial(deliver, done), partial(deliver, tell_failure), group=f"{group} (waited)")

    waiting: WorkType[None] = wait_and_work  # not begun where the widget goes first
    widget.run_worker(waiting, group=group, exclusive=True, exit_on_error=False)


def forget(widget: Widget, group: str) -> None:
    """What was asked for last in a group is not wanted any more, even when its answer is on its way to the loop."""
    _newest.get(widget, {}).pop(group, None)
    widget.workers.cancel_group(widget, group)


_REST = 10  # times as long as the job took


class Repeated(Generic[Result]):
    """A job that each saving of anybody asks for anew, and that may take long in a large register.

    It is never done twice at a time. Asked for while it is under way, it is done once more afterwards, when it has rested
    so long that it keeps no processor busy.
    """

    def __init__(
        self, widget: Widget, job: Callable[[], Result], done: Callable[[Result], object], *, group: str
    ) -> None:
        self._widget, self._job, self._done, self._group = widget, job, done, group
        self._under_way = False
        self._again = False
        self._came = False

    @property
    def came(self) -> bool:
        """Whether it has ended once, well or badly."""
        return self._came

    def ask(self) -> None:
        """Have it done, now or after the one that is under way."""
        if self._under_way:
            self._again = True
            return
        self._under_way, self._again = True, False
        began = time.monotonic()
        done = partial(self._finished, began)
        run(self._widget, self._job, done, partial(self._failed, began), group=self._group)

    def _finished(self, began: float, result: Result) -> None:
        self._came = True
        self._done(result)
        self._rest(began)

    def _failed(self, began: float, error: Exception) -> None:
        self._came = True
        complain(self._widget, error)
        self._rest(began)

    def _rest(self, began: float) -> None:
        if self._again:
            self._widget.set_timer((time.monotonic() - began) * _REST, self._rested)
        else:
            self._under_way = False

    def _rested(self) -> None:
        self._under_way = False
        self.ask()
