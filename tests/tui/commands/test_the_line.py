"""Options that work anywhere, data and words on their own streams, exit codes and errors."""

import json
from datetime import date, timedelta
from pathlib import Path

import click
import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug
from tui.commands.tree import COMMANDS
from tui.commands.tree import laug as tree


@pytest.mark.parametrize(
    "line", ["--json person list anna", "person --json list anna", "person list --json anna", "person list anna --json"]
)
def test_options_work_anywhere(laug: Laug, line: str) -> None:
    assert [row["name"] for row in laug(*line.split()).data] == ["Anna Holm Kjær"]


def test_a_day_without_a_year_is_the_nearest(laug: Laug) -> None:
    today = date.today()
    passed = today - timedelta(days=100)
    said = f"{passed.day}/{passed.month}"
    made = laug("person", "add", "Ida", "--at", "Fjorden", "--from", said, "--until", said, "--json").data
    place = made["affiliations"][0]
    assert place["from_date"] == passed.isoformat()
    assert place["until_date"] > today.isoformat()
    laug("network", "join", "piger", str(made["id"]), "--from", said)
    assert passed.strftime("%d-%m-%Y") in laug("person", "show", str(made["id"])).out


def test_the_last_format_counts(laug: Laug) -> None:
    assert laug("--format", "json", "person", "list", "--format", "csv", "--fields", "id").out == "id\n3\n1\n2\n"


def test_list_json_is_an_array_of_flat_objects(laug: Laug) -> None:
    for noun in ("person", "organisation", "network", "meeting"):
        rows = laug(noun, "list", "--json").data
        assert rows
        assert not [key for row in rows for key, value in row.items() if isinstance(value, dict)]


def test_an_empty_list_is_still_json(laug: Laug) -> None:
    found = laug("person", "list", "zzz", "--json")
    assert (found.code, found.data, found.err) == (ExitCode.NOTHING_FOUND, [], "")


def test_show_json_is_one_object_with_the_same_keys_in_both_languages(laug: Laug) -> None:
    english, danish = (laug("person", "show", "1", "--json", "--lang", language).data for language in ("en", "da"))
    assert english == danish
    assert english["affiliations"][0]["class_name"] == "gf2tøm26-1"
    assert english["memberships"][0]["network_slug"] == "piger"


def test_ndjson_csv_and_tsv(laug: Laug) -> None:
    fields = ("--fields", "name,kind,phone")
    line = json.loads(laug("person", "list", "anna", "--format", "ndjson", *fields).out)
    assert line == {"name": "Anna Holm Kjær", "kind": "pupil", "phone": "+4594123456"}
    assert laug("person", "list", "anna", "--format", "csv", *fields).out.splitlines() == [
        "name,kind,phone",
        "Anna Holm Kjær,pupil,+4594123456",
    ]
    assert (
        laug("person", "show", "1", "--format", "tsv", "--fields", "given,family").out
        == "given\tfamily\nAnna Holm\tKjær\n"
    )


def test_an_unknown_field_names_those_there_are(laug: Laug) -> None:
    answer = laug("network", "list", "--fields", "navn")
    assert answer.code == ExitCode.USAGE
    assert "There is no field navn here." in answer.err
    assert "slug, name, kind" in answer.err


def test_a_query_may_begin_with_a_minus(laug: Laug) -> None:
    rows = laug("person", "list", "-skole:fjorden", "--json").data
    assert [row["name"] for row in rows] == ["Mikkel Åkjær"]


def test_quiet_says_nothing_but_errors(laug: Laug) -> None:
    assert laug("person", "add", "Ida", "-q").err == ""
    assert "Nobody is called" in laug("person", "show", "zzz", "-q").err


def test_verbose_shows_more(laug: Laug) -> None:
    assert "Version" not in laug("person", "show", "1").out
    assert "Version" in laug("person", "show", "1", "-v").out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("person list", ExitCode.DONE),
        ("person remove 1 --yes", ExitCode.FAILED),
        ("person list --nonsense", ExitCode.USAGE),
        ("person edit 1 --email nonsense", ExitCode.USAGE),
        ("person show 99", ExitCode.NOTHING_FOUND),
        ("network members plads --as else", ExitCode.NOT_ALLOWED),
        ("person list --db nowhere/laug.db", ExitCode.FILE),
        ("person list --db /dev/null/x", ExitCode.FILE),
    ],
)
def test_exit_codes(laug: Laug, line: str, code: ExitCode) -> None:
    answer = laug(*line.split())
    assert (answer.code, answer.out) == (code, answer.out if code is ExitCode.DONE else "")
    assert "Traceback" not in answer.err


