"""What an import would do: who is new, changed or unchanged, and what is left out and why. It changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.lists.comparing import changes, kept
from core.lists.headings import Column
from core.lists.known import NO_NAMES, KnownPerson, Names
from core.lists.matching import NOBODY, Match, Register
from core.lists.notices import Notice, Reason
from core.lists.people_in_list import Found, ListPerson, ListRow
from core.lists.reading import ReadList
from core.lists.record import ListRecord
from core.messages import N_, say
from db.keys import fold


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"
    DUPLICATE = "duplicate"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the list. `record` is what all rows of the person say, with the register's names of schools and so on.

    `changes` is field to (before, after), never blank after. `joins`: known, but not yet in the network asked for.
    `of`: the row it repeats or adds to. `candidates`: the numbers of people it could be. `rows`: all of the person's.
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


@dataclass(frozen=True, slots=True)
class Missing:
    """A member of the network who is not in the list; nothing is done about it."""

    person_id: int
    name: str


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


def make_plan(found: ReadList, known: Iterable[KnownPerson], names: Names = NO_NAMES, *, network: bool = False) -> Plan:
    """Compare a list with the people of the register.

    With `network` roles count and so does not being a member yet, and members who are not in the list are `missing`.
    Never two people of the list become one of the register; where several could be meant, the row is refused.
    """
    register = Register(known, (person.record for person in found.people), names)
    matches = _matches(found.people, register, network=network)
    people = {
        person.rows[0]: _person_row(person, match, register, found, names, network=network)
        for person, match in zip(found.people, matches, strict=True)
    }
    rows = tuple(_plan_row(row, people) for row in found.rows)
    met = {number for row in people.values() for number in (*row.candidates, row.person_id)}
    missing = tuple(Missing(person.id, person.name) for person in register.members if network and person.id not in met)
    return Plan(
        file_name=found.file_name,
        rows=rows,
        columns=found.columns,
        notices=(*found.notices, *_missing_notice(len(missing))),
        missing=missing,
        samples=found.samples,
        totals=_totals(rows, len(missing)),
    )


def _matches(people: tuple[ListPerson, ...], register: Register, *, network: bool) -> list[Match]:
    """Sure matches first, so that no namesake at the school is taken for somebody whose e-mail is in the list."""
    matches = [register.by_contact_point(person.record) for person in people]
    taken = {match.person.id for match in matches if match.person}
    for position, person in enumerate(people):
        if matches[position] is NOBODY:
            match = matches[position] = register.by_name_and_school(person.record, taken)
            if match.person:
                taken.add(match.person.id)
    left = {position: fold(people[position].record.name) for position, match in enumerate(matches) if match is NOBODY}
    names = Counter(left.values())
    for position, name in left.items():
        # Two rows of one name say nothing of which of them is known.
        if names[name] == 1:
            matches[position] = register.by_whole_name(people[position].record, taken, network=network)
    met: set[int] = set()
    for position, match in enumerate(matches):
        if match.person:
            if match.person.id in met:
                matches[position] = Match(candidates=(match.person.id,))
            met.add(match.person.id)
    return matches


def _person_row(
    person: ListPerson, match: Match, register: Register, found: ReadList, names: Names, *, network: bool
) -> PlanRow:
    record, notices = _in_register_names(person.record, names)
    row = PlanRow(person.rows[0], Outcome.NEW, name=record.name, record=record, rows=person.rows)
    if match.candidates:
        numbers = ", ".join(map(str, match.candidates))
        message = say(N_("This could be several people (numbers {numbers}); choose one by hand."), numbers=numbers)
        if len(match.candidates) == 1:
            message = say(N_("Another row of the list is already person {number}; are they one?"), number=numbers)
        notices.append(Notice(Reason.COULD_BE_SEVERAL, "name", message))
        return _refused(row, match.candidates, notices)
    if match.person is None:
        if not (record.all_emails or record.all_phones or record.school) and (namesakes := register.namesakes(record)):
            message = say(N_("The list says no more than the name, and the register has it already."))
            notices.append(Notice(Reason.COULD_BE_SEVERAL, "name", message))
            return _refused(row, namesakes, notices)
        if namesakes := register.namesakes(record):
            numbers = ", ".join(map(str, namesakes[:5]))
            notices.append(
                Notice(
                    Reason.SAME_NAME,
                    "name",
                    say(N_("The register has the same name already (number {numbers})."), numbers=numbers),
                )
            )
        return replace(row, notices=tuple(notices)) if notices else row
    changed = changes(record, match.person, names, network=network)
    joins = network and not match.person.member
    notices += kept(record, match.person, found.fields)
    return replace(
        row,
        outcome=Outcome.CHANGED if changed or joins else Outcome.UNCHANGED,
        person_id=match.person.id,
        version=match.person.version,
        changes=changed,
        joins=joins,
        notices=tuple(notices),
    )


def _refused(row: PlanRow, candidates: tuple[int, ...], notices: list[Notice]) -> PlanRow:
    return replace(
        row,
        outcome=Outcome.REFUSED,
        reason=Reason.COULD_BE_SEVERAL,
        candidates=candidates,
        notices=tuple(notices),
    )


def _in_register_names(record: ListRecord, names: Names) -> tuple[ListRecord, list[Notice]]:
    """The record with the register's names for what the list calls otherwise."""
    school, education, company = (
        names.school(record.school),
        names.education(record.education),
        names.company(record.company),
    )
    pairs = (
        ("school", record.school, school),
        ("education", record.education, education),
        ("company", record.company, company),
    )
    if all(said == known for _, said, known in pairs):
        return record, []
    notices = [
        Notice(Reason.ALIAS, name, say(N_("“{text}” is {name}."), text=said, name=known))
        for name, said, known in pairs
        if said.casefold() != known.casefold()
    ]
    return replace(record, school=school, education=education, company=company), notices


def _plan_row(row: ListRow, people: Mapping[int, PlanRow]) -> PlanRow:
    match row.found:
        case Found.PERSON:
            person = people[row.row]
            return replace(person, notices=(*row.notices, *person.notices)) if row.notices else person
        case Found.MERGE | Found.DUPLICATE:
            first = people[row.of or row.row]
            outcome = Outcome.MERGED if row.found is Found.MERGE else Outcome.DUPLICATE
            return PlanRow(
                row.row,
                outcome,
                name=first.name,
                person_id=first.person_id,
                of=row.of,
                reason=row.reason,
                notices=row.notices,
            )
        case Found.SKIP:
            return PlanRow(row.row, Outcome.SKIPPED, reason=row.reason, notices=row.notices)
        case Found.REFUSE:
            return PlanRow(row.row, Outcome.REFUSED, reason=row.reason, notices=row.notices)


def _missing_notice(count: int) -> tuple[Notice, ...]:
    if not count:
        return ()
    message = say(
        N_("Members of the network who are not in the list stay members; remove them by hand if they have left.")
    )
    return (Notice(Reason.MISSING_PEOPLE, "", message, count=count),)


def _totals(rows: tuple[PlanRow, ...], missing: int) -> Totals:
    counts = Counter(row.outcome for row in rows)
    return Totals(
        rows=len(rows),
        people=counts[Outcome.NEW] + counts[Outcome.CHANGED] + counts[Outcome.UNCHANGED],
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        missing=missing,
        refused=counts[Outcome.REFUSED],
        skipped=counts[Outcome.SKIPPED],
        duplicate=counts[Outcome.DUPLICATE],
        merged=counts[Outcome.MERGED],
    )
