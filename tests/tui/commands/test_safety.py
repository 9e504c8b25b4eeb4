"""Copies, the way back, the doctor and the log, as people type them."""

from pathlib import Path

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


def test_a_copy_is_made_listed_tried_and_gone_back_to(laug: Laug) -> None:
    made = laug("backup")
    assert made.code == ExitCode.DONE and "Made and checked a copy" in made.err
    newest = laug("backup", "--list", "--json").data[0]
    assert Path(newest["path"]).exists()
    assert "whole, and the same as the copy" in laug("backup", "--drill").err
    laug("person", "edit", "1", "--town", "Viborg")
    shown = laug("restore", "--dry-run")
    assert "1 operation would be lost:" in shown.err and "edited a person" in shown.out
    refused = laug("restore")
    assert refused.code == ExitCode.FAILED and "--yes" in refused.err
    assert laug("person", "show", "1", "--json").data["town"] == "Viborg"
    done = laug("restore", "--yes")
    assert done.code == ExitCode.DONE and "before-restore" in done.err
    assert laug("person", "show", "1", "--json").data["town"] != "Viborg"


def test_the_doctor_answers_people_and_programs(laug: Laug) -> None:
    told = laug("doctor")
    assert told.code == ExitCode.DONE and "The register is well." in told.err
    rows = laug("doctor", "--json").data
    assert {row["check"] for row in rows} >= {"integrity", "log", "search index", "copies", "last restore drill"}
    assert {row["state"] for row in rows} <= {"fine", "note"}
    assert laug("doctor", "--mend").code == ExitCode.DONE


def test_what_the_doctor_finds_is_the_exit_code(laug: Laug) -> None:
    path = Path(laug("config", "show", "--json").data[0]["value"])
    path.chmod(0o644)
    told = laug("doctor")
    assert told.code == ExitCode.FAILED and "laug doctor --mend" in told.out
    assert laug("doctor", "--mend").code == ExitCode.DONE


def test_salvage_makes_a_new_register(laug: Laug, tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    told = laug("doctor", "--salvage", str(target))
    assert told.code == ExitCode.DONE and "Nothing was lost." in told.err
    assert laug("--db", str(target), "person", "list", "--json").data == laug("person", "list", "--json").data


def test_the_log_tells_before_and_after_in_words_and_is_filtered(laug: Laug) -> None:
    laug("person", "edit", "1", "--town", "Viborg")
    newest = laug("log", "--json").data[0]
    assert newest["operation"] == "person.edit"
    assert "Town: – → Viborg" in laug("log", str(newest["id"])).out
    assert "By: – → Viborg" in laug("log", str(newest["id"]), "--lang", "da").out
    assert laug("log", str(newest["id"]), "--json").data[0]["after"] == {"town": "Viborg"}
    kinds = {row["operation"] for row in laug("log", "--operation", "meeting", "--json").data}
    assert kinds == {"meeting.plan", "meeting.invite"}
    assert laug("log", "--since", "1-1-2035", "--json").data == []


def test_undo_shows_first_and_undoes_in_part_what_can_be(laug: Laug) -> None:
    laug("person", "edit", "1", "--town", "Viborg", "--phone", "94000001")
    number = str(laug("log", "--json").data[0]["id"])
    laug("--as", "birgit", "person", "edit", "1", "--phone", "94000002")
    refused = laug("undo", number)
    assert refused.code == ExitCode.FAILED
    assert "birgit has changed the same since" in refused.err and "--partly" in refused.err
    done = laug("undo", number, "--partly")
    assert done.code == ExitCode.DONE and "kept: 1" in done.err and "birgit" in done.out
    person = laug("person", "show", "1", "--json").data
    assert (person["town"], person["phone"]) == ("", "+4594000002")


def test_rows_in_which_only_technical_columns_changed_are_not_told(laug: Laug, tmp_path: Path) -> None:
    assert laug("export", "ical", "1", "--each", str(tmp_path / "files")).code == 0
    made = laug("log", "--limit", "1", "--json").data[0]
    assert made["rows"] > 0
    told = laug("log", str(made["id"]))
    assert told.out == ""
    assert "laug's own notes" in told.err
    laug("meeting", "move", "1", "i overmorgen 18-20")
    number = str(laug("log", "--limit", "1", "--json").data[0]["id"])
    assert not [row for row in laug("log", number, "--json").data if row["before"] == row["after"]]


def test_the_log_tells_the_times_that_people_agreed_on(laug: Laug) -> None:
    laug("meeting", "plan", "Flyttes", "26-11-2026", "17-19")
    laug("meeting", "move", "Flyttes", "27-11-2026 18-20")
    number = laug("log", "--operation", "meeting.move", "--json").data[0]["id"]
    told = laug("log", str(number)).out
    assert "Thu 26-11-2026 17:00 → Fri 27-11-2026 18:00" in told
