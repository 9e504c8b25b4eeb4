"""What people stumble over: nobody found, nothing to change, a dry run, wishes that do not go together, a full disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug


@pytest.mark.parametrize(
    "line",
    [
        "export contacts zzzq --for meeting -o out.xlsx",
        "meeting invite 1 --query zzzq",
        "meeting uninvite 1 2",
        "network join piger --query zzzq",
        "network leave piger --query zzzq",
        "network leave piger 2",
    ],
)
def test_nobody_found_is_told_and_no_file_written(
    laug: Laug, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = laug("log", "--json").data
    assert laug(*line.split()).code == ExitCode.NOTHING_FOUND
    assert not (tmp_path / "out.xlsx").exists()
    assert laug("log", "--json").data == before


@pytest.mark.parametrize("line", ["person edit 1", "organisation edit 1", "network edit piger", "meeting edit 1"])
def test_an_edit_of_nothing_names_its_options(laug: Laug, line: str) -> None:
    answer = laug(*line.split())
    assert answer.code == ExitCode.USAGE
    assert "Say what to change: --" in answer.err
    assert "--json" not in answer.err


def test_a_network_that_is_not_shielded_needs_no_opening(laug: Laug) -> None:
    before = laug("log", "--json").data
    answer = laug("network", "open", "piger", "--reason", "nysgerrig")
    assert "is not shielded" in answer.err
    assert laug("log", "--json").data == before


def test_a_dry_run_does_not_say_that_it_was_done(laug: Laug, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    answer = laug("-n", "export", "contacts", "--for", "meeting", "-o", str(path))
    assert "(dry run) Written" in answer.err
    assert not path.exists()
    assert "(dry run) Closed: Piger" in laug("-n", "network", "close", "piger").err


def test_wishes_that_do_not_go_together(laug: Laug) -> None:
    for line in ("person list --json --format csv", "export contacts --for meeting --json --format vcf"):
        assert laug(*line.split()).code == ExitCode.USAGE
    assert laug("--db", "", "person", "list").code == ExitCode.USAGE


def test_numbers_are_refused_in_words(laug: Laug) -> None:
    assert "Invalid value for 'NUMBER': 'abc' is not a number." in laug("undo", "abc").err
    assert "it is at least 1." in laug("log", "--limit", "0").err


def test_an_unknown_language_is_told_once(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUG_LANG", "xx")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert laug("person", "list").err.count("xx is neither da nor en; laug uses en") == 1


def as_shell_would(register: Path, redirection: str) -> subprocess.CompletedProcess[str]:
    command = f'exec "$0" -c "from tui.main import main; import sys; sys.exit(main())" person list {redirection}'
    environment = os.environ | {"LAUG_DB": str(register), "LAUG_LANG": "en", "PYTHONPATH": str(Path.cwd())}
    return subprocess.run(  # our own program
        ["/bin/sh", "-c", command, sys.executable], capture_output=True, text=True, env=environment, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
def test_a_full_disk_is_a_sentence(register: Path) -> None:
    done = as_shell_would(register, "> /dev/full")
    assert done.returncode == ExitCode.FILE
    assert done.stderr.splitlines()[0] == "Error: What comes out cannot be written: there is no room left."


def test_a_closed_stdout_harms_nobody(register: Path) -> None:
    before = register.read_bytes()
    done = as_shell_would(register, ">&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert register.read_bytes() == before
