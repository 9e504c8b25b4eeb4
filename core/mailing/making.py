"""Having the files made that are due, and noting afterwards who has got which.

What somebody's calendar holds under a UID that is no longer the meeting's is taken out of it first, in a step of its own:
the register remembers one file a person and meeting, and whatever stops the program, it must know the last one.
"""

import contextlib
import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core import invitations, meetings
from core.calendar import CalendarEvent, Method
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import FileError
from core.mailing import state
from core.mailing.asking import DOUBT, next_stamp
from core.mailing.held import Held, held_by
from core.mailing.state import Due, Letter
from core.rules.moments import from_utc_text, utc_text
from db.log import Value

Write = Callable[[Sequence[Letter]], object]


@dataclass(frozen=True)
class Told:
    """One file as it is written, and what that person's calendar holds of each meeting afterwards."""

    letter: Letter
    holds: tuple[Letter, ...]


@dataclass(frozen=True)
class _Step:
    """Which of the letters are made: those that take out an old UID, or all others."""

    meeting_id: int
    everything: bool
    person: int | None
    old: bool
    without: frozenset[int]
    making: str

    @property
    def detail(self) -> Mapping[str, object]:
        """For the log: what was made together, so that it can be said that it never went out."""
        return {"meeting": self.meeting_id, "making": self.making}

    def of(self, due: Due, uid: str) -> Due:
        chosen = (
            one for one in due.letters
            if (one.message.event.uid != uid) is self.old and (self.old or one.person_id not in self.without)
        )  # fmt: skip
        return replace(due, letters=tuple(chosen))


def make(
    session: Session,
    meeting_id: int,
    write: Write,
    *,
    everything: bool = False,
    person: int | None = None,
    without: Collection[int] = (),
) -> Due:
    """Have the files that are due written by `write`, and note who has got which. Raises as `core.mailing.state.due`.

    `write` is called once or twice: whoever holds it under an old UID gets a cancellation of that one first. People of
    `without` have the file already and get only that. Before, a DTSTAMP is put by that no file had before, and that the
    files were begun: if the program dies, all of them are due again, and who may have got one is told of what happens
    next. If `write` raises, nothing more is noted.
    """
    making = str(uuid.uuid4())
    steps = [_Step(meeting_id, everything, person, old, frozenset(without), making) for old in (True, False)]
    first, then = (_make(session, step, write) for step in steps)
    return replace(then, letters=first.letters + then.letters)


def _make(session: Session, step: _Step, write: Write) -> Due:
    uid = meetings.get(session, step.meeting_id).calendar_uid
    found = state.due(session, step.meeting_id, everything=step.everything, person=step.person)
    if not step.of(found, uid).letters:
        return step.of(found, uid)
    ready, told, before = _begin(session, step)
    try:
        write([one.letter for one in told])
    except Exception:
        with contextlib.suppress(FileError):  # the register may be on the same full disk; then they stay begun
            _take_back(session, step, before)
        raise
    if told:
        _note(session, step, told)
    return ready


def _begin(session: Session, step: _Step) -> tuple[Due, Sequence[Told], dict[int, dict[str, Value]]]:
    """What is due, what is to be written, and what was noted of each person before."""
    from core.mailing import whole_series  # it builds on this module

    with session.write(Operation.CALENDAR_BEGIN, detail=step.detail) as transaction:
        meeting = meetings.get(session, step.meeting_id)
        found = step.of(state.due(session, meeting.id, everything=step.everything, person=step.person), meeting.calendar_uid)
        if not found.letters:
            return found, (), {}
        if meeting.series_id is not None:
            told: Sequence[Told] = whole_series.told(session, transaction, found.letters)
            made = {(one.participation_id, one.key): one for one in _held_letters(told)}
            found = replace(found, letters=tuple(made.get((one.participation_id, one.key), one) for one in found.letters))
        else:
            base = _next_version(transaction, meeting.id, invitations.event(session, meeting), found.letters)
            asked = state.asked_sequence(session, meeting)
            every = state.due_of(session, meeting, base, asked, everything=step.everything, person=step.person)
            found = step.of(every, meeting.calendar_uid)
            told = [Told(one, (one,)) for one in found.letters]
        return found, told, _begun(transaction, told)


