"""How a list is drawn: its header, a row with its signs, and what is said where there are no rows."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from core.messages import N_, Message, say
from tui.widgets.cells import fit, wrap
from tui.widgets.columns import Arrangement, Column
from tui.widgets.loading import Loading
from tui.widgets.row_text import RowText
from tui.widgets.words import tell, told_error

GUTTER = 2
"""The cells before the columns: for the cursor, and for marks."""

CHANGED = "~"
"""Stands before a row that somebody has just changed or made."""


def gutter(*, here: bool, marked: bool, changed: bool) -> str:
    """The cursor and the mark; where one of them is not, that the row has just changed."""
    sign = CHANGED if changed else " "
    if here:
        return "›" + ("*" if marked else sign)
    return sign + ("*" if marked else " ")


def header(widget: Widget, text: RowText, columns: Sequence[Column], now: Arrangement, width: int) -> Strip:
    """The titles; the one sorted by says which way, and at the end stands which page of the columns this is."""
    way = " ▼" if now.descending else " ▲"
    titles = [tell(widget, one.title) + (way if one.order and one.order == now.order else "") for one in columns]
    line = fit(" " * GUTTER + text.join(titles), width)
    page, pages = text.page
    for pager in (f" {page}/{pages} >", " >") if pages > 1 else ():
        if line[-len(pager) :].isspace():
            line = line[: -len(pager)] + pager
            break
    return Strip([Segment(line, widget.get_component_rich_style("record-list--header"))], width)


def asked(widget: Widget, typed: str, width: int) -> Strip:
    """In place of the titles: the letters or the number of the row to go to."""
    line = fit(" " * GUTTER + tell(widget, say(N_("Go to number or letters: {typed}"), typed=f"{typed}▏")), width)
    return Strip([Segment(line, widget.get_component_rich_style("record-list--header"))], width)


def instead(widget: Widget, said: str, y: int, width: int) -> Strip:
    """A line of what is said instead of rows, from the second line on."""
    lines = wrap(said, width - 2 * GUTTER)
    text = lines[y - 2] if 0 <= y - 2 < len(lines) else ""
    return Strip(
        [Segment(fit(" " * GUTTER + text, width), widget.get_component_rich_style("record-list--quiet"))], width
    )


def why_empty(widget: Widget, loading: Loading, empty: str | Message) -> str:
    """What is said instead of rows: that they are on their way, why none come, or else what the list says of itself."""
    if loading.searching:
        return tell(widget, N_("Searching …  {key[app.back]} leaves it."))
    if loading.under_way or loading.source is None:
        return tell(widget, N_("Fetching …"))
    if loading.error is not None:  # it stays here as long as the rows do not come; on the status line only a while
        return told_error(widget, loading.error)
    return tell(widget, N_("The search was left. {key[area.reload]} takes it up again.") if loading.left else empty)


def row_style(widget: Widget, plain: Style, *, here: bool, changed: bool) -> Style:
    """The cursor stands out more while the list has the keys; a changed row in bold."""
    style = plain
    if here:
        style = widget.get_component_rich_style("record-list--cursor" if widget.has_focus else "record-list--resting")
    if not changed:
        return style
    if here and widget.has_focus:  # its own colour would not be read on that of the cursor
        return style + Style(bold=True)
    return style + widget.get_component_rich_style("record-list--changed", partial=True)


def row(widget: Widget, text: RowText, line: str, style: Style, width: int) -> Strip:
    """A row, the words that were searched for made to stand out."""
    match = widget.get_component_rich_style("record-list--match", partial=True)
    return Strip(text.segments(fit(line, width), style, match, after=GUTTER), width)