def test_a_file_of_another_kind_is_refused(laug: Laug, tmp_path: Path) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Dear Sir or Madam, " * 100)
    answer = laug("person", "list", "--db", str(other))
    assert answer.code == ExitCode.FILE
    assert "is not a laug file" in answer.err


def test_errors_are_one_json_object_with_json(laug: Laug) -> None:
    said = json.loads(laug("person", "edit", "1", "--email", "x", "--json").err)
    assert said["error"] == "Invalid"
    assert (said["exit_code"], said["field"]) == (2, "email")
    usage = json.loads(laug("nonsense", "--json").err)
    assert (usage["error"], usage["exit_code"]) == ("Usage", 2)


def test_what_is_typed_cannot_reach_the_terminal(laug: Laug) -> None:
    for line in (["person", "show", "\x1b]0;x\x07"], ["\x1b[2J"], ["person", "list", "--fields", "\x9bx"]):
        assert not {"\x1b", "\x07", "\x9b"} & set(laug(*line).err)


def test_an_unknown_error_is_a_sentence(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.people.ids", lambda *_, **__: 1 / 0)
    answer = laug("person", "list", "Anna")
    assert answer.code == ExitCode.FAILED
    assert "ZeroDivisionError" in answer.err
    assert "LAUG_DEBUG=1" in answer.err
    assert "Traceback" not in answer.err


def test_a_dry_run_writes_nothing(laug: Laug, tmp_path: Path) -> None:
    before = laug("log", "--json").data
    for line in (
        "person add Ida",
        "person edit 1 --town Viborg",
        "person end 1",
        "person remove 2",
        "person affiliate 1 --at rugens",
        "organisation add Rugens",
        "organisation end fjorden",
        "network add Klubben",
        "network close piger",
        "network join piger 2",
        "network leave piger 1",
        "meeting plan Bowling i morgen 17",
        "meeting move 1 +7 18",
        "meeting cancel 1",
        "meeting invite 1 2",
        "meeting uninvite 1 1",
        "meeting answer 1 1 afbud",
        "undo",
        f"export ical 1 --each {tmp_path}/ics",
        f"export contacts --for contact -o {tmp_path}/x.csv",
    ):
        answer = laug(*line.split(), "--dry-run")
        assert answer.code == ExitCode.DONE, line
        assert "nothing was written" in answer.err, line
    assert laug("log", "--json").data == before
    assert not (tmp_path / "ics").exists()
    assert not (tmp_path / "x.csv").exists()


def test_a_dry_run_makes_no_file(laug: Laug, tmp_path: Path) -> None:
    for line in ("init --db {}/new.db", "demo --to {}/demo.db"):
        assert laug(*line.format(tmp_path).split(), "-n").code == ExitCode.DONE
    assert {path.name for path in tmp_path.iterdir()} <= {"small.db", "small.db.lock", "small.db-wal", "small.db-shm"}


def test_a_question_needs_somebody_to_answer(laug: Laug) -> None:
    answer = laug("meeting", "cancel", "1")
    assert answer.code == ExitCode.FAILED
    assert "Cancel Fællesspisning?" in answer.err
    assert "--yes" in answer.err
    assert laug("meeting", "show", "1", "--json").data["status"] == "planned"


def leaves(command: click.Command, *path: str) -> list[tuple[str, ...]]:
    """Every command of the tree, with the words that lead to it."""
    if not isinstance(command, click.Group):
        return [path]
    context = click.Context(command)
    inner = ((name, command.get_command(context, name)) for name in command.list_commands(context))
    found = [leaves(one, *path, name) for name, one in inner if one is not None]
    return [path, *(leaf for some in found for leaf in some)]


@pytest.mark.parametrize("path", leaves(tree), ids=lambda path: " ".join(path) or "laug")
def test_help_of_every_command_in_both_languages(laug: Laug, path: tuple[str, ...]) -> None:
    english, danish = (laug(*path, "-h", "--lang", language) for language in ("en", "da"))
    assert english.code == danish.code == 0
    assert english.out.startswith("Usage: laug")
    assert danish.out.startswith("Brug: laug")
    assert "Valg:" in danish.out
    shared = {line.strip() for line in english.out.splitlines()} & {line.strip() for line in danish.out.splitlines()}
    assert not [line for line in shared if {"the", "of", "and", "this", "or"} & set(line.split())], "left in English"


def test_the_overview_names_every_command(laug: Laug) -> None:
    shown = laug("--help").out
    assert not [name for name in COMMANDS if f"\n  {name} " not in shown]


def test_each_command_says_in_the_overview_what_it_says_itself(laug: Laug) -> None:
    context = click.Context(tree)
    for name, (_where, help) in COMMANDS.items():
        command = tree.get_command(context, name)
        assert command is not None
        assert (command.help or "").split("\n\n")[0] == help, name


def test_the_account_and_the_file_are_told(laug: Laug, register: Path) -> None:
    rows = {row["name"]: (row["value"], row["source"]) for row in laug("config", "show", "--as", "else", "--json").data}
    assert rows == {"db": (str(register), "LAUG_DB"), "account": ("else", "--as"), "language": ("en", "LAUG_LANG")}


def test_a_place_to_come_can_be_ended(laug: Laug) -> None:
    laug("person", "affiliate", "anna", "--kind", "apprentice", "--at", "Birkens Tømrerfirma", "--from", "+30")
    assert laug("person", "end", "anna", "--at", "Birkens Tømrerfirma", "--until", "+60").code == 0
    ends = {
        place["organisation"]: place["until_date"]
        for place in laug("person", "show", "1", "--json").data["affiliations"]
    }
    assert ends["Birkens Tømrerfirma"] is not None
    assert ends["Fjordens Fagskole"] is None


def test_a_place_registered_wrongly_is_corrected_where_it_stands(laug: Laug) -> None:
    assert laug("person", "affiliate", "anna", "--correct", "--class", "gf2tøm26-2", "--stage", "GF2").code == 0
    (place,) = laug("person", "show", "1", "--json").data["affiliations"]
    assert (place["class_name"], place["stage"], place["until_date"]) == ("gf2tøm26-2", "GF2", None)
    laug("undo")
    assert laug("person", "show", "1", "--json").data["affiliations"][0]["class_name"] == "gf2tøm26-1"
    both = laug("person", "affiliate", "anna", "--correct", "--move", "--class", "h1tøm27")
    assert (both.code, "has it changed, or was it wrong?" in both.err) == (2, True)


def test_the_log_of_a_person_tells_before_and_after_in_words(laug: Laug) -> None:
    laug("person", "edit", "anna", "--phone", "94 65 43 21")
    laug("person", "affiliate", "anna", "--correct", "--class", "gf2tøm26-2")
    place, phone, *rest = laug("log", "--person", "anna", "--json").data
    assert phone["changes"] == ["Phone: 94 12 34 56 → 94 65 43 21"]
    (change,) = place["changes"]
    assert change.endswith("Class: gf2tøm26-1 → gf2tøm26-2")
    assert any("made" in change for one in rest for change in one["changes"])
    assert "Phone: 94 12 34 56 → 94 65 43 21" in laug("log", "--person", "anna").out
    laug("consent", "give", "photo_internal", "anna")
    assert laug("log", "--person", "anna", "--json").data[0]["changes"] == [
        "consent Anna Holm Kjær, photo inside the school: given: made"
    ]
    assert "changes" in laug("log", "--network", "piger", "--json").data[0]
    assert "changes" not in laug("log", "--json").data[0]


def test_a_move_ends_the_old_class(laug: Laug) -> None:
    assert laug("person", "affiliate", "anna", "--move", "--class", "h1tøm27", "--from", "+7").code == 0
    new, old = laug("person", "show", "1", "--json").data["affiliations"]
    assert (new["class_name"], old["class_name"]) == ("h1tøm27", "gf2tøm26-1")
    assert old["until_date"] < new["from_date"]
