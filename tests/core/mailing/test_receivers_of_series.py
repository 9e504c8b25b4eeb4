"""Whatever an organiser does to a series, in whatever order: calendars that got what was due hold the right meetings.

Files of a series say all that a person is invited to under one UID. They are delivered in any order, and some twice; a
calendar takes what has a higher SEQUENCE, then a later DTSTAMP (RFC 5546 §2.1.5), and a cancelled UID stays cancelled until
a higher SEQUENCE calls it back (§3.2.5).
"""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from core import invitations, meetings, people
from core.attending import guests
from core.calendar import CalendarEvent, CalendarMessage, Method
from core.door.session import open_session
from core.errors import LaugError, NotFound, Refused
from core.mailing import making, sent, state, whole_series
from core.mailing.state import Letter
from core.meetings import Meeting
from core.past import undo
from core.rules.kinds import Answer, MeetingStatus
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from core.series import changing, inviting, planning, records
from core.series.changing import Wishes
from core.series.records import Series
from core.series.restating import restated
from core.series.said import read_series
from tests.core.mailing.test_receivers import LostPower

BEGAN = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
PREPARED = 4  # operations before the first action
PEOPLE = st.sampled_from([1, 2, 3])
ANY = st.integers(0, 40)  # which of those there are
PLACES = st.sampled_from(["Kantinen", "Hallen"])
Shown = tuple[str, str, str, str, str]


def told(event: CalendarEvent) -> Shown:
    """What a person reads in their calendar of one meeting."""
    return event.start.isoformat(), event.end.isoformat(), event.summary, event.description, event.location


class Calendar:
    """One receiver."""

    def __init__(self) -> None:
        self.events: dict[str, CalendarEvent] = {}
        self.versions: dict[str, tuple[int, datetime]] = {}

    def receive(self, message: CalendarMessage) -> None:
        event = message.event
        assert event.recurrence_id is None, "a meeting of a series never comes alone"
        version = (event.sequence, event.stamp)
        last = self.versions.get(event.uid)
        if last is not None and version <= last:
            return
        self.versions[event.uid] = version
        held = self.events.pop(event.uid, None)
        if message.method is Method.CANCEL:
            assert held is None or event.sequence > held.sequence, "a cancellation needs a higher SEQUENCE"
            return
        assert message.method is Method.REQUEST
        assert held is not None or last is None or event.sequence > last[0], "what was cancelled does not come back"
        self.events[event.uid] = event

    @property
    def shown(self) -> list[Shown]:
        return sorted(one for event in self.events.values() for one in meetings_in(event))


def meetings_in(event: CalendarEvent) -> list[Shown]:
    """The meetings of a series as a program expands them: on the wall clock, exceptions taken off, others put in."""
    said = event.recurrence
    assert said is not None and isinstance(event.start, datetime) and isinstance(event.end, datetime)
    zone = ZoneInfo(event.time_zone)
    assert isinstance(said.last, datetime)
    last = said.last.astimezone(zone).replace(tzinfo=None)
    first, length = event.start.replace(tzinfo=None), event.end.replace(tzinfo=None) - event.start.replace(tzinfo=None)
    away = {*said.left_out, *(one.recurrence_id for one in said.overrides)}
    found = [told(one) for one in said.overrides]
    for start in rrulestr(said.rule, dtstart=first).xafter(first - timedelta(1)):
        if start > last:
            break
        begin = start.replace(tzinfo=zone)
        if begin not in away:
            found.append((begin.isoformat(), (start + length).replace(tzinfo=zone).isoformat(), *told(event)[2:]))
    return found


