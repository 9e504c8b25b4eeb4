"""One person twice, as people type it."""

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


def test_a_pair_is_found_merged_and_made_two_again(laug: Laug) -> None:
    laug("person", "add", "Anna Kjær", "--email", "anna@fjorden.example", "--phone", "94999999", "--town", "Viborg")
    pair = laug("person", "duplicates", "--json").data[0]
    assert (pair["one"], pair["other"], pair["score"]) == (1, 4, "likely")
    assert pair["reasons"] == ["names agree in part", "same e-mail"] and pair["against"] == ["different phones"]
    before = laug("person", "show", "1", "--json").data
    dry = laug("person", "merge", "1", "4", "-n")
    assert dry.code == ExitCode.DONE and "dry run" in dry.err
    assert laug("person", "show", "4").code == ExitCode.DONE
    asked = laug("person", "merge", "1", "4", "--no-input")
    assert asked.code == ExitCode.FAILED and "--yes" in asked.err
    done = laug("person", "merge", "1", "4", "--take", "given=b,family=a", "--yes", "--json").data
    assert (done["id"], done["gone_id"], done["name"]) == (1, 4, "Anna Kjær")
    merged = laug("person", "show", "1", "--json").data
    assert (merged["town"], merged["other_phones"]) == ("Viborg", ["+4594999999"])
    assert laug("person", "show", "4").code == ExitCode.NOTHING_FOUND
    assert "made two people one" in laug("log", "--person", "1").out
    assert laug("undo").code == ExitCode.DONE
    after = laug("person", "show", "1", "--json").data
    assert {**after, "version": 0} == {**before, "version": 0}
    assert laug("person", "show", "4", "--json").data["town"] == "Viborg"


def test_not_the_same_is_remembered(laug: Laug) -> None:
    laug("person", "add", "Anna Holm Kjær", "--email", "anna@fjorden.example")
    assert len(laug("person", "duplicates", "anna", "--json").data) == 1
    noted = laug("person", "not-same", "1", "4")
    assert noted.code == ExitCode.DONE and "Anna Holm Kjær, Anna Holm Kjær are not the same" in noted.err
    assert laug("person", "duplicates", "anna").code == ExitCode.NOTHING_FOUND
    refused = laug("person", "merge", "1", "4", "--yes")
    number = laug("log", "--json").data[0]["id"]
    assert refused.code == ExitCode.FAILED and f"laug undo {number}" in refused.err
    laug("undo")
    assert laug("person", "merge", "1", "4", "--yes").code == ExitCode.DONE


def test_what_is_said_wrongly_is_told(laug: Laug) -> None:
    assert laug("person", "merge", "1", "1", "--yes").code == ExitCode.FAILED
    assert laug("person", "merge", "1", "77", "--yes").code == ExitCode.NOTHING_FOUND
    wrong = laug("person", "merge", "1", "2", "--take", "family", "--yes")
    assert wrong.code == ExitCode.USAGE and "--take family=b" in wrong.err
    unknown = laug("person", "merge", "1", "2", "--take", "protected=b", "--yes")
    assert unknown.code == ExitCode.USAGE and "birth_year" in unknown.err
    assert laug("person", "not-same", "1").code == ExitCode.USAGE
    assert laug("person", "duplicates", "--score", "perhaps").code == ExitCode.USAGE
    assert laug("person", "duplicates", "--score", "muligt").code == ExitCode.DONE


def test_it_speaks_danish(laug: Laug) -> None:
    laug("person", "add", "Anna Holm Kjær", "--email", "anna@fjorden.example")
    told = laug("person", "duplicates", "--lang", "da")
    assert "samme navn, samme mailadresse" in told.out and "næsten sikkert" in told.out
