"""One line to type in."""

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.events import Key, Paste
from textual.strip import Strip
from textual.widgets import Input

from core.messages import N_
from core.rules.text import harmless, visible
from tui.actions import Where, bindings, declare
from tui.dressed import without_colours
from tui.widgets import in_order
from tui.widgets.edits import Edits, place_of_change

UNDO = declare("entry.undo", "ctrl+z", N_("Undo in the field"), N_("Takes back what was typed last in this field."),
               Where.FORM, in_palette=False)  # fmt: skip
REDO = declare("entry.redo", "ctrl+y", N_("Redo in the field"), N_("Puts back what was taken back in this field."),
               Where.FORM, in_palette=False)  # fmt: skip


_EDGE = Style(underline=True)


class Entry(Input):
    """An input of one line without border, blinking or colour tricks. The value given is shown visible."""

    DEFAULT_CSS = """
    Entry, Entry:focus { background: $panel; color: $foreground; background-tint: transparent; border: none; height: 1;
        padding: 0; }
    Entry:focus { background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(UNDO, REDO)

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, complete: Callable[[], bool] | None = None
    ) -> None:
        self._edits = Edits()
        self._began = visible(value)
        super().__init__(visible(value), placeholder=visible(placeholder), compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False
        self._complete = complete

    def validate_placeholder(self, placeholder: str) -> str:
        """Without colours it would look like something typed."""
        return f"({placeholder})" if placeholder and without_colours(self) else placeholder

    def render_line(self, y: int) -> Strip:
        """The text; where no colour shows where it is typed, on a line of its own."""
        strip = super().render_line(y)
        return strip.apply_style(_EDGE) if without_colours(self) else strip

    def watch_value(self, old: str, new: str) -> None:
        """What was typed can be taken back; of a code nothing is kept."""
        if old != new and self.is_mounted and not self.password:
            self._edits.note(old, new)

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than at first."""
        return bool(self.value != self._began)

    def action_undo(self) -> None:
        """Take back what was typed last."""
        self._turn(self._edits.undo(self.value))

    def action_redo(self) -> None:
        """Put back what was taken back."""
        self._turn(self._edits.redo(self.value))

    def _turn(self, text: str | None) -> None:
        if text is None:
            return
        at = place_of_change(self.value, text)
        self.value = text
        self._edits.turned()
        self.cursor_position = at

    def _on_paste(self, event: Paste) -> None:
        """All lines of it, in one."""
        event.stop()
        event.prevent_default()
        self.replace(harmless(event.text), *self.selection)

    async def _on_key(self, event: Key) -> None:
        await in_order.edit(self, event)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right; at the end of the text, where there is nothing to move to, complete it."""
        if select or not self.cursor_at_end or self._complete is None or not self._complete():
            super().action_cursor_right(select)
