"""One change applied to many people: shown before it is done, done as one operation that can be undone.

Whoever a rule stops is named with the reason. Then nothing is done at all, unless only what is possible is asked for.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from core import affiliations
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from core.upkeep import joining, marking, places
from core.upkeep.changes import (
    BulkChange,
    EndPlaces,
    Join,
    Leave,
    NextStage,
    PutTags,
    SetLanguage,
    SetPeriods,
    TakeTags,
    ToClass,
    ToCompany,
)
from core.upkeep.rows import BulkRow, Outcome, RowWrite, Somebody
from db.log import Values

Progress = Callable[[int, int], object]
_PART = 500


@dataclass(frozen=True)
class BulkPlan:
    """What a change comes to for each of the people, in the order they were named; nothing is written yet."""

    change: BulkChange
    rows: tuple[BulkRow, ...]

    def of(self, outcome: Outcome) -> tuple[BulkRow, ...]:
        """The people it becomes of."""
        return tuple(row for row in self.rows if row.outcome is outcome)

    @property
    def changed(self) -> int:
        """How many people would be changed."""
        return len(self.of(Outcome.CHANGED))

    @property
    def refused(self) -> tuple[BulkRow, ...]:
        """Whom a rule stops."""
        return self.of(Outcome.REFUSED)

    @property
    def groups(self) -> list[tuple[int, str, str]]:
        """How many go from what to what, the most first."""
        counted = Counter((row.before, row.after) for row in self.of(Outcome.CHANGED))
        return [(number, before, after) for (before, after), number in counted.most_common()]

    @property
    def reasons(self) -> list[tuple[int, Message]]:
        """Why people stay as they are, with how many, the most first."""
        counted = Counter(row.reason for row in self.of(Outcome.UNCHANGED) if row.reason is not None)
        return [(number, reason) for reason, number in counted.most_common()]

    @property
    def proposals(self) -> list[tuple[str, str]]:
        """What classes could be called in their new stage; nothing is renamed unless the change says so."""
        return sorted({row.proposal for row in self.rows if row.proposal is not None})


def preview(session: Session, people: Iterable[int], change: BulkChange) -> BulkPlan:
    """What the change comes to.

    Raises `Invalid` for a value of the change, `NotFound` and `NotAllowed` for what it names, and `Invalid("people")` if
    nobody is meant.
    """
    wanted = list(dict.fromkeys(people))
    if not wanted:
        raise Invalid("people", say(N_("Nobody was named.")))
    who, gone = _somebody(session, wanted)
    return BulkPlan(change, (*_rows(session, change, who), *gone))


def apply(
    session: Session,
    people: Iterable[int],
    change: BulkChange,
    *,
    only_possible: bool = False,
    progress: Progress | None = None,
) -> BulkPlan:
    """Do it, as one operation; gives what was done, worked out anew on the register as it is then.

    `progress` is told how many of how many rows are written; what it raises stops everything, and nothing is kept.
    Raises as `preview`, and `Refused` if a rule stops anybody and not `only_possible`, or if there is nothing to do.
    """
    with session.write(Operation.PERSON_BULK, detail={"change": type(change).__name__}) as transaction:
        plan = preview(session, people, change)
        if plan.refused and not only_possible:
            raise _stopped(plan)
        if not plan.changed:
            raise Refused(say(N_("There is nothing to do: nobody would be changed.")))
        _carry_out(transaction, plan, progress or _untold)
        return plan


def _untold(_done: int, _total: int) -> None:
    """Nobody waits."""


def _rows(session: Session, change: BulkChange, who: Sequence[Somebody]) -> Iterator[BulkRow]:
    match change:
        case NextStage():
            return places.next_stages(session, change, who)
        case ToClass():
            return places.to_class(session, change, who)
        case ToCompany():
            return places.to_company(session, change, who)
        case EndPlaces():
            return places.ended(session, change, who)
        case Join():
            return joining.joined(session, change, who)
        case Leave():
            return joining.left(session, change, who)
        case PutTags():
            return marking.tagged(change, who)
        case TakeTags():
            return marking.untagged(change, who)
        case SetLanguage():
            return marking.language_set(change, who)
        case SetPeriods():
            return marking.periods_set(session, change, who)


def _somebody(session: Session, numbers: Sequence[int]) -> tuple[list[Somebody], list[BulkRow]]:
    """The people, and a refusal for each number that is nobody's any more."""
    found: dict[int, Somebody] = {}
    for start in range(0, len(numbers), _PART):
        part = list(numbers[start : start + _PART])
        held = affiliations.of_people(session, part)
        for row in session.query(
            "SELECT id, trim(given || ' ' || family), language, tags, protected FROM person"
            f" WHERE id IN ({', '.join('?' * len(part))})",
            part,
        ):
            found[row[0]] = Somebody(row[0], row[1], row[2], tuple(json.loads(row[3])), tuple(held[row[0]]), bool(row[4]))
    reason = say(N_("Is not in the register any more."))
    gone = [BulkRow(number, f"#{number}", Outcome.REFUSED, reason=reason) for number in numbers if number not in found]
    return [found[number] for number in numbers if number in found], gone


def _stopped(plan: BulkPlan) -> Refused:
    first = plan.refused[0]
    values = {"n": len(plan.refused), "name": first.name, "why": first.reason or ""}
    told = Message(
        N_("Nothing was done, for {n} person cannot be changed: {name}. {why}"), values,
        N_("Nothing was done, for {n} people cannot be changed, such as {name}: {why}"),
    )  # fmt: skip
    return Refused(told, say(N_("Leave them out, mend what stops them, or change the others only.")))


def _carry_out(transaction: Transaction, plan: BulkPlan, progress: Progress) -> None:
    """Old rows one by one, new ones some hundred at a time: they are many and alike."""
    writes = [write for row in plan.of(Outcome.CHANGED) for write in row.writes]
    new: dict[str, list[Values]] = {}
    with transaction.one_by_one(len(writes)):
        done = 0
        for write in writes:
            if write.row_id is None:
                new.setdefault(write.table, []).append(write.values or {})
                continue
            _written(transaction, write)
            done += 1
            if done % _PART == 0:
                progress(done, len(writes))
        for table, rows in new.items():
            for start in range(0, len(rows), _PART):
                part = rows[start : start + _PART]
                transaction.insert_many(table, part)
                done += len(part)
                progress(done, len(writes))
    progress(len(writes), len(writes))


def _written(transaction: Transaction, write: RowWrite) -> None:
    assert write.row_id is not None
    if write.values is None:
        transaction.delete(write.table, write.row_id)
    else:
        transaction.update(write.table, write.row_id, write.values)
