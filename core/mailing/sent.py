"""What a person says went out of the files and drafts that were made, and what did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from core import meetings
from core.calendar import Method
from core.door.operations import Operation
from core.door.session import Session
from core.errors import NotFound
from core.mailing.asking import ANEW
from core.mailing.held import Held, held_by
from core.messages import N_, say
from db.log import Value


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
    """Note that what was made for those people never went out: it is due again. Raises `NotFound` as `mark_sent`."""
    with session.write(Operation.MEETING_SENT) as transaction:
        made = _made(session, meeting_id, people)
        for one in made:
            changes: dict[str, Value] = {"marked_sent_at": "", "sent_digest": ANEW}
            if one.method == Method.CANCEL:
                changes["sent_method"] = Method.REQUEST.value  # their calendar holds it still
            transaction.update("participation", one.id, changes)
        return len(made)


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
