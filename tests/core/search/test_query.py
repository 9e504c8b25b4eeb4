"""The syntax of the query language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.search.distance import within_one
from core.search.query import Query, Range, Term, parse, quoted, words_of

PIECES = st.sampled_from(["netværk", "fag", ":", "-", ",", "..", '"', "“", " ", "piger", "<", ">=", "2006", "%", "_", "anna"])


def test_words_fields_negation_alternatives_and_ranges() -> None:
    assert parse('netværk:piger fag:tømrer,murer -rolle:tovholder født:2006..2008 alder:>=25 "anna sofie"').terms == (
        Term("netværk", ("piger",), False, 1),
        Term("fag", ("tømrer", "murer"), False, 15),
        Term("rolle", ("tovholder",), True, 32),
        Term("født", (Range("2006", "2008"),), False, 49),
        Term("alder", (Range("25", ""),), False, 65),
        Term("", ("anna sofie",), False, 76),
    )


def test_an_unfinished_text_is_read_as_far_as_it_goes() -> None:
    assert parse('skole:"viden dj').terms == (Term("skole", ("viden dj",), False, 1),)
    assert parse("anna -") == Query((Term("", ("anna",), False, 1),))
    assert parse("fag:tømrer,").terms == (Term("fag", ("tømrer",), False, 1),)


def test_times_and_hyphens_are_words() -> None:
    assert [term.values for term in parse("17:30 anne-mette").terms] == [("17:30",), ("anne-mette",)]


@pytest.mark.parametrize(("text", "at"), [("netværk:", 1), ("anna fag: tømrer", 6), ("født:..", 6)])
def test_an_error_names_the_character(text: str, at: int) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(text)
    assert refusal.value.field == "query"
    assert refusal.value.message.values["position"] == at


def test_words_to_mark_are_those_searched_for() -> None:
    assert words_of('Søren -anna fag:tømrer "Bach Kjær"') == ("soren", "bach", "kjaer")
    assert words_of("netværk:") == ()


@settings(max_examples=300)
@given(st.text(max_size=30) | st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    words_of(text)
    try:
        parse(text)
    except Invalid as refusal:
        assert 1 <= int(str(refusal.message.values["position"])) <= len(text)


@settings(max_examples=150)
@given(st.text(min_size=1).map(str.strip).filter(lambda text: text and not set(text) & set('"“”„»«')))
def test_a_quoted_value_is_read_back(value: str) -> None:
    assert parse(f"fag:{quoted(value)}").terms[0].values == (value,)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("sorensen", "sornsen", True), ("soren", "sroen", True), ("soren", "soren", True), ("soren", "sorene", True),
     ("soren", "sofus", False), ("ab", "ba", True), ("", "a", True), ("abc", "cba", False)],
)  # fmt: skip
def test_one_slip_apart(one: str, other: str, near: bool) -> None:
    assert within_one(one, other) is near
    assert within_one(other, one) is near
