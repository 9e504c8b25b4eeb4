"""The screens on a small register, driven by keys."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from core import invitations, meetings, memberships, networks, people
from core.door.session import Session, open_session
from core.rules.day_words import read_span
from core.rules.kinds import AffiliationKind, Language, OrganisationKind
from tui import words
from tui.screens.desk import Desk
from tui.screens.start import Screens

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SCHOOL = {
    "kind": AffiliationKind.PUPIL, "organisation": "Fjordens Fagskole", "organisation_kind": OrganisationKind.SCHOOL,
    "education": "Tømrer", "class_name": "h2tøm26",
}  # fmt: skip


class Driver:
    """The program with a finger on the keys."""

    def __init__(self, pilot: Pilot[None], session: Session) -> None:
        self.pilot = pilot
        self.session = session
        self.app = pilot.app

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def press(self, *keys: str) -> None:
        """Keys by Textual's names; back when they are handed out, or wait for something."""
        await self.pilot.press(*keys)
        for _ in range(100):
            if self.app.key_queue.is_idle:  # type: ignore[attr-defined]  # Screens has one
                return
            await self.pilot.pause(0.002)

    async def type(self, text: str) -> None:
        """A text, key by key."""
        names = {" ": "space", "-": "minus", ".": "full_stop", ",": "comma", "/": "slash", "@": "at", "_": "underscore"}
        await self.pilot.press(*(names.get(char, char) for char in text))

    async def until(self, reached: Callable[[], object], what: str = "") -> None:
        """Let the program work until something holds."""
        for _ in range(6000):
            if reached():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.004)
        raise AssertionError(f"{what or 'it'} does not come:\n{self.text}")

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows the texts."""
        for text in texts:
            await self.until(lambda text=text: text in self.text, text)

    async def sees_no_more(self, text: str) -> None:
        """Wait until the screen shows the text no longer."""
        await self.until(lambda: text not in self.text, f"the end of {text}")


def fill(session: Session) -> None:
    """Three people, an open and a shielded network, a meeting."""
    anna = people.add(
        session, {"given": "Anna", "family": "Åkjær", "phone": "94123456", "email": "anna@fjorden.example"}, [SCHOOL]
    ).id
    bo = people.add(
        session,
        {"given": "Bo", "family": "Bæk", "email": "bo@fjorden.example", "protected": "ja", "street": "Skjulvej 1"},
        [SCHOOL],
    ).id
    people.add(session, {"given": "Zahra", "family": "Holm"})
    girls = networks.add(
        session, {"name": "Piger i Randers", "kind": "girls", "slug": "piger", "organiser_email": "ida@fjorden.example"}
    )
    networks.add(session, {"name": "Plads til alle", "kind": "diversity", "neutral_title": "Aftale"})
    memberships.join(session, girls.id, [anna, bo])
    meeting = meetings.plan(
        session, {"title": "Fællesspisning", "place": "Køkkenet"}, read_span("to 17-19", session.today), [girls.id]
    )
    invitations.invite(session, meeting.id, members=True)


@pytest.fixture(autouse=True)
def work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files are written here when no folder is named."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A register with nothing in it."""
    path = tmp_path / "register.db"
    with open_session(path, account="ida", clock=lambda: NOW):
        return path


@pytest.fixture
def register(empty: Path) -> Path:
    """A register with a little in it, made by Kirsten."""
    with open_session(empty, account="kirsten", clock=lambda: NOW) as session:
        fill(session)
    return empty


@pytest.fixture
def english() -> Iterator[None]:
    """The screens speak English."""
    words.speak(Language.ENGLISH)
    yield
    words.speak(Language.ENGLISH)


async def driven(path: Path, size: tuple[int, int] = (80, 24), since: int | None = None) -> AsyncIterator[Driver]:
    """The screens on a register, Ida at the keys."""
    with open_session(path, account="ida", language=Language.ENGLISH, clock=lambda: NOW, origin="tui") as session:
        app = Screens(Desk(session, words.catalogue()), since=lambda: since, lean=False)
        async with app.run_test(size=size) as pilot:
            yield Driver(pilot, session)


@pytest.fixture
async def screens(register: Path, english: None) -> AsyncIterator[Driver]:
    """The screens on the small register at 80 by 24."""
    async for driver in driven(register):
        yield driver


@pytest.fixture
async def nothing_yet(empty: Path, english: None) -> AsyncIterator[Driver]:
    """The screens on an empty register."""
    async for driver in driven(empty):
        yield driver
