"""Columns line up, whatever stands in them and however wide the terminal thinks it is."""

from io import StringIO

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment

from tui.commands.line.width import fitted, width
from tui.lean import Painter, cells
from tui.widgets.cells import fit, shorten

ODD = [
    "👨‍👩‍👧 Familie", "🇩🇰 Dansk", "👍🏽 Ja", "❤️ Hjerte", "1️⃣ Et", "e\u0301t", "漢字", "한국", "Zoë Ærø", "a\u200bb", "🏳️‍🌈 Plads",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_one_entry_a_cell(text: str) -> None:
    assert len(cells([Segment(text)])) == cell_len(text)


@pytest.mark.parametrize("text", ODD)
def test_what_follows_stands_in_its_column_in_a_terminal_that_counts_otherwise(text: str) -> None:
    screen = pyte.Screen(40, 2)
    painter = Painter(40, 2, Console(file=StringIO(), color_system=None))
    line = fit(text, 20) + "| Telefon"
    wanted = cells([Segment(line + " " * (40 - cell_len(line)))])
    pyte.Stream(screen).feed(painter.paint({0: [(0, wanted)]}))
    assert screen.buffer[0][20].data == "|"
    assert "".join(screen.buffer[0][place].data for place in range(22, 29)) == "Telefon"


@given(st.text(max_size=30), st.integers(1, 20))
def test_fitted_is_as_wide_as_the_column(text: str, columns: int) -> None:
    assert cell_len(fit(text, columns)) == columns
    assert cell_len(shorten(text, columns)) <= columns


@pytest.mark.parametrize("text", ODD)
def test_tables_of_commands_line_up_too(text: str) -> None:
    assert width(fitted(text, 9)) == 9
    assert cell_len(fitted(text, 12)) == 12
