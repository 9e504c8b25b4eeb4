"""The roll-call on the keyboard: letters and a key for each, the count always there, each key saved by itself."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from core.attending import guests, headcounts, roll_call
from core.attending.kinds import Attendance
from core.attending.roll_call import Attendee, RollCall
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, say
from core.rules.kinds import Answer
from core.rules.spoken import spoken_span
from core.school.at_school import SchoolState
from tui.actions import Action, Where, bindings, declare
from tui.dressed import only_ascii
from tui.screens import shown
from tui.screens.attending.type_ahead import LEAVE, TypeAhead
from tui.screens.desk import Desk, attempt
from tui.screens.steps.find_people import FindPeople
from tui.widgets.columns import Column
from tui.widgets.dialogs import Ask, Choose
from tui.widgets.menu import Option
from tui.widgets.rows import Cells
from tui.widgets.tone import Tone

PRESENT = declare("roll_call.present", "space,enter", N_("Present"), N_("Is here."), Where.FORM,
                  run="set('present')", in_footer=True)  # fmt: skip
ABSENT = declare("roll_call.absent", "minus", N_("Absent"), N_("Stayed away without a word."), Where.FORM,
                 run="set('absent')", in_footer=True)  # fmt: skip
EXCUSED = declare("roll_call.excused", "full_stop", N_("Excused"), N_("Has sent an apology."), Where.FORM,
                  run="set('excused')", in_footer=True)  # fmt: skip
TAKE_BACK = declare("roll_call.take_back", "comma", N_("Not taken"), N_("Takes back what was said of them."), Where.FORM,
                    run="set('')")  # fmt: skip
WALK_IN = declare("roll_call.walk_in", "plus", N_("Walk-in"),
                  N_("Somebody who was not invited: from the register, a guest by name, or one more without a name."),
                  Where.FORM, in_footer=True)  # fmt: skip

CORRECT = declare("roll_call.correct", "f9", N_("Put right"),
                  N_("Takes a guest off, or says how many came of those without names."), Where.FORM)  # fmt: skip

_SIGNS = {Attendance.PRESENT: "+", Attendance.ABSENT: "-", Attendance.EXCUSED: "."}
_REGISTER, _GUEST = "register", "guest"


class RollCallScreen(TypeAhead):
    """Who is there."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 1), Column(N_("Name"), 22, weight=2), Column(N_("Attendance"), 11),
        Column(N_("Answer"), 26), Column(N_("Class or place"), 11, weight=1, priority=1),
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings(PRESENT, ABSENT, EXCUSED, TAKE_BACK, WALK_IN, CORRECT, LEAVE)

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        title = desk.tell(
            N_("Roll-call: {title}, {when}"), title=meeting.title, when=spoken_span(meeting.span, desk.language)
        )
        super().__init__(desk, title, empty=N_("Nobody is on the list. {key[roll_call.walk_in]} adds whoever comes."))
        self._meeting = meeting.id
        self._call: RollCall | None = None
        self._unsaved: dict[int, Attendance | None] = {}

    # -- reading ---------------------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Read the roll-call again: a colleague may take it too."""
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        call = await self.read(partial(roll_call.roll_call, meeting_id=self._meeting))
        if call is not None:
            self._show(call)

    def _show(self, call: RollCall) -> None:
        self._call = call
        self._meeting = call.meeting.id  # a day of a series gets a number of its own with the first mark
        self.put({one.id: self._cells(one) for one in call.attendees}, {one.id: one.name for one in call.attendees})
        self.tell_count(self._counted(call))

    def _counted(self, call: RollCall) -> str:
        count = call.count
        told = say(
            N_("{present} present · {absent} absent · {excused} excused · {left} of {expected} expected left"),
            present=count.present, absent=count.absent, excused=count.excused, left=count.left, expected=count.expected,
        )  # fmt: skip
        if count.unnamed:
            told = say(N_("{told} · {n} more without names"), told=told, n=count.unnamed)
        return self.desk.tell(told)

    def _cells(self, one: Attendee) -> Cells:
        waits = one.id in self._unsaved
        said = self._unsaved[one.id] if waits else one.attendance
        word = shown.kind(said, self.desk.language)
        return (
            _SIGNS[said] if said else " " if one.expected else ":" if only_ascii(self) else "·",
            shown.marked_name(one.name, one.protected), f"{word} …" if waits else word, self._answer(one), one.place,
        )  # fmt: skip

    def _answer(self, one: Attendee) -> str:
        if one.is_guest or one.uninvited:
            return self.desk.tell(N_("guest") if one.is_guest else N_("walk-in"))
        said = shown.kind(one.answer, self.desk.language)
        away = one.school is SchoolState.AWAY and one.answer in (Answer.NEEDS_ACTION, Answer.TENTATIVE)
        return shown.joined((said, shown.kind(one.school, self.desk.language) if away else ""))

    # -- keys ------------------------------------------------------------------------------------------

    def meanings(self) -> Iterable[tuple[Action, Callable[[], object]]]:
        """Signs say what is so of whoever the letters mean."""
        said = ((PRESENT, Attendance.PRESENT.value), (ABSENT, Attendance.ABSENT.value), (EXCUSED, Attendance.EXCUSED.value),
                (TAKE_BACK, ""))  # fmt: skip
        yield WALK_IN, self.action_walk_in
        yield from ((action, partial(self.action_set, one)) for action, one in said)

    def action_set(self, said: str) -> None:
        """Set what is said of whoever is meant, and go on to the next."""
        number = self.whom()
        if number is None:
            return
        self._unsaved[number] = Attendance(said) if said else None
        self.done_with(number)
        if self._call is not None:
            self._show(self._call)
        self.save()

    @property
    def unsaved(self) -> int:
        """Of how many people."""
        return len(self._unsaved)

    async def save_next(self) -> bool:
        """All that waits at once. What shows without dots is in the file."""
        some = dict(self._unsaved)
        call = await self.saved(partial(self._take, some=some))
        if call is None:
            return False
        self._unsaved = {
            number: said for number, said in self._unsaved.items() if number not in some or some[number] is not said
        }
        if isinstance(call, RollCall):
            self._show(call)
        else:  # a colleague took somebody off the list
            self.refresh_data()
        return True

    def rest(self) -> Iterable[Callable[[Session], object]]:
        """All that waits at once."""
        return [partial(self._take, some=dict(self._unsaved))] if self._unsaved else []

    def _take(self, session: Session, some: dict[int, Attendance | None]) -> RollCall:
        roll_call.take(session, self._meeting, some)
        return roll_call.roll_call(session, self._meeting)

    @work
    async def action_walk_in(self) -> None:
        """Somebody who was not expected."""
        typed = self.typed.strip()
        chosen = await self.app.push_screen_wait(Choose(self.desk.tell(N_("Who came in?")), self._walk_ins(typed)))
        if chosen is None:
            return
        if chosen == _REGISTER:
            await self._from_register(typed)
        elif chosen == _GUEST:
            await self._guest(typed)
        else:
            await self._saved(partial(headcounts.one_more, meeting_id=self._meeting, who=chosen.removeprefix("+")))

    def _walk_ins(self, typed: str) -> list[Option[str]]:
        tell = self.desk.tell
        guest = tell(N_("{name} as a guest, not in the register"), name=typed) if typed else tell(N_("A guest by name"))
        groups = [one.name for one in self._call.headcounts] if self._call else []
        usual = tell(N_("Without a name"))
        return [
            Option(_REGISTER, tell(N_("Somebody in the register"))),
            Option(_GUEST, guest),
            *(Option(f"+{name}", tell(N_("One more, not named: {group}"), group=name)) for name in groups or [usual]),
        ]

    async def _from_register(self, typed: str) -> None:
        title = self.desk.tell(N_("Who came in?"))
        people = await self.app.push_screen_wait(FindPeople(self.desk, title, typed))
        if people:
            await self._saved(
                lambda session: roll_call.take(session, self._meeting, dict.fromkeys(people, Attendance.PRESENT))
            )

    async def _guest(self, typed: str) -> None:
        label = self.desk.tell(N_("The guest's name; it is kept for thirty days."))
        name = await self.app.push_screen_wait(Ask(self.desk.tell(N_("A guest")), label, typed))
        if name:
            await self._saved(partial(_add_guest, meeting_id=self._meeting, name=str(name)))

    @work
    async def action_correct(self) -> None:
        """Guests and headcounts that are wrong."""
        from tui.screens.attending.correcting import ask_what  # rarely needed

        job = await ask_what(self, self.desk, self._call) if self._call is not None else None
        if job is not None:
            await self._saved(job)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to put right where somebody is a guest or is counted."""
        if action == "correct":
            return self._call is not None and bool(self._call.headcounts or any(one.is_guest for one in self._call.attendees))
        return super().check_action(action, parameters)

    async def _saved(self, job: Callable[[Session], object]) -> None:
        done = await attempt(self, partial(self.desk.do, job))
        if done is not None:
            self.clear_letters()
            self.tell(say(N_("It is noted; {key[type_ahead.undo]} undoes it.")), Tone.GOOD)
        self.refresh_data()


def _add_guest(session: Session, meeting_id: int, name: str) -> guests.Guest:
    return guests.add(session, meeting_id, name, walk_in=True, attendance=Attendance.PRESENT)


async def call_the_roll(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """Take the attendance of a meeting."""
    await widget.app.push_screen_wait(RollCallScreen(desk, meeting))
