"""laug as the shell starts it: what it imports, pipes, terminals, completion."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import ExitCode
from tests.tui.commands.conftest import Laug

ROOT = Path(__file__).parents[3]
HEAVY = ("textual", "peewee", "icalendar", "rich", "sqlite3", "pysqlite3", "platformdirs", "asyncio")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An executable `laug` of the code in this tree."""
    path = tmp_path / "bin" / "laug"
    path.parent.mkdir()
    lines = ["import sys", f"sys.path.insert(0, {str(ROOT)!r})", "from tui.main import main", "sys.exit(main())"]
    path.write_text("\n".join([f"#!{sys.executable}", *lines]))
    path.chmod(0o755)
    return path


def shell(program: Path, line: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "--norc", "-c", line]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": path, **environ}, check=False)


@pytest.mark.parametrize(
    ("line", "environ"),
    [
        (["--help"], {}),
        (["--version"], {}),
        ([], {}),
        (["person", "list", "--help"], {}),
        (["nonsense"], {}),
        (["completion", "zsh"], {}),
        ([], {"_LAUG_COMPLETE": "zsh_complete", "COMP_WORDS": "laug pe", "COMP_CWORD": "1"}),
        ([], {"_LAUG_COMPLETE": "fish_complete", "COMP_WORDS": "laug meeting ", "COMP_CWORD": ""}),
        ([], {"_LAUG_COMPLETE": "bash_complete", "_LAUG_LINE": "laug person list --fo"}),
    ],
)
def test_help_and_completion_import_nothing_heavy(line: list[str], environ: dict[str, str]) -> None:
    code = f"import sys; from tui.main import main; main({line!r}); print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environ}, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_first_picture_needs_next_to_nothing() -> None:
    heavy = ("click", "gettext", "dataclasses", "textual")
    code = f"import sys; import tui.main, tui.skeleton; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_the_first_useful_picture_loads_no_lists_no_query_language_and_nothing_that_writes() -> None:
    later = (
        "core.people", "core.meetings", "core.networks", "core.search.query", "core.door.write", "core.past.undo", "db.backup",
        "core.rules.day_words", "tui.widgets.record_list", "tui.widgets.card", "tui.widgets.filter_line", "ssl",
        "textual.command", "textual.types", "textual.widgets._select",
    )  # fmt: skip
    code = (
        "import sys\nfrom tui import environment, lightly\nenvironment.prepare()\n"
        "lightly.import_textual()\nimport tui.screens.start\n"
        f"print([m for m in {later!r} if m in sys.modules])\nimport ssl; print(ssl.OPENSSL_VERSION[:7])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\nOpenSSL\n"


def test_another_textual_is_imported_whole() -> None:
    code = (
        "from tui import lightly\nlightly._NAMES = ('Hit',)\nlightly.import_textual()\nimport tui.screens.start\n"
        "from textual.app import CommandPalette\nprint(CommandPalette.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "textual.command\n"


def test_no_terminal_gets_the_overview(program: Path) -> None:
    done = shell(program, "laug </dev/null | cat")
    assert (done.returncode, done.stderr) == (0, "")
    assert "laug person list anna" in done.stdout


def test_a_closed_pipe_is_nobodys_fault(program: Path, register: Path) -> None:
    done = shell(program, "set -o pipefail; laug person list --format csv | true; laug log | head -1")
    assert (done.returncode, done.stderr) == (0, "")


def test_data_go_to_stdout_and_words_to_stderr(program: Path, register: Path) -> None:
    done = shell(program, "laug person add Ida --json 2>/dev/null | cut -c1 | head -1; laug person add Ole 2>&1 >/dev/null")
    assert done.stdout == "{\nTilføjet: Ole (nr. 5).\n"


def test_danish_letters_survive_a_terminal_without_them(program: Path, register: Path) -> None:
    done = shell(program, "laug person list -v", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kj?r" in done.stdout


def test_bytes_are_not_written_to_a_terminal(program: Path, register: Path) -> None:
    ours, theirs = pty.openpty()
    line = ["export", "contacts", "--for", "contact", "--lang", "en"]
    done = subprocess.run([program, *line], stdout=theirs, stderr=subprocess.PIPE, stdin=theirs, text=True, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == ExitCode.USAGE
    assert f"laug {' '.join(line)} -o laug-20" in done.stderr
    assert ".xlsx" in done.stderr


def test_nobody_waits_for_a_terminal_to_send_a_list(program: Path, register: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [program, "import", "people", "--lang", "en"], stdin=theirs, capture_output=True, text=True, check=False
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.startswith("Usage: laug import people")


def test_a_table_fits_the_terminal(program: Path, register: Path) -> None:
    ours, theirs = pty.openpty()
    environ = {**os.environ, "COLUMNS": "40", "TERM": "xterm"}
    done = subprocess.run([program, "person", "list"], stdout=theirs, stdin=theirs, env=environ, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "\x1b[1m" in shown
    assert "…" in shown
    plain = shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert all(len(row) <= 40 for row in plain.splitlines())


def test_an_interrupt_says_so(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.people.ids", interrupted)
    answer = laug("person", "list", "anna")
    assert (answer.code, answer.err) == (ExitCode.INTERRUPTED, "Stopped; nothing more was done.\n")


COMPLETIONS = [
    ("laug ne", "network"),
    ("laug network le", "leave"),
    ("laug person list --form", "--format"),
    ("laug --format nd", "ndjson"),
    ("laug network show pi", "piger"),
    ("laug person list schoo", "school:"),
    ("laug network members piger class:g", "class:gf2tøm26-1"),
    ("laug person add Ida --kind appr", "apprentice"),
    ("laug export contacts --for sign", "sign_in"),
    ("laug completion fi", "fish"),
    ("laug person list -att", "-attendance:"),
]


@pytest.mark.parametrize(("typed", "found"), COMPLETIONS, ids=[typed for typed, _ in COMPLETIONS])
@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_completion(laug: Laug, monkeypatch: pytest.MonkeyPatch, typed: str, found: str, kind: str) -> None:
    last = typed.split()[-1]
    monkeypatch.setenv("_LAUG_COMPLETE", f"{kind}_complete")
    monkeypatch.setenv("_LAUG_LINE", typed)
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", last if kind == "fish" else str(len(typed.split()) - 1))
    answer = laug()
    assert (answer.code, answer.err) == (0, "")
    found = found.partition(":")[2] or found if kind == "bash" and ":" in typed else found
    assert found in answer.out.replace(",", "\n").replace("\t", "\n").split("\n")


IN_BASH = """
    eval "$(laug completion bash)" 2>/dev/null
    COMP_POINT=${#COMP_LINE}
    _laug_completion laug 2>/dev/null
    echo "$COMPREPLY"
"""


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("laug network show pi", "piger"),
        ("laug person show kjær", "Anna\\ Holm\\ Kjær"),
        ("laug person show 'Anna H", "Anna Holm Kjær"),
        ("laug person list skole:fj", "\\\"Fjordens\\ Fagskole\\\""),
    ],
)
def test_bash_itself_completes(program: Path, register: Path, typed: str, word: str) -> None:
    assert shell(program, IN_BASH, COMP_LINE=typed).stdout == f"{word}\n"


def test_elsewhere_a_person_is_a_number_with_the_name_beside_it(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_LAUG_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", "laug person show anna")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert laug().out.splitlines() == ["plain", "1", "Anna Holm Kjær, Fjordens Fagskole"]


def test_completion_is_silent_without_a_register(program: Path, tmp_path: Path) -> None:
    done = shell(program, IN_BASH, COMP_LINE="laug network show pi", LAUG_DB=str(tmp_path / "none.db"))
    assert (done.stdout, done.stderr) == ("\n", "")
