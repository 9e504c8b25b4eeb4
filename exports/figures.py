"""Figures for reports as text: a table in Markdown, and CSV that Danish Excel opens.

What may leave the house is decided before (`core.figures.small`).
"""

import csv
from collections.abc import Sequence
from io import StringIO

from core.figures.chart import Bar, Chart, Number
from core.figures.told import Tell, compared, heading, label, notes, nothing, percent, written
from core.messages import N_
from exports.csv_lists import guarded

_HEADINGS = (N_("What"), N_("Number"), N_("Of"), N_("Per cent"), N_("A year before"))
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~"})


def markdown(charts: Sequence[Chart], tell: Tell) -> str:
    """A heading and a table for each figure (GitHub Flavored Markdown, 4.10); numbers to the right."""
    return "\n".join(_section(chart, tell) for chart in charts)


def _section(chart: Chart, tell: Tell) -> str:
    lines = [f"## {_plain(tell(heading(chart)))}", "", _sentence("; ".join(map(tell, notes(chart)))), ""]
    if not chart.bars:
        return "\n".join([*lines, _plain(tell(nothing(chart))), ""])
    titles = [tell(_HEADINGS[0]), tell(_HEADINGS[1]), *([tell(_HEADINGS[4])] if compared(chart) else [])]
    lines += [_row(titles), _row(["---", *["---:"] * (len(titles) - 1)])]
    for bar in chart.bars:
        cells = [
            _plain(label(bar, tell)),
            _plain(_spaced(bar.now)),
            *([_plain(_spaced(bar.before))] if compared(chart) else []),
        ]
        lines.append(_row(cells))
    return "\n".join([*lines, ""])


def _sentence(text: str) -> str:
    return _plain(f"{text[:1].upper()}{text[1:]}.")


def _spaced(number: Number) -> str:
    return " ".join(written(number).split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Nothing in the text is markup, and a line stays a line."""
    return " ".join(text.split()).translate(_SPECIAL)


def sheet(charts: Sequence[Chart], tell: Tell) -> bytes:
    """Semicolons and a byte-order mark; a number and what it is part of in columns of their own."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for place, chart in enumerate(charts):
        if place:
            writer.writerow([])
        writer.writerow([guarded(tell(heading(chart)))])
        writer.writerow([tell(title) for title in _HEADINGS])
        writer.writerows(_cells(bar, tell) for bar in chart.bars)
    return stream.getvalue().encode("utf-8-sig")


def _cells(bar: Bar, tell: Tell) -> list[str]:
    part = percent(bar.now)
    return [
        guarded(label(bar, tell)), _count(bar.now), "" if bar.now.of is None else str(bar.now.of),
        "" if part is None else str(part), _count(bar.before),
    ]  # fmt: skip


def _count(number: Number) -> str:
    """A hidden number as it is told, one that is not known as nothing."""
    return number.hidden.value or ("" if number.value is None else str(number.value))
