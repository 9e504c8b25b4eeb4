"""Tables fit the terminal, and nothing in them harms it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from core.rules.text import visible
from tui.commands.line.table import Column, phone, table_lines
from tui.commands.line.width import fitted, width

HOSTILE = json.loads((Path(__file__).parents[2] / "hostile" / "strings.json").read_text(encoding="utf-8"))
NAMES = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=30)
COLUMNS: list[Column[tuple[str, str]]] = [
    Column("a", "A", lambda row: row[0]),
    Column("b", "B", lambda row: row[1]),
]


def strings(value: object) -> list[str]:
    """Every string in the list of hostile ones, however it is ordered."""
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in strings(item)]
        case dict():
            return [text for item in value.values() for text in strings(item)]
        case _:
            return []


@pytest.mark.parametrize(
    "text", ["", "Anna", "Søren Åkjær", "Nguyễn", "Ionuț", "山田", "👍", "🇩🇰", "👩🏽‍🔧", "e\u0301", "café", "…", "–"]
)
def test_width_agrees_with_what_terminals_do(text: str) -> None:
    assert width(text) == cell_len(text)


@settings(max_examples=200)
@given(NAMES, st.integers(1, 40))
def test_a_cell_is_exactly_as_wide_as_asked(text: str, columns: int) -> None:
    assert width(fitted(text, columns)) == columns


@settings(max_examples=100)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5), st.integers(20, 100))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str]], room: int) -> None:
    assert all(width(line) <= room for line in table_lines(COLUMNS, [rows], room))


def test_a_pipe_gets_the_whole_of_a_later_row() -> None:
    long = "x" * 300
    assert long in list(table_lines(COLUMNS, [[("a", "b")], [(long, "b")]], None))[-1]


def test_nothing_hostile_reaches_a_table() -> None:
    rows = [(text, text) for text in strings(HOSTILE)]
    assert len(rows) > 100
    for line in table_lines(COLUMNS, [rows], None):
        assert visible(line) == line


@pytest.mark.parametrize(
    ("stored", "seen"), [("+4594123456", "94 12 34 56"), ("+46701234567", "+46701234567"), ("", ""), (None, "")]
)
def test_danish_numbers_are_shown_in_pairs(stored: str | None, seen: str) -> None:
    assert phone(stored) == seen
