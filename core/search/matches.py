"""Where in a text the words stand that it was found by: spelled as people spell, å as aa or a, and only at word starts."""

import re
from collections.abc import Iterable

from db.keys import fold, words

_WORD_START = r"(?<![^\W_])"


def found_by(searched: Iterable[str]) -> "Matches | None":
    """What finds these words, written in any spelling; None if there are none."""
    found = sorted({word for text in searched for word in words(text)}, key=lambda word: (-len(word), word))
    return Matches("|".join(_WORD_START + _spelled(word) for word in found)) if found else None


def each_of(text: str) -> "list[Matches]":
    """What finds each of the words of a text by itself."""
    return [Matches(_WORD_START + _spelled(word)) for word in words(text)]


def _spelled(word: str) -> str:
    """A phone number is shown with blanks between its pairs."""
    return " ?".join(word) if word.isdecimal() else re.escape(word)


class Matches:
    """The places of the words of a search, in texts as they are shown."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def spans(self, text: str, after: int = 0) -> list[tuple[int, int]]:
        """From which character to which, in order and never overlapping; none before `after`."""
        if text.isascii() and "aa" not in (plain := text.lower()) and "oe" not in plain:
            return [hit.span() for hit in self._pattern.finditer(plain, after)]
        folded, places = _folded(text, after)
        hits = (hit.span() for hit in self._pattern.finditer(folded))
        return [(places[first][0], places[last - 1][1]) for first, last in hits]


# Every row that shows is looked through at every letter typed.
_PLAIN = {letter: letter.lower() for letter in map(chr, range(32, 127)) if letter not in "%_"}
_MOST = 2000


def _remembered(letter: str) -> str:
    if len(_PLAIN) < _MOST:
        return _PLAIN.setdefault(letter, fold(letter) or " ")
    return fold(letter) or " "


def _folded(text: str, after: int) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is compared, and for each of its characters from where to where in `text` it stands."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    before = ""
    for at, letter in enumerate(text[after:], after):
        for plain in _PLAIN.get(letter) or _remembered(letter):
            if (plain == "a" == before) or (plain == "e" and before == "o"):  # one letter of what is compared
                places[-1] = (places[-1][0], at + 1)
            else:
                folded.append(plain)
                places.append((at, at + 1))
                before = plain
    return "".join(folded), places
