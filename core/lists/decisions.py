"""What people decide about the rows of a plan, and the plan as it is with that. It changes nothing in the register.

A decision about the first row of a person is one about the person with all their rows; one about a further row takes
that row by itself out of the person.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.errors import NotFound, Refused
from core.lists.heading_words import Field
from core.lists.known import KnownPerson, Names
from core.lists.notices import Notice, Reason
from core.lists.people_in_list import merge
from core.lists.plan import in_register_names, known_row, new_row
from core.lists.plan_rows import Choice, Decision, Missing, Outcome, Plan, PlanRow, totals_of
from core.lists.record import ListRecord
from core.messages import N_, say

# What is told of a row only as long as nobody has said who it is.
_OPEN = (Reason.COULD_BE_SEVERAL, Reason.SAME_NAME, Reason.BLANK_KEEPS_VALUE, Reason.NO_PLACE)
_NOTHING = ListRecord()
FIELDS_TO_LEAVE = (
    "email", "private_email", "other_emails", "phone", "other_phones", "street", "postcode", "town", "birth_year", "protected",
    "eux", "school", "education", "stage", "class_name", "company", "start", "end", "role", "given", "family",
)  # fmt: skip
_AGAIN = (Outcome.MERGED, Outcome.DUPLICATE)
Decisions = Mapping[int, Decision]


@dataclass(frozen=True)
class Basis:
    """What a plan was made with, beside the register: needed again when rows are decided."""

    fields: frozenset[Field]
    later_wins: bool
    network: bool


def without(record: ListRecord, fields: Collection[str]) -> ListRecord:
    """The record as if those cells were blank; nothing is ever overwritten by a blank."""
    names = [name for name in FIELDS_TO_LEAVE if name in fields]
    names += [follows for name, follows in (("class_name", "other_classes"), ("company", "cvr")) if name in fields]
    blank: dict[str, Any] = {name: getattr(_NOTHING, name) for name in names}
    return replace(record, **blank)


def check(row: PlanRow, decision: Decision) -> None:
    """Raises `Refused` for what cannot be decided about the row."""
    if decision.without and (row.record is None or (row.person_id or decision.person_id) is None or row.outcome in _AGAIN):
        raise Refused(
            say(N_("Fields can be left out only for a person who is known; row {row} is none."), row=row.row),
            say(N_("Say who it is first (is PERSON), or decide about the first row of the person.")),
        )
    if unknown := next((name for name in decision.without if name not in FIELDS_TO_LEAVE), ""):
        raise Refused(
            say(N_("{text} is no field of a list."), text=unknown),
            say(N_("Fields are: {fields}."), fields=", ".join(FIELDS_TO_LEAVE)),
        )
    if row.outcome is Outcome.SKIPPED:
        raise Refused(say(N_("There is no person in row {row}; there is nothing to decide."), row=row.row))
    if decision.choice is Choice.END:
        raise Refused(
            say(
                N_("Only somebody who is missing from the list can be given a last day; row {row} is in it."),
                row=row.row,
            )
        )
    if row.outcome is Outcome.REFUSED and row.record is None and decision.choice is not Choice.SKIP:
        why = row.notices[0].message if row.notices else ""
        raise Refused(
            say(N_("Row {row} stays refused: {why}"), row=row.row, why=why),
            say(N_("Mend it in the list and read the list again.")),
        )
    if row.outcome is Outcome.REFUSED and decision.choice is Choice.TAKE:
        raise Refused(
            say(N_("Row {row} could be several people: say which one it is, or that it is somebody new."), row=row.row)
        )


def check_missing(person: Missing, decision: Decision) -> None:
    """Raises `Refused` for what cannot be decided about somebody who is missing."""
    if decision.choice not in (Choice.END, Choice.SKIP):
        raise Refused(
            say(N_("{name} is not in the list: they can only be given a last day, or be left alone."), name=person.name)
        )


def people_needed(proposed: Plan, decisions: Decisions) -> set[int]:
    """The numbers of the people who must be known anew to work out what those decisions mean."""
    rows = {row.row: row for row in proposed.rows}
    needed = {one.person_id for one in decisions.values() if one.choice is Choice.IS}
    for number in decisions:
        row = rows.get(number)
        if row is not None:
            first = rows.get(row.of, row) if row.of is not None else row
            needed |= {row.person_id, first.person_id}
    return {number for number in needed if number is not None}


def decided(
    proposed: Plan,
    decisions: Decisions,
    missing: Decisions,
    known: Mapping[int, KnownPerson],
    names: Names,
    basis: Basis,
) -> Plan:
    """The plan with those decisions about rows, and about people who are missing (by their numbers).

    `known` has everybody of `people_needed`. Raises `NotFound` if one of them is gone.
    """
    work = _Work(proposed, decisions, known, names, basis)
    rows = work.rows()
    met = {row.person_id for row in rows if row.outcome in (Outcome.CHANGED, Outcome.UNCHANGED)}
    absent = tuple(
        replace(one, decision=missing.get(one.person_id)) for one in proposed.missing if one.person_id not in met
    )
    return replace(proposed, rows=rows, missing=absent, totals=totals_of(rows, absent))


class _Work:
    """The rows of one plan while decisions are worked into them."""

    def __init__(
        self, proposed: Plan, decisions: Decisions, known: Mapping[int, KnownPerson], names: Names, basis: Basis
    ) -> None:
        self._proposed = {row.row: row for row in proposed.rows}
        self._decisions = decisions
        self._known = known
        self._names = names
        self._basis = basis
        self._rows = dict(self._proposed)

    def rows(self) -> tuple[PlanRow, ...]:
        """All rows in order, each with what becomes of it now."""
        for number in sorted(self._decisions):
            if number in self._proposed:
                self._decide(self._proposed[number], self._decisions[number])
        for number in self._firsts_that_lost_rows():
            self._fewer(self._proposed[number])
        self._join_rows_of_one_person()
        return tuple(self._rows.values())

    def _decide(self, row: PlanRow, decision: Decision) -> None:
        record = row.own if row.outcome in _AGAIN else row.record
        match decision.choice:
            case Choice.SKIP:
                done = replace(row, outcome=Outcome.SKIPPED, changes={}, joins=False)
            case Choice.NEW if record is not None:
                done = self._new(row, record)
            case Choice.IS if record is not None and decision.person_id is not None:
                done = self._is(row, record, decision.person_id, decision)
            case Choice.TAKE if record is not None and row.person_id is not None and row.outcome not in _AGAIN:
                done = self._is(row, record, row.person_id, decision)
            case _:
                done = row
        self._rows[row.row] = replace(done, group=row.group, decision=decision)

    def _new(self, row: PlanRow, record: ListRecord) -> PlanRow:
        record, notices = in_register_names(record, self._names)
        return new_row(replace(row, rows=row.rows or (row.row,)), record, _settled(row) or notices)

    def _is(self, row: PlanRow, record: ListRecord, number: int, decision: Decision | None = None) -> PlanRow:
        person = self._known.get(number)
        if person is None:
            raise NotFound(say(N_("There is no person number {number}."), number=number))
        record, _ = in_register_names(record, self._names)
        refused = decision.without if decision is not None else ()
        left = without(record, refused) if refused else record
        fields = [field for field in self._basis.fields if field.value not in refused]
        of_row = replace(row, rows=row.rows or (row.row,))
        done = known_row(of_row, left, person, _settled(row), fields, self._names, network=self._basis.network)
        return replace(done, name=record.name)

    def _firsts_that_lost_rows(self) -> Iterable[int]:
        """The first rows of people one of whose further rows was decided by itself."""
        gone = {
            row.of
            for row in self._proposed.values()
            if row.of is not None and (one := self._decisions.get(row.row)) and one.choice is not Choice.TAKE
        }
        return sorted(number for number in gone if self._rows[number].outcome is not Outcome.SKIPPED)

    def _fewer(self, first: PlanRow) -> None:
        """The person by the rows that are left to them."""
        left = [number for number in first.rows if number == first.row or not self._taken_out(number)]
        record = self._together([self._proposed[number].own for number in left])
        row = self._rows[first.row]
        if record is None or row.record is None:
            return
        record, _ = in_register_names(record, self._names)
        row = replace(row, rows=tuple(left))
        if row.person_id is None:
            done = replace(row, record=record, name=record.name)
        else:
            done = self._is(replace(row, notices=first.notices), record, row.person_id, row.decision)
        self._rows[first.row] = replace(done, group=first.group, decision=row.decision)

    def _taken_out(self, number: int) -> bool:
        decision = self._decisions.get(number)
        return decision is not None and decision.choice is not Choice.TAKE

    def _together(self, records: Collection[ListRecord | None]) -> ListRecord | None:
        made: ListRecord | None = None
        for record in records:
            if record is not None:
                made = record if made is None else merge(made, record, later_wins=self._basis.later_wins)
        return made

    def _join_rows_of_one_person(self) -> None:
        """Rows that somebody said are one person: the later ones add to the first of them."""
        firsts: dict[int, int] = {}
        for row in list(self._rows.values()):
            if row.person_id is None or row.outcome not in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED):
                continue
            first = firsts.setdefault(row.person_id, row.row)
            if first != row.row:
                self._add_to(self._rows[first], row)

    def _add_to(self, first: PlanRow, again: PlanRow) -> None:
        assert first.record is not None and again.record is not None and first.person_id is not None
        record = merge(first.record, again.record, later_wins=self._basis.later_wins)
        joined = self._is(replace(first, rows=(*first.rows, *again.rows)), record, first.person_id)
        self._rows[first.row] = replace(joined, group=first.group, decision=first.decision)
        self._rows[again.row] = replace(
            again, outcome=Outcome.MERGED, of=first.row, changes={}, joins=False, rows=(), reason=None
        )


def _settled(row: PlanRow) -> tuple[Notice, ...]:
    return tuple(notice for notice in row.notices if notice.reason not in _OPEN)
