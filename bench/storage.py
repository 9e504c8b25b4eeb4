"""`python -m bench.storage [--people N] [--rounds N] [--seconds S]`: the file beside its peers, in one run.

Prints medians and ratios; there are no thresholds. Ratios are of the same machine and the same run. Which disk it is
matters for the writers: on one that takes 4 ms to flush, everything but the queue vanishes beside the flush.
"""

import argparse
import multiprocessing
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import sqlite_utils

from bench import imports as import_bench
from bench import writers
from core import people
from core.demo.fill import fill
from core.door.operations import Operation
from core.door.session import Session, open_session
from core.door.write import Transaction
from db import backup
from db.log import Change, Entry, NewRow

TYPED = ("s", "sø", "sør", "niels", "mikkel jensen", "winther", "94123", "xqzw")
_LAUG = "from tui.main import main; raise SystemExit(main())"
_LIKE = "given || ' ' || family || ' ' || town || ' ' || email || ' ' || phone LIKE ?"
TABLES = ("organisation", "education", "person", "affiliation", "change")


def median_ms(work: Callable[[], object], times: int = 9) -> float:
    """The median of some runs in milliseconds, after one that reads the pages from the disk."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def search(session: Session) -> None:
    """The first 50 people for what is typed, as the list asks for them, beside LIKE over the same rows."""
    print("search: first 50 in Danish order, ms")
    for typed in TYPED:
        mine = median_ms(lambda typed=typed: people.rows(session, people.first_ids(session, typed)[0][:50]))
        likes = " AND ".join([_LIKE] * len(typed.split()))
        sql = f"SELECT id FROM person WHERE {likes} ORDER BY sort_key, id LIMIT 50"
        peer = median_ms(partial(_rows, session, sql, [f"%{word}%" for word in typed.split()]), times=3)
        print(f"  {typed:<16} laug {mine:8.2f}   LIKE {peer:8.2f}   ratio {peer / mine:8.1f}", flush=True)


def _rows(session: Session, sql: str, parameters: list[object]) -> list[people.PersonRow]:
    return people.rows(session, [row[0] for row in session.query(sql, parameters)])


def programs(session: Session, rounds: int) -> None:
    """A search as one command, program start included, beside other address books with 10 000 of the same people."""
    print("search as one command among 10 000 people, ms")
    some = session.query("SELECT given, family, email FROM person WHERE email <> '' ORDER BY id LIMIT 10000")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_session(folder / "laug.db", account="bench") as small:
            fill(small, people=10_000)
        commands = {
            "laug": [sys.executable, "-c", _LAUG, "person", "list", "sør", "--db", str(folder / "laug.db")],
            "abook": ["abook", "--datafile", _abook(folder, some), "--mutt-query", "sør"],
            "khard": ["khard", "-c", _khard(folder, some), "list", "sør"],
        }
        for program, command in commands.items():
            if program != "laug" and shutil.which(program) is None:
                print(f"  {program:<16} is not installed")
                continue
            taken = median_ms(
                lambda command=command: subprocess.run(command, capture_output=True, check=False), times=rounds
            )
            print(f"  {program:<16} {taken:8.1f}", flush=True)


def _abook(folder: Path, some: Iterable[tuple[str, ...]]) -> str:
    entries = (f"[{at}]\nname={given} {family}\nemail={email}\n" for at, (given, family, email) in enumerate(some))
    path = folder / "addressbook"
    path.write_text("[format]\nprogram=abook\nversion=0.6.1\n\n" + "\n".join(entries), encoding="utf-8")
    return str(path)


def _khard(folder: Path, some: Iterable[tuple[str, ...]]) -> str:
    book = folder / "khard"
    book.mkdir()
    for at, (given, family, email) in enumerate(some):
        card = f"BEGIN:VCARD\nVERSION:3.0\nUID:{at}\nN:{family};{given};;;\nFN:{given} {family}\nEMAIL:{email}\nEND:VCARD\n"
        (book / f"{at}.vcf").write_text(card.replace("\n", "\r\n"), encoding="utf-8")
    config = folder / "khard.conf"
    config.write_text(f"[addressbooks]\n[[bench]]\npath = {book}\n[general]\ndefault_action = list\n")
    return str(config)


def paging(session: Session) -> None:
    """A page of 50 people anywhere in the list, beside OFFSET."""
    print("paging: 50 people, ms")
    every = people.ids(session)
    for part in (0.0, 0.1, 0.5, 0.99):
        offset = int(len(every) * part)
        after = tuple(session.query("SELECT sort_key, id FROM person WHERE id = ?", [every[offset]])[0])
        mine = median_ms(lambda after=after: people.page(session, after=(after[0], after[1])))
        sql = "SELECT id FROM person ORDER BY sort_key, id LIMIT 50 OFFSET ?"
        peer = median_ms(partial(_rows, session, sql, [offset]))
        print(f"  at {part:4.0%}          laug {mine:8.2f} OFFSET {peer:8.2f}   ratio {peer / mine:8.1f}", flush=True)


def bulk(count: int, rounds: int) -> None:
    """A list of people: laug reads, compares, writes and logs it; the others get ready rows."""
    print(f"import of {count} people, s")
    data = import_bench.made_list(count)
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            taken.setdefault("laug, plan + apply", []).append(import_bench.laug(data, folder))
            taken.setdefault("sqlite-utils, the people only", []).append(import_bench.peer(data, folder))
            for how in (_sqlite_utils, _raw):
                what = f"{'sqlite-utils' if how is _sqlite_utils else 'executemany'}, the same rows in all tables"
                taken.setdefault(what, []).append(_same_rows(folder, how))
    mine = statistics.median(taken["laug, plan + apply"])
    for what, every in taken.items():
        middle = statistics.median(every)
        print(f"  {what:<45} {middle:6.2f}   ratio {middle / mine:5.2f}", flush=True)


def _same_rows(folder: Path, how: Callable[[Path, str, list[dict[str, object]]], None]) -> float:
    """All rows that laug made, put into a new file by other means."""
    source = sqlite3.connect(folder / "laug.db")
    source.row_factory = sqlite3.Row
    rows = {table: [dict(row) for row in source.execute(f"SELECT * FROM {table}")] for table in ("operation", *TABLES)}
    source.close()
    target = folder / f"{how.__name__}.db"
    with open_session(target, account="bench"):
        pass
    start = time.perf_counter()
    for table, values in rows.items():
        how(target, table, values)
    return time.perf_counter() - start


def _sqlite_utils(target: Path, table: str, rows: list[dict[str, object]]) -> None:
    sqlite_utils.Database(target)[table].insert_all(rows)


def _raw(target: Path, table: str, rows: list[dict[str, object]]) -> None:
    connection = sqlite3.connect(target)
    with connection:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", (tuple(row.values()) for row in rows))
    connection.close()


class _Silent(Entry):
    """An entry that is never written."""

    def __init__(self) -> None:
        self.id = 0

    def add(self, changes: Iterable[Change]) -> None:
        pass

    def add_new(self, table: str, rows: Iterable[NewRow]) -> None:
        pass

    def close(self) -> None:
        pass


class _Unlogged(Transaction):
    """The door without the log."""

    @property
    def entry(self) -> Entry:
        return _Silent()


def log_overhead(session: Session, rounds: int) -> None:
    """Edits through the door, one a transaction and a hundred, with and without the log."""
    print("log: edits a second")
    for edits in (1, 100):
        rates = []
        for door in (Transaction, _Unlogged):
            taken = [_edits(session, door, edits) for _ in range(rounds)]
            rates.append(300 / statistics.median(taken))
        print(
            f"  {edits:>3} a transaction  with {rates[0]:7.0f}   without {rates[1]:7.0f}   ratio {rates[0] / rates[1]:5.2f}"
        )


def _edits(session: Session, door: type[Transaction], edits: int) -> float:
    numbers = [row[0] for row in session.query("SELECT id FROM person ORDER BY random() LIMIT 300")]
    database = session.database
    start = time.perf_counter()
    for at in range(0, len(numbers), edits):
        with database.turn("bench", "edit"), database.atomic():
            transaction = door(database, Operation.PERSON_EDIT, "bench", "cli", session.now, {}, None)
            for number in numbers[at : at + edits]:
                transaction.update("person", number, {"street": f"Vej {time.perf_counter_ns()}"})
            transaction.finish()
    return time.perf_counter() - start


def copying(template: Path, seconds: float) -> None:
    """A checked copy while four processes write without pause, beside SQLite's online backup."""
    print("backup while four write without pause")
    ways = (
        ("laug, checked", _own_copy),
        ("online, one step", partial(_online, -1)),
        ("online, by pages", partial(_online, 100)),
    )
    for name, copy in ways:
        with tempfile.TemporaryDirectory() as folder:
            path = writers.fresh_copy(template, Path(folder))
            context = multiprocessing.get_context("fork")
            ready, out = context.Barrier(5), context.Queue()
            processes = [
                context.Process(target=writers._write, args=(path, "laug", seed, seconds, 0.0, ready, out))
                for seed in range(4)
            ]
            for process in processes:
                process.start()
            ready.wait()
            start = time.perf_counter()
            whole = copy(path, seconds)
            taken = time.perf_counter() - start
            waits = [ms for _ in processes for ms in out.get()[1]]
            for process in processes:
                process.join()
        done = f"{taken:6.2f} s" if whole else "did not end"
        print(f"  {name:<20} {done:>12}   saves {len(waits):6}   longest wait {max(waits):6.0f} ms", flush=True)


