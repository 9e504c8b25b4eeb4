"""An application in the person's theme, with what the terminal cannot show left out or written otherwise."""

from typing import ClassVar, Protocol, runtime_checkable

from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widget import Widget

from core.messages import N_, Message, say
from core.rules.kinds import Language
from tui import looks
from tui.actions import Where, declare
from tui.looks import Look, Theme
from tui.themes import DARK, LIGHT, LOUD, TERMINAL
from tui.twins import Twins
from tui.uncoloured import Uncoloured

_WORN = {Theme.DARK: DARK, Theme.LIGHT: LIGHT, Theme.TERMINAL: TERMINAL}
THEME = declare(
    "app.theme", "ctrl+t", N_("Colours"), N_("Dark, light or the terminal's own colours; the choice is remembered."),
    Where.EVERYWHERE,
)  # fmt: skip


class _WholeCells(ScrollBarRender):
    """A scroll bar without the eighths of a block at its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


@runtime_checkable
class Dressed(Protocol):
    """What wears a look."""

    look: Look


def wear(app: App[None], look: Look) -> None:
    """Put a look on: its theme, and the filters that keep from the terminal what it cannot show."""
    for theme in _WORN.values():
        app.register_theme(theme)
    # Textual's greyscale still sends colours; ours knows which backgrounds matter.
    app._filters = [one for one in app._filters if not isinstance(one, Monochrome | NoColor)]
    theme = _WORN[look.theme]
    if not look.colours:
        theme = DARK if look.theme is Theme.TERMINAL else theme
        app._filters.append(Uncoloured([theme.variables[name] for name in LOUD]))
    if look.ascii:
        app._filters.append(Twins(look.encoding))
    ScrollBar.renderer = _WholeCells if look.ascii else ScrollBarRender
    if app.theme != theme.name:  # setting it reads every rule again
        app.theme = theme.name


def wear_next(app: App[None], look: Look, language: Language) -> Message:
    """Put on the next theme and remember it for this person; what to tell them."""
    if not look.colours:
        return say(N_("The screens are without colours: NO_COLOR is set, or the terminal has none."))
    themes = list(_WORN)
    now = next((one for one, theme in _WORN.items() if theme.name == app.theme), Theme.DARK)
    following = themes[(themes.index(now) + 1) % len(themes)]
    app.theme = _WORN[following].name
    looks.keep(following)
    return say(N_("Colours: {theme}. {key[app.theme]} takes the next."), theme=following.name_in(language))


def only_ascii(widget: Widget) -> bool:
    """Whether a widget's marks are to be plain."""
    return isinstance(widget.app, Dressed) and widget.app.look.ascii


def without_colours(widget: Widget) -> bool:
    """Whether nothing is to be known by its colour alone."""
    return isinstance(widget.app, Dressed) and not widget.app.look.colours
