"""Two people side by side: field by field whose value stands, and then one person, or never the same."""

from array import array
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.door.session import Session
from core.duplicates import distinct, merging
from core.duplicates.chosen import Side
from core.duplicates.likeness import Likeness
from core.duplicates.merging import Comparison, FieldPair, Merged
from core.messages import N_, Message, say
from core.people import Person
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.in_full import InFull
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

PICK = declare(
    "pair.pick", "space", N_("The other's"), N_("Lets the other one's value stand in the field under the cursor."),
    Where.AREA, in_footer=True, priority=True,
)  # fmt: skip
MERGE = declare(
    "pair.merge", "m,ctrl+s", N_("Make one"),
    N_("Makes the two one person, as the stars say; {key[app.undo]} undoes it."), Where.AREA,
    in_footer=True,
)  # fmt: skip
APART = declare(
    "pair.apart", "i", N_("Not the same"), N_("Notes that they are two people; nobody asks about them again."), Where.AREA,
    in_footer=True,
)  # fmt: skip
SWAP = declare(
    "pair.swap", "s", N_("Keep the other"), N_("Keeps the other one's number and turns the sides round."), Where.AREA,
    in_footer=True,
)  # fmt: skip
LATER = declare(
    "pair.later", "n", N_("Next"), N_("Goes on to the next pair and decides nothing."), Where.AREA, in_footer=True
)
LEAVE = declare(
    "pair.leave", "escape,left,h,q", N_("Back"), N_("Closes without deciding anything."), Where.AREA, in_footer=True
)

_STAR = "* "
_NO_STAR = "  "


class Decided(Enum):
    """What came of a pair."""

    MERGED = auto()
    APART = auto()
    LATER = auto()


class SideBySide(Modal[Decided | None]):
    """Answers with what was decided, or with None if it was left."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    SideBySide { background: $background; layout: vertical; }
    SideBySide > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    SideBySide > .why { height: auto; max-height: 3; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(PICK, MERGE, APART, SWAP, LATER, LEAVE, HELP)

    def __init__(self, desk: Desk, found: Comparison, likeness: Likeness | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._found = found
        self._likeness = likeness or found.likeness
        self._other = {pair.field for pair in found.fields if pair.side is Side.OTHER}
        self._title = plain("", classes="title")
        self._records = self._list()
        self._in_full = InFull()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Field"), 10, weight=1), Column(self._heading(self._found.one), 12, weight=4),
            Column(self._heading(self._found.other), 12, weight=4),
        )  # fmt: skip

    def _list(self) -> RecordList:
        return RecordList(self._columns(), empty=N_("Nothing here yet."))

    def _heading(self, person: Person) -> str:
        return f"{_NO_STAR}{shown.marked_name(person.name, person.protected)} ({person.id})"

    def compose(self) -> ComposeResult:
        """How likely it is and why, the fields, and the keys."""
        yield self._title
        yield plain(self._why(), classes="why")
        yield self._records
        yield self._in_full
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Show the fields."""
        self._show()

    def _show(self) -> None:
        kept = say(
            N_("The same person? {name} (no. {number}) is kept"), name=self._found.one.name, number=self._found.one.id
        )
        self._title.update(self.desk.tell(kept))
        self._records.show(_Fields(self))

    def refresh_data(self) -> None:
        """Somebody has saved something: what they made of these two counts."""
        self._read()

    @work(exclusive=True, group="pair")
    async def _read(self) -> None:
        one, other = self._found.one.id, self._found.other.id
        found = await attempt(self, lambda: self.desk.do(lambda session: merging.compare(session, one, other)))
        if found is not None:
            self._found = found
            self._records.reload()

    # -- what is shown ---------------------------------------------------------------------------------

    def _why(self) -> str:
        tell = self.desk.tell
        reasons = ", ".join(map(tell, self._likeness.reasons))
        against = ", ".join(map(tell, self._likeness.against))
        lines = [f"{shown.kind(self._likeness.score, self.desk.language)}: {reasons}" if reasons else ""]
        lines.append(tell(N_("but: {against}"), against=against) if against else "")
        return "\n".join(line for line in lines if line)

    def lines(self) -> list[Cells]:
        """The fields, then what goes along by itself."""
        fields = [self._field(pair) for pair in self._found.fields]
        return [*fields, *self._along()]

    def _field(self, pair: FieldPair) -> Cells:
        mine, theirs = (_value(self.desk, pair.field, value) for value in (pair.one, pair.other))
        left = right = _NO_STAR
        if pair.differs:
            left, right = (_NO_STAR, _STAR) if pair.field in self._other else (_STAR, _NO_STAR)
        return self.desk.tell(pair.label), left + (mine or "–"), right + (theirs or "–")

    def _along(self) -> list[Cells]:
        one, other = self._found.one, self._found.other
        both: list[tuple[str, Sequence[str], Sequence[str]]] = [
            (N_("Other e-mails"), one.other_emails, other.other_emails),
            (N_("Other phones"), [*map(shown.phone, one.other_phones)], [*map(shown.phone, other.other_phones)]),
            (N_("Tags"), one.tags, other.tags),
            (N_("Places"), _places(one), _places(other)),
            (N_("Memberships"), _memberships(one), _memberships(other)),
        ]  # fmt: skip
        rows: list[Cells] = []
        for label, mine, theirs in both:
            for place in range(max(len(mine), len(theirs))):
                left, right = (texts[place] if place < len(texts) else "" for texts in (mine, theirs))
                rows.append((self.desk.tell(label) if not place else "", _NO_STAR + left, _NO_STAR + right))
        return rows

    # -- keys ------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_pick()

    def action_pick(self) -> None:
        """The other one's value in this field."""
        place = self._records.cursor_id
        if place is None or place >= len(self._found.fields):
            workplace(self).status(say(N_("Both are kept.")))
            return
        pair = self._found.fields[place]
        if not pair.differs:
            workplace(self).status(say(N_("Both have the same there.")))
            return
        self._other ^= {pair.field}
        self._records.reload()

    @work
    async def action_swap(self) -> None:
        """Keep the other one, with the same values."""
        one, other = self._found.other.id, self._found.one.id
        found = await attempt(self, lambda: self.desk.do(lambda session: merging.compare(session, one, other)))
        if found is None:
            return
        self._other = {pair.field for pair in found.fields if pair.differs and pair.field not in self._other}
        self._found = found
        old, self._records = self._records, self._list()
        await self.mount(self._records, after=old)
        await old.remove()
        self._records.focus()
        self._show()

    def _choices(self) -> dict[str, Side]:
        return {
            pair.field: Side.OTHER if pair.field in self._other else Side.ONE
            for pair in self._found.fields
            if pair.differs
        }

    @work
    async def action_merge(self) -> None:
        """Make them one, after showing what goes along."""
        one, other, choices = self._found.one, self._found.other, self._choices()
        seen = await attempt(self, lambda: self.desk.do(lambda s: merging.preview(s, one.id, other.id, choices)))
        if seen is None:
            return
        question = self.desk.tell(
            N_("Make {other} (no. {gone}) a part of {name} (no. {number})?"),
            other=other.name, gone=other.id, name=one.name, number=one.id,
        )  # fmt: skip
        detail = "\n".join(
            [*map(self.desk.tell, told(seen)), self.desk.tell(N_("It is one step: {key[app.undo]} undoes all of it."))]
        )
        if not await self.app.push_screen_wait(Confirm(question, yes=self.desk.tell(N_("make one")), detail=detail)):
            return
        versions = (one.version, other.version)
        done = await attempt(
            self, lambda: self.desk.do(lambda s: merging.merge(s, one.id, other.id, choices, versions=versions))
        )
        if done is not None:
            sentence = N_("{other} is now a part of {name} (no. {number}).")
            self._done(Decided.MERGED, say(sentence, other=done.gone, name=done.person.name, number=one.id))

    def _done(self, decided: Decided, sentence: Message) -> None:
        place = workplace(self)
        self.dismiss(decided)  # first: what is decided is not to be read again
        place.written()
        place.status(sentence, Tone.GOOD)

    @work
    async def action_apart(self) -> None:
        """Never ask about them again."""
        one, other = self._found.one, self._found.other
        if await attempt(self, lambda: self.desk.do(lambda s: distinct.note(s, [(one.id, other.id)]))) is not None:
            self._done(Decided.APART, say(N_("Noted: {names} are not the same."), names=f"{one.name}, {other.name}"))

    def action_later(self) -> None:
        """Decide nothing, and go on."""
        self.dismiss(Decided.LATER)

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
        """Other values may be cut short."""
        self.call_after_refresh(self._tell_in_full)

    def _tell_in_full(self) -> None:
        lines, place = self.lines(), self._records.cursor_id
        here = lines[place] if place is not None and place < len(lines) else ()
        self._in_full.show(self._records, self._columns(), here)


