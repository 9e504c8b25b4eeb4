"""What is due for a meeting of a series is written with all of the series that the person is invited to.

One file a person: the rule, what they are not invited to left out, and what is not as the rule says (RFC 5546 §3.2.2.1). A
meeting that came alone, under a UID whose rule nobody has seen, is shown by few programs; and whoever missed a file has
everything again with the next. A cancelled meeting is left out of it; when no meeting is left, all of it is cancelled.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core import invitations, meetings
from core.attending.kinds import Via
from core.calendar import CalendarEvent, Method
from core.door.session import Session
from core.door.write import Transaction
from core.mailing import making, state
from core.mailing.asking import next_stamp
from core.mailing.making import Told, Write
from core.mailing.state import Due, Letter
from core.record_fields import slug_of
from core.rules.kinds import Answer
from core.rules.moments import from_utc_text, utc_text
from core.series import events, records
from core.series.records import Series, SeriesDay

_OF_UID = "substr(pa.sent_uid, 1, ?) = ?"  # the length of a UID, and the UID

@dataclass(frozen=True)
class _Known:
    """A series with its days, and for each person the days they are invited to and what they answered."""

    series: Series
    days: Sequence[SeriesDay]
    answers: Mapping[int, Mapping[date, Answer]]


def _known(session: Session, uid: str) -> _Known | None:
    """The series that calendars know by that UID; None if it has another one now."""
    found = session.query("SELECT id FROM series WHERE calendar_uid = ?", [uid])
    if not found:
        return None
    series = records.get(session, found[0][0])
    return _Known(series, records.days(session, series), _answers(session, series.id))


def make(session: Session, series_id: int, write: Write, *, everything: bool = False) -> list[Due]:
    """Have the files written that are due of all meetings of a series (`core.mailing.making.make`), one for each person."""
    series = records.get(session, series_id)
    rows = session.query(
        "SELECT m.id FROM meeting m WHERE m.series_id = ? AND EXISTS"
        " (SELECT 1 FROM participation pa WHERE pa.meeting_id = m.id) ORDER BY m.original",
        [series.id],
    )
    done: set[int] = set()
    found: list[Due] = []
    for (number,) in rows:
        due = making.make(session, number, write, everything=everything, without=done)
        done |= {one.person_id for one in due.letters if one.message.event.uid == series.calendar_uid}
        found.append(due)
    return found


def told(session: Session, transaction: Transaction, letters: Sequence[Letter]) -> list[Told]:
    """The files for a meeting of a series: for each person all that they are invited to under that UID, in a new version.

    What it says of the other meetings is noted as well: they are in that calendar from now on.
    """
    by_uid: dict[str, dict[int, Letter]] = {}
    alone = [Told(one, (one,)) for one in letters if one.reply is not None]
    for letter in letters:
        if letter.reply is None:
            by_uid.setdefault(letter.message.event.uid, {})[letter.person_id] = letter
    return [one for uid, people in by_uid.items() for one in _of_uid(session, transaction, uid, people)] + alone


def _of_uid(
    session: Session, transaction: Transaction, uid: str, people: Mapping[int, Letter]
) -> Iterator[Told]:
    known = _known(session, uid)
    files = [_whole(session, known, letter) for letter in people.values()]
    last = _last(session, uid, people)
    sequence = max(_least(last.get(one.person_id), one) for one in files)
    stamps = [utc_text(known.series.stamp)] if known else []
    stamp = next_stamp(max([*stamps, *(one.stamp for one in last.values())], default=""), transaction.now)
    if known is not None:
        sequence = max(sequence, known.series.sequence)
        transaction.update("series", known.series.id, {"sequence": sequence, "stamp": stamp})
    others = _others(session, known, uid, people)
    for one in files:
        holds = tuple(_versioned(each, sequence, stamp) for each in others.get(one.person_id, ()))
        yield Told(_versioned(one, sequence, stamp), holds)


def _others(session: Session, known: "_Known | None", uid: str, people: Collection[int]) -> Mapping[int, list[Letter]]:
    """For each of them, what a file with that UID says of every meeting that is or was in it."""
    marks = ", ".join("?" * len(people))
    rows = session.query(
        "SELECT DISTINCT m.id FROM meeting m JOIN participation pa ON pa.meeting_id = m.id"
        f" WHERE pa.person_id IN ({marks}) AND m.series_id IS NOT NULL AND (m.series_id IS ? OR {_OF_UID}) ORDER BY m.id",
        [*people, known.series.id if known else None, len(uid), uid],
    )
    found: dict[int, list[Letter]] = {}
    for meeting in meetings.every(session, [row[0] for row in rows]):
        base, asked = invitations.event(session, meeting), state.asked_sequence(session, meeting)
        for letter in state.due_of(session, meeting, base, asked, everything=True, person=None).letters:
            if letter.person_id in people and letter.message.event.uid == uid and letter.reply is None:
                found.setdefault(letter.person_id, []).append(letter)
    return found


@dataclass(frozen=True)
class _Last:
    """The newest file with a UID that somebody was sent, and whether all of it was cancelled by it."""

    sequence: int
    stamp: str
    cancelled: bool


def _last(session: Session, uid: str, people: Collection[int]) -> Mapping[int, _Last]:
    marks = ", ".join("?" * len(people))
    rows = session.query(
        "SELECT pa.person_id, max(pa.sent_sequence), max(pa.sent_stamp), min(pa.sent_method = 'CANCEL') FROM participation pa"
        f" WHERE pa.person_id IN ({marks}) AND pa.sent_sequence IS NOT NULL AND {_OF_UID} GROUP BY pa.person_id",
        [*people, len(uid), uid],
    )
    return {row[0]: _Last(row[1], row[2], bool(row[3])) for row in rows}


def _least(last: _Last | None, letter: Letter) -> int:
    """The least SEQUENCE with which their calendar takes that file (RFC 5546 §2.1.5, §3.2.5)."""
    if last is None:
        return 0
    cancels = letter.message.method is Method.CANCEL
    return last.sequence + 1 if cancels is not last.cancelled else last.sequence


def _versioned(letter: Letter, sequence: int, stamp: str) -> Letter:
    event = replace(letter.message.event, sequence=sequence, stamp=from_utc_text(stamp))
    if event.recurrence is not None:
        overrides = tuple(
            replace(one, sequence=event.sequence, stamp=event.stamp) for one in event.recurrence.overrides
        )
        event = replace(event, recurrence=replace(event.recurrence, overrides=overrides))
    return replace(letter, message=replace(letter.message, event=event))


def _answers(session: Session, series_id: int) -> Mapping[int, Mapping[date, Answer]]:
    """For each person, the days they are invited to, by their start in the rule, and what they answered."""
    found: dict[int, dict[date, Answer]] = {}
    for person, original, answer in session.query(
        "SELECT pa.person_id, m.original, pa.answer FROM participation pa JOIN meeting m ON m.id = pa.meeting_id"
        " WHERE m.series_id = ? AND pa.removed = 0 AND pa.via <> ?",
        [series_id, Via.DOOR.value],
    ):
        found.setdefault(person, {})[date.fromisoformat(original[:10])] = Answer(answer)
    return found


def _whole(session: Session, known: _Known | None, letter: Letter) -> Letter:
    message = letter.message
    own = known.answers.get(letter.person_id, {}) if known else {}
    found = events.series_event(session, known.series, own, known.days) if known and own else None
    if known is None or found is None:
        event = replace(message.event, recurrence_id=None)
        stem = f"{message.file_stem}-x" if known is None else _stem(known.series, letter)
        return replace(letter, message=replace(message, method=Method.CANCEL, event=event, file_stem=stem))
    event = _theirs(session, known, own, found, letter)
    method = Method.CANCEL if event.cancelled else Method.REQUEST
    return replace(letter, message=replace(message, method=method, event=event, file_stem=_stem(known.series, letter)))


def _stem(series: Series, letter: Letter) -> str:
    who = str(letter.person_id) if series.shielded else f"{letter.person_id}-{slug_of(letter.person)}"
    return f"{slug_of(letter.message.event.summary)[:30] or 'laug'}-s{series.id}-{who}"


def _theirs(
    session: Session, known: _Known, own: Mapping[date, Answer], found: CalendarEvent, letter: Letter
) -> CalendarEvent:
    """The series as that person's file has it: what they answered to most, and the meetings they answered otherwise to."""
    attendee, series = letter.message.event.attendee, known.series
    assert attendee is not None and found.recurrence is not None
    usual = Counter(own.values()).most_common(1)[0][0]
    shown = {one.recurrence_id: one for one in found.recurrence.overrides}
    for day in known.days:
        start = events.start_on(series.timing, day.original)
        if day.meeting and own.get(day.original, usual) is not usual and start not in shown and events.takes_place(day):
            shown[start] = invitations.event(session, day.meeting)
    overrides = tuple(
        replace(one, attendee=replace(attendee, answer=own.get(_day(start), usual)))
        for start, one in sorted(shown.items(), key=lambda pair: str(pair[0]))
    )
    return replace(
        found, attendee=replace(attendee, answer=usual), recurrence=replace(found.recurrence, overrides=overrides)
    )


def _day(start: object) -> date:
    return date.fromisoformat(str(start)[:10])
