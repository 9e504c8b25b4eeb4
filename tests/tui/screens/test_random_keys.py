"""Twenty thousand keys pressed at random on the example file, as quickly as a line brings them: nothing breaks.

Each run has a seed, a language and a size of its own, and the size changes under way. Names written to harm a terminal are
in the file, and a shielded network that whoever presses the keys has not opened.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot

from core import meetings, memberships, networks, people
from core.care import doctor
from core.demo import fill
from core.door.session import Session, open_session
from core.rules.day_words import read_span
from core.rules.kinds import Language
from tests import hostile
from tui import words
from tui.actions import declared, shown_key
from tui.keymap import declare_everything
from tui.screens.desk import Desk
from tui.screens.start import Screens

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
RUNS, KEYS = 10, 2000
SIZES = ((80, 24), (60, 20), (120, 40))
SECRET = "Samtale under fire øjne"
_BURST = 90
_NEVER = frozenset(["ctrl+q", "ctrl+z"])  # they only end the run, or would stop the whole test
_TYPED = (*"abcdefghijklmnopqrstuvwxyzæøåÆØÅ0123456789", "space", "colon", "minus", "full_stop", "comma")
_OFTEN = ("enter", "down", "up", "escape", "tab", "right", "left", "y", "space", "ctrl+s", "pagedown")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example file of Kirsten, with hostile names and a meeting that is nobody else's business."""
    path = tmp_path_factory.mktemp("example") / "register.db"
    with open_session(path, account="kirsten", clock=lambda: NOW) as session:
        fill.fill(session, people=60)
        closed = networks.add(session, {"name": "Fortroligt", "kind": "diversity", "neutral_title": "Aftale"})
        somebody = people.ids(session)[0]
        memberships.join(session, closed.id, [somebody])
        meetings.plan(session, {"title": SECRET}, read_span("i dag 17-19", session.today), [closed.id])
    file = sqlite3.connect(path)
    for number, one in enumerate(hostile.strings(huge=False), 1):
        text = one.text[:200].encode("utf-8", "replace").decode()
        file.execute("UPDATE person SET given = ? WHERE id = ?", (text, number % 30 + 20))
        file.execute("UPDATE meeting SET title = ? WHERE id = ? AND title <> ?", (text, number, SECRET))
    file.commit()
    file.close()
    return path


def keys_of(random: Random) -> Iterator[str]:
    """Keys without end: those that do something here or there, letters, and often those that go on and back."""
    declare_everything()
    bound = sorted({key for action in declared().values() for key in action.keys} - _NEVER)
    while True:
        yield random.choice(random.choices((bound, _TYPED, _OFTEN), (5, 3, 4))[0])


def pressed(key: str) -> Key:
    """As the terminal sends it."""
    sign = " " if key == "space" else shown_key(key)
    return Key(key, sign if len(sign) == 1 else None)


class Monkey:
    """Presses keys, and looks after every burst."""

    def __init__(self, session: Session, random: Random) -> None:
        self._session, self._random = session, random
        self._keys = keys_of(random)
        self.left = KEYS
        self.last: list[str] = []

    async def play(self) -> None:
        """Until the program is left or all keys are pressed."""
        app = Screens(Desk(self._session, words.catalogue()), lean=False)
        async with app.run_test(size=self._random.choice(SIZES)) as pilot:
            while self.left > 0 and app.is_running:
                if self._random.random() < 0.1:
                    await pilot.resize_terminal(*self._random.choice(SIZES))
                await self._burst(pilot)
                if app.is_running:
                    self._look(app)
        assert app.return_code in (0, None), self.last

    async def _burst(self, pilot: Pilot[None]) -> None:
        number = min(self.left, self._random.randint(1, _BURST))
        self.left -= number
        app = pilot.app
        for _ in range(number):
            key = next(self._keys)
            self.last = [*self.last[-_BURST - 40 :], key]
            app.post_message(pressed(key))
        with app.batch_update():  # a line this quick is painted when it rests
            await self._taken(app)
        await pilot.pause(0.02)

    async def _taken(self, app: App[None]) -> None:
        for _ in range(6000):
            await asyncio.sleep(0.005)
            if app.key_queue.is_idle or not app.is_running:  # type: ignore[attr-defined]  # Screens has one
                return
        raise AssertionError(f"no key is taken any more after {self.last}")

    def _look(self, app: Screens) -> None:
        if not self._session.query("SELECT 1 FROM grant_ WHERE account = 'ida'"):
            shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            assert SECRET not in shown, self.last


def findings(session: Session) -> set[str]:
    """What is wrong with the file."""
    return {one.check for one in doctor.examine(session) if one.state is doctor.State.FINDING}


@pytest.mark.parametrize("seed", range(RUNS))
async def test_keys_at_random(seed: int, example: Path, tmp_path: Path) -> None:
    home = set(Path.home().rglob("*"))
    path = tmp_path / "register.db"
    path.touch(0o600)
    path.write_bytes(example.read_bytes())
    language = (Language.DANISH, Language.ENGLISH)[seed % 2]
    words.speak(language)
    try:
        with open_session(path, account="ida", language=language, clock=lambda: NOW, origin="tui") as session:
            before = findings(session)  # the names written past the log
            monkey = Monkey(session, Random(seed))
            while monkey.left > 0:
                await monkey.play()
            assert findings(session) <= before, monkey.last
            assert session.query("PRAGMA foreign_key_check") == []
    finally:
        words.speak(Language.ENGLISH)
    new = [one for one in set(Path.home().rglob("*")) - home if one.is_file()]
    assert [one for one in new if "laug" not in one.parts] == []  # nothing but laug's own settings
