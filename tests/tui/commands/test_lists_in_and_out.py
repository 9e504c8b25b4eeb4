"""Import, contact lists and calendar files through the commands."""

import csv
import io
import json
import stat
from pathlib import Path

import icalendar
import openpyxl
import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug

LIST = "Fornavn;Efternavn;Mobil;Skole;CPR-nr.\nIda;Bach;94 55 66 77;Fjorden;010106-0000\nAnna Holm;Kjær;94 12 34 99;Fjorden;\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "hold.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


def test_an_import_shows_its_plan_and_writes_nothing(laug: Laug, people: Path) -> None:
    shown = laug("import", "people", str(people), "--network", "piger")
    assert "Ida Bach" in shown.out
    assert "Nothing is written yet." in shown.err
    assert "1 new, 1 changed" in shown.err
    assert "#3  Zahra Al-Hassan" in shown.out
    for heading in ("+ New ones: 1", "~ Changed ones: 1", "- Missing from the list: 1"):
        assert heading in shown.out
    assert "Phone: 94 12 34 56 → 94 12 34 99" in shown.out
    assert "010106" not in shown.out + shown.err
    assert len(laug("person", "list", "--json").data) == 3


def test_an_import_is_applied_and_undone(laug: Laug, people: Path) -> None:
    done = laug("import", "people", str(people), "--network", "piger", "--apply", "--lang", "da")
    assert (done.code, "Nye: 1, ændrede: 1, meldt ind i netværket: 1" in done.err) == (0, True)
    assert laug("person", "show", "anna", "--json").data["phone"] == "+4594123499"
    assert {row["person"] for row in laug("network", "members", "piger", "--json").data} >= {"Ida Bach"}
    assert laug("undo").code == 0
    assert laug("person", "show", "anna", "--json").data["phone"] == "+4594123456"
    assert laug("person", "show", "Ida").code == ExitCode.NOTHING_FOUND


def test_a_dry_import_writes_nothing(laug: Laug, people: Path) -> None:
    assert "nothing was written" in laug("import", "people", str(people), "--apply", "-n").err
    assert len(laug("person", "list", "--json").data) == 3


def test_the_plan_as_data(laug: Laug, people: Path) -> None:
    plan = laug("import", "people", str(people), "--json").data
    rows = plan["rows"]
    assert (plan["totals"]["new"], plan["totals"]["changed"]) == (1, 1)
    assert [(row["outcome"], row["person_id"]) for row in rows if row["outcome"] in ("new", "changed")] == [
        ("new", None),
        ("changed", 1),
    ]
    assert rows[-1]["changes"]["phone"] == {"before": "+4594123456", "after": "+4594123499"}


def test_a_mapping_and_a_school_for_all(laug: Laug, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("Hvem er du?,Hvad vil du spise?\nIda Bach,suppe\nOmar Juhl,kage\n", encoding="utf-8")
    line = ["import", "people", str(path), "--mapping", "Hvem er du?=name", "--mapping", "Hvad vil du spise?="]
    assert laug(*line, "--organisation", "fjorden", "--apply").code == 0
    assert {row["school"] for row in laug("person", "list", "ida", "--json").data} == {"Fjordens Fagskole"}
    refused = laug("import", "people", str(path), "--column", "no equals sign")
    assert (refused.code, "HEADING=FIELD" in refused.err) == (ExitCode.USAGE, True)
    remembered = laug("import", "mappings", "list", "--json").data
    assert [(one["name"], one["columns"]["Hvem er du?"]) for one in remembered] == [("form", "name")]
    again = laug("import", "people", str(path), "--organisation", "fjorden", "--json").data
    assert again["totals"]["unchanged"] == 2
    assert laug("import", "people", str(path), "--mapping", "other").code == ExitCode.NOTHING_FOUND
    assert laug("import", "mappings", "remove", "form").code == 0
    assert laug("import", "people", str(path)).code == ExitCode.FAILED


def test_an_import_from_stdin(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LIST.encode())))
    assert "Ida Bach" in laug("import", "people", "-").out


