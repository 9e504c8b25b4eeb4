"""laug publish: a folder for the web, as typed."""

from pathlib import Path

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_only_internal_networks_and_nobody_asked_for_them(laug: Laug, tmp_path: Path) -> None:
    found = laug("publish", str(tmp_path / "web"))
    assert found.code == ExitCode.NOTHING_FOUND
    assert "internal ones if that is asked for" in found.err
    assert not (tmp_path / "web").exists()


def test_a_calendar_and_pages_in_both_languages(laug: Laug, tmp_path: Path) -> None:
    web = tmp_path / "web"
    found = laug("publish", str(web), "--internal")
    assert found.code == 0
    assert "Files: 5 written, 0 as they were, 0 removed." in found.err
    assert names(web) == {"piger.ics", "piger.html", "piger.en.html", "index.html", "index.en.html"}
    assert "Kommende møder" in (web / "piger.html").read_text()
    assert "Coming meetings" in (web / "piger.en.html").read_text()
    assert "Fællesspisning" in (web / "index.html").read_text()
    every = b"".join(path.read_bytes() for path in web.iterdir())
    for word in ("Anna", "anna@", "tovholder@", "Plads", "Aftale", "kirsten"):
        assert word.encode() not in every


def test_the_same_files_in_either_language_and_nothing_touched_twice(laug: Laug, tmp_path: Path) -> None:
    web = tmp_path / "web"
    laug("publish", str(web), "--internal")
    before = {path.name: path.stat().st_mtime_ns for path in web.iterdir()}
    assert laug("--lang", "da", "publish", str(web), "--internal").code == 0
    assert {path.name: path.stat().st_mtime_ns for path in web.iterdir()} == before


def test_what_became_shielded_since_is_gone_from_the_folder(laug: Laug, tmp_path: Path) -> None:
    web = tmp_path / "web"
    laug("publish", str(web), "--internal")
    assert laug("network", "edit", "piger", "--level", "shielded", "--neutral-title", "Aftale").code == 0
    found = laug("publish", str(web), "--internal", "--json").data
    assert found["removed"] == ["piger.en.html", "piger.html", "piger.ics"]
    assert names(web) == {"index.html", "index.en.html"}
    assert "Fællesspisning" not in (web / "index.html").read_text()


def test_secret_names_stay(laug: Laug, tmp_path: Path) -> None:
    web = tmp_path / "web"
    first = laug("publish", str(web), "--internal", "--secret", "--json").data
    assert first["networks"][0].startswith("piger-")
    assert first["networks"][0] not in (web / ".laug-published.json").read_text()
    again = laug("publish", str(web), "--internal", "--secret", "--json").data
    assert (again["written"], again["index"]) == ([], first["index"])


def test_a_dry_run_writes_nothing(laug: Laug, tmp_path: Path) -> None:
    assert laug("--dry-run", "publish", str(tmp_path / "web"), "--internal", "--secret").code == 0
    assert not (tmp_path / "web").exists()
    assert not [one for one in laug("log", "--json").data if one["operation"] == "calendar.secret"]


def test_a_page_of_somebody_else_is_not_written_over(laug: Laug, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    found = laug("publish", str(tmp_path), "--internal")
    assert found.code == ExitCode.FILE
    assert "was not made by laug" in found.err
    assert (tmp_path / "index.html").read_text() == "mine"


def test_the_calendar_of_one_person(laug: Laug) -> None:
    found = laug("export", "ical", "--person", "Anna")
    assert found.code == 0
    assert "SUMMARY:Fællesspisning" in found.out
    assert "Anna" not in found.out
    assert "1 meeting they are invited to" in found.err
    assert laug("export", "ical", "--person", "Anna", "--all").code == ExitCode.USAGE


def test_what_leaves_the_register_is_in_the_log(laug: Laug, tmp_path: Path) -> None:
    def told() -> list[str]:
        return [one["operation"] for one in laug("log", "--json").data]

    laug("export", "ical", "--person", "Anna")
    assert told()[0] == "calendar.person"
    laug("publish", str(tmp_path / "web"), "--internal")
    laug("publish", str(tmp_path / "web"), "--internal")  # nothing is new
    assert told()[:2] == ["calendar.publish", "calendar.person"]
    assert laug("undo", str(laug("log", "--json").data[0]["id"]), "--yes").code != 0
