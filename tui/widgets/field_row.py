"""A line of a form: the label, the control to fill in, and below them what is wrong, what would fit, or the help."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Click, DescendantBlur, DescendantFocus, Key
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from core.errors import Invalid
from core.messages import N_
from core.rules.text import visible
from tui.actions import Where, bindings, declare
from tui.widgets import jobs
from tui.widgets.cells import fit, wrap
from tui.widgets.entry import Entry
from tui.widgets.form import Choice, Field, Kind
from tui.widgets.suggested import Laid, lay_out
from tui.widgets.words import tell, told_error

LABEL_WIDTH = 20
_LEAST_WIDTH = 46  # narrower than that the label stands above its control
_INDENT = 2  # of a control below its label
_NOTE_LINES = 4
_ARROW = 2  # cells of a choice's arrow, with the blank beside it
_SUGGESTIONS = 8
_PAUSE = 0.7  # seconds without a key

TURN = (
    declare(
        "choice.previous", "left", N_("Previous choice"), N_("Takes the choice before."), Where.FORM, run="turn(-1)"
    ),
    declare(
        "choice.next", "right,space", N_("Next choice"), N_("Takes the next choice."), Where.FORM, run="turn(1)", in_footer=True
    ),
)


def lines_of_a_field(width: int) -> int:
    """How many lines a field of one line takes in this width, with its label."""
    return 2 if 0 < width < _LEAST_WIDTH else 1


class ChoiceControl(Widget, can_focus=True):
    """One of a few values on one line; arrows turn it, a letter jumps to what begins with it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--focused"}
    DEFAULT_CSS = """
    ChoiceControl { height: 1; background: $panel; color: $foreground;
        & > .choice--focused { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(*TURN)

    class Turned(Message):
        """Another value is chosen."""

    def __init__(self, choices: Sequence[Choice], value: str) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self.value = value

    @property
    def _at(self) -> int:
        return next((place for place, choice in enumerate(self._choices) if choice.value == self.value), -1)

    def action_turn(self, by: int) -> None:
        """Take the next choice, or the one before."""
        if self._choices:
            self.choose(self._choices[(self._at + by) % len(self._choices)].value)

    def choose(self, value: str) -> None:
        """Take this value."""
        self.value = value
        self.refresh()
        self.post_message(self.Turned())

    def on_click(self, event: Click) -> None:
        """With the mouse: the arrow on the left takes the choice before, anything else the next."""
        event.stop()
        self.action_turn(-1 if event.x < _ARROW else 1)

    def on_key(self, event: Key) -> None:
        """Jump to the next choice that begins with the letter."""
        if event.character and event.character.isalnum():
            after = self._choices[self._at + 1 :] + self._choices[: self._at + 1]
            for choice in after:
                if choice.label.casefold().startswith(event.character.casefold()):
                    self.choose(choice.value)
                    event.stop()
                    return

    def render_line(self, y: int) -> Strip:
        """The chosen text between arrows."""
        shown = self._choices[self._at].label if self._at >= 0 else ""
        style = self.get_component_rich_style("choice--focused") if self.has_focus else self.rich_style
        width = self.size.width
        return Strip([Segment(fit(f"‹ {visible(shown)} ›", width), style)], width)


class FieldRow(Widget):
    """A field of a form."""

    class Said(Message):
        """Something else is said in this field than before, and the person has paused or gone on."""

        def __init__(self, row: "FieldRow") -> None:
            super().__init__()
            self.row = row

    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--problem", "field--help", "field--here"}
    DEFAULT_CSS = f"""
    FieldRow {{ height: 1; width: 100%; layout: vertical; color: $foreground;
        & > .field--problem {{ color: $error; }}
        & > .field--help {{ color: $text-muted; }}
        & > .field--here {{ text-style: bold; }}
    }}
    FieldRow > * {{ margin-left: {LABEL_WIDTH}; }}
    FieldRow.-narrow > * {{ margin: 1 0 0 {_INDENT}; }}
    FieldRow > Note {{ height: {_NOTE_LINES}; border: none; padding: 0; background: $panel; color: $foreground; }}
    """

    def __init__(self, field: Field, text: str, texts: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self.field = field
        self._texts = texts  # of all fields of the form
        self.control = self._make_control(visible(text, keep_lines=field.kind is Kind.NOTE))
        self._control_lines = _NOTE_LINES if field.kind is Kind.NOTE else 1
        self._began = self.text
        self._filled = self._heard = self._began
        self._problem = self._remark = ""
        self._pause: Timer | None = None
        self._suggested: tuple[str, ...] = ()
        self._suggested_for = ""
        self._taken = ""  # of what is suggested
        self._laid = Laid((), ())
        self._seeking = False
        self._below: tuple[str, ...] = ()

    def _make_control(self, text: str) -> Widget:
        match self.field.kind:
            case Kind.CHOICE:
                return ChoiceControl(self.field.choices, text)
            case Kind.NOTE:
                from tui.widgets.note import Note  # 10 ms to import

                return Note(text)
            case Kind.TEXT | Kind.DATE | Kind.TIME:
                entry = Entry(text, complete=self._take_suggestion)
                entry.select_on_focus = self.field.gives_way
                return entry

    def compose(self) -> ComposeResult:
        """The control; everything else is drawn."""
        yield self.control

    def on_mount(self) -> None:
        """Show how a date or a time is written."""
        if isinstance(self.control, Entry) and self.field.kind in (Kind.DATE, Kind.TIME):
            self.control.placeholder = tell(self, N_("dd-mm-yyyy") if self.field.kind is Kind.DATE else N_("hh:mm"))

    # -- what it holds ---------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is typed or chosen."""
        match self.control:
            case Entry(value=text) | ChoiceControl(value=text):
                return text
            case control:
                return str(getattr(control, "text", ""))

    def put(self, text: str) -> None:
        """Fill in another text, as if it had been typed."""
        match self.control:
            case Entry():
                self.control.value = visible(text)
                self.control.cursor_position = len(self.control.value)
            case ChoiceControl():
                self.control.choose(text)
            case control:
                control.text = visible(text, keep_lines=True)  # type: ignore[attr-defined]  # a Note, not imported here

    def fill(self, text: str) -> None:
        """Fill in what follows from another field, unless the person has typed something of their own."""
        if self.text == self._filled and text != self._filled:
            self.put(text)
            self._filled = self._heard = self.text

    def remark(self, text: str) -> None:
        """Say below the field what is to be thought of, or nothing."""
        if text != self._remark:
            self._remark = text
            self._arrange()

    @property
    def is_changed(self) -> bool:
        """Whether the person altered it."""
        return self.text != self._began

    @property
    def problem(self) -> str:
        """What is wrong with it."""
        return self._problem

    def value(self) -> object:
        """The validated value; shows what is wrong and raises `Invalid` if there is none."""
        try:
            value = self.field.value(self.text)
        except Invalid as problem:
            self.refuse(told_error(self, problem))
            raise
        self.refuse("")
        return value

    def refuse(self, problem: str) -> None:
        """Show what is wrong, or nothing."""
        self._problem = problem
        self._arrange()

    # -- typing ----------------------------------------------------------------------------------------

    @on(DescendantFocus)
    def _entered(self) -> None:
        self._arrange()
        if not self.text:
            self._seek()

    @on(DescendantBlur)
    def _left(self) -> None:
        self._suggested = ()
        if self.is_changed or self._problem:
            self._check()
        self._arrange()
        self._tell()

    def _tell(self) -> None:
        """Let the form know, once, what is said now."""
        if self.text != self._heard:
            self._heard = self.text
            self.post_message(self.Said(self))

    def _check(self) -> None:
        try:
            self.value()
        except Invalid:
            return

    @on(Input.Changed)
    @on(ChoiceControl.Turned)
    def _typed(self, event: Message) -> None:
        event.stop()
        if self._problem:
            self._check()
        self._check_soon()
        if isinstance(self.control, ChoiceControl):
            self._tell()
        if self.field.understood is not None:
            self._arrange()
        if self.text != self._taken and self.control.has_focus:
            self._seek()

    def _seek(self) -> None:
        """Look for what begins like the text; what there is to choose from before anything is typed."""
        if self.field.suggestions is None:
            return
        asked, self._taken, self._seeking = self.text, "", True
        find = partial(self.field.suggestions, asked)
        shown = partial(self._suggest, asked)
        jobs.run(self, find, shown, self._nothing_suggested, group="suggest", debounce=0.05)

    def awaits(self, key: str) -> bool:
        """The key that takes a suggestion waits for it to be found."""
        return self._seeking and key == "right"

    def _nothing_suggested(self, error: Exception) -> None:
        self._seeking = False
        jobs.complain(self, error)

    def _check_soon(self) -> None:
        """What is wrong is told once the person pauses: half a word is no mistake."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._paused)

    def _paused(self) -> None:
        if self.control.has_focus and self.is_changed and not self._suggested:
            self._check()
            self._tell()

    def _suggest(self, text: str, found: Sequence[str]) -> None:
        self._seeking = False
        if self.control.has_focus:
            self._suggested_for = text
            self._suggested = tuple(found)[:_SUGGESTIONS] if tuple(found) != (text,) else ()
            self._arrange()

    def _take_suggestion(self) -> bool:
        """Fill in the next suggestion; False when there is none for what is typed.

        The key for this does nothing else at the end of a text: suggestions come a moment after the letters, and what
        a key does must not hang on whether they are there yet.
        """
        if self.text in self._suggested:
            at = self._suggested.index(self.text) + 1
        elif self._suggested and self.text == self._suggested_for:
            at = 0
        else:
            return False
        self._take(self._suggested[at % len(self._suggested)])
        return True

    def _take(self, suggested: str) -> None:
        """Fill it in. The others stay to be taken instead; the only folder there is is looked into."""
        is_way = suggested.endswith("/") and len(self._suggested) == 1
        self._taken = "" if is_way else suggested
        self.put(suggested)
        self._arrange()

    def on_click(self, event: Click) -> None:
        """With the mouse: a suggestion is taken, anything else leads to the control."""
        self.control.focus()
        suggested = self._laid.at(event.y - (self.size.height - len(self._laid.lines)), event.x - self._indent)
        if self._suggested and suggested is not None:
            self._take(suggested)

    # -- drawing ---------------------------------------------------------------------------------------

    @property
    def _is_here(self) -> bool:
        return self.control.has_focus

    @property
    def _is_narrow(self) -> bool:
        return lines_of_a_field(self.size.width) > 1

    @property
    def _indent(self) -> int:
        """Cells to the left of the control."""
        return _INDENT if self._is_narrow else LABEL_WIDTH

    @property
    def _above(self) -> int:
        """Lines above the control."""
        return 1 if self._is_narrow else 0

    def on_resize(self) -> None:
        """The sentence below may need other line breaks, and the label a line of its own."""
        self.set_class(self._is_narrow, "-narrow")
        self._arrange()

    def _arrange(self) -> None:
        """Make room for what is said below the control."""
        room = max(1, self.size.width - self._indent)
        self._laid = lay_out(self._suggested, self._suggested_for, self._taken, room) if self._suggested else Laid((), ())
        self._below = tuple(self._said(room))
        self.styles.height = self._above + self._control_lines + len(self._below)
        self.refresh()

    def _said(self, room: int) -> Iterable[str]:
        if self._problem:
            return wrap(f"! {self._problem}", room)
        thought_of = wrap(f"NB: {visible(self._remark)}", room) if self._remark else ()
        if not self._is_here and not self.field.always_helps:
            return thought_of
        helped = wrap(tell(self, self.field.help), room) if self.field.help else ()
        if self._suggested:
            return [*thought_of, *(() if self.text else helped), *self._laid.lines]
        if self.is_changed and self.field.understood is not None and (
            read := self.field.understood(self.text, self._texts())
        ):
            return [*wrap(f"= {visible(read)}", room), *thought_of]
        return [*thought_of, *helped]

    def render_line(self, y: int) -> Strip:
        """The label beside the control, the sentence below."""
        width = self.size.width
        if y == 0:
            mark = "*" if self.field.required else ""
            label = fit(tell(self, self.field.label) + mark, width if self._is_narrow else LABEL_WIDTH - 1)
            style = self.get_component_rich_style("field--here") if self._is_here else self.rich_style
            return Strip([Segment(fit(label, width), style)], width)
        below = y - self._above - self._control_lines
        if not 0 <= below < len(self._below):
            return Strip.blank(width, self.rich_style)
        style = self.get_component_rich_style("field--problem" if self._problem else "field--help")
        text = " " * self._indent + self._below[below]
        return Strip([Segment(fit(text, width), style)], width)
