"""Textual's driver for Linux and macOS, with an input thread that can be woken.

The stock thread looks every 0.1 s whether it should end and whether an Escape stands alone, whatever ESCDELAY says.
This one waits for input, for a wake-up, or for exactly the Escape delay.
"""

import asyncio
import os
import selectors
import signal
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from select import select
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui import skeleton
from tui.sent import Sent

if TYPE_CHECKING:
    from textual.app import App

_PATIENCE = 1.0  # seconds
_PASTED = b"\x1b[200~"


class _WakingEvent(Event):
    """An event that also makes a file descriptor readable when it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.read_end, self._write_end = os.pipe()

    def set(self) -> None:
        super().set()
        os.write(self._write_end, b"!")

    def clear(self) -> None:
        if self.is_set():
            super().clear()
            os.read(self.read_end, 64)


class _Line:
    """What is written to. When it has dropped, what is still to be said is forgotten, so that nobody waits to say it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.encoding = file.encoding

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class QuickDriver(LinuxDriver):
    """Sees Escape and the end at once, and stops when the line is gone."""

    def __init__(
        self, app: "App[object]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._ended = _WakingEvent()
        self.exit_event = self._ended
        if self._file is not None:
            self._file = _Line(self._file)  # type: ignore[assignment]  # it is only written to
        self._closed = Event()

    def start_application_mode(self) -> None:
        """Take the terminal; what is put back in the end are its settings before the first picture."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual gives it no types
        self.attrs_before = skeleton.hand_over() or self.attrs_before

    def close(self) -> None:
        """The last word is written."""
        super().close()
        self._closed.set()

    def answer_signals(self, leave: Callable[[int], None]) -> None:
        """What ends the program calls `leave` with its exit code; where nobody reads what is written, it ends without it.

        Not by asyncio, whose handlers are never run while the loop waits for room on the line.
        """
        loop = asyncio.get_running_loop()

        def end(number: int, _frame: FrameType | None) -> None:
            with suppress(RuntimeError):  # it ends already
                loop.call_soon_threadsafe(leave, 128 + number)
            Thread(target=self._insist, args=(128 + number,), daemon=True).start()

        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, end)

    def _insist(self, code: int) -> None:
        while not self._closed.wait(_PATIENCE):
            if not select([], [self.fileno], [], 0)[1]:
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
                os._exit(code)

    def run_input_thread(self) -> None:
        """Read keys and hand them on until the event is set or the terminal hangs up."""
        sent = Sent(XTermParser(self._debug))
        typed_in = getattr(self._file, "encoding", None) or "utf-8"  # a Latin-1 terminal is typed to in Latin-1
        decode = getincrementaldecoder(typed_in)("replace").decode
        pending = False
        typed_before = True  # while the terminal still belonged to the shell, which makes line ends of Enter
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._ended.read_end, selectors.EVENT_READ)
            while not self._ended.is_set():
                ready = selector.select(constants.ESCAPE_DELAY if pending else None)
                if any(key.fd == self.fileno for key, _ in ready):
                    data = self._read()
                    if not data:
                        return
                    if typed_before and _PASTED not in data:
                        data = data.replace(b"\n", b"\r")
                    typed_before = False
                    for message in sent.feed(decode(data)):
                        self.process_message(message)
                    pending = b"\x1b" in data[-8:]
                else:
                    pending = False
                for message in sent.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing when the terminal is gone (SIGHUP then ends the program)."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
