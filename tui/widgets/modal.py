"""A screen over the others that closes itself and nothing else."""

from typing import ClassVar, Generic, TypeVar

from rich.console import RenderableType
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.screen import ModalScreen

from tui.actions import bindings
from tui.widgets.bars import FIND, HELP, top_footer

T = TypeVar("T")


class Modal(ModalScreen[T], Generic[T]):
    """Textual's own takes whatever is on top off the screen: a work that ends under a question would close the question.

    An answer given while something lies above waits until that is gone; one given twice counts as given first.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(HELP, FIND)
    LOOKED_THROUGH: ClassVar[bool] = False
    """Whether what lies below shows around it."""
    _closing_with: tuple[T | None] | None = None

    def on_mount(self) -> None:
        """The line of keys below tells what can be done here."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._tell_keys())
        self.call_after_refresh(self._tell_keys)

    def render(self) -> RenderableType:
        """Nothing: in the terminal's own colours Textual would let what lies below through wherever no widget is."""
        return super().render() if self.LOOKED_THROUGH else ""

    def _tell_keys(self) -> None:
        if self.app.screen_stack and (footer := top_footer(self.app)) is not None:
            footer.renew()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, now or when this is on top again."""
        if self.app.screen is self:
            closed = super().dismiss(result)
            self.app.call_later(self._tell_keys)
            return closed
        if self in self.app.screen_stack and self._closing_with is None:
            self._closing_with = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """What lay above is gone."""
        if self._closing_with is not None:
            (result,), self._closing_with = self._closing_with, None
            self.dismiss(result)
