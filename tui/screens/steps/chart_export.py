"""A figure to a file, as it may leave the house."""

from functools import partial
from pathlib import Path

from textual.widget import Widget

from core.figures.chart import Chart
from core.figures.small import outside
from core.figures.told import NAMES
from core.messages import N_, say
from exports.figures import markdown, sheet
from exports.files import safe_file_name, write_file
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.steps.places import free_path, usual_folder
from tui.widgets.dialogs import Choose
from tui.widgets.menu import Option
from tui.widgets.tone import Tone


async def export_chart(widget: Widget, desk: Desk, chart: Chart) -> None:
    """First as what; then it is written into the usual folder, and where is told."""
    tell = desk.tell
    options = [
        Option(".csv", tell(N_("CSV for Excel")), ".csv"),
        Option(".md", tell(N_("A table for a text (Markdown)")), ".md"),
    ]
    suffix = await widget.app.push_screen_wait(
        Choose(tell(N_("Small numbers are left out. Written as what?")), options)
    )
    if suffix is None:
        return
    path = await attempt(widget, partial(_write, desk, outside(chart), suffix))
    if path is not None:
        workplace(widget).status(say(N_("Written: {path}"), path=path), Tone.GOOD)


def _write(desk: Desk, chart: Chart, suffix: str) -> Path:
    """The file. Raises `FileError`. A shielded network is not named by the file's name."""
    named = "" if chart.network is None or chart.shielded else f" {chart.network}"
    name = safe_file_name(f"{desk.tell(NAMES[chart.figure])}{named} {chart.last}") + suffix
    path = free_path(usual_folder(), name, suffix)
    data = sheet([chart], desk.tell) if suffix == ".csv" else markdown([chart], desk.tell).encode()
    write_file(path, data)
    return path
