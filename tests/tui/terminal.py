"""A terminal for tests: starts a program in a pty, types to it and sees what it would show."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
KEYS = {
    "enter": b"\r", "escape": b"\x1b", "tab": b"\t", "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C",
    "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~",
    "ctrl+q": b"\x11", "ctrl+s": b"\x13", "ctrl+p": b"\x10", "ctrl+z": b"\x1a", "ctrl+u": b"\x15",
}  # fmt: skip
# What pyte does not know: questions about private modes and the kitty keyboard protocol.
_QUESTIONS = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:\$p|u)")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*)?\Z")
_LOOKS = 5
_ON_OFF = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")


class Terminal:
    """One program in one terminal of 80 by 24, or another size."""

    def __init__(self, command: Sequence[str], *, columns: int = 80, lines: int = 24, **environment: str) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self.written = b""
        self.last_read = 0.0
        self.ended_at = 0.0
        self._master, self._slave = os.openpty()
        self._size(columns, lines)
        self._before = termios.tcgetattr(self._slave)
        self._program = subprocess.Popen(
            [sys.executable, *command],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            cwd=ROOT,
            env=_environment(environment),
            start_new_session=True,
            preexec_fn=_take_terminal,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self._program.poll() is None:
            self._program.kill()
        self._program.wait()
        for descriptor in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    # -- typing ----------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Keys by name, anything else as it is."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))

    def resize(self, columns: int, lines: int) -> None:
        """Another size, as when a window is pulled."""
        self.screen.resize(lines, columns)
        self._size(columns, lines)
        self._program.send_signal(signal.SIGWINCH)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._program.send_signal(number)

    def hang_up(self) -> None:
        """The line drops."""
        os.close(self._slave)
        os.close(self._master)

    # -- seeing ----------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def picture(self) -> list[list[tuple[object, ...]]]:
        """Every cell with its colours; of a blank only the background counts."""
        return [[_look(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    @property
    def memory(self) -> float:
        """MiB of memory that the program has in use."""
        pages = int(Path(f"/proc/{self._program.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def wait_for(self, text: str, timeout: float = 15) -> None:
        """Until the screen shows the text."""
        end = time.monotonic() + timeout
        while text not in self.text:
            left = end - time.monotonic()
            assert left > 0, f"{text!r} did not come:\n{self.text}"
            self.read(left)

    def settle(self, quiet: float = 0.3) -> int:
        """Until nothing has been written for a while; how many bytes were.

        What counts is the time in which the program neither computes nor waits for its turn, on a busy machine, too.
        """
        before, left = len(self.written), _LOOKS
        end = time.monotonic() + 15
        while left and time.monotonic() < end:
            left = _LOOKS if self.read(quiet / _LOOKS) or self._is_computing else left - 1
        return len(self.written) - before

    def wait_until_it_cannot_write(self, timeout: float = 15) -> None:
        """Until the line is full, for nobody reads it, and the program stands still."""
        end = time.monotonic() + timeout
        while select.select([], [self._slave], [], 0)[1] or self._is_computing:
            assert time.monotonic() < end, "the line does not become full"
            select.select([], [], [], 0.02)

    def wait_for_end(self, timeout: float = 15) -> int:
        """The exit code."""
        end = time.monotonic() + timeout
        while self._program.poll() is None:
            assert time.monotonic() < end, f"the program does not end:\n{self.text}"
            with contextlib.suppress(OSError):
                self.read(0.002)
        self.ended_at = time.perf_counter()
        with contextlib.suppress(OSError):
            self.settle(0.05)
        return self._program.returncode

    def wait_until_stopped(self) -> None:
        """Until the program has suspended itself."""
        _, status = os.waitpid(self._program.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)

    @property
    def left_on(self) -> set[str]:
        """Private modes that are on (bracketed paste, mouse, alternate screen) or off and should not be."""
        modes = {"25": True, "7": True}
        for numbers, switch in _ON_OFF.findall(self.written):
            for number in numbers.decode().split(";"):
                modes[number] = switch == b"h"
        expected = {"25": True, "7": True}
        return {mode for mode, on in modes.items() if on != expected.get(mode, False)}

    @property
    def settings_restored(self) -> bool:
        """Whether echo, line editing and the like are as before."""
        return termios.tcgetattr(self._slave) == self._before

    @property
    def _is_computing(self) -> bool:
        """Whether a thread of the program runs or would like to; never where /proc does not tell."""
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{self._program.pid}/task").iterdir():
                if (thread / "stat").read_text().rpartition(")")[2].split()[0] == "R":
                    return True
        return False

    def read(self, timeout: float) -> bool:
        """Whether the program has written something in so many seconds; it is read, then."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        data = os.read(self._master, 65536)
        self.written += data
        self.last_read = time.perf_counter()
        data = self._held + data
        unfinished = _UNFINISHED.search(data)
        self._held = unfinished.group() if unfinished else b""
        self._stream.feed(_QUESTIONS.sub(b"", data[: len(data) - len(self._held)]))
        return True

    def _size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)} | more


def _look(cell: pyte.screens.Char) -> tuple[object, ...]:
    if cell.data == " " and not (cell.underscore or cell.reverse):
        return " ", cell.bg
    return cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse
