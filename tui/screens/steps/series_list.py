"""The series that go on, and every day of one; what is done to a series is done in Møder, at one of its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from core.door.session import Session
from core.errors import Refused
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.record_fields import slug_of
from core.rules.spoken import spoken_span
from core.series import records
from core.series.events import series_event
from core.series.records import STATES, DayState, Series, SeriesDay, spoken_time_of
from core.series.rule_words import spoken_rule
from exports import files, ical
from tui.actions import Where, bindings, declare
from tui.screens import shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names
from tui.screens.steps.kept_list import KeptList
from tui.screens.steps.places import free_path, usual_folder
from tui.widgets.bars import HELP
from tui.widgets.card import Card, CardView, Line, Section
from tui.widgets.columns import Column
from tui.widgets.form import WRITE, Field, Form, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

SHOW = declare("series.show", "m", N_("Its meetings"),
               N_("Goes to the next of its meetings; there one is edited, moved or cancelled, or all."),
               Where.AREA, run="edit", in_footer=True)  # fmt: skip
EXPORT = declare("series.export", "c", N_("Calendar file"),
                 N_("Writes the whole series to a calendar file, without anybody in it."), Where.AREA,
                 in_footer=True)  # fmt: skip
LEAVE = declare("series.leave", "escape,left,h,q", N_("Back"), N_("Closes the series."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Title"), 18, weight=2, order="title"),
    Column(N_("Last day"), 10, priority=1, order="last", alphabetical=False),
)


@dataclass(frozen=True)
class SeriesShown:
    """A series and what became of its days."""

    series: Series
    days: tuple[SeriesDay, ...]


async def show_series(widget: Widget, desk: Desk) -> None:
    """The list, until it is closed."""
    await widget.app.push_screen_wait(SeriesScreen(desk))


def counted(session: Session) -> Message | None:
    """How many go on, for Værksted."""
    number = len(records.ids(session))
    return Message(N_("1 series"), {"n": number}, N_("{n} series")) if number else None


class SeriesScreen(KeptList[SeriesShown]):
    """The series; beside the list the rule and the days of the one under the cursor."""

    DEFAULT_CSS = """
    SeriesScreen Horizontal { height: 1fr; }
    SeriesScreen RecordList { width: 2fr; }
    SeriesScreen CardView { width: 3fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(SHOW, EXPORT, LEAVE, HELP)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Series of meetings"), _COLUMNS, N_(
            "No series goes on. {key[meetings.series]} in area {key[app.go_4]} plans one."
        ))
        self._card = CardView()

    def body(self) -> ComposeResult:
        """The list and the one under the cursor."""
        with Horizontal():
            yield self._records
            yield self._card

    def read(self, session: Session) -> list[SeriesShown]:
        """Those that are not over."""
        found = records.rows(session, records.ids(session))
        return [SeriesShown(one, tuple(records.days(session, one))) for one in found]

    def number_of(self, one: SeriesShown) -> int:
        """Its number."""
        return one.series.id

    def cells_of(self, one: SeriesShown) -> tuple[str, ...]:
        """Its title, and until when."""
        return one.series.title, shown.day(one.series.last)

    def value_of(self, one: SeriesShown, order: str) -> str | None:
        """Its last day."""
        return one.series.last.isoformat() if order == "last" else None

    def show_current(self) -> None:
        """Its days, too."""
        one = self.current
        self._card.display = bool(self.found) or not self._shown
        self._card.show(None if one is None else self._card_of(one.series, one.days))
        super().show_current()

    def _card_of(self, series: Series, days: Sequence[SeriesDay]) -> Card:
        tell, language = self.desk.tell, self.desk.language
        rule, time = spoken_rule(series.rule, language, series.timing.first), spoken_time_of(series.timing, language)
        about = (
            Line(tell(N_("Rule")), f"{rule} {time}".strip()),
            Line(tell(N_("Networks")), ", ".join(network.name for network in series.networks)),
            Line(tell(N_("Place")), series.place),
        )
        told = tuple(self._day(one) for one in days)
        return Card(series.title, "", (Section("", tuple(line for line in about if line.value)), Section(tell(N_("Days")), told)))

    def _day(self, one: SeriesDay) -> Line:
        span = spoken_span(one.meeting.span, self.desk.language) if one.meeting else ""
        said = "" if one.state is DayState.FOLLOWS else self.desk.tell(STATES[one.state])
        tone = Tone.NORMAL if one.state in (DayState.FOLLOWS, DayState.OWN) else Tone.QUIET
        return Line(shown.day(one.original), shown.joined((span, said), " · "), tone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with nothing."""
        return self.current is not None if action in {"edit", "export"} else True

    def action_edit(self) -> None:
        """Close, and go to the next of its meetings, or the last."""
        meetings = [one.meeting for one in self.current.days if one.meeting] if self.current else []
        ahead = [one for one in meetings if _last_day(one) >= self.desk.today]
        wanted = (ahead or meetings[-1:])[:1]
        if wanted:
            self.dismiss(None)
            workplace(self).go("meetings", wanted[0].id)

    @work
    async def action_export(self) -> None:
        """Ask where to, and write it."""
        if self.current is not None:
            path: Path | None = await self.app.push_screen_wait(FormScreen(_form(self.desk, self.current.series)))
            if path is not None:
                workplace(self).status(say(N_("Written: {path}"), path=path), Tone.GOOD)


def _last_day(meeting: Meeting) -> date:
    return meeting.end.date() if isinstance(meeting.end, datetime) else meeting.end


def _form(desk: Desk, series: Series) -> Form[Path]:
    def save(submission: Submission) -> Path:
        return desk.do(partial(_write, series=series, path=str(submission.values["path"])))

    fields = (Field("path", N_("File or folder"), suggestions=file_names, required=True),)
    note = desk.tell(N_(
        "All its meetings, without anybody's name. Those invited get theirs with {key[meetings.calendar]} at "
        "a meeting."
    ))
    title = desk.tell(say(N_("Calendar of {name}"), name=series.title))
    return Form(title, fields, save, {"path": usual_folder()}, note, does=WRITE)


def _write(session: Session, series: Series, path: str) -> Path:
    event = series_event(session, series)
    if event is None:
        raise Refused(say(N_("{title} has no meeting left."), title=series.title))
    target = free_path(path, f"{slug_of(event.summary) or 'laug'}.ics", ".ics")
    files.write_file(target, ical.publish(event))
    return target.absolute()
