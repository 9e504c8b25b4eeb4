"""What is typed into fields."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.record_fields import check, free_slug


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Pigenetværk Randers", set(), "pigenetvaerk-randers"),
        ("Piger", {"piger"}, "piger-2"),
        ("Piger", {"piger", "piger-2"}, "piger-3"),
        ("！！", set(), "netvaerk"),
        ("！！", {"netvaerk"}, "netvaerk-2"),
        ("2026", set(), "netvaerk-2026"),
        ("x" * 40, {"x" * 40}, "x" * 38 + "-2"),
    ],
)
def test_a_short_name_that_is_free(name: str, taken: set[str], slug: str) -> None:
    assert free_slug(name, taken) == slug


@settings(max_examples=60)
@given(st.lists(st.text("aÅø! 1-", max_size=45), max_size=12))
def test_every_free_short_name_is_a_short_name_of_its_own(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        slug = free_slug(name, taken)
        assert slug not in taken
        assert check("network", "slug", slug) == slug
        taken.add(slug)
