"""What a line to type in held before, word by word: for undoing and redoing inside the field."""

_MOST = 100


class Edits:
    """The texts a line has held, as far as they can be come back to."""

    def __init__(self) -> None:
        self._before: list[str] = []
        self._after: list[str] = []
        self._turning = False
        self._grew = False

    def note(self, old: str, new: str) -> None:
        """The text has changed. Letters typed one after another are one step, until a space begins a new word."""
        if self._turning:
            return
        grew = len(new) == len(old) + 1
        if not (grew and self._grew and not new[_same(old, new)].isspace()):
            self._before = [*self._before[-_MOST:], old]
        self._grew = grew
        self._after.clear()

    def undo(self, now: str) -> str | None:
        """The text before; None where there is none."""
        return self._turn(now, self._before, self._after)

    def redo(self, now: str) -> str | None:
        """The text that was undone last; None where there is none."""
        return self._turn(now, self._after, self._before)

    def _turn(self, now: str, come_from: list[str], left: list[str]) -> str | None:
        if not come_from:
            return None
        left.append(now)
        self._turning, self._grew = True, False
        return come_from.pop()

    def turned(self) -> None:
        """What `undo` or `redo` gave is in the line now."""
        self._turning = False


def place_of_change(old: str, new: str) -> int:
    """Where in the new text the cursor belongs: behind what differs from the old."""
    longest = min(len(old), len(new)) - min(_same(old, new), len(old), len(new))
    return len(new) - min(_same(old[::-1], new[::-1]), longest)


def _same(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
