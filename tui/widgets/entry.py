"""One line to type in."""

from collections.abc import Callable

from textual.events import Key
from textual.widgets import Input

from core.rules.text import visible
from tui.widgets import in_order


class Entry(Input):
    """An input of one line without border, blinking or colour tricks. The value given is shown visible."""

    DEFAULT_CSS = """
    Entry, Entry:focus { background: $panel; color: $foreground; background-tint: transparent; border: none; height: 1;
        padding: 0; }
    Entry:focus { background: $boost; }
    """

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, complete: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(visible(value), placeholder=visible(placeholder), compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False
        self._complete = complete

    async def _on_key(self, event: Key) -> None:
        await in_order.edit(self, event)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right; at the end of the text, where there is nothing to move to, complete it."""
        if select or not self.cursor_at_end or self._complete is None or not self._complete():
            super().action_cursor_right(select)