def test_the_columns_are_shown_with_three_rows_but_not_what_is_never_kept(laug: Laug, people: Path) -> None:
    shown = laug("import", "people", str(people))
    assert "Fornavn → Given name:  Ida · Anna Holm" in shown.err
    assert "010106" not in shown.out + shown.err


def test_a_plan_is_saved_decided_and_applied_without_the_list(laug: Laug, people: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    saved = laug("import", "people", str(people), "--network", "piger", "--plan", str(path))
    assert (saved.code, stat.S_IMODE(path.stat().st_mode)) == (0, 0o600)
    assert "010106" not in path.read_text()
    people.unlink()
    shown = laug("import", "plan", "show", str(path))
    assert "Ida Bach" in shown.out and "Made by kirsten" in shown.err
    assert laug("import", "plan", "decide", str(path), "2", "skip").code == 0
    assert laug("import", "plan", "decide", str(path), "#3", "slut", "23-11-2026").code == 0
    plan = laug("import", "people", "--plan", str(path), "--json").data
    assert plan["rows"][1 - 1]["decision"] == {"choice": "skip", "person_id": None, "until": None, "without": []}
    assert plan["missing"][0]["decision"]["choice"] == "end"
    assert laug("import", "plan", "apply", str(path), "-n").code == 0
    done = laug("import", "plan", "apply", str(path))
    assert (done.code, "0 new, 1 changed" in done.err) == (0, True)
    assert laug("person", "show", "Ida").code == ExitCode.NOTHING_FOUND
    again = laug("import", "plan", "apply", str(path))
    assert (again.code, "Anna Holm Kjær (1): Phone" in again.err) == (ExitCode.CHANGED, True)
    assert laug("import", "plan", "show", str(path)).code == ExitCode.CHANGED
    assert laug("undo").code == 0
    assert laug("person", "show", "1", "--json").data["phone"] == "+4594123456"


def test_a_field_of_a_changed_row_is_left_out(laug: Laug, tmp_path: Path) -> None:
    people, path = tmp_path / "l.csv", tmp_path / "plan.json"
    people.write_text("Fornavn;Efternavn;Mail;Mobil;By\nAnna Holm;Kjær;anna@fjorden.example;95445566;Skive\n")
    laug("import", "people", str(people), "--plan", str(path))
    assert laug("import", "plan", "decide", str(path), "changed", "tag", "--without", "mobil").code == ExitCode.FAILED
    assert laug("import", "plan", "decide", str(path), "changed", "tag", "--without", "Phone").code == 0
    shown = laug("import", "plan", "show", str(path)).out
    assert "kept as it is: Phone" in shown and "Town: – → Skive" in shown and "95 44 55 66" not in shown
    assert laug("import", "plan", "apply", str(path)).code == 0
    person = laug("person", "show", "1", "--json").data
    assert (person["phone"], person["town"]) == ("+4594123456", "Skive")


@pytest.mark.parametrize("line", ["1 skip", "99 take", "2 is", "2 end", "#3 end", "2 perhaps", "x take", "#1 end 24-12"])
def test_what_cannot_be_decided_is_told(laug: Laug, people: Path, tmp_path: Path, line: str) -> None:
    path = tmp_path / "plan.json"
    laug("import", "people", str(people), "--network", "piger", "--plan", str(path))
    before = path.read_bytes()
    answer = laug("import", "plan", "decide", str(path), *line.split())
    assert (answer.code in (1, 2, 3), answer.err.startswith("Error: "), path.read_bytes()) == (True, True, before)


def test_a_group_is_decided_at_once_and_another_file_is_not_overwritten(laug: Laug, people: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    assert laug("import", "people", str(people), "--plan", str(people)).code == ExitCode.FAILED
    laug("import", "people", str(people), "--plan", str(path))
    assert laug("import", "plan", "decide", str(path), "new", "skip").code == 0
    assert laug("import", "plan", "show", str(path), "--json").data["totals"]["new"] == 0


def test_a_pasted_list_is_guessed_and_asks_before_it_is_read_in(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    def paste() -> None:
        pasted = "Ida Bach   ida@x.example   94 55 66 77\nOmar Juhl   omar@x.example   94 55 66 78\n"
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pasted.encode())))

    paste()
    shown = laug("import", "people", "-")
    assert "There are no headings" in shown.err and "Phone:  94 55 66 77" in shown.err
    paste()
    assert laug("import", "people", "-", "--apply").code == ExitCode.FAILED
    paste()
    assert laug("import", "people", "-", "--apply", "--yes").code == 0


