"""Where files go: a folder that is there, a name that is free."""

from pathlib import Path

from core.errors import FileError, Invalid
from core.messages import N_, say
from exports.files import safe_file_name
from tui.reasons import reason

_DOWNLOADS = ("Downloads", "Hentet", "Overførsler")


def usual_folder() -> str:
    """The folder files are put into if nothing else is said, as people write it, ending in a slash."""
    home = Path.home()
    found = next((home / name for name in _DOWNLOADS if (home / name).is_dir()), Path.cwd())
    return f"~/{found.relative_to(home)}/" if found != home and found.is_relative_to(home) else f"{found}/"


def made_folder(text: str) -> Path:
    """The folder, made if it is not there, for its owner only. Raises `FileError` if it cannot be."""
    folder = Path(text.strip()).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            say(N_("The folder {path} cannot be made: {reason}"), path=folder, reason=reason(error)),
            say(N_("Choose another place.")),
        ) from error
    return folder


def free_path(text: str, name: str, suffix: str) -> Path:
    """The file to write: in a folder the suggested name with a number if need be; a file that exists is refused."""
    typed = Path(text.strip()).expanduser()
    if text.strip().endswith("/") or typed.is_dir() or not text.strip():
        stem = safe_file_name(name.removesuffix(suffix))
        names = [f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in range(2, 1000))]
        return next(path for name in names if not (path := typed / name).exists())
    if not typed.suffix:
        typed = typed.with_name(typed.name + suffix)
    if typed.exists():
        raise Invalid(
            "path",
            say(N_("{path} is there already; nothing was written."), path=typed),
            say(N_("Choose another name.")),
        )
    return typed
