"""A screen as text that a person can compare: what stands where, and below it in which colours."""

from itertools import count

from rich.style import Style
from textual.app import App

_LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def dump(app: App[None]) -> str:
    """The lines of the screen; then the same lines with a letter for the style of each cell; then what the letters mean."""
    letters: dict[str, str] = {}
    numbers = count()
    texts: list[str] = []
    styles: list[str] = []
    for strip in app.screen._compositor.render_strips():
        text, marks = "", ""
        for segment in strip:
            named = _named(segment.style)
            if named not in letters:
                letters[named] = _LETTERS[next(numbers)]
            text += segment.text
            marks += letters[named] * segment.cell_length
        texts.append(text.rstrip())
        styles.append(_shorter(marks))
    legend = [f"{letter}  {named}" for named, letter in letters.items()]
    return "\n".join([*texts, "", *styles, "", *legend, ""])


def _shorter(marks: str) -> str:
    """The last style of a line once: it goes on to the edge."""
    kept = marks.rstrip(marks[-1:])
    return kept + marks[len(kept) : len(kept) + 1]


def _named(style: Style | None) -> str:
    """The colours and what else a cell has, in a fixed order."""
    if style is None:
        return "plain"
    parts = [name for name in ("bold", "italic", "underline", "reverse", "dim") if getattr(style, name)]
    colour = style.color.name if style.color else "default"
    ground = style.bgcolor.name if style.bgcolor else "default"
    return " ".join([f"{colour} on {ground}", *parts])
