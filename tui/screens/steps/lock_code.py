"""The code that blanked screens are left with: chosen, changed, or given up."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from core.door.session import Session
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from tui import lock
from tui.actions import bindings
from tui.screens.desk import Desk, attempt, workplace
from tui.widgets.dialogs import MOVES, Choose, Dialog, plain
from tui.widgets.entry import Entry
from tui.widgets.key_hint import KeyHint
from tui.widgets.menu import Option
from tui.widgets.tone import Tone
from tui.widgets.words import tell, told_error

_TITLE = N_("A code to come back with when the screens are blank")


async def choose_code(widget: Widget, desk: Desk) -> None:
    """Ask for a code, twice; where there is one already, first whether it is to be another or none."""
    account = desk.session.account
    if lock.has_code(account):
        options = [
            Option(True, desk.tell(N_("Another code"))),
            Option(False, desk.tell(N_("No code: come back with {back} alone"), back="enter")),
        ]
        another = await widget.app.push_screen_wait(Choose(desk.tell(_TITLE), options))
        if another is None:
            return
        if not another:
            await _done(widget, partial(lock.forget, account), say(N_("The code is gone.")))
            return
    code = await widget.app.push_screen_wait(NewCode(desk.tell(_TITLE)))
    if code is not None:
        kept = say(N_("Kept. {key[app.blank]} blanks the screens; the code brings them back."))
        await _done(widget, partial(lock.choose, account, code), kept)


def counted(session: Session) -> Message | None:
    """Whether there is one, for Værksted."""
    return say(N_("chosen")) if lock.has_code(session.account) else None


class NewCode(Dialog[str]):
    """The code, typed twice where nobody can read it."""

    AUTO_FOCUS = "Entry"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*MOVES[:2])

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._entries = Entry(), Entry()
        self._problem = plain("", classes="problem")
        for entry in self._entries:
            entry.password = True

    def content(self) -> Iterable[Widget]:
        """Two lines to type in, what is wrong with them, and the keys."""
        for label, entry in zip((N_("New code"), N_("Once more")), self._entries, strict=True):
            yield plain(tell(self, label))
            yield entry
        yield self._problem
        hides = N_(
            "It hides the screens from who passes by. Whoever can log in as you can still run laug: log out when you leave."
        )
        yield plain(tell(self, hides), classes="hint")
        yield KeyHint(tell(self, N_("enter: OK    {key[dialog.cancel]}: cancel")))

    def action_move(self, by: int) -> None:
        """To the other line."""
        self._entries[0 if by < 0 else 1].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the second line, and from there done, if both say the same."""
        event.stop()
        first, second = (entry.value for entry in self._entries)
        if event.input is self._entries[0]:
            self._entries[1].focus()
            return
        try:
            self.dismiss(lock.checked(first, second))
        except Invalid as problem:
            self._problem.update(told_error(self, problem))
            for entry in self._entries:
                entry.value = ""
            self._entries[0].focus()


async def _done(widget: Widget, job: Callable[[], object], told: Message) -> None:
    """Do it in a thread and tell of it; a folder that cannot be written is told of as what it is."""

    def do() -> bool:
        try:
            job()
        except OSError as error:
            refused = N_("Your own settings cannot be written, and nothing was changed: {why}")
            raise Refused(say(refused, why=error.strerror)) from error
        return True

    if await attempt(widget, do):
        workplace(widget).status(told, Tone.GOOD)
