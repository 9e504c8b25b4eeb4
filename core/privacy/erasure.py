"""Erasing a person (GDPR, article 17): out of the tables, the search index, the log and the bytes of the file.

Three things are kept apart: who was registered by mistake (`people.remove`), who has left, and who is to be forgotten.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core import views
from core.attending import capacity
from core.door.operations import Operation
from core.door.scope import visible_meeting, visible_network, visible_operation
from core.door.session import Session, in_words
from core.door.write import Transaction
from core.errors import FileError, NotFound, Refused
from core.messages import N_, say
from core.rules.kinds import ErasureReason
from core.rules.moments import from_utc_text
from core.search.fields import field_for
from core.search.query import quoted
from db import backup, erase
from db.connect import driver_trouble
from db.keys import words
from db.log import Change


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting to come that the person is taken off; `sent`: a calendar has it, and cannot be told any more."""

    id: int
    title: str
    start: datetime
    sent: bool


@dataclass(frozen=True)
class ErasurePreview:
    """What would be erased, as far as this account may see it.

    `registered` says whether the person still is in the register: of somebody who was taken away the log still tells.
    `mentions` are the meetings and the saved views whose text holds the name, which nobody but a person can put right.
    """

    number: int
    name: str
    registered: bool
    protected: bool
    affiliations: int
    memberships: int
    past_meetings: int
    coming: tuple[ComingMeeting, ...]
    consents: int
    operations: int
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class ErasureReceipt:
    """What was done, without a word of whom: the person's number, when, on what ground, and the operation in the log.

    `overwritten`: nothing of it is left in the bytes of the file. `copies` still hold the person until they are gone.
    """

    number: int
    at: datetime
    reason: ErasureReason
    operation: int
    overwritten: bool
    copies: tuple[Path, ...]


def preview(session: Session, number: int) -> ErasurePreview:
    """What erasing the person of that number would come to.

    Raises `NotFound` if nothing tells of such a person, `Refused` for the number of somebody who now is another's part.
    """
    named = session.query("SELECT trim(given || ' ' || family), protected FROM person WHERE id = ?", [number])
    if not named and not session.query("SELECT 1 FROM change WHERE person_id = ? LIMIT 1", [number]):
        raise NotFound(say(N_("There is no person number {number}."), number=number))
    if not named:
        _refuse_merged(session, number)
    name = str(named[0][0]) if named else ""
    network, account = visible_network(session)
    opened = f"network_id IN (SELECT n.id FROM network n WHERE {network})"
    meeting, whose = visible_meeting(session)
    log, seer = visible_operation(session)
    operations = (
        "SELECT count(*) FROM operation o WHERE o.id IN (SELECT c.operation_id FROM change c WHERE c.person_id = ?)"
        f" AND {log}"
    )
    now = session.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    every = session.query(
        "SELECT m.id, m.title, m.start_utc, pa.sent_sequence IS NOT NULL, m.end_utc >= ? AND m.status = 'planned'"
        f" FROM participation pa JOIN meeting m ON m.id = pa.meeting_id WHERE pa.person_id = ? AND {meeting}"
        " AND pa.removed = 0 ORDER BY m.start_utc",
        [now, number, *whose],
    )
    coming = tuple(ComingMeeting(row[0], row[1], from_utc_text(row[2]), bool(row[3])) for row in every if row[4])
    return ErasurePreview(
        number, name, bool(named), bool(named and named[0][1]),
        affiliations=_count(session, "affiliation", number),
        memberships=_count(session, "membership", number, f" AND {opened}", account),
        past_meetings=len(every) - len(coming),
        coming=coming,
        consents=_count(session, "consent", number, f" AND (network_id IS NULL OR {opened})", account),
        operations=session.query(operations, [number, *seer])[0][0],
        mentions=_mentions(session, name),
    )  # fmt: skip


def _refuse_merged(session: Session, number: int) -> None:
    merged = session.query(
        "SELECT p.id, trim(p.given || ' ' || p.family) FROM change gone JOIN operation o ON o.id = gone.operation_id"
        " JOIN person p ON p.id = json_extract(o.detail, '$.kept')"
        " WHERE gone.table_name = 'person' AND gone.row_id = ? AND gone.after IS NULL AND o.kind = ?"
        " ORDER BY gone.id DESC LIMIT 1",
        [number, Operation.PERSON_MERGE.value],
    )
    if merged:
        kept, name = merged[0]
        raise Refused(
            say(N_("No. {number} was made one with {name} (no. {kept})."), number=number, name=name, kept=kept),
            say(N_("Erase that one: laug person erase {kept}"), kept=kept),
        )


