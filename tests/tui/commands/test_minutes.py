"""Minutes, decisions and action points on the command line: from a file, from stdin, in an editor."""

import io
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.tui.commands.conftest import Laug
from tui.commands.line import editor


def stdin(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text), isatty=lambda: False))


def test_minutes_from_stdin_are_shown_with_what_was_decided(laug: Laug, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"Vi talte om mad.\nDer var nok.\n")
    assert "The minutes of Fællesspisning are saved." in laug("meeting", "minutes", "1", "-").err
    assert "Decision 1 of" in laug("meeting", "decide", "1", "Mere", "salat").err
    added = laug("meeting", "action", "add", "1", "Køb", "salat", "--owner", "Anna Holm Kjær", "--due", "1-12-2030")
    assert "Action point 1 is noted: Køb salat. Anna Holm Kjær does it. Due" in added.err
    shown = laug("meeting", "minutes", "1", "--show", "--json").data
    assert shown["minutes"] == "Vi talte om mad.\nDer var nok."
    assert shown["decisions"] == [{"number": 1, "text": "Mere salat"}]
    assert (shown["actions"][0]["owner_id"], shown["actions"][0]["due"]) == (1, "2030-12-01")
    page = laug("meeting", "minutes", "1", "--show").out
    assert "1. Mere salat" in page and "1: Køb salat (Anna Holm Kjær, due" in page


def test_a_cpr_number_is_refused_with_its_line(laug: Laug, tmp_path: Path) -> None:
    page = tmp_path / "referat.md"
    page.write_text("Velkomst\n\nElev 120304-1234", encoding="utf-8")
    refused = laug("meeting", "minutes", "1", str(page))
    assert refused.code == 2 and "Line 3 of the minutes" in refused.err and "120304" not in refused.err
    page.write_bytes(b"Mad og \xff")
    assert "is not text in UTF-8" in laug("meeting", "minutes", "1", str(page)).err
    assert laug("meeting", "minutes", "1", "--json").data["minutes"] == ""


def test_action_points_until_they_are_done_and_undone(laug: Laug) -> None:
    for text in ("Køb salat", "Vask op"):
        assert laug("meeting", "action", "add", "1", text, "--owner", "Køkkenholdet").code == 0
    assert "Done: Køb salat." in laug("meeting", "action", "done", "1").err
    assert [one["text"] for one in laug("meeting", "action", "list", "--json").data] == ["Vask op"]
    assert len(laug("meeting", "action", "list", "1", "--all", "--json").data) == 2
    assert laug("undo", "-y").code == 0
    assert len(laug("meeting", "action", "list", "--json").data) == 2
    assert laug("meeting", "action", "done", "2").code == laug("meeting", "action", "done", "2", "--again").code == 0
    assert "is taken away" in laug("meeting", "action", "remove", "2").err
    assert laug("meeting", "action", "done", "2").code == 3
    assert laug("meeting", "decide", "1", "--remove", "4").code == 3
    assert "ticked off an action point" in laug("log").out


def an_editor(folder: Path, script: str) -> str:
    path = folder / "editor.py"
    path.write_text(f"import pathlib, sys\npage = pathlib.Path(sys.argv[1])\n{script}\n", encoding="utf-8")
    return f"{sys.executable} {path}"


def test_the_editor_gets_a_private_page_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", an_editor(tmp_path, "page.write_text(page.read_text('utf-8') + 'mere æble', 'utf-8')"))
    with editor.page("Velkomst: ") as page:
        assert stat.S_IMODE(page.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(page.path.parent.stat().st_mode) == 0o700
        assert page.edit() == "Velkomst: mere æble"
    assert not page.path.parent.exists()


def test_what_could_not_be_saved_is_kept_without_cpr_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with editor.page("Elev 120304-1234 mangler") as page:
        kept = page.keep()
    assert kept.read_text(encoding="utf-8") == "Elev [CPR] mangler"
