"""The two stored keys of a name: one that sorts in Danish order, one that finds it however it is spelled.

Pure functions; the columns `sort_key` and `search_key` hold what they give, so that plain SQL on any engine can sort
and search. Changing one of them needs a migration that fills its column anew.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

_SORT = str.maketrans(
    {
        "æ": "{",
        "ä": "{",
        "ø": "|",
        "ö": "|",
        "ő": "|",
        "å": "}",
        "ü": "y",
        "ß": "ss",
        "þ": "th",
        "ð": "d",
        "đ": "d",
        "ł": "l",
        "œ": "|",
    }
)
_FOLD = str.maketrans(
    {
        "æ": "ae",
        "ä": "ae",
        "ø": "o",
        "ö": "o",
        "ő": "o",
        "å": "a",
        "ß": "ss",
        "þ": "th",
        "ð": "d",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "œ": "oe",
    }
)
_NOT_A_WORD = re.compile(r"[^\w@.+-]+|_")
_WILD = re.compile(r"[%_]")
_PIECES = re.compile(r"[.@+-]+")


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def sort_key(text: str) -> str:
    """A key whose byte order is Danish alphabetical order: aa sorts as å, and æ, ø, å come last in that order."""
    lowered = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return " ".join(_without_accents(lowered.translate(_SORT)).split())


def _folded(text: str) -> str:
    plain = text.lower()
    if not text.isascii():
        plain = _without_accents(unicodedata.normalize("NFC", text).casefold().translate(_FOLD))
    if "%" in plain or "_" in plain:
        plain = _WILD.sub(" ", plain)
    while "aa" in plain or "oe" in plain:
        plain = plain.replace("aa", "a").replace("oe", "o")
    return " ".join(plain.split())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A text as people type it when they are in a hurry: Søren, Soeren and Soren, Århus, Aarhus and Arhus fold alike.

    Idempotent; holds no `%` or `_`, so that it may stand in a LIKE pattern.
    """
    return _folded(text)


# Schools, towns and given names come again and again.
@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word for word in _NOT_A_WORD.sub(" ", fold(text)).split() if word.strip(".+-"))


def phone_digits(phone: str) -> str:
    """A phone number's digits without the Danish country code: ``+4520304050`` is ``20304050``."""
    if phone.startswith("+45") and len(phone) == 11 and phone[3:].isdecimal():
        return phone[3:]
    digits = "".join(filter(str.isdecimal, phone))
    return digits[2:] if phone.startswith("+45") and len(digits) == 10 else digits


def phone_tails(phone: str) -> list[str]:
    """The number from each pair on, so that any ending of whole pairs is found as the start of a word."""
    digits = phone_digits(phone)
    return [digits[start:] for start in range(0, max(len(digits) - 3, 1), 2)] if digits else []


def search_key(*texts: str, emails: Iterable[str] = (), phones: Iterable[str] = ()) -> str:
    """All words to be found by their start, each behind a blank: names, places, pieces of e-mails, tails of phones."""
    found: list[str] = []
    for text in texts:
        found += _words_and_pieces(text)
    for email in emails:
        folded = _folded(email)  # nearly every one is met only once, so it is not remembered
        found += (folded, *_PIECES.split(folded))
    for phone in phones:
        found += phone_tails(phone)
    return " " + " ".join(dict.fromkeys(filter(None, found))) if found else ""


@lru_cache(maxsize=8192)
def _words_and_pieces(text: str) -> tuple[str, ...]:
    pieces = ((word, *([] if word.isalnum() else _PIECES.split(word))) for word in words(text))
    return tuple(chain.from_iterable(pieces))
