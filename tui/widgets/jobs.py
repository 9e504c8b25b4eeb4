"""Work off the event loop: a thread does it and posts one callback; the widget's own loop changes what is shown."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar, cast

from textual.widget import Widget
from textual.worker import get_current_worker

Result = TypeVar("Result")


class Complaining(Protocol):
    """An application that can tell a person what went wrong."""

    def failed(self, error: Exception) -> None: ...


def complain(widget: Widget, error: Exception) -> None:
    """Let the application tell what went wrong."""
    cast(Complaining, widget.app).failed(error)


def run(
    widget: Widget,
    job: Callable[[], Result],
    done: Callable[[Result], object],
    failed: Callable[[Exception], object] | None = None,
    *,
    group: str,
    debounce: float = 0.0,
) -> None:
    """Run `job` in a thread, then `done` with its result, or `failed`, on the widget's loop.

    A newer job of the same group silences this one. `debounce` waits so many seconds first, so that of many jobs asked
    for in a row only the last is done. Without `failed` the status line says what went wrong.
    """
    tell_failure = failed or partial(complain, widget)

    def work() -> None:
        worker = get_current_worker()
        if worker.is_cancelled:
            return
        try:
            result = job()
        except Exception as error:  # goes to the person as a sentence; the screens live on
            if not worker.is_cancelled:
                widget.call_later(tell_failure, error)
            return
        if not worker.is_cancelled:
            widget.call_later(done, result)

    widget.workers.cancel_group(widget, f"{group} (waited)")
    if not debounce:
        widget.run_worker(work, group=group, exclusive=True, thread=True, exit_on_error=False)
        return

    async def wait_and_work() -> None:
        await asyncio.sleep(debounce)
        run(widget, job, done, failed, group=f"{group} (waited)")

    widget.run_worker(wait_and_work(), group=group, exclusive=True, exit_on_error=False)
