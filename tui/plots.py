"""Plots of characters: bars in eighths of a cell and lines of bars, each with a plain twin. The numbers stand beside them."""

from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_TENTHS = "0123456789"
_UNKNOWN = "·"


def bar(share: float | None, width: int, *, ascii_only: bool = False) -> str:
    """A bar of so much of the width, filled up with blanks; the least that is more than nothing can be seen."""
    if not share or share < 0 or width <= 0:
        return " " * max(0, width)
    part = min(share, 1.0) * width
    if ascii_only:
        return ("#" * max(1, round(part))).ljust(width)
    eighths = max(1, round(part * 8))
    text = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return text.ljust(width)


def line(shares: Sequence[float | None], *, ascii_only: bool = False) -> str:
    """One character for each share, in order: how high it is, in plain ASCII its first decimal; a dot where it is not known."""
    scale = _TENTHS if ascii_only else _HEIGHTS
    unknown = "." if ascii_only else _UNKNOWN
    return "".join(
        unknown if share is None else scale[max(0, min(int(share * len(scale)), len(scale) - 1))] for share in shares
    )
