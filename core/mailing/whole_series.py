"""What is due for a meeting of a series is written with all of the series that the person is invited to.

One file a person: the rule, what they are not invited to left out, and what is not as the rule says (RFC 5546 §3.2.2.1). A
meeting that came alone, under a UID whose rule nobody has seen, is shown by few programs; and whoever missed a file has
everything again with the next. A cancelled meeting is left out of it; when no meeting is left, all of it is cancelled.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core import invitations, meetings
from core.attending.kinds import Via
from core.calendar import CalendarEvent, Method
from core.door.session import Session
from core.mailing import state
from core.mailing.state import Due, Letter
from core.record_fields import slug_of
from core.rules.kinds import Answer
from core.series import events, records
from core.series.records import Series, SeriesDay


def as_written(session: Session, meeting_id: int, letters: Sequence[Letter]) -> Sequence[Letter]:
    """The same letters; of a meeting of a series each with all that the person is invited to."""
    if not letters or meetings.get(session, meeting_id).series_id is None:
        return letters
    known: dict[str, _Known | None] = {}
    for letter in letters:
        uid = letter.message.event.uid
        if uid not in known:
            known[uid] = _known(session, uid)
    return [
        letter if letter.message.method is Method.DECLINECOUNTER else _whole(session, known[letter.message.event.uid], letter)
        for letter in letters
    ]


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


def make(
    session: Session, series_id: int, write: Callable[[Sequence[Letter]], object], *, everything: bool = False
) -> list[Due]:
    """Have the files written that are due of all meetings of a series (`core.mailing.state.make`), one after the other."""
    rows = session.query(
        "SELECT m.id FROM meeting m WHERE m.series_id = ? AND EXISTS"
        " (SELECT 1 FROM participation pa WHERE pa.meeting_id = m.id) ORDER BY m.original",
        [records.get(session, series_id).id],
    )
    return [state.make(session, number, write, everything=everything) for (number,) in rows]


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
    sequence = max(series.sequence, letter.message.event.sequence)
    stamp = letter.message.event.stamp
    overrides = tuple(
        replace(one, sequence=sequence, stamp=stamp, attendee=replace(attendee, answer=own.get(_day(start), usual)))
        for start, one in sorted(shown.items(), key=lambda pair: str(pair[0]))
    )
    return replace(
        found, sequence=sequence, stamp=stamp, attendee=replace(attendee, answer=usual),
        recurrence=replace(found.recurrence, overrides=overrides),
    )  # fmt: skip


def _day(start: object) -> date:
    return date.fromisoformat(str(start)[:10])
