"""A person's consents: what holds, what is missing, one key to note and one to withdraw."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.messages import N_, Message, say
from core.privacy import consents
from core.privacy.consents import Consents, Decided, Recorded
from core.rules.kinds import ConsentChannel, ConsentDecision, ConsentPurpose
from tui.actions import Where, bindings, declare
from tui.on_screen import way
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.consents import note_consent
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.dialogs import Confirm, Tell, plain
from tui.widgets.form_screen import FormScreen
from tui.widgets.menu import Menu, Option
from tui.widgets.modal import Modal
from tui.widgets.tone import Tone

NOTE = declare(
    "consents.note",
    "enter,n",
    N_("Note"),
    N_("Notes what the person decided about this purpose."),
    Where.LIST,
    in_footer=True,
)
WITHDRAW = declare(
    "consents.withdraw", "w", N_("Withdraw"), N_("Notes that the person takes it back; it holds at once, without undo."),
    Where.LIST, in_footer=True,
)  # fmt: skip
HISTORY = declare(
    "consents.history", "v", N_("History"), N_("Shows every decision there ever was."), Where.LIST, in_footer=True
)
CLOSE = declare("consents.close", "escape,q", N_("Back"), N_("Closes the consents."), Where.LIST, in_footer=True)
_MOVES = (
    declare("consents.up", "up,k", N_("Up"), N_("One purpose up."), Where.LIST, run="move(-1)"),
    declare("consents.down", "down,j", N_("Down"), N_("One purpose down."), Where.LIST, run="move(1)"),
)


@dataclass(frozen=True)
class _About:
    """A purpose, and the shielded network if it is membership."""

    purpose: ConsentPurpose
    network_id: int | None
    network: str


class ConsentsScreen(Modal[None]):
    """One purpose a line, with what holds."""

    AUTO_FOCUS = None
    DEFAULT_CSS = """
    ConsentsScreen { background: $background; layout: vertical; }
    ConsentsScreen > Menu { padding: 0 1 0 0; }
    ConsentsScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(NOTE, WITHDRAW, HISTORY, CLOSE, HELP, *_MOVES)

    def __init__(self, desk: Desk, person_id: int, name: str) -> None:
        super().__init__()
        self.desk = desk
        self._person, self._name = person_id, name
        self._found = Consents()
        self._menu: Menu[_About] = Menu()

    def compose(self) -> ComposeResult:
        """Whose they are, the purposes and the keys."""
        yield plain(self.desk.tell(N_("Consents: {name}"), name=self._name), classes="title")
        yield self._menu
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read."""
        self._read()

    @work
    async def _read(self) -> None:
        found = await attempt(self, partial(self.desk.do, lambda session: consents.of_person(session, self._person)))
        if found is not None:
            self._found = found
            self._menu.offer(list(_options(self.desk, found)))

    def action_move(self, by: int) -> None:
        """Go up or down."""
        self._menu.move(by)

    def action_close(self) -> None:
        """Done."""
        self.dismiss(None)

    @work
    async def action_note(self) -> None:
        """Note a decision about the purpose under the cursor."""
        if self._menu.current is None:
            return
        about = self._menu.current.value
        title = say(N_("Consent of {name}"), name=self._name)
        network = "" if about.network_id is None else str(about.network_id)
        form = note_consent(self.desk, [self._person], title, about.purpose, network)
        done: Recorded | None = await self.app.push_screen_wait(FormScreen(form))
        if done is not None:
            workplace(self).written()
            self._read()
            known = say(N_("That was noted already."))
            workplace(self).status(say(N_("The consent is noted.")) if done.new else known, Tone.GOOD)

    @work
    async def action_withdraw(self) -> None:
        """Note that the person takes back what is under the cursor."""
        if self._menu.current is None:
            return
        about = self._menu.current.value
        if self._found.decision(about.purpose, about.network_id) is not ConsentDecision.GIVEN:
            workplace(self).status(say(N_("{name} has not agreed to that."), name=self._name), Tone.WARNING)
            return
        question = Confirm(
            self.desk.tell(N_("{name} takes back: {what}?"), name=self._name, what=_named(self.desk, about)),
            yes=self.desk.tell(N_("withdraw")),
            detail=self.desk.tell(N_("It holds at once, and cannot be undone. Outside laug: {what}"),
                                  what=self.desk.tell(way(consents.outside(about.purpose)))),
        )  # fmt: skip
        if not await self.app.push_screen_wait(question):
            return
        decided = Decided(
            about.purpose, ConsentDecision.WITHDRAWN, None, ConsentChannel.OTHER, network=about.network_id
        )
        done = await attempt(
            self, partial(self.desk.do, lambda session: consents.withdraw(session, [self._person], decided))
        )
        if done is not None:
            workplace(self).written()
            self._read()
            workplace(self).status(say(N_("It is withdrawn, from now on and in every list.")), Tone.GOOD)

    @work
    async def action_history(self) -> None:
        """Every decision there ever was."""
        lines = [
            f"{shown.day(one.day)}  {one.purpose.name_in(self.desk.language)}{f' ({one.network})' if one.network else ''}: "
            f"{one.decision.name_in(self.desk.language)}, {one.channel.name_in(self.desk.language)}"
            f"{f', {one.wording}' if one.wording else ''} – {one.recorded_by}"
            for one in self._found.events
        ]
        text = "\n".join(lines) or self.desk.tell(N_("Nothing has been noted."))
        await self.app.push_screen_wait(Tell(self.desk.tell(N_("Consents: {name}"), name=self._name), text))


def _options(desk: Desk, found: Consents) -> Iterator[Option[_About]]:
    every = {(one.purpose, one.network_id): one.network for one in found.standing}
    every |= {(one.purpose, one.network_id): one.network for one in found.missing}
    order = list(ConsentPurpose)
    for purpose, network_id in sorted(every, key=lambda one: (order.index(one[0]), one[1] or 0)):
        about = _About(purpose, network_id, every[purpose, network_id])
        yield Option(about, _named(desk, about), _standing(desk, found, about))


def _named(desk: Desk, about: _About) -> str:
    name = about.purpose.name_in(desk.language)
    return f"{name}: {about.network}" if about.network else name


def _standing(desk: Desk, found: Consents, about: _About) -> str:
    wanted = (about.purpose, about.network_id)
    event = next((one for one in found.standing if (one.purpose, one.network_id) == wanted), None)
    if event is None:
        return desk.tell(N_("not asked"))
    return f"{event.decision.name_in(desk.language)} {shown.day(event.day)}"


async def show_consents(widget: Widget, desk: Desk, person_id: int, name: str) -> None:
    """A person's consents, to be noted and withdrawn."""
    await widget.app.push_screen_wait(ConsentsScreen(desk, person_id, name))


async def note_consents(widget: Widget, desk: Desk, people: list[int]) -> None:
    """What many people decided about one purpose, noted at once."""
    title = Message(N_("Consent of {n} person"), {"n": len(people)}, N_("Consent of {n} people"))
    done: Recorded | None = await widget.app.push_screen_wait(FormScreen(note_consent(desk, people, title)))
    if done is None:
        return
    workplace(widget).written()
    told = say(
        N_("Noted: {new}; known already: {same}; left out: {away}."), new=done.new, same=done.same,
        away=sum(one.count for one in done.left_out),
    )  # fmt: skip
    workplace(widget).status(told, Tone.WARNING if done.left_out else Tone.GOOD)
