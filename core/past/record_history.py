"""What happened to one record, or to all of them: operation by operation, told of its own rows only.

Everything is found by index, so that a record's history costs the same in a register of a million people.
"""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from core.door.operations import Operation
from core.door.scope import visible_change, visible_operation
from core.door.session import Session, midnight
from core.past.history import Names, RowStory, told
from core.past.selves import selves
from core.past.undo import LogEntry, RowChange, entries_of
from core.rules.moments import utc_text
from core.search.condition import Condition
from db.log import Value

_TOLD = 20  # rows of one operation that are told; a class moved at once is no reading matter


class Subject(Enum):
    """The kinds of records that have a history of their own."""

    PERSON = "person"
    ORGANISATION = "organisation"
    NETWORK = "network"
    MEETING = "meeting"
    EDUCATION = "education"


@dataclass(frozen=True)
class Record:
    """One record: what it is, and its number."""

    subject: Subject
    id: int


@dataclass(frozen=True)
class Event:
    """One operation as far as it concerns a record: its rows (at most some), and how many more it changed."""

    entry: LogEntry
    rows: tuple[RowStory, ...]
    more: int

    @property
    def id(self) -> int:
        """The operation's number."""
        return self.entry.id


def ids(
    session: Session, record: Record | None = None, *, since: date | None = None, kind: str = "", order: str = "when",
    descending: bool = True,
) -> "array[int]":  # fmt: skip
    """The numbers of the operations that touched the record, or of all; the newest first, or those of an account together.

    Only those from a day on (`since`) and of a `kind`, if that is said. Without those that touch a shielded network closed
    to this account.
    """
    way = " DESC" if descending else ""
    asked = _asked(session, record, since, kind)
    keys = f"o.account{way}, o.id DESC" if order == "who" else f"o.id{way}"
    rows = session.query(f"SELECT o.id FROM operation o WHERE {asked.sql} ORDER BY {keys}", asked.parameters)
    return array("q", [row[0] for row in rows])


def kinds(session: Session, record: Record | None = None) -> list[Operation]:
    """What was done to the record, or at all, each kind once."""
    asked = _asked(session, record, None, "")
    rows = session.query(f"SELECT DISTINCT o.kind FROM operation o WHERE {asked.sql} ORDER BY o.kind", asked.parameters)
    return [Operation(row[0]) for row in rows]


def _asked(session: Session, record: Record | None, since: date | None, kind: str) -> Condition:
    """The condition on the operations `o`."""
    visible, account = visible_operation(session)
    parts, parameters = [visible], list(account)
    if record is not None:
        mine = _changes(session, record)
        parts.append(f"o.id IN (SELECT DISTINCT c.operation_id FROM change c WHERE {mine.sql})")
        parameters += mine.parameters
    if since is not None:
        parts.append("o.at >= ?")
        parameters.append(utc_text(midnight(since)))
    if kind:
        parts.append("o.kind = ?")
        parameters.append(kind)
    return Condition(" AND ".join(f"({part})" for part in parts), parameters)


def events(session: Session, numbers: Sequence[int], record: Record | None = None) -> list[Event]:
    """Those operations, each with what it changed of the record; one that this account may not see is left out."""
    names = Names(session)
    return [_event(session, names, entry, record) for entry in entries_of(session, numbers)]


def _event(session: Session, names: Names, entry: LogEntry, record: Record | None) -> Event:
    visible, account = visible_change(session)
    mine = _changes(session, record) if record is not None else Condition("1")
    rows = session.query(
        "SELECT c.table_name, c.row_id, c.before, c.after, c.person_id FROM change c"
        f" WHERE c.operation_id = ? AND ({mine.sql}) AND {visible} ORDER BY c.id LIMIT ?",
        [entry.id, *mine.parameters, *account, _TOLD + 1],
    )
    changes = [RowChange(row[0], row[1], _values(row[2]), _values(row[3]), row[4]) for row in rows]
    stories = [story for change in changes if _says_something(story := told(names, change))]
    kept = tuple(stories[:_TOLD])
    more = entry.rows - _TOLD if record is None and len(rows) > _TOLD else len(stories) - len(kept)
    return Event(entry, kept, max(0, more))


def _values(text: str | None) -> dict[str, str | int | None] | None:
    return None if text is None else json.loads(text)


def _says_something(one: RowStory) -> bool:
    """A new stamp or sequence alone is no news, and of what was erased nothing is left to tell."""
    return one.made != one.gone or bool(one.fields)


def _changes(session: Session, record: Record) -> Condition:
    """The condition on the changes `c` that concern a record."""
    match record.subject:
        case Subject.PERSON:
            people: list[Value] = [*selves(session, record.id)]
            return Condition(f"c.person_id IN ({', '.join('?' * len(people))})", people)
        case Subject.NETWORK:
            return Condition("c.network_id = ?", [record.id])
        case Subject.ORGANISATION | Subject.EDUCATION:
            return Condition("c.table_name = ? AND c.row_id = ?", [record.subject.value, record.id])
        case Subject.MEETING:
            return Condition(
                "(c.table_name = 'meeting' AND c.row_id = ?) OR (c.table_name = 'participation' AND c.row_id IN"
                " (SELECT pa.id FROM participation pa WHERE pa.meeting_id = ?)) OR (c.table_name = 'meeting_network'"
                " AND c.row_id IN (SELECT mn.id FROM meeting_network mn WHERE mn.meeting_id = ?))",
                [record.id, record.id, record.id],
            )
