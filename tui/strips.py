"""A school year as a strip of characters, one a week: legible without colour, and in plain ASCII. Shown by commands and screens.

aug sep  okt  nov  dec  jan  feb  mar  apr  maj  jun  jul
··▄▄▄▄▄··············▄▄▄▄▄·······························
32  36   40   45   49   1    5    9    13   18   22   27
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TextIO

from core.rules.weeks import Week
from core.school.at_school import SchoolState
from tui.words import N_, _

_MARKS = {SchoolState.AT_SCHOOL: "▄", SchoolState.AWAY: "·", SchoolState.UNKNOWN: "?"}
_ASCII = {SchoolState.AT_SCHOOL: "#", SchoolState.AWAY: ".", SchoolState.UNKNOWN: "?"}
_MONTHS = (
    N_("jan"), N_("feb"), N_("mar"), N_("apr"), N_("may"), N_("jun"), N_("jul"), N_("aug"), N_("sep"), N_("oct"),
    N_("nov"), N_("dec"),
)  # fmt: skip


def strip(states: Sequence[SchoolState], *, ascii_only: bool = False) -> str:
    """One character a week."""
    marks = _ASCII if ascii_only else _MARKS
    return "".join(marks[state] for state in states)


def shares(parts: Sequence[float | None], free: Sequence[bool], *, ascii_only: bool = False) -> str:
    """One character a week, as high as the part of people at school; tenths as digits where there are only plain letters.

    None: not known. Weeks that are mostly a break are a dot.
    """
    heights = "0123456789" if ascii_only else "▁▂▃▄▅▆▇█"
    away = "." if ascii_only else "·"
    return "".join(
        away if closed else "?" if part is None else heights[min(int(part * len(heights)), len(heights) - 1)]
        for part, closed in zip(parts, free, strict=True)
    )


def legend(*, ascii_only: bool = False) -> str:
    """What the characters mean."""
    marks = _ASCII if ascii_only else _MARKS
    told = (_("{mark} at school"), _("{mark} away"), _("{mark} unknown"))
    return "  ".join(text.format(mark=mark) for text, mark in zip(told, marks.values(), strict=True))


def months(weeks: Sequence[Week]) -> str:
    """The months above a strip, each where its first week is."""
    return _labels(len(weeks), {at: _(_MONTHS[_month(weeks[at]) - 1]) for at in _first_of_months(weeks)})


def numbers(weeks: Sequence[Week]) -> str:
    """The week numbers below a strip, of the first week of each month."""
    return _labels(len(weeks), {at: str(weeks[at].number) for at in _first_of_months(weeks)})


def _month(week: Week) -> int:
    """The month a week is in as ISO 8601 says which year it is in: that of its Thursday."""
    return (week.monday + timedelta(days=3)).month


def _first_of_months(weeks: Sequence[Week]) -> list[int]:
    return [at for at, week in enumerate(weeks) if at == 0 or _month(week) != _month(weeks[at - 1])]


def _labels(length: int, labels: dict[int, str]) -> str:
    """The labels at their places; one that would run into the next is left out."""
    line = [" "] * length
    free = 0
    for at, text in sorted(labels.items()):
        if at >= free and at + len(text) <= length:
            line[at : at + len(text)] = text
            free = at + len(text) + 1
    return "".join(line)


def lines(weeks: Sequence[Week], states: Sequence[SchoolState], *, ascii_only: bool = False) -> tuple[str, str, str]:
    """Months, strip and week numbers, one below the other."""
    return months(weeks), strip(states, ascii_only=ascii_only), numbers(weeks)


def only_ascii(stream: TextIO | None) -> bool:
    """Whether what is written there knows no more than plain letters."""
    return not (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf8")


def plain_states(weeks: Sequence[Week], there: Collection[Week]) -> list[SchoolState]:
    """The states of a plan that is being typed: at school in those weeks, away in all others."""
    return [SchoolState.AT_SCHOOL if week in there else SchoolState.AWAY for week in weeks]
