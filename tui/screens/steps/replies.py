"""Answers of calendars on the screens: read from files, looked at first, and decided where somebody must."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from core.door.session import Session
from core.errors import FileError, Invalid
from core.messages import N_, Message, say
from core.replies import importing, settling
from core.replies.importing import AnswersRead, ReadAnswer
from core.replies.judging import Verdict
from core.replies.message import CalendarReply
from core.replies.reading import Unreadable, read_files
from core.replies.settling import OpenReply
from tui.actions import Where, bindings, declare
from tui.everywhere import UNDO
from tui.reasons import reason
from tui.replies import TAKE, told, who
from tui.screens import shown
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.fields import file_names
from tui.screens.listed import Value, listed_by_columns
from tui.screens.steps.find_people import FindPeople
from tui.screens.steps.proposed_time import part_proposed, series_moved
from tui.screens.steps.series import Part
from tui.widgets.bars import HELP, FooterBar, StatusBar
from tui.widgets.columns import AS_READ, Column
from tui.widgets.dialogs import Confirm, plain
from tui.widgets.filtering import filter_alone
from tui.widgets.form import GO_ON, Field, Form, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.modal import Modal
from tui.widgets.record_list import RecordList
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

READ = declare("replies.read", "n", N_("Read files"), N_("Reads answers from files or a mailbox."), Where.AREA, in_footer=True)
TAKE_IT = declare(
    "replies.take", "t,enter", N_("Take"), N_("Counts the answer after all, or moves the meeting to the time proposed."),
    Where.AREA, in_footer=True,
)  # fmt: skip
REFUSE = declare(
    "replies.refuse", "i", N_("Refuse"), N_("Says no to a proposed time; a file that says so is due."), Where.AREA, in_footer=True
)
DROP = declare("replies.drop", "d", N_("Put aside"), N_("Puts the answer aside; nothing is noted."), Where.AREA, in_footer=True)
LEAVE = declare("replies.leave", "escape,left,h,q", N_("Back"), N_("Closes the answers."), Where.AREA, in_footer=True)
_COLUMNS = (
    Column(N_("Who"), 20, weight=2, order="who", key="who"),
    Column(N_("Meeting"), 14, weight=2, priority=1, order="meeting", key="meeting"),
    Column(N_("When"), 19, priority=3, order="when", key="when", alphabetical=False),
    Column(N_("Answer"), 8, priority=2, order="answer", key="answer"),
    Column(N_("Why"), 30, weight=2, order="why", key="why"),
)
_SHOWN = 12  # answers in the question before they are noted


@dataclass(frozen=True)
class _Found:
    """What was read, and what it would come to."""

    replies: Sequence[CalendarReply]
    unread: Sequence[Unreadable]
    planned: AnswersRead


class RepliesScreen(Modal[None]):
    """The answers to be decided, of one meeting or of all."""

    AUTO_FOCUS = "RecordList"
    DEFAULT_CSS = """
    RepliesScreen { background: $background; layout: vertical; }
    RepliesScreen > .title { height: auto; text-style: bold; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(TAKE_IT, REFUSE, DROP, READ, LEAVE, UNDO, HELP)

    def __init__(self, desk: Desk, meeting_id: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._meeting = meeting_id
        self._replies: dict[int, OpenReply] = {}
        self._rows: dict[int, Cells] = {}
        self._title = plain("", classes="title")
        nothing = N_("No answer waits for anybody. {key[replies.read]} reads answers from files.")
        self._records = RecordList(_COLUMNS, empty=nothing, kept=desk.list_called("replies"), order=AS_READ)
        self._filtering = filter_alone(self._records)

    def compose(self) -> ComposeResult:
        """How many there are, the answers and the keys."""
        yield self._title
        yield self._records
        yield StatusBar()
        yield FooterBar()

    def on_mount(self) -> None:
        """Read them."""
        self._filtering.use(listed_by_columns(self._rows, _COLUMNS, self._value))
        self.refresh_data()

    @work(exclusive=True, group="replies")
    async def refresh_data(self) -> None:
        """What waits now."""
        await self._read()

    async def _read(self) -> None:
        found = await attempt(self, partial(self.desk.do, partial(settling.open_replies, meeting_id=self._meeting)))
        if found is None:
            return
        self._replies = {one.id: one for one in found}
        self._rows.clear()
        self._rows.update({one.id: self._cells(one) for one in found})
        count = Message(N_("{n} answer to be decided"), {"n": len(found)}, N_("{n} answers to be decided"))
        self._title.update(self.desk.tell(say(N_("Answers of calendars: {count}"), count=count)))
        self._records.reload(gone=True)
        self.refresh_bindings()

    def _value(self, number: int, order: str) -> Value:
        return self._replies[number].meeting_start.isoformat() if order == "when" else None

    def _cells(self, one: OpenReply) -> Cells:
        language = self.desk.language
        when, why = shown.begins(one.meeting_start, language), shown.kind(one.verdict, language)
        # What somebody must know who decides, in a column that always shows.
        return who(one), one.title, when, shown.kind(one.answer, language), self._proposed(one) or why

    def _proposed(self, one: OpenReply) -> str:
        if one.start is None or one.end is None:
            return ""
        return f"{shown.time_span(one.start, one.end, self.desk.language)}?"

    def _meant(self, one: OpenReply) -> str:
        """The time proposed, and what taking it means."""
        proposed, asked = self._proposed(one), self.desk.tell(N_("Everybody invited is asked anew."))
        return f"{proposed}\n{asked}" if proposed else ""

    def _chosen(self) -> OpenReply | None:
        number = self._records.cursor_id
        return None if number is None else self._replies.get(number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a proposal of another time can be refused."""
        one = self._chosen() if self.is_mounted else None
        if action == "refuse":
            return one is not None and one.verdict is Verdict.PROPOSAL
        return one is not None if action in {"take", "drop"} else True

    # -- keys ------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_take()

    @work(exclusive=True, group="settle")
    async def action_take(self) -> None:
        """Count it, after asking what that means; who it is, where nobody knows."""
        one = self._chosen()
        if one is None:
            return
        person: int | None = None
        if one.needs_person:
            asked = self.desk.tell(say(N_("Who is {sender}?"), sender=one.delegated_to or one.sender))
            people = await self.app.push_screen_wait(FindPeople(self.desk, asked, single=True))
            if not people:
                return
            person = people[0]
        part = await part_proposed(self, self.desk, one) if one.verdict is Verdict.PROPOSAL else Part.ONE
        if part is not Part.ONE:
            if part is not None and await series_moved(self, self.desk, one, part) is not None:
                await self._settled(partial(settling.drop, number=one.id), N_("The series is moved as {who} proposed."), one)
            return
        meeting = shown.joined((one.title, shown.begins(one.meeting_start, self.desk.language)))
        question = Confirm(
            shown.joined((who(one), meeting), ": "), yes=self.desk.tell(TAKE[one.verdict]), detail=self._meant(one)
        )
        if await self.app.push_screen_wait(question):
            told = N_("Taken: {who}. {key[app.undo]} undoes it.")
            await self._settled(partial(settling.take, number=one.id, person=person), told, one)

    @work(exclusive=True, group="settle")
    async def action_refuse(self) -> None:
        """No to the time proposed."""
        if (one := self._chosen()) is not None:
            sentence = N_("Refused: {who}. A file that says so is due.")
            await self._settled(partial(settling.refuse, number=one.id), sentence, one)

    @work(exclusive=True, group="settle")
    async def action_drop(self) -> None:
        """Nothing is noted."""
        if (one := self._chosen()) is not None:
            told = N_("Put aside: {who}. {key[app.undo]} undoes it.")
            await self._settled(partial(settling.drop, number=one.id), told, one)

    async def _settled(self, job: "partial[OpenReply]", sentence: str, one: OpenReply) -> None:
        if await attempt(self, lambda: self.desk.do(job)) is not None:
            workplace(self).written()
            workplace(self).status(say(sentence, who=who(one)), Tone.GOOD)
        await self._read()  # also if a colleague was first

    @work
    async def action_read(self) -> None:
        """Files, a folder or a mailbox."""
        await read_answers(self, self.desk)
        await self._read()

    @work
    async def action_undo(self) -> None:
        """Take back the last step."""
        from tui.screens.steps.undoing import undo_last

        await undo_last(self, self.desk)
        await self._read()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    @on(RecordList.Highlighted)
    @on(RecordList.Loaded)
    @on(RecordList.Marked)
    def _keep(self, event: RecordList.Highlighted | RecordList.Loaded | RecordList.Marked) -> None:
        event.stop()
        self.refresh_bindings()


async def show_replies(widget: Widget, desk: Desk, meeting_id: int | None = None) -> None:
    """The answers that wait for somebody to decide."""
    await widget.app.push_screen_wait(RepliesScreen(desk, meeting_id))


def counted(session: Session) -> Message | None:
    """How many wait, for Værksted."""
    waiting = len(settling.open_replies(session))
    return Message(N_("{n} answer to be decided"), {"n": waiting}, N_("{n} answers to be decided")) if waiting else None


async def read_answers(widget: Widget, desk: Desk) -> None:
    """The whole way from a file to the register: what it would come to is shown before anything is noted."""
    found = await widget.app.push_screen_wait(FormScreen(_file_form(desk)))
    if found is None:
        return
    lines = [*(_line(desk, one) for one in found.planned.answers[:_SHOWN])]
    if len(found.planned.answers) > _SHOWN:
        lines.append(desk.tell(say(N_("… and {n} more"), n=len(found.planned.answers) - _SHOWN)))
    lines += [f"{place}: {desk.tell(message)}" for place, message in found.unread]
    if not (found.planned.counting or found.planned.asking):
        workplace(widget).status(told(found.planned), Tone.WARNING)
        return
    question = Confirm(desk.tell(told(found.planned)), yes=desk.tell(N_("note them")), detail="\n".join(lines))
    if await widget.app.push_screen_wait(question):
        done = await attempt(widget, lambda: desk.do(partial(importing.apply, replies=found.replies)))
        if done is not None:
            workplace(widget).written()
            workplace(widget).status(say(N_("{told} {key[app.undo]} undoes it."), told=told(done)), Tone.GOOD)


def _line(desk: Desk, one: ReadAnswer) -> str:
    judged, language = one.judged, desk.language
    name = judged.person or judged.reply.attendee_name or judged.reply.attendee
    title = judged.meeting.title if judged.meeting else ""
    when = shown.time_span(judged.meeting.start, judged.meeting.end, language) if judged.meeting else ""
    answer = shown.kind(one.noted, language) if judged.verdict is Verdict.NOTED else ""
    return shown.joined((name, title, when, answer or shown.kind(judged.verdict, language)), " · ")


def _file_form(desk: Desk) -> "Form[_Found]":
    help = N_("Saved mails (.eml), calendar files (.ics), a mailbox (.mbox), or a folder of them")
    fields = (Field("path", N_("File or folder"), suggestions=file_names, help=help, required=True),)

    def save(submission: Submission) -> _Found:
        path = Path(str(submission.values["path"]).strip()).expanduser()
        try:
            replies, unread = read_files(path)
        except OSError as error:
            told_why = say(N_("{path} cannot be read: {reason}"), path=path, reason=reason(error))
            raise Invalid("path", told_why) from error
        except FileError as error:
            raise Invalid("path", error.message) from error
        if not replies:
            raise Invalid("path", unread[0][1] if unread else say(N_("There is no answer to an invitation in it.")))
        return _Found(replies, unread, desk.do(partial(importing.plan, replies=replies)))

    return Form(desk.tell(N_("Read answers of calendars")), fields, save, {"path": ""}, does=GO_ON)
