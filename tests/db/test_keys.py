"""The stored keys: Danish order, and finding a name however it is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.keys import fold, phone_digits, phone_tails, search_key, sort_key, words

# As a Danish telephone book has them (the order ICU and glibc give for da_DK).
IN_ORDER = [
    "Abel",
    "Andersen",
    "Bach",
    "Bach Kjær",
    "Jürgen",
    "Muller",
    "Olsen",
    "Ærø",
    "Østergård",
    "Øvig",
    "Åberg",
    "Åkjær",
]


def test_danish_order() -> None:
    shuffled = [*IN_ORDER[5:], *IN_ORDER[:5]]
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_double_a_sorts_as_a_ring() -> None:
    assert sort_key("Aagaard") == sort_key("Ågård")
    assert sorted(["Aagaard", "Zebra", "Abel"], key=sort_key) == ["Abel", "Zebra", "Aagaard"]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Søren", "Soeren", "Soren", "SØREN"),
        ("Århus", "Aarhus", "Arhus"),
        ("Kjær", "Kjaer"),
        ("Østergård", "Oestergaard", "Ostergard"),
        ("René", "Rene"),
        ("Łukasz", "Lukasz"),
    ],
)
def test_spellings_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({fold(name) for name in spellings}) == 1


@given(st.text())
def test_folding_is_idempotent_and_safe_in_a_pattern(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not set(folded) & set("%_")


@given(st.text(), st.text())
def test_search_finds_every_word_by_its_start(first: str, second: str) -> None:
    key = search_key(first, second)
    for word in words(f"{first} {second}"):
        assert f" {word}" in key


def test_phones_are_found_by_any_ending() -> None:
    assert phone_digits("+4594113782") == "94113782"
    assert phone_tails("+4594113782") == ["94113782", "113782", "3782"]
    assert " 3782" in search_key("Rasmus Kjær", phones=("+4594113782",))


def test_emails_are_found_by_their_pieces() -> None:
    key = search_key("Anna", emails=("anne25h2@elev.ravnshede.example",))
    assert " ravnshede" in key
    assert " anne25h2@elev.ravnshede.example" in key
