"""The main screens as they are in tests/tui/snapshots, on the example file at a fixed moment: sizes, languages, looks.

LAUG_RENEW=1 pytest tests/tui/test_snapshots.py writes them anew; `git diff tests/tui/snapshots` shows what has changed.
"""

import difflib
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.demo.fill import fill
from core.door.session import open_session
from core.rules.kinds import Language
from tests.tui.dump import dump
from tests.tui.screens.conftest import NOW, Driver
from tui import words
from tui.looks import Look, Theme
from tui.screens.desk import Desk
from tui.screens.start import Screens

USUAL = Look()
FOLDER = Path(__file__).parent / "snapshots"


@dataclass(frozen=True)
class Shot:
    """A screen: the keys that lead there from I dag, and what only it shows in Danish and in English."""

    name: str
    keys: tuple[str, ...]
    danish: str
    english: str = ""


SHOTS = {
    shot.name: shot
    for shot in (
        Shot("today", (), "De næste syv dage", "The next seven days"),
        Shot("networks", ("2",), "12 netværk"),
        Shot("network", ("2", "down", "enter"), "Medlem "),
        Shot("people", ("3",), "60 personer", "60 people"),
        Shot("person", ("3", "down", "enter"), "K Kontakt", "K Contact"),
        Shot("person-form", ("3", "n"), "Ny person", "New person"),
        Shot("meetings", ("4",), "88 møder"),
        Shot("meeting", ("4", "enter"), "inviteret: "),
        Shot("organisations", ("5",), " organisationer"),
        Shot("reports", ("6",), "Medlemmer til sidst", "Members at the end"),
        Shot("attendance", ("6", "down", "down", "down", "down", "down"), "Elevpanelet"),
        Shot("workshop", ("7",), "Hvem bliver færdig"),
    )
}


@dataclass(frozen=True)
class Setting:
    """How some of the screens are looked at."""

    name: str
    shots: str
    language: Language = Language.DANISH
    size: tuple[int, int] = (80, 24)
    look: Look = USUAL


SETTINGS = (
    Setting("80x24-da", "today networks network people person person-form meetings meeting organisations reports workshop"),
    Setting("80x24-en", "today people reports", Language.ENGLISH),
    Setting("120x40-da", "today networks people reports", size=(120, 40)),
    Setting("80x24-da-light", "today person-form", look=Look(theme=Theme.LIGHT)),
    Setting("80x24-da-no-colour", "today person-form attendance", look=Look(colours=False)),
    Setting("80x24-da-ascii", "networks person attendance", look=Look(theme=Theme.TERMINAL, ascii=True)),
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example file, small, at a fixed moment."""
    path = tmp_path_factory.mktemp("example") / "laug.db"
    with open_session(path, account="ida", clock=lambda: NOW) as session:
        fill(session, people=60)
    return path


@asynccontextmanager
async def looked_at(path: Path, setting: Setting) -> AsyncIterator[Driver]:
    words.speak(setting.language)
    with open_session(path, account="ida", language=setting.language, clock=lambda: NOW, origin="tui") as session:
        app = Screens(Desk(session, words.catalogue()), look=setting.look, lean=False)
        async with app.run_test(size=setting.size) as pilot:
            yield Driver(pilot, session)
    words.speak(Language.ENGLISH)


async def still(driver: Driver) -> None:
    """Until nothing is read any more and the picture has stayed as it is for a while."""
    before, same = "", 0
    while same < 3:
        # What waits for the answer of a dialog is in the group that has no name of its own.
        await driver.until(lambda: all(one.is_finished or one.group == "default" for one in driver.app.workers))
        driver.app.screen.refresh_bindings()  # the keys below follow what has been read, a moment later
        await driver.pilot.pause(0.02)
        now = dump(driver.app)
        same = same + 1 if now == before else 0
        before = now


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
async def test_the_screens_are_as_they_were(setting: Setting, example: Path, tmp_path: Path) -> None:
    different: list[str] = []
    path = tmp_path / "laug.db"
    shutil.copy(example, path)
    async with looked_at(path, setting) as driver:
        for name in setting.shots.split():
            shot = SHOTS[name]
            await driver.press("1")
            for key in shot.keys:
                await still(driver)
                await driver.press(key)
            english = setting.language is Language.ENGLISH
            await driver.sees(shot.english if english else shot.danish)
            await still(driver)
            different += compared(f"{setting.name}-{name}", dump(driver.app))
            for _ in range(3):
                await driver.press("escape")
    assert different == [], "\n".join([*different, "LAUG_RENEW=1 pytest tests/tui/test_snapshots.py writes them anew"])


def compared(name: str, now: str) -> list[str]:
    """The lines that differ from the file, which is written anew if somebody asks for that."""
    file = FOLDER / f"{name}.txt"
    if os.environ.get("LAUG_RENEW"):
        file.write_text(now, encoding="utf-8")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    return list(difflib.unified_diff(before.split("\n"), now.split("\n"), name, "now", lineterm=""))


def test_no_picture_is_left_that_nobody_looks_at() -> None:
    wanted = {f"{setting.name}-{name}" for setting in SETTINGS for name in setting.shots.split()}
    assert {file.stem for file in FOLDER.glob("*.txt")} == wanted
    assert len(wanted) < 30
