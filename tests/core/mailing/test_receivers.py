"""Whatever an organiser does, in whatever order: calendars that got what was due hold the right meetings.

Each person's calendar is modelled by RFC 5546: a higher SEQUENCE counts, then a later DTSTAMP (§2.1.5); a cancellation
needs a higher SEQUENCE than what it cancels (§3.2.5), and what was cancelled comes back with a higher one only.
"""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core import invitations, meetings, networks, people
from core.calendar import CalendarEvent, CalendarMessage, Method
from core.door.session import open_session
from core.errors import LaugError, NotFound, Refused
from core.mailing import making, sent, state
from core.mailing.state import Letter
from core.meetings import Meeting
from core.past import undo
from core.replies import importing
from core.replies.judging import Verdict
from core.replies.message import CalendarReply, PartStat, ReplyMethod
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import LocalTime
from core.rules.spoken import Span

PEOPLE = st.sampled_from([1, 2, 3])
PREPARED = 5  # operations before the first action
BEGAN = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)


class LostPower(BaseException):
    """The program dies while it writes files."""


def told(event: CalendarEvent) -> tuple[object, ...]:
    """What a person reads in their calendar."""
    return event.uid, event.summary, event.description, event.location, event.url, event.start, event.end


class Calendar:
    """One receiver."""

    def __init__(self) -> None:
        self.events: dict[str, CalendarEvent] = {}
        self.versions: dict[str, tuple[int, datetime]] = {}
        self.cancelled: dict[str, int] = {}

    def receive(self, message: CalendarMessage) -> None:
        event = message.event
        version = (event.sequence, event.stamp)
        last = self.versions.get(event.uid)
        assert last is None or version > last, "a file no calendar would look at"
        self.versions[event.uid] = version
        match message.method:
            case Method.REQUEST:
                assert event.sequence > self.cancelled.get(event.uid, -1), "what was cancelled does not come back"
                self.events[event.uid] = event
            case Method.CANCEL:
                held = self.events.pop(event.uid, None)
                assert held is None or event.sequence > held.sequence, "a cancellation needs a higher SEQUENCE"
                self.cancelled[event.uid] = event.sequence
            case _:
                pytest.fail(f"nobody asked for {message.method}")


