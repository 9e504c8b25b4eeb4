"""Type-ahead among the people of one meeting: which of them a few letters mean, and where the letters end and a key begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.keys import fold


def matching(names: Mapping[int, str], typed: str) -> list[int]:
    """Those whose name has every typed word: at the start of a word of it or, if nobody's has, anywhere in it.

    In the order given; everybody for no letters. Accents and the two spellings of å do not count.
    """
    parts = fold(typed.replace("-", " ")).split()
    if not parts:
        return list(names)
    folded = {number: f" {fold(name.replace('-', ' '))}" for number, name in names.items()}
    begins = [number for number, name in folded.items() if all(f" {part}" in name for part in parts)]
    return begins or [number for number, name in folded.items() if all(part in name for part in parts)]


@dataclass(frozen=True)
class Keyed:
    """What a line comes to: who is meant by the letters, and the key behind them, if there is one."""

    found: tuple[int, ...]
    letters: str
    key: str


def letters_and_key(names: Mapping[int, str], line: str, keys: Sequence[str]) -> Keyed:
    """`ann j`, and `annj` where nobody's name goes on so, mean the key `j` for whoever `ann` means."""
    said = line.strip()
    before, _, last = said.rpartition(" ")
    if before and last.casefold() in keys:
        return Keyed(tuple(matching(names, before)), before, last.casefold())
    if len(said) > 1 and said[-1].casefold() in keys and not matching(names, said):
        return Keyed(tuple(matching(names, said[:-1])), said[:-1].strip(), said[-1].casefold())
    return Keyed(tuple(matching(names, said)), said, "")
