"""`laug today`: the overview of the week, as the screens begin with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from core.messages import N_, Message
from core.rules.kinds import Language
from tui.commands.line.console import Console, with_console
from tui.commands.line.table import Column
from tui.commands.line.words import Command
from tui.words import _, catalogue, language

if TYPE_CHECKING:
    from tui.today import TodayLine


@dataclass(frozen=True)
class _Teller:
    """Words for the overview."""

    today: date

    @property
    def language(self) -> Language:
        return language()

    def tell(self, message: Message | str, **values: object) -> str:
        return (Message(message, values) if isinstance(message, str) else message).render(catalogue())


def _columns() -> "list[Column[TodayLine]]":
    return [
        Column("section", N_("Part"), lambda line: line.section.name.lower()),
        Column("label", N_("When"), lambda line: line.label.strip()),
        Column("text", N_("What"), lambda line: line.text),
        Column("note", N_("Note"), lambda line: line.note),
        Column("noun", N_("Leads to"), lambda line: line.noun.value if line.noun else ""),
        Column("id", N_("No."), lambda line: line.id),
        Column("query", N_("Query"), lambda line: line.query),
        Column("command", N_("Command"), lambda line: line.command),
    ]


@click.command(
    "today", cls=Command,
    help=N_("This week: meetings and answers, what is to be done, who finishes, what colleagues did since you were here."),
)  # fmt: skip
@with_console
def today(console: Console, /) -> None:
    from core import news, overview
    from core.afterwards import follow_up
    from core.school.soon import finishing_soon
    from core.upkeep import tidy
    from tui import last_seen
    from tui.today import Today, lines

    with console.session() as session:
        since = last_seen.recall(session.path, session.account)
        seen = Today(
            overview.today(session), finishing_soon(session), tidy.counts(session), news.news(session, since),
            news.latest(session), follow_up.count(session),
        )  # fmt: skip
        found = list(lines(_Teller(session.today), seen))
        empty = seen.overview.empty
    if console.settings.as_data:
        console.rows(_columns(), [found])
        return
    console.tell(_(BEGINNING).split("\n") if empty else _told(found, plain=console.settings.plain))


def _told(found: "list[TodayLine]", *, plain: bool) -> Iterator[str]:
    """For people: a heading for each part, then its lines, the number to type at the end of each; a voice rests at a comma."""
    from core.rules.text import visible

    gap = ", " if plain else "  "

    section = None
    for line in found:
        if line.section is not section:
            if section is not None:
                yield ""
            section = line.section
            yield _(section.value) + (":" if plain else "")
        parts = [part for part in _parts(line) if part]
        if plain:  # a comma comes after it
            parts[:-1] = [part.rstrip(".") for part in parts[:-1]]
        yield "  " + visible(gap.join(parts))


def _parts(line: "TodayLine") -> tuple[str, ...]:
    """What is said of it; the keys of the screens are left out."""
    if line.command:
        return line.label.strip(), line.command
    if line.noun is None:
        return (line.text,)
    number = f"({_(_NUMBERED[line.noun.value])} {line.id})" if line.id is not None else ""
    return line.label.strip(), line.text, line.note, number


BEGINNING = N_(
    "The file is empty. Three things to begin with:\n"
    "  laug network add NAME        start a network\n"
    "  laug import people FILE      read a list of people; you see first what it would do\n"
    "  laug meeting plan TITLE      plan a meeting"
)
_NUMBERED = {
    "meeting": N_("meeting"), "minutes": N_("meeting"), "person": N_("person"), "operation": N_("operation"),
}  # fmt: skip
