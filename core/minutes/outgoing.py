"""Minutes that leave the register: the purpose decides what is in them, and a shielded network is not named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core import invitations
from core.door.operations import Operation
from core.door.session import Session
from core.errors import Refused
from core.invitations import neutral
from core.meetings import Meeting
from core.messages import N_, say
from core.minutes import minutes
from core.minutes.minutes import Minutes
from core.record_fields import slug_of
from core.rules.kinds import Named
from core.rules.spoken import Span
from db.keys import words
from db.log import Value


class MinutesPurpose(Named):
    """Why minutes leave laug: attendees get all of it, the archive no names of who does what, the management no text."""

    ATTENDEES = "attendees", "deltagere", "attendees"
    MANAGEMENT = "management", "ledelse", "management"
    ARCHIVE = "archive", "arkiv", "archive"


@dataclass(frozen=True)
class Task:
    """Something to be done; `who` is empty where names are left out."""

    text: str
    who: str
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class MinutesPaper:
    """What stands in the file. `left_out` counts the names of those who do something that are not in it."""

    meeting_id: int
    purpose: MinutesPurpose
    title: str
    span: Span
    place: str
    text: str
    decisions: tuple[tuple[int, str], ...]
    tasks: tuple[Task, ...]
    left_out: int

    @property
    def file_stem(self) -> str:
        """The file's name without its end; a shielded network is not in it."""
        day = self.span.start if isinstance(self.span.start, date) else self.span.start.day
        return f"{slug_of(self.title)[:30] or 'laug'}-{day.isoformat()}"


def paper(session: Session, meeting_id: int, purpose: MinutesPurpose) -> MinutesPaper:
    """The minutes of a meeting for that purpose.

    Raises `NotFound`, and `Refused` if nothing is written, or if in a shielded network's a line names the network or
    somebody of it.
    """
    written = minutes.of_meeting(session, meeting_id)
    meeting = written.meeting
    text = "" if purpose is MinutesPurpose.MANAGEMENT else written.text
    if not (text or written.decisions or written.actions):
        raise Refused(
            say(N_("There is nothing in the minutes of {title} for that purpose; no file is written."), title=meeting.title)
        )
    if meeting.shielded:
        _refuse_names(session, meeting, _lines(text, written))
    named = purpose is MinutesPurpose.ATTENDEES and not meeting.shielded
    return MinutesPaper(
        meeting.id, purpose, meeting.outward_title, meeting.span, neutral(meeting, meeting.place), text,
        tuple((one.place, one.text) for one in written.decisions),
        tuple(Task(one.text, one.owner if named else "", one.due, one.done_on) for one in written.actions),
        0 if named else sum(bool(one.owner) for one in written.actions),
    )  # fmt: skip


def _lines(text: str, written: Minutes) -> Iterator[str]:
    yield from text.splitlines()
    for decision in written.decisions:
        yield from decision.text.splitlines()
    for action in written.actions:
        yield from action.text.splitlines()


def _refuse_names(session: Session, meeting: Meeting, lines: Iterable[str]) -> None:
    names = _names(session, meeting)
    for line in lines:
        there = set(words(line))
        if neutral(meeting, line) != line or any(there.issuperset(name) for name in names):
            raise Refused(
                say(N_("A line of the minutes names the shielded network or somebody of it: “{line}”"), line=line[:60]),
                say(N_("Write it without the name, and try again; nothing was written.")),
            )


def _names(session: Session, meeting: Meeting) -> Sequence[tuple[str, ...]]:
    """Whole names of those who were asked or came, as words."""
    every = (tuple(words(one.person)) for one in invitations.participants(session, meeting.id))
    return [name for name in every if len(name) > 1]


def log_paper(session: Session, made: MinutesPaper, meeting: Meeting, *, form: str, digest: str) -> None:
    """Note that the minutes left the register: who, when, for what and in which format; as private as the meeting."""
    detail = {"purpose": made.purpose.value, "format": form, "left_out": made.left_out}
    network: Value = next((one.id for one in meeting.networks if one.shielded), None)
    parts = [name for name, there in (("minutes", made.text), ("decisions", made.decisions), ("actions", made.tasks)) if there]
    with session.write(Operation.MINUTES_EXPORT, detail=detail) as transaction:
        transaction.database.execute_sql(
            "INSERT INTO export_log(operation_id, network_id, purpose, format, columns, query, count, left_out, digest)"
            " VALUES (?, ?, ?, ?, ?, '', 1, ?, ?)",
            (transaction.operation_id, network, made.purpose.value, form, ",".join(parts), made.left_out, digest),
        )
