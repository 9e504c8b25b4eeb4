"""Somebody leaves: what holds now is ended and stays in the history. Nobody is deleted by it.

Three different things: who leaves was here (this), who was registered by mistake never was (`people.remove`), and who is
erased is forgotten by law or wish (`core.privacy.erasure`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core import people
from core.door.operations import Operation
from core.door.scope import visible_meeting, visible_network
from core.door.session import Session, midnight
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.mailing.asking import next_stamp
from core.messages import N_, say
from core.rules.active import from_iso
from core.rules.kinds import EndReason
from core.rules.moments import utc_text
from db.log import Value


@dataclass(frozen=True)
class Left:
    """What leaving ended: for how many people, and how many affiliations, memberships and invitations to coming meetings."""

    people: int
    affiliations: int
    memberships: int
    meetings: int


def leave(
    session: Session, numbers: Sequence[int], *, on: date | None = None, reason: EndReason = EndReason.UNKNOWN
) -> Left:
    """End everything current of those people; `on` is their last day (default today).

    What was to begin later is taken away, and they are taken off the meetings after that day. Networks and meetings that
    are closed to this account are left to who looks after them. Raises `Invalid` if something began after that day,
    `Refused` if nothing is there to end.
    """
    last = on or session.today
    with session.write(Operation.PERSON_LEAVE) as transaction:
        left = end_all(session, transaction, list(dict.fromkeys(numbers)), dict.fromkeys(numbers, last), reason)
        if not left.people:
            raise Refused(say(N_("Nothing was ended: they have left already.")))
        return left


def end_all(
    session: Session, transaction: Transaction, numbers: Sequence[int], last: dict[int, date], reason: EndReason
) -> Left:
    """The same inside another operation, with a last day for each."""
    people_left: set[int] = set()
    counts = [0, 0, 0]
    for number in numbers:
        done = (
            _affiliations(session, transaction, number, last[number]),
            _memberships(session, transaction, number, last[number], reason),
            _meetings(session, transaction, number, last[number]),
        )
        if any(done):
            people_left.add(number)
        counts = [before + now for before, now in zip(counts, done, strict=True)]
    return Left(len(people_left), *counts)


def _affiliations(session: Session, transaction: Transaction, number: int, last: date) -> int:
    rows = session.query(
        "SELECT id, from_date FROM affiliation WHERE person_id = ? AND (until_date IS NULL OR until_date > ?)",
        [number, last.isoformat()],
    )
    for row in rows:
        decided: dict[str, Value] = {"decided_end": last.isoformat()}
        _end(session, transaction, "affiliation", number, row[0], from_iso(row[1]), last, decided)
    return len(rows)


def _memberships(session: Session, transaction: Transaction, number: int, last: date, reason: EndReason) -> int:
    visible, account = visible_network(session)
    rows = session.query(
        "SELECT ms.id, ms.from_date FROM membership ms JOIN network n ON n.id = ms.network_id"
        f" WHERE ms.person_id = ? AND (ms.until_date IS NULL OR ms.until_date > ?) AND {visible}",
        [number, last.isoformat(), *account],
    )
    for row in rows:
        _end(session, transaction, "membership", number, row[0], from_iso(row[1]), last, {"end_reason": reason.value})
    return len(rows)


def _end(
    session: Session, transaction: Transaction, table: str, number: int, row: int, begun: date | None, last: date,
    more: dict[str, Value],
) -> None:  # fmt: skip
    if begun is None or begun <= last:
        transaction.update(table, row, {"until_date": last.isoformat(), **more})
    elif begun > session.today:
        transaction.delete(table, row)  # what was to begin never will
    else:
        name = people.by_id(session, number).name
        raise Invalid(
            "on",
            say(
                N_("{name} cannot leave on {last}: something of theirs began on {begun}."),
                name=name,
                last=last,
                begun=begun,
            ),
            say(N_("Name a later day, or correct that first.")),
        )


def _meetings(session: Session, transaction: Transaction, number: int, last: date) -> int:
    """Taken off the meetings after that day; who has been sent a calendar file gets a cancellation with the next export."""
    visible, account = visible_meeting(session)
    after = midnight(date.fromordinal(last.toordinal() + 1))
    rows = session.query(
        "SELECT pa.id, pa.sent_sequence, m.id, m.sequence, m.stamp FROM participation pa"
        f" JOIN meeting m ON m.id = pa.meeting_id WHERE pa.person_id = ? AND pa.removed = 0 AND m.start_utc >= ? AND {visible}",
        [number, utc_text(max(after, session.now)), *account],
    )
    for row in rows:
        transaction.update("participation", row[0], {"removed": 1})
        if row[1] is not None:
            stamp = next_stamp(str(row[4]), transaction.now)
            transaction.update("meeting", row[2], {"sequence": int(row[3]) + 1, "stamp": stamp})
    return len(rows)
