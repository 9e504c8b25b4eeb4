"""SIGKILL while many records are changed at once: the register is as before or after each step, never between."""

import hashlib
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from core import imports, people
from core.demo.fill import fill
from core.door.session import Session
from core.duplicates import merging
from core.errors import Refused
from core.past import undo
from core.rules.weeks import read_weeks
from core.school import finishing, periods, rollover
from core.upkeep import bulk
from core.upkeep.changes import NextStage, PutTags
from db.check import logged_tables
from tests.faults.processes import FULL, Crashed, Program, Say, Told
from tests.faults.register import opened, whole

KILLS = 25 if FULL else 2
STEPS = 8
# Random in each run, and so no part of what a register comes to.
_RANDOM = {"uid", "calendar_uid"}
Step = Callable[[Session, int], object]


def tag(session: Session, at: int) -> None:
    bulk.apply(session, people.ids(session), PutTags([f"tag{at}"]))


def next_stage(session: Session, at: int) -> None:
    bulk.apply(session, people.ids(session), NextStage(date(2027, 1, 1 + at)), only_possible=True)


def merge(session: Session, at: int) -> None:
    merging.merge(session, 2 * at + 1, 2 * at + 2)


def school_weeks(session: Session, at: int) -> None:
    every = [one.periods for one in periods.classes(session)]
    periods.set_for_classes(session, every, read_weeks(f"u{40 + at}-{44 + at}", 2026))


def extend(session: Session, at: int) -> None:
    rollover.extend(session, finishing.ids(session, last=date(2028, 7, 31)), date(2027, 8, 1) + timedelta(days=at))


def journeymen(session: Session, at: int) -> None:
    rollover.journeyman(session, finishing.ids(session, last=date(2028, 7, 31))[at * 5 : at * 5 + 5])


def undo_and_redo(session: Session, at: int) -> None:
    if at == 0:
        tag(session, at)
    else:
        undo.undo(session, None if at % 2 else undo.last_undo(session).id)


def apply_a_plan(session: Session, at: int) -> None:
    rows = "".join(f"New{at}x{row};Holm;94{at:02}{row:04};Ravnshede Skole\r\n" for row in range(100))
    data = f"Fornavn;Efternavn;Telefon;Skole\r\n{rows}".encode()
    imports.apply(session, imports.plan(session, data, file_name="liste.csv"), reviewed=True)


CHANGES: tuple[Step, ...] = (
    tag, next_stage, merge, school_weeks, extend, journeymen, undo_and_redo, apply_a_plan,
)  # fmt: skip


def run(path: Path, step: Step, say: Say) -> None:
    with opened(path) as session:
        for at in range(STEPS):
            with suppress(Refused):  # nothing left to do is no step
                step(session, at)
            say(at)


def content(path: Path) -> str:
    """What the register holds, without what is random in it."""
    told = hashlib.sha256()
    with opened(path) as session:
        for table in logged_tables(session.database):
            columns = [row[0] for row in session.query("SELECT name FROM pragma_table_info(?)", [table])]
            names = ", ".join(name for name in columns if name not in _RANDOM)
            for row in session.query(f"SELECT {names} FROM {table} ORDER BY id"):
                told.update(repr((table, row)).encode())
        told.update(repr(session.query("SELECT count(*) FROM operation")).encode())
    return told.hexdigest()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "laug.db"
    with opened(path) as session:
        fill(session, people=200)
    return path


@pytest.fixture(scope="module")
def undisturbed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Step], list[str]]:
    """What a register holds before the first step and after each, when nobody is killed."""
    known: dict[Step, list[str]] = {}

    def after_each(step: Step) -> list[str]:
        if step not in known:
            path = Path(shutil.copy(template, tmp_path_factory.mktemp("undisturbed") / "laug.db"))
            known[step] = [content(path)]
            run(path, step, lambda _at: known[step].append(content(path)))
        return known[step]

    return after_each


@pytest.mark.parametrize("step", CHANGES, ids=lambda step: step.__name__)
@pytest.mark.parametrize("number", range(KILLS))
def test_in_changes_of_many(
    template: Path, undisturbed: Callable[[Step], list[str]], tmp_path: Path, step: Step, number: int
) -> None:
    states = undisturbed(step)
    assert len(set(states)) > 3  # the steps do something
    path, chance = Path(shutil.copy(template, tmp_path / "laug.db")), random.Random(number)
    said = Program(lambda say: run(path, step, say)).kill(chance, after=chance.randrange(0, 4), within=0.1)
    assert not [one for one in said if isinstance(one, Crashed | Told)], said
    assert content(path) in states[len(said) : len(said) + 2]
    whole(path)
