"""Click's commands and parameters in the language spoken: msgids are kept, and translated when help is asked for."""

import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from click.formatting import HelpFormatter
from click.shell_completion import CompletionItem

from tui.words import N_, _


class Option(click.Option):
    """An option whose help and metavar are msgids."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help), 1)

    def make_metavar(self, ctx: click.Context) -> str:
        return _(self.metavar) if self.metavar else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose help and metavar are msgids."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return self.make_metavar(ctx), _(self.help) if self.help else ""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return f"'{_(self.metavar) if self.metavar else self.name.upper()}'"

    def make_metavar(self, ctx: click.Context) -> str:
        name = _(self.metavar) if self.metavar else self.name.upper()
        return (name if self.required else f"[{name}]") + ("..." if self.nargs != 1 else "")


class QueryType(click.ParamType[str]):
    """A text of the query language, of which a word may begin with a minus."""

    name = "query"


class Command(click.Command):
    """A command whose help and epilog are msgids; it takes the options that work anywhere in the line, but for its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from tui.commands.line.settings import OPTIONS

        super().__init__(*args, **kwargs)
        own = {name for parameter in self.params for name in parameter.opts}
        self.params.extend(item for item in OPTIONS if own.isdisjoint(item.opts))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(isinstance(one, click.Argument) and isinstance(one.type, QueryType) for one in self.params):
            args = list(_negations_kept(self.get_params(ctx), args))
        # A day of a series that has nothing of its own has a long number below zero; no option looks like it.
        args = [f"#{one}" if re.fullmatch("-[0-9]{6,}", one) else one for one in args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        found = super().shell_complete(ctx, incomplete)
        if incomplete[:1] == "-" != incomplete[1:2]:
            asked = (one for one in self.params if isinstance(one, click.Argument) and isinstance(one.type, QueryType))
            found += [item for one in asked for item in one.shell_complete(ctx, incomplete)]
        return found

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")  # click translates it once and keeps it
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        return short(self.help or "")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return _usage(super().collect_usage_pieces(ctx))

    def format_help_text(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        _write_text(formatter, self.help)

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        _write_text(formatter, self.epilog)
        if ctx.parent is not None:
            _write_text(formatter, N_("Options for every command: laug --help"))


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*_usage(click.Command.collect_usage_pieces(self, ctx)), _("COMMAND [ARGS]...")]

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)


class LazyGroup(Group):
    """A group that imports a command's module only when that command is asked for.

    `table` maps a command's name to where it lives (``module:attribute``) and its help, so that the overview and
    completion import nothing. `danish` maps Danish names to ours, for suggestions. Commands of the group's own module
    may be put in as in any group; they come first.
    """

    def __init__(
        self, *args: Any, table: Mapping[str, tuple[str, str]], danish: Mapping[str, str] | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.table = table
        self.danish = danish or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *self.table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return super().get_command(ctx, cmd_name)
        module, attribute = self.table[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            meant = self.danish.get(error.command_name.lower())
            near = click.exceptions.NoSuchCommand(error.command_name, possibilities=self.list_commands(ctx), ctx=ctx)
            raise (_meant(error.command_name, meant, ctx) if meant else near) from None

    def format_commands(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, short(help)) for name, help in self._helps()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        found = [
            CompletionItem(name, help=short(help))
            for name, help in self._helps()
            if name.startswith(incomplete)
        ]
        return [*found, *Command.shell_complete(self, ctx, incomplete)]

    def _helps(self) -> list[tuple[str, str]]:
        """Each command and its help; no module is imported for it."""
        own = [(name, command.help or "") for name, command in self.commands.items()]
        return [*own, *((name, help) for name, (_where, help) in self.table.items())]


def _negations_kept(parameters: Sequence[click.Parameter], arguments: Sequence[str]) -> Iterator[str]:
    """`-anna`, `-30d` and `-skole:x` belong to the query: a blank before them keeps them from being read as options."""
    options = {name: one for one in parameters if isinstance(one, click.Option) for name in one.opts}
    before = ""
    for place, argument in enumerate(arguments):
        if argument == "--":
            yield from arguments[place:]
            return
        takes_it = before in options and not options[before].is_flag
        yield argument if takes_it or not _negation(argument, options) else f" {argument}"
        before = argument


def _negation(argument: str, options: Mapping[str, click.Option]) -> bool:
    """Whether it begins with one minus and is not made of short options."""
    if len(argument) < 3 or argument[0] != "-" or argument[1] == "-":
        return False
    letters = [options.get(f"-{letter}") for letter in argument[1:]]
    if letters[0] is not None and not letters[0].is_flag:
        return False
    return any(letter is None for letter in letters)


def _meant(said: str, meant: str, context: click.Context) -> click.exceptions.NoSuchCommand:
    error = click.exceptions.NoSuchCommand(said, ctx=context)
    error.possibilities = [meant]  # type: ignore[misc]  # click finds near spellings only; this is a translation
    return error


def short(help: str) -> str:
    """The first sentence of a help text, in the language spoken."""
    return _(help).split("\n\n")[0].replace("\n", " ")


def _usage(pieces: list[str]) -> list[str]:
    return [_("[OPTIONS]") if piece == "[OPTIONS]" else piece for piece in pieces]


def _write_text(formatter: HelpFormatter, text: str | None) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(text))


def _write_options(command: click.Command, context: click.Context, formatter: HelpFormatter) -> None:
    """The options; those that work everywhere are listed by the top command alone."""
    from tui.commands.line.settings import OPTIONS

    options = [item for item in command.get_params(context) if isinstance(item, click.Option)]
    if context.parent is not None:
        options = [item for item in options if item not in OPTIONS]
    with formatter.section(_("Options")):
        formatter.write_dl([record for item in options if (record := item.get_help_record(context))])
