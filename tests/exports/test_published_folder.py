"""A folder for the web: only what differs is written, only what laug made is taken away."""

from pathlib import Path

import pytest

from core.errors import FileError
from exports.published_folder import MANIFEST, publish

FILES = {"piger.ics": b"BEGIN:VCALENDAR\r\n", "piger.html": b"<p>", "index.html": b"<a>"}


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file: both change when a file is written anew."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_the_same_again_touches_no_file(tmp_path: Path) -> None:
    assert publish(tmp_path, FILES).written == tuple(FILES)
    before = marks(tmp_path)
    again = publish(tmp_path, FILES)
    assert (again.written, again.removed, again.unchanged) == ((), (), tuple(FILES))
    assert marks(tmp_path) == before


def test_only_what_differs_is_written_and_a_web_server_can_read_it(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    before = marks(tmp_path)
    assert publish(tmp_path, {**FILES, "index.html": b"<b>"}).written == ("index.html",)
    assert {name for name, mark in marks(tmp_path).items() if mark != before[name]} == {"index.html"}
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in tmp_path.iterdir())


def test_what_is_not_published_any_more_goes_and_other_files_stay(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    (tmp_path / "about.html").write_text("mine")
    assert publish(tmp_path, {"index.html": b"<b>"}).removed == ("piger.html", "piger.ics")
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "about.html", MANIFEST}


def test_the_list_of_its_files_names_none(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    assert b"piger" not in (tmp_path / MANIFEST).read_bytes()


def test_a_file_of_somebody_else_is_left_alone_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(FileError, match="not made by laug"):
        publish(tmp_path, FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_link_in_the_place_of_a_file_leads_nowhere(tmp_path: Path) -> None:
    folder, other = tmp_path / "web", tmp_path / "other.txt"
    folder.mkdir()
    other.write_text("mine")
    publish(folder, FILES)
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(other)
    with pytest.raises(FileError):
        publish(folder, FILES)
    assert other.read_text() == "mine"


def test_what_was_interrupted_is_finished_the_next_time(tmp_path: Path) -> None:
    publish(tmp_path, {"old.ics": b"1", "piger.html": b"<a>"})
    (tmp_path / "piger.html").unlink()
    (tmp_path / "piger.html").mkdir()  # this one cannot be written
    with pytest.raises(FileError):
        publish(tmp_path, {"index.html": b"<a>", "piger.html": b"<p>"})
    assert not (tmp_path / "old.ics").exists()
    (tmp_path / "piger.html").rmdir()
    publish(tmp_path, {"index.html": b"<c>", "piger.html": b"<p>"})
    assert (tmp_path / "index.html").read_bytes() == b"<c>"


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    assert publish(tmp_path / "web", FILES, dry_run=True).written == tuple(FILES)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"files": 3}', b"\xff"])
def test_a_damaged_list_stops_it(tmp_path: Path, damaged: bytes) -> None:
    publish(tmp_path, FILES)
    (tmp_path / MANIFEST).write_bytes(damaged)
    with pytest.raises(FileError, match="damaged"):
        publish(tmp_path, {"index.html": b"<b>"})
    assert (tmp_path / "index.html").read_bytes() == b"<a>"
