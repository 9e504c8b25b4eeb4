"""Hours as they are spoken, `halv fem`, `kvart over fire`, `half past four`, told in figures. Pure.

Spoken hours have no morning and no evening of their own: what else is said settles it, or it is asked.
"""

import re
from datetime import time

_NAMES = {
    "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11,
    "tolv": 12, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_HOUR = rf"(?P<hour>1?[0-9]|2[0-4]|{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?P<clock>[.:]00)?(?![\w.:])"
_MINUTES = {"halv": -30, "half": 30, "half past": 30, "over": 15, "past": 15, "i": -15, "to": -15}
_SPOKEN = re.compile(
    rf"(?<!\w)(?:(?:kl|klokken|at)\b\.? ?)?"
    rf"(?:(?P<half>halv|half past|half) |(?:et |a )?(?:kvart|kvarter|quarter) (?P<quarter>over|past|i|to) ){_HOUR}"
)
_LATE = re.compile(r"(?<!\w)(?:aften|eftermiddag)(?:en)?\b|\b(?:evening|afternoon|tonight|p\.?m)\b")
_EARLY = re.compile(r"(?<!\w)(?:morgenen|formiddag|formiddagen|morning|a\.?m)\b")
_AFTERWARDS = re.compile(
    r",? (?:om |i |in the )?(?:morgenen|formiddag(?:en)?|(?:aften|eftermiddag)(?:en)?|morning|evening|afternoon|[ap]\.?m\.?)$"
)


def in_figures(text: str) -> str:
    """The text, in small letters, with spoken hours as `16.30` where it says whether that is before noon."""
    if not _SPOKEN.search(text):
        return text
    late, early = _LATE.search(text), _EARLY.search(text)

    def figures(found: re.Match[str]) -> str:
        before, after = _both(found)
        if before == after or early or late:
            at = before if early else after
            return f"{at.hour:02}.{at.minute:02}"
        return found[0]

    told = _SPOKEN.sub(figures, text)
    return text if told == text else _AFTERWARDS.sub("", told)


def could_be(text: str) -> tuple[str, time, time] | None:
    """A spoken hour of the text that says neither morning nor evening: itself, and the two times it can mean."""
    found = _SPOKEN.search(" ".join(text.casefold().split()))
    if found is None:
        return None
    before, after = _both(found)
    return None if before == after else (found[0].strip(), before, after)


def _both(found: re.Match[str]) -> tuple[time, time]:
    """The time before noon and the one after; of an hour above twelve, or written as on a clock, both are the same."""
    said = found["hour"]
    hour = _NAMES[said] if said in _NAMES else int(said)
    minutes = (hour % 24) * 60 + _MINUTES[found["half"] or found["quarter"]]
    day, half = 24 * 60, 12 * 60
    if hour > 12 or found["clock"]:
        return (_time(minutes % day),) * 2
    return _time(minutes % half), _time(minutes % half + half)


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
