"""A full disk: a limit on the size of files, and a small disk that is really full, in edits, lists, upgrades and copies."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import imports, people
from core.care import backups
from core.door.session import open_session
from core.errors import FileError
from core.messages import Message
from db import backup, migrate
from db.connect import driver_trouble, open_database
from db.errors import FileTrouble, Trouble
from db.migrations import STEPS
from db.queued import QueuedSqlite
from tests.faults.processes import Program, Say, Told
from tests.faults.register import NOW, given_names, made, operations, whole
from tests.faults.register import opened as opened_by_anna

MEGABYTE = 1_000_000
FULL = "The disk with {path} is full; nothing was saved."


class Disk:
    """Somewhere that fills up: `run` runs a program on it when `left` bytes are left, `widen` makes room."""

    def __init__(self, folder: Path, mounted: bool) -> None:
        self.folder = folder
        self.mounted = mounted

    def run(self, work: Callable[[Say], None], left: int) -> list[object]:
        if not self.mounted:
            return Program(work, limit=left).listen()
        free = shutil.disk_usage(self.folder).free
        (self.folder / "filler").write_bytes(bytes(max(0, free - left)))
        return Program(work).listen()

    def widen(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)


@pytest.fixture(params=["limit", "small disk"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if request.param == "limit":
        yield Disk(folder, mounted=False)
        return
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root, where it may mount, can have a small disk")
    try:
        yield Disk(folder, mounted=True)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_in_edits(disk: Disk) -> None:
    path = made(disk.folder / "laug.db", 20)

    def edit(say: Say) -> None:
        with opened_by_anna(path) as session:
            for at in range(100_000):
                people.add(session, {"given": f"New{at}", "town": "x" * 60})
                say(f"New{at}")

    *said, told = disk.run(edit, left=900_000)
    assert isinstance(told, Told) and told.sentence == FULL, told
    assert said, "something was saved before the disk was full"
    disk.widen()
    assert {name for name in given_names(path) if name.startswith("New")} == set(said)
    whole(path)


def test_who_is_refused_reads_on_and_saves_when_there_is_room(disk: Disk) -> None:
    path = made(disk.folder / "laug.db", 20)

    def edit(say: Say) -> None:
        with opened_by_anna(path) as session:
            for at in range(100_000):
                try:
                    people.add(session, {"given": f"New{at}", "town": "x" * 60})
                except FileError:
                    assert people.count(session) == 20 + at
                    disk.widen()
                    say("refused")
                    people.add(session, {"given": "Again"})
                    say("saved")
                    return

    heard = disk.run(edit, left=600_000)
    assert heard[0] == "refused"
    assert heard[1] == "saved" if disk.mounted else isinstance(heard[1], Told)
    whole(path)


def test_in_lists(disk: Disk) -> None:
    path = made(disk.folder / "laug.db", 20)
    rows = "".join(f"Import{at};Holm;{'x' * 60}\r\n" for at in range(4000))

    def read(say: Say) -> None:
        with opened_by_anna(path) as session:
            planned = imports.plan(session, f"Fornavn;Efternavn;Adresse\r\n{rows}".encode(), file_name="liste.csv")
            imports.apply(session, planned)
            say("read")

    (told,) = disk.run(read, left=600_000)
    assert isinstance(told, Told) and told.sentence == FULL, told
    disk.widen()
    assert len(given_names(path)) == 20 and operations(path) == 1
    whole(path)


def _note(database: QueuedSqlite) -> None:
    database.execute_sql("ALTER TABLE person ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    database.execute_sql("UPDATE person SET note = hex(zeroblob(400))")


@pytest.mark.parametrize("left", [100_000, 700_000])
def test_in_upgrades_and_the_copy_before_them(disk: Disk, left: int) -> None:
    path = made(disk.folder / "laug.db", 1500)
    steps = (*STEPS, ("0999_note", _note))

    def upgrade(say: Say) -> None:
        database = open_database(path)
        try:
            with driver_trouble(path):
                migrate.upgrade(database, steps)
            say("upgraded")
        except FileTrouble as trouble:
            say(trouble.trouble)

    assert disk.run(upgrade, left=left) == [Trouble.FULL]
    disk.widen()
    assert not list(disk.folder.glob("*.part*"))
    whole(path)
    database = open_database(path)
    assert migrate.upgrade(database, steps) == ["0999_note"]
    database.close()


def test_in_copies(disk: Disk) -> None:
    path = made(disk.folder / "laug.db", 1500)

    def copy(say: Say) -> None:
        with opened_by_anna(path) as session:
            backups.make(session)
            say("copied")

    (told,) = disk.run(copy, left=300_000)
    assert isinstance(told, Told) and told.sentence == FULL, told
    disk.widen()
    assert backup.copies(path) == []
    assert not list(backup.folder_of(path).glob("*.part*"))
    whole(path)


def test_a_copy_that_finds_no_room_does_not_stop_the_save(disk: Disk) -> None:
    path = made(disk.folder / "laug.db", 1500)

    def save(say: Say) -> None:
        notices: list[Message] = []
        with open_session(path, account="anna", clock=lambda: NOW, notice=notices.append) as session:
            people.add(session, {"given": "New"})
            say(len(notices))

    assert disk.run(save, left=300_000) == [1]
    disk.widen()
    assert "New" in given_names(path)
    whole(path)


def test_in_restores(disk: Disk) -> None:
    path = made(disk.folder / "laug.db", 1500)
    with opened_by_anna(path) as session:
        copy = backups.make(session)
        people.add(session, {"given": "Later"})

    def restore(say: Say) -> None:
        backups.restore(path, copy, account="anna", clock=lambda: NOW)
        say("restored")

    (told,) = disk.run(restore, left=1_000_000 if disk.mounted else 600_000)
    assert isinstance(told, Told) and told.sentence == FULL, told
    disk.widen()
    assert "Later" in given_names(path)
    whole(path)