@pytest.mark.parametrize("format", ["csv", "excel-1252", "rfc", "google", "outlook", "xlsx", "vcf", "json", "ndjson"])
def test_our_own_contact_lists_change_nothing(laug: Laug, tmp_path: Path, format: str) -> None:
    for lang in ("da", "en"):
        path = tmp_path / f"{lang}.{format}"
        export = ["export", "contacts", "--for", "administration", "--format", format, "-o", str(path), "--lang", lang]
        assert laug(*export).code == 0
        plan = laug("import", "people", str(path), "--json").data
        assert (plan["totals"]["unchanged"], plan["totals"]["new"], plan["totals"]["changed"]) == (3, 0, 0)


def test_the_contact_lists_of_a_whole_register_change_nothing(laug: Laug, tmp_path: Path) -> None:
    register = str(tmp_path / "demo.db")
    assert laug("demo", "--people", "120", "--to", register).code == 0
    for format in ("csv", "rfc", "google", "outlook", "xlsx", "vcf", "json"):
        path = tmp_path / f"all.{format}"
        for purpose in ("administration", "contact", "meeting"):
            export = ["export", "contacts", "--for", purpose, "--format", format, "-o", str(path), "--db", register]
            assert laug(*export).code == 0
            totals = laug("import", "people", str(path), "--json", "--db", register).data["totals"]
            assert (totals["new"], totals["changed"]) == (0, 0), (format, purpose)


