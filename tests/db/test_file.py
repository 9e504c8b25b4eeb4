"""The file: how it is made, what is refused, what happens to it when things go wrong."""

import multiprocessing
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from db import migrate
from db.connect import APPLICATION_ID, open_database
from db.derived import GUARDS, SEARCH_TRIGGERS
from db.errors import FileTrouble, Trouble, WriteOutsideTheDoor
from db.migrations import STEPS
from db.queued import Holder, QueuedSqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "laug.db"


def test_a_new_file_is_private_in_wal_and_says_whose_it_is(path: Path) -> None:
    database = open_database(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert database.pragma("journal_mode") == "wal"
    assert database.pragma("application_id") == APPLICATION_ID
    assert database.pragma("user_version") == len(STEPS)
    assert database.pragma("foreign_keys") == 1
    database.close()


def test_a_file_in_a_shared_folder_is_writable_for_the_group(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    database = open_database(shared / "laug.db")
    with database.turn("anna", "test"), database.atomic():
        database.execute_sql("INSERT INTO setting(key, value) VALUES ('a', 'b')")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in shared.iterdir()}
    assert set(modes.values()) == {0o660}, modes
    database.close()


@pytest.mark.parametrize("content", [b"Fornavn;Efternavn\r\n", b"SQLite format 3\x00" + bytes(200)])
def test_another_file_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(FileTrouble) as caught:
        open_database(path)
    assert caught.value.trouble is Trouble.NOT_LAUG
    assert path.read_bytes() == content


def test_a_missing_file_is_only_made_if_wanted(path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        open_database(path, create=False)
    assert caught.value.trouble is Trouble.MISSING
    assert not path.exists()


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    database = open_database(path)
    with database.turn("", ""), database.atomic():
        database.execute_sql("INSERT INTO schema_history(name, at) VALUES ('9999_future', '2030-01-01T00:00:00Z')")
    database.close()
    with pytest.raises(FileTrouble) as caught:
        open_database(path)
    assert caught.value.trouble is Trouble.TOO_NEW
    assert caught.value.detail == "9999_future"


def test_a_truncated_file_is_called_damaged(path: Path) -> None:
    open_database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    with pytest.raises(FileTrouble) as caught:
        open_database(path)
    assert caught.value.trouble is Trouble.DAMAGED


def test_writing_outside_the_door_is_refused(path: Path) -> None:
    database = open_database(path)
    with pytest.raises(WriteOutsideTheDoor):
        database.execute_sql("INSERT INTO setting(key, value) VALUES ('a', 'b')")
    with pytest.raises(WriteOutsideTheDoor), database.atomic():
        pass
    database.close()


def _first_step(database: QueuedSqlite) -> None:
    database.execute_sql("ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT ''")


def _failing_step(database: QueuedSqlite) -> None:
    database.execute_sql("UPDATE setting SET value = 'lost'")
    database.execute_sql("ALTER TABLE nowhere ADD COLUMN note TEXT")


def test_an_upgrade_keeps_a_checked_copy_and_derived_objects(path: Path) -> None:
    database = open_database(path)
    steps = (*STEPS, ("0002_note", _first_step))
    assert migrate.upgrade(database, steps) == ["0002_note"]
    assert migrate.upgrade(database, steps) == []
    copy = Path(f"{path}.before-0002_note")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as old:
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert "note" not in [row[1] for row in old.execute("PRAGMA table_info(setting)")]
    old.close()
    triggers = database.execute_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    assert triggers == len(SEARCH_TRIGGERS) + len(GUARDS)
    database.close()


def test_a_failing_step_leaves_the_file_as_it_was(path: Path) -> None:
    database = open_database(path)
    with database.turn("", ""), database.atomic():
        database.execute_sql("INSERT INTO setting(key, value) VALUES ('kept', 'yes')")
    with pytest.raises(Exception, match="nowhere"):
        migrate.upgrade(database, (*STEPS, ("0002_note", _first_step), ("0003_broken", _failing_step)))
    assert database.execute_sql("SELECT value FROM setting").fetchone() == ("yes",)
    assert migrate.applied(database) == [name for name, _ in STEPS]
    database.close()


def _open_at_once(path: Path, barrier: Barrier, results: "multiprocessing.Queue[str]") -> None:
    barrier.wait()
    try:
        open_database(path).close()
        results.put("opened")
    except Exception as error:
        results.put(repr(error))


def _write_many(path: Path, writer: int, barrier: Barrier, results: "multiprocessing.Queue[str]") -> None:
    database = open_database(path)
    barrier.wait()
    try:
        for number in range(40):
            with database.turn(str(writer), "test"), database.atomic():
                database.execute_sql("INSERT INTO setting(key, value) VALUES (?, '')", (f"{writer}-{number}",))
        results.put("done")
    except Exception as error:
        results.put(repr(error))
    database.close()


def _together(target: Callable[..., None], arguments: list[tuple[object, ...]]) -> list[str]:
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(len(arguments)), context.Queue()
    processes = [context.Process(target=target, args=(*given, barrier, results)) for given in arguments]
    for process in processes:
        process.start()
    said = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    return said


def test_sixteen_processes_make_one_file(path: Path) -> None:
    assert _together(_open_at_once, [(path,)] * 16) == ["opened"] * 16


def test_eight_processes_write_without_pause_and_lose_nothing(path: Path) -> None:
    open_database(path).close()
    assert _together(_write_many, [(path, writer) for writer in range(8)]) == ["done"] * 8
    database = open_database(path)
    assert database.execute_sql("SELECT count(*) FROM setting").fetchone() == (320,)
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


_HOLD = """
import sys
from pathlib import Path
from db.connect import open_database
database = open_database(Path(sys.argv[1]))
with database.turn("birgit", "import"), database.atomic():
    database.execute_sql("INSERT INTO setting(key, value) VALUES ('half', '')")
    print("inside", flush=True)
    sys.stdin.read()
"""


def test_who_waits_is_told_who_holds_the_file_and_a_kill_frees_it(path: Path) -> None:
    database = open_database(path)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path.cwd(),
    )
    assert holder.stdout is not None and holder.stdout.readline() == "inside\n"
    told: list[tuple[str, str]] = []

    def waiting(someone: Holder) -> None:
        told.append((someone.who, someone.what))
        os.kill(holder.pid, signal.SIGKILL)

    with database.turn("anna", "edit", waiting), database.atomic():
        assert database.execute_sql("SELECT count(*) FROM setting").fetchone() == (0,)
    holder.wait()
    holder.stdout.close()
    assert told == [("birgit", "import")]
    database.close()
