"""A text opened in the editor a person uses: in a private file that is gone afterwards."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FileError
from core.messages import N_, say
from core.rules.cpr import mask_cpr

_USUAL = ("nano", "vim", "vi")


class Page:
    """A file nobody else can read, in a folder of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = False

    def edit(self) -> str:
        """What stands there after the editor was closed. Raises `FileError` if there is no editor, or it failed."""
        command = _editor()
        try:
            code = subprocess.run([*command, str(self.path)], check=False).returncode
        except OSError as error:
            raise _no_editor(command[0]) from error
        if code:
            raise FileError(
                say(N_("{editor} ended with an error; nothing was saved."), editor=command[0]),
                say(N_("Try again, or send the text in: laug meeting minutes MEETING -")),
            )
        try:
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            self.kept = True
            raise FileError(
                say(N_("{name} is not text in UTF-8."), name=str(self.path)),
                say(N_("Save it as UTF-8, and try again.")),
            ) from error

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.path.read_text(encoding="utf-8")

    def write(self, text: str) -> None:
        """Let this stand there."""
        self.path.write_text(text, encoding="utf-8")

    def keep(self) -> Path:
        """Leave the text where it is, without CPR numbers."""
        self.write(mask_cpr(self.path.read_text(encoding="utf-8")))
        self.kept = True
        return self.path


@contextmanager
def page(text: str) -> Iterator[Page]:
    """A page with this text; it and its folder go away, unless it is kept.

    Where there is one, the folder lies in memory (`XDG_RUNTIME_DIR`), so that nothing reaches a disk.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # mkdtemp makes it for nobody but its owner; whatever an editor writes beside the file goes with it.
    folder = Path(tempfile.mkdtemp(prefix="laug-", dir=runtime if runtime and os.access(runtime, os.W_OK) else None))
    path = folder / "text.md"
    made = Page(path)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        yield made
    finally:
        if not made.kept:
            shutil.rmtree(folder, ignore_errors=True)


def chosen() -> list[str]:
    """The editor the person has chosen, if any."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")


def _editor() -> list[str]:
    if command := chosen():
        return command
    found = next((name for name in _USUAL if shutil.which(name)), None)
    if found is None:
        raise _no_editor("$EDITOR")
    return [found]


def _no_editor(name: str) -> FileError:
    return FileError(
        say(N_("There is no editor {name}."), name=name),
        say(N_("Name one in EDITOR, or send the text in: laug meeting minutes MEETING -")),
    )
