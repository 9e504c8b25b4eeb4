import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.matches import found_by
from db.keys import words


def marked(text, *searched, after=0):
    found = found_by(searched)
    return [] if found is None else [text[first:last] for first, last in found.spans(text, after)]


@pytest.mark.parametrize(
    ("searched", "text", "found"),
    [
        ("soren", "Søren Sørensen", ["Søren", "Søren"]),
        ("soeren", "Søren", ["Søren"]),
        ("Åkjær", "Anna Aakjær", ["Aakjær"]),
        ("aakjaer", "Anna Åkjær", ["Åkjær"]),
        ("aar", "Århus og Aarhus, Arhus", ["År", "Aar", "Ar"]),
        ("rene", "René", ["René"]),
        ("anna", "Hanna, Anna-Mette", ["Anna"]),
        ("941137", "94 11 37 82", ["94 11 37"]),
        ("oster", "Østergård", ["Øster"]),
        ("dahl bo", "Dahl, Bo [bo]", ["Dahl", "Bo", "bo"]),
    ],
)
def test_words_are_found_however_they_are_spelled(searched, text, found):
    assert marked(text, searched) == found


def test_nothing_searched_is_nothing_found():
    assert found_by([" ", ""]) is None
    assert marked("› anna Anna", "anna", after=3) == ["nna Anna"[4:]]


@given(st.text("aåoeøæ bé1-", max_size=20), st.text("aåoeøæbé", min_size=1, max_size=4))
def test_what_is_marked_folds_to_what_was_searched(text, searched):
    found = marked(text, searched)
    wanted = "".join(words(searched))
    assert all("".join(words(one)).startswith(wanted) for one in found)
