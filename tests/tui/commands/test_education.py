"""Educations on the command line."""

from tests.tui.commands.conftest import Laug


def test_a_new_name_keeps_the_old_one(laug: Laug) -> None:
    assert laug("education", "edit", "tømrer", "--name", "Træfagenes byggeuddannelse", "--alias", "Træ").code == 0
    shown = laug("education", "show", "TØMRER", "--json").data
    assert (shown["name"], shown["aliases"], shown["people"]) == ("Træfagenes byggeuddannelse", ["Træ", "tømrer"], 1)
    laug("undo", "--yes")
    assert laug("education", "show", "tømrer", "--json").data["name"] == "tømrer"


def test_added_listed_closed_and_opened_again(laug: Laug) -> None:
    assert laug("education", "add", "Kontor", "--apprentice", "elev", "--area", "Kontor og handel").code == 0
    assert laug("education", "add", "kontor").code == 1
    assert [one["name"] for one in laug("education", "list", "--json").data] == ["Kontor", "tømrer"]
    laug("education", "close", "Kontor")
    assert [one["name"] for one in laug("education", "list", "--json").data] == ["tømrer"]
    assert len(laug("education", "list", "--closed", "--json").data) == 2
    laug("education", "reopen", "Kontor")
    assert laug("education", "list", "kontor", "--json").data[0]["archived"] is False
    assert laug("education", "list", "findes-ikke").code == 3


def test_two_become_one_after_a_yes(laug: Laug) -> None:
    laug("education", "add", "Tømreruddannelsen")
    assert laug("education", "merge", "Tømreruddannelsen", "tømrer").code == 1
    done = laug("education", "merge", "Tømreruddannelsen", "tømrer", "--yes")
    assert (done.code, "1 place moved" in done.err) == (0, True)
    assert laug("person", "list", "fag:tømrer", "--json").data[0]["education"] == "Tømreruddannelsen"
    laug("undo", "--yes")
    assert laug("person", "list", "fag:tømrer", "--json").data[0]["education"] == "tømrer"


def test_the_list_to_begin_with_is_never_added_silently(laug: Laug) -> None:
    shown = laug("education", "defaults", "--json")
    assert (shown.code, "Nothing is written yet" in shown.err) == (0, True)
    assert {one["name"]: one["known"] for one in shown.data}["Tømrer"] is True
    assert len(laug("education", "list", "--json").data) == 1
    assert "2 educations added" in laug("education", "defaults", "Kok", "Finans", "--yes").err
    assert laug("education", "show", "finans", "--json").data["apprentice_label"] == "elev"
    assert "already" in laug("education", "defaults", "Kok", "--yes").err
    assert laug("education", "defaults", "Troldmand").code == 3


def test_the_word_for_an_apprentice_follows_the_education(laug: Laug) -> None:
    laug("person", "add", "Ida Holm", "--at", "Birkens Tømrerfirma", "--kind", "apprentice", "--education", "Kontor")
    assert "elev, Birkens Tømrerfirma, Kontor" in laug("--lang", "da", "person", "show", "Ida Holm").out
    assert "apprentice, Birkens" in laug("--lang", "en", "person", "show", "Ida Holm").out
