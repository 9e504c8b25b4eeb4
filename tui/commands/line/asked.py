"""What a query is understood as, and what may have been meant where nothing answers it."""

import shlex
from collections.abc import Sequence

import click

from core.messages import say
from core.rules.text import visible
from core.search.explain import Explained, explain
from core.search.fields import Subject
from core.search.near import meant
from tui.commands.line.console import Console
from tui.commands.line.settings import LINE
from tui.commands.line.table import Column
from tui.words import N_, catalogue


def _columns() -> list[Column[Explained]]:
    return [
        Column("written", N_("Condition"), lambda one: one.written),
        Column("sentence", N_("Meaning"), lambda one: one.sentence),
    ]


def tell_explanation(console: Console, subject: Subject, text: str) -> int:
    """Write a sentence for each condition to stdout; nothing is looked for. Raises `Invalid` for what cannot be read."""
    with console.session() as session:
        found = explain(session, subject, text)
    if console.settings.as_data:
        console.rows(_columns(), [found])
        return 0
    for one in found:
        click.echo(visible(one.sentence.render(catalogue())))
    return 0


def tell_nearest(console: Console, subject: Subject, said: Sequence[str]) -> None:
    """Say on stderr what may have been meant by a query that nothing answers, if anything is near, and the line to type."""
    text = " ".join(said).strip()
    with console.session() as session:
        found = meant(session, subject, text)
    if found is not None:
        console.say(found.sentence)
        console.say(say(N_("Then it is: {line}"), line=_line(said, found.query)))


def _line(said: Sequence[str], query: str) -> str:
    """The line as it was typed, with this query in the place of the one that was said."""
    line = list(click.get_current_context().meta.get(LINE, ()))
    wanted = [one.removeprefix(" ") for one in said]
    places = [place for place, word in enumerate(line) if word in wanted]
    if not places:
        return query
    line[places[0]] = query
    return shlex.join(["laug", *(word for place, word in enumerate(line) if place not in places[1:])])