def _count(session: Session, table: str, number: int, only: str = "", parameters: Iterable[object] = ()) -> int:
    rows = session.query(f"SELECT count(*) FROM {table} WHERE person_id = ?{only}", [number, *parameters])
    return int(rows[0][0])


def _mentions(session: Session, name: str) -> tuple[str, ...]:
    """The meetings and the saved views one may see whose text holds the whole name."""
    if " " not in name:
        return ()  # one word alone is everybody's
    visible, account = visible_meeting(session)
    rows = session.query(
        f"SELECT m.title FROM meeting m WHERE {visible} AND"
        " (instr(m.title || char(10) || m.description || char(10) || m.agenda || char(10) || m.minutes, ?) > 0"
        " OR EXISTS (SELECT 1 FROM decision d WHERE d.meeting_id = m.id AND instr(d.text, ?) > 0)"
        " OR EXISTS (SELECT 1 FROM action_point ap WHERE ap.meeting_id = m.id"
        " AND instr(ap.text || char(10) || ap.owner_name, ?) > 0)) ORDER BY m.start_utc",
        [*account, *[name] * 3],
    )
    return (*(str(row[0]) for row in rows), *_views_naming(session, name))


def _views_naming(session: Session, name: str) -> Iterator[str]:
    wanted = set(words(name))
    field = field_for("view").name_in(session.language)
    for view in views.usable(session):
        if wanted <= set(words(view.query.replace(":", " "))):
            yield f"{field}:{quoted(view.name)}"


def erase_person(session: Session, number: int, reason: ErasureReason) -> ErasureReceipt:
    """Erase the person of that number, and those who were made one with them, for good: there is no undo.

    Somebody who was taken away as registered by mistake is erased from the log. Raises `NotFound`, and `FileError`
    if the file cannot be written; then nobody is erased.
    """
    preview(session, number)
    with session.write(Operation.PERSON_ERASE, detail={"reason": reason.value}) as transaction:
        operation = transaction.operation_id
        at = transaction.now
        people = erase.same_person(session.database, [number], Operation.PERSON_MERGE.value)
        _forget(transaction, people, lambda uid: erase.Tombstone(uid, at, reason.value))
    if session.dry_run:
        return ErasureReceipt(number, from_utc_text(at), reason, operation, overwritten=False, copies=())
    overwritten = finish(session)
    return ErasureReceipt(number, from_utc_text(at), reason, operation, overwritten, tuple(_holding(session.path)))


def _forget(transaction: Transaction, people: Iterable[int], stone: Callable[[str], erase.Tombstone]) -> None:
    seats = capacity.seats_of(transaction, people)
    uids = erase.forget(transaction.database, people, transaction.now)
    for meeting in seats:
        capacity.move_up(transaction, meeting)
    erase.bury(transaction.database, map(stone, uids))
    # So that open screens and the log know of it; of what else went nothing is said, for it would tell of networks.
    transaction.entry.add([Change("person", number, None, None, None, None) for number in sorted(people)])


def erase_again(transaction: Transaction, stones: Iterable[erase.Tombstone]) -> int:
    """In a file that was made of an older copy: erase those who have a tombstone; gives how many people that were."""
    every = {one.uid: one for one in stones}
    people = erase.same_person(
        transaction.database, erase.numbers_of(transaction.database, every), Operation.PERSON_MERGE.value
    )
    if people:
        _forget(transaction, people, lambda uid: every.get(uid) or erase.Tombstone(uid, transaction.now))
    erase.bury(transaction.database, every.values())
    return len(people)


def finish(session: Session) -> bool:
    """What follows an erasure, or is left of an earlier one: the note beside the copies, and the file written anew.

    Gives whether nothing is left in the bytes of the file; `laug doctor --mend` does this again. What stands in the
    way is told by the session's notice, for the person is erased all the same.
    """
    try:
        with (
            in_words(session.path), driver_trouble(session.path),
            session.database.turn(session.account, Operation.PERSON_ERASE.value, session.waiting),
        ):  # fmt: skip
            erase.note(session.path, erase.tombstones(session.database))
            return not erase.pending(session.database) or erase.scrub(session.database)
    except FileError as error:
        if session.notice is not None:
            session.notice(error.message)
        return False


def _holding(path: Path) -> list[Path]:
    """Every copy there is, of any kind: all were made before."""
    return [*(one.path for one in backup.copies(path)), *(one.path for one in backup.put_aside(path))]
