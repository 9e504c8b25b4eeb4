"""`laug help`: the guides, page by page."""

import shutil

import click

from core.errors import NotFound
from core.messages import N_, say
from core.rules.text import visible
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import argument
from tui.commands.line.table import Column
from tui.commands.line.words import Command
from tui.guides import GuideLine, Page, Style, matching, pages
from tui.words import _, language


@click.command(
    "help", cls=Command,
    help=N_("The guides: which pages there are, or the page whose heading has these words."),
)  # fmt: skip
@argument("words", nargs=-1, metavar=N_("WORDS"), help=N_("Words of a heading, as in: laug help wait"))
@with_console
def help_(console: Console, /, words: tuple[str, ...]) -> None:
    said = " ".join(words)
    found = matching(language(), said) if said else pages(language())
    if not found:
        hint = N_("No guide tells of “{words}”. laug help alone lists the pages; laug --help lists the commands.")
        raise NotFound(say(hint, words=said))
    if console.settings.as_data or not said:
        console.rows(_columns(), [list(found)])
        return
    for page in found[:_MOST]:
        _write(page)
    for page in found[_MOST:]:
        console.say(say(N_("Also: {heading} ({guide})"), heading=page.heading, guide=say(page.guide.title)))


_MOST = 3


def _columns() -> list[Column[Page]]:
    return [
        Column("guide", N_("For"), lambda page: _(page.guide.title)),
        Column("heading", N_("Page"), lambda page: page.heading),
    ]


def _write(page: Page) -> None:
    title = f"{page.heading} ({_(page.guide.title)})"
    click.echo(f"{title}\n")
    for before, line in zip((None, *page.lines), page.lines, strict=False):
        if before is not None and (before.style is not line.style or line.style is Style.TEXT):
            click.echo()
        click.echo(visible(_told(line), keep_lines=True))
    click.echo()


def _told(line: GuideLine) -> str:
    match line.style:
        case Style.TEXT:
            return click.wrap_text(line.text, min(shutil.get_terminal_size().columns, 100))
        case Style.CODE:
            return f"    {line.text}"
        case Style.PAIR:
            return f"  {line.label}: {line.text}"
