"""The pictures of README and the guides, drawn by the running screens: `python docs/pictures/make.py [FOLDER]`.

The example file is made anew at a moment that never changes, so the same program draws the same pictures.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from textual import events
from textual.pilot import Pilot

from core.demo.fill import fill
from core.door.session import open_session
from core.rules.kinds import Language
from tui.screens.desk import Desk
from tui.screens.start import Screens
from tui.words import catalogue, speak
from tui.words.catalogues import compile_words

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
SMALL, LARGE = (80, 24), (120, 40)


@dataclass(frozen=True)
class Picture:
    """A picture of the screens after some keys; `filter` is pasted into the line that `/` opens."""

    name: str
    language: Language
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    filter: str = ""


PICTURES = (
    Picture("today-80x24.en", Language.ENGLISH, SMALL),
    Picture("networks-120x40.en", Language.ENGLISH, LARGE, ("2", *["down"] * 7)),
    Picture("people-80x24.da", Language.DANISH, SMALL, ("3",), "fag:smed"),
    Picture("meetings-120x40.da", Language.DANISH, LARGE, ("4", "down")),
)
# Textual's pictures name a font on the web; whoever looks at one shall fetch nothing.
_WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def settled(pilot: Pilot[None]) -> None:
    """Until everything asked for is read and painted."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def draw(picture: Picture, register: Path) -> str:
    """One picture as SVG."""
    speak(picture.language)
    with open_session(register, account="kirsten", language=picture.language, clock=lambda: NOW) as session:
        app = Screens(Desk(session, catalogue()))
        async with app.run_test(size=picture.size) as pilot:
            await settled(pilot)
            for key in picture.keys:
                await pilot.press(key)
                await settled(pilot)
            if picture.filter:
                await pilot.press("slash")
                app.post_message(events.Paste(picture.filter))
                await settled(pilot)
                await pilot.press("enter")
                await settled(pilot)
            drawn = app.export_screenshot(title="laug")
    # Rich numbers its classes by what the picture holds; a name of our own keeps them the same.
    numbered = re.search(r"terminal-\d+", drawn)
    assert numbered is not None
    return _WEB_FONT.sub("", drawn).replace(numbered[0], "laug").rstrip() + "\n"


def make(folder: Path, pictures: Sequence[Picture] = PICTURES) -> list[Path]:
    """Draw the pictures into the folder."""
    compile_words(HERE.parents[1] / "tui" / "words")
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as place:
        register = Path(place) / "demo.db"
        with open_session(register, account="kirsten", clock=lambda: NOW) as session:
            fill(session)
        for picture in pictures:
            path = folder / f"{picture.name}.svg"
            path.write_text(asyncio.run(draw(picture, register)), encoding="utf-8")
            made.append(path)
    return made


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(path)
