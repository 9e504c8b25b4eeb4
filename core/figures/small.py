"""What leaves the house tells no small numbers (docs/privacy.md): pure, on a finished figure.

Counts of people from 1 to 4 become "<5", in shielded networks 0 as well. Where the bars add up, a second one is left out so
that the first cannot be worked out; a number that lies within four of its whole gives the rest away and is left out, too.
Rates want ten. What is told is rounded to fives, for the difference of two reports, or of a whole and its parts, would tell
of single people; a rate is told in per cent of about so many.
"""

from dataclasses import replace

from core.figures.chart import MANY, Bar, Chart, Hidden, Number

_FEW = 5
_SMALL = Number(None, hidden=Hidden.SMALL)
_BESIDE = Number(None, hidden=Hidden.BESIDE)


def outside(chart: Chart) -> Chart:
    """The figure as it may leave the house."""
    bars = [_bar(chart, bar) if bar.of_people else bar for bar in chart.bars]
    if chart.adds_up:
        bars = _covered(_covered(bars, before=False), before=True)
    return replace(chart, bars=tuple(bars), outside=True)


def _bar(chart: Chart, bar: Bar) -> Bar:
    return replace(bar, now=_told(chart, bar.now), before=_told(chart, bar.before), beside=None)


def _told(chart: Chart, number: Number) -> Number:
    if number.value is None:
        return number
    if number.of is not None:
        return _rate(chart, number.value, number.of)
    return _SMALL if _is_small(chart, number.value) else Number(_rounded(number.value))


def _rate(chart: Chart, value: int, of: int) -> Number:
    if of < MANY:
        return _BESIDE
    if _is_small(chart, value):
        return _SMALL
    if _is_small(chart, of - value) and of != value:
        return _BESIDE
    return Number(None, _rounded(of), part=value / of)


def _rounded(count: int) -> int:
    return _FEW * round(count / _FEW)


def _is_small(chart: Chart, value: int) -> bool:
    return value < _FEW and (value > 0 or chart.shielded)


def _covered(bars: list[Bar], *, before: bool) -> list[Bar]:
    """If just one of several is hidden, the smallest of the others is left out as well."""
    numbers = [bar.before if before else bar.now for bar in bars]
    hidden = [number for number in numbers if number.hidden is not Hidden.NO]
    told = [(number.value, place) for place, number in enumerate(numbers) if number.value]
    if len(hidden) != 1 or not told:
        return bars
    place = min(told)[1]
    bar = bars[place]
    bars[place] = replace(bar, before=_BESIDE) if before else replace(bar, now=_BESIDE)
    return bars


def nothing_hidden(chart: Chart) -> bool:
    """Whether the figure tells every number it knows."""
    return all(number.hidden is Hidden.NO for bar in chart.bars for number in (bar.now, bar.before))
