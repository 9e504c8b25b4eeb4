"""SIGKILL while people are erased: who is gone is gone for good, and what was cut short is put right by mending."""

import random
import shutil
from pathlib import Path

import pytest

from core.care import doctor, mend
from core.privacy import erasure
from core.rules.kinds import ErasureReason
from db import erase
from tests.faults.processes import FULL, Crashed, Program, Say, Told
from tests.faults.register import given_names, made, opened, whole

KILLS = 50 if FULL else 4


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("template") / "laug.db", 300)


@pytest.mark.parametrize("number", range(KILLS))
def test_in_erasures(template: Path, tmp_path: Path, number: int) -> None:
    path, chance = Path(shutil.copy(template, tmp_path / "laug.db")), random.Random(number)
    before = given_names(path)

    def erase_all(say: Say) -> None:
        with opened(path) as session:
            for at in range(1, 301):
                erasure.erase_person(session, at, ErasureReason.REQUEST)
                say(at)

    said = Program(erase_all).kill(chance, after=chance.randrange(0, 6), within=0.06)
    assert not [one for one in said if isinstance(one, Crashed | Told)]
    gone = before - given_names(path)
    assert len(gone) in (len(said), len(said) + 1)
    with opened(path) as session:
        mend.mend(session)
        assert {one.check: one.state.value for one in doctor.examine(session)}["erasures"] == "fine"
        assert len(erase.tombstones(session.database)) == len(gone) == len(erase.noted(path))
    whole(path)
    held = path.read_bytes() + b"".join(one.read_bytes() for one in tmp_path.glob("laug.db-*"))
    assert [name for name in gone if f'"{name}"'.encode() in held] == []
