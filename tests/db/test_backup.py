"""Copies: whole and private, never half, and kept for days, weeks and months."""

import fcntl
import os
import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import backup
from db.connect import driver_trouble, open_copy, open_database
from db.errors import FileTrouble, Trouble
from db.queued import QueuedSqlite
from tests.faults.damage import trash

NINE = datetime(2026, 11, 19, 9, 0)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[QueuedSqlite]:
    opened = open_database(tmp_path / "laug.db")
    with opened.turn("", ""), opened.atomic():
        opened.execute_sql("INSERT INTO setting(key, value) VALUES ('kept', 'yes')")
    yield opened
    opened.close()


def names(database: QueuedSqlite) -> list[str]:
    return sorted(entry.name for entry in backup.folder_of(database.path).iterdir())


def test_a_copy_is_whole_private_and_named_by_the_clock_on_the_wall(database: QueuedSqlite) -> None:
    made = backup.make(database, NINE)
    assert made is not None and made.name == "2026-11-19-090000.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert names(database) == [".lock", made.name]
    copy = open_copy(made)
    assert copy.execute_sql("SELECT value FROM setting").fetchone() == ("yes",)
    copy.close()
    assert names(database) == [".lock", made.name]


def test_copies_in_a_shared_folder_are_for_the_group(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    database = open_database(shared / "laug.db")
    made = backup.make(database, NINE)
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o660
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o2770
    database.close()


def test_only_one_program_makes_a_copy_and_what_a_killed_one_left_is_cleared_away(database: QueuedSqlite) -> None:
    folder = backup.folder_of(database.path)
    with backup.folder_taken(database.path) as free:
        assert free
        assert backup.make(database, NINE) is None
    (folder / "2026-11-18-090000.db.part").write_bytes(b"half")
    made = backup.make(database, NINE)
    assert made is not None and names(database) == [".lock", made.name]


def test_a_copy_made_while_somebody_writes_is_of_one_moment(database: QueuedSqlite) -> None:
    other = open_database(database.path)
    with other.turn("birgit", "edit"), other.atomic():
        other.execute_sql("UPDATE setting SET value = 'half'")
        made = backup.make(database, NINE)
    other.close()
    assert made is not None
    copy = open_copy(made)
    assert copy.execute_sql("SELECT value FROM setting").fetchone() == ("yes",)
    copy.close()


def _full_of_settings(path: Path) -> None:
    database = open_database(path)
    with database.turn("", ""), database.atomic():
        database.execute_many(
            "INSERT INTO setting(key, value) VALUES (?, ?)", [(f"k{at}", "x" * 200) for at in range(500)]
        )
    database.close()


@pytest.mark.parametrize("table", ["setting", "sqlite_autoindex_setting_1"])
def test_a_damaged_file_is_not_copied(tmp_path: Path, table: str) -> None:
    path = tmp_path / "laug.db"
    _full_of_settings(path)
    trash(path, table)
    database = QueuedSqlite(path)
    database.connect()
    with pytest.raises(FileTrouble) as caught, driver_trouble(path):
        backup.make(database, NINE)
    assert caught.value.trouble is Trouble.DAMAGED
    assert backup.copies(path) == []
    assert names(database) == [".lock"]
    database.close()


def test_a_folder_that_cannot_be_made_is_said(database: QueuedSqlite) -> None:
    backup.folder_of(database.path).write_text("not a folder")
    with pytest.raises(FileTrouble) as caught:
        backup.make(database, NINE)
    assert caught.value.trouble is Trouble.NO_ACCESS


def test_the_lock_of_the_folder_is_freed_by_the_kernel(database: QueuedSqlite) -> None:
    with backup.folder_taken(database.path):
        pass
    lock = os.open(backup.folder_of(database.path) / ".lock", os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(lock)


def _days_of_work(days: list[bool], start: date) -> tuple[set[datetime], list[datetime]]:
    """What is left after working on those days, with a copy at nine, and every copy there ever was."""
    left: set[datetime] = set()
    every: list[datetime] = []
    for offset, worked in enumerate(days):
        if worked:
            at = datetime.combine(start + timedelta(days=offset), NINE.time())
            every.append(at)
            left = backup.kept(left | {at}, at.date())
    return left, every


@settings(max_examples=60, deadline=None)
@given(st.lists(st.booleans(), max_size=800), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_days_weeks_and_months_are_kept_however_people_work(days: list[bool], start: date) -> None:
    left, every = _days_of_work(days, start)
    newest_first = every[::-1]
    assert set(newest_first[:7]) <= left
    weeks = list(dict.fromkeys(at.isocalendar()[:2] for at in newest_first))[:4]
    months = list(dict.fromkeys((at.year, at.month) for at in newest_first))[:12]
    assert {at.isocalendar()[:2] for at in left} >= set(weeks)
    assert {(at.year, at.month) for at in left} >= set(months)
    assert len(left) <= 7 + 4 + 12


@given(st.sets(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), max_size=40), st.dates())
def test_what_is_kept_was_there_and_keeping_twice_changes_nothing(moments: set[datetime], today: date) -> None:
    stay = backup.kept(moments, today)
    assert stay <= moments
    assert backup.kept(stay, today) == stay
    assert {at for at in moments if at.date() == today} <= stay


def test_a_clock_that_went_back_does_not_remove_the_copy_just_made(database: QueuedSqlite) -> None:
    for offset in range(30):
        backup.make(database, NINE + timedelta(days=offset))
    made = backup.make(database, NINE - timedelta(days=400))
    assert made is not None and made.exists()
