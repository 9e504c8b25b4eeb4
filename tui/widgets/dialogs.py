"""Questions in a box over the screen. Every text is shown as it is, made visible and never read as markup."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, Static

from core.errors import Invalid
from core.messages import N_
from core.rules.text import visible
from tui.actions import Action, Where, bindings, declare
from tui.named_keys import key_of
from tui.widgets import unsaved
from tui.widgets.bars import HELP
from tui.widgets.cells import wrap
from tui.widgets.entry import Entry
from tui.widgets.key_hint import KeyHint
from tui.widgets.menu import Menu, Option
from tui.widgets.modal import Modal
from tui.widgets.words import tell, told_error

T = TypeVar("T")
V = TypeVar("V")
_CLOSE = N_("Close"), N_("Closes the box.")
_SHARE = 80  # percent of the screen, the height of a box whose choices do not all fit into that
_WIDE = 90  # percent of the screen, the width of a box with long texts
_WIDTH = 64
_BORDER = 4  # cells of a line beside the text
_AROUND_CHOICES, _AROUND_TEXT = 4, 4  # lines in the box beside them: border, the line to type in or the keys

TAKE = declare("choose.take", "enter", N_("Choose"), N_("Takes the line under the cursor."), Where.FORM, in_footer=True,
               priority=True)  # fmt: skip
READ = (
    declare("read.on", "pagedown", N_("Read on"), N_("Scrolls one page down."), Where.FORM, run="read(9)", in_footer=True),
    declare("read.back", "pageup", N_("Page up"), N_("Scrolls one page up."), Where.FORM, run="read(-9)"),
    declare("read.down", "down", N_("Down"), N_("Scrolls one line down."), Where.FORM, run="read(1)"),
    declare("read.up", "up", N_("Up"), N_("Scrolls one line up."), Where.FORM, run="read(-1)"),
)
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
    """A box with a title over the screen. A click beside it is as escape."""

    LOOKED_THROUGH = True
    CALLED: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """By their ids, actions that have another name and another sentence in this box."""
    # The line of keys below is never covered.
    DEFAULT_CSS = f"""
    Dialog {{ align: center middle; background: transparent; }}
    Dialog > .box {{ width: {_WIDTH}; max-width: 100%; height: auto; max-height: 100%; margin-bottom: 1; background: $surface;
        color: $foreground; border: round $secondary; padding: 0 1; overflow-y: auto; }}
    Dialog .title {{ text-style: bold; }}
    Dialog .hint {{ color: $text-muted; margin-top: 1; }}
    Dialog .problem {{ color: $error; height: auto; }}
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

    def called(self, action: Action) -> Action:
        """What an action is called in this box."""
        name, help = self.CALLED.get(action.id, (action.name, action.help))
        return replace(action, name=name, help=help)

    @property
    def is_changed(self) -> bool:
        """Whether something typed in it is gone when it is closed."""
        return any(entry.is_changed for entry in self.query(Entry))

    def action_cancel(self) -> None:
        """Close without an answer, after asking if something would be lost."""
        unsaved.close(self, lost=N_("What you typed here is lost."))

    def on_click(self, event: Click) -> None:
        """With the mouse, beside the box."""
        if event.widget is self:
            self.action_cancel()


class _Text(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What is read in a box; what has no room is scrolled to, and the keys below it always show."""

    DEFAULT_CSS = "_Text { height: auto; scrollbar-size-vertical: 1; }"


class Reading(Dialog[T]):
    """A box with a text to read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*READ)

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = _Text(plain(text)) if text else None

    def content(self) -> Iterable[Widget]:
        """The text."""
        if self._text is not None:
            yield self._text

    def on_resize(self, event: Resize) -> None:
        """As much of the text as leaves room for its title and its keys."""
        if self._text is not None:
            titled = len(wrap(self._title, max(1, min(event.size.width, _WIDTH) - _BORDER)))
            self._text.styles.max_height = max(1, event.size.height - 1 - titled - _AROUND_TEXT)
            self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what has no room is scrolled."""
        return action != "read" or (self._text is not None and self._text.max_scroll_y > 0)

    def action_read(self, by: int) -> None:
        """Scroll by lines."""
        if self._text is not None:
            self._text.scroll_relative(y=by, animate=False, force=True)


class Confirm(Reading[bool]):
    """A question with yes and no. A dangerous one is not answered by Enter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(YES, NO, ENTER)

    def __init__(self, question: str, *, yes: str, detail: str = "", dangerous: bool = False) -> None:
        super().__init__(question, detail)
        self._yes = yes
        self._dangerous = dangerous

    def content(self) -> Iterable[Widget]:
        """The detail and the keys."""
        yield from super().content()
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


class Tell(Reading[None]):
    """Something longer to read, or to copy by the terminal's own means."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(ENTER)
    CALLED: ClassVar[Mapping[str, tuple[str, str]]] = {CANCEL.id: _CLOSE, ENTER.id: _CLOSE}
    DEFAULT_CSS = f"Tell > .box {{ width: {_WIDE}%; }}"

    def content(self) -> Iterable[Widget]:
        """The text and the keys."""
        yield from super().content()
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
        self._entry.select_on_focus = True  # what is proposed gives way to what is typed; an arrow goes into it
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

    HINT: ClassVar[str] = N_("Type to narrow the list")
    WIDE: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(TAKE, *MOVES)
    DEFAULT_CSS = f"""
    Choose > .box {{ height: {_SHARE}%; }}
    Choose.-few > .box, Choose.-few Menu {{ height: auto; }}
    """

    def __init__(self, title: str, options: Sequence[Option[V]]) -> None:
        super().__init__(title)
        self._options = tuple(options)
        self._entry = Entry()
        self._menu: Menu[V] = Menu(self._options)

    def content(self) -> Iterable[Widget]:
        """The line to type in and the list."""
        self._entry.placeholder = tell(self, self.HINT)
        self._fit(self.app.size)
        yield self._entry
        yield self._menu

    def on_resize(self, event: Resize) -> None:
        """Another size may have room for all of them, or not any more."""
        self._fit(event.size)

    def _fit(self, screen: Size) -> None:
        """A box is no higher than its choices need: what is asked about is not hidden needlessly."""
        width = screen.width * _WIDE // 100 if self.WIDE else min(_WIDTH, screen.width)
        rows = self._menu.get_content_height(screen, screen, width - _BORDER)
        self.set_class(0 < rows <= screen.height * _SHARE // 100 - _AROUND_CHOICES, "-few")

    @property
    def is_changed(self) -> bool:
        """What narrows a list down is no loss."""
        return False

    def matching(self, typed: str) -> Sequence[Option[V]]:
        """The options that hold every word typed."""
        words = typed.casefold().split()
        return [option for option in self._options if _holds(option, words)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        event.stop()
        self._menu.offer(self.matching(event.value))

    def on_menu_clicked(self) -> None:
        """With the mouse."""
        self.action_take()

    def action_take(self) -> None:
        """Take the option under the cursor."""
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
