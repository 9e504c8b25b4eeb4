"""What a person says went out of the files and drafts that were made, and what did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from core import meetings
from core.calendar import Method
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import NotFound
from core.mailing.asking import ANEW
from core.mailing.held import Held, held_by
from core.mailing.making import SENT
from core.messages import N_, say
from db import log
from db.log import Value, Values


@dataclass(frozen=True)
class Unconfirmed:
    """Somebody for whom a file was made, and nobody has said that it went out."""

    person_id: int
    person: str
    email: str


def unconfirmed(session: Session, meeting_id: int) -> list[Unconfirmed]:
    """For whom files were made that nobody has said went out."""
    meetings.get(session, meeting_id)
    every = held_by(session.database, meeting_id)
    return [
        Unconfirmed(one.person_id, one.person, one.sent_to) for one in every if one.sequence is not None and not one.confirmed_at
    ]


def mark_sent(session: Session, meeting_id: int, people: Sequence[int] = ()) -> int:
    """Note that what was made went out, to those people or to all; gives how many that were.

    Raises `NotFound` if nothing was made for one of them.
    """
    with session.write(Operation.MEETING_SENT) as transaction:
        made = _made(session, meeting_id, people)
        fresh = [one for one in made if not one.confirmed_at]
        for one in fresh:
            transaction.update("participation", one.id, {"marked_sent_at": transaction.now})
        return len(fresh)


def mark_unsent(session: Session, meeting_id: int, people: Sequence[int]) -> int:
    """Note that what was made for those people never went out: it is due again. Raises `NotFound` as `mark_sent`.

    What was made in one go for somebody is lost together: a cancellation of an old UID, and what a file of a series says
    of its other meetings.
    """
    with session.write(Operation.MEETING_SENT) as transaction:
        made = _made(session, meeting_id, people)
        for one in made:
            lost = _lost(transaction, one)
            for number, values in lost.items():
                unsent = values.get("sent_sequence", 0) is None
                transaction.update(
                    "participation", number, {**values, "marked_sent_at": "", "sent_digest": "" if unsent else ANEW}
                )
        return len(made)


def _lost(transaction: Transaction, one: Held) -> dict[int, Values]:
    """The same person's parts that were noted when theirs was, as they had been noted before, unless more was made since."""
    database = transaction.database
    found = database.execute_sql(
        "SELECT json_extract(o.detail, '$.making') FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE c.table_name = 'participation' AND c.row_id = ? AND o.kind = ? ORDER BY c.id DESC LIMIT 1",
        (one.id, Operation.CALENDAR_EXPORT.value),
    ).fetchone()
    if found is None or found[0] is None:  # made by an older program: what it was to take out is there still
        return {one.id: {"sent_method": Method.REQUEST.value} if one.method == Method.CANCEL else {}}
    before: dict[int, dict[str, Value]] = {}
    after: dict[int, Value] = {}
    for (operation,) in database.execute_sql(
        "SELECT id FROM operation WHERE kind = ? AND json_extract(detail, '$.making') = ? ORDER BY id",
        (Operation.CALENDAR_BEGIN.value, found[0]),
    ).fetchall():
        for change in log.changes_of(database, operation):
            if change.table == "participation" and change.person_id == one.person_id and change.before and change.after:
                noted = before.setdefault(change.row_id, {})
                for name in set(SENT) & set(change.before):
                    noted.setdefault(name, change.before[name])
                after[change.row_id] = change.after.get("sent_stamp", after.get(change.row_id))
    return {
        number: values for number, values in before.items()
        if (row := transaction.row("participation", number)) is not None and row["sent_stamp"] == after[number]
    }  # fmt: skip


def _made(session: Session, meeting_id: int, people: Sequence[int]) -> list[Held]:
    meeting = meetings.get(session, meeting_id)
    made = {one.person_id: one for one in held_by(session.database, meeting.id) if one.sequence is not None}
    missing = [number for number in people if number not in made]
    if missing or not made:
        raise NotFound(
            say(N_("No file of {title} was made for person number {number}."), title=meeting.title, number=missing[0])
            if missing else say(N_("No files of {title} were made yet."), title=meeting.title)
        )  # fmt: skip
    return [made[number] for number in dict.fromkeys(people)] if people else list(made.values())
