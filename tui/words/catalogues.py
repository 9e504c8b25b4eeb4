"""The catalogues as files: `python -m tui.words.catalogues` reads the sentences anew from the code into `da.po`.

The package build runs this file alone, outside the package, and calls `compile_words`; the tests do likewise, so that
a changed `.po` is heard at once. Babel is needed here and nowhere else.
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same in every update, so that a diff shows sentences only
ROOMS = ("tui", "exports", "core", "db")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "_": None, "ngettext": (1, 2)}
# Click's own sentences a person can meet; it asks for them in our domain (`tui.words.speak`).
CLICK = (
    "Aborted!", "Commands", "Confirm the action without prompting.", "Do you want to continue?", "Error: {message}",
    "Error: invalid input", "Could not open file {filename!r}: {message}", "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}", "Missing argument", "Missing command.", "Missing option", "Missing parameter",
    "Missing {param_type}", "Missing parameter: {param_name}", "No such command {name!r}.", "No such option {name!r}.",
    "Option {name!r} does not take a value.", "Argument {name!r} takes {nargs} values.", "Options",
    "Positional arguments", "Show this message and exit.", "Show the version and exit.", "Repeat for confirmation",
    "Error: The two entered values do not match.", "Try '{command} {option}' for help.", "Usage:",
    "Choose from:\n\t{choices}", "Value must be an iterable.", "default: {default}", "env var: {var}", "required",
    "(dynamic)", "unknown error", "file", "directory", "path", "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.", "{name} {filename!r} is a file.", "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.", "{value!r} is not a valid {number_type}.",
    "{value!r} is not a valid boolean. Recognized values: {states}", "{value} is not in the range {range}.",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)  # fmt: skip


def compile_words(folder: Path) -> None:
    """Write `xx/LC_MESSAGES/laug.mo` beside every `xx.po` that is newer; safe when several processes do it at once."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in folder.glob("*.po"):
        target = folder / source.stem / "LC_MESSAGES" / "laug.mo"
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            words = read_po(file, locale=source.stem)
        compiled = BytesIO()
        write_mo(compiled, words)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{os.getpid()}")
        part.write_bytes(compiled.getvalue())
        part.replace(target)


def extracted(root: Path) -> Iterator[str | tuple[str, str]]:
    """Every sentence marked in the code, its plurals as sentences of their own, then click's (pairs where it counts)."""
    from babel.messages.extract import extract_from_file

    for room in ROOMS:
        for source in sorted((root / room).rglob("*.py")):
            for _line, message, _comments, _context in extract_from_file("python", source, KEYWORDS):
                yield from (message,) if isinstance(message, str) else message
    yield from CLICK


def template(root: Path) -> "Catalog":
    """All sentences of the code as an empty catalogue."""
    from babel.messages.catalog import Catalog

    words = Catalog(project="laug", charset="utf-8", fuzzy=False)
    for message in extracted(root):
        if message:
            words.add(message)
    return words


def update(root: Path, additions: list[Path]) -> list[str]:
    """Bring `da.po` in line with the code, taking translations from `additions` where it has none; what is missing."""
    from babel.messages.pofile import read_po, write_po

    target = root / "tui" / "words" / "da.po"
    known: dict[str, Any] = {}
    for source in [*additions, target]:
        if source.exists():
            with source.open("rb") as file:
                known |= {_key(message.id): message.string for message in read_po(file, "da") if _said(message.string)}
    words = template(root)
    words.locale = "da"
    words.creation_date = words.revision_date = _NO_DATE
    for message in words:
        if message.id:
            message.string = known.get(_key(message.id), "")
            message.flags.discard("fuzzy")
    words.obsolete.clear()
    written = BytesIO()  # whole or not at all, also for who reads it meanwhile: a part of it would cost the words there are
    write_po(written, words, width=110, sort_output=True, omit_header=False, include_previous=False)
    part = target.with_suffix(f".{os.getpid()}")
    part.write_bytes(written.getvalue())
    part.replace(target)
    return [_key(message.id) for message in words if message.id and not _said(message.string)]


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _said(text: object) -> bool:
    return bool(text) if isinstance(text, str) else isinstance(text, list | tuple) and all(text)


if __name__ == "__main__":
    missing = update(Path.cwd(), [Path(name) for name in sys.argv[1:]])
    print("\n".join(missing) if missing else "da.po is complete")
    compile_words(Path.cwd() / "tui" / "words")
