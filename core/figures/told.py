"""How a figure is told: each line with its name, the part of the bar that is filled, its number and that of a year before."""

from collections.abc import Callable
from dataclasses import dataclass

from core.figures.chart import Bar, Chart, Figure, Hidden, Number
from core.messages import N_, Message, say

Tell = Callable[[Message | str], str]
EMPTY = {
    Figure.ATTENDANCE: N_("No meeting of that time has been held."),
    Figure.WEEKS: N_("There is no week to be shown."),
}
NOBODY = N_("Nobody was a member then.")
NO_WEEKS = N_("nobody's school weeks of that time are known")
_UNKNOWN = "–"


@dataclass(frozen=True)
class ToldBar:
    """One line; `share` is the part that is filled, None where it is not known or not told."""

    label: str
    share: float | None
    number: str
    before: str


def told_bars(chart: Chart, tell: Tell) -> list[ToldBar]:
    """The lines of a figure in the language of `tell`."""
    counts = [number.value or 0 for bar in chart.bars for number in (bar.now, bar.before) if number.of is None]
    # People and meetings are no parts of one thing: of the key figures only rates are drawn.
    whole = 0 if chart.figure is Figure.SUMMARY else max(counts, default=0)
    return [
        ToldBar(
            label(bar, tell), _share(bar.now, whole), _number(bar, chart, tell), written(bar.before) if compared(chart) else ""
        )
        for bar in chart.bars
    ]  # fmt: skip


def label(bar: Bar, tell: Tell) -> str:
    """The name of a line."""
    return bar.label if isinstance(bar.label, str) else tell(bar.label)


def written(number: Number) -> str:
    """A number as it stands: `19`, `21/35  60 %`, `~35  60 %`, `<5`, or a dash where it is not known."""
    if number.hidden is not Hidden.NO:
        return str(number.hidden.value)
    if not number.is_known:
        return _UNKNOWN
    if number.of is None:
        return str(number.value)
    if number.part is not None:
        return f"~{number.of} {percent(number):3} %"
    return f"{number.value}/{number.of} {percent(number):3} %"


def percent(number: Number) -> int | None:
    """The part in whole per cent."""
    return None if number.share is None else round(100 * number.share)


def _share(number: Number, whole: int) -> float | None:
    if number.of is not None:
        return number.share
    return None if number.value is None or not whole else number.value / whole


def _number(bar: Bar, chart: Chart, tell: Tell) -> str:
    if chart.figure is Figure.ATTENDANCE and not bar.now.is_known and bar.now.hidden is Hidden.NO:
        return tell(N_("not noted"))
    beside = f" +{bar.beside}" if bar.beside else ""
    return written(bar.now) + beside


def compared(chart: Chart) -> bool:
    """Whether there is a year before to look at: a single meeting or week has none."""
    return any(bar.before.is_known or bar.before.hidden is not Hidden.NO for bar in chart.bars)


def heading(chart: Chart) -> Message:
    """Whose figure it is, and of when."""
    days = {"first": chart.first, "last": chart.last}
    if chart.network is None:
        return say(N_("{figure} · all networks · {first} – {last}"), figure=_name(chart), **days)
    return say(N_("{figure} · {network} · {first} – {last}"), figure=_name(chart), network=chart.network, **days)


def _name(chart: Chart) -> Message:
    return say(NAMES[chart.figure])


NAMES = {
    Figure.SUMMARY: N_("Key figures"),
    Figure.MONTHS: N_("Members month by month"),
    Figure.EDUCATIONS: N_("Members by education"),
    Figure.AGES: N_("Members by age"),
    Figure.SCHOOLS: N_("Members by school"),
    Figure.ATTENDANCE: N_("Attendance"),
    Figure.WEEKS: N_("At school week by week"),
}
SENTENCES = {
    Figure.SUMMARY: N_("members, new and gone, meetings and how many came"),
    Figure.MONTHS: N_("at the end of each month"),
    Figure.EDUCATIONS: N_("the newest education of each on the last day"),
    Figure.AGES: N_("in bands; the age reached that year"),
    Figure.SCHOOLS: N_("the school each is at on the last day"),
    Figure.ATTENDANCE: N_("came of the members who were asked and not away; + others"),
    Figure.WEEKS: N_("of those whose weeks are known"),
}


def notes(chart: Chart) -> list[Message]:
    """What must be known to read it."""
    unknown = not any(bar.now.is_known or bar.now.hidden is not Hidden.NO for bar in chart.bars)
    told = [say(NO_WEEKS if chart.figure is Figure.WEEKS and unknown else SENTENCES[chart.figure])]
    if chart.network is None:
        told.append(say(N_("shielded networks are not in it")))
    if chart.outside:
        told.append(say(N_("small numbers are left out, the others are rounded")))
    return told


def nothing(chart: Chart) -> str:
    """What is said of a figure without lines (a message id)."""
    return EMPTY.get(chart.figure, NOBODY)
