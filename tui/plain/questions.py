"""A command asked for question by question: what it must know, then, if one likes, what it may know."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from tui.commands.line.kinds import KindType
from tui.commands.line.settings import OPTIONS
from tui.commands.line.words import QueryType
from tui.plain.places import Noun, Verb, noun_of
from tui.words import N_, _, language

Ask = Callable[[str], str]
Tell = Callable[[str], None]


class GivenUp(Exception):
    """The person does not want it after all."""


def line_for(verb: Verb, known: Mapping[Noun, str], ask: Ask, tell: Tell, *, version: int | None = None) -> list[str]:
    """The words of the command line, from the answers. Raises `GivenUp` for a full stop alone.

    `version` is the one that was told of what is known; what a colleague changes while one answers is asked about.
    """
    context = click.Context(verb.command)
    asked = Questions(context, ask, tell)
    given = {option.name: reference for noun, reference in known.items() if (option := verb.option_for(noun))}
    if version is not None and verb.asks_version:
        given["seen"] = str(version)
    own = [one for one in _own(verb.command) if one.name not in given]
    options = [word for one in _own(verb.command) if one.name in given for word in (one.opts[0], given[one.name])]
    for option in own:
        if option.required:
            options += asked.option(option)
    arguments: list[str] = []
    for argument in (one for one in verb.command.params if isinstance(one, click.Argument)):
        noun = noun_of(argument)
        taken = known.get(noun) if noun is not None and not arguments else None
        arguments += [taken] if taken is not None else asked.argument(argument)
    options += asked.more([one for one in own if not one.required])
    return [*verb.path, *options, *_kept_apart(verb.command, arguments)]


def _own(command: click.Command) -> list[click.Option]:
    """The command's options, without those that work everywhere."""
    found = [one for one in command.params if isinstance(one, click.Option) and one not in OPTIONS]
    return [one for one in found if not one.hidden and one.name != "help"]


def _kept_apart(command: click.Command, arguments: Sequence[str]) -> list[str]:
    """Words that begin with a minus are no options; a query keeps them apart by itself."""
    asks = any(isinstance(one.type, QueryType) for one in command.params)
    apart = not asks and any(word.startswith("-") for word in arguments)
    return ["--", *arguments] if apart else list(arguments)


class Questions:
    """The questions of one command."""

    def __init__(self, context: click.Context, ask: Ask, tell: Tell) -> None:
        self._context = context
        self._ask = ask
        self._tell = tell

    def argument(self, argument: click.Argument) -> list[str]:
        """The words for an argument; none for one that was left out."""
        name = argument.make_metavar(self._context).strip("[].")
        help = argument.get_help_record(self._context)
        told = help[1] if help else ""
        question = _(N_("{name} ({help})")).format(name=name, help=told) if told else name
        if not argument.required:
            question = _(N_("{question}, or Enter for none")).format(question=question)
        text = self._answer(question, argument)
        while not text and argument.required:
            self._tell(_(N_("This must be known. A full stop alone gives up.")))
            text = self._answer(question, argument)
        if not text:
            return []
        return words_of(text) if argument.nargs != 1 and not isinstance(argument.type, QueryType) else [text]

    def option(self, option: click.Option) -> list[str]:
        """The words for an option that is wanted."""
        name = option.opts[-1]
        if option.is_flag:
            return [name]
        text = self._answer(f"{_named(option)}: {_help(option)}", option)
        if not text:
            return []
        return [part for one in (words_of(text) if option.nargs != 1 else [text]) for part in (name, one)]

    def more(self, options: Sequence[click.Option]) -> list[str]:
        """What may be said besides: none, the one that is named, or all one by one."""
        found: list[str] = []
        if not options:
            return found
        question = _(N_("More to say? Enter for no, ? for what there is, a name, or all"))
        while text := self._answered(question):
            if text == "?":
                for option in options:
                    self._tell(f"{_named(option)}: {_help(option)}")
            elif text.casefold() in (_(N_("all")), "all"):
                for option in options:
                    found += self._each(option)
                return found
            else:
                found += self._named(text, options)
        return found

    def _each(self, option: click.Option) -> list[str]:
        if not option.is_flag:
            return self.option(option)
        text = self._answered(_(N_("{name}: {help} y for yes")).format(name=_named(option), help=_help(option)))
        return [option.opts[-1]] if text.casefold()[:1] in ("y", _(N_("y"))) else []

    def _named(self, text: str, options: Sequence[click.Option]) -> list[str]:
        """The option somebody named, by its whole name or the start of one only; `name value` says both at once."""
        name, _blank, value = text.lstrip("-").partition(" ")
        near = [one for one in options if _named(one).startswith(name)]
        exact = [one for one in near if _named(one) == name]
        if len(exact or near) != 1:
            self._tell(_(N_("There is no {name} here; ? tells what there is.")).format(name=name))
            return []
        option = (exact or near)[0]
        return [option.opts[-1], value.strip()] if value.strip() and not option.is_flag else self.option(option)

    def _answer(self, question: str, parameter: click.Parameter) -> str:
        choices = ", ".join(_choices(parameter))
        return self._answered(f"{question} [{choices}]" if choices else question)

    def _answered(self, question: str) -> str:
        text = self._ask(question + ": ").strip()
        if text == ".":
            raise GivenUp
        return text


def _named(option: click.Option) -> str:
    return option.opts[-1].lstrip("-")


def _help(option: click.Option) -> str:
    return _(option.help) if option.help else ""


def _choices(parameter: click.Parameter) -> Iterator[str]:
    """What it may be, where that is a short list."""
    match parameter.type:
        case click.Choice(choices=choices):
            yield from map(str, choices)
        case KindType() as kinds:
            yield from (kind.name_in(language()) for kind in kinds.kinds)


def words_of(text: str) -> list[str]:
    """Several things with blanks between them; one with blanks in it stands in quotes."""
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is not closed: names such as O'Brien
        return text.split()
