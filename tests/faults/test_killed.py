"""SIGKILL at random moments: in edits, imports, upgrades, copies and restores."""

import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core import imports, people
from core.care import backups
from db import backup, migrate
from db.connect import open_copy, open_database
from db.migrations import STEPS
from db.queued import QueuedSqlite
from tests.faults.processes import FULL, Crashed, Program, Say, Told
from tests.faults.register import given_names, lost, made, opened, operations, whole

KILLS = 50 if FULL else 4
LIST = 120
NINE = datetime(2026, 11, 19, 9, 0)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("template") / "laug.db", 300)


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Callable[[int], Path]:
    """A register for each kill."""

    def copied(number: int) -> Path:
        folder = tmp_path / str(number)
        folder.mkdir()
        return Path(shutil.copy(template, folder / "laug.db"))

    return copied


def no_crash(heard: list[object]) -> list[str]:
    assert not [one for one in heard if isinstance(one, Crashed | Told)]
    return [str(one) for one in heard]


@pytest.mark.parametrize("number", range(KILLS))
def test_in_edits(fresh: Callable[[int], Path], number: int) -> None:
    path, chance = fresh(number), random.Random(number)

    def edit(say: Say) -> None:
        with opened(path) as session:
            for at in range(10_000):
                person = people.add(session, {"given": f"New{at}"})
                say(f"New{at}")
                people.edit(session, person.id, {"given": f"Edited{at}"}, version=person.version)
                say(f"Edited{at}")

    said = no_crash(Program(edit).kill(chance, after=chance.randrange(1, 12), within=0.05))
    edited = {name for name in said if name.startswith("Edited")}
    added = {name.replace("New", "Edited") for name in said if name.startswith("New")}
    there = given_names(path)
    assert edited <= there
    assert not {name for name in added if not {name, name.replace("Edited", "New")} & there}
    assert operations(path) - 1 in (len(said), len(said) + 1)
    whole(path)


def _csv(number: int) -> bytes:
    rows = "".join(f"Import{number}x{at};Holm;94{at:06}\r\n" for at in range(LIST))
    return f"Fornavn;Efternavn;Telefon\r\n{rows}".encode()


@pytest.mark.parametrize("number", range(KILLS))
def test_in_imports(fresh: Callable[[int], Path], number: int) -> None:
    path, chance = fresh(number), random.Random(number)

    def read_lists(say: Say) -> None:
        with opened(path) as session:
            for at in range(1000):
                imports.apply(session, imports.plan(session, _csv(at), file_name="liste.csv"))
                say(at)

    said = no_crash(Program(read_lists).kill(chance, after=chance.randrange(0, 3), within=0.25))
    imported = [name for name in given_names(path) if name.startswith("Import")]
    assert len(imported) % LIST == 0
    assert len(imported) // LIST in (len(said), len(said) + 1)
    whole(path)


def _note(database: QueuedSqlite) -> None:
    database.execute_sql("ALTER TABLE person ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    database.execute_sql("UPDATE person SET note = given || ' ' || family")


def _fill(database: QueuedSqlite) -> None:
    database.execute_sql("CREATE TABLE noted(id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT")
    database.execute_sql("INSERT INTO noted SELECT id, note FROM person")


@pytest.mark.parametrize("number", range(KILLS))
def test_in_upgrades(fresh: Callable[[int], Path], number: int) -> None:
    path, chance = fresh(number), random.Random(number)
    steps = (*STEPS, ("0998_note", _note), ("0999_noted", _fill))

    def upgrade(say: Say) -> None:
        database = open_database(path)
        say("open")
        migrate.upgrade(database, steps)
        say("upgraded")

    said = no_crash(Program(upgrade).kill(chance, after=1, within=0.06))
    database = QueuedSqlite(path)
    database.connect()
    done = migrate.applied(database)
    assert done in ([name for name, _ in STEPS], [name for name, _ in steps])
    assert "upgraded" not in said or len(done) == len(steps)
    migrate.upgrade(database, steps)
    assert database.execute_sql("SELECT count(*) FROM noted WHERE note LIKE 'Given%'").fetchone() == (300,)
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    before = open_copy(path.with_name("laug.db.before-0998_note"))
    assert before.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    before.close()


@pytest.mark.parametrize("number", range(KILLS))
def test_in_copies(fresh: Callable[[int], Path], number: int) -> None:
    path, chance = fresh(number), random.Random(number)

    def copy(say: Say) -> None:
        database = open_database(path)
        for day in range(1000):
            made_copy = backup.make(database, NINE + timedelta(days=day))
            assert made_copy is not None
            say(made_copy.name)

    said = no_crash(Program(copy).kill(chance, after=chance.randrange(0, 12), within=0.05))
    found = backup.copies(path)
    assert set(said[-6:]) <= {one.path.name for one in found}
    for one in found:
        database = open_copy(one.path)
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute_sql("SELECT count(*) FROM person").fetchone() == (300,)
        database.close()
    whole(path)
    with opened(path) as session:
        backups.make(session)
    assert list(backup.folder_of(path).glob("*.part*")) == []


@pytest.mark.parametrize("number", range(KILLS))
def test_in_restores(fresh: Callable[[int], Path], number: int) -> None:
    path, chance = fresh(number), random.Random(number)
    with opened(path) as session:
        small = backups.make(session, path.with_name("small.db"))
        people.add(session, {"given": "Later"})
        large = backups.make(session, path.with_name("large.db"))

    def restore(say: Say) -> None:
        for at in range(1000):
            backups.restore(path, small if at % 2 == 0 else large, account="anna")
            say("small" if at % 2 == 0 else "large")

    no_crash(Program(restore).kill(chance, after=chance.randrange(0, 4), within=0.08))
    count = len(given_names(path))
    assert count in (300, 301)
    assert bool(lost(["Later"], path)) == (count == 300)
    whole(path)
    for aside in backup.folder_of(path).glob("before-restore-*.db"):
        database = open_copy(aside)
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
