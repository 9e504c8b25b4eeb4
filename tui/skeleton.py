"""The first picture, painted before Textual is imported, so that the screen answers at once. Standard library only."""

import os
import sys


def paint(title: str, waiting: str) -> bool:
    """Enter the alternate screen and show a header and the lines of `waiting`; whether a terminal was there to paint on."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    except OSError:
        return False
    head = f" {title}"[:width].ljust(width)
    # The screen Textual enters by itself a moment later; it paints over every cell.
    lines = "".join(f"\r\n {line[: width - 1]}" for line in waiting.split("\n"))
    picture = f"\x1b[?1049h\x1b[2J\x1b[?25l\x1b[H\x1b[7m{head}\x1b[m\r\n{lines}"
    os.write(sys.stderr.fileno(), picture.encode(sys.stderr.encoding or "utf-8", "replace"))
    return True


def wipe() -> None:
    """Leave the alternate screen again: for a start that failed before Textual took over."""
    os.write(sys.stderr.fileno(), b"\x1b[?1049l\x1b[?25h")