class Organiser(RuleBasedStateMachine):
    """Actions of an organiser, and what the mail does to files."""

    _made: Path
    _folder: TemporaryDirectory[str]

    @classmethod
    def prepare(cls) -> None:
        cls._folder = TemporaryDirectory()
        cls._made = Path(cls._folder.name) / "made.db"
        with open_session(cls._made, account="anna", clock=lambda: BEGAN) as session:
            network = networks.add(session, {"name": "Lærlinge", "organiser_email": "tovholder@skole.example"})
            for given in ("Anna", "Bo", "Clara"):
                people.add(session, {"given": given, "email": f"{given.lower()}@elev.example"})
            span = Span(LocalTime(date(2026, 11, 26), time(17)), LocalTime(date(2026, 11, 26), time(19)), False)
            meetings.plan(session, {"title": "Kick-off", "place": "Kantinen"}, span, [network.id])

    @initialize()
    def begin(self) -> None:
        path = Path(self._folder.name) / "copy.db"
        for old in Path(self._folder.name).glob("copy.db*"):
            if old.is_file():
                old.unlink()
        shutil.copy(self._made, path)
        self.now = BEGAN
        self.stack = ExitStack()
        self.session = self.stack.enter_context(open_session(path, account="anna", clock=lambda: self.now))
        self.calendars = {number: Calendar() for number in (1, 2, 3)}
        self.days = 0

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    @property
    def meeting(self) -> Meeting:
        return meetings.get(self.session, 1)

    def _deliver(self, letters: Sequence[Letter]) -> None:
        for letter in letters:
            self.calendars[letter.person_id].receive(letter.message)

    # -- the organiser -------------------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([0, 1, 3600]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(who=PEOPLE)
    def invite(self, who: int) -> None:
        if self.meeting.status is MeetingStatus.CANCELLED:
            return
        invitations.invite(self.session, 1, people=[who])

    @rule(who=PEOPLE)
    def uninvite(self, who: int) -> None:
        invitations.uninvite(self.session, 1, [who])

    @rule(days=st.sampled_from([0, 1, 2]))
    def move(self, days: int) -> None:
        if self.meeting.status is MeetingStatus.CANCELLED:
            return
        day = date(2026, 11, 26) + timedelta(days=days)
        span = Span(LocalTime(day, time(17)), LocalTime(day, time(19)), False)
        meetings.move(self.session, 1, span, version=self.meeting.version)

    @rule(place=st.sampled_from(["Kantinen", "Hallen"]), text=st.sampled_from(["", "Husk sko"]))
    def edit(self, place: str, text: str) -> None:
        if self.meeting.status is MeetingStatus.CANCELLED:
            return
        meetings.edit(self.session, 1, {"place": place, "description": text}, version=self.meeting.version)

    @rule()
    def cancel(self) -> None:
        meetings.cancel(self.session, 1)

    @rule()
    def undo(self) -> None:
        with suppress(Refused, NotFound):
            if undo.last_own(self.session).id > PREPARED:
                undo.undo(self.session)

    @rule(who=PEOPLE, said=st.sampled_from([Answer.ACCEPTED, Answer.DECLINED]))
    def note(self, who: int, said: Answer) -> None:
        with suppress(LaugError):
            invitations.answer(self.session, 1, who, said)

    # -- files, mail and answers ---------------------------------------------------------------------------------------

    @rule(everything=st.booleans())
    def send(self, everything: bool) -> None:
        making.make(self.session, 1, self._deliver, everything=everything)
        assert state.due(self.session, 1).letters == ()
        self.everybody_is_right()

    @rule()
    def crash(self) -> None:
        """Half of the files are written, and mailed by hand; nothing is noted."""

        def write(letters: Sequence[Letter]) -> None:
            self._deliver(letters[: (len(letters) + 1) // 2])
            raise LostPower

        if state.due(self.session, 1).letters:
            with pytest.raises(LostPower):
                making.make(self.session, 1, write)
            assert state.due(self.session, 1).letters

    @rule(who=PEOPLE)
    def lose(self, who: int) -> None:
        """Files are made, one is lost, and somebody says so."""

        def write(letters: Sequence[Letter]) -> None:
            self._deliver([one for one in letters if one.person_id != who])

        done = making.make(self.session, 1, write)
        if any(one.person_id == who for one in done.letters):
            sent.mark_unsent(self.session, 1, [who])

    @rule(who=PEOPLE, said=st.sampled_from([PartStat.ACCEPTED, PartStat.DECLINED]))
    def reply(self, who: int, said: PartStat) -> None:
        held = self.calendars[who].events
        if not held:
            return
        event = next(reversed(held.values()))
        self.now += timedelta(seconds=1)
        address = event.attendee.mailbox.email if event.attendee else ""
        answer = CalendarReply(ReplyMethod.REPLY, event.uid, address, "", said, event.sequence, self.now)
        (read,) = importing.apply(self.session, [answer]).answers
        now = invitations.event(self.session, self.meeting)
        if read.judged.verdict is Verdict.NOTED:
            assert (event.start, event.location) == (now.start, now.location), "an answer to another time counts"
        assert importing.apply(self.session, [answer]).counting == 0

    def everybody_is_right(self) -> None:
        """Each calendar holds the meeting as it is now, or nothing at all."""
        now = invitations.event(self.session, self.meeting)
        invited = {one.person_id for one in invitations.participants(self.session, 1)}
        for number, calendar in self.calendars.items():
            wanted = [told(now)] if number in invited and not now.cancelled else []
            assert [told(event) for event in calendar.events.values()] == wanted

    @invariant()
    def sequence_is_at_least_what_was_sent(self) -> None:
        if hasattr(self, "session"):
            found = self.session.query(
                "SELECT count(*) FROM participation pa JOIN meeting m ON m.id = pa.meeting_id"
                " WHERE pa.sent_uid = m.calendar_uid AND pa.sent_sequence > m.sequence"
            )
            assert found == [(0,)]


Organiser.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


class TestOrganiser(Organiser.TestCase):  # type: ignore[misc,name-defined]  # the class is made by hypothesis
    """Random sequences of actions."""

    @classmethod
    def setup_class(cls) -> None:
        Organiser.prepare()

    @classmethod
    def teardown_class(cls) -> None:
        Organiser._folder.cleanup()
