"""What a plan consists of: its rows with what becomes of them, what was decided about them, and who is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.duplicates.likeness import Likeness
from core.lists.headings import Column
from core.lists.notices import Notice, Reason
from core.lists.record import ListRecord


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"
    DUPLICATE = "duplicate"
    MERGED = "merged"


class Group(StrEnum):
    """Where a row stands in the plan, by what laug found; a decision does not move it to another group."""

    NEW = "new"
    CHANGED = "changed"
    POSSIBLE = "possible"
    SAME = "same"
    MISSING = "missing"
    REFUSED = "refused"
    UNCHANGED = "unchanged"
    NOBODY = "nobody"


class Choice(StrEnum):
    """What can be decided: take it as planned, leave it out, it is that person, it is somebody new, end (the missing)."""

    TAKE = "take"
    SKIP = "skip"
    IS = "is"
    NEW = "new"
    END = "end"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a row, or about somebody missing.

    `person_id` goes with IS, `until` (the last day) with END; `without` are fields of the row that are not taken, with
    TAKE, IS and NEW; `seen` is the newest operation of the log at that time.
    """

    choice: Choice
    person_id: int | None = None
    until: date | None = None
    seen: int = 0
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody of the register a row may be, and why."""

    person_id: int
    name: str
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the list. `record` is what all rows of the person say, with the register's names of schools and so on.

    `changes` is field to (before, after), never blank after. `joins`: known, but not yet in the network asked for.
    `of`: the row it repeats or adds to. `candidates`: the numbers of people it could be. `rows`: all of the person's.
    `own`: what this row alone says, where a person has several. `possible`: who it may be, with reasons.
    """

    row: int
    outcome: Outcome
    name: str = ""
    record: ListRecord | None = None
    person_id: int | None = None
    version: int | None = None
    changes: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    joins: bool = False
    of: int | None = None
    reason: Reason | None = None
    notices: tuple[Notice, ...] = ()
    candidates: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    own: ListRecord | None = None
    possible: tuple[Possible, ...] = ()
    group: Group = Group.NOBODY
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody whom the list covers and does not name: a member of the network, or a pupil of one of its classes.

    `decision` is SKIP, or END with the last day; without one nothing is done.
    """

    person_id: int
    name: str
    school: str = ""
    class_name: str = ""
    decision: Decision | None = None


@dataclass(frozen=True)
class Totals:
    """How many rows, and how many people of each outcome; people = new + changed + unchanged."""

    rows: int
    people: int
    new: int
    changed: int
    unchanged: int
    missing: int
    refused: int
    skipped: int
    duplicate: int
    merged: int
    ended: int = 0


@dataclass(frozen=True)
class Plan:
    """The whole plan, with what is to tell about the file and its columns."""

    file_name: str
    rows: tuple[PlanRow, ...]
    columns: tuple[Column, ...]
    notices: tuple[Notice, ...]
    missing: tuple[Missing, ...]
    samples: tuple[str, ...]
    totals: Totals

    def groups(self) -> dict[Group, int]:
        """How many rows, or people who are missing, stand in each group; the groups in their order."""
        counts = dict.fromkeys(Group, 0)
        for row in self.rows:
            counts[row.group] += 1
        counts[Group.MISSING] = len(self.missing)
        return counts


def totals_of(rows: Sequence[PlanRow], missing: Sequence[Missing]) -> Totals:
    """The totals of those rows and of who is missing."""
    counts = Counter(row.outcome for row in rows)
    return Totals(
        rows=len(rows),
        people=counts[Outcome.NEW] + counts[Outcome.CHANGED] + counts[Outcome.UNCHANGED],
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        missing=len(missing),
        refused=counts[Outcome.REFUSED],
        skipped=counts[Outcome.SKIPPED],
        duplicate=counts[Outcome.DUPLICATE],
        merged=counts[Outcome.MERGED],
        ended=sum(one.decision is not None and one.decision.choice is Choice.END for one in missing),
    )
