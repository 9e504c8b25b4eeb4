"""Imports run downwards only: tui, exports, core, db."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {
    "tui": {"db", "peewee", "sqlite3", "pysqlite3"},
    "exports": {"tui", "db", "peewee", "sqlite3", "pysqlite3", "textual", "click"},
    "core": {"tui", "exports", "textual", "click"},
    "db": {"tui", "exports", "core", "textual", "click"},
}
MODULES = sorted(path.relative_to(ROOT) for room in FORBIDDEN for path in (ROOT / room).rglob("*.py"))


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Every module a file imports, with the line, wherever in the file it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def upward(path: Path, source: str) -> list[str]:
    """What the file imports from above itself, or by a relative name that hides where it comes from."""
    return [
        f"{path}:{line}: {name}"
        for line, name in imported(source)
        if name.startswith(".") or name.split(".")[0] in FORBIDDEN[path.parts[0]]
    ]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_module_looks_up(path: Path) -> None:
    assert upward(path, (ROOT / path).read_text(encoding="utf-8")) == []


def test_the_guard_sees_what_it_must() -> None:
    assert upward(Path("exports/x.py"), "def f():\n    from db.keys import fold") == ["exports/x.py:2: db.keys"]
    assert upward(Path("core/x.py"), "import tui.words as w") == ["core/x.py:1: tui.words"]
    assert upward(Path("tui/x.py"), "from core import people\nimport dbm") == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_file_is_too_long_to_see(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) < 450
