"""Likeness of two people: symmetric, deaf to spelling, and never sure because of an address alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.duplicates.likeness import Score, Traits, likeness, traits

GIVEN = ["Mette", "Anne-Mette", "Søren", "Soeren", "Åse", "Aase", "André", "Lucas", "Lucas Emil", "Zahra", ""]
FAMILY = ["Kjær", "Kjaer", "Holm Kjær", "Holm", "Nielsen", "Nilsen", "Jensen", "O'Brien", "van der Meer", ""]
EMAILS = ["a@skole.example", "b@skole.example", "hjem@post.example"]
PHONES = ["+4594000001", "+4595000002"]

people = st.builds(
    traits,
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
    known_as=st.sampled_from(["", "Maja", "Mette"]),
    birth_year=st.sampled_from([None, 2006, 2007, 2009]),
    school_email=st.sampled_from(["", *EMAILS]),
    emails=st.lists(st.sampled_from(EMAILS), max_size=2),
    phones=st.lists(st.sampled_from(PHONES), max_size=2),
    schools=st.lists(st.sampled_from(["Ravnshede", "Bugten"]), max_size=2),
    classes=st.lists(st.sampled_from(["h1", "h2"]), max_size=2),
)


@settings(max_examples=200)
@given(people, people)
def test_it_is_symmetric(one: Traits, other: Traits) -> None:
    assert likeness(one, other) == likeness(other, one)


@settings(max_examples=100)
@given(st.sampled_from(GIVEN[:7]), st.sampled_from(FAMILY[:6]), people)
def test_spelling_makes_no_difference(first: str, last: str, other: Traits) -> None:
    plain = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Å": "Aa", "é": "e", "-": " "})
    written = [
        traits(first, last),
        traits(first.upper(), last.lower()),
        traits(first.translate(plain), last.translate(plain)),
    ]
    assert len({repr(likeness(one, other)) for one in written}) == 1


@settings(max_examples=100)
@given(people, people)
def test_without_a_common_name_nothing_makes_two_alike(one: Traits, other: Traits) -> None:
    if (one.words | set(one.known_as)).isdisjoint(other.words | set(other.known_as)):
        found = likeness(one, other)
        assert found.score is Score.UNLIKELY or "names are one letter apart" in [why.msgid for why in found.reasons]


@pytest.mark.parametrize(
    ("one", "other", "score", "reason"),
    [
        (traits("Mette", "Kjær", emails=["m@x.example"]), traits("Mette", "Kjaer", emails=["M@x.example"]),
         Score.CERTAIN, "same e-mail"),
        (traits("Mette", "Holm", phones=["+4594000001"], birth_year=1999),
         traits("Mette", "Kjær", phones=["94000001"], birth_year=1999), Score.LIKELY, "same phone"),
        (traits("Jensen", "Mette", classes=["h1"]), traits("Mette", "Jensen", classes=["H1"]),
         Score.LIKELY, "given name and family name swapped"),
        (traits("Anne Mette", "Holm"), traits("Anne", "Mette Holm"), Score.POSSIBLE, "same name"),
        (traits("Mette", "Nielsen", classes=["h1"], birth_year=2007),
         traits("Mette", "Nilsen", classes=["h1"], birth_year=2007), Score.LIKELY, "names are one letter apart"),
        (traits("Anne-Mette", "Holm Kjær", phones=["94000001"]), traits("Mette", "Kjær", phones=["94000001"]),
         Score.LIKELY, "names agree in part"),
        (traits("Ida", "Bach", known_as="Maja", emails=["i@x.example"]), traits("Maja", "Holm", emails=["i@x.example"]),
         Score.POSSIBLE, "same given name, another family name"),
    ],
)  # fmt: skip
def test_what_makes_two_alike(one: Traits, other: Traits, score: Score, reason: str) -> None:
    found = likeness(one, other)
    assert found.score is score
    assert reason in [why.msgid for why in found.reasons]


def test_siblings_who_share_everything_but_the_name_are_told_apart() -> None:
    home = {"emails": ["forælder@post.example"], "phones": ["94000001"], "street": "Engvej 3", "postcode": "8900"}
    found = likeness(traits("Ida", "Holm", **home), traits("Emma", "Holm", **home))
    assert found.score is Score.UNLIKELY
    assert [why.msgid for why in found.against] == ["different given names: perhaps siblings"]


def test_two_of_one_name_in_one_class_are_two_if_the_school_gave_them_two_addresses() -> None:
    one = traits("Mikkel", "Jensen", school_email="mikk1@skole.example", classes=["h1"], schools=["Ravnshede"])
    other = traits("Mikkel", "Jensen", school_email="mikk2@skole.example", classes=["h1"], schools=["Ravnshede"])
    assert likeness(one, other).score is Score.UNLIKELY


def test_an_address_of_many_says_little() -> None:
    one, other = (traits(name, "Holm", emails=["kontoret@skole.example"]) for name in ("Mette", "Metta"))
    assert likeness(one, other).score is Score.LIKELY
    assert likeness(one, other, shared={"kontoret@skole.example"}).score is Score.POSSIBLE


def test_different_years_of_birth_part_namesakes() -> None:
    one, other = (traits("Mikkel", "Jensen", classes=["h1"], birth_year=year) for year in (1999, 2007))
    found = likeness(one, other)
    assert found.score is Score.UNLIKELY
    assert found.against[0].values == {"first": 1999, "second": 2007}
    rough = traits("Mikkel", "Jensen", birth_year=2008, year_is_rough=True)
    assert not likeness(other, rough).against
