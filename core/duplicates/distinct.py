"""Two people who look alike and are not the same: said once, remembered for ever."""

from collections.abc import Iterable

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Refused
from core.messages import N_, say

Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    """The two numbers in the order they are kept in."""
    return (one, other) if one < other else (other, one)


def every(session: Session) -> set[Pair]:
    """All pairs that are known not to be the same."""
    return {(row[0], row[1]) for row in session.query("SELECT person_id, other_id FROM not_duplicate")}


def of_person(session: Session, person_id: int) -> list[int]:
    """The people known not to be that person."""
    rows = session.query(
        "SELECT other_id FROM not_duplicate WHERE person_id = ? UNION SELECT person_id FROM not_duplicate WHERE other_id = ?",
        [person_id, person_id],
    )
    return [row[0] for row in rows]


def are_distinct(session: Session, one: int, other: int) -> bool:
    """Whether somebody has noted that the two are not the same."""
    return bool(session.query("SELECT 1 FROM not_duplicate WHERE person_id = ? AND other_id = ?", pair(one, other)))


def noted_by(session: Session, one: int, other: int) -> int:
    """The operation that noted it, or made it so of another pair."""
    rows = session.query(
        "SELECT max(c.operation_id) FROM not_duplicate nd JOIN change c ON c.table_name = 'not_duplicate' AND c.row_id = nd.id"
        " WHERE nd.person_id = ? AND nd.other_id = ?",
        pair(one, other),
    )
    return int(rows[0][0])


def note(session: Session, pairs: Iterable[Pair]) -> int:
    """Note that the two of each pair are not the same; gives how many pairs are new.

    Raises `Refused` for a person and the same person, `NotFound` if somebody is not there.
    """
    with session.write(Operation.PERSON_DISTINCT) as transaction:
        return note_in(session, transaction, pairs)


def note_in(session: Session, transaction: Transaction, pairs: Iterable[Pair]) -> int:
    """The same inside another operation, as an import whose rows somebody has decided about."""
    wanted = dict.fromkeys(pair(one, other) for one, other in pairs)
    if any(one == other for one, other in wanted):
        raise Refused(say(N_("That is one person, named twice.")))
    new = [two for two in wanted if not are_distinct(session, *two)]
    transaction.insert_many("not_duplicate", [{"person_id": one, "other_id": other} for one, other in new])
    return len(new)
