"""A form of a few fields, filled in where they stand on the page below it; otherwise as any form."""

from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Container

from tui.widgets.bars import FooterBar, StatusBar
from tui.widgets.field_row import lines_of_a_field
from tui.widgets.form import Form
from tui.widgets.form_screen import FormScreen

T = TypeVar("T")
_PADDING = 2
_SPARE = 3  # rows that a message or the help below a field may take


class InPlaceForm(FormScreen[T], Generic[T]):
    """The fields over the row `top` of the screen, from the column `left` on."""

    DEFAULT_CSS = """
    InPlaceForm { background: transparent; }
    InPlaceForm > .in-place { position: absolute; height: auto; background: $surface; color: $foreground; padding: 0 1; }
    InPlaceForm StatusBar { dock: bottom; margin-bottom: 1; }
    InPlaceForm .problem { height: auto; color: $error; text-style: bold; display: none; }
    """

    def __init__(self, form: Form[T], *, top: int, left: int, width: int) -> None:
        super().__init__(form)
        self._top, self._left, self._wide = top, left, width

    def compose(self) -> ComposeResult:
        """What went wrong, the fields and the keys."""
        with Container(classes="in-place"):
            yield self._problem
            yield from self._rows
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Put the fields where they belong; the last rows of the screen stay free for what is said below a field."""
        width = min(self._wide, self.size.width - self._left)
        lowest = self.size.height - len(self._rows) * lines_of_a_field(width - _PADDING) - _SPARE
        box = self.query_one(".in-place")
        box.styles.width = width
        box.styles.offset = (self._left, max(0, min(self._top, lowest)))
