"""What a field suggests, in lines below it: each suggestion whole where there is room, without what is typed before it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from core.rules.text import visible
from tui.widgets.cells import shorten

MOST_LINES = 3
_LEAD = "→"


class Placed(NamedTuple):
    """A suggestion, and where it stands: the line, and the cells from the one to before the other."""

    suggestion: str
    line: int
    start: int
    end: int


class Laid(NamedTuple):
    """The lines, and what stands where in them."""

    lines: tuple[str, ...]
    placed: tuple[Placed, ...]

    def at(self, line: int, cell: int) -> str | None:
        """The suggestion that stands there."""
        return next((one.suggestion for one in self.placed if one.line == line and one.start <= cell < one.end), None)


def lay_out(suggested: Sequence[str], typed: str, taken: str, room: int) -> Laid:
    """The suggestions for what was typed in lines of `room` cells; the one that is taken stands in brackets.

    What does not fit in `MOST_LINES` is told by …; if what is taken were among that, the first ones are left out instead.
    """
    written = [visible(one) for one in _without_head(suggested, typed)]
    begin = 0
    while True:
        lines, placed = _in_lines(suggested[begin:], written[begin:], taken, max(len("→ a …"), room))
        if taken not in suggested[begin + len(placed) :]:
            return Laid(tuple(lines), tuple(placed))
        begin += 1


def _in_lines(
    suggested: Sequence[str], written: Sequence[str], taken: str, room: int
) -> tuple[list[str], list[Placed]]:
    lines, placed = [_LEAD], list[Placed]()
    for place, (suggestion, text) in enumerate(zip(suggested, written, strict=True)):
        used = cell_len(lines[-1])
        if used > len(_LEAD) and used + cell_len(text) + len("  ") > room - _spare(lines, place, written):
            if len(lines) == MOST_LINES:
                lines[-1] += "…"
                break
            lines.append(" " * len(_LEAD))
            used = len(_LEAD)
        text = shorten(text, room - _spare(lines, place, written) - used - len("  "))
        lines[-1] += f"[{text}]" if suggestion == taken else f" {text} "
        placed.append(Placed(suggestion, len(lines) - 1, used, used + cell_len(text) + len("  ")))
    return [line.rstrip() for line in lines], placed


def _spare(lines: Sequence[str], place: int, written: Sequence[str]) -> int:
    """Room for the … that tells of more."""
    return 1 if len(lines) == MOST_LINES and place < len(written) - 1 else 0


def _without_head(suggested: Sequence[str], typed: str) -> Iterator[str]:
    """Of a path what comes after the last folder typed, of a list what comes after its last comma, of a query after its field."""
    head = typed[: max(typed.rfind(mark) for mark in "/,:") + 1]
    is_path_or_list = all(one.startswith(head) and one[len(head) :].strip() for one in suggested)
    return (one[len(head) :].strip() if is_path_or_list else one for one in suggested)
