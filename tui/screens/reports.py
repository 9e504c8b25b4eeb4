"""Rapporter: a list of figures, and each as bars with their numbers; of one network or of all, for a period that one chooses."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget

from core import networks
from core.door.session import Session
from core.figures import reports, told
from core.figures.chart import Chart, Figure, Period
from core.messages import N_
from core.networks import Network
from core.rules.periods import read_period
from tui.actions import Where, bindings, declare
from tui.screens.desk import Desk, attempt
from tui.widgets.card import Card
from tui.widgets.chart_view import ChartView, Picture
from tui.widgets.columns import Arrangement, Column
from tui.widgets.dialogs import Ask, Choose
from tui.widgets.list_pane import SIDE_BY_SIDE, ListPane
from tui.widgets.menu import Option
from tui.widgets.rows import Cells

NETWORK = declare(
    "reports.network", "w", N_("Network"), N_("The figures of one network, or of all."), Where.AREA, in_footer=True
)
PERIOD = declare("reports.period", "p", N_("Period"), N_("Another period, in words: 2026/27, E26, november."), Where.AREA,
                 in_footer=True)  # fmt: skip
EARLIER = declare("reports.earlier", "b", N_("Earlier"), N_("The period before."), Where.AREA, in_footer=True)
LATER = declare("reports.later", "n", N_("Later"), N_("The period that follows."), Where.AREA, in_footer=True)
EXPORT = declare("reports.export", "x", N_("To a file"), N_("Writes the figure to a file, without small numbers."), Where.AREA,
                 in_footer=True)  # fmt: skip
FIGURES = tuple(Figure)


class _Figures:
    """The figures as the rows of a list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ids(self) -> "array[int]":
        return array("q", range(1, len(FIGURES) + 1))

    def rows(self, ids: Sequence[int]) -> Mapping[int, Cells]:
        tell = self._desk.tell
        return {
            number: (tell(told.NAMES[FIGURES[number - 1]]), tell(told.SENTENCES[FIGURES[number - 1]])) for number in ids
        }


class ReportsPane(ListPane[Chart]):
    """The figures above, the one under the cursor below; beside each other where there is room."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(N_("Figure"), 24, weight=1, key="figure"), Column(N_("What"), 24, weight=3, priority=1, key="what"),
    )  # fmt: skip
    COUNT = (N_("{n} figure"), N_("{n} figures"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(NETWORK, PERIOD, EARLIER, LATER, EXPORT)
    DEFAULT_CSS = """
    ReportsPane { layout: vertical;
        & > .list { height: 8; width: 1fr; }
        & > .detail { display: block; height: 1fr; width: 1fr; border-top: hkey $panel; }
        &.-wide { layout: horizontal; }
        &.-wide > .list { height: 1fr; width: 32; }
        &.-wide > .detail { height: 1fr; width: 1fr; border-top: none; border-left: vkey $panel; }
        &.-open > .detail { border-top: none; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.view = ChartView()
        self._network: Network | None = None
        self._period = Period(*read_period("dette halvår", desk.today))

    # -- the list and the figure -----------------------------------------------------------------------

    @property
    def _detail_shows(self) -> bool:
        return True  # below the list or beside it

    def on_resize(self, event: Resize) -> None:
        """Beside the figure there is room for the names only; `ListPane.on_resize` is called as well."""
        self.records.arrange_by(Arrangement(("figure",) if event.size.width >= SIDE_BY_SIDE else ()))

    def query_language(self) -> None:
        """The figures are few."""

    def source(self, query: str, order: str, descending: bool) -> _Figures:
        """Always the same."""
        return _Figures(self.desk)

    def fetch(self, record_id: int) -> Chart:
        """The figure of the network and the period."""
        ask = partial(reports.chart, figure=FIGURES[record_id - 1], network=self._network, period=self._period)
        return self.desk.do(ask)

    def card(self, detail: Chart) -> Card:
        """Only its heading; the bars are the view's."""
        return Card(self.desk.tell(told.heading(detail)))

    def detail_widgets(self) -> Iterable[Widget]:
        """The bars."""
        return (self.view,)

    def detail_focus(self) -> Widget:
        """The bars are scrolled."""
        return self.view

    def show_detail(self, detail: Chart | None) -> None:
        """Another figure."""
        self.view.show(self._picture(detail) if detail is not None else None)

    def _picture(self, chart: Chart) -> Picture:
        tell = self.desk.tell
        notes = [tell(one) for one in told.notes(chart)]
        if told.compared(chart):
            notes.append(tell(N_("in brackets: a year before")))
        return Picture(
            tell(told.heading(chart)), told.told_bars(chart, tell), "; ".join(notes), tell(told.nothing(chart))
        )

    def _again(self) -> None:
        self._fetch_detail(self.records.cursor_id or 1, at_once=True)

    # -- keys ------------------------------------------------------------------------------------------

    @work
    async def action_network(self) -> None:
        """Choose a network, or all."""
        every = await attempt(self, partial(self.desk.do, _opened))
        if every is None:
            return
        tell = self.desk.tell
        options: list[Option[tuple[Network | None]]] = [
            Option((None,), tell(N_("All networks")), tell(N_("that are not shielded"))),
        ]
        options += [Option((one,), one.name, one.slug) for one in every]
        chosen = await self.app.push_screen_wait(Choose(tell(N_("The figures of which network?")), options))
        if chosen is not None:
            self._network = chosen[0]
            self._again()

    @work
    async def action_period(self) -> None:
        """Type a period."""
        label = self.desk.tell(N_("As in: 2026/27, E26, november, this half-year"))
        read = partial(read_period, today=self.desk.today, field="period", nearest=True)
        found = await self.app.push_screen_wait(Ask(self.desk.tell(N_("Which period?")), label, "", read))
        if isinstance(found, tuple):
            self._period = Period(*found)
            self._again()

    def action_earlier(self) -> None:
        """As long a time, just before."""
        self._period = _beside(self._period, -1)
        self._again()

    def action_later(self) -> None:
        """As long a time, just after."""
        self._period = _beside(self._period, 1)
        self._again()

    @work
    async def action_export(self) -> None:
        """Write the figure to a file, as it may leave the house."""
        from tui.screens.steps.chart_export import export_chart  # costs too much of the start

        number = self.records.cursor_id
        if number is None:
            return
        chart = self.current
        if self._coming is not None or self.current_id != number:  # what shows is still another one
            chart = await attempt(self, partial(self.fetch, number))
        if chart is not None:
            await export_chart(self, self.desk, chart)


def _beside(period: Period, step: int) -> Period:
    """The period before or after: as many months where it is whole months, else as many days."""
    following = period.last + timedelta(days=1)
    if period.first.day == following.day == 1:
        months = (following.year - period.first.year) * 12 + following.month - period.first.month
        first, end = (_months_on(day, step * months) for day in (period.first, following))
        return Period(first, end - timedelta(days=1))
    days = timedelta(days=step * ((period.last - period.first).days + 1))
    return Period(period.first + days, period.last + days)


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first.replace(year=year, month=month + 1)


def _opened(session: Session) -> list[Network]:
    return [one for one in networks.find(session) if one.opened]
