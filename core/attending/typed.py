"""Type-ahead among the people of one meeting: which of them a few letters mean, and where the letters end and a key begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.attending.kinds import Attendance
from core.rules.kinds import Answer
from db.keys import fold


def matching(names: Mapping[int, str], typed: str) -> list[int]:
    """Those whose name has every typed word: at the start of a word of it or, if nobody's has, anywhere in it.

    In the order given; everybody for no letters. Accents and the two spellings of å do not count.
    """
    parts = _parts(typed)
    if not parts:
        return list(names)
    folded = {number: f" {fold(name.replace('-', ' '))}" for number, name in names.items()}
    begins = [number for number, name in folded.items() if all(f" {part}" in name for part in parts)]
    return begins or [number for number, name in folded.items() if all(part in name for part in parts)]


def _parts(typed: str) -> list[str]:
    return fold(typed.replace("-", " ")).split()


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
    if _parts(before) and last.casefold() in keys:
        return Keyed(tuple(matching(names, before)), before, last.casefold())
    if _parts(said[:-1]) and said[-1].casefold() in keys and not matching(names, said):
        return Keyed(tuple(matching(names, said[:-1])), said[:-1].strip(), said[-1].casefold())
    return Keyed(tuple(matching(names, said)), said, "")


ANSWER_KEYS = {
    "y": Answer.ACCEPTED, "j": Answer.ACCEPTED, "+": Answer.ACCEPTED,
    "n": Answer.DECLINED, "-": Answer.DECLINED,
    "m": Answer.TENTATIVE, ".": Answer.TENTATIVE,
    "w": Answer.WAITING, "v": Answer.WAITING,
    ",": Answer.NEEDS_ACTION,
}  # fmt: skip
"""One key an answer, the first letters of yes, no, maybe and waiting in both languages."""

ATTENDANCE_KEYS = {"+": Attendance.PRESENT, "-": Attendance.ABSENT, ".": Attendance.EXCUSED, ",": None}
"""One key a value of the roll-call; the comma takes back what was said."""
_YES_OR_NO = {"yes": Answer.ACCEPTED, "ja": Answer.ACCEPTED, "no": Answer.DECLINED, "nej": Answer.DECLINED}


def answer_said(word: str) -> Answer | None:
    """The answer a word or a key means, in either language."""
    said = word.strip().casefold()
    return ANSWER_KEYS.get(said) or _YES_OR_NO.get(said) or Answer.from_words(said)


def attendance_said(word: str) -> tuple[Attendance | None] | None:
    """What a word or a key says of somebody at the door, None for what is no such word; taken back is `(None,)`."""
    said = word.strip().casefold()
    if said in ATTENDANCE_KEYS:
        return (ATTENDANCE_KEYS[said],)
    found = Attendance.from_words(said) if len(said) > 1 else None
    return None if found is None else (found,)
