"""Weeks as a strip that says how many of a network are at school: a bar a week, legible without colour and in plain ASCII.

nov dec      jan
▅▅▇▂▂-…    a bar is the part at school, - a break, ? not known
47 49       2
"""

from collections.abc import Sequence

from core.planning.weeks import WeekChoice
from tui import strips
from tui.words import N_, _

_BARS = "▁▂▃▄▅▆▇█"
_TENTHS = "0123456789"
BREAK, UNKNOWN = "-", "?"


def mark(choice: WeekChoice, *, ascii_only: bool = False) -> str:
    """One character for a week: the part of those known of that are at school; a mostly free week has a mark of its own."""
    if choice.is_free:
        return BREAK
    share = choice.count.share
    if share is None:
        return UNKNOWN
    scale = _TENTHS if ascii_only else _BARS
    return scale[min(int(share * len(scale)), len(scale) - 1)]


def lines(choices: Sequence[WeekChoice], *, ascii_only: bool = False) -> tuple[str, str, str]:
    """Months, a mark a week and week numbers, one below the other; the weeks are in order."""
    weeks = [choice.week for choice in choices]
    marks = "".join(mark(choice, ascii_only=ascii_only) for choice in choices)
    return strips.months(weeks), marks, strips.numbers(weeks)


def legend(*, ascii_only: bool = False) -> str:
    """What the marks mean."""
    scale = _TENTHS if ascii_only else _BARS
    told = (
        _(N_("{low} nobody at school … {high} everybody")).format(low=scale[0], high=scale[-1]),
        _(N_("{mark} break")).format(mark=BREAK),
        _(N_("{mark} unknown")).format(mark=UNKNOWN),
    )
    return "  ".join(told)
