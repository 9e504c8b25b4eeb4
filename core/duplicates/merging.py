"""Two records of one person made one: everything of both is kept, in one operation that can be undone.

The other's places, memberships, invitations, consents and school periods become the kept one's; rows that say the same
become one. Memberships of shielded networks go along unseen: neither the result nor the log tells of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core import people
from core.attending import capacity
from core.door.operations import Operation
from core.door.scope import visible_meeting, visible_network
from core.door.session import Session
from core.door.write import Transaction
from core.duplicates import chosen, distinct, pairs, uniting
from core.duplicates.chosen import Choices, Side
from core.duplicates.likeness import Likeness
from core.duplicates.uniting import Decision
from core.errors import Changed, NotFound, Refused
from core.messages import N_, Message, say
from core.past.history import FIELDS as LABELS
from core.people import Person
from core.rules.kinds import NetworkLevel
from db.check import references
from db.log import Value

Row = dict[str, Value]
# What follows the person: the table, and what decides which of its rows are said twice.
_Decide = Callable[[Sequence[Row], Sequence[Row]], list[Decision]]


@dataclass(frozen=True)
class FieldPair:
    """One field of two people side by side, as stored, and whose value stands if nobody chooses."""

    field: str
    label: Message
    one: object
    other: object
    side: Side

    @property
    def differs(self) -> bool:
        return self.one != self.other


@dataclass(frozen=True)
class Comparison:
    """Two people side by side: `one` is the one who would be kept."""

    one: Person
    other: Person
    likeness: Likeness
    fields: tuple[FieldPair, ...]
    distinct: bool


@dataclass(frozen=True)
class Counted:
    """How many rows of a kind went over to the kept one, and how many said what a row said already."""

    table: str
    noun: Message
    moved: int
    united: int


@dataclass(frozen=True)
class Merged:
    """What merging did or would do, as far as this account may see it."""

    person: Person
    gone: str
    gone_id: int
    counts: tuple[Counted, ...]
    notes: tuple[Message, ...]


def compare(session: Session, kept: int, gone: int) -> Comparison:
    """The two side by side. Raises `NotFound`, and `Refused` for one person named twice."""
    if kept == gone:
        raise Refused(say(N_("That is one person, named twice.")))
    one, other = people.by_id(session, kept), people.by_id(session, gone)
    mine, theirs = (_person_row(session, number) for number in (kept, gone))
    fields = tuple(
        FieldPair(field, say(LABELS[field]), mine[field], theirs[field], chosen.side(field, mine, theirs))
        for field in chosen.FIELDS
    )
    alike = pairs.between(session, kept, gone)
    return Comparison(one, other, alike, fields, distinct.are_distinct(session, kept, gone))


def _person_row(session: Session, number: int) -> Row:
    names = ", ".join(chosen.FIELDS)
    found = session.query(f"SELECT {names} FROM person WHERE id = ?", [number])
    return dict(zip(chosen.FIELDS, found[0], strict=True))


def merge(
    session: Session,
    kept: int,
    gone: int,
    choices: Choices | None = None,
    *,
    versions: tuple[int, int] | None = None,
) -> Merged:
    """Make `gone` a part of `kept`; `choices` says in which fields whose value stands.

    Raises `NotFound`, `Invalid` for a choice, `Changed` if one is not at the version that was seen, and `Refused` if it
    is one person or somebody has noted that they are not the same.
    """
    if kept == gone:
        raise Refused(say(N_("That is one person, named twice.")))
    with session.write(Operation.PERSON_MERGE, detail={"kept": kept, "gone": gone}) as transaction:
        one, other = _both(transaction, kept, gone, versions)
        if distinct.are_distinct(session, kept, gone):
            raise Refused(
                say(N_("{name} and {other} are noted as not the same."), name=_name(one), other=_name(other)),
                say(
                    N_("If that was a mistake, undo it first: laug undo {number}"),
                    number=distinct.noted_by(session, kept, gone),
                ),
            )
        notes = _notes(session, one, other, choices or {})
        counts = _Merging(session, transaction, kept, gone).carry()
        if not transaction.update("person", kept, chosen.values(one, other, choices or {})):
            # The log finds by the kept one's own change whose past is theirs too (`core.past.selves`).
            transaction.touch("person", kept)
        transaction.delete("person", gone)
        return Merged(people.by_id(session, kept), _name(other), gone, counts, notes)


def preview(session: Session, kept: int, gone: int, choices: Choices | None = None) -> Merged:
    """What merging would come to; nothing is changed. Raises as `merge`."""
    return merge(replace(session, dry_run=True), kept, gone, choices)


def _both(transaction: Transaction, kept: int, gone: int, versions: tuple[int, int] | None) -> tuple[Row, Row]:
    found: list[Row] = []
    for position, number in enumerate((kept, gone)):
        row = transaction.row("person", number)
        if row is None:
            raise NotFound(say(N_("There is no person number {number}."), number=number))
        if versions is not None and row["version"] != versions[position]:
            raise Changed(say(N_("Somebody else has changed this meanwhile.")), ())
        found.append(row)
    return found[0], found[1]


def _name(row: Row) -> str:
    return f"{row['given']} {row['family']}".strip()


def _notes(session: Session, one: Row, other: Row, choices: Choices) -> tuple[Message, ...]:
    """What to know: calendar files that went to an address which the next ones will not go to."""
    visible, account = visible_meeting(session)
    found = session.query(
        "SELECT count(*) FROM participation pa JOIN meeting m ON m.id = pa.meeting_id WHERE pa.person_id = ?"
        f" AND pa.sent_sequence IS NOT NULL AND m.end_utc >= ? AND {visible}",
        [other["id"], session.now.strftime("%Y-%m-%dT%H:%M:%SZ"), *account],
    )
    stands = chosen.values(one, other, choices)
    before, after = (str(row["email"] or row["private_email"]) for row in (other, stands))
    if not found[0][0] or not before or before == after:
        return ()
    return (
        say(
            N_("{n} coming meetings were sent to {before}; changes of them go to {after} from now on."),
            n=found[0][0], before=before, after=after,
        ),
    )  # fmt: skip


class _Merging:
    """Carries over what follows a person, inside one operation."""

    def __init__(self, session: Session, transaction: Transaction, kept: int, gone: int) -> None:
        self.session, self.transaction = session, transaction
        self.kept, self.gone = kept, gone

    def carry(self) -> tuple[Counted, ...]:
        """Gives how many rows went over and how many were united, of those that this account may see."""
        networks = self._seen("network", *visible_network(self.session))
        meetings = self._seen("meeting", *visible_meeting(self.session))
        today = self.session.today
        counts = (
            self._table("affiliation", N_("places"), lambda mine, theirs: uniting.affiliations(mine, theirs, today)),
            self._table("membership", N_("memberships"), self._memberships, ("network_id", networks)),
            self._table("participation", N_("invitations"), uniting.participations, ("meeting_id", meetings)),
            self._table("consent", N_("consents"), _all_move, ("network_id", networks)),
            self._table("school_period", N_("school periods"), uniting.school_periods),
        )
        # Where both had a place, one is free now.
        rows = self._rows("participation", self.kept)
        capacity.settle(self.session, self.transaction, [int(str(row["meeting_id"])) for row in rows])
        self._not_duplicates()
        self._whatever_else()
        return counts

    def _seen(self, table: str, visible: str, account: Sequence[Value]) -> set[Value]:
        rows = self.session.query(f"SELECT {table[0]}.id FROM {table} {table[0]} WHERE {visible}", account)
        return {row[0] for row in rows} | {None}

    def _memberships(self, mine: Sequence[Row], theirs: Sequence[Row]) -> list[Decision]:
        shielded = self.session.query("SELECT id FROM network WHERE level = ?", [NetworkLevel.SHIELDED.value])
        return uniting.memberships(mine, theirs, [row[0] for row in shielded])

    def _rows(self, table: str, person: int) -> list[Row]:
        found = self.session.query(f"SELECT id FROM {table} WHERE person_id = ? ORDER BY id", [person])
        return [row for one in found if (row := self.transaction.row(table, one[0])) is not None]

    def _table(self, table: str, noun: str, decide: _Decide, only: tuple[str, set[Value]] | None = None) -> Counted:
        mine, theirs = self._rows(table, self.kept), self._rows(table, self.gone)
        rows = {int(str(row["id"])): row for row in (*mine, *theirs)}
        moved = united = 0
        for decision in decide(mine, theirs):
            self._apply(table, rows, decision)
            if only is None or rows[decision.stays][only[0]] in only[1]:
                united += len(decision.goes)
                moved += not decision.goes
        return Counted(table, say(noun), moved, united)

    def _apply(self, table: str, rows: Mapping[int, Row], decision: Decision) -> None:
        # What goes goes first: an open membership or an invitation may be there once only.
        for number in decision.goes:
            self.transaction.delete(table, number)
        self.transaction.update(table, decision.stays, {**decision.changes, "person_id": self.kept})

    def _whatever_else(self) -> None:
        """What refers to a person and needs no thought."""
        for table, column in references(self.session.database)["person"]:
            for (number,) in self.session.query(f"SELECT id FROM {table} WHERE {column} = ?", [self.gone]):
                self.transaction.update(table, number, {column: self.kept})

    def _not_duplicates(self) -> None:
        """Whoever was not the other is not the kept one either."""
        rows = self.session.query(
            "SELECT id, person_id, other_id FROM not_duplicate WHERE person_id = ? OR other_id = ?", [self.gone] * 2
        )
        for number, one, other in rows:
            two = distinct.pair(self.kept, other if one == self.gone else one)
            if distinct.are_distinct(self.session, *two):
                self.transaction.delete("not_duplicate", number)
            else:
                self.transaction.update("not_duplicate", number, {"person_id": two[0], "other_id": two[1]})


def _all_move(_mine: Sequence[Row], theirs: Sequence[Row]) -> list[Decision]:
    """Consents are events: each was said, and stays said."""
    return [Decision(int(str(row["id"])), {}) for row in theirs]
