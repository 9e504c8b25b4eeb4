"""Where things go: data to stdout in the form asked for, words to stderr, and nothing that could harm a terminal."""

import csv
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import update_wrapper
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from core.errors import ExitCode, FileError, Refused
from core.messages import N_, Message, say
from core.rules.text import visible
from tui.commands.line import ahead
from tui.commands.line.settings import Format, Settings, collected, usual_path
from tui.commands.line.spoken import spoken
from tui.commands.line.table import Column, Level, Row, cell, chosen, plain, spoken_lines, table_lines
from tui.commands.line.width import width
from tui.words import _, catalogue, language

if TYPE_CHECKING:
    from core.door.session import Holder, Session

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_NUMBERS = ("person_id", "id")  # whose number names the thing in other commands
_AT_ONCE = 20  # lines of a list that are read aloud before the next question
_MOST_AT_ONCE = 40  # of what is no list, which one has asked for to hear to its end
_YES, _NO = ("y", "yes", "j", "ja"), ("n", "no", "nej")
_SELDOM = 5  # seconds between two lines of progress that are read aloud


class Console:
    """One command's way out: `rows` and `record` for data, `say` for words, `session` for the register."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @property
    def path(self) -> Path:
        """The register's file: --db, LAUG_DB, or the usual place."""
        return self.settings.path or usual_path()

    @contextmanager
    def session(self) -> Iterator["Session"]:
        """The register opened for this command; first use makes it, and says so. Raises `FileError`."""
        from core.door.session import open_session

        new = may_be_made(self.path)
        if new and self.settings.dry_run:
            raise no_register(self.path)
        if new:
            self.say(say(N_("Made an empty register: {path}"), path=self.path))
        with open_session(
            self.path,
            account=self.settings.account,
            language=language(),
            dry_run=self.settings.dry_run,
            waiting=self.waiting,
            notice=self.say,
        ) as session:
            yield session

    def waiting(self, holder: "Holder") -> None:
        """Say whom a save waits for: told once, when somebody else has the turn to write."""
        from tui.waiting import waits_for

        self.say(waits_for(holder))

    def rows(self, columns: Sequence[Column[Row]], blocks: Iterable[Sequence[Row]]) -> int:
        """Write a list to stdout, block by block; how many rows it had."""
        format = self.settings.format
        numbered = next((column for key in _NUMBERS for column in columns if column.key == key), None)
        columns = chosen(columns, self.settings.fields, most=self._most(Level.LIST))
        counted = _Counted(blocks)
        match format:
            case Format.TABLE:
                for number, line in enumerate(table_lines(columns, counted, self._room())):
                    self._line(click.style(line, bold=True) if number == 0 and self.colored else line)
            case Format.LINES:
                self._read_aloud(spoken_lines(columns, counted, numbered))
            case Format.JSON:
                self._json_array({c.key: plain(c.value(row)) for c in columns} for row in _rows(counted))
            case Format.NDJSON:
                for row in _rows(counted):
                    self._line(json.dumps({c.key: plain(c.value(row)) for c in columns}, ensure_ascii=False))
            case Format.CSV | Format.TSV:
                writer = csv.writer(sys.stdout, delimiter="," if format is Format.CSV else "\t", lineterminator="\n")
                writer.writerow([column.key for column in columns])
                writer.writerows([cell(c.value(row)) for c in columns] for row in _rows(counted))
        return counted.number

    def _read_aloud(self, lines: Iterable[str], *, pausing: bool = True) -> None:
        """Some lines at a time where a person listens: a long list is left with a full stop."""
        for told, line in enumerate(lines):
            if pausing and told and told % _AT_ONCE == 0 and self.at_terminal and sys.stdout.isatty():
                question = _("{n} so far. Enter for more, a full stop to leave it").format(n=told)
                if ahead.listens():
                    question = _("{n} so far. Enter for more, a full stop to leave it, or what to do next").format(n=told)
                if said := click.prompt(question, default="", show_default=False, err=True).strip():
                    ahead.keep("" if said == "." else said)
                    return
            self._line(spoken(line))

    def found(self, number: int, one: str, many: str, *, asked: bool) -> int:
        """Say on a terminal how many there were; the exit code says whether what was asked for was found."""
        if not self.settings.as_data and (sys.stdout.isatty() or not number):
            self.say(Message(one, {"n": number}, many))
        return ExitCode.NOTHING_FOUND if asked and not number else ExitCode.DONE

    def record(self, columns: Sequence[Column[Row]], row: Row) -> None:
        """Write one thing to stdout: a JSON object, a line of CSV, or a field a line for people."""
        if self.settings.format not in (Format.TABLE, Format.LINES, Format.JSON):
            self.rows(columns, [[row]])
            return
        columns = chosen(columns, self.settings.fields, most=self._most(Level.CARD))
        if self.settings.format is Format.JSON:
            self._line(json.dumps({c.key: plain(c.value(row)) for c in columns}, ensure_ascii=False, indent=2))
            return
        told = [(_(column.heading), column.value(row), column.form) for column in columns]
        label = max(width(heading) for heading, _value, _form in told)
        told = [one for one in told if one[1] not in (None, "", (), []) and one[1] is not False]
        if self.settings.plain:
            self.tell([line for heading, value, form in told for line in _told_parts(heading, _parts(value, form))])
        else:
            for heading, value, form in told:
                self._line(f"{heading}{' ' * (label - width(heading))}  {_lines(value, form, label + 2)}")

    def document(self, whole: object) -> None:
        """Write one thing with parts of its own to stdout, as JSON."""
        self._line(json.dumps(plain(whole), ensure_ascii=False, indent=2))

    def result(self, columns: Sequence[Column[Row]], row: Row, message: Message) -> None:
        """What a writing command did: a sentence for people; the thing itself where data was asked for."""
        self.done(message)
        if self.settings.as_data:
            self.record(columns, row)

    def say(self, message: Message) -> None:
        """A sentence on stderr, unless --quiet."""
        if not self.settings.quiet:
            told = visible(message.render(catalogue()), keep_lines=True)
            click.echo(spoken(told) if self.settings.plain else told, err=True)

    def tell(self, lines: Iterable[str]) -> None:
        """Lines for people to stdout, which are safe to show; very many are read aloud some at a time."""
        if self.settings.plain:
            said = [line for line in lines if line.strip()]
            self._read_aloud(said, pausing=len(said) > _MOST_AT_ONCE)
        else:
            for line in lines:
                self._line(line)

    def done(self, message: Message) -> None:
        """What a command did that has nothing to show; a dry run says that it only would have."""
        self.say(say(N_("(dry run) {message}"), message=message) if self.settings.dry_run else message)
        if self.settings.dry_run:
            self.say(say(N_("This was a dry run: nothing was written.")))

    def confirm(self, question: Message) -> None:
        """Ask before something that matters. Raises `Refused` when nobody is there to answer, and on a no."""
        if self.settings.yes or self.settings.dry_run:
            return
        asked = visible(question.render(catalogue()))
        asked = spoken(asked) if self.settings.plain else asked
        if not self.at_terminal:
            raise Refused(say(N_("This needs a yes: {question}"), question=asked), say(N_("Add --yes to answer it.")))
        if not confirmed(asked, aloud=self.settings.plain):
            raise click.Abort

    def progress(self, msgid: str) -> Callable[[int, int], None]:
        """Tells on a terminal how far something is, once it has taken a second: called with `done` and `total`."""
        began = told = time.monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal told
            now = time.monotonic()
            if not sys.stderr.isatty() or self.settings.quiet or now - began <= 1:
                return
            line = _(msgid).format(done=done, total=total)
            if not self.settings.plain:
                click.echo(f"\r{line}" + ("\n" if done >= total else ""), nl=False, err=True)
            elif now - told >= _SELDOM or done >= total:  # a line that is written over is read aloud again and again
                told = now
                click.echo(line, err=True)

        return tell

    @property
    def at_terminal(self) -> bool:
        """Whether somebody is there to be asked, and wants to be; what a conversation is sent through a pipe answers, too."""
        return (ahead.listens() or (sys.stdin.isatty() and sys.stderr.isatty())) and not self.settings.no_input

    @property
    def colored(self) -> bool:
        """Whether stdout takes colours: a terminal, or --color always; not with NO_COLOR or TERM=dumb, nor read aloud."""
        if self.settings.plain:
            return False
        match self.settings.color:
            case "always":
                return True
            case "never":
                return False
            case _:
                return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

    def _most(self, usual: Level) -> Level:
        return Level.DATA if self.settings.as_data or self.settings.verbose else usual

    def _room(self) -> int | None:
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def _line(self, line: str) -> None:
        sys.stdout.write(line + "\n")

    def _json_array(self, objects: Iterable[dict[str, object]]) -> None:
        opening = "["
        for item in objects:
            sys.stdout.write(f"{opening}\n{json.dumps(item, ensure_ascii=False)}")
            opening = ","
        self._line("\n]" if opening == "," else "[]")


