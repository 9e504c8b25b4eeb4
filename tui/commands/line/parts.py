"""Small parts that several commands are made of."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from core.errors import ExitCode, Invalid, NotFound
from core.messages import say
from tui.commands.line.console import Console
from tui.commands.line.kinds import Query, Reference
from tui.commands.line.settings import COMPLETE, collected
from tui.commands.line.words import Argument, Option
from tui.words import N_, _

if TYPE_CHECKING:
    from core.door.session import Session

Row = TypeVar("Row")
Fields = TypeVar("Fields")
_BLOCK = 500

option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)


def blocks(
    session: "Session", rows: Callable[["Session", Sequence[int]], Sequence[Row]], ids: Sequence[int]
) -> Iterator[Sequence[Row]]:
    """The rows of these numbers, fetched some hundred at a time, so that a list of a million starts at once."""
    for start in range(0, len(ids), _BLOCK):
        yield rows(session, ids[start : start + _BLOCK])


def said(kind: type[Fields], /, **values: object) -> Fields:
    """The options a person gave, as the fields of a noun; those left out are no wish to change anything."""
    return cast(Fields, {name: value for name, value in values.items() if value is not None and value != ()})


def something(*values: object) -> None:
    """Raises a usage error that names the command's options if none of these was said: there is nothing to change."""
    if any(value is not None and value != () for value in values):
        return
    context = click.get_current_context()
    own = (one for one in context.command.params if isinstance(one, click.Option) and one.expose_value)
    options = ", ".join(one.opts[0] for one in own)
    raise click.UsageError(_("Say what to change: {options}.").format(options=options), context)


def _people(session: "Session", start: str) -> Sequence[tuple[str, str]]:
    from core import people

    numbers = people.ids(session, start)[:20] if start.strip() else []
    found = people.rows(session, numbers)
    if os.environ.get(COMPLETE, "").startswith("bash"):  # it shows no help beside a number
        return [(name, "") for name in dict.fromkeys(row.name for row in found)]
    return [(str(row.id), f"{row.name}, {row.school}".strip(", ")) for row in found]


def _networks(session: "Session", start: str) -> Sequence[tuple[str, str]]:
    from core import networks

    return [(row.slug, row.name) for row in networks.find(session) if row.slug.startswith(start)]


def _organisations(session: "Session", start: str) -> Sequence[tuple[str, str]]:
    from core import organisations

    return [(name, "") for name in organisations.suggestions(session, start)]


def _meetings(session: "Session", start: str) -> Sequence[tuple[str, str]]:
    from core import meeting_rows, meetings

    found = meeting_rows.rows(session, meetings.ids(session, "")[:50])
    return [(str(row.id), row.title) for row in found if str(row.id).startswith(start)]


PERSON = Reference(_people)
NETWORK = Reference(_networks)
ORGANISATION = Reference(_organisations)
MEETING = Reference(_meetings)
QUERY = N_("Words and filters, as in: network:piger school:tradium anna")


def query_argument(subject: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The one argument every list takes: what to look for; with --explain it is told how that is understood."""
    words = argument("query", nargs=-1, type=Query(subject), metavar=N_("QUERY"), help=QUERY)
    return _asked(subject, words, list)


def sorted_by(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a list is sorted by, as its columns are on the screens."""
    return option("--sort", metavar=N_("NAME"), default="", help=N_("What it is sorted by, such as name or town."))(
        option("--reverse", is_flag=True, help=N_("From the last to the first."))(command)
    )


def query_option(subject: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same as an option, beside other ways to name who is meant."""
    help = N_("Everybody who answers this query.")
    taking = option("--query", type=Query(subject), metavar=N_("QUERY"), help=help)
    return _asked(subject, taking, lambda said: [said] if said else [])


def _asked(
    subject: str, taking: Callable[[Callable[..., Any]], Callable[..., Any]], written: Callable[[Any], list[str]]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    explaining = option("--explain", is_flag=True, help=N_("Only tell how the query is understood."))

    def put_on(command: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, explain: bool = False, **values: Any) -> Any:
            said = written(values["query"])
            text = " ".join(said).strip()
            if not explain:
                done = command(*args, **values)
                if done == ExitCode.NOTHING_FOUND and text:
                    _tell(subject, said)
                return done
            from core.search.fields import Subject
            from tui.commands.line.asked import tell_explanation

            return tell_explanation(Console(collected(click.get_current_context())), Subject(subject), text)

        return taking(explaining(update_wrapper(call, command)))

    return put_on


def _tell(subject: str, said: Sequence[str]) -> None:
    """What may have been meant, for people."""
    from core.search.fields import Subject
    from tui.commands.line.asked import tell_nearest

    console = Console(collected(click.get_current_context()))
    if not console.settings.as_data:
        tell_nearest(console, Subject(subject), said)


def fields(*options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same options on several commands, listed in this order."""

    def all_of_them(command: Callable[..., Any]) -> Callable[..., Any]:
        for one in reversed(options):
            command = one(command)
        return command

    return all_of_them


def _ways_to_name() -> str:
    """How people are named in the command that runs."""
    options = {name for one in click.get_current_context().command.params for name in one.opts}
    if {"--members", "--network"} <= options:
        return N_("Name people by number or name, or use --query, --members or --network.")
    return N_("Name people by number or name, or use --query.")


def numbers(session: "Session", references: tuple[str, ...], query: str | None) -> list[int]:
    """The people named, and those who answer the query.

    Raises `NotFound` or `Ambiguous` for a name, `NotFound` for a query that nobody answers, `Invalid` if nobody is meant.
    """
    from core import people

    wanted = (query or "").strip()
    if not references and not wanted:
        raise Invalid("people", say(N_("Nobody was named.")), say(_ways_to_name()))
    named = [people.get(session, reference).id for reference in references]
    found = people.ids(session, wanted) if wanted else ()
    if not named and not found:
        raise NotFound(say(N_("Nobody answers “{query}”; nothing was done."), query=wanted))
    return [*named, *found]
