"""Totals without names: how many eat what, how many need what; kept until fourteen days after the meeting."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core import invitations, meetings
from core.afterwards.kinds import DISAPPEARING, TotalKind
from core.door.expiry import KEPT, OVER
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.meetings import Meeting
from core.messages import N_, say
from core.rules.text import clean
from core.series import occurrences
from db.keys import fold, words

MOST = 100_000
_LABEL = 60
_COUNT = re.compile(
    r"(?P<count>\d{1,9})(?:\s*[x×]\s+|\s*stk\.?\s+|\s+)(?P<label>\S.*)|(?P<first>.+?)\s*[:=]\s*(?P<last>\d{1,9})"
)


@dataclass(frozen=True)
class Total:
    """So many of something at a meeting; `until` is the last day it is kept."""

    id: int
    meeting_id: int
    kind: TotalKind
    label: str
    count: int
    until: date


def of_meeting(session: Session, meeting_id: int) -> list[Total]:
    """The catering and access totals of a meeting, as they were noted. Raises `NotFound`.

    What is kept no longer is not told, whether or not anybody has written to the register since.
    """
    meeting = meetings.get(session, meeting_id)
    return [
        Total(row[0], meeting.id, TotalKind(row[1]), row[2], row[3], _last_day(meeting) + KEPT)
        for kind in DISAPPEARING
        for row in session.query(
            "SELECT t.id, t.kind, t.label, t.count FROM meeting_total t JOIN meeting m ON m.id = t.meeting_id"
            f" WHERE t.meeting_id = ? AND t.kind = ? AND NOT ({OVER}) ORDER BY t.id",
            [meeting.id, kind.value, session.today.isoformat()],
        )
    ]


def _last_day(meeting: Meeting) -> date:
    return date.fromisoformat(meeting.end_local[:10])


def read_counts(text: str) -> list[tuple[str, int]]:
    """`12 alm., 3 vegetar, 1 uden nødder` as labels and numbers. Raises `Invalid`, naming the part that is not understood."""
    return [_read(part.strip()) for part in re.split(r"[,;\n]", text) if part.strip()]


def _read(part: str) -> tuple[str, int]:
    found = _COUNT.fullmatch(part)
    if found is None:
        raise Invalid(
            "totals",
            say(N_("How many? “{part}” has no number."), part=part),
            say(N_("Say a number and what, with commas between, as in: 12 ordinary, 3 vegetarian, 1 without nuts")),
        )
    label = found["label"] or found["first"]
    return label.strip(), int(found["count"] or found["last"])


def note(session: Session, meeting_id: int, said: Mapping[TotalKind, Iterable[tuple[str, int]]]) -> list[Total]:
    """Note how many of what; a number of 0 takes the line away, other lines stay. Gives all totals.

    Raises `Invalid` for a number, an empty label or the name of somebody invited, `Refused` once the meeting is more than
    fourteen days past, and `NotFound`.
    """
    with session.write(Operation.MEETING_TOTALS) as transaction:
        meeting = meetings.get(session, meeting_id)
        if _last_day(meeting) + KEPT < session.today:
            raise Refused(
                say(N_("{title} was more than {days} days ago; its catering and access are kept no longer."),
                    title=meeting.title, days=KEPT.days)
            )  # fmt: skip
        own = occurrences.touched(session, transaction, meeting.id)
        names = _names(session, own)
        for kind, counts in said.items():
            if kind not in DISAPPEARING:
                raise Invalid("kind", say(N_("{kind} is not noted so."), kind=kind.value))
            for label, count in counts:
                _set(transaction, own, kind, _label(label, names), _number(count), until=_last_day(meeting) + KEPT)
        return of_meeting(session, own)


def _label(label: str, names: Sequence[Sequence[str]]) -> str:
    said = clean("totals", label, limit=_LABEL)
    if not said:
        raise Invalid("totals", say(N_("A number of what?")))
    there = set(words(said))
    if any(there.issuperset(name) for name in names):
        raise Invalid(
            "totals", say(N_("Totals have no names: “{label}” names somebody invited."), label=said),
            say(N_("Write what is needed, and how many need it.")),
        )  # fmt: skip
    return said


def _names(session: Session, meeting_id: int) -> list[tuple[str, ...]]:
    """Whole names of those invited, as words: a single given name may be a word of the kitchen."""
    every = (tuple(words(one.person)) for one in invitations.participants(session, meeting_id))
    return [name for name in every if len(name) > 1]


def _number(count: int) -> int:
    if not 0 <= count <= MOST:
        raise Invalid("totals", say(N_("A total is a number from 0 to {most}."), most=MOST))
    return count


def _set(transaction: Transaction, meeting_id: int, kind: TotalKind, label: str, count: int, *, until: date) -> None:
    rows = transaction.database.execute_sql(
        "SELECT id, label FROM meeting_total WHERE meeting_id = ? AND kind = ?", (meeting_id, kind.value)
    ).fetchall()
    held = next((row[0] for row in rows if fold(row[1]) == fold(label)), None)
    if held is not None and not count:
        transaction.delete("meeting_total", held)
    elif held is not None:
        transaction.update("meeting_total", held, {"count": count, "until_date": until.isoformat()})
    elif count:
        transaction.insert("meeting_total", {
            "meeting_id": meeting_id, "kind": kind.value, "label": label, "count": count, "until_date": until.isoformat(),
        })  # fmt: skip


def set_fixed(transaction: Transaction, meeting_id: int, kind: TotalKind, counts: Mapping[str, int]) -> None:
    """What laug counts itself, and keeps: the rows are taken away and made anew, so that each says in the log what it is."""
    rows = transaction.database.execute_sql(
        "SELECT id, label, count FROM meeting_total WHERE meeting_id = ? AND kind = ? ORDER BY id", (meeting_id, kind.value)
    ).fetchall()
    if {label: count for _number, label, count in rows} == dict(counts):
        return
    for number, *_rest in rows:
        transaction.delete("meeting_total", number)
    for label, count in counts.items():
        transaction.insert("meeting_total", {
            "meeting_id": meeting_id, "kind": kind.value, "label": label, "count": count, "until_date": None,
        })  # fmt: skip


def fixed(session: Session, meeting_ids: Sequence[int], kind: TotalKind) -> dict[int, dict[str, int]]:
    """What laug counts itself, of each of those meetings that has any."""
    found: dict[int, dict[str, int]] = {}
    for start in range(0, len(meeting_ids), 500):
        part = list(meeting_ids[start : start + 500])
        for meeting, label, count in session.query(
            f"SELECT meeting_id, label, count FROM meeting_total WHERE kind = ? AND meeting_id IN ({', '.join('?' * len(part))})",
            [kind.value, *part],
        ):
            found.setdefault(meeting, {})[label] = count
    return found
