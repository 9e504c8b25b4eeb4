"""The words of the program in the reader's language: English in the code, Danish in `da.po`.

A catalogue is loaded once and its methods are bound; `gettext.gettext` itself looks at the file system on every call.
"""

import gettext as library
import os
import struct
from bisect import bisect_left
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from core.messages import N_, Catalogue
from core.rules.kinds import Language

DOMAIN = "laug"
FOLDER = Path(__file__).parent
_MAGIC = (0x950412DE).to_bytes(4, "little")

__all__ = ["N_", "_", "catalogue", "choose", "language", "ngettext", "speak"]


class _File(Protocol):
    def read(self) -> bytes: ...


class _Words(library.NullTranslations):
    """A catalogue looked up where it lies: five thousand sentences are not read for the few that a screen shows.

    The ids of a .mo file are sorted (GNU gettext manual, "The Format of GNU MO Files"). Danish and English have the same
    two forms, so a plural is no more than another sentence.
    """

    def _parse(self, fp: _File) -> None:
        self._data = fp.read()
        self._order = "<" if self._data[:4] == _MAGIC else ">"
        _revision, self._count, self._ids, self._texts = struct.unpack_from(f"{self._order}4I", self._data, 4)
        self._found: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        if (found := self._found.get(message)) is None:
            wanted = message.encode()
            place = bisect_left(range(self._count), wanted, key=partial(self._entry, self._ids))
            there = place < self._count and self._entry(self._ids, place) == wanted
            found = self._found[message] = self._entry(self._texts, place).decode() if there else message
        return found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def _entry(self, table: int, place: int) -> bytes:
        length, start = struct.unpack_from(f"{self._order}2I", self._data, table + 8 * place)
        return self._data[start : start + length]


class _Spoken:
    """The one language this process speaks; `speak` sets it before the first sentence."""

    def __init__(self) -> None:
        self.language = Language.ENGLISH
        self.catalogue: library.NullTranslations = library.NullTranslations()


_spoken = _Spoken()


def _(msgid: str) -> str:
    """The sentence in the language spoken; the empty text stays empty (in a catalogue it is the header)."""
    return _spoken.catalogue.gettext(msgid) if msgid else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The sentence for `n` things in the language spoken."""
    return _spoken.catalogue.ngettext(one, many, n)


def catalogue() -> Catalogue:
    """What translates into the language spoken: for `Message.render` and for the headings of exports."""
    return _spoken.catalogue


def language() -> Language:
    """The language spoken."""
    return _spoken.language


def load(wanted: Language) -> library.NullTranslations:
    """The catalogue of a language. English needs none: the sentences in the code are English."""
    return library.translation(DOMAIN, FOLDER, [wanted.value], class_=_Words, fallback=True)


def speak(wanted: Language) -> None:
    """Speak this language from now on, click's own sentences included (it asks the standard library's domain)."""
    _spoken.language = wanted
    _spoken.catalogue = load(wanted)
    os.environ["LANGUAGE"] = wanted.value
    library.bindtextdomain(DOMAIN, str(FOLDER))
    library.textdomain(DOMAIN)


def choose(said: str | None, environ: Mapping[str, str]) -> Language:
    """The first of these that names Danish or English: what was said, LAUG_LANG, the locale; otherwise Danish."""
    for value in (said, environ.get("LAUG_LANG"), *(environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))):
        found = known(value or "")
        if found is not None:
            return found
    return Language.DANISH


def known(value: str) -> Language | None:
    """The language a locale or a setting names (`da_DK.UTF-8`), if it is one of the two."""
    start = value.lower().split(".")[0].replace("-", "_").split("_")[0]
    return Language(start) if start in ("da", "en") else None
