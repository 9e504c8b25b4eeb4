"""A name that is new to the register is told, and what it may have been meant to be."""

from tests.tui.commands.conftest import Laug


def test_a_new_school_is_told(laug: Laug) -> None:
    answer = laug("person", "add", "Ida", "--at", "Tradium", "--education", "murer")
    assert "New school: Tradium" in answer.err
    assert "New education: murer" in answer.err
    assert "Did you mean" not in answer.err


def test_a_slip_of_the_fingers_is_asked_about(laug: Laug) -> None:
    answer = laug("person", "add", "Ida", "--at", "Fjordens Fagskle", "--education", "tømre")
    assert "New school: Fjordens Fagskle" in answer.err
    assert "Did you mean Fjordens Fagskole, tømrer?" in answer.err
    assert "New school" not in laug("person", "affiliate", "2", "--at", "Fjorden").err
    assert "Did you mean Birkens Tømrerfirma" in laug("person", "affiliate", "2", "--kind", "apprentice", "--at", "Birken").err


def test_what_is_known_is_not_new(laug: Laug) -> None:
    answer = laug("person", "add", "Ida", "--at", "fjorden", "--education", "Tømrer")
    assert answer.err.splitlines() == ["Added: Ida (no. 4)."]


def test_a_number_is_an_organisation_or_a_mistake_and_no_name(laug: Laug) -> None:
    long = "9" * 30
    for words in (
        ("rollover", "apprentice", "anna", "--at"), ("rollover", "journeyman", "mikkel", "--at"),
        ("person", "affiliate", "anna", "--kind", "apprentice", "--at"), ("organisation", "show"),
    ):  # fmt: skip
        for number in ("98765", long):
            refused = laug(*words, number)
            assert (refused.code, refused.err) == (3, f"Error: No organisation is called {number}.\n"), words
    assert laug("rollover", "apprentice", "anna", "--at", "2").err == "1 begins at Birkens Tømrerfirma.\n"
    assert laug("undo").code == 0
    told = laug("rollover", "apprentice", "anna", "--at", "Birkens Tømrefirma").err
    assert "New company: Birkens Tømrefirma\nDid you mean Birkens Tømrerfirma?" in told
    assert [one["name"] for one in laug("organisation", "list", "--json").data if one["name"].isdecimal()] == []
