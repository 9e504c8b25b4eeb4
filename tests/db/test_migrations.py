"""Upgrading for ever: a file of every released schema becomes a file of today, once, whole or not at all."""

import multiprocessing
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

import core.door.session
from core.door.session import open_session
from core.messages import Message
from core.people import ids
from db import migrate
from db.check import references, search_index_holds
from db.connect import open_database
from db.derived import GUARDS, SEARCH_TRIGGERS
from db.log import first_broken_link
from db.migrations import STEPS
from db.queued import Holder, QueuedSqlite

FIXTURES = Path(__file__).parent / "fixtures"
RELEASED = sorted(fixture.stem for fixture in FIXTURES.glob("*.sql"))
_PARTS = (0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.99)


def _note(database: QueuedSqlite) -> None:
    """A step of tomorrow that touches every person."""
    database.execute_sql("ALTER TABLE person ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    for (number,) in database.execute_sql("SELECT id FROM person").fetchall():
        database.execute_sql("UPDATE person SET note = 'new' WHERE id = ?", (number,))


TOMORROW = (*STEPS, ("9999_note", _note))


def load(release: str, path: Path) -> Path:
    """The file of a released schema, as its program left it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.executescript("BEGIN;\n" + (FIXTURES / f"{release}.sql").read_text(encoding="utf-8") + "COMMIT;")
    connection.close()
    return path


def schema(database: QueuedSqlite) -> set[tuple[str, str, str]]:
    """Every object of the file, as it was made, without regard to blanks."""
    rows = database.execute_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


def test_every_released_schema_is_kept() -> None:
    assert [name for name, _ in STEPS] == RELEASED


@pytest.mark.parametrize("release", RELEASED)
def test_an_upgraded_file_equals_a_fresh_one(release: str, tmp_path: Path) -> None:
    upgraded, fresh = open_database(load(release, tmp_path / "old.db")), open_database(tmp_path / "fresh.db")
    assert schema(upgraded) == schema(fresh)
    for pragma in ("application_id", "user_version", "journal_mode"):
        assert upgraded.pragma(pragma) == fresh.pragma(pragma)
    assert migrate.applied(upgraded) == migrate.applied(fresh)
    upgraded.close()
    fresh.close()


@pytest.mark.parametrize("release", RELEASED)
def test_nothing_in_the_file_is_lost(release: str, tmp_path: Path) -> None:
    with open_session(load(release, tmp_path / "old.db"), account="anna") as session:
        assert session.query("PRAGMA integrity_check") == [("ok",)]
        assert session.query("PRAGMA foreign_key_check") == []
        assert session.query("SELECT count(*) FROM person") == [(15,)]
        assert first_broken_link(session.database) is None
        assert len(ids(session, "akjaer")) == 1


def _upgrade(path: Path) -> list[str]:
    database = QueuedSqlite(path)
    database.connect()
    try:
        return migrate.upgrade(database, TOMORROW)
    finally:
        database.close()


def _start(path: Path, together: Barrier, results: "multiprocessing.Queue[list[str]]") -> None:
    together.wait()
    try:
        results.put(_upgrade(path))
    except Exception as error:
        results.put([repr(error)])


def test_of_sixteen_programs_that_start_at_once_one_upgrades(tmp_path: Path) -> None:
    path = load(RELEASED[-1], tmp_path / "laug.db")
    context = multiprocessing.get_context("fork")
    together, results = context.Barrier(16), context.Queue()
    processes = [context.Process(target=_start, args=(path, together, results)) for _ in range(16)]
    for process in processes:
        process.start()
    done = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sorted(done) == [[]] * 15 + [["9999_note"]]
    assert _notes(path) == ["new"] * 15


def _notes(path: Path) -> list[str] | None:
    """The new column of everybody; None if the file has had the step not at all."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    there = "note" in [row[1] for row in connection.execute("PRAGMA table_info(person)")]
    had = connection.execute("SELECT count(*) FROM schema_history WHERE name = '9999_note'").fetchone() == (1,)
    triggers = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    notes = [row[0] for row in connection.execute("SELECT note FROM person")] if there else None
    connection.close()
    assert had == there
    assert triggers == len(SEARCH_TRIGGERS) + len(GUARDS)
    return notes


def _traced(path: Path, each: Callable[[str], None]) -> None:
    database = QueuedSqlite(path)
    database.connect()
    database.connection().set_trace_callback(each)
    migrate.upgrade(database, TOMORROW)
    database.close()


def _killed_at(path: Path, statement: int) -> None:
    """Runs in a process of its own, which ends when SQLite begins that statement."""
    begun: list[str] = []

    def count(sql: str) -> None:
        begun.append(sql)
        if len(begun) > statement:
            os.kill(os.getpid(), signal.SIGKILL)

    _traced(path, count)


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many statements the upgrade has."""
    begun: list[str] = []
    _traced(load(RELEASED[-1], tmp_path_factory.mktemp("counted") / "laug.db"), begun.append)
    return len(begun)


@pytest.mark.parametrize("part", _PARTS)
def test_an_upgrade_that_is_killed_leaves_the_old_file_and_is_done_again(
    part: float, statements: int, tmp_path: Path
) -> None:
    path = load(RELEASED[-1], tmp_path / "laug.db")
    process = multiprocessing.get_context("fork").Process(target=_killed_at, args=(path, int(part * statements)))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert _notes(path) is None or part == 0.99
    assert _upgrade(path) in ([], ["9999_note"])
    assert _notes(path) == ["new"] * 15


def _found_by(database: QueuedSqlite, word: str) -> int:
    sql = "SELECT count(*) FROM person_search WHERE search_key LIKE ?"
    return int(database.execute_sql(sql, (f"%{word}%",)).fetchone()[0])


def _renamed(database: QueuedSqlite) -> None:
    """A step that writes search keys."""
    database.execute_sql("UPDATE person SET search_key = search_key || ' zebraword'")


def _made_anew(database: QueuedSqlite) -> None:
    """A step that makes the table of people anew (sqlite.org/lang_altertable.html, section 7)."""
    sql = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = 'person'").fetchone()[0]
    indexes = database.execute_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'person' AND type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    database.execute_sql(sql.replace("person", "person_new", 1))
    database.execute_sql("INSERT INTO person_new SELECT * FROM person")
    database.execute_sql("UPDATE person_new SET search_key = ' zebraword'")
    database.execute_sql("DROP TABLE person")
    database.execute_sql("ALTER TABLE person_new RENAME TO person")
    for (index,) in indexes:
        database.execute_sql(index)


@pytest.mark.parametrize("step", [_note, _renamed, _made_anew])
def test_the_search_index_says_what_the_rows_say_after_any_step(
    step: Callable[[QueuedSqlite], None], tmp_path: Path
) -> None:
    database = open_database(load(RELEASED[-1], tmp_path / "laug.db"))
    begun: list[str] = []
    database.connection().set_trace_callback(begun.append)
    migrate.upgrade(database, (*STEPS, ("9999_step", step)))
    database.connection().set_trace_callback(None)
    assert _found_by(database, "zebraword") == (0 if step is _note else 15)
    with database.turn("anna", "doctor"):
        assert search_index_holds(database)
    # It takes half a minute for a million people, so it is made anew only where it has to be.
    assert any("'rebuild'" in sql for sql in begun) == (step is _made_anew)
    database.close()


def test_whoever_opens_a_file_that_is_being_upgraded_is_told_by_whom(tmp_path: Path) -> None:
    path = load(RELEASED[-1], tmp_path / "laug.db")
    held, told = threading.Event(), threading.Event()
    heard: list[Holder] = []

    def upgrade() -> None:
        with QueuedSqlite(path).turn("anna", "upgrade"):
            held.set()
            told.wait(10)

    def waiting(holder: Holder) -> None:
        heard.append(holder)
        told.set()

    other = threading.Thread(target=upgrade)
    other.start()
    held.wait(10)
    database = QueuedSqlite(path)
    database.connect()
    assert migrate.upgrade(database, TOMORROW, who="birgit", waiting=waiting) == ["9999_note"]
    database.close()
    other.join()
    assert [(one.who, one.what) for one in heard] == [("anna", "upgrade")]


@pytest.mark.parametrize(("large", "sentences"), [(0, 1), (50_000_000, 0)])
def test_the_upgrade_of_a_large_file_says_what_takes_its_time(
    large: int, sentences: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.door.session, "_LARGE", large)
    told: list[Message] = []
    with open_session(load(RELEASED[0], tmp_path / "laug.db"), account="anna", notice=told.append):
        pass
    with open_session(tmp_path / "laug.db", account="anna", notice=told.append):
        pass  # it is not upgraded twice
    assert len(told) == sentences
    with open_session(tmp_path / "new.db", account="anna", notice=told.append):
        pass  # nor is a new one
    assert len(told) == sentences


# Tables that stay small, or whose rows nobody takes away: looking through them costs nothing.
_SMALL = {"organisation", "grant_", "series", "school_break", "export_log"}


def test_whatever_refers_to_a_row_is_found_by_an_index(tmp_path: Path) -> None:
    """SQLite looks for it each time a row goes: an undone list of ten thousand people asks ten thousand times."""
    database = open_database(tmp_path / "laug.db")
    scanned = []
    for columns in references(database).values():
        for table, column in columns:
            plan = database.execute_sql(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {column} = ?", (1,)).fetchall()
            if table not in _SMALL and not all(row[3].startswith("SEARCH") for row in plan):
                scanned.append((table, column))
    database.close()
    assert scanned == []
