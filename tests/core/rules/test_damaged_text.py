import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.damaged_text import (
    decoded_once,
    has_lost_letter,
    is_formula,
    is_formula_error,
    is_placeholder,
    without_guard,
)


@given(st.text(alphabet="abcæøåÆØÅéü XYZ", max_size=20))
def test_a_second_decoding_is_undone_and_the_first_left_alone(text: str) -> None:
    twice = text.encode("utf-8").decode("latin-1")
    assert decoded_once(twice) == text
    assert decoded_once(text) == text


def test_windows_1252_read_as_such() -> None:
    assert decoded_once("SÃ¸ren Ã˜stergÃ¥rd") == "Søren Østergård"
    assert decoded_once("Ã…brinken") == "Åbrinken"


@pytest.mark.parametrize("text", ["S?ren", "Kj?r", "?brinken Tekniske Skole", "J\ufffdrgen"])
def test_lost_letters(text: str) -> None:
    assert has_lost_letter(text)


@pytest.mark.parametrize("text", ["?", "???", "Hvad?", "Søren", ""])
def test_a_question_is_no_lost_letter(text: str) -> None:
    assert not has_lost_letter(text)


@pytest.mark.parametrize("text", ["?", "-", "–", "ved ikke", "Mangler", "n/a", "???", ""])
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


def test_cells_a_spreadsheet_would_run() -> None:
    assert is_formula("=cmd|'/c calc'!A1")
    assert is_formula("@SUM(A1)")
    assert not is_formula("+4594113782")
    assert is_formula_error("#N/A")
    assert is_formula_error("#VÆRDI!")
    assert not is_formula_error("#1 i klassen")
    assert without_guard("'=1+1") == "=1+1"
    assert without_guard("'s-Hertogenbosch") == "'s-Hertogenbosch"