def confirmed(question: str, *, default: bool = False, aloud: bool = False) -> bool:
    """The answer to a question; a yes or no in either language is understood. Raises `click.Abort` on ctrl+c.

    click's own knows only the English letters, whatever the language. `aloud`: what can be answered is said in words.
    """
    yes, no = _(N_("y")), "n"
    choice = f"[{yes.upper()}/{no}]" if default else f"[{yes}/{no.upper()}]"
    if aloud:
        choice = _(N_("Enter for yes, n for no")) if default else _(N_("y for yes, Enter for no"))
    while True:
        said = click.prompt(f"{question} {choice}", default="", show_default=False, err=True).strip().casefold()
        if said in ("", *_YES, *_NO):
            return said in _YES if said else default
        click.echo(_(N_("Answer {yes} or {no}.")).format(yes=yes, no=no), err=True)


def may_be_made(path: Path) -> bool:
    """Whether there is no register yet and one is made here. Raises `FileError` where a mistyped folder would be made."""
    if path.exists():
        return False
    if path != usual_path() and not path.parent.is_dir():
        raise no_register(path)
    return True


def no_register(path: Path) -> FileError:
    """There is none, and how to begin."""
    return FileError(
        say(N_("There is no register at {path}."), path=path),
        say(N_("Make an empty one with `laug init`, or try `laug demo`.")),
    )


