"""A screen over the others that closes itself and nothing else."""

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

T = TypeVar("T")


class Modal(ModalScreen[T], Generic[T]):
    """Textual's own takes whatever is on top off the screen: a work that ends under a question would close the question.

    An answer given while something lies above waits until that is gone; one given twice counts as given first.
    """

    _closing_with: tuple[T | None] | None = None

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close with a result, now or when this is on top again."""
        if self.app.screen is self:
            return super().dismiss(result)
        if self in self.app.screen_stack and self._closing_with is None:
            self._closing_with = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """What lay above is gone."""
        if self._closing_with is not None:
            (result,), self._closing_with = self._closing_with, None
            self.dismiss(result)
