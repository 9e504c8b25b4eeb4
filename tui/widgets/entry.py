"""One line to type in."""

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

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(visible(value), placeholder=visible(placeholder), compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False

    async def _on_key(self, event: Key) -> None:
        await in_order.edit(self, event)
