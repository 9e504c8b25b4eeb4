"""Sixteen people at the pace of people, and eight programs without a pause, in one register."""

import random
import threading
from pathlib import Path

import pytest

from core import people
from core.errors import Changed
from db import log
from tests.faults.processes import FULL, Crashed, Say, Told, Work, together
from tests.faults.register import made, opened, operations, whole

# How many programs, how many saves each, and the longest pause between two, in seconds.
CROWDS = {
    "sixteen people": (16, 40, 1.0) if FULL else (16, 4, 0.1),
    "eight without pause": (8, 400, 0.0) if FULL else (8, 25, 0.0),
}


def worker(path: Path, number: int, saves: int, pause: float) -> Work:
    def work(say: Say) -> None:
        chance, wait = random.Random(number), threading.Event()
        with opened(path, f"account{number}") as session:
            for at in range(saves):
                own = people.by_id(session, number + 1)
                people.edit(session, own.id, {"town": f"Town{at}"}, version=own.version)
                say("own")
                everybodys = people.by_id(session, 40)
                wait.wait(chance.uniform(0, pause))  # a person at the keyboard
                try:
                    people.edit(session, 40, {"street": f"Street {number} {at}"}, version=everybodys.version)
                    say("shared")
                except Changed as error:
                    assert error.conflicts[0].before == everybodys.street
                    say("told")

    return work


@pytest.mark.parametrize("crowd", CROWDS)
def test_everything_saved_is_there_and_everybody_else_was_told(tmp_path: Path, crowd: str) -> None:
    count, saves, pause = CROWDS[crowd]
    path = made(tmp_path / "laug.db")
    heard = together([worker(path, number, saves, pause) for number in range(count)])
    assert not [one for said in heard for one in said if isinstance(one, Told | Crashed)]
    assert all(said.count("own") == saves and len(said) == 2 * saves for said in heard)
    saved = sum(said.count("own") + said.count("shared") for said in heard)
    assert operations(path) == 1 + saved
    with opened(path) as session:
        for number in range(count):
            person = people.by_id(session, number + 1)
            assert (person.town, person.version) == (f"Town{saves - 1}", 1 + saves)
        shared = people.by_id(session, 40)
        assert shared.version == 1 + sum(said.count("shared") for said in heard)
        assert log.first_broken_link(session.database) is None
    whole(path)
