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
