"""Names that are one slip away from a word nobody has: "did you mean Sørensen?"."""

from core.door.session import Session
from core.search.distance import within_one
from core.search.people import found_by_word
from db.keys import fold, words

_LOOKED_AT = 2000
_OFFERED = 5


def near_words(session: Session, word: str) -> list[str]:
    """Names as written that differ from the word by one letter; ask only when nothing is found.

    One slip leaves the first or the second half of the word whole, so the search index gives the candidates.
    """
    found = words(word)
    if len(found) != 1 or len(found[0]) < 4:
        return []
    wanted = found[0]
    middle = len(wanted) // 2
    # The slip may swap the two letters in the middle: then each half is whole but for one letter.
    starts = [f"% {wanted[:middle]}%", f"% {wanted[: middle - 1]}%"]
    pieces = [*starts, f"%{wanted[middle:]}%", f"%{wanted[middle + 1 :]}%"]
    offered: dict[str, str] = {}
    for piece in pieces:
        if len(piece) < 5:
            continue
        for names in found_by_word(session, piece, _LOOKED_AT):
            for name in " ".join(map(str, names)).replace("-", " ").split():
                if within_one(fold(name), wanted) or within_one(name.casefold(), word.casefold()):
                    offered.setdefault(fold(name), name)
        if len(offered) >= _OFFERED:
            break
    return sorted(offered.values())[:_OFFERED]