class _Fields:
    """The lines of the screen as rows of a list."""

    def __init__(self, screen: SideBySide) -> None:
        self._screen = screen

    def ids(self) -> "array[int]":
        """Their places."""
        return array("q", range(len(self._screen.lines())))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        """What stands there now."""
        lines = self._screen.lines()
        return {place: lines[place] for place in ids if place < len(lines)}


def _value(desk: Desk, field: str, value: object) -> str:
    if value in (None, ""):
        return ""
    match field:
        case "phone":
            return shown.phone(str(value))
        case "language":
            return desk.tell(N_("Danish") if value == "da" else N_("English"))
        case _:
            return str(value)


def _places(person: Person) -> list[str]:
    return [
        shown.joined((shown.affiliation(place), shown.period(place.from_date, place.until_date)))
        for place in person.affiliations
    ]


def _memberships(person: Person) -> list[str]:
    return [f"{held.network} {shown.period(held.from_date, held.until_date)}" for held in person.memberships]


def told(merged: Merged) -> list[Message]:
    """What merging would come to, in words."""
    counts = [
        say(
            N_("{noun}: {moved} go over, {united} are there already"), noun=one.noun, moved=one.moved, united=one.united
        )
        for one in merged.counts
        if one.moved or one.united
    ]
    return [*counts, *merged.notes]


async def decide(widget: Widget, desk: Desk, one: int, other: int, likeness: Likeness | None = None) -> Decided | None:
    """Show two people side by side; gives what was decided about them."""

    def compared(session: Session) -> Comparison:
        return merging.compare(session, one, other)

    found = await attempt(widget, lambda: desk.do(compared))
    return None if found is None else await widget.app.push_screen_wait(SideBySide(desk, found, likeness))


async def decide_marked(widget: Widget, desk: Desk, marked: Sequence[int]) -> Decided | None:
    """The same of two people who were marked; says so if they are not two."""
    if len(marked) != 2:
        workplace(widget).status(say(N_("Mark two people with {key[list.mark]}, then press {key[people.same]}.")))
        return None
    one, other = marked
    return await decide(widget, desk, one, other)
