"""Threads that answer late, each time by another while: what a key means must not hang on who is first.

`LAUG_LATE=7 pytest tests/tui` does it to every test of the screens; the number chooses the whiles.
"""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import pytest

_WHILES = (0.0, 0.0, 0.002, 0.01, 0.03, 0.09)  # seconds before the work, and again before its answer


def answer_late(monkeypatch: pytest.MonkeyPatch, seed: str) -> None:
    """From now on, until the test ends."""
    chance, at_once = random.Random(seed), asyncio.base_events.BaseEventLoop.run_in_executor

    def late(loop: Any, executor: Executor | None, work: Callable[..., Any], *args: Any) -> Any:
        before, after = chance.choice(_WHILES), chance.choice(_WHILES[:-1])

        def work_late(*args: Any) -> Any:
            time.sleep(before)
            try:
                return work(*args)
            finally:
                time.sleep(after)

        return at_once(loop, executor, work_late, *args)

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "run_in_executor", late)
