"""The cyclic garbage collector, told to wait."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def not_collecting() -> Iterator[None]:
    """For making hundreds of thousands of objects that live on: the collector would look through all of them again and
    again, for a third of the time, and find nothing."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
