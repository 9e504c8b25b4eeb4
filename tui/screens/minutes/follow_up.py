"""Who was away twice, for a friendly word: looked at here, and taken nowhere but as a text to one person."""

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.afterwards import follow_up
from core.afterwards.follow_up import Missed
from core.door.session import Session
from core.messages import N_, Message, say
from core.networks import Network
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.listed import listed_by_columns
from tui.widgets import jobs
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Column
from tui.widgets.dialogs import Tell, plain
from tui.widgets.filtering import filter_alone
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone
from tui.words import load

TEXT = declare("follow_up.text", "t", N_("Text"), N_("Shows a friendly text to this person."), Where.AREA, in_footer=True)
COPY = declare("follow_up.copy", "y", N_("Copy text"), N_("Copies the text to the clipboard of your terminal."), Where.AREA,
               in_footer=True)  # fmt: skip
PERSON = declare("follow_up.person", "p", N_("Person"), N_("Shows the person."), Where.AREA, in_footer=True)
LEAVE = declare("follow_up.leave", "escape,left,h,q", N_("Back"), N_("Closes the list."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Name"), 20, weight=2, order="name", key="name"), Column(N_("Away on"), 22, key="days"),
    Column(N_("Network"), 16, weight=2, priority=2, order="network", key="network"),
    Column(N_("Class or place"), 12, weight=1, priority=3, order="place", key="place"),
    Column(N_("Phone"), 11, priority=1, order="phone", key="phone"),
)  # fmt: skip

_PURPOSE = N_("For a friendly hello. Coming is voluntary: the list is stored nowhere and never written to a file.")
_CLOSED = N_("Nothing of a shielded network goes to the clipboard, which others may read; {key[follow_up.text]} shows the text.")


class FollowUpScreen(Modal[int | None]):
    """Those who were away twice; answers with the number of a person who is to be shown."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    FollowUpScreen { background: $background; layout: vertical; }
    FollowUpScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    FollowUpScreen > .remark { height: auto; padding: 0 1; color: $text-muted; }
    FollowUpScreen RecordList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(TEXT, COPY, PERSON, LEAVE, HELP)

    def __init__(self, desk: Desk, network: Network | None) -> None:
        super().__init__()
        self.desk = desk
        self._network = network
        self._found: tuple[Missed, ...] = ()
        nobody = N_("Nobody was away twice, as far as the roll was taken.")
        self._records = RecordList(_COLUMNS, kept=desk.list_called("follow_up"), order=AS_READ, empty=nobody)
        self._filtering = filter_alone(self._records, (N_("{n} person"), N_("{n} people")))

    def compose(self) -> ComposeResult:
        """The list, what it is for, the keys."""
        whose = self._network.name if self._network else self.desk.tell(N_("all networks"))
        yield plain(self.desk.tell(N_("Away twice, still here: {network}"), network=whose), classes="title")
        yield self._records
        yield plain(self.desk.tell(_PURPOSE), classes="remark")
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self.refresh_data()

    def refresh_data(self) -> None:
        """Work it out again."""
        reference = self._network.id if self._network else None
        find = partial(self.desk.do, partial(follow_up.find, reference=reference))
        jobs.run(self, find, self._show, group="follow-up", holds=not self._found)

    def _show(self, found: list[Missed]) -> None:
        self._found = tuple(found)
        rows = {place: self._cells(one) for place, one in enumerate(self._found)}
        self._filtering.renew(listed_by_columns(rows, _COLUMNS))
        self.refresh_bindings()

    def _cells(self, one: Missed) -> Cells:
        days = ", ".join(map(shown.day, one.days))
        place = one.person.class_name or one.person.school or one.person.company
        name = shown.marked_name(one.person.name, one.person.protected)
        return name, days, one.network.name, place, shown.phone(one.person.phone)

    @property
    def _current(self) -> Missed | None:
        number = self._records.cursor_id
        return self._found[number] if number is not None and number < len(self._found) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody can be written to where nobody is."""
        return self._current is not None if action in ("text", "copy", "person") else True

    async def _text(self, one: Missed) -> str | None:
        write = partial(follow_up.friendly, one=one, catalogue=load(one.language))
        return await attempt(self, partial(self.desk.do, write))

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_text(self) -> None:
        """Show the text."""
        one = self._current
        text = None if one is None else await self._text(one)
        if one is not None and text is not None:
            title = self.desk.tell(N_("To {name}"), name=one.person.name)
            await self.app.push_screen_wait(Tell(title, text))

    @work
    async def action_copy(self) -> None:
        """Copy the text, unless it would tell of a shielded network wherever the clipboard is kept."""
        one = self._current
        if one is None:
            return
        if one.network.shielded:
            workplace(self).status(say(_CLOSED), Tone.WARNING)
            return
        text = await self._text(one)
        if text is not None:
            self.app.copy_to_clipboard(text)
            copied = N_("The text to {name} is copied, if your terminal allows it; {key[follow_up.text]} shows it.")
            told = say(copied, name=one.person.given)
            workplace(self).status(told, Tone.GOOD)

    def action_person(self) -> None:
        """Close, and show the person."""
        if self._current is not None:
            self.dismiss(self._current.person.id)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_text()

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()
        self.refresh_bindings()


async def show_follow_up(widget: Widget, desk: Desk, network: Network | None = None) -> None:
    """The list of a network or of all, until it is closed."""
    person = await widget.app.push_screen_wait(FollowUpScreen(desk, network))
    if person is not None:
        workplace(widget).go("people", person)


def counted(session: Session) -> Message | None:
    """How many they are."""
    number = follow_up.count(session)
    return Message(N_("{n} person"), {"n": number}, N_("{n} people")) if number else None
