"""People's names as lists write them: parted, and out of capitals."""

import re

_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "da",
        "dos",
        "di",
        "la",
        "le",
        "el",
        "al",
        "af",
        "zu",
        "ter",
        "ten",
        "bin",
        "ibn",
        "abu",
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def split_name(name: str) -> tuple[str, str]:
    """Given and family name: the last word and the particles before it. ``Jensen, Mette`` is turned round."""
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip():
        return after.strip(), before.strip()
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return " ".join(words), ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def in_mixed_case(name: str) -> str:
    """A name typed in capitals or in small letters only, as a name: ``VAN DER MEER`` is ``van der Meer``.

    Names of two letters and names in mixed letters are left as they are.
    """
    if not (name.isupper() or name.islower()) or sum(map(str.isalpha, name)) < 3:
        return name
    words = name.split()
    return " ".join(
        word.casefold() if word.casefold() in _PARTICLES and position + 1 < len(words) else _capitalised(word)
        for position, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    return _WORD.sub(lambda match: match.group()[:1].upper() + match.group()[1:].lower(), word)


def same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, or one is the first words of the other (both folded)."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(f"{short} ")
