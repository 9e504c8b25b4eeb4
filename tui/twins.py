"""ASCII twins of every line and mark, for terminals and fonts that have no others. One cell for one cell: nothing moves."""

import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TWINS = {
    "…": ".", "›": ">", "‹": "<", "»": ">", "«": "<", "▲": "^", "▼": "v", "▴": "^", "▾": "v", "▸": ">", "◂": "<",
    "·": "-", "•": "*", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "✓": "+", "✗": "x", "×": "x", "◆": "!", "◇": "?", "●": "*", "○": "o",
    "█": "#", "▉": "#", "▊": "#", "▋": "=", "▌": "=", "▍": "-", "▎": "-", "▏": "|", "▕": "|", "▐": "#", "▀": "#", "▄": "#",
    "▁": "_", "▂": "_", "▃": "_", "▅": "#", "▆": "#", "▇": "#", "▔": "-", "▓": "#", "▒": "+", "░": ".",
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "╴": "-", "╶": "-", "╵": "|", "╷": "|",
    "†": "+", "‡": "+", "␡": "?",
}  # fmt: skip
_PLAIN_LETTERS = {"Æ": "E", "æ": "e", "Ø": "O", "ø": "o", "Ð": "D", "ð": "d", "Þ": "T", "þ": "t", "ß": "s", "Ł": "L",
                  "ł": "l", "Đ": "D", "đ": "d", "ı": "i", "Œ": "E", "œ": "e"}  # fmt: skip
_LAST_KNOWN = "\u017f"  # the letters of Europe's languages, which a console's font has


class Twins(LineFilter):
    """Writes ASCII for marks, and for letters that the terminal's character set does not know."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with their text in plain marks; most are returned as they are."""
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [
            segment if segment.control or segment.text.isascii()
            else Segment("".join([twin(char, self._encoding) for char in segment.text]), segment.style, None)
            for segment in segments
        ]  # fmt: skip


@lru_cache(4096)
def twin(char: str, encoding: str) -> str:
    """What is written for a character: as many cells of what the terminal knows; nothing for a mark without a width."""
    if char.isascii():
        return char
    if char in _TWINS:
        return _TWINS[char]
    if char <= _LAST_KNOWN and _known(char, encoding) and (char.isalnum() or char in "§°½¼¾£¤¨´`¡¿"):
        return char
    if "\u2500" <= char <= "\u257f":
        return "+"
    if "\u2400" <= char <= "\u243f":
        return "?"
    base = _PLAIN_LETTERS.get(char) or unicodedata.normalize("NFKD", char)[0]
    if base.isascii() and base.isprintable() and get_character_cell_size(char) == 1:
        return base
    return "?" * get_character_cell_size(char)


def _known(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
