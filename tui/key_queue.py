"""Typing ahead: keys are handed out one at a time, in order, and none before it is known what it is for.

A key that opens something often has to ask the file first, in a thread. The next key is meant for what it opens. So a key
waits until the one before has gone all its way, what that asked for has been prepared (`in_order.hold`), what it opened
has the keys, and nothing fetched for it is missing (`in_order.Awaits`). Nothing is held while nothing is prepared.

When it takes long the person is told, and Escape and the keys that leave overtake the others: what is still being
prepared then opens nothing any more, and the keys that waited are forgotten, for they were meant for that.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from typing import Any, Protocol
from weakref import WeakSet

from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from tui.widgets.in_order import Awaits

_LONG = 1.0  # seconds
_LOOK = 0.004  # seconds between two looks whether what keys wait for has come
_LOST = 0.1  # seconds after which a message that somebody has swallowed is not waited for
_ROUNDS = 6
_THROUGH = frozenset(["escape", "ctrl+q", "ctrl+c"])

Typed = Key | Paste


class Application(Protocol):
    """What the queue needs of the application."""

    @property
    def screen_stack(self) -> list[Screen[Any]]: ...
    def post_message(self, message: Message) -> bool: ...
    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer: ...
    def takes_long(self, *, leavable: bool) -> None: ...
    def given_up(self) -> None: ...


class Passed(Message, bubble=True):
    """Follows a key through the widgets; when it has come up to the application, so has the key."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = asyncio.Event()


class KeyQueue:
    """The keys typed and not yet handed out."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._ready: Typed | None = None
        self._overtaking = False
        self._handed_out = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None
        self._preparing: dict[int, asyncio.Task[Any] | None] = {}
        self._numbers = count()
        self._until: list[Callable[[], bool]] = []
        self._abandoned: WeakSet[asyncio.Task[Any]] = WeakSet()
        self._since: float | None = None
        self._timer: Timer | None = None

    # -- what widgets tell ---------------------------------------------------------------------------------

    def begin(self) -> int:
        """Something a key asked for is being prepared; gives a number for `end`."""
        self._watch()
        number = next(self._numbers)
        self._preparing[number] = asyncio.current_task()
        return number

    def end(self, number: int) -> None:
        """It is there."""
        self._preparing.pop(number, None)

    def wait_until(self, over: Callable[[], bool]) -> None:
        """Something a key asked for is being prepared until it is `over`."""
        self._watch()
        self._until.append(over)

    @property
    def is_idle(self) -> bool:
        """Whether nothing typed waits or is on its way."""
        return self._pump is None and not self._waiting

    @property
    def refused(self) -> bool:
        """Whether who runs now was given up by the person, and may open nothing."""
        return asyncio.current_task() in self._abandoned

    # -- what the application tells ------------------------------------------------------------------------

    async def take(self, typed: Typed, handle: Callable[[Typed], Awaitable[None]]) -> None:
        """A key from the terminal, or one that is handed out now: `handle` it when it is its turn."""
        if not self._app.screen_stack:  # the program ends; nothing takes keys any more
            self._handed_out.set()
            return
        if typed is self._ready:
            self._ready = None
            try:
                if self._overtaking or not self._held(typed):
                    await handle(typed)
                else:  # the keys have come into other hands since it was looked
                    self._waiting.appendleft(typed)
            finally:
                self._handed_out.set()
        elif self._pump is None and not self._held(typed):
            await handle(typed)
            self._start()
        else:
            self._waiting.append(typed)
            self._start()

    def close(self) -> None:
        """The program ends."""
        self._waiting.clear()
        if self._pump is not None:
            self._pump.cancel()

    # -- handing out -----------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._pump is None:
            self._pump = asyncio.get_running_loop().create_task(self._hand_out())

    async def _hand_out(self) -> None:
        try:
            await self._settle()
            while self._waiting:
                held = self._held(self._waiting[0])
                self._overtaking = held and self._overtaken()
                if held and not self._overtaking:
                    await asyncio.sleep(_LOOK)
                    await self._settle()
                    continue
                self._ready = self._waiting.popleft()
                self._handed_out.clear()
                if self._app.post_message(self._ready):
                    await self._handed_out.wait()
                await self._settle()
        finally:
            self._pump = None

    async def _settle(self) -> None:
        """Until what the last key set going has come to rest: twice with the keys in the same hands."""
        before: DOMNode | None = None
        for _ in range(_ROUNDS):
            holder = self._holder
            if holder is None:
                return
            await self._round(holder)
            if holder is before and holder is self._holder:
                return
            before = holder

    @property
    def _holder(self) -> DOMNode | None:
        """What has the keys; nothing when the program ends."""
        stack = self._app.screen_stack
        return stack[-1].focused or stack[-1] if stack else None

    async def _round(self, holder: DOMNode) -> None:
        passed = Passed()
        if holder.post_message(passed):
            try:
                await asyncio.wait_for(passed.arrived.wait(), _LOST)
            except TimeoutError:
                return  # it went down with a screen that was closed

    def _held(self, typed: Typed) -> bool:
        """Whether it is not yet known what the key is for."""
        held = self._is_preparing or any(one.awaits(_key(typed)) for one in self._around())
        if not held:
            self._since = None
        elif self._since is None:
            self._watch()
        return held

    @property
    def _is_preparing(self) -> bool:
        self._until = [over for over in self._until if not over()]
        return bool(self._preparing or self._until)

    def _around(self) -> Iterator[Awaits]:
        around = self._holder.ancestors_with_self if self._holder is not None else ()
        yield from (node for node in around if isinstance(node, Awaits))

    # -- when it takes long ----------------------------------------------------------------------------------

    def _watch(self) -> None:
        """From now on keys may have to wait, unless they have to already."""
        if self._since is not None and self._is_preparing:
            return
        self._since = asyncio.get_running_loop().time()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(_LONG, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._app.screen_stack and (self._is_preparing or (self._waiting and self._held(self._waiting[0]))):
            self._app.takes_long(leavable=any(task is not None for task in self._preparing.values()))

    def _overtaken(self) -> bool:
        """Whether a key that may not wait for long is first now, those before it forgotten."""
        if self._since is None or asyncio.get_running_loop().time() - self._since < _LONG:
            return False
        place = next((place for place, typed in enumerate(self._waiting) if _key(typed) in _THROUGH), None)
        if place is None:
            return False
        for _ in range(place):
            self._waiting.popleft()
        asking = [task for task in self._preparing.values() if task is not None]
        if _key(self._waiting[0]) != "escape" or not asking:
            return True
        self._abandoned.update(asking)
        self._preparing.clear()
        self._waiting.popleft()
        self._app.given_up()
        return False


def _key(typed: Typed) -> str:
    return typed.key if isinstance(typed, Key) else ""
