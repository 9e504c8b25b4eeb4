"""Read-only files and folders, and two users of one machine who share a folder."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from core import people
from core.care import backups
from core.errors import FileError
from db import backup
from tests.faults.processes import Program, Say, Told, needs_root
from tests.faults.register import NOW, given_names, made, opened, whole

pytestmark = needs_root
GROUP, ANNA, BIRGIT, OUTSIDER = 43000, 43001, 43002, 43003
READ_ONLY = "{path} can only be read; nothing was saved."
NO_ACCESS = "{path} cannot be opened ({detail})."


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A folder of the group's, as a coordinator's guide says to make it; not below pytest's, which is root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="laug-shared-", dir="/tmp"))
    os.chown(folder, 0, GROUP)
    folder.chmod(0o2770)
    _warm_up(made(tmp_path / "warm.db", 1))
    yield folder
    shutil.rmtree(folder)


def _warm_up(path: Path) -> None:
    """What is imported late is imported here: a made-up user may not be able to read the Python that root has."""
    with opened(path, now=NOW + timedelta(days=1)) as session:
        people.add(session, {"given": "Warm"})
        backups.drill(session)


def add(path: Path, name: str, account: str) -> Program:
    def work(say: Say) -> None:
        with opened(path, account) as session:
            people.add(session, {"given": name})
            say(name)

    return Program(work, user=ANNA if account == "anna" else BIRGIT, group=GROUP)


def test_two_users_share_a_folder(shared: Path) -> None:
    path = shared / "laug.db"
    assert add(path, "Anna1", "anna").listen() == ["Anna1"]
    assert add(path, "Birgit1", "birgit").listen() == ["Birgit1"]
    assert add(path, "Anna2", "anna").listen() == ["Anna2"]

    def stay(say: Say) -> None:
        with opened(path, "anna") as session:
            say("open")
            heard = add(path, "Birgit2", "birgit").listen()
            people.add(session, {"given": "Anna3"})
            say(heard)

    program = Program(stay)
    assert program.listen() == ["open", ["Birgit2"]]
    assert given_names(path) == {"Anna1", "Birgit1", "Anna2", "Birgit2", "Anna3"}
    for file in (*shared.glob("laug.db*"), *backup.folder_of(path).glob("*.db")):
        mode = stat.S_IMODE(file.stat().st_mode)
        assert mode & 0o007 == 0 and mode & 0o060 == 0o060, (file, oct(mode))
        assert file.stat().st_gid == GROUP


def test_each_makes_and_clears_away_copies_of_the_other(shared: Path) -> None:
    path = shared / "laug.db"
    assert add(path, "Anna1", "anna").listen() == ["Anna1"]
    for day in range(1, 13):

        def write(say: Say, day: int = day) -> None:
            with opened(path, "anna" if day % 2 else "birgit", NOW + timedelta(days=day)) as session:
                people.add(session, {"given": f"Day{day}"})
                backups.drill(session)
                say(len(backups.available(path)))

        heard = Program(write, user=ANNA if day % 2 else BIRGIT, group=GROUP).listen()
        assert heard == [min(day, 8)] or (len(heard) == 1 and isinstance(heard[0], int) and heard[0] <= 11), heard
    whole(path)


def test_an_outsider_is_told_and_changes_nothing(shared: Path) -> None:
    path = shared / "laug.db"
    add(path, "Anna1", "anna").listen()

    def look(say: Say) -> None:
        with opened(path, "mallory") as session:
            say(people.count(session))

    heard = Program(look, user=OUTSIDER).listen()
    assert heard == [Told(NO_ACCESS, "Check the name and that you may read and write there.")]


def _reads_and_is_refused(path: Path) -> list[object]:
    def work(say: Say) -> None:
        with opened(path, "birgit") as session:
            say((session.read_only, people.count(session)))
            people.add(session, {"given": "New"})

    return Program(work, user=BIRGIT, group=GROUP).listen()


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o640, 0o2770), (0o660, 0o2750), (0o640, 0o2750), (0o440, 0o2550)])
@pytest.mark.parametrize("in_use", [False, True], ids=["closed", "open at a colleague's"])
def test_what_can_only_be_read_is_read_and_says_so(shared: Path, file_mode: int, folder_mode: int, in_use: bool) -> None:
    path = shared / "laug.db"
    add(path, "Anna1", "anna").listen()

    def colleague(say: Say) -> None:
        with opened(path, "anna") as session:
            path.chmod(file_mode)
            shared.chmod(folder_mode)
            say(people.count(session))
            say(_reads_and_is_refused(path))

    if in_use:
        heard = Program(colleague).listen()[1]
    else:
        path.chmod(file_mode)
        shared.chmod(folder_mode)
        heard = _reads_and_is_refused(path)
    assert heard[0] == (True, 1), heard
    assert isinstance(heard[1], Told) and heard[1].sentence == READ_ONLY
    shared.chmod(0o2770)
    path.chmod(0o660)
    assert given_names(path) == {"Anna1"}


def test_a_copy_and_a_restore_where_nothing_can_be_written(shared: Path) -> None:
    path = shared / "laug.db"
    add(path, "Anna1", "anna").listen()
    with opened(path, "anna") as session:
        copy = backups.make(session, shared / "copy.db")
    path.chmod(0o640)
    shared.chmod(0o2750)

    def work(say: Say) -> None:
        for attempt in (
            lambda: backups.make(session),
            lambda: backups.restore(path, copy, account="birgit"),
        ):
            with suppress(FileError), opened(path, "birgit") as session:
                attempt()
                say("should not be")
        say("refused")

    assert Program(work, user=BIRGIT, group=GROUP).listen() == ["refused"]
    shared.chmod(0o2770)
    path.chmod(0o660)
    whole(path)
