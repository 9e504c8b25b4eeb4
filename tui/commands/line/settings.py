"""The options that work anywhere in the line, and what they come to."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from tui.commands.line.words import Option
from tui.words import N_, _

_KEPT = "laug."
COMPLETE = "_LAUG_COMPLETE"  # set by the shell when it asks for completions
LINE = "the line"  # where the context keeps the whole line, as typed


class Format(StrEnum):
    """How data is written to stdout."""

    TABLE = "table"
    LINES = "lines"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"


@dataclass(frozen=True)
class Settings:
    """What the person chose for this one command; `path` is None when neither --db nor LAUG_DB names a file."""

    path: Path | None
    account: str
    format: Format
    fields: tuple[str, ...]
    quiet: bool
    verbose: bool
    color: str
    yes: bool
    dry_run: bool
    no_input: bool
    theme: str = ""
    mouse: bool = False

    @property
    def as_data(self) -> bool:
        """Whether a program is to read what comes out."""
        return self.format not in (Format.TABLE, Format.LINES)

    @property
    def plain(self) -> bool:
        """Whether it is read aloud or felt: a line for each thing, every value with its name, nothing drawn."""
        return self.format is Format.LINES


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if context.get_parameter_source(parameter.name) is click.core.ParameterSource.COMMANDLINE:
        context.meta[_KEPT + parameter.name] = value


def _option(*names: str, help: str, **more: Any) -> Option:
    return Option(list(names), help=help, expose_value=False, callback=_keep, **more)


OPTIONS: tuple[Option, ...] = (
    _option("--db", metavar=N_("PATH"), type=click.Path(), help=N_("The register's file (LAUG_DB).")),
    _option("--as", "account", metavar=N_("ACCOUNT"), help=N_("Act as this account.")),
    _option("--json", is_flag=True, help=N_("Write JSON; the same as --format json.")),
    _option("--format", type=click.Choice([kind.value for kind in Format]), help=N_("How data is written.")),
    _option("--plain", is_flag=True, help=N_("Plain lines for screen readers (LAUG_PLAIN); without a command a conversation.")),
    _option("--fields", metavar=N_("NAMES"), help=N_("Only these fields, with commas between them.")),
    _option("-q", "--quiet", is_flag=True, help=N_("Say nothing but errors.")),
    _option("-v", "--verbose", is_flag=True, help=N_("Say more.")),
    _option("--color", type=click.Choice(["auto", "always", "never"]), help=N_("Colours in the output.")),
    _option("--theme", type=click.Choice(["auto", "dark", "light", "terminal"]), help=N_("Colours of the screens (LAUG_THEME).")),
    _option("--mouse", is_flag=True, help=N_("Let the mouse work on the screens (LAUG_MOUSE).")),
    _option("--lang", type=click.Choice(["da", "en"]), help=N_("Danish or English (LAUG_LANG).")),
    _option("-y", "--yes", is_flag=True, help=N_("Answer yes to every question.")),
    _option("-n", "--dry-run", is_flag=True, help=N_("Show what would happen and write nothing.")),
    _option("--no-input", is_flag=True, help=N_("Never ask; fail instead.")),
)


def collected(context: click.Context) -> Settings:
    """What the options on all levels of the line come to; an option said twice counts as said last."""
    said = {name.removeprefix(_KEPT): value for name, value in context.meta.items() if name.startswith(_KEPT)}
    if said.get("db") == "":
        raise click.BadParameter(_("it names no file."), ctx=context, param_hint="--db")
    if said.get("json") and said.get("format") not in (None, Format.JSON.value):
        raise two_formats(said["format"], context)
    usual = Format.LINES if said.get("plain") or os.environ.get("LAUG_PLAIN", "") not in ("", "0") else Format.TABLE
    path = said.get("db") or os.environ.get("LAUG_DB")
    fields = said.get("fields") or ""
    return Settings(
        path=Path(path).expanduser() if path else None,
        account=said.get("account") or os.environ.get("LAUG_AS") or _login(),
        format=Format.JSON if said.get("json") else Format(said.get("format") or usual),
        fields=tuple(name.strip() for name in fields.split(",") if name.strip()),
        quiet=bool(said.get("quiet")),
        verbose=bool(said.get("verbose")),
        color=said.get("color") or "auto",
        yes=bool(said.get("yes")),
        dry_run=bool(said.get("dry_run")),
        no_input=bool(said.get("no_input")),
        theme=said.get("theme") or "",
        mouse=bool(said.get("mouse")) or os.environ.get("LAUG_MOUSE", "") not in ("", "0"),
    )


def two_formats(other: str, context: click.Context) -> click.UsageError:
    """--json and another --format: only one of them can be meant."""
    return click.UsageError(_("--json and --format {other} are two different wishes; choose one.").format(other=other), context)


def usual_path() -> Path:
    """Where a person's register lies if nothing else is said."""
    from platformdirs import user_data_path

    return user_data_path("laug") / "laug.db"


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user id, as in some containers
        return f"uid-{os.getuid()}" if hasattr(os, "getuid") else "owner"


@dataclass(frozen=True)
class Glance:
    """What must be known before the line is understood: in which language and form its errors are told."""

    language: str | None
    json: bool


def glance(arguments: Sequence[str]) -> Glance:
    """Look for --lang and --json without parsing the line."""
    language = None
    json = False
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            language = arguments[place + 1]
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=")
        json = json or argument in ("--json", "--format=json")
        json = json or list(arguments[place : place + 2]) == ["--format", "json"]
    return Glance(language, json)
