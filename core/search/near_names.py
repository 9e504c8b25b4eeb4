"""Which of the known names somebody may have meant."""

from collections.abc import Iterable

from core.search.distance import within_one
from db.keys import fold

_OFFERED = 3


def near_names(text: str, names: Iterable[str]) -> list[str]:
    """The names that are one slip away from the text, whole or in the words it begins with."""
    wanted = fold(text).replace("-", " ")
    if len(wanted) < 3:
        return []
    found = (name for name in names if any(within_one(wanted, begun) for begun in _beginnings(name, wanted)))
    return list(dict.fromkeys(found))[:_OFFERED]


def _beginnings(name: str, wanted: str) -> Iterable[str]:
    """As many words of the name as the text has, from each word on."""
    words, many = fold(name).replace("-", " ").split(), wanted.count(" ") + 1
    return (" ".join(words[start : start + many]) for start in range(max(1, len(words) - many + 1)))
