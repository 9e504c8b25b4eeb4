"""A command asked for question by question: what it must know, then, if one likes, what it may know."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from core.rules.text import visible
from tui.commands.line.kinds import KindType, Number, Reference
from tui.commands.line.settings import OPTIONS
from tui.commands.line.words import QueryType
from tui.plain.places import Noun, Verb, noun_of
from tui.words import N_, _, language

Ask = Callable[[str], str]
Tell = Callable[[str], None]


class GivenUp(Exception):
    """The person does not want it after all."""


@dataclass
class Kept:
    """What was answered to the questions of a command, by their names: offered again where it was refused."""

    answers: dict[str, str] = field(default_factory=dict)
    more: dict[str, list[str]] = field(default_factory=dict)

    @property
    def something(self) -> bool:
        """Whether there is anything to put right."""
        return bool(self.answers or self.more)


def line_for(
    verb: Verb, known: Mapping[Noun, str], ask: Ask, tell: Tell, kept: Kept | None = None, *, version: int | None = None
) -> list[str]:
    """The words of the command line, from the answers. Raises `GivenUp` for a full stop alone.

    What is in `kept` is offered, and what is answered is put there. `version` is the one that was told of what is known;
    what a colleague changes while one answers is asked about.
    """
    context = click.Context(verb.command)
    asked = Questions(context, ask, tell, kept if kept is not None else Kept())
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

    def __init__(self, context: click.Context, ask: Ask, tell: Tell, kept: Kept) -> None:
        self._context = context
        self._ask = ask
        self._tell = tell
        self._kept = kept

    def argument(self, argument: click.Argument) -> list[str]:
        """The words for an argument; none for one that was left out."""
        name = argument.make_metavar(self._context).strip("[].")
        help = argument.get_help_record(self._context)
        told = help[1].rstrip(".") if help else ""
        if takes_several(argument):
            told = _(N_("several with commas between them"))
        question = _(N_("{name} ({help})")).format(name=name, help=told) if told else name
        if not (argument.required or argument.name in self._kept.answers):
            question = _(N_("{question}, or Enter for none")).format(question=question)
        text = self._needed(question, argument)
        if not text:
            return []
        if takes_several(argument):
            return several(text)
        return words_of(text) if argument.nargs != 1 and not isinstance(argument.type, QueryType) else [text]

    def option(self, option: click.Option) -> list[str]:
        """The words for an option that is wanted."""
        name = option.opts[-1]
        if option.is_flag:
            return [name]
        text = self._needed(f"{_named(option)}: {_help(option).rstrip('.')}", option)
        if not text:
            return []
        return [part for one in (words_of(text) if option.nargs != 1 else [text]) for part in (name, one)]

    def more(self, options: Sequence[click.Option]) -> list[str]:
        """What may be said besides: none, the one that is named, or all one by one."""
        if not options:
            return []
        before = dict(self._kept.more)  # what is said again of these takes the place of it
        if before:
            self._tell(_(N_("Said already: {options}")).format(options="; ".join(" ".join(one) for one in before.values())))
        question = _(N_("More to say? Enter for no, ? for what there is, a name, or all"))
        while text := self._answered(question):
            if text == "?":
                for option in options:
                    self._tell(f"{_named(option)}: {_help(option)}")
            elif text.casefold() in (_(N_("all")), "all"):
                for option in options:
                    self._said(option, self._each(option), before)
                break
            elif (found := self._meant(text, options)) is not None:
                self._said(found[0], self.option(found[0]) if not found[1] else [found[0].opts[-1], found[1]], before)
        return [word for words in self._kept.more.values() for word in words]

    def _said(self, option: click.Option, words: list[str], before: dict[str, list[str]]) -> None:
        """Keep what was said of an option."""
        name = str(option.name)
        if words and before.pop(name, None) is not None:
            self._kept.more[name] = words
        elif words:
            self._kept.more[name] = [*(self._kept.more.get(name, []) if option.multiple else []), *words]

    def _each(self, option: click.Option) -> list[str]:
        if not option.is_flag:
            return self.option(option)
        text = self._answered(_(N_("{name}: {help} y for yes")).format(name=_named(option), help=_help(option)))
        return [option.opts[-1]] if said_yes(text) else []

    def _meant(self, text: str, options: Sequence[click.Option]) -> tuple[click.Option, str] | None:
        """The option somebody named, by its whole name or the start of one only; `name value` says both at once."""
        name, _blank, value = text.lstrip("-").partition(" ")
        near = [one for one in options if _named(one).startswith(name)]
        exact = [one for one in near if _named(one) == name]
        if len(exact or near) != 1:
            self._tell(_(N_("There is no “{name}” to say here; ? tells what there is.")).format(name=name))
            return None
        option = (exact or near)[0]
        return option, "" if option.is_flag else value.strip()

    def _needed(self, question: str, parameter: click.Parameter) -> str:
        """The answer; asked again where there must be one."""
        text = self._answer(question, parameter)
        while not text and parameter.required:
            self._tell(_(N_("This must be known. A full stop alone gives up.")))
            text = self._answer(question, parameter)
        return text

    def _answer(self, question: str, parameter: click.Parameter) -> str:
        choices = ", ".join(_choices(parameter))
        asked = f"{question} [{choices}]" if choices else question
        name = str(parameter.name)
        kept = self._kept.answers.get(name, "")
        if kept:
            asked = _(N_("{question}; Enter for what you said: {kept}")).format(question=asked, kept=kept)
        text = self._answered(asked) or kept
        while (wrong := self._wrong(text, parameter)) is not None:
            self._tell(wrong)
            text = self._answered(asked)
        if text and (parameter.required or isinstance(parameter, click.Argument)):
            self._kept.answers[name] = text
        return text

    def _wrong(self, text: str, parameter: click.Parameter) -> str | None:
        """What is wrong with an answer that is one of some names, or a number; told while it can be said anew."""
        if not text or not isinstance(parameter.type, (click.Choice, KindType, Number)):
            return None
        try:
            for one in words_of(text) if parameter.nargs != 1 else [text]:
                parameter.type.convert(one, parameter, self._context)
        except click.UsageError as error:
            return visible(error.message)
        return None

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


def said_yes(text: str) -> bool:
    """Whether an answer is a yes, in either language."""
    return text.strip().casefold() in ("y", "yes", "j", "ja")


def said_no(text: str) -> bool:
    """Whether an answer is a no, or none."""
    return text.strip().casefold() in ("", ".", "n", "no", "nej")


def takes_several(argument: click.Argument) -> bool:
    """Whether several people, networks or the like may be named."""
    return argument.nargs != 1 and isinstance(argument.type, Reference)


def several(text: str) -> list[str]:
    """Those named: with commas between them, or in quotes; numbers and addresses also with blanks only.

    >>> several("Anna Åkjær, 12"), several("Bo Bæk"), several("3 4 x@post.example")
    (['Anna Åkjær', '12'], ['Bo Bæk'], ['3', '4', 'x@post.example'])
    """
    if "," in text:
        return [one for part in text.split(",") if (one := part.strip().strip("\"'"))]
    words = words_of(text)
    if any(quote in text for quote in "\"'") or all(word.isdecimal() or "@" in word for word in words):
        return words
    return [text]


def words_of(text: str) -> list[str]:
    """Several things with blanks between them; one with blanks in it stands in quotes."""
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is not closed: names such as O'Brien
        return text.split()
