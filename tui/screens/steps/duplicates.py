"""Who may be in the register twice: the likely pairs, one after the other."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.duplicates import distinct, pairs
from core.duplicates.likeness import Score
from core.duplicates.pairs import LikelyPair, PairRow
from core.messages import N_, Message, say
from core.people import PersonRow
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import showing
from tui.screens.steps.side_by_side import Decided, decide
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import plain
from tui.widgets.filtering import filter_alone
from tui.widgets.in_full import InFull
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import BLOCK, Cells
from tui.widgets.tone import Tone

APART = declare(
    "duplicates.apart", "i", N_("Not the same"), N_("Notes that they are two people; nobody asks about them again."),
    Where.AREA, in_footer=True,
)  # fmt: skip
WIDER = declare(
    "duplicates.wider", "v", N_("Also possible ones"), N_("Shows pairs that are no more than possible, too, or no longer."),
    Where.AREA, in_footer=True,
)  # fmt: skip
LEAVE = declare("duplicates.leave", "escape,left,h,q", N_("Back"), N_("Closes the pairs."), Where.AREA, in_footer=True)

_COLUMNS = (
    Column(N_("How likely"), 14, priority=2),
    Column(N_("One"), 16, weight=2),
    Column(N_("The other"), 16, weight=2),
    Column(N_("Why"), 20, weight=3, priority=1),
)


class DuplicatesScreen(Modal[None]):
    """The pairs, the likeliest first. Enter puts two side by side; after each comes the next."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    DuplicatesScreen { background: $background; layout: vertical; }
    DuplicatesScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(APART, WIDER, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk, query: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._query = query
        self._least = Score.LIKELY
        self._pairs: dict[int, LikelyPair] = {}  # by a number that stays theirs while others go
        self._title = plain(desk.tell(N_("Looking for people who are here twice …")), classes="title")
        self._records = RecordList(_COLUMNS, empty=N_("Nobody seems to be here twice."))
        self._filtering = filter_alone(self._records, (N_("{n} pair"), N_("{n} pairs")))
        self._in_full = InFull()
        self.rows: dict[int, Cells] = {}  # of the pairs that have been shown
        self.shown: Sequence[int] = ()  # the numbers of those that the filter shows

    def compose(self) -> ComposeResult:
        """How many there are, the pairs and the keys."""
        yield self._title
        yield self._records
        yield self._in_full
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Look for them."""
        self._look()

    def _look(self) -> None:
        self._title.update(self.desk.tell(N_("Looking for people who are here twice …")))
        query, least = self._query, self._least
        find = partial(self.desk.do, lambda session: pairs.find(session, query, least=least))
        jobs.run(self, find, self._found, group="pairs", holds=True)

    def _found(self, found: list[LikelyPair]) -> None:
        self._pairs = dict(enumerate(found))
        self._told()
        self._filtering.renew(lambda text, _order, _descending: _Pairs(self, text))

    def _told(self) -> None:
        count = Message(N_("{n} pair"), {"n": len(self._pairs)}, N_("{n} pairs"))
        title = say(N_("Here twice? {count}; {key[list.open]} puts two side by side"), count=count)
        if self._query:
            title = say(N_("{title} · filter: {filter}"), title=title, filter=self._query)
        self._title.update(self.desk.tell(title))

    @property
    def pairs(self) -> Mapping[int, LikelyPair]:
        """The pairs not yet decided."""
        return self._pairs

    def refresh_data(self) -> None:
        """Somebody has saved something: read the names again; the pairs are looked for when asked."""
        self._records.reload()

    # -- keys ------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self._decide(event.id)

    @work(exclusive=True, group="decide")
    async def _decide(self, number: int | None) -> None:
        """This pair, and after it the next, until somebody leaves."""
        while number is not None:
            pair = self._pairs[number]
            decided = await decide(self, self.desk, pair.one, pair.other, pair.likeness)
            number_after = self._after(number)
            match decided:
                case Decided.MERGED:
                    gone = {pair.one, pair.other}
                    self._drop({place for place, one in self._pairs.items() if gone & {one.one, one.other}})
                    number_after = number_after if number_after in self._pairs else self._after(number)
                case Decided.APART:
                    self._drop({number})
                case Decided.LATER:
                    pass
                case None:
                    return
            number = number_after
            if number is not None:
                self._records.go_to(number)

    def _after(self, number: int) -> int | None:
        """The next of the pairs that the filter shows."""
        return next((place for place in self.shown if place > number and place in self._pairs), None)

    def _drop(self, numbers: set[int]) -> None:
        self._pairs = {place: one for place, one in self._pairs.items() if place not in numbers}
        self._told()
        self._records.reload(gone=True)

    @work
    async def action_apart(self) -> None:
        """Never ask about the pair under the cursor again."""
        number = self._records.cursor_id
        if number is None or number not in self._pairs:
            return
        two = (self._pairs[number].one, self._pairs[number].other)
        if await attempt(self, lambda: self.desk.do(lambda session: distinct.note(session, [two]))) is not None:
            self._drop({number})
            workplace(self).written()
            workplace(self).status(say(N_("Noted: they are not the same. {key[app.undo]} undoes it.")), Tone.GOOD)

    @work
    async def action_undo(self) -> None:
        """Take back the last step, and look again."""
        from tui.screens.steps.undoing import undo_last

        await undo_last(self, self.desk)
        self._look()

    def action_wider(self) -> None:
        """Possible pairs too, or only likely ones."""
        self._least = Score.LIKELY if self._least is Score.POSSIBLE else Score.POSSIBLE
        self._look()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()
        self._tell_in_full()

    def on_resize(self) -> None:
        """Other words may be cut short."""
        self.call_after_refresh(self._tell_in_full)

    def _tell_in_full(self) -> None:
        here = self._records.cursor_id
        self._in_full.show(self._records, _COLUMNS, self.rows.get(-1 if here is None else here, ()))


class _Pairs:
    """The pairs as rows of a list."""

    def __init__(self, screen: DuplicatesScreen, text: str) -> None:
        self._screen, self._text = screen, text

    def ids(self) -> "array[int]":
        """The number of every pair that shows the words of the filter."""
        found = list(self._screen.pairs)
        self._screen.shown = showing(self.rows(found), self._text) if self._text.strip() else found
        return array("q", self._screen.shown)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """Who they are and why."""
        wanted = [(number, self._screen.pairs[number]) for number in ids if number in self._screen.pairs]
        desk = self._screen.desk
        parts = [[pair for _number, pair in wanted[start : start + BLOCK]] for start in range(0, len(wanted), BLOCK)]
        found = [row for part in parts for row in desk.do(partial(pairs.rows, pairs=part))]
        known = {(one.one.id, one.other.id): one for one in found}
        rows = {number: _cells(desk, known.get((pair.one, pair.other))) for number, pair in wanted}
        self._screen.rows |= rows
        return rows


def _cells(desk: Desk, row: PairRow | None) -> Cells:
    if row is None:
        return "", desk.tell(N_("(gone)")), "", ""
    why = ", ".join(map(desk.tell, row.likeness.reasons))
    against = ", ".join(map(desk.tell, row.likeness.against))
    if against:
        why = desk.tell(N_("{reasons}; but: {against}"), reasons=why, against=against)
    return shown.kind(row.likeness.score, desk.language), _person(row.one), _person(row.other), why


def _person(row: PersonRow) -> str:
    return shown.joined((shown.marked_name(row.name, row.protected), row.class_name or row.company or row.school))


async def show_duplicates(widget: Widget, desk: Desk) -> None:
    """Look for people who may be in the register twice, and decide about them."""
    await widget.app.push_screen_wait(DuplicatesScreen(desk))
