"""Connections that wait for the next thread that reads."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.connect import open_database
from db.queued import QueuedSqlite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[QueuedSqlite]:
    opened = open_database(tmp_path / "register.db")
    yield opened
    opened.keep(0)
    opened.close()


def in_a_thread(database: QueuedSqlite, job: Callable[[], Any]) -> Any:
    """What a job gives that is done with a connection of its own thread."""
    given: list[Any] = []

    def work() -> None:
        database.connect()
        try:
            given.append(job())
        finally:
            database.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return given[0]


def marked(database: QueuedSqlite) -> int:
    """A mark that only this connection has, and that whoever gets it next finds: one more than there was."""
    mark = int(database.execute_sql("PRAGMA cache_size").fetchone()[0]) - 1
    database.execute_sql(f"PRAGMA cache_size = {mark}")
    return mark


def test_the_next_thread_gets_what_the_one_before_has_closed(database: QueuedSqlite) -> None:
    database.keep(2)
    marks = [in_a_thread(database, lambda: marked(database)) for _ in range(3)]
    assert marks == [marks[0], marks[0] - 1, marks[0] - 2]
    database.close_kept()
    assert in_a_thread(database, lambda: marked(database)) == marks[0]


def test_none_waits_unless_it_was_asked_for(database: QueuedSqlite) -> None:
    first = in_a_thread(database, lambda: marked(database))
    assert in_a_thread(database, lambda: marked(database)) == first


def test_a_file_that_was_replaced_is_opened_anew(database: QueuedSqlite) -> None:
    database.keep(2)
    first = in_a_thread(database, lambda: marked(database))
    copy = database.path.with_name("copy.db")
    shutil.copy(database.path, copy)
    copy.replace(database.path)
    assert in_a_thread(database, lambda: marked(database)) == first


def test_one_in_a_transaction_is_not_handed_on(database: QueuedSqlite) -> None:
    database.keep(2)
    first = in_a_thread(database, lambda: marked(database))

    def unfinished() -> None:
        connection = database.connection()  # type: ignore[no-untyped-call]  # peewee leaves it untyped
        connection.execute("BEGIN")

    in_a_thread(database, unfinished)
    assert in_a_thread(database, lambda: marked(database)) == first


def test_one_that_is_kept_is_small_but_while_it_writes(database: QueuedSqlite) -> None:
    database.keep(2)

    def sizes() -> list[int]:
        def size() -> int:
            return int(database.execute_sql("PRAGMA cache_size").fetchone()[0])

        found = [size()]
        with database.turn("ida", "test"), database.turn("ida", "test"):
            found.append(size())
        return [*found, size()]

    small, writing, after = in_a_thread(database, sizes)
    assert small == after and abs(writing) > abs(small)
