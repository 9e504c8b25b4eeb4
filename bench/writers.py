"""Many processes saving into one file: laug's door beside peewee's defaults and plain WAL.

All three do the same in the same tables: read a person, change the town and the search key under its version, and put
what changed into the log. A save that fails is counted and not tried again, as a person would lose it.
"""

import json
import multiprocessing
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from queue import Queue

from peewee import OperationalError, SqliteDatabase

from core.demo.fill import fill
from core.door.operations import Operation
from core.door.session import Session, open_session
from db import backup

PEOPLE = 2000
TOWNS = ("Viborg", "Randers C", "Herning", "Silkeborg", "Horsens", "Skive")
Save = Callable[[int, str], None]


@dataclass(frozen=True)
class Outcome:
    """What the writers of one run did; times in milliseconds, fairness is fewest ÷ most saves of one writer."""

    a_second: float
    lost: float
    median: float
    p99: float
    worst: float
    fairness: float


def laug_door(session: Session) -> Save:
    """One save through the door."""

    def save(number: int, town: str) -> None:
        with session.write(Operation.PERSON_EDIT) as transaction:
            transaction.update("person", number, {"town": town})

    return save


def plain(database: SqliteDatabase) -> Save:
    """The same statements in a peewee transaction."""

    def save(number: int, town: str) -> None:
        with database.atomic():
            before, version, key = database.execute_sql(
                "SELECT town, version, search_key FROM person WHERE id = ?", (number,)
            ).fetchone()
            database.execute_sql(
                "UPDATE person SET town = ?, search_key = ?, version = version + 1 WHERE id = ? AND version = ?",
                (town, f"{key.rsplit(' ', 1)[0]} {town.lower()}", number, version),
            )
            operation = database.execute_sql(
                "INSERT INTO operation(at, account, origin, kind) VALUES ('2026-01-01T00:00:00Z', 'x', 'x', 'person.edit')"
            ).lastrowid
            database.execute_sql(
                "INSERT INTO change(operation_id, table_name, row_id, person_id, before, after, digest)"
                " VALUES (?, 'person', ?, ?, ?, ?, 'x')",
                (operation, number, number, json.dumps({"town": before}), json.dumps({"town": town})),
            )

    return save


def _write(
    path: Path,
    door: str,
    seed: int,
    seconds: float,
    pause: float,
    ready: Barrier,
    out: "Queue[tuple[int, list[float]]]",
) -> None:
    if door == "laug":
        with open_session(path, account=f"writer {seed}") as session:
            out.put(_loop(laug_door(session), seed, seconds, pause, ready))
        return
    database = SqliteDatabase(path, pragmas={"foreign_keys": 1})  # the file says itself whether it is in WAL
    database.connect()
    out.put(_loop(plain(database), seed, seconds, pause, ready))
    database.close()


def _loop(save: Save, seed: int, seconds: float, pause: float, ready: Barrier) -> tuple[int, list[float]]:
    """Saves until the time is over; how many were lost, and how long each took."""
    chance = random.Random(seed)
    lost, taken = 0, []
    ready.wait()
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        try:
            save(chance.randint(1, PEOPLE), chance.choice(TOWNS))
        except OperationalError:
            lost += 1
        taken.append((time.perf_counter() - start) * 1000)
        if pause:
            time.sleep(chance.expovariate(1 / pause))
    return lost, taken


def run(template: Path, door: str, writers: int, seconds: float, pause: float) -> Outcome:
    """One run on a copy of the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = fresh_copy(template, Path(folder))
        if door == "peewee defaults":
            database = SqliteDatabase(path, pragmas={"journal_mode": "delete"})
            database.connect()
            database.close()
        context = multiprocessing.get_context("fork")
        ready, out = context.Barrier(writers), context.Queue()
        processes = [
            context.Process(target=_write, args=(path, door, seed, seconds, pause, ready, out))
            for seed in range(writers)
        ]
        for process in processes:
            process.start()
        results = [out.get() for _ in processes]
        for process in processes:
            process.join()
    taken = sorted(ms for _, every in results for ms in every)
    saved = [len(every) - lost for lost, every in results]
    lost = sum(each for each, _ in results)
    return Outcome(
        sum(saved) / seconds, 100 * lost / len(taken), statistics.median(taken), taken[int(len(taken) * 0.99)], taken[-1],
        min(saved) / max(1, *saved),
    )  # fmt: skip


def fresh_copy(template: Path, folder: Path) -> Path:
    """The file to write into; the copy of the day is there already, so that no writer stops to make it."""
    path = folder / "laug.db"
    shutil.copy(template, path)
    with open_session(path, account="bench") as session:
        backup.make(session.database, session.wall_clock)
    return path


def made_file(folder: Path) -> Path:
    """A file of invented people, all of it in the one file (no WAL beside it)."""
    path = folder / "template.db"
    with open_session(path, account="bench") as session:
        fill(session, people=PEOPLE)
        session.query("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def measure(rounds: int, seconds: float) -> None:
    """Medians of the rounds, at human pace and without pause."""
    with tempfile.TemporaryDirectory() as folder:
        template = made_file(Path(folder))
        for pause, writers in ((0.5, 8), (0.5, 16), (0.0, 8), (0.0, 16)):
            print(f"writers: {writers}, " + ("a save each half second" if pause else "without pause"))
            for door in ("laug", "peewee defaults", "plain WAL"):
                runs = [run(template, door, writers, seconds, pause) for _ in range(rounds)]
                a_second, lost, middle, p99, worst, fairness = (
                    statistics.median(getattr(one, name) for one in runs) for name in Outcome.__dataclass_fields__
                )
                print(
                    f"  {door:<16} {a_second:7.0f} saves/s  lost {lost:5.1f} %  median {middle:7.1f}  p99 {p99:7.1f}"
                    f"  worst {worst:7.1f} ms  fairness {fairness:4.2f}",
                    flush=True,
                )