def test_a_list_that_is_none(laug: Laug, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 \x00\x01")
    answer = laug("import", "people", str(path))
    assert (answer.code, answer.out) == (ExitCode.FAILED, "")
    assert answer.err.startswith("Error: ")
    assert laug("import", "people", str(tmp_path)).code == ExitCode.FILE


def test_a_contact_list_by_its_file_name(laug: Laug, tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    said = laug("export", "contacts", "--network", "piger", "--for", "meeting", "-o", str(path))
    assert "2 people of 2 on the list." in said.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    cells = [cell.value for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert {"Anna Holm", "Kjær", "Zahra"} <= set(cells)


def test_a_contact_list_on_stdout_is_bytes_and_nothing_else(laug: Laug) -> None:
    out = laug("export", "contacts", "--for", "mailing", "--format", "rfc", "--fields", "given,email").out
    rows = list(csv.reader(io.StringIO(out.lstrip("\ufeff"))))
    assert sorted(rows[1:]) == [["Anna Holm", "anna@fjorden.example"], ["Mikkel", "mikkel@birken.example"]]


def test_a_contact_list_needs_a_purpose(laug: Laug) -> None:
    assert laug("export", "contacts").code == ExitCode.USAGE
    assert laug("export", "contacts", "--for", "spam").code == ExitCode.USAGE


def test_json_means_json_for_a_contact_list_too(laug: Laug) -> None:
    exported = laug("export", "contacts", "anna", "--for", "contact", "--json", "--fields", "given")
    assert "Anna Holm" in exported.out
    assert "[" in exported.out


def test_every_contact_list_is_in_the_log(laug: Laug) -> None:
    laug("export", "contacts", "--for", "meeting", "--format", "csv")
    assert laug("log", "--json").data[0]["operation"] == "contacts.export"


def test_an_address_that_mail_came_back_from_is_on_no_list_but_the_administrations(laug: Laug) -> None:
    def listed(purpose: str) -> dict[str, tuple[str, ...]]:
        made = laug("export", "contacts", "--for", purpose, "--format", "json")
        rows = json.loads(made.out)["contacts"] if made.out.startswith("{") else json.loads(made.out)
        return {row["given"].split()[0]: (row["email"], row.get("private_email", "")) for row in rows}

    laug("person", "bounced", "anna@fjorden.example")
    left_out = laug("export", "contacts", "--for", "mailing", "--format", "json")
    assert "1 person left out: mail to their address came back." in left_out.err
    assert "Anna" not in listed("mailing")
    assert listed("meeting")["Anna"] == ("", "")
    assert listed("administration")["Anna"] == ("anna@fjorden.example", "")
    laug("person", "edit", "anna", "--private-email", "anna@post.example")
    assert listed("mailing")["Anna"] == ("anna@post.example", "")


def test_a_meeting_as_a_file_without_people(laug: Laug) -> None:
    out = laug("export", "ical", "1").out
    calendar = icalendar.Calendar.from_ical(out.encode())
    (event,) = calendar.events
    assert (event["SUMMARY"], event["LOCATION"]) == ("Fællesspisning", "Køkkenet")
    assert "ATTENDEE" not in out


def test_a_personal_invitation(laug: Laug) -> None:
    calendar = icalendar.Calendar.from_ical(laug("export", "ical", "1", "--to", "anna").out.encode())
    assert calendar["METHOD"] == "REQUEST"
    assert calendar.events[0]["ATTENDEE"] == "mailto:anna@fjorden.example"
    nobody = laug("export", "ical", "1", "--to", "zahra")
    assert (nobody.code, "no e-mail address" in nobody.err) == (ExitCode.FAILED, True)


def test_a_moved_meeting_reminds_of_new_files(laug: Laug, tmp_path: Path) -> None:
    laug("export", "ical", "1", "--each", str(tmp_path / "ics"))
    (first,) = (tmp_path / "ics").iterdir()
    moved = laug("meeting", "move", "1", "+9", "18-20")
    assert "1 person has it in a calendar" in moved.err
    before = icalendar.Calendar.from_ical(first.read_bytes()).events[0]
    after = icalendar.Calendar.from_ical(laug("export", "ical", "1", "--to", "1").out.encode()).events[0]
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before.get("SEQUENCE", 0)


def test_a_feed_of_a_network_and_of_all(laug: Laug, tmp_path: Path) -> None:
    for which in (["--network", "piger"], ["--all"]):
        path = tmp_path / "feed.ics"
        assert laug("export", "ical", *which, "-o", str(path)).code == 0
        assert [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(path.read_bytes()).events] == [
            "Fællesspisning"
        ]


@pytest.mark.parametrize("line", ["", "1 --all", "--all --to anna", "1 --to anna --each x"])
def test_choices_that_make_no_sense(laug: Laug, line: str) -> None:
    assert laug("export", "ical", *line.split()).code == ExitCode.USAGE


def test_a_file_that_cannot_be_written(laug: Laug, tmp_path: Path) -> None:
    answer = laug("export", "ical", "1", "-o", str(tmp_path / "none" / "x.ics"))
    assert (answer.code, "does not exist" in answer.err) == (ExitCode.FILE, True)
    (tmp_path / "taken").write_text("")
    assert laug("export", "ical", "1", "--each", str(tmp_path / "taken")).code == ExitCode.FILE


def test_a_shielded_network_is_nowhere_for_others(laug: Laug) -> None:
    laug("network", "join", "plads", "anna")
    laug("meeting", "plan", "Snak", "+3", "17", "--network", "plads", "--place", "Lokale 4")
    assert "Plads" in laug("person", "show", "anna").out
    for line in (
        "person show anna",
        "meeting list",
        "export ical --all",
        "log",
        "export contacts --for administration --format csv",
    ):
        answer = laug(*line.split(), "--as", "else")
        assert "Plads" not in answer.out + answer.err, line
        assert "Snak" not in answer.out + answer.err, line
    assert laug("network", "members", "plads", "--as", "else").code == ExitCode.NOT_ALLOWED
