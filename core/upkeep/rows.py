"""What a bulk change comes to for each person, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.affiliations import Affiliation
from core.messages import Message
from db.log import Value


class Outcome(StrEnum):
    """What becomes of a person: changed, as before because there is nothing to do, or refused because a rule forbids it."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Somebody:
    """A person as bulk changes know them."""

    id: int
    name: str
    language: str
    tags: tuple[str, ...]
    places: tuple[Affiliation, ...]
    protected: bool = False


@dataclass(frozen=True)
class RowWrite:
    """A row to write: a new one if it has no number, taken away if there are no values."""

    table: str
    row_id: int | None
    values: Mapping[str, Value] | None


@dataclass(frozen=True)
class BulkRow:
    """One person: what it is now, what it becomes, and of the others why not. `proposal` is a class name to think of."""

    person_id: int
    name: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    reason: Message | None = None
    writes: tuple[RowWrite, ...] = ()
    proposal: tuple[str, str] | None = None
    protected: bool = False


def changed(
    one: Somebody, before: str, after: str, *writes: RowWrite, proposal: tuple[str, str] | None = None
) -> BulkRow:
    """A person who is changed."""
    return BulkRow(one.id, one.name, Outcome.CHANGED, before, after, None, writes, proposal, one.protected)


def unchanged(one: Somebody, reason: Message, now: str = "") -> BulkRow:
    """A person for whom there is nothing to do."""
    return BulkRow(one.id, one.name, Outcome.UNCHANGED, now, now, reason, protected=one.protected)


def refused(one: Somebody, reason: Message, now: str = "") -> BulkRow:
    """A person for whom a rule forbids it."""
    return BulkRow(one.id, one.name, Outcome.REFUSED, now, now, reason, protected=one.protected)