def _own_copy(path: Path, seconds: float) -> bool:
    with open_session(path, account="bench") as session:
        return backup.make(session.database, datetime.now()) is not None


def _online(pages: int, path: Path, seconds: float) -> bool:
    """SQLite's online backup begins anew whenever somebody else has written."""
    source, target = sqlite3.connect(path), sqlite3.connect(path.with_suffix(".copy"))
    end = time.perf_counter() + seconds

    def watch(status: int, remaining: int, total: int) -> None:
        if remaining and time.perf_counter() > end:
            raise TimeoutError

    try:
        with suppress(TimeoutError):
            source.backup(target, pages=pages, progress=watch, sleep=0.001)
            return True
        return False
    finally:
        source.close()
        target.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.storage")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--imported", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0)
    wanted = parser.parse_args()
    print(f"SQLite {sqlite3.sqlite_version} (the peers'), {wanted.people} people, medians of {wanted.rounds} rounds")
    writers.measure(wanted.rounds, wanted.seconds)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "bench.db"
        with open_session(path, account="bench") as session:
            fill(session, people=wanted.people)
            search(session)
            programs(session, wanted.rounds)
            paging(session)
            log_overhead(session, wanted.rounds)
            session.query("PRAGMA wal_checkpoint(TRUNCATE)")
        copying(path, max(3.0, wanted.seconds))
    bulk(wanted.imported, wanted.rounds)


if __name__ == "__main__":
    main()
