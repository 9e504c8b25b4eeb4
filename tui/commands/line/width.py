"""How many columns a text takes on a terminal. Rich knows it better, but costs more to import than all of click."""

import unicodedata

_JOINER = "\u200d"
_AS_EMOJI = "\ufe0f"  # makes a sign of one column an emoji of two
_FIRST_SYMBOL = "\u2190"  # a joiner joins emoji; behind it letters and blanks stay what they are


def width(text: str) -> int:
    """Columns of the text: 2 for wide letters and emoji, 0 for marks and for what a joiner joins."""
    if text.isascii():
        return len(text)
    total = 0
    before = ""
    for char in text:
        if char == _AS_EMOJI:
            total += before != "" and _columns(before, "") == 1
        total += 0 if before == _JOINER and char >= _FIRST_SYMBOL else _columns(char, before)
        before = "" if _is_flag(char) and _is_flag(before) else char
    return total


def _columns(char: str, before: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0
    if _is_flag(char):
        return 0 if _is_flag(before) else 2
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def fitted(text: str, columns: int) -> str:
    """The text in exactly so many columns: cut with an ellipsis, or filled with blanks."""
    wide = width(text)
    if wide > columns:
        kept = ""
        for char in text:
            if width(kept + char) > columns - 1:
                break
            kept += char
        text = kept + "…"
        wide = width(text)
    return text + " " * (columns - wide)
