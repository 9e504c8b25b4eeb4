"""What is installed is what is in the tree: the wheel is built from the sdist, as an index would do it."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("tui", "exports", "core", "db")
BUILD = """
import sys
from hatchling import build
print(getattr(build, "build_" + sys.argv[1])(sys.argv[2]))
"""


def built(kind: str, source: Path, target: Path) -> Path:
    """The sdist or wheel of a source tree."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, kind, str(target)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return target / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("package")
    with tarfile.open(built("sdist", ROOT, place)) as sdist:
        sdist.extractall(place / "source", filter="data")
    (source,) = (place / "source").iterdir()
    for stale in source.rglob("*.mo"):
        stale.unlink()
    return built("wheel", source, place)


def test_the_wheel_has_every_file_of_the_tree(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        inside = {name for name in file.namelist() if name.split("/")[0] in ROOMS}
    tree = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo"
    }
    assert tree - inside == set()
    guides = {f"tui/guides_of_the_manual/{path.name}" for path in (ROOT / "docs").glob("guide-*.md")}
    assert inside - tree == {"tui/words/da/LC_MESSAGES/laug.mo", *guides}


def test_the_wheel_works_where_there_is_no_tree(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        file.extractall(tmp_path)
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from tui.main import main; sys.exit(main())"
    environ = {**os.environ, "LAUG_LANG": "da"}
    lines = (
        (["person", "--help"], "Personer: find"), (["demo", "--to", "x.db", "--people", "3"], "Fil"),
        (["help", "vente"], "venter den"),
    )  # fmt: skip
    for line, wanted in lines:
        command = [sys.executable, "-I", "-c", code, str(tmp_path), *line]
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert wanted in done.stdout
