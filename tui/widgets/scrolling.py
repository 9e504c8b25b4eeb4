"""Where a list is scrolled to: a jump to rows that are not here yet waits a moment for them before it is painted.

Of the pages that a held key turns only as many are painted as a slow line carries: the others would come after the key has
been let go, and nobody can read them.
"""

import time
from collections.abc import Callable, Sequence

from textual.scroll_view import ScrollView
from textual.timer import Timer

from tui.widgets.fetching import Fetching

_PATIENCE = 0.08  # seconds a jump waits for its rows before the dots are shown
_BETWEEN = 0.15  # seconds between two pages that are painted: 1.5 kB each, on a line of 12 kB/s
_PREFETCH = 48  # rows beyond the screen that are fetched ahead


class Scrolling:
    """The place of the first row that shows, now or as soon as its rows have come; `fetch` asks for blocks."""

    def __init__(self, widget: ScrollView, fetching: Fetching, fetch: Callable[[Sequence[int]], object]) -> None:
        self._widget, self._fetching, self._fetch = widget, fetching, fetch
        self._wanted: int | None = None
        self._patience: Timer | None = None
        self._turned = 0.0  # when the last page was painted

    @property
    def page(self) -> int:
        """Rows that show at once: all lines but the header."""
        return max(1, self._widget.size.height - 1)

    @property
    def top(self) -> int:
        """The first row that shows, or soon will."""
        return self._widget.scroll_offset.y if self._wanted is None else self._wanted

    @property
    def rests(self) -> bool:
        """Whether no jump is waiting."""
        return self._wanted is None

    def top_for(self, at: int) -> int:
        """The nearest place to scroll to where the row shows."""
        return min(max(self.top, at - self.page + 1), at)

    def settle(self, at: int) -> None:
        """Other rows are here: show the one at this place, and wait for nothing."""
        self._wanted = None
        self._scroll(self.top_for(at))

    def to(self, top: int) -> None:
        """Scroll there: at once if the rows are here, else when they have come or patience ends."""
        self._wanted = top
        missing = self._missing(top)
        self._fetch(missing)
        wait = _PATIENCE if missing else self._too_soon
        if wait <= 0:
            self._now()
        elif self._patience is None:
            self._patience = self._widget.set_timer(wait, self._now)

    def arrived(self) -> None:
        """More rows are here: perhaps those that were waited for."""
        if self._wanted is not None and not self._missing(self._wanted) and self._too_soon <= 0:
            self._now()

    @property
    def _too_soon(self) -> float:
        """How many seconds too early the page is that is wanted; none for a few lines."""
        return self._turned + _BETWEEN - time.monotonic() if self._turns else 0.0

    @property
    def _turns(self) -> bool:
        """Whether what is wanted is another page."""
        return self._wanted is not None and abs(self._wanted - self._widget.scroll_offset.y) > self.page // 2

    def _now(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if self._turns:
            self._turned = time.monotonic()
        if self._wanted is not None:
            top, self._wanted = self._wanted, None
            if top == self._widget.scroll_offset.y:
                self._widget.refresh()
            self._scroll(top)
            self._fetch(self._missing(top, _PREFETCH))

    def _missing(self, top: int, ahead: int = 0) -> Sequence[int]:
        return self._fetching.missing(top - ahead, top + self.page - 1 + ahead)

    def _scroll(self, top: int) -> None:
        self._widget.scroll_to(y=top, animate=False, force=True)
