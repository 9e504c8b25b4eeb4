"""The first picture, painted before Textual is imported, so that the screen answers at once. Standard library only.

From then on what is typed is kept for the screens: nothing is echoed, Enter stays Enter, and of the control keys only
ctrl+c means what it means in a shell. `wipe`, or the signal that ends the program, puts the terminal back.
"""

import os
import sys
from contextlib import suppress

if sys.platform != "win32":
    import termios

TYPE_CHECKING = False  # typing itself would be imported before the first picture
if TYPE_CHECKING:
    from typing import Any

_BACK = b"\x1b[?2004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"  # Textual may have begun
_before: "list[Any] | None" = None


def paint(title: str, waiting: str) -> bool:
    """Enter the alternate screen and show a header and the lines of `waiting`; whether a terminal was there to paint on."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    except OSError:
        return False
    if _before is None:
        _keep_keys(sys.stdin.fileno())
    head = f" {title}"[:width].ljust(width)
    # The screen Textual enters by itself a moment later; it paints over every cell.
    lines = "".join(f"\r\n {line[: width - 1]}" for line in waiting.split("\n"))
    picture = f"\x1b[?1049h\x1b[2J\x1b[?25l\x1b[H\x1b[7m{head}\x1b[m\r\n{lines}"
    os.write(sys.stderr.fileno(), picture.encode(sys.stderr.encoding or "utf-8", "replace"))
    return True


def hand_over() -> "list[Any] | None":
    """The screens stand and will put back what is given here: the terminal's settings before the first picture, if known."""
    global _before
    before, _before = _before, None
    return before or None


def wipe() -> None:
    """Leave the alternate screen again, for a start that failed; nothing where there is no first picture."""
    if _before is not None:
        _put_back(hand_over())


def _keep_keys(terminal: int) -> None:
    global _before
    _before = []
    if sys.platform == "win32":
        return
    import signal

    try:
        before, now = termios.tcgetattr(terminal), termios.tcgetattr(terminal)
        now[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        now[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        for key in (termios.VSUSP, termios.VQUIT):
            now[6][key] = bytes([os.fpathconf(terminal, "PC_VDISABLE")])
        now[6][termios.VMIN] = 1
        termios.tcsetattr(terminal, termios.TCSANOW, now)
    except (termios.error, OSError):
        return
    _before = before

    def end(number: int, _frame: object) -> None:
        _put_back(before)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in (signal.SIGTERM, signal.SIGHUP):  # until the screens answer to them
        signal.signal(number, end)


def _put_back(before: "list[Any] | None") -> None:
    with suppress(OSError):  # nobody is there any more
        os.write(sys.stderr.fileno(), _BACK)
        if sys.platform != "win32" and before is not None:
            with suppress(termios.error):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)
