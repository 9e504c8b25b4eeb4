"""`laug report`: figures of a network or of all, as bars with their numbers, or as data."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from core.figures.chart import Bar, Chart, Figure, Hidden
from core.figures.told import compared, heading, label, notes, nothing, percent, told_bars
from core.messages import N_, Message, say
from tui import plots, strips
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import NETWORK, argument, option
from tui.commands.line.settings import Format
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.words import _, catalogue

if TYPE_CHECKING:
    from core.door.session import Session

_BAR = 24


@dataclass(frozen=True)
class Line:
    """One bar of one figure, and how it is drawn."""

    chart: Chart
    bar: Bar
    drawn: str = ""
    number: str = ""
    before: str = ""


def columns() -> "list[Column[Line]]":
    """The fields of a line for programs; `hidden` says of a number why it is not told."""
    return [
        Column("figure", N_("Figure"), lambda one: one.chart.figure),
        Column("key", N_("Key"), lambda one: one.bar.key, level=Level.DATA),
        Column("name", N_("What"), lambda one: label(one.bar, _tell)),
        Column("number", N_("Number"), lambda one: one.bar.now.value),
        Column("of", N_("Of"), lambda one: one.bar.now.of),
        Column("percent", N_("Per cent"), lambda one: percent(one.bar.now)),
        Column("beside", N_("Others"), lambda one: one.bar.beside),
        Column("hidden", N_("Hidden"), lambda one: _why(one.bar.now.hidden), form=_sign),
        Column("before", N_("A year before"), lambda one: one.bar.before.value),
        Column("before_of", N_("Of"), lambda one: one.bar.before.of, level=Level.DATA),
        Column("before_percent", N_("Per cent"), lambda one: percent(one.bar.before), level=Level.DATA),
        Column("before_hidden", N_("Hidden"), lambda one: _why(one.bar.before.hidden), level=Level.DATA, form=_sign),
        Column("network", N_("Network"), lambda one: one.chart.network, level=Level.DATA),
        Column("first", N_("From"), lambda one: one.chart.first, level=Level.DATA),
        Column("last", N_("Until"), lambda one: one.chart.last, level=Level.DATA),
    ]


def drawn_columns(chart: Chart) -> "list[Column[Line]]":
    """The columns that people see: the bar, and the numbers beside it."""
    before = [Column[Line]("before", N_("A year before"), lambda one: one.before)] if compared(chart) else []
    return [
        Column("name", N_("What"), lambda one: label(one.bar, _tell)),
        Column("bar", "", lambda one: one.drawn),
        Column("number", N_("Number"), lambda one: one.number),
        *before,
    ]


def _tell(message: Message | str) -> str:
    return message.render(catalogue()) if isinstance(message, Message) else _(message)


def _why(hidden: Hidden) -> str:
    return hidden.name.lower() if hidden is not Hidden.NO else ""


def _sign(why: object) -> str:
    """The same for people: `<5`, or a dash."""
    return Hidden[str(why).upper()].value if why else ""


@click.command(
    "report", cls=Command,
    help=N_(
        "Figures: members, attendance, weeks at school; beside them those of a year before.\n\n"
        "Without a network they are of all that are not shielded. What is not shown on a terminal may leave the house: there"
        " numbers below five are left out, and what would give them away."
    ),
)  # fmt: skip
@argument("figures", nargs=-1, type=KindType(Figure), metavar=N_("FIGURE"),
          help=N_("summary, months, educations, ages, schools, attendance or weeks; the key figures if not said."))  # fmt: skip
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("Of this network."))
@option("--period", metavar=N_("PERIOD"), help=N_("As in 2026/27, E26, november, -90d; this half-year if not said."))
@option("--markdown", is_flag=True, help=N_("As tables for a text."))
@option("--exact", is_flag=True, help=N_("All numbers, for your own use inside the house."))
@with_console
def report(
    console: Console,
    /,
    figures: tuple[Figure, ...],
    network: str | None,
    period: str | None,
    markdown: bool,
    exact: bool,
) -> None:
    from core.figures.small import nothing_hidden, outside

    with console.session() as session:
        charts = _charts(session, figures or (Figure.SUMMARY,), network, period)
    seen = sys.stdout.isatty() and not console.settings.as_data and not markdown
    told = charts if seen or exact else [outside(one) for one in charts]
    if markdown:
        from exports.figures import markdown as tables

        click.echo(tables(told, _tell), nl=False)
    elif console.settings.format is Format.TABLE:
        _draw(console, told)
    else:
        console.rows(columns(), [[Line(one, bar) for bar in one.bars] for one in told])
    if not all(map(nothing_hidden, told)):
        console.say(say(N_("Small numbers are left out, for this may leave the house; --exact tells them.")))


def _charts(session: "Session", figures: tuple[Figure, ...], network: str | None, period: str | None) -> list[Chart]:
    from core import networks
    from core.figures.chart import Period
    from core.figures.reports import chart
    from core.rules.periods import read_period

    of = networks.get_opened(session, network) if network is not None else None
    days = Period(*read_period(period or "dette halvår", session.today, field="period", nearest=True))
    return [chart(session, one, of, days) for one in dict.fromkeys(figures)]


def _draw(console: Console, charts: list[Chart]) -> None:
    """Each figure under its heading."""
    plain = strips.only_ascii(sys.stdout)
    for place, chart in enumerate(charts):
        if place:
            click.echo()
        title = _tell(heading(chart))
        click.echo(click.style(title, bold=True) if console.colored else title)
        if not chart.bars:
            click.echo(_tell(nothing(chart)))
            continue
        told = told_bars(chart, _tell)
        lines = [
            Line(chart, bar, plots.bar(one.share, _BAR, ascii_only=plain), one.number, one.before)
            for bar, one in zip(chart.bars, told, strict=True)
        ]
        console.rows(drawn_columns(chart), [lines])
        click.echo("; ".join(map(_tell, notes(chart))))
