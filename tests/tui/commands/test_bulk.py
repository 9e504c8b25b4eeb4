"""Many people at once on the command line: shown, asked, done, undone."""

from tests.tui.commands.conftest import Laug


def _first(laug: Laug, number: str) -> str:
    places = laug("person", "show", number, "--json").data["affiliations"]
    return f"{places[0]['class_name']} {places[0]['stage']}"


def test_a_dry_run_shows_and_writes_nothing(laug: Laug) -> None:
    answer = laug("person", "bulk", "stage", "nr:1", "--to", "H1", "--from", "2030-02-01", "-n")
    assert answer.code == 0
    assert "gf2tøm26-1, H1" in answer.out
    assert "nothing was written" in answer.err
    assert "--rename would give them new ones: gf2tøm26-1 → h1tøm26-1" in answer.err
    assert _first(laug, "1") == "gf2tøm26-1 "


def test_it_asks_and_yes_does_it_in_one_step(laug: Laug) -> None:
    line = ("person", "bulk", "stage", "nr:1", "--to", "H1", "--from", "2030-02-01", "--rename")
    asked = laug(*line)
    assert asked.code == 1
    assert "Change 1 person?" in asked.err
    done = laug(*line, "--yes")
    assert (done.code, "1 person changed" in done.err) == (0, True)
    assert _first(laug, "1") == "h1tøm26-1 H1"
    assert laug("undo", "--yes").code == 0
    assert _first(laug, "1") == "gf2tøm26-1 "


def test_a_rule_stops_all_unless_partly(laug: Laug) -> None:
    line = ("person", "bulk", "stage", "nr:1,3", "--from", "2030-02-01", "--yes")
    stopped = laug(*line)
    assert stopped.code == 1
    assert "Nothing was done" in stopped.err and "No stage is registered" in stopped.err and "--partly" in stopped.err
    laug("person", "affiliate", "1", "--move", "--stage", "GF2", "--from", "2026-01-02")
    partly = laug(*line, "--partly", "--json")
    assert partly.code == 6
    assert {one["name"]: one["outcome"] for one in partly.data} == {"Anna Holm Kjær": "changed", "Zahra Al-Hassan": "refused"}
    assert laug(*line, "-n").code == 6


def test_networks_companies_ends_and_classes(laug: Laug) -> None:
    joined = laug("person", "bulk", "join", "piger", "nr:1..3", "--yes")
    assert "2 people stay as before: Is a member already." in joined.err
    assert laug("person", "bulk", "leave", "piger", "nr:1..3", "--reason", "finished", "-y").code == 0
    assert laug("person", "bulk", "company", "Birkens Tømrerfirma", "nr:1", "--from", "2030-02-01", "-y").code == 0
    assert laug("person", "bulk", "class", "h1", "nr:1,3", "--stage", "H1", "--from", "2030-02-01", "-y").code == 0
    assert laug("person", "bulk", "end", "nr:2", "--until", "2030-06-30", "-y").code == 0
    assert laug("person", "bulk", "company", "Fjorden", "nr:1", "-y").code == 1
    assert laug("person", "bulk", "join", "plads", "nr:99", "-y").code == 3


def test_tags_language_and_weeks(laug: Laug) -> None:
    assert laug("person", "bulk", "tag", "Mentor, skills 2027", "nr:1,2", "-y").code == 0
    assert laug("person", "bulk", "untag", "mentor", "nr:1", "-y").code == 0
    assert laug("person", "show", "1", "--json").data["tags"] == ["skills 2027"]
    refused = laug("person", "bulk", "tag", "ordblind", "nr:1", "-y")
    assert refused.code == 2
    assert "laug keeps nothing about health" in refused.err
    assert laug("person", "bulk", "language", "en", "nr:1,2", "-y").code == 0
    assert laug("person", "bulk", "period", "u34-38", "nr:1,2", "-y").code == 0
    again = laug("person", "bulk", "period", "u34-38", "nr:1,2", "-y")
    assert (again.code, "nobody would be changed" in again.err) == (0, True)


def test_nobody_is_never_everybody(laug: Laug) -> None:
    assert laug("person", "bulk", "tag", "mentor", "-y").code == 2
    assert laug("person", "bulk", "tag", "mentor", "hold:findes-ikke", "-y").code in (2, 3)


def test_tags_of_one_person(laug: Laug) -> None:
    assert laug("person", "edit", "1", "--tag", "Vært", "--tag", "mentor").code == 0
    assert laug("person", "edit", "1", "--untag", "MENTOR", "--tag", "vært").code == 0
    assert laug("person", "show", "1", "--json").data["tags"] == ["vært"]
    assert laug("person", "edit", "1", "--tag", "SPS").code == 2
