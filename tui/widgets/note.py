"""Several lines to type in. Imported where there is one: Textual's own takes 10 ms to import, and few forms have a note."""

from textual.events import Key
from textual.widgets import TextArea

from tui.widgets import in_order


class Note(TextArea):
    """A field of several lines, without blinking."""

    def __init__(self, text: str) -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False

    async def _on_key(self, event: Key) -> None:
        await in_order.edit(self, event)
