"""Text in terminal cells: fitted to a width, and wrapped."""

import re

from rich.cells import cell_len, set_cell_size

from core.rules.text import visible

_SEAMS = "@./-_"
_BLANKS = re.compile(r"(?<!\d –) (?!(?<=\d )–)")  # but none within 01-08-2026 – 30-06-2027
_ROOM_FOR_PERIODS = len("01-08-2026 – 30-06-2027")


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Exactly `width` cells of the text, made visible; what is cut ends in …"""
    if width <= 0:
        return ""
    text = visible(text)
    if text.isascii():
        if len(text) > width:
            return text[: width - 1] + "…"
        return text.rjust(width) if right else text.ljust(width)
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - size) + text if right else text + " " * (width - size)


def shorten(text: str, width: int) -> str:
    """At most `width` cells of the text, made visible; what is cut ends in …"""
    return fit(text, width) if cell_len(visible(text)) > width else visible(text)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at spaces where possible; line breaks in the text are kept.

    A period stays together where a line has room for it.
    """
    lines: list[str] = []
    for paragraph in visible(text, keep_lines=True).split("\n"):
        lines.extend(_wrap_line(paragraph, max(1, width)))
    return lines


def _wrap_line(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in _BLANKS.split(text) if width >= _ROOM_FOR_PERIODS else text.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while cell_len(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line or not lines else lines


def _head(word: str, width: int) -> str:
    """The longest start of the word that has room; at least one character, so that wrapping always ends.

    Addresses and paths break behind one of their signs, where that leaves no line half empty.
    """
    size = 0
    for index, char in enumerate(word):
        size += cell_len(char)
        if size > width:
            head = word[: max(1, index)]
            seam = max(head.rfind(sign) for sign in _SEAMS) + 1
            return head[:seam] if seam * 2 > len(head) else head
    return word

