"""The memory of reads: one heap for all threads, and what lies free in it goes back to the system when nobody reads.

glibc's (mallopt(3), malloc_trim(3)); other libraries do without.
"""

import ctypes
import sys
import threading

_ARENAS = -8  # M_ARENA_MAX of malloc.h
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_left = threading.Event()


def share() -> None:
    """One heap: with one for each thread, what a read in a thread has used is never used again by another."""
    if mallopt := getattr(_libc, "mallopt", None):
        mallopt(_ARENAS, 1)


def leave() -> None:
    """A read is over, and what it has used is free."""
    _left.set()


def give_back() -> None:
    """Give back what is free, if something was read since: sorting 100 000 people takes 8 MiB for a moment."""
    if _left.is_set():
        _left.clear()
        if malloc_trim := getattr(_libc, "malloc_trim", None):
            malloc_trim(0)
