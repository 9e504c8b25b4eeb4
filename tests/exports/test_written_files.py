"""A file is there whole or not at all, and its name is one every system takes."""

import gc
import os
import stat
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FileError
from core.rules.kinds import Language
from exports.contact_lists import FORMATS, write
from exports.files import safe_file_name, write_file, writing
from tests.exports.made import contact, listing
from tests.hostile import strings


def test_a_file_is_whole_and_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "liste æøå.csv"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), writing(path) as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "there" / "real.csv")
    write_file(link, b"x")
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.csv").read_bytes() == b"x"


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"x")
        assert os.read(reader, 10) == b"x"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (".", "is a folder"),
        ("nowhere/x.csv", "does not exist"),
        ("x" * 300, "too long"),
        ("file/x.csv", "does not exist"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError) as error:
        write_file(tmp_path / path, b"x")
    assert said in error.value.message.msgid
    assert error.value.hint is not None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(FileError, match="no room left"):
        write_file(Path("/dev/full"), b"x" * 100_000)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", FORMATS)
def test_a_disk_that_fills_up_is_said_once(name: str) -> None:
    people = listing(*[contact(number=number) for number in range(500)])
    with pytest.raises(FileError, match="no room left"), writing(Path("/dev/full")) as stream:
        write(people, name, stream, catalogue=NullTranslations(), language=Language.DANISH)
    gc.collect()


def test_a_workbook_goes_through_a_pipe() -> None:
    reading, into = os.pipe()
    with os.fdopen(reading, "rb") as reader, os.fdopen(into, "wb") as stream:
        write(listing(), "xlsx", stream, catalogue=NullTranslations(), language=Language.DANISH)
        stream.close()
        assert ZipFile(BytesIO(reader.read())).testzip() is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="cannot be written"):
        write_file(tmp_path / "x.csv", b"x")


NAMES = [hostile.text for hostile in strings(huge=True)] + [
    "CON",
    "nul.txt",
    "com1",
    "LPT¹.x",
    " . ",
    "..",
    "-rf",
    "~root",
    "a/b\\c:d",
]


@pytest.mark.parametrize("text", NAMES, ids=range(len(NAMES)))
def test_any_text_makes_a_safe_name(tmp_path: Path, text: str) -> None:
    name = safe_file_name(text)
    assert Path(name).name == name
    write_file(tmp_path / f"{name}.vcf", b"x")
    assert (tmp_path / f"{name}.vcf").parent == tmp_path


@given(st.text(max_size=300))
def test_a_safe_name_has_nothing_a_system_forbids(text: str) -> None:
    name = safe_file_name(text)
    assert name
    assert len(name.encode()) <= 125
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(ord(char) < 32 or ord(char) == 127 for char in name)
    assert not name.startswith((".", "-", "~", " "))
    assert not name.endswith((".", " "))
    assert name.partition(".")[0].strip().casefold() not in ("con", "nul", "prn", "aux", "com1", "lpt9")
    assert safe_file_name(name) == name
