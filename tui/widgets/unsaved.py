"""Screens that hold what would be lost: they are not closed, and the program is not ended, without asking.

The dialogs are imported when something is to be asked: the first picture does not need them.
"""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.screen import Screen

from core.messages import N_
from tui.widgets.words import tell

if TYPE_CHECKING:
    from tui.widgets.dialogs import Confirm


@runtime_checkable
class Unsaved(Protocol):
    """A screen in which somebody may have typed or decided something."""

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost."""
        ...


@runtime_checkable
class Stoppable(Protocol):
    """A screen on which something runs that can be stopped."""

    def action_stop(self) -> None:
        """Stop it at the next chance."""
        ...


def close(screen: Screen[Any], *, lost: str) -> None:
    """Close the screen without an answer, after asking if something would be lost; `lost` (a message id) says what."""
    from tui.widgets.dialogs import Confirm

    def answered(yes: bool | None) -> None:
        if yes:
            screen.dismiss(None)  # given back, it would be awaited here, which Textual forbids

    if not isinstance(screen, Unsaved) or not screen.is_changed:
        screen.dismiss(None)
        return
    question = Confirm(
        tell(screen, N_("Close without saving?")), yes=tell(screen, N_("close")), detail=tell(screen, lost)
    )
    screen.app.push_screen(question, answered)


def ending(screen: Screen[Any]) -> "Confirm":
    """The question whether to end the program all the same."""
    from tui.widgets.dialogs import Confirm

    return Confirm(
        tell(screen, N_("End laug without saving?")), yes=tell(screen, N_("end laug")),
        detail=tell(screen, N_("Something is typed or decided that is not saved; it is lost.")), dangerous=True,
    )  # fmt: skip
