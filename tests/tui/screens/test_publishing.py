"""Publishing to the web from Værksted."""

from pathlib import Path

from core import networks
from tests.tui.screens.conftest import Driver
from tests.tui.screens.test_workshop import _opened


async def test_a_folder_for_the_web_is_written_and_told(screens: Driver, tmp_path: Path) -> None:
    networks.add(screens.session, {"name": "Alumner", "level": "open"})
    await _opened(screens, "Publish to the web")
    await screens.sees("‹ open networks ›", "networks are never in it.")
    await screens.press("ctrl+s")
    await screens.sees("The folder is ready for the web", "1 network is published.", "1 internal network is not published.")
    await screens.press("escape")
    await screens.sees("Out of the house")
    index = tmp_path / "laug-web" / "index.html"
    assert "Alumner" in index.read_text()
    assert not (index.parent / "piger.html").exists()


async def test_with_nothing_to_publish_the_form_says_so(screens: Driver) -> None:
    await _opened(screens, "Publish to the web")
    await screens.press("ctrl+s")
    await screens.sees("No network may be published")
