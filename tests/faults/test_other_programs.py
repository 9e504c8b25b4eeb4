"""Old programs and newer files, clocks that go back, a file that is taken away, and pages that are trashed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from core import meetings, people
from core.care import backups
from core.door.operations import Operation
from core.door.session import Session
from core.errors import ExitCode, FileError
from core.past import undo
from core.rules.spoken import Span
from db import migrate
from db.migrations import STEPS
from db.queued import QueuedSqlite
from tests.faults.damage import trash
from tests.faults.register import NOW, given_names, made, opened, whole
from tui.main import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "laug.db", 200)


def newer(database: QueuedSqlite) -> None:
    database.execute_sql("ALTER TABLE person RENAME COLUMN town TO city")


def upgraded(path: Path) -> None:
    """What a newer program does to the file."""
    database = QueuedSqlite(path)
    database.connect()
    assert migrate.upgrade(database, (*STEPS, ("9999_future", newer))) == ["9999_future"]
    database.close()


def refused(attempt: Callable[[], object]) -> str:
    with pytest.raises(FileError) as caught:
        attempt()
    assert caught.value.hint is not None
    return caught.value.message.msgid


def test_an_old_program_refuses_a_newer_file_and_leaves_it_alone(path: Path) -> None:
    upgraded(path)
    before = path.read_bytes()

    def open_it() -> None:
        with opened(path):
            pass

    assert refused(open_it) == "{path} was made by a newer laug ({step})."
    assert path.read_bytes() == before
    assert main(["--db", str(path), "person", "list"]) == ExitCode.FILE


def test_a_newer_program_upgrades_an_old_file_and_the_old_one_opens_the_copy(path: Path) -> None:
    upgraded(path)
    with opened(path.with_name("laug.db.before-9999_future")) as session:
        assert people.count(session) == 200


def test_a_file_upgraded_under_an_open_program_is_neither_written_nor_misread(path: Path) -> None:
    with opened(path) as session:
        anna = people.by_id(session, 1)
        upgraded(path)
        sentence = "{path} was upgraded while laug was open."
        assert refused(lambda: people.edit(session, 1, {"phone": "94111111"}, version=anna.version)) == sentence
        assert refused(lambda: people.by_id(session, 1)) == sentence
        assert people.count(session) == 200


def test_what_a_newer_program_did_is_in_the_log_of_an_old_one(path: Path) -> None:
    with opened(path) as session:
        people.add(session, {"given": "Ny"})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE operation SET kind = 'future.thing' WHERE id = 2")
        connection.commit()
    with opened(path) as session:
        newest = undo.entries(session)[0]
        assert newest.operation is Operation.UNKNOWN and not newest.undoable


def test_a_clock_that_goes_back(path: Path) -> None:
    with opened(path) as session:
        plan = meetings.plan(session, {"title": "Møde"}, Span(NOW.date(), NOW.date(), True))
    past = NOW - timedelta(days=400)
    with opened(path, now=past) as session:
        people.add(session, {"given": "Past"})
        later = meetings.edit(session, plan.id, {"place": "Kantinen"}, version=meetings.get(session, plan.id).version)
        assert later.version > plan.version
        stamps = session.query("SELECT stamp FROM meeting WHERE id = ?", [plan.id])[0][0]
        assert stamps > "2026-11-19"  # a calendar takes no message that is older than the one it has (RFC 5546, 2.1.5)
        assert undo.last_own(session).operation is Operation.MEETING_EDIT
        copy = backups.available(path)[-1]
        assert copy.at.date() == past.date()
        assert undo.undo(session).operation is Operation.MEETING_EDIT
    assert "Past" in given_names(path)
    whole(path)


def gone(session: Session) -> None:
    assert "while laug was open" in refused(lambda: people.add(session, {"given": "Lost"}))
    assert people.count(session) >= 200  # what was read stays readable, so that it can be saved elsewhere


def test_a_file_deleted_under_an_open_program(path: Path) -> None:
    with opened(path) as session:
        people.add(session, {"given": "Kept"})
        path.unlink()
        gone(session)
        assert not path.exists()


@pytest.mark.parametrize("way", ["moved", "replaced"])
def test_a_file_moved_or_replaced_under_an_open_program(path: Path, tmp_path: Path, way: str) -> None:
    other = made(tmp_path / "other.db", 3)
    with opened(path) as session:
        people.add(session, {"given": "Kept"})
        if way == "moved":
            path.rename(tmp_path / "elsewhere.db")
        else:
            other.rename(path)
        gone(session)
    if way == "replaced":
        assert len(given_names(path)) == 3


def test_the_folder_removed_under_an_open_program(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = made(folder / "laug.db", 200)
    with opened(path) as session:
        people.count(session)
        folder.rename(tmp_path / "gone")
        gone(session)
    with opened(tmp_path / "gone" / "laug.db") as session:
        assert people.count(session) == 200


COMMANDS = (
    "person list", "person list given7", "person show 7", "person add Ny", "person edit 7 --town Viborg", "log", "undo",
    "backup", "backup --drill", "doctor", "doctor --mend", "network list", "meeting list", "export contacts --for contact",
)  # fmt: skip


@pytest.mark.parametrize("name", ["person", "person_sorted", "change", "operation", "person_search_data", "sqlite_master"])
def test_every_command_has_a_sentence_for_a_trashed_page(
    path: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAUG_DEBUG", "1")  # what is not known raises, instead of being told as unknown
    with opened(path) as session:
        backups.make(session)
        for at in range(300):
            people.add(session, {"given": f"New{at}", "street": "x" * 80})
    if name == "sqlite_master":
        with path.open("r+b") as file:
            file.seek(100)
            file.write(b"\xff" * 3000)
    else:
        trash(path, name)
    for line in COMMANDS:
        capsys.readouterr()
        code = main(["--db", str(path), "--lang", "en", "--yes", *line.split()])
        told = capsys.readouterr()
        assert code in (ExitCode.DONE, ExitCode.FAILED, ExitCode.FILE, ExitCode.NOTHING_FOUND), (line, code, told.err)
        assert "Traceback" not in told.err
        assert code == ExitCode.DONE or told.err or told.out, line
    capsys.readouterr()
    assert main(["--db", str(path), "--lang", "en", "doctor"]) in (ExitCode.FAILED, ExitCode.FILE)
    assert main(["--db", str(path), "--lang", "en", "--yes", "restore"]) == ExitCode.DONE
    assert len(given_names(path)) == 200
    whole(path)
