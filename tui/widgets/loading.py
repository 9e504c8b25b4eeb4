"""Reading the rows of a list off the loop: some at once where the source can, then all, and how to leave it."""

from collections.abc import Callable
from functools import partial

from textual.widget import Widget

from tui.widgets import jobs
from tui.widgets.rows import Load, Look, Searching, Source, load, load_first

_GROUP = "load"
_PAUSE = 0.1  # seconds; whoever types on sooner has the whole of none but the last word searched for


class Loading:
    """What a list is reading. `take` gets what has been read and whether it is the same source again; `told` hears of
    every change: more rows, all of them, none any more; `failed` of what went wrong.
    """

    def __init__(
        self,
        widget: Widget,
        take: Callable[[Load, bool], object],
        told: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._widget = widget
        self._take, self._told, self._tell_failure = take, told, failed
        self.source: Source | None = None
        self.under_way = False
        self.left = False  # before all rows had come
        self.error: Exception | None = None  # why none came
        self._asked = False  # by the person who is there
        self._again = False

    @property
    def searching(self) -> bool:
        """Whether it may take long, and can be left."""
        return self.under_way and isinstance(self.source, Searching)

    def use(self, source: Source) -> None:
        """Another source from now on; what is read of the one before is left."""
        self.end()
        self.source = source

    def start(self, look: Look, *, again: bool, whole: bool = True, asked: bool = True) -> None:
        """Read: of a source that may take long first what is there at once, unless it shows `again` or not the `whole`
        is wanted. Only what somebody `asked` for can be left by them.
        """
        if self.source is None:
            return
        self.under_way, self.left, self.error, self._again, self._asked = True, not whole, None, False, asked
        if isinstance(self.source, Searching) and not (again and whole):
            first = partial(load_first, self.source, self.source, look)
            jobs.run(self._widget, first, partial(self._first, look, again), self._failed, group=_GROUP)
        else:
            self._start_whole(look, again, at_once=True)

    def once_more(self) -> bool:
        """Whether reading is under way, and so will be done once more after it: what it reads may be old already."""
        self._again = self.under_way
        return self.under_way

    def stop(self) -> bool:
        """Leave a search; gives whether there was one."""
        if not self.searching or not self._asked:
            return False
        jobs.forget(self._widget, _GROUP)
        self.end()
        self.under_way, self.left = False, True
        self._told()
        return True

    def end(self) -> None:
        """Nobody waits for it any more."""
        if self.under_way and isinstance(self.source, Searching):
            self.source.stop()

    def _start_whole(self, look: Look, again: bool, *, at_once: bool = False) -> None:
        if self.source is not None:
            whole, pause = partial(load, self.source, look), 0.0 if at_once else _PAUSE
            jobs.run(self._widget, whole, partial(self._done, look, again), self._failed, group=_GROUP, debounce=pause)

    def _first(self, look: Look, again: bool, found: tuple[Load, bool]) -> None:
        loaded, complete = found
        if complete or self.left:
            self.left = not complete
            self._done(look, again, loaded)
            return
        if loaded.ids:
            self._take(loaded, again)
        self._told()
        self._start_whole(look, again)

    def _done(self, look: Look, again: bool, loaded: Load) -> None:
        self.under_way = False
        self._take(loaded, again)
        self._told()
        if self._again:
            self.start(Look(look.keep, loaded.at, look.page), again=True, whole=not self.left, asked=False)

    def _failed(self, error: Exception) -> None:
        self.under_way, self.error = False, error
        self._tell_failure(error)
