"""A command asked for question by question: what it must know, then, if one likes, what it may know."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from core.rules.alphabet import spelled_plainly
from core.rules.text import visible
from tui.commands.line.kinds import KindType, Reference
from tui.commands.line.settings import OPTIONS
from tui.commands.line.words import QueryType
from tui.plain.option_words import names, word_for
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
    arguments = [one for one in verb.command.params if isinstance(one, click.Argument)]
    at = next((one for one in arguments if noun_of(one) is not None), None)  # what names the thing one is at
    needed = [word for one in arguments if one.required for word in _given(asked, one, known, first=one is at)]
    options += [word for one in own if one.required for word in asked.option(one)]
    wanted = [] if verb.writes_itself else [one for one in arguments if not one.required]
    besides = [word for one in wanted for word in _given(asked, one, known, first=one is at)]
    options += asked.more([one for one in own if not one.required])
    return [*verb.path, *options, *_kept_apart(verb.command, [*needed, *besides])]


def _given(asked: "Questions", argument: click.Argument, known: Mapping[Noun, str], *, first: bool) -> list[str]:
    """The words for an argument: what one is at for the first that names such a thing, else what is answered."""
    noun = noun_of(argument)
    taken = known.get(noun) if noun is not None and first else None
    return [taken] if taken is not None else asked.argument(argument)


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
        name = argument.make_metavar(self._context).strip("[].").capitalize()
        help = argument.get_help_record(self._context)
        told = help[1].rstrip(".") if help else ""
        if takes_several(argument):
            told = _(N_("several with commas between them"))
        text = self._needed(name, told, argument)
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
        text = self._needed(word_for(option), _help(option).rstrip("."), option)
        if not text:
            return []
        return [part for one in (words_of(text) if option.nargs != 1 else [text]) for part in (name, one)]

    def more(self, options: Sequence[click.Option]) -> list[str]:
        """What may be said besides: none, the one that is named, or all one by one."""
        if not options:
            return []
        before = dict(self._kept.more)  # what is said again of these takes the place of it
        if before:
            self._tell(_(N_("Said already: {options}")).format(options="; ".join(_again(options, before))))
        question = _(N_("More to say? Enter for no, ? for what there is, what it is and its value, or all"))
        while text := self._answered(question):
            question = _(N_("More? Enter for no"))
            if text == "?":
                for option in options:
                    self._tell(f"{word_for(option)}: {_help(option)}")
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
        text = self._answered(_(N_("{name}: {help} y for yes")).format(name=word_for(option), help=_help(option)))
        return [option.opts[-1]] if said_yes(text) else []

    def _meant(self, text: str, options: Sequence[click.Option]) -> tuple[click.Option, str] | None:
        """The option somebody named, by the start of its name or a word of what it says; `name value` says both at once."""
        name, _blank, value = text.lstrip("-").partition(" ")
        near = _called(name, options)
        if len(near) != 1:
            told = N_("There is no “{name}” to say here; ? tells what there is.")
            if near:
                told = N_("“{name}” may be {options}; say which.")
            self._tell(_(told).format(name=name, options=", ".join(map(word_for, near))))
            return None
        return near[0], "" if near[0].is_flag else value.strip()

    def _needed(self, name: str, told: str, parameter: click.Parameter) -> str:
        """The answer; asked again where there must be one."""
        text = self._answer(name, told, parameter)
        while not text and parameter.required:
            self._tell(_(N_("This must be known. A full stop alone gives up.")))
            text = self._answer(name, told, parameter)
        return text

    def _answer(self, name: str, told: str, parameter: click.Parameter) -> str:
        """What is answered. All there is to know is told once, and again for a question mark."""
        choices = list(_choices(parameter))
        if choices:
            told = _with_choices(told, choices)
        asked = _(N_("{name} ({help})")).format(name=name, help=told) if told else name
        kept = self._kept.answers.get(str(parameter.name), "")
        if kept:
            ending = _(N_("{question}; Enter for what you said: {kept}"))
        elif isinstance(parameter, click.Argument) and not parameter.required:
            ending = _(N_("{question}, or Enter for none"))
        else:
            ending = "{question}"
        text = self._answered(ending.format(question=asked, kept=kept)) or kept
        while (wrong := (told or name) if text == "?" else self._wrong(text, parameter)) is not None:
            self._tell(wrong)
            text = self._answered(ending.format(question=name, kept=kept)) or kept
        if text and (parameter.required or isinstance(parameter, click.Argument)):
            self._kept.answers[str(parameter.name)] = text
        return text

    def _wrong(self, text: str, parameter: click.Parameter) -> str | None:
        """What is wrong with an answer, told while it can be said anew; what only the register knows is asked of it later."""
        if not text or isinstance(parameter.type, click.File):
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


def _again(options: Sequence[click.Option], said: Mapping[str, list[str]]) -> Iterator[str]:
    """What was said of options, each by its word and not as it is typed."""
    for option in options:
        if words := said.get(str(option.name)):
            yield " ".join((word_for(option), *(one for one in words if one != option.opts[-1])))


def _help(option: click.Option) -> str:
    return _(option.help) if option.help else ""


def _called(name: str, options: Sequence[click.Option]) -> list[click.Option]:
    """Those of that name, else those whose name, or else a word of what they say, begins so."""
    wanted = spelled_plainly(name)
    said = {str(one.name): f" {spelled_plainly(_help(one).replace('-', ' '))}" for one in options}
    ways = (
        [one for one in options if wanted in names(one)],
        [one for one in options if any(known.startswith(wanted) for known in names(one))],
        [one for one in options if said[str(one.name)].startswith(f" {wanted}")],
        [one for one in options if f" {wanted}" in said[str(one.name)]],
    )
    return next((found for found in ways if found), []) if wanted else []


def _with_choices(told: str, choices: Sequence[str]) -> str:
    """What a question tells, with all that may be answered, each once and in one language.

    >>> _with_choices("open (åbent) or internal (internt)", ["åbent", "internt"])
    'åbent or internt'
    """
    for one in choices:
        told = re.sub(rf"\b\w+ \({re.escape(one)}\)", one, told)
    if all(one in told for one in choices):
        return told
    told = "" if "…" in told else told  # only some of them, as examples
    return "; ".join(filter(None, (told, _(N_("one of {choices}")).format(choices=", ".join(choices)))))


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
