"""What an import would do: who is new, changed or unchanged, and what is left out and why. It changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from core.lists.comparing import changes, kept, left_out
from core.lists.heading_words import Field
from core.lists.known import NO_NAMES, KnownPerson, Names
from core.lists.matching import NOBODY, Match, Register
from core.lists.missing import who_is_missing
from core.lists.notices import Notice, Reason
from core.lists.people_in_list import Found, ListPerson, ListRow
from core.lists.plan_rows import Group, Outcome, Plan, PlanRow, totals_of
from core.lists.possible import Resemblance, named
from core.lists.reading import Progress, ReadList
from core.lists.record import ListRecord
from core.messages import N_, say
from db.keys import fold

__all__ = ["Outcome", "Plan", "PlanRow", "in_register_names", "known_row", "make_plan", "new_row"]

_TOLD_EVERY = 500


def make_plan(
    found: ReadList,
    known: Iterable[KnownPerson],
    names: Names = NO_NAMES,
    *,
    network: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """Compare a list with the people of the register.

    With `network` roles count and so does not being a member yet. Those whom the list covers (the members of the
    network, else the pupils of its classes) and does not name are `missing`.
    Never two people of the list become one of the register; where several could be meant, the row is refused.
    """
    known = list(known)
    register = Register(known, (person.record for person in found.people), names)
    matches = _matches(found.people, register, network=network)
    everybody = {person.id: person for person in known}
    people: dict[int, PlanRow] = {}
    for done, (person, match) in enumerate(zip(found.people, matches, strict=True)):
        people[person.rows[0]] = _person_row(person, match, register, found, names, everybody, network=network)
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done, len(found.people))
    _hold_back_the_contested(people, everybody)
    _ask_about_the_new(people, known)
    rows = tuple(_plan_row(row, people) for row in found.rows)
    met = {number for row in people.values() for number in (*row.candidates, row.person_id) if number is not None}
    missing = tuple(who_is_missing(rows, known, met, found.as_of, network=network))
    return Plan(
        file_name=found.file_name,
        rows=rows,
        columns=found.columns,
        notices=(*found.notices, *_missing_notice(len(missing))),
        missing=missing,
        samples=found.samples,
        totals=totals_of(rows, missing),
    )


def _hold_back_the_contested(people: dict[int, PlanRow], everybody: Mapping[int, KnownPerson]) -> None:
    """Two rows may be one person of the register: neither changes anything in them before somebody has decided.

    Otherwise the first would take away what the second was known by, and the same list again would say something else.
    """
    doubtful = [row for row in people.values() if row.outcome is Outcome.REFUSED and row.record is not None]
    contested = {
        number
        for row in doubtful
        if row.record and (row.record.all_emails or row.record.all_phones)
        for number in row.candidates
    }
    # A row that says no more than a name is known by the name alone.
    named = {number for row in doubtful for number in row.candidates}
    for at, row in people.items():
        renamed = row.person_id in named and not row.changes.keys().isdisjoint(("given", "family"))
        if row.outcome is Outcome.CHANGED and row.person_id is not None and (row.person_id in contested or renamed):
            message = say(N_("Another row of the list may be person {number} too; are they one?"), number=row.person_id)
            doubt = Notice(Reason.COULD_BE_SEVERAL, "name", message)
            open_row = replace(row, person_id=None, version=None, changes={}, joins=False)
            people[at] = _undecided(open_row, (row.person_id,), [*row.notices, doubt], everybody)


def _ask_about_the_new(people: dict[int, PlanRow], known: Sequence[KnownPerson]) -> None:
    """Name beside everybody new who of the register they may be."""
    new = {number: row.record for number, row in people.items() if row.outcome is Outcome.NEW and row.record}
    met = (row.person_id for row in people.values() if row.person_id is not None)
    resemblance = Resemblance(known, list(new.values()), met)
    for number, record in new.items():
        if possible := resemblance.of(record):
            people[number] = replace(people[number], possible=possible, group=Group.POSSIBLE)


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
    person: ListPerson,
    match: Match,
    register: Register,
    found: ReadList,
    names: Names,
    everybody: Mapping[int, KnownPerson],
    *,
    network: bool,
) -> PlanRow:
    record, notices = in_register_names(person.record, names)
    row = new_row(PlanRow(person.rows[0], Outcome.NEW, rows=person.rows), record, notices)
    if match.candidates:
        numbers = ", ".join(map(str, match.candidates))
        message = say(N_("This could be several people (numbers {numbers}); choose one by hand."), numbers=numbers)
        if len(match.candidates) == 1:
            message = say(N_("Another row of the list is already person {number}; are they one?"), number=numbers)
        notices.append(Notice(Reason.COULD_BE_SEVERAL, "name", message))
        return _undecided(row, match.candidates, notices, everybody)
    if match.person is not None:
        return known_row(row, record, match.person, notices, found.fields, names, network=network)
    namesakes = register.namesakes(record)
    if not namesakes:
        return row
    if not (record.all_emails or record.all_phones or record.school):
        message = say(N_("The list says no more than the name, and the register has it already."))
        notices.append(Notice(Reason.COULD_BE_SEVERAL, "name", message))
        return _undecided(row, namesakes, notices, everybody)
    numbers = ", ".join(map(str, namesakes[:5]))
    message = say(N_("The register has the same name already (number {numbers})."), numbers=numbers)
    return replace(row, notices=(*row.notices, Notice(Reason.SAME_NAME, "name", message)))


def new_row(row: PlanRow, record: ListRecord, notices: Iterable[Notice] = ()) -> PlanRow:
    """The row as somebody new."""
    return replace(
        row, outcome=Outcome.NEW, name=record.name, record=record, person_id=None, version=None, changes={}, joins=False,
        of=None, reason=None, notices=(*notices, *left_out(record)), group=Group.NEW,
    )  # fmt: skip


def known_row(
    row: PlanRow,
    record: ListRecord,
    person: KnownPerson,
    notices: Iterable[Notice],
    fields: Iterable[Field],
    names: Names,
    *,
    network: bool,
) -> PlanRow:
    """The row as that person of the register, with what would change in them."""
    changed = changes(record, person, names, network=network)
    joins = network and not person.member
    differs = bool(changed) or joins
    return replace(
        row, outcome=Outcome.CHANGED if differs else Outcome.UNCHANGED, name=record.name, record=record,
        person_id=person.id, version=person.version, changes=changed, joins=joins, of=None, reason=None,
        notices=(*notices, *kept(record, person, fields), *left_out(record, person)),
        group=Group.CHANGED if differs else Group.UNCHANGED,
    )  # fmt: skip


def _undecided(
    row: PlanRow, candidates: tuple[int, ...], notices: list[Notice], everybody: Mapping[int, KnownPerson]
) -> PlanRow:
    assert row.record is not None
    return replace(
        row, outcome=Outcome.REFUSED, reason=Reason.COULD_BE_SEVERAL, candidates=candidates, notices=tuple(notices),
        possible=named(candidates, row.record, everybody), group=Group.POSSIBLE,
    )  # fmt: skip


def in_register_names(record: ListRecord, names: Names) -> tuple[ListRecord, list[Notice]]:
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
            if len(person.rows) > 1:
                person = replace(person, own=row.record)
            return replace(person, notices=(*row.notices, *person.notices)) if row.notices else person
        case Found.MERGE | Found.DUPLICATE:
            first = people[row.of or row.row]
            outcome = Outcome.MERGED if row.found is Found.MERGE else Outcome.DUPLICATE
            return PlanRow(
                row.row, outcome, name=first.name, person_id=first.person_id, of=row.of, reason=row.reason,
                notices=row.notices, own=row.record, group=Group.SAME,
            )  # fmt: skip
        case Found.SKIP:
            return PlanRow(row.row, Outcome.SKIPPED, reason=row.reason, notices=row.notices)
        case Found.REFUSE:
            return PlanRow(row.row, Outcome.REFUSED, reason=row.reason, notices=row.notices, group=Group.REFUSED)


def _missing_notice(count: int) -> tuple[Notice, ...]:
    if not count:
        return ()
    message = say(N_("Nothing happens to people who are not in the list, unless you give them a last day."))
    return (Notice(Reason.MISSING_PEOPLE, "", message, count=count),)
