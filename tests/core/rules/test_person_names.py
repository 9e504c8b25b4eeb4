import pytest

from core.rules.person_names import in_mixed_case, same_given, split_name


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Anne-Mette Holm Nielsen", ("Anne-Mette Holm", "Nielsen")),
        ("Oliver van der Meer", ("Oliver", "van der Meer")),
        ("Bach Kjær, Freja", ("Freja", "Bach Kjær")),
        ("NIELSEN, Mette", ("Mette", "NIELSEN")),
        ("Van Nguyen", ("Van", "Nguyen")),
        ("Suharto", ("Suharto", "")),
        ("", ("", "")),
        (" , ", ("", "")),
    ],
)
def test_a_whole_name_is_parted(whole: str, parts: tuple[str, str]) -> None:
    assert split_name(whole) == parts


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("SØNDERGAARD", "Søndergaard"),
        ("amalie", "Amalie"),
        ("VAN DER MEER", "van der Meer"),
        ("ANNE-METTE", "Anne-Mette"),
        ("O'BRIEN", "O'Brien"),
        ("Bo", "Bo"),
        ("BO", "BO"),
        ("McDonald", "McDonald"),
    ],
)
def test_capitals_are_undone_only_where_all_is_capitals(typed: str, name: str) -> None:
    assert in_mixed_case(typed) == name


def test_a_given_name_may_be_the_start_of_the_other() -> None:
    assert same_given("lucas", "lucas emil")
    assert not same_given("luca", "lucas")
    assert not same_given("", "lucas")
