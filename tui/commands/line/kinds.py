"""The kinds of values commands take: names of kinds in both languages, and people and networks that complete."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

import click
from click.shell_completion import CompletionItem

from core.errors import LaugError
from core.rules.kinds import Named
from tui.commands.line.console import Console
from tui.commands.line.settings import collected
from tui.commands.line.words import QueryType
from tui.words import _, language

if TYPE_CHECKING:
    from core.door.session import Session

Kind = TypeVar("Kind", bound=Named)
Found = TypeVar("Found")


class KindType(click.ParamType[Kind], Generic[Kind]):
    """A kind, said by its stored value or its name in Danish or English, whole or the start of one only."""

    name = "kind"

    def __init__(self, kinds: type[Kind]) -> None:
        self.kinds = kinds

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Kind:
        if isinstance(value, self.kinds):
            return value
        found = self.kinds.from_words(str(value))
        return self._refuse(str(value), param, ctx) if found is None else found

    def _refuse(self, said: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        names = ", ".join(self._names())
        self.fail(_("{name!r} is none of these: {names}.").format(name=said, names=names), param, ctx)

    def _names(self) -> list[str]:
        return [kind.name_in(language()) for kind in self.kinds]

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        return [
            CompletionItem(kind.value, help=kind.name_in(language()))
            for kind in self.kinds
            if kind.value.startswith(incomplete)
        ]


class Number(click.ParamType[int]):
    """A whole number, at least `least` and at most `most`."""

    name = "number"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if not (text.removeprefix("-").isascii() and text.removeprefix("-").isdecimal()):
            self.fail(_("{value} is not a number.").format(value=repr(text)), param, ctx)
        number = int(text)
        if number < self.least:
            self.fail(_("it is at least {least}.").format(least=self.least), param, ctx)
        if self.most is not None and number > self.most:
            self.fail(_("it is at most {most}.").format(most=self.most), param, ctx)
        return number


class Query(QueryType):
    """Words and filters of the query language, completed with its fields and their values."""

    def __init__(self, subject: str) -> None:
        self.subject = subject

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        from core.search.complete import complete
        from core.search.fields import Subject

        found = _from_register(ctx, lambda session: complete(session, Subject(self.subject), incomplete))
        return [CompletionItem(text) for text in found]


def _from_register(ctx: click.Context, find: Callable[["Session"], Sequence[Found]]) -> Sequence[Found]:
    """What is found in the register. Without one there are no completions: a shell is no place for error messages."""
    console = Console(collected(ctx))
    if not console.path.exists():
        return ()
    with suppress(LaugError), console.session() as session, session.connected():
        return find(session)
    return ()


class Reference(click.ParamType[str]):
    """What names a person, a network, …: a number, a name, an e-mail, a slug; completed from the register."""

    name = "text"

    def __init__(self, found: Callable[["Session", str], Sequence[tuple[str, str]]]) -> None:
        self.found = found

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        found = _from_register(ctx, lambda session: self.found(session, incomplete))
        return [CompletionItem(value, help=help or None) for value, help in found]