class Organiser(RuleBasedStateMachine):
    """Actions of an organiser, and what the mail does to files."""

    _made: Path
    _folder: TemporaryDirectory[str]

    @classmethod
    def prepare(cls) -> None:
        cls._folder = TemporaryDirectory()
        cls._made = Path(cls._folder.name) / "made.db"
        with open_session(cls._made, account="anna", clock=lambda: BEGAN) as session:
            for given in ("Anna", "Bo", "Clara"):
                people.add(session, {"given": given, "email": f"{given.lower()}@elev.example"})
            said = read_series("hver 2. torsdag 17-19 fra 04-03-2027 til 27-05-2027", BEGAN.date())
            planning.plan(session, {"title": "Café", "organiser_email": "tovholder@skole.example"}, said)

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
        self.post: list[Letter] = []

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    def _series(self, which: int) -> Series:
        every = [row[0] for row in self.session.query("SELECT id FROM series ORDER BY id")]
        return records.get(self.session, every[which % len(every)])

    def _day(self, which: int) -> Meeting:
        every = [row.id for row in meetings.find(self.session)]
        return meetings.get(self.session, every[which % len(every)])

    # -- the organiser -------------------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([0, 1, 3600]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(who=PEOPLE, which=ANY)
    def invite_to_all(self, who: int, which: int) -> None:
        with suppress(Refused):
            inviting.invite(self.session, self._series(which).id, people=[who])

    @rule(who=PEOPLE, which=ANY)
    def invite_to_one(self, who: int, which: int) -> None:
        with suppress(Refused):
            invitations.invite(self.session, self._day(which).id, people=[who])

    @rule(who=PEOPLE, which=ANY)
    def uninvite(self, who: int, which: int) -> None:
        invitations.uninvite(self.session, self._day(which).id, [who])

    @rule(who=PEOPLE)
    def uninvite_from_all(self, who: int) -> None:
        for row in meetings.find(self.session):
            if row.id > 0:
                invitations.uninvite(self.session, row.id, [who])

    @rule(which=ANY, days=st.sampled_from([0, 1, 4]), place=PLACES)
    def move_one(self, which: int, days: int, place: str) -> None:
        meeting = self._day(which)
        if meeting.status is MeetingStatus.CANCELLED:
            return
        day = date.fromisoformat(meeting.original[:10]) + timedelta(days=days)
        hour = int(meeting.original[11:13]) + (1 if days == 4 else 0)
        span = Span(LocalTime.from_text(f"{day}T{hour:02d}:00", meeting.time_zone),
                    LocalTime.from_text(f"{day}T{hour + 2:02d}:00", meeting.time_zone), False)  # fmt: skip
        meetings.edit(self.session, meeting.id, {"place": place}, version=meeting.version, span=span)

    @rule(which=ANY)
    def cancel_one(self, which: int) -> None:
        meetings.cancel(self.session, self._day(which).id)

    @rule(which=ANY, text=st.sampled_from(["18-20", "17-19", "hver 2. onsdag", "hver torsdag", "hver 4. torsdag"]))
    def another_rule(self, which: int, text: str) -> None:
        series = self._series(which)
        with suppress(LaugError):
            changing.edit(self.session, series.id, Wishes({}, restated(series, text)), version=series.version)

    @rule(which=ANY, place=PLACES, text=st.sampled_from(["", "Husk sko"]))
    def edit_all(self, which: int, place: str, text: str) -> None:
        series = self._series(which)
        with suppress(LaugError):
            wishes = Wishes({"place": place, "description": text})
            changing.edit(self.session, series.id, wishes, version=series.version)

    @rule(which=ANY, day=st.integers(0, 6), text=st.sampled_from(["", "18-20", "hver 2. tirsdag"]), place=PLACES)
    def change_from(self, which: int, day: int, text: str, place: str) -> None:
        series = self._series(which)
        days = series.rule_days
        start = days[day % len(days)]
        with suppress(LaugError):
            wishes = Wishes({"place": place}, restated(series, text, start) if text else None)
            changing.edit_from(self.session, series.id, start, wishes, version=series.version)

    @rule(which=ANY, day=st.integers(0, 6))
    def end(self, which: int, day: int) -> None:
        series = self._series(which)
        days = series.rule_days
        with suppress(LaugError):
            changing.end(self.session, series.id, days[day % len(days)], version=series.version)

    @rule(which=ANY)
    def cancel_all(self, which: int) -> None:
        changing.cancel(self.session, self._series(which).id)

    @rule(which=ANY)
    def guest(self, which: int) -> None:
        with suppress(Refused):
            guests.add(self.session, self._day(which).id, "Gitte Gæst")

    @rule(who=PEOPLE, which=ANY, said=st.sampled_from([Answer.ACCEPTED, Answer.DECLINED]))
    def note(self, who: int, which: int, said: Answer) -> None:
        with suppress(LaugError):
            invitations.answer(self.session, self._day(which).id, who, said)

    @rule()
    def undo(self) -> None:
        with suppress(Refused, NotFound):
            if undo.last_own(self.session).id > PREPARED:
                undo.undo(self.session)

    @rule()
    def redo(self) -> None:
        with suppress(Refused, NotFound):
            undo.undo(self.session, undo.last_undo(self.session).id)

    # -- files and mail ------------------------------------------------------------------------------------------------

    def _write(self, letters: Sequence[Letter]) -> None:
        """A later file takes the place of an earlier one of that name."""
        stems = {(one.person_id, one.message.file_stem) for one in letters}
        assert len(stems) == len(letters), "two files of one name at once"
        self.post = [one for one in self.post if (one.person_id, one.message.file_stem) not in stems] + list(letters)

    def _deliver(self, seed: int) -> None:
        """The mail brings what was written in any order, and some of it twice."""
        random = Random(seed)
        bag = [*self.post, *(one for one in self.post if random.random() < 0.3)]
        random.shuffle(bag)
        for letter in bag:
            self.calendars[letter.person_id].receive(letter.message)

    @rule(everything=st.booleans(), seed=st.integers(0, 99))
    def send(self, everything: bool, seed: int) -> None:
        every = [row[0] for row in self.session.query("SELECT id FROM series ORDER BY id")]
        for number in every:
            whole_series.make(self.session, number, self._write, everything=everything)
        for number in every:
            for (meeting,) in self.session.query("SELECT id FROM meeting WHERE series_id = ?", [number]):
                assert state.due(self.session, meeting).letters == ()
        self._deliver(seed)
        self.post = []
        self.everybody_is_right()

    @rule(which=ANY, everything=st.booleans(), now=st.booleans())
    def send_one(self, which: int, everything: bool, now: bool) -> None:
        """Files made for one meeting only, mailed now or together with the next ones."""
        making.make(self.session, self._day(which).id, self._write, everything=everything)
        if now:
            self._deliver(which)
            self.post = []

    @rule(which=ANY, part=st.integers(1, 3))
    def crash(self, which: int, part: int) -> None:
        """Some of the files are written, and mailed by hand; nothing is noted."""

        def write(letters: Sequence[Letter]) -> None:
            for letter in letters[:part]:
                self.calendars[letter.person_id].receive(letter.message)
            raise LostPower

        self._deliver(which)
        self.post = []
        meeting = self._day(which)
        if state.due(self.session, meeting.id).letters:
            with pytest.raises(LostPower):
                making.make(self.session, meeting.id, write)
            assert state.due(self.session, meeting.id).letters

    @rule(who=PEOPLE, which=ANY)
    def lose(self, who: int, which: int) -> None:
        """Files are made, one person's are lost, and somebody says so."""

        def write(letters: Sequence[Letter]) -> None:
            self._write([one for one in letters if one.person_id != who])

        meeting = self._day(which)
        done = making.make(self.session, meeting.id, write)
        if any(one.person_id == who for one in done.letters):
            sent.mark_unsent(self.session, meeting.id, [who])

    def everybody_is_right(self) -> None:
        """Each calendar holds the meetings that person is invited to as they are now, and nothing else."""
        wanted: dict[int, list[Shown]] = {number: [] for number in self.calendars}
        for row in meetings.find(self.session):
            if row.id > 0 and row.status is MeetingStatus.PLANNED:
                event = invitations.event(self.session, meetings.get(self.session, row.id))
                for one in invitations.participants(self.session, row.id):
                    wanted[one.person_id].append(told(event))
        assert {number: calendar.shown for number, calendar in self.calendars.items()} == {
            number: sorted(every) for number, every in wanted.items()
        }


Organiser.TestCase.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


class TestOrganiserOfSeries(Organiser.TestCase):  # type: ignore[misc,name-defined]  # the class is made by hypothesis
    """Random sequences of actions."""

    @classmethod
    def setup_class(cls) -> None:
        Organiser.prepare()

    @classmethod
    def teardown_class(cls) -> None:
        Organiser._folder.cleanup()
