"""Where one can be in a conversation, and which commands belong there: read off the command tree, so that nothing is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

import click

from tui.commands.education import EDUCATION
from tui.commands.line.parts import MEETING, NETWORK, ORGANISATION, PERSON
from tui.commands.line.words import QueryType, short
from tui.commands.series import SERIES
from tui.commands.tree import laug
from tui.words import N_


class Noun(Enum):
    """What a number in a list may stand for: the name of its commands, and what it is called (a msgid)."""

    PERSON = "person", N_("person")
    NETWORK = "network", N_("network")
    MEETING = "meeting", N_("meeting")
    ORGANISATION = "organisation", N_("organisation")
    SERIES = "series", N_("series")
    EDUCATION = "education", N_("education")

    def __init__(self, group: str, word: str) -> None:
        self.group = group
        self.word = word


_KINDS = {
    PERSON: Noun.PERSON, NETWORK: Noun.NETWORK, MEETING: Noun.MEETING, ORGANISATION: Noun.ORGANISATION,
    SERIES: Noun.SERIES, EDUCATION: Noun.EDUCATION,
}  # fmt: skip


@dataclass(frozen=True)
class Area:
    """One of the areas of the screens, with the same number: its name, its first line, and the groups that belong to it."""

    number: int
    name: str
    opening: tuple[str, ...]
    groups: tuple[str, ...]


_OF_AREAS = (
    Area(1, N_("Today"), ("today",), ("today",)),
    Area(2, N_("Networks"), ("network", "list"), ("network",)),
    Area(3, N_("People"), (), ("person", "consent", "rollover", "tidy")),
    Area(4, N_("Meetings"), ("meeting", "list"), ("meeting", "series", "mail", "publish")),
    Area(5, N_("Organisations"), (), ("organisation", "school", "break", "education")),
    Area(6, N_("Reports"), ("report",), ("report",)),
)
WORKSHOP = Area(7, N_("Workshop"), (), ())


@dataclass(frozen=True)
class Verb:
    """A command: the words that call it, itself, and its first sentence."""

    path: tuple[str, ...]
    command: click.Command

    @property
    def told(self) -> str:
        return short(self.command.help or "")

    @property
    def noun(self) -> Noun | None:
        """What its first argument names, if that is one thing of the register."""
        return next((found for one in self.command.params if (found := noun_of(one)) is not None), None)

    def option_for(self, noun: Noun) -> click.Option | None:
        """The option that names one thing of the register, where the command needs no other one first."""
        if self.noun is noun or any(one.required and noun_of(one) is not None for one in self.command.params):
            return None
        options = (one for one in self.command.params if isinstance(one, click.Option))
        kind = next(kind for kind, one in _KINDS.items() if one is noun)
        return next((one for one in options if one.type is kind and one.opts[-1] == f"--{noun.group}"), None)

    @property
    def asks_version(self) -> bool:
        """Whether it can be told which version one saw, so that a colleague's changes since are not overwritten."""
        return any(one.name == "seen" for one in self.command.params)

    @property
    def must_know(self) -> bool:
        """Whether it does nothing without being told more."""
        return any(one.required for one in self.command.params)

    @property
    def asks(self) -> bool:
        """Whether it asks where it is named alone: for what it must know, or since it tells nothing by itself."""
        several = any(isinstance(one, click.Argument) and one.nargs != 1 and noun_of(one) for one in self.command.params)
        return self.must_know or several or self.path in _ASKS

    @property
    def writes_itself(self) -> bool:
        """Whether it takes what one writes there and then, and a file only where a line names one."""
        return self.path == ("meeting", "minutes")

    @property
    def searches(self) -> bool:
        """Whether it looks for something: that nothing is found is then an answer, and no mistake of the question."""
        return any(isinstance(one, click.Argument) and isinstance(one.type, QueryType) for one in self.command.params)

    @property
    def numbers(self) -> bool:
        """Whether its lines begin with numbers, or tell of them: what a number meant before is then over."""
        return self.lists is not None or self.path in _OTHER_NUMBERS

    @property
    def lists(self) -> Noun | None:
        """What the numbers in its lines stand for; None where they open nothing."""
        plain_list = next((noun for noun in Noun if self.path == (noun.group, "list")), None)
        return plain_list or _LISTED.get(self.path)


_ASKS = {("import", "people"), ("import", "answers"), ("export", "ical"), ("person", "bulk", "stage")}
_LISTED = {
    ("network", "members"): Noun.PERSON, ("meeting", "invited"): Noun.PERSON, ("organisation", "people"): Noun.PERSON,
    ("person", "duplicates"): Noun.PERSON, ("rollover", "list"): Noun.PERSON,
    ("tidy",): Noun.PERSON, ("meeting", "follow-up"): Noun.PERSON, ("meeting", "calendar"): Noun.MEETING,
}  # fmt: skip
_OTHER_NUMBERS = {
    ("today",), ("log",), ("break", "list"), ("meeting", "replies"), ("meeting", "action", "list"), ("meeting", "guest"),
    ("meeting", "waiting"), ("meeting", "due"), ("meeting", "template", "list"), ("import", "plan", "show"),
}  # fmt: skip


def noun_of(parameter: click.Parameter) -> Noun | None:
    """What an argument names; None for options and other arguments."""
    if not isinstance(parameter, click.Argument):
        return None
    return next((noun for kind, noun in _KINDS.items() if parameter.type is kind), None)


@cache
def verbs() -> tuple[Verb, ...]:
    """Every command there is, in the order of the help."""
    return tuple(_under(laug, ()))


def _under(group: click.Group, path: tuple[str, ...]) -> Iterator[Verb]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group) and not command.invoke_without_command:
            yield from _under(command, (*path, name))
        elif command is not None and not command.hidden:
            yield Verb((*path, name), command)
            if isinstance(command, click.Group):
                yield from _under(command, (*path, name))


def areas() -> tuple[Area, ...]:
    """The areas; the workshop has all that belongs to no other."""
    return (*_OF_AREAS, WORKSHOP)


def verbs_of(area: Area) -> list[Verb]:
    """What can be done in an area."""
    if area is not WORKSHOP:
        return [verb for verb in verbs() if verb.path[0] in area.groups]
    elsewhere = {group for one in _OF_AREAS for group in one.groups}
    return [verb for verb in verbs() if verb.path[0] not in elsewhere]


def verbs_for(noun: Noun) -> list[Verb]:
    """What can be done with one thing: its own commands, then those of others that it is given to."""
    found = [verb for verb in verbs() if verb.noun is noun or verb.option_for(noun) is not None]
    return sorted(found, key=lambda verb: (verb.path[0] != noun.group, verb.noun is not noun))
