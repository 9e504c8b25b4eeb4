"""Tags: what they are kept as, and what must not become one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.rules.tags import MOST_TAGS, tag, told_of, with_tags, without_tags
from core.rules.text import tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Mentor", "mentor"), (" #Skills 2027 ", "skills 2027"), ("Østjylland", "østjylland"), ("EU-projekt", "eu-projekt"),
     ("landmand", "landmand"), ("sygeplejerske", "sygeplejerske"), ("health care", "health care"), ("politi", "politi")],
)  # fmt: skip
def test_a_tag_is_kept_in_small_letters(typed: str, kept: str) -> None:
    assert tag("tags", typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["kvinder", "KØN", "Etnisk minoritet", "muslim", "homoseksuel", "ordblind", "adhd", "SPS", "fravær", "karakterer 7",
     "sygemeldt", "queer", "gravid", "cpr-nr", "tosproget", "female", "fagforening"],
)  # fmt: skip
def test_what_is_kept_of_nobody_is_no_tag_either(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        tag("tags", typed)
    assert caught.value.field == "tags"
    assert "what" in caught.value.message.values


@pytest.mark.parametrize("typed", ["a,b", "a:b", 'a"b', "x" * 41, "010203-1234", "a\x1bb"])
def test_signs_numbers_and_length(typed: str) -> None:
    with pytest.raises(Invalid):
        tag("tags", typed)


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_a_tag_kept_is_kept_again_as_it_is(typed: str) -> None:
    try:
        kept = tag("tags", typed)
    except Invalid:
        return
    assert tag("tags", kept) == tidy(kept)
    assert told_of(kept) is None


def test_putting_on_and_taking_off() -> None:
    assert with_tags(("a", "b"), ("b", "c")) == ("a", "b", "c")
    assert without_tags(("a", "b"), ("#B",)) == ("a",)
    with pytest.raises(Invalid):
        with_tags((), [str(number) for number in range(MOST_TAGS + 1)])
