"""Questions in a box over the screen. Every text is shown as it is, made visible and never read as markup."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from core.errors import Invalid
from core.messages import N_
from core.rules.text import visible
from tui.actions import Where, bindings, declare
from tui.named_keys import key_of
from tui.widgets.bars import HELP
from tui.widgets.entry import Entry
from tui.widgets.key_hint import KeyHint
from tui.widgets.menu import Menu, Option
from tui.widgets.modal import Modal
from tui.widgets.words import tell, told_error

T = TypeVar("T")
V = TypeVar("V")
_FEW = 8  # options that a box is made no higher for than they need

CANCEL = declare(
    "dialog.cancel", "escape", N_("Cancel"), N_("Closes without doing anything."), Where.FORM, in_footer=True
)
YES = declare("dialog.yes", "y,j", N_("Yes"), N_("Does it."), Where.FORM, run="answer(True)")
NO = declare("dialog.no", "n,q", N_("No"), N_("Does not do it."), Where.FORM, run="answer(False)")
ENTER = declare("dialog.enter", "enter", N_("OK"), N_("Takes what is offered."), Where.FORM)
MOVES = (
    declare("dialog.up", "up", N_("Up"), N_("Moves one choice up."), Where.FORM, run="move(-1)"),
    declare("dialog.down", "down", N_("Down"), N_("Moves one choice down."), Where.FORM, run="move(1)"),
    declare("dialog.page_up", "pageup", N_("Page up"), N_("Moves one page up."), Where.FORM, run="page(-1)"),
    declare("dialog.page_down", "pagedown", N_("Page down"), N_("Moves one page down."), Where.FORM, run="page(1)"),
)


def plain(text: str, *, classes: str = "") -> Static:
    """Text over as many lines as it needs, with nothing in it obeyed."""
    return Static(Content(visible(text, keep_lines=True)), markup=False, classes=classes)


class Dialog(Modal[T]):
    """A box with a title over the screen."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > .box { width: 64; max-width: 100%; height: auto; max-height: 100%; background: $surface;
        color: $foreground; border: round $secondary; padding: 0 1; overflow-y: auto; }
    Dialog .title { text-style: bold; }
    Dialog .hint { color: $text-muted; margin-top: 1; }
    Dialog .problem { color: $error; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(CANCEL, HELP)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The title and what the dialog consists of."""
        with Container(classes="box"):
            yield plain(self._title, classes="title")
            yield from self.content()

    def content(self) -> Iterable[Widget]:
        """What stands below the title."""
        return ()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """A question with yes and no. A dangerous one is not answered by Enter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(YES, NO, ENTER)

    def __init__(self, question: str, *, yes: str, detail: str = "", dangerous: bool = False) -> None:
        super().__init__(question)
        self._yes = yes
        self._detail = detail
        self._dangerous = dangerous

    def content(self) -> Iterable[Widget]:
        """The detail and the keys."""
        if self._detail:
            yield plain(self._detail)
        keys = self._certain() if self._dangerous else tell(self, key_of(ENTER))
        yield KeyHint(tell(self, N_("{key}: {yes}    {key[dialog.cancel]}: no"), key=keys, yes=self._yes))

    def _certain(self) -> str:
        """The letter for yes: the language's own, unless the person has chosen one."""
        chosen = tell(self, key_of(YES))
        return tell(self, N_("y")) if chosen == YES.keys[0] else chosen

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)

    def action_enter(self) -> None:
        """Yes, unless it is dangerous."""
        if not self._dangerous:
            self.dismiss(True)

    def action_cancel(self) -> None:
        """No."""
        self.dismiss(False)


class Tell(Dialog[None]):
    """Something longer to read, or to copy by the terminal's own means."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(ENTER)
    DEFAULT_CSS = "Tell > .box { width: 90%; }"

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text

    def content(self) -> Iterable[Widget]:
        """The text."""
        yield plain(self._text)
        yield KeyHint(tell(self, N_("{key[dialog.cancel]}: close")))

    def action_enter(self) -> None:
        """It has been read."""
        self.dismiss(None)


class Ask(Dialog[object]):
    """One line to type, validated as a form's field is; answers with the value or None."""

    def __init__(self, title: str, label: str, value: str = "", validate: Callable[[str], object] = str) -> None:
        super().__init__(title)
        self._label = label
        self._entry = Entry(value)
        self._validate = validate
        self._problem = plain("", classes="problem")

    def content(self) -> Iterable[Widget]:
        """The label, the line and what is wrong with it."""
        yield plain(self._label)
        yield self._entry
        yield self._problem
        yield KeyHint(tell(self, N_("enter: OK    {key[dialog.cancel]}: cancel")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the value, or tell what is wrong."""
        event.stop()
        try:
            self.dismiss(self._validate(event.value))
        except Invalid as problem:
            self._problem.update(Content(told_error(self, problem)))


class Choose(Dialog[V | None], Generic[V]):
    """A list to choose from; what is typed narrows it down."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*MOVES)
    DEFAULT_CSS = """
    Choose > .box { height: 80%; }
    Choose.-few > .box, Choose.-few Menu { height: auto; }
    """

    def __init__(self, title: str, options: Sequence[Option[V]]) -> None:
        super().__init__(title)
        self._options = tuple(options)
        self.set_class(0 < len(options) <= _FEW, "-few")  # what is asked about is not hidden needlessly
        self._entry = Entry()
        self._menu: Menu[V] = Menu(self._options)

    def content(self) -> Iterable[Widget]:
        """The line to type in and the list."""
        self._entry.placeholder = tell(self, N_("Type to narrow the list"))
        yield self._entry
        yield self._menu

    def matching(self, typed: str) -> Sequence[Option[V]]:
        """The options that hold every word typed."""
        words = typed.casefold().split()
        return [option for option in self._options if _holds(option, words)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        event.stop()
        self._menu.offer(self.matching(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the option under the cursor."""
        event.stop()
        self._take()

    def on_menu_clicked(self) -> None:
        """With the mouse."""
        self._take()

    def _take(self) -> None:
        if self._menu.current is not None:
            self.dismiss(self._menu.current.value)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._menu.move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self._menu.move(by * self._menu.page)


def _holds(option: Option[V], words: Sequence[str]) -> bool:
    text = f"{option.before} {option.label} {option.detail} {option.heading}".casefold()
    return all(word in text for word in words)
