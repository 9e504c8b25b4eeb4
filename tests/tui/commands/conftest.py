"""laug called with arguments, in this process, on a small register of its own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.main import main


@dataclass(frozen=True)
class Answer:
    """What a command wrote and returned."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Laug = Callable[..., Answer]

SMALL_REGISTER = """
    init
    organisation add|Fjordens Fagskole|--kind|school|--alias|Fjorden|--town|Randers C
    organisation add|Birkens Tømrerfirma|--kind|company
    person add|Anna Holm Kjær|--at|Fjorden|--education|tømrer|--class|gf2tøm26-1|--phone|94123456|--email|anna@fjorden.example
    person add|Mikkel Åkjær|--at|Birkens Tømrerfirma|--kind|apprentice|--email|mikkel@birken.example
    person add|Zahra Al-Hassan|--at|Fjorden|--phone|95112233
    network add|Piger i Randers|--kind|girls|--slug|piger|--organiser-email|tovholder@fjorden.example
    network add|Plads til alle|--kind|diversity|--slug|plads|--neutral-title|Aftale
    network join|piger|1|3
    meeting plan|Fællesspisning|i morgen 17-19|--network|piger|--place|Køkkenet
    meeting invite|1|--members
"""


def call(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> Answer:
    capsys.readouterr()
    code = main(arguments)
    written = capsys.readouterr()
    return Answer(code, written.out, written.err)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small register, made once by the commands themselves."""
    path = tmp_path_factory.mktemp("template") / "small.db"
    for line in SMALL_REGISTER.strip().splitlines():
        noun, *rest = line.strip().split("|")
        assert main(["--db", str(path), "--as", "kirsten", "--lang", "en", "-q", *noun.split(), *rest]) == 0, line
    return path


@pytest.fixture
def register(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which LAUG_DB names."""
    path = tmp_path / "small.db"
    shutil.copy(template, path)
    monkeypatch.setenv("LAUG_DB", str(path))
    monkeypatch.setenv("LAUG_AS", "kirsten")
    return path


@pytest.fixture
def laug(register: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Laug:
    """`laug("person", "list")` on the small register, in English unless the test says otherwise."""
    monkeypatch.setenv("LAUG_LANG", "en")

    def run(*arguments: str) -> Answer:
        return call(capsys, arguments)

    return run