def _held_letters(told: Iterable[Told]) -> Iterable[Letter]:
    return (letter for one in told for letter in one.holds if letter.reply is None)


def _begun(transaction: Transaction, told: Iterable[Told]) -> dict[int, dict[str, Value]]:
    before: dict[int, dict[str, Value]] = {}
    for letter in _held_letters(told):
        if letter.participation_id not in before:
            row = transaction.row("participation", letter.participation_id) or {}
            before[letter.participation_id] = {name: row[name] for name in SENT}
            changes: dict[str, Value] = {**_sent(letter), "sent_digest": DOUBT}
            transaction.update("participation", letter.participation_id, changes)
    return before


def _take_back(session: Session, step: _Step, before: Mapping[int, Mapping[str, Value]]) -> None:
    with session.write(Operation.CALENDAR_BEGIN, detail={"meeting": step.meeting_id}) as transaction:
        for number, values in before.items():
            if transaction.row("participation", number) is not None:
                transaction.update("participation", number, values)


SENT = ("sent_sequence", "sent_stamp", "sent_method", "sent_uid", "sent_to", "sent_digest")


def _sent(letter: Letter) -> dict[str, Value]:
    event = letter.message.event
    return {
        "sent_sequence": event.sequence, "sent_stamp": utc_text(event.stamp), "sent_method": letter.message.method.value,
        "sent_uid": letter.key, "sent_to": letter.email, "sent_digest": letter.digest,
    }  # fmt: skip


def _next_version(
    transaction: Transaction, meeting_id: int, base: CalendarEvent, letters: Iterable[Letter]
) -> CalendarEvent:
    """A newer DTSTAMP for all, and a higher SEQUENCE if somebody's calendar needs it to take the file.

    A cancellation must have a higher one than what it cancels (RFC 5546 §3.2.5), and so must an invitation of somebody
    who was sent a cancellation.
    """
    rows = {one.id: one for one in held_by(transaction.database, meeting_id)}
    stamp = next_stamp(utc_text(base.stamp), transaction.now)
    changes: dict[str, Value] = {"stamp": stamp}
    floor = max((_least(rows[one.participation_id], one) for one in letters), default=0)
    if base.sequence < floor:
        changes["sequence"] = floor
    transaction.update("meeting", meeting_id, changes)
    return replace(base, stamp=from_utc_text(stamp), sequence=max(base.sequence, floor))


def _least(one: Held, letter: Letter) -> int:
    """The least SEQUENCE with which somebody's calendar takes that file."""
    if one.sequence is None or one.key not in ("", letter.key):
        return 0
    cancels, cancelled = letter.message.method is Method.CANCEL, one.method == Method.CANCEL
    # What is cancelled stays so, however often it is said.
    return one.sequence + 1 if cancels != cancelled else one.sequence


def _note(session: Session, step: _Step, told: Sequence[Told]) -> None:
    with session.write(Operation.CALENDAR_EXPORT, detail=step.detail) as transaction:
        for one in told:
            if one.letter.reply is not None:
                reply = transaction.row("calendar_reply", one.letter.reply)
                if reply is not None:
                    transaction.update("calendar_reply", one.letter.reply, {"detail": _refused(str(reply["detail"]))})
        for letter in _held_letters(told):
            if transaction.row("participation", letter.participation_id) is None:
                continue  # taken away while the files were written
            transaction.update("participation", letter.participation_id, {**_sent(letter), "marked_sent_at": ""})


def _refused(detail: str) -> str:
    values = json.loads(detail)
    values.pop("to_refuse", None)
    return json.dumps(values, ensure_ascii=False)
