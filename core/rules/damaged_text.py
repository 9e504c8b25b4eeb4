"""Text damaged by programs before us: letters decoded twice or lost, and the marks spreadsheets leave in cells."""

import re

_TWICE = re.compile("[ÂÃâ][\x80-\xbf\u0152-\u203a\u20ac\u2122]")
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[^\W\d_])|(?<![\w?])\?(?=[^\W\d_]{2})")
_LOST_AT_END = re.compile(r"[^\W\d_]{2}\?(?![\w?])")
_FORMULA_ERROR = re.compile(
    r"#(?:N/A|I/T|REF!|REFERENCE!|VALUE!|V[ÆA]RDI!|NAME\?|NAVN\?|DIV/0!|DIVISION/0!|NUM!|NULL!|NUL!|#+)", re.I
)
_ALPHANUMERIC = re.compile(r"[^\W_]")
_PLACEHOLDERS = frozenset(
    [
        "ved ikke",
        "vides ikke",
        "mangler",
        "ingen",
        "intet",
        "ikke oplyst",
        "ukendt",
        "none",
        "unknown",
        "missing",
        "n/a",
        "na",
        "nan",
        "null",
        "x",
        "xx",
        "xxx",
        "anonymous",
        "anonym",
        "tom",
        "blank",
        "0-0-00",
        "00-00-0000",
        "0000-00-00",
        "do not know",
        "tbd",
        "følger",
        "kommer senere",
    ]
)


def decoded_once(text: str) -> str:
    """Undo UTF-8 read as Windows-1252 (``SÃ¸ren`` is ``Søren``), also when that was done twice; text that is not so comes
    back as it was.
    """
    once = _decoded(text)
    return once if once == text else _decoded(once)


def _decoded(text: str) -> str:
    if text.isascii() or not _TWICE.search(text):
        return text
    raw = bytearray()
    for char in text:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return text
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return text


def has_lost_letter(text: str) -> bool:
    """Whether a question mark or replacement sign stands where a letter was (``S?ren``)."""
    return ("?" in text or "\ufffd" in text) and _LOST.search(text) is not None


def has_lost_letter_in_name(name: str) -> bool:
    """The same for a name, where a question mark after a word is no question either (``Ionu?``)."""
    return has_lost_letter(name) or ("?" in name and _LOST_AT_END.search(name) is not None)


def is_placeholder(text: str) -> bool:
    """Whether the text only says that nothing is known: ``?``, ``-``, ``ved ikke``, ``mangler``."""
    return _ALPHANUMERIC.search(text) is None or text.casefold().strip(" .!?-") in _PLACEHOLDERS


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text: it begins with ``=``, or with ``@``, ``+`` or ``-`` before a letter."""
    return text[:1] == "=" or (text[:1] in "@+-" and len(text) > 1 and (text[1].isalpha() or text[1] == "("))


def is_formula_error(text: str) -> bool:
    """Whether the text is what a spreadsheet shows for a formula that failed: ``#N/A``, ``#REF!``, ``#VÆRDI!``."""
    return text[:1] == "#" and _FORMULA_ERROR.fullmatch(text) is not None


def without_guard(text: str) -> str:
    """Undo the apostrophe that our own exports put before cells a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text
