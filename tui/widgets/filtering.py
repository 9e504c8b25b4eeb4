"""The filter of a list: it belongs to the list, wherever that stands, and is typed into the one line behind `/`."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from core.errors import Invalid
from core.messages import N_, Message, say
from tui.widgets import jobs
from tui.widgets.bars import StatusBar
from tui.widgets.columns import Arrangement
from tui.widgets.rows import Searching, Source
from tui.widgets.words import tell

if TYPE_CHECKING:
    from core.search.near import Meant
    from tui.widgets.record_list import RecordList

_PAUSE = 0.3  # seconds after the last letter
ROWS = (N_("{n} row"), N_("{n} rows"))
NO_MATCH = N_("Nothing matches the filter. Esc clears it.")

Answering: TypeAlias = Callable[[str, str, bool], Source]
"""The rows that answer a filter, in an order, from the last if True. Called on the loop, read in threads."""


class QueryLanguage(Protocol):
    """What can be typed as a filter. `hint` says it in a line; only what `explains` can tell how a text is understood.

    All but `words` are called in worker threads.
    """

    @property
    def hint(self) -> str: ...
    @property
    def explains(self) -> bool: ...
    def words(self, text: str, /) -> Sequence[str]: ...
    def completions(self, text: str, /) -> Sequence[str]: ...
    def explanation(self, text: str, /) -> str: ...
    def nearest(self, text: str, finds: Callable[[str], bool], /) -> "Meant | None": ...


class JustWords:
    """Words looked for in what the rows show."""

    hint = N_("words; - before one leaves out the lines that have it; ↑ brings earlier filters")
    explains = False

    def words(self, text: str) -> Sequence[str]:
        """Those that stand out where they are found."""
        return [word for word in text.split() if not word.startswith("-")]

    def completions(self, text: str) -> Sequence[str]:
        """None: any word may be meant."""
        return ()

    def explanation(self, text: str) -> str:
        """The words themselves."""
        return text

    def nearest(self, text: str, finds: Callable[[str], bool]) -> None:
        """Nothing is known but what shows."""


class _Frame(Protocol):
    def understood(self, filtering: "Filtering") -> None: ...


class Filtering:
    """What a list is filtered by, what it was filtered by before, and what may have been meant instead.

    `told` hears what there is to say of the list: how many rows, how many of them marked, by what they are filtered.
    """

    def __init__(
        self,
        records: "RecordList",
        language: QueryLanguage | None,
        count: tuple[str, str],
        told: Callable[[Message], object],
        *,
        rows: Answering | None = None,
        empty: str | Message = "",
        no_match: str = NO_MATCH,
    ) -> None:  # fmt: skip
        """`count` is what its rows are called, one and several; `empty` and `no_match` are told where there are none.
        Without a `language` nothing can be typed.
        """
        self.records, self.language, self.count, self.no_match = records, language, count, no_match
        self.empty = empty or records.empty
        self.text = ""
        self.meant = ""  # a filter that finds something, near one that does not
        self.past: list[str] = []  # of this session only: filters name people
        self._told = told
        self._rows = rows
        records.filtering = self

    def use(self, rows: Answering, *, again: bool = False, empty: str = "") -> None:
        """The rows of something else, which are not filtered yet; or of the same `again`, filtered as before."""
        if not again:
            self.text = self.meant = ""
        self.empty = empty or self.empty
        self.renew(rows, again=again)

    def renew(self, rows: Answering, *, again: bool = False, gone: bool = False) -> None:
        """Other rows of the same, filtered as before; as `RecordList.show`."""
        self._rows = rows
        self.show(again=again, gone=gone)

    def by(self, text: str) -> None:
        """Show only what matches."""
        others = bool(self.meant) or bool(text) != bool(self.text)  # other keys mean something now
        self.text, self.meant = text, ""
        if others:
            self.records.screen.refresh_bindings()
        self.show()

    def show(self, *, again: bool = False, gone: bool = False) -> None:
        """The rows as they are filtered now."""
        if self._rows is not None:
            empty = self.no_match if self.text else self.empty
            self.records.show(
                partial(self._rows, self.text), words=self._words, empty=empty, part=bool(self.text),
                again=again, gone=gone,
            )  # fmt: skip

    @property
    def _words(self) -> Sequence[str]:
        return self.language.words(self.text) if self.language is not None else ()

    def give_keys(self) -> None:
        """What is filtered gets the keys."""
        self.records.focus(scroll_visible=False)

    def leave(self) -> bool:
        """Leave a search that is under way, or else the filter; False where there is neither."""
        if self.records.stop():
            return True
        if self.text:
            self.by("")
            return True
        return False

    # -- what is said ----------------------------------------------------------------------------------

    def came(self) -> None:
        """More rows have come, or no more do."""
        self.understood()
        if self.text and not self.records.count and not self.records.searching:
            self.look_nearby()
        self.tell()

    def understood(self) -> None:
        """Something has come that answers the filter: nothing is wrong with it."""
        cast(_Frame, self.records.app).understood(self)

    def tell(self) -> None:
        """What stands on the status line."""
        self._told(self.sentence)

    @property
    def sentence(self) -> Message:
        """How many rows there are, how many of them are marked, and which filter shows them."""
        records = self.records
        count = Message(self.count[0], {"n": records.count}, self.count[1])
        marks = len(records.marked)
        if records.searching:
            count = say(N_("{count} so far, searching … ({key[app.back]}: enough)"), count=count)
        elif records.left:
            count = say(N_("{count} so far ({key[area.reload]}: the rest)"), count=count)
        told = say(N_("{count}, {marks} marked"), count=count, marks=marks) if marks else count
        if marks and self.text and (hidden := records.marked_out_of_sight):
            told = say(N_("{count}, {marks} marked, {hidden} of them not shown"), count=count, marks=marks, hidden=hidden)
        return self.with_filter(told)

    def with_filter(self, told: Message) -> Message:
        """What is told of what shows, and which filter shows it."""
        if not self.text:
            return told
        if self.records.unread:
            return say(N_("{count} · the filter does not work: {filter}"), count=told, filter=self.text)
        return say(N_("{count} · filter: {filter}"), count=told, filter=self.text)

    def explain(self) -> None:
        """Tell how the filter is understood."""
        from tui.widgets.dialogs import Tell  # not needed for the first picture

        if self.language is None:
            return
        records, title = self.records, tell(self.records, N_("How the filter is understood"))
        ask = partial(self.language.explanation, self.text)
        jobs.run(records, ask, lambda text: records.app.push_screen(Tell(title, text)), group="explain", holds=True)

    # -- what may have been meant ----------------------------------------------------------------------

    def look_nearby(self) -> None:
        """Nothing is found, or there is not what the filter names: see what may have been meant."""
        if self.language is None or self._rows is None:
            return
        ask = partial(self.language.nearest, self.text, partial(_finds, self._rows, self.records.arrangement))
        jobs.run(self.records, ask, self._found_nearby, lambda _error: None, group="nearby", debounce=_PAUSE)

    def _found_nearby(self, found: "Meant | None") -> None:
        if found is None or found.asked != self.text:
            return
        self.meant = found.query
        if not self.records.count:
            self.records.tell_instead(say(N_("{sentence} {key[app.meant]} takes it."), sentence=found.sentence))
        self.records.screen.refresh_bindings()


def _finds(rows: Answering, arranged: Arrangement, text: str) -> bool:
    """Whether a filter finds something in this list; what else is wrong with it is told when it is taken."""
    source = rows(text, arranged.order, arranged.descending)
    try:
        return bool(source.first()[0] if isinstance(source, Searching) else source.ids())
    except Invalid:
        return True


def filter_alone(
    records: "RecordList", count: tuple[str, str] = ROWS, language: QueryLanguage | None = None
) -> Filtering:
    """The filter of a list on a screen of its own, whose status line tells of it; by words if no language is said."""

    def told(message: Message) -> None:
        if records.is_attached:
            for bar in records.screen.query(StatusBar):
                bar.stand(tell(records, message))

    return Filtering(records, language or JustWords(), count, told)
