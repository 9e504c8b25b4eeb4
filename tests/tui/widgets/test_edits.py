"""Undoing inside a field."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.widgets.edits import Edits, place_of_change


@settings(max_examples=60)
@given(st.lists(st.text("ab æ", max_size=6), min_size=1, max_size=12))
def test_undo_goes_all_the_way_back_and_redo_forward_again(texts: list[str]) -> None:
    edits, now = Edits(), ""
    for text in texts:
        if text != now:
            edits.note(now, text)
        now = text
    last = now
    while (text := edits.undo(now)) is not None:
        edits.turned()
        now = text
    assert now == ""
    while (text := edits.redo(now)) is not None:
        edits.turned()
        now = text
    assert now == last


def test_letters_of_a_word_are_one_step() -> None:
    edits, now = Edits(), ""
    for letter in "Anna Kær":
        edits.note(now, now + letter)
        now += letter
    steps = []
    while (text := edits.undo(now)) is not None:
        edits.turned()
        steps.append(now := text)
    assert steps == ["Anna", ""]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_cursor_comes_behind_what_changed(old: str, new: str) -> None:
    at = place_of_change(old, new)
    assert 0 <= at <= len(new)
    assert new[at:] == "" or old.endswith(new[at:])
