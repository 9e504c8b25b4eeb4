"""What core advises a command for is advised on the screens in their own words."""

import re
from pathlib import Path

from core.messages import say
from tui.on_screen import _WAYS, way
from tui.words.catalogues import ROOMS

ROOT = Path(__file__).parents[3]


def test_every_way_is_one_that_core_advises_and_none_on_the_screens_names_a_command() -> None:
    code = "".join(file.read_text(encoding="utf-8") for room in ROOMS for file in (ROOT / room).rglob("*.py")
                   if file.name != "on_screen.py")  # fmt: skip
    assert [one for one in _WAYS if f'"{one}"' not in code] == []
    assert [one for one in _WAYS.values() if re.search(r"--|laug ", one)] == []


def test_the_values_go_along() -> None:
    told = way(say("Change it from its next day on: --from {day}", day="09-12-2026"))
    assert told.values == {"day": "09-12-2026"} and "--from" not in told.msgid
    assert way(say("Say a later day.")) == say("Say a later day.")
