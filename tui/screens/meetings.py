"""Møder: what is planned, who is invited and what they answered."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from core import invitations, meeting_rows, meetings
from core.attending import answers
from core.door.session import Session
from core.invitations import Participation
from core.meeting_rows import MeetingRow
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.people import PersonRow
from core.people_lists import invited_in_order
from core.rules.kinds import Answer, MeetingStatus
from core.rules.spoken import spoken_span
from core.search.fields import Subject
from core.series.occurrences import own_row
from tui.actions import Where, bindings, declare
from tui.dressed import only_ascii
from tui.screens import shown
from tui.screens.attending.inviting import ask_whom
from tui.screens.calendar.area import CalendarArea
from tui.screens.desk import Desk, workplace
from tui.screens.forms import meetings as forms
from tui.screens.inside import Belongings
from tui.screens.listed import Records
from tui.screens.meeting_card import MeetingDetail, meeting_card, meeting_detail
from tui.screens.participants import Participants
from tui.widgets.card import Card
from tui.widgets.columns import Column
from tui.widgets.dialogs import Confirm
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Source
from tui.widgets.tone import Tone

PLAN = declare("meetings.plan", "n", N_("New"), N_("Plans a meeting."), Where.AREA, in_footer=True)
SERIES = declare("meetings.series", "N", N_("New series"), N_("Plans meetings that come again by a rule."), Where.AREA)
WEEKS = declare("meetings.weeks", "W", N_("Find week"), N_("Shows in which week most of a network are at school."), Where.AREA)
EDIT = declare("meetings.edit", "e", N_("Edit"), N_("Edits the meeting."), Where.AREA, in_footer=True)
MOVE = declare(
    "meetings.move",
    "m",
    N_("Move"),
    N_("Moves the meeting to another time; everybody is asked anew."),
    Where.AREA,
)
INVITE = declare(
    "meetings.invite",
    "i",
    N_("Invite"),
    N_("Invites members of its networks, or other people."),
    Where.AREA,
    in_footer=True,
)
CALENDAR = declare(
    "meetings.calendar",
    "c",
    N_("Calendar"),
    N_("Writes calendar files: one for each invited, or one to publish."),
    Where.AREA,
    in_footer=True,
)
EXPORT = declare("meetings.export", "x", N_("Contact list"), N_("Writes the people invited to a file."), Where.AREA)
REPLIES = declare(
    "meetings.replies", "K", N_("Calendar answers"), N_("Answers of calendars that somebody must decide about."), Where.AREA
)
CANCEL = declare(
    "meetings.cancel", "C", N_("Cancel it"), N_("Cancels the meeting; it stays in the list as cancelled."), Where.AREA
)

ANSWERS = declare("meetings.answers", "y", N_("Answers"), N_("Types what people answered, some letters and one key each."),
                  Where.AREA, run="attending('answers')")  # fmt: skip
ROLL_CALL = declare("meetings.roll_call", "p", N_("Roll-call"), N_("Takes the attendance, some letters and one key each."),
                    Where.AREA, run="attending('roll_call')", in_footer=True)  # fmt: skip
SIGN_IN = declare("meetings.sign_in", "P", N_("Sign-in sheet"), N_("Writes a sheet to be signed at the door."), Where.AREA,
                  run="attending('sheet')")  # fmt: skip
PICTURE = declare("meetings.picture", "Q", N_("QR code"), N_("Shows a code that puts the meeting into a phone's calendar."),
                  Where.AREA, run="attending('picture')")  # fmt: skip

MINUTES = declare("meetings.minutes", "M", N_("Minutes"), N_("Writes minutes, decisions and what is to be done."), Where.AREA,
                  run="attending('minutes')")  # fmt: skip
TOTALS = declare("meetings.totals", "T", N_("Totals"), N_("Catering, evaluation, the last bus and vouchers, as totals."),
                 Where.AREA, run="attending('totals')")  # fmt: skip

_OF_ONE = {"edit", "move", "invite", "calendar", "export", "cancel", "attending"}
_TONES = {Answer.ACCEPTED: "+", Answer.DECLINED: "-", Answer.TENTATIVE: "?", Answer.WAITING: "~"}


def soonest_first(session: Session, query: str, order: str, descending: bool) -> "array[int]":
    """Those that are to come before those that are over, each nearest to now first; another order as asked."""
    found = meetings.ids(session, query, order=order, descending=descending)
    if order != "start" or descending:
        return found
    coming = set(meeting_rows.coming_ids(session))
    ahead = [number for number in found if number in coming]
    return array("q", [*ahead, *(number for number in reversed(found) if number not in coming)])


@dataclass(frozen=True)
class _Meetings(Records[MeetingRow]):
    """The rows; a day of a series is found again after it has got a row, and a number, of its own."""

    def renumbered(self, record_id: int) -> int | None:
        """The number that a day of a series has now."""
        return self.desk.do(partial(own_row, number=record_id)) if record_id < 0 else None


class MeetingsPane(CalendarArea):
    """The meetings; opened, the people invited."""

    SUBJECT = Subject.MEETING
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column(N_("When"), 26, order="start", key="start", alphabetical=False),
        Column(N_("Title"), 20, weight=3, order="title", key="title"),
        Column(N_("Networks"), 14, weight=2, priority=3, order="networks", key="networks"),
        Column(N_("Place"), 12, weight=1, priority=4, order="place", key="place"),
        Column(N_("Answers"), 14, priority=1, order="accepted", key="accepted", alphabetical=False),
        Column(N_("Status"), 8, priority=2, order="status", key="status", alphabetical=False),
        Column(N_("Type"), 12, weight=1, priority=5, order="type", key="type", usual=False),
    )
    EMPTY = N_("No meeting is planned yet. {key[meetings.plan]} plans one.")
    COUNT = (N_("{n} meeting"), N_("{n} meetings"))
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        PLAN, SERIES, EDIT, INVITE, ROLL_CALL, ANSWERS, SIGN_IN, PICTURE, MINUTES, TOTALS, MOVE, WEEKS, CALENDAR, REPLIES,
        EXPORT, CANCEL,
    )  # fmt: skip
    DEFAULT_CSS = "MeetingsPane .detail CardView { height: 2fr; } MeetingsPane .detail RecordList { height: 3fr; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.invited = Participants(
            (
                Column(N_("Invited"), 20, weight=2, order="name", key="name", alphabetical=False),
                Column(N_("Answer"), 15, order="answer", key="answer", alphabetical=False),
                Column(N_("School or company"), 17, weight=2, priority=2, order="place", key="place"),
                Column(N_("Phone"), 11, priority=1, order="phone", key="phone"),
                Column(N_("Calendar"), 8, priority=3, order="sent", key="sent", alphabetical=False),
                Column(N_("Role"), 12, priority=4, order="role", key="role", usual=False),
                Column(N_("Class"), 10, weight=1, priority=4, order="class", key="class_name", usual=False),
                Column(N_("Town"), 12, weight=1, priority=4, order="town", key="town", usual=False),
                Column(N_("E-mail"), 22, weight=2, priority=4, order="email", key="email", usual=False),
            ),
            kept=desk.list_called("meeting.invited"),
        )  # fmt: skip
        self.invited_filter = self.filter_inside(
            self.invited, (N_("{n} person invited"), N_("{n} people invited")),
            empty=N_("Nobody is invited yet. {key[meetings.invite]} invites."),
        )  # fmt: skip
        self._inside = self._invited_to(0)

    def _invited_to(self, number: int) -> Belongings[Participation]:
        return Belongings(
            self.desk, lambda session, text: invitations.participants(session, number, text), lambda one: one.person_id,
            lambda session, found, by, descending: invited_in_order(session, found, by, descending=descending),
            self._person,
        )  # fmt: skip

    def source(self, query: str, order: str, descending: bool) -> Source:
        """Those that answer the query, the next one first."""
        find = partial(soonest_first, query=query, order=order, descending=descending)
        return _Meetings(self.desk, find, meeting_rows.rows, self._cells)

    def _cells(self, row: MeetingRow) -> tuple[str, ...]:
        language = self.desk.language
        when = shown.list_span(row.start, row.end, language)
        status = shown.kind(row.status, language) if row.status is MeetingStatus.CANCELLED else ""
        if not status and self._is_over(row):
            status = self.desk.tell(N_("held"))
        answers, kind = shown.answers(self.desk.tell, row), shown.kind(row.type, language)
        if row.status is MeetingStatus.CANCELLED:  # the column of the status is the first to go where there is little room
            answers = status
        return when, row.title, ", ".join(row.networks), row.place, answers, status, kind

    def _is_over(self, row: MeetingRow) -> bool:
        if isinstance(row.end, datetime):
            return row.end < self.desk.session.now
        return row.end < self.desk.today

    def fetch(self, record_id: int) -> MeetingDetail:
        """The meeting with the people invited."""
        return self.desk.do(partial(meeting_detail, number=record_id))

    def card(self, detail: MeetingDetail) -> Card:
        """The meeting itself."""
        return meeting_card(self.desk, detail)

    def detail_widgets(self) -> Iterable[Widget]:
        """The card, and below it the people invited."""
        return (self.card_view, self.invited)

    def detail_focus(self) -> Widget:
        """The people invited get the keys."""
        return self.invited

    def show_detail(self, detail: MeetingDetail | None) -> None:
        """The card and the people of another meeting."""
        super().show_detail(detail)
        inside = self._inside if self.read_again or detail is None else self._invited_to(detail.meeting.id)
        self._inside = inside.renewed(detail.participants if detail else ())
        self.invited.display = detail is not None
        self.invited_filter.use(self._inside.rows, again=self.read_again)

    def named(self) -> str:
        """Those invited in the words of a query."""
        return f"{self.name_of('meeting')}:{self.current.meeting.id}" if self.current else ""

    def _person(self, one: Participation, row: PersonRow) -> tuple[str, ...]:
        said = [shown.kind(one.attendance or one.answer, self.desk.language)]
        if one.uninvited:
            said = [self.desk.tell(N_("walk-in"))]
        elif one.late and one.attendance is None:
            said.append(self.desk.tell(N_("late")))
        open_ = ":" if only_ascii(self) else "·"  # without that sign it would be drawn as -, which is a no
        answer = f"{_TONES.get(one.answer, open_)} {shown.joined(said)}"
        sent = "" if one.sent_sequence is None else self.desk.tell(N_("sent") if one.went_out else N_("made"))
        place = shown.joined((row.school, row.company))
        return (
            shown.marked_name(one.person, row.protected), answer, place, shown.phone(row.phone), sent,
            shown.kind(one.role, self.desk.language), row.class_name or row.stage, row.town, row.email,
        )  # fmt: skip

    @on(RecordList.Opened)
    def _person_opened(self, event: RecordList.Opened) -> None:
        if event.records is self.invited:
            workplace(self).go("people", event.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done with no meeting."""
        return super().check_action(action, parameters) and (action not in _OF_ONE or self.has_meeting)

    # -- keys ------------------------------------------------------------------------------------------

    async def _meeting(self) -> Meeting | None:
        """The meeting under the cursor as it is now."""
        await self.settled()
        number = self.here
        return None if number is None else await self.read(lambda session: meetings.get(session, number))

    @work
    async def action_plan(self) -> None:
        """Plan a meeting."""
        from tui.screens.steps.planning import plan  # costs too much of the start

        if self.in_calendar and not self.is_open:
            self.plan_here()
        else:
            await plan(self, self.desk)

    @work
    async def action_weeks(self) -> None:
        """In which week most of a network are at school."""
        from tui.screens.steps.weeks import find_week  # costs too much of the start

        await find_week(self, self.desk)

    @work
    async def action_series(self) -> None:
        """Plan a series."""
        from tui.screens.steps.series import plan_series  # not needed for the first picture

        await plan_series(self, self.desk)

    async def _alone(self, what: str) -> Meeting | None:
        """The meeting under the cursor; none if its series was meant, which then is edited, moved or cancelled."""
        from tui.screens.steps.series import done_to_series  # not needed for the first picture

        meeting = await self._meeting()
        return None if meeting is None or await done_to_series(self, self.desk, meeting, what) else meeting

    @work
    async def action_edit(self) -> None:
        """Edit the meeting."""
        meeting = await self._alone("edit")
        if meeting is not None and await self.fill_in(forms.edit_meeting(self.desk, meeting)) is not None:
            self.well(say(N_("{name} is saved."), name=meeting.title))

    @work
    async def action_move(self) -> None:
        """Another time."""
        meeting = await self._alone("move")
        if meeting is None:
            return
        moved = await self.fill_in(forms.move_meeting(self.desk, meeting))
        if moved is not None:
            when = spoken_span(moved.span, self.desk.language)
            told = N_("{title} is moved to {when}. {key[meetings.calendar]} makes new calendar files.")
            self.well(say(told, title=moved.title, when=when))

    @work
    async def action_invite(self) -> None:
        """The members of its networks, or people one finds."""
        from tui.screens.steps.series import part_to_invite  # not needed for the first picture

        meeting = await self._meeting()
        if meeting is None:
            return
        whole = await part_to_invite(self, self.desk, meeting)
        asked = None if whole is None else await ask_whom(self, self.desk, meeting, series=whole)
        told = await self.saved(asked) if asked is not None else None
        if told is not None:
            self._open(meeting.id)
            self.well(told)

    @work
    async def action_attending(self, what: str) -> None:
        """Answers, roll-call, the sheet for the door or the code for phones."""
        from tui.screens.attending.tasks import TASKS  # not needed for the first picture

        meeting = await self._meeting()
        if meeting is not None:
            await TASKS[what](self, self.desk, meeting)

    @work
    async def action_calendar(self) -> None:
        """Calendar files."""
        from tui.screens.steps.calendar_export import export_meeting  # costs too much of the start

        meeting = await self._meeting()
        if meeting is not None:
            await export_meeting(self, self.desk, meeting)

    @work
    async def action_replies(self) -> None:
        """Answers to be decided."""
        from tui.screens.steps.replies import show_replies  # not needed for the first picture

        if self.here is not None:
            await show_replies(self, self.desk, self.here)

    @work
    async def action_export(self) -> None:
        """The people invited as a contact list."""
        from tui.screens.steps.contact_export import Asked, export_contacts  # costs too much of the start

        number = self.here
        detail = None if number is None else await self.read(lambda session: meeting_detail(session, number))
        if detail is None:
            return
        if not detail.participants:
            self.said(say(N_("Nobody is invited yet. {key[meetings.invite]} invites.")), Tone.WARNING)
            return
        everybody = "nr:" + ",".join(str(one.person_id) for one in detail.participants)
        title, query = self.asked_inside(detail.meeting.outward_title, self.invited_filter, sorted(self.invited.marked))
        # Answers are asked of the meeting, and attendance too: of those who are invited to it.
        asked = f"{query} {self.named()}" if query else everybody
        await export_contacts(self, self.desk, Asked(title, query=asked))

    @work
    async def action_cancel(self) -> None:
        """Cancel the meeting, after asking."""
        meeting = await self._alone("cancel")
        if meeting is None:
            return
        when = spoken_span(meeting.span, self.desk.language)
        question = Confirm(
            self.desk.tell(N_("Cancel {title}, {when}?"), title=meeting.title, when=when),
            yes=self.desk.tell(N_("cancel the meeting")),
            detail=self.desk.tell(
                N_(
                    "It stays in the list as cancelled. Afterwards, {key[meetings.calendar]} makes the cancellations for "
                    "calendars."
                )
            ),
            dangerous=True,
        )
        if await self.app.push_screen_wait(question):
            done = await self.saved(lambda session: meetings.cancel(session, meeting.id))
            if done is not None:
                told = N_("{title} is cancelled. {key[meetings.calendar]} makes the cancellations for calendars.")
                self.well(say(told, title=done.title))

    @on(Participants.Answered)
    @work
    async def _answered(self, event: Participants.Answered) -> None:
        meeting, said = self.current_id, event.said
        if meeting is None:
            return

        def note(session: Session) -> int:
            return len(answers.note_all(session, meeting, dict.fromkeys(sorted(event.ids), said)))

        done = await self.saved(note)
        if done is not None:
            self.invited.clear_marks()
            what = shown.kind(said, self.desk.language)
            self.well(
                Message(N_("{n} answer noted: {what}."), {"n": done, "what": what}, N_("{n} answers noted: {what}."))
            )

    @on(Participants.TakenOff)
    @work
    async def _taken_off(self, event: Participants.TakenOff) -> None:
        meeting, who = self.current_id, sorted(event.ids)
        if meeting is None:
            return
        title = Message(
            N_("Take {n} person off the invitation?"), {"n": len(who)}, N_("Take {n} people off the invitation?")
        )
        question = Confirm(
            self.desk.tell(title),
            yes=self.desk.tell(N_("take off")),
            detail=self.desk.tell(N_("Who has got a calendar file gets a cancellation with the next ones (c).")),
        )
        if await self.app.push_screen_wait(question):
            done = await self.saved(lambda session: invitations.uninvite(session, meeting, who))
            if done is not None:
                self.well(Message(N_("{n} person taken off."), {"n": done}, N_("{n} people taken off.")))

    @on(Participants.Sent)
    @work
    async def _sent(self, event: Participants.Sent) -> None:
        from tui.screens.steps.went_out import ask_whether  # not needed for the first picture

        detail = self.current
        if detail is None:
            return
        meeting = detail.meeting
        asked = await ask_whether(self, self.desk, meeting.id, meeting.title, sorted(event.ids))
        told = await self.saved(asked) if asked is not None else None
        if told is not None:
            self.invited.clear_marks()
            self.well(told)
