"""Værksted: what is done to the register as a whole, a task a line; each opens what does it."""

import importlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from textual import work
from textual.app import ComposeResult
from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, Message
from core.upkeep import tidy
from core.upkeep.tidy import StaleCount
from tui.screens.agenda import Agenda, AgendaLine
from tui.screens.desk import Desk
from tui.screens.stale_lines import stale_line
from tui.widgets import jobs
from tui.widgets.pane import Pane

Opens = Callable[[Widget, Desk], Awaitable[None]]
Counts = Callable[[Session], Message | None]


@dataclass(frozen=True)
class Task:
    """A task by its name and a sentence (message ids), and where the function lives that does it (`module:function`).

    `count` names a function that says in short how much there is to do, or None; it is asked in a thread. Modules are
    imported when they are asked, so that the area opens at once.
    """

    name: str
    sentence: str
    opens: str
    count: str = ""


TASKS: Mapping[str, tuple[Task, ...]] = {
    N_("People and lists"): (
        Task(N_("Read a list"), N_("CSV or Excel; you see first what it would do"), "tui.screens.steps.list_import:import_list"),
        Task(
            N_("Duplicates"), N_("people who may be here twice"),
            "tui.screens.steps.duplicates:show_duplicates",
        ),
        Task(
            N_("Change many"), N_("all who answer a filter, in one step"),
            "tui.screens.steps.bulk:change_found",
        ),
        Task(
            N_("Saved views"), N_("filters with a name: yours and everybody's"),
            "tui.screens.steps.saved_views:show_views", "tui.screens.steps.saved_views:counted",
        ),
    ),
    N_("School"): (
        Task(
            N_("Who finishes"), N_("next stage, alumnus, goodbye"), "tui.screens.steps.rollover:show_rollover",
            "tui.screens.steps.rollover:counted",
        ),
        Task(
            N_("School periods"), N_("when classes are here"), "tui.screens.steps.periods:show_periods",
            "tui.screens.steps.periods:counted",
        ),
        Task(N_("School breaks"), N_("when the schools are closed; holidays are known"), "tui.screens.steps.breaks:show_breaks"),
        Task(
            N_("Educations"), N_("names, old names, lærling or elev"),
            "tui.screens.steps.educations:show_educations",
        ),
    ),
    N_("Meetings"): (
        Task(
            N_("Answers of calendars"), N_("read from mails, decided where somebody must"),
            "tui.screens.steps.replies:show_replies", "tui.screens.steps.replies:counted",
        ),
        Task(N_("Find the week"), N_("when most of a network are at school"), "tui.screens.steps.weeks:find_week"),
        Task(
            N_("Series of meetings"), N_("that go on, and each of their days"), "tui.screens.steps.series_list:show_series",
            "tui.screens.steps.series_list:counted",
        ),
        Task(
            N_("Guests"), N_("forgotten thirty days after the meeting"),
            "tui.screens.attending.forgetting:forget_guests", "tui.screens.attending.forgetting:counted",
        ),
        Task(
            N_("Away twice"), N_("away from the last two meetings"),
            "tui.screens.minutes.follow_up:show_follow_up", "tui.screens.minutes.follow_up:counted",
        ),
        Task(N_("Meeting templates"), N_("what a meeting of a kind begins with"), "tui.screens.steps.templates:show_templates"),
    ),
    N_("Out of the house"): (
        Task(N_("Contact list"), N_("for a purpose, to a file"), "tui.screens.steps.exporting:contact_list"),
        Task(N_("Calendar"), N_("all meetings of a network, nobody's name"), "tui.screens.steps.exporting:calendar"),
        Task(
            N_("Publish to the web"), N_("calendars and pages of meetings, nobody's name"),
            "tui.screens.steps.publishing:publish_meetings",
        ),
    ),
    N_("The register"): (
        Task(N_("Log and undo"), N_("who did what when; any of it can go back"), "tui.screens.record_history:show_history"),
        Task(
            N_("How lists are read"), N_("what is remembered of their columns"), "tui.screens.steps.mappings:show_mappings",
            "tui.screens.steps.mappings:counted",
        ),
        Task(
            N_("Copies"), N_("make one, try one"), "tui.screens.steps.copies:show_copies",
            "tui.screens.steps.copies:counted",
        ),
        Task(N_("Doctor"), N_("is the register well, and what mends it"), "tui.screens.steps.doctor:show_doctor"),
        Task(
            N_("Code for the screens"), N_("to come back with when they are blank"), "tui.screens.steps.lock_code:choose_code",
            "tui.screens.steps.lock_code:counted",
        ),
        Task(N_("Guides"), N_("what one does, page by page"), "tui.screens.guide_pages:show_guides"),
    ),
}  # fmt: skip
"""Headings (message ids) and the tasks under them."""


class WorkshopPane(Pane):
    """The tasks, each with how much there is to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.agenda = Agenda()

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self.agenda

    def on_mount(self) -> None:
        """The tasks at once, the counts when they are there."""
        self._show(Counted({}, ()))
        self.refresh_data()

    def refresh_data(self) -> None:
        """Count again."""
        jobs.run(self, partial(self.desk.do, counted), self._show, group="counts")

    def _show(self, found: "Counted") -> None:
        self.agenda.show([*self._lines(found.tasks), *self._stale(found.stale)])

    def _stale(self, stale: Sequence[StaleCount]) -> Iterable[AgendaLine]:
        yield AgendaLine("")
        yield AgendaLine(self.desk.tell(N_("To be looked after")), heading=True)
        yield from (stale_line(self.desk, one, self) for one in stale)

    def _lines(self, counts: Mapping[str, Message]) -> Iterable[AgendaLine]:
        tell = self.desk.tell
        for place, (heading, tasks) in enumerate(TASKS.items()):
            if place:
                yield AgendaLine("")
            yield AgendaLine(tell(heading), heading=True)
            for task in tasks:
                count = tell(counts[task.name]) if task.name in counts else ""
                yield AgendaLine(tell(task.sentence), tell(task.name), count, partial(self._open, task))

    @work
    async def _open(self, task: Task) -> None:
        await do(task, self, self.desk)
        self.refresh_data()


async def do(task: Task, widget: Widget, desk: Desk) -> None:
    """Open what does the task, above the area that `widget` is."""
    await cast(Opens, _found(task.opens))(widget, desk)


@dataclass(frozen=True)
class Counted:
    """What the tasks have to say, by their names, and the lists of people who want looking after."""

    tasks: Mapping[str, Message]
    stale: Sequence[StaleCount]


def counted(session: Session) -> Counted:
    """Count everything."""
    asked = {task.name: task.count for tasks in TASKS.values() for task in tasks if task.count}
    told = {name: cast(Counts, _found(count))(session) for name, count in asked.items()}
    return Counted({name: message for name, message in told.items() if message is not None}, tidy.counts(session))


def _found(place: str) -> object:
    module, function = place.split(":")
    return getattr(importlib.import_module(module), function)
