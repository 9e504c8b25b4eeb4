"""Answers typed in seconds: some letters of a name and one key, y/j, n, m, w/v; the places and the queue always there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from core import invitations, meetings, people
from core.attending import answers, capacity
from core.attending.answers import MovedUp, Noted
from core.attending.capacity import Places
from core.attending.typed import ANSWER_KEYS, letters_and_key
from core.door.session import Session
from core.invitations import Participation
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.rules.kinds import Answer, MeetingStatus
from core.rules.spoken import spoken_span
from tui.actions import Action, Where, bindings, declare
from tui.screens import shown
from tui.screens.attending.type_ahead import LEAVE, TypeAhead
from tui.screens.desk import Desk, attempt
from tui.widgets.columns import Column
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

COMING = declare("answers.coming", "space,enter", N_("Coming"), N_("Comes; y and j behind the letters do the same."), Where.FORM,
                 run="answer('accepted')", in_footer=True)  # fmt: skip
DECLINED = declare("answers.declined", "minus", N_("Declined"), N_("Does not come; n behind the letters does the same."),
                   Where.FORM, run="answer('declined')", in_footer=True)  # fmt: skip
MAYBE = declare("answers.maybe", "full_stop", N_("Maybe"), N_("May come; m behind the letters does the same."), Where.FORM,
                run="answer('tentative')", in_footer=True)  # fmt: skip
TAKE_BACK = declare("answers.take_back", "comma", N_("No answer"), N_("Takes the answer back."), Where.FORM,
                    run="answer('needs_action')")  # fmt: skip
OVER = declare("answers.over", "plus", N_("Let in"), N_("Comes, although all places are taken."), Where.FORM,
               run="over", in_footer=True)  # fmt: skip
TOLD = declare("answers.told", "f5", N_("Told"), N_("Notes that all who have moved up have been told."), Where.FORM,
               in_footer=True)  # fmt: skip

_SIGNS = {Answer.ACCEPTED: "+", Answer.DECLINED: "-", Answer.TENTATIVE: ".", Answer.WAITING: "~"}
# The signs have bindings of their own: in the line only letters can be keys.
_LETTERS = tuple(key for key in ANSWER_KEYS if key.isalpha())


@dataclass(frozen=True)
class _Pressed:
    """An answer that is to be saved."""

    person_id: int
    said: Answer
    over: bool

    def noted(self, meeting_id: int) -> Callable[[Session], Noted]:
        return partial(answers.note, meeting_id=meeting_id, person_id=self.person_id, said=self.said, over=self.over)


@dataclass(frozen=True)
class AnswerList:
    """Everybody invited with their answers, the places, who waits in which order, and who is to be told of a place."""

    meeting: Meeting
    invited: tuple[Participation, ...]
    schools: dict[int, str]
    places: Places
    queue: dict[int, int]
    moved_up: tuple[MovedUp, ...]


def answer_list(session: Session, meeting_id: int) -> AnswerList:
    """All of it as it is now. Raises `NotFound`."""
    meeting = meetings.get(session, meeting_id)
    invited = [one for one in invitations.participants(session, meeting.id) if not one.uninvited]
    rows = people.rows(session, [one.person_id for one in invited])
    return AnswerList(
        meeting, tuple(invited), {row.id: row.class_name or row.school or row.company for row in rows},
        capacity.places(session, meeting.id),
        {one.person_id: one.place for one in answers.waiting(session, meeting.id)},
        tuple(answers.moved_up(session, meeting.id)),
    )  # fmt: skip


class AnswersScreen(TypeAhead):
    """What people answer."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 1), Column(N_("Name"), 22, weight=2), Column(N_("Answer"), 24),
        Column(N_("Class or place"), 14, weight=1, priority=1),
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMING, DECLINED, MAYBE, OVER, TAKE_BACK, TOLD, LEAVE)

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        title = desk.tell(
            N_("Answers: {title}, {when}"), title=meeting.title, when=spoken_span(meeting.span, desk.language)
        )
        super().__init__(desk, title, empty=N_("Nobody is invited yet. {key[meetings.invite]} on the meeting invites."))
        self._meeting = meeting.id
        self._list: AnswerList | None = None
        self._waiting: list[_Pressed] = []

    def refresh_data(self) -> None:
        """Read the answers again."""
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        found = await self.read(partial(answer_list, meeting_id=self._meeting))
        if found is not None:
            self._show(found)

    def _show(self, found: AnswerList) -> None:
        self._list = found
        self._meeting = found.meeting.id
        everybody = {one.person_id: one for one in found.invited}
        self.put(
            {number: self._cells(one, found) for number, one in everybody.items()},
            {number: one.person for number, one in everybody.items()},
        )
        names = ", ".join(shown.joined((one.person, shown.phone(one.phone)), " ") for one in found.moved_up)
        note = self.desk.tell(N_("Moved up, to be told: {names}"), names=names) if names else ""
        if found.meeting.status is MeetingStatus.CANCELLED:
            note = self.desk.tell(answers.cancelled_told(found.meeting))
        self.tell_count(self._counted(found), note)
        self.refresh_bindings()

    def _cells(self, one: Participation, found: AnswerList) -> Cells:
        pressed = [waiting.said for waiting in self._waiting if waiting.person_id == one.person_id]
        said = pressed[-1] if pressed else one.answer
        answer = shown.kind(said, self.desk.language)
        place = found.queue.get(one.person_id)
        if pressed:
            answer = f"{answer} …"
        elif place is not None:
            answer = self.desk.tell(N_("{answer}, no. {place}"), answer=answer, place=place)
        late = self.desk.tell(N_("late")) if one.late else ""
        return (
            _SIGNS.get(said, " "), shown.marked_name(one.person, one.protected), shown.joined((answer, late)),
            found.schools.get(one.person_id, ""),
        )  # fmt: skip

    def _counted(self, found: AnswerList) -> str:
        said = [one.answer for one in found.invited]
        counts = ((answer, said.count(answer)) for answer in Answer)
        told = " · ".join(f"{count} {shown.kind(answer, self.desk.language)}" for answer, count in counts if count)
        if found.places.capacity is None:
            return told
        values = {"taken": found.places.taken, "places": found.places.capacity}
        return shown.joined((self.desk.tell(say(N_("{taken} of {places} places"), **values)), told), " · ")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Telling and letting in mean something only where there is a queue."""
        match action:
            case "told":
                return bool(self._list and self._list.moved_up)
            case "over":
                return bool(self._list and self._list.places.capacity)
            case _:
                return True

    # -- keys ------------------------------------------------------------------------------------------

    def take_key(self, text: str) -> bool:
        """A letter that no name goes on with is the key, if the letters before it mean somebody."""
        keyed = letters_and_key(self.names, text, _LETTERS) if len(text) > 1 else None
        if keyed is None or not keyed.key or not keyed.found:
            return False
        if len(keyed.found) > 1 and not self.moved:
            count = len(keyed.found)
            self.keep_letters(text[:-1])
            told = say(N_("{count} are meant: type more, or choose with ↓ and press the key."), count=count)
            self.tell(told, Tone.WARNING)
            return True
        self._answer(ANSWER_KEYS[keyed.key])
        return True

    def meanings(self) -> Iterable[tuple[Action, Callable[[], object]]]:
        """Signs answer for whoever the letters mean."""
        said = ((COMING, Answer.ACCEPTED), (DECLINED, Answer.DECLINED), (MAYBE, Answer.TENTATIVE),
                (TAKE_BACK, Answer.NEEDS_ACTION))  # fmt: skip
        yield OVER, self.action_over if self.check_action("over", ()) else _nothing
        yield from ((action, partial(self._answer, one)) for action, one in said)

    def action_answer(self, said: str) -> None:
        """Note the answer of whoever is meant."""
        self._answer(Answer(said))

    def action_over(self) -> None:
        """Let them in."""
        self._answer(Answer.ACCEPTED, over=True)

    def _answer(self, said: Answer, *, over: bool = False) -> None:
        number = self.whom()
        if number is None:
            return
        if self._list is not None and self._list.meeting.status is MeetingStatus.CANCELLED:
            self.tell(answers.cancelled_told(self._list.meeting), Tone.WARNING)
            return
        self.done_with(number)
        self._waiting.append(_Pressed(number, said, over))
        if self._list is not None:
            self._show(self._list)
        self.save()

    @property
    def unsaved(self) -> int:
        """How many answers."""
        return len(self._waiting)

    async def save_next(self) -> bool:
        """The answer that was pressed first: who comes first gets the last place."""
        one = self._waiting[0]
        done = await self.saved(one.noted(self._meeting))
        if done is None:
            return False
        self._waiting.remove(one)
        if isinstance(done, Noted):
            self.tell(self._told(done), Tone.WARNING if done.noted is not one.said or done.moved_up else Tone.GOOD)
        self.refresh_data()
        return True

    def rest(self) -> Iterable[Callable[[Session], object]]:
        """One after the other."""
        return [one.noted(self._meeting) for one in self._waiting]

    def _told(self, done: Noted) -> Message:
        what = shown.kind(done.noted, self.desk.language)
        told = say(N_("{name}: {answer}."), name=done.person, answer=what)
        if done.noted is Answer.WAITING and done.said is not Answer.WAITING:
            told = say(N_("{told} All places are taken: no. {place} in the queue."), told=told, place=done.place)
        if done.late:
            told = say(N_("{told} That was after the last day to sign up."), told=told)
        if done.moved_up:
            told = say(N_("{told} {moved}"), told=told, moved=capacity.moved_message(done.moved_up))
        return told

    @work
    async def action_told(self) -> None:
        """Note that they have been told."""
        done = await attempt(self, partial(self.desk.do, partial(answers.told, meeting_id=self._meeting)))
        if done:
            self.tell(Message(N_("{n} person has been told."), {"n": done}, N_("{n} people have been told.")), Tone.GOOD)
        self.refresh_data()


def _nothing() -> None:
    """What a sign does that means nothing here: it is no letter of a name either."""


async def note_answers(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """Type what people answered."""
    await widget.app.push_screen_wait(AnswersScreen(desk, meeting))