class _Counted(Iterable[Sequence[Row]]):
    """Blocks that remember how many rows went by."""

    def __init__(self, blocks: Iterable[Sequence[Row]]) -> None:
        self.blocks = blocks
        self.number = 0

    def __iter__(self) -> Iterator[Sequence[Row]]:
        for block in self.blocks:
            self.number += len(block)
            if block:
                yield block


def _rows(blocks: Iterable[Sequence[Row]]) -> Iterator[Row]:
    return chain.from_iterable(blocks)


def _lines(value: object, form: Callable[[object], str], indent: int) -> str:
    """A value beside its label; several things stand below each other, and so do the lines of a text."""
    return ("\n" + " " * indent).join(_parts(value, form))


def _told_parts(heading: str, parts: Sequence[str]) -> Iterator[str]:
    """Each of several things in a line of its own below how many they are: a heading told again with each is noise."""
    if len(parts) == 1:
        yield f"{heading}: {parts[0]}"
    elif parts:
        yield f"{heading}, {len(parts)}:"
        yield from parts


def _parts(value: object, form: Callable[[object], str]) -> list[str]:
    match value:
        case tuple() | list():
            return [form(item) for item in value]
        case str() if "\n" in value:
            return [form(line) for line in value.split("\n")]
        case _:
            return [form(value)]


def with_console(
    command: Callable[Concatenate[Console, Parameters], Result],
) -> Callable[Parameters, Result]:
    """Give a command its console as the first argument."""

    def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        return command(Console(collected(click.get_current_context())), *args, **kwargs)

    return update_wrapper(call, command)
