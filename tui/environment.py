"""What the terminal must be able to do, and what Textual must be told before it is imported."""

import gc
import os
import sys

from core.messages import N_, Message, say
from tui import heap

_DEFAULTS = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_DIM_FACTOR": "66",
    "ESCDELAY": "40",
    "TEXTUAL_FPS": "120",
}
# Read by Textual when it is imported; somebody's setting for another program must not take screenshots of this one.
_UNWANTED = ("TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_THEME")



def unfit() -> Message | None:
    """Why the screens cannot be shown here, or None. The command line works everywhere."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return say(N_("The screens need a terminal. Use the commands instead: laug --help"))
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return say(
            N_("This terminal (TERM={term}) cannot show screens. Set TERM, or work in plain lines: laug --plain"),
            term=os.environ.get("TERM", ""),
        )
    return None


def prepare() -> None:
    """Set Textual's switches; must be called before anything imports textual.

    Garbage is not collected until the screens stand: looking through everything imported takes longer than painting it.
    """
    gc.disable()
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    for name in _UNWANTED:
        os.environ.pop(name, None)
    heap.share()
