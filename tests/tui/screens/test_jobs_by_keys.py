"""The keys in docs/keystrokes.md are pressed as they stand there, as fast as can be, and do what the page says."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.events import Key

from core.demo import fill
from core.door.session import open_session
from tests.tui.screens.conftest import Driver, driven
from tests.tui.terminal import ROOT
from tui.actions import key_written, shown_key

PAGE = (ROOT / "docs" / "keystrokes.md").read_text(encoding="utf-8")
LISTS = ROOT / "tests" / "core" / "lists" / "data"
LINE = re.compile(r"^\| ([KSO]\d+) (.+?) \| (?:–|`(.*?)`(?: after (\w+))?) \| (\d+) \| (.+?) \|$", re.MULTILINE)
WORD = re.compile(r'"([^"]*)"|(\S+)')
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """A line of the page: `after` is the job whose end it begins at."""

    code: str
    name: str
    keys: str
    after: str
    number: int
    shows: str


JOBS = tuple(Job(code, name, keys, after, int(number), shows)
             for code, name, keys, after, number, shows in LINE.findall(PAGE))  # fmt: skip


def pressed(keys: str) -> Iterator[Key]:
    """What the terminal sends for keys as they are written on the page."""
    for typed, named in WORD.findall(keys):
        name, _, times = named.partition("*") if len(named) > 1 else (named, "", "")
        for written in typed or [name] * int(times or 1):
            key = "space" if written == " " else key_written(written)
            sign = " " if key == "space" else shown_key(key)
            yield Key(key, sign if len(sign) == 1 and (sign.isascii() or sign == written) else None)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example file as `laug demo` makes it."""
    path = tmp_path_factory.mktemp("example") / "register.db"
    with open_session(path, account="ida", clock=lambda: NOW) as session:
        fill.fill(session)
    return path


@pytest.fixture
async def screens(example: Path, tmp_path: Path, english: None) -> AsyncIterator[Driver]:
    """The screens on it; the lists of two terms are in the folder where one is."""
    for name, term in (("august.csv", "02-koordinator-utf8-aug.csv"), ("november.csv", "03-koordinator-utf8-nov.csv")):
        shutil.copy(LISTS / term, tmp_path / name)
    async for driver in driven(Path(shutil.copy(example, tmp_path / "example.db"))):
        yield driver


def test_the_page_has_every_job_or_says_that_it_cannot_be_done() -> None:
    assert len(JOBS) == sum(PAGE.count(f"\n| {who}") for who in "KSO")
    told = {job.code for job in JOBS} | set(re.findall(r"^- \*\*([KSO]\d+)", PAGE, re.MULTILINE))
    every = {f"{who}{number}" for who, most in (("K", 14), ("S", 14), ("O", 15)) for number in range(1, most + 1)}
    assert told == every


@pytest.mark.parametrize("job", JOBS, ids=[f"{job.code} {job.name}" for job in JOBS])
async def test_a_job_takes_its_keys(job: Job, screens: Driver) -> None:
    assert len(list(pressed(job.keys))) == job.number
    first = next((one for one in JOBS if one.code == job.after), None)
    await screens.sees("The next seven days", "away twice")
    for one in (first, job) if first else (job,):
        for key in pressed(one.keys):
            screens.app.post_message(key)
        await screens.until(lambda one=one: one.shows in " ".join(screens.text.split()), one.shows)
        await screens.until(lambda: screens.app.key_queue.is_idle, "the end of the keys")
