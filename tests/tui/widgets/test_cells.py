from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.scrub import scrub
from tui.widgets.cells import fit, shorten, wrap

texts = st.text(max_size=40)


@given(texts, st.integers(0, 30), st.booleans())
def test_fitted_text_has_exactly_the_width(text, width, right):
    fitted = fit(text, width, right=right)
    assert cell_len(fitted) == width
    assert scrub(fitted) == fitted


def test_what_is_cut_ends_in_an_ellipsis():
    assert fit("Friis-Mikkelsen", 8) == "Friis-M…"
    assert fit("漢字漢字", 4) == "漢 …"
    assert fit("Ærø", 5, right=True) == "  Ærø"
    assert shorten("Ærø", 9) == "Ærø"


@given(texts, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_no_letter(text, width):
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert all(scrub(line) == line for line in lines)


def test_an_address_breaks_behind_one_of_its_signs():
    assert wrap("Sender elevpanelet@midtjysk-laering.example", 32) == ["Sender", "elevpanelet@midtjysk-laering.", "example"]
    assert wrap("a@" + "b" * 20, 12) == ["a@" + "b" * 10, "b" * 10]


def test_a_period_stays_together_where_a_line_has_room_for_it():
    told = "Kystens SOSU-skole, H6 · 01-08-2021 – 30-06-2024"
    assert wrap(told, 40) == ["Kystens SOSU-skole, H6 ·", "01-08-2021 – 30-06-2024"]
    assert wrap(told, 20) == ["Kystens SOSU-skole,", "H6 · 01-08-2021 –", "30-06-2024"]


@given(st.lists(st.text("abcæøå", min_size=1, max_size=12), max_size=12), st.integers(1, 20))
def test_wrapping_keeps_every_word(words, width):
    text = " ".join(words)
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")

