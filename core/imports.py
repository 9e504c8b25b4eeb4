"""A list of people into the register: planned first, decided row by row, then applied as one operation.

Reading and comparing is pure (`core.lists`); `core.incoming` loads the register for it and writes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core import import_mappings, networks, organisations
from core.collecting import not_collecting
from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.duplicates import distinct
from core.errors import LaugError, NotFound
from core.incoming import since
from core.incoming.register import known_names, known_people
from core.incoming.since import Clash
from core.incoming.writing import Writing
from core.lists import decisions
from core.lists.decisions import Basis
from core.lists.plan import make_plan
from core.lists.plan_rows import Choice, Decision, Outcome, Plan, PlanRow
from core.lists.reading import Progress, ReadList, read_list
from core.lists.record import ListRecord
from core.messages import N_, say
from core.networks import Network
from db import log

__all__ = [
    "Applied", "Clash", "ListImport", "Progress", "Remember", "anew", "apply", "clashes", "decide", "plan", "worked_out",
]  # fmt: skip


@dataclass(frozen=True)
class Remember:
    """What was corrected of the columns, to be remembered when the plan is applied."""

    name: str
    headings: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class ListImport:
    """A list compared with the register as it was at operation `seen`; nothing is written yet.

    `plan` is `proposed` with what was decided: `decisions` by row, `endings` by the number of somebody missing. `chain`
    tells the register from any other. A plan that was saved has no `read` any more, and needs none.
    """

    plan: Plan
    network: Network | None
    proposed: Plan
    basis: Basis
    seen: int
    chain: str
    made_by: str
    made_at: datetime
    read: ReadList | None = None
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    endings: Mapping[int, Decision] = field(default_factory=dict)
    remember: Remember | None = None
    guessed: bool = False


@dataclass(frozen=True)
class Applied:
    """What applying a plan did."""

    new: int
    changed: int
    joined: int
    plan: Plan
    ended: int = 0


def plan(
    session: Session,
    data: bytes,
    *,
    file_name: str,
    network: str | int | None = None,
    organisation: str | int | None = None,
    mapping: Mapping[str, str] | None = None,
    mapping_name: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> ListImport:
    """Read the list and say what it would do. `organisation` is the school of the rows that name none.

    `mapping` corrects what columns hold; what was remembered for these headings, or under `mapping_name`, holds for the
    others. Raises what `read_list` raises, `NotFound` for the network, organisation or mapping, `NotAllowed` for a
    closed shielded network.
    """
    home = None if network is None else networks.get_opened(session, network)
    known = import_mappings.every(session)
    named = next((one for one in known if mapping_name and one.name.casefold() == mapping_name.casefold()), None)
    if mapping_name and named is None and not mapping:
        import_mappings.get(session, mapping_name)  # says that there is none
    with not_collecting():
        read = read_list(
            data, file_name=file_name, encoding=encoding, mapping={**(named.columns if named else {}), **(mapping or {})},
            as_of=session.today, sheet=sheet, remembered={one.headings: one.columns for one in known if one.headings},
            guess=known_names(session), progress=progress,
        )  # fmt: skip
    if organisation is not None:
        read = _at_school(read, organisations.get(session, organisation).name)
    with not_collecting():
        made = _compared(session, read, home, progress)
    if not mapping or read.guessed:
        return made
    name = mapping_name or next((one.name for one in known if one.headings == read.key), None)
    name = name or import_mappings.name_for(read.file_name, [one.name for one in known])
    return replace(made, remember=Remember(name, read.key, read.mapping))


def _at_school(read: ReadList, school: str) -> ReadList:
    def placed(record: ListRecord) -> ListRecord:
        return record if record.school else replace(record, school=school)

    people = tuple(replace(one, record=placed(one.record)) for one in read.people)
    rows = tuple(replace(row, record=placed(row.record)) if row.record else row for row in read.rows)
    return replace(read, people=people, rows=rows)


def _compared(session: Session, read: ReadList, home: Network | None, progress: Progress | None = None) -> ListImport:
    seen, chain = log.newest(session.database)
    known = known_people(session, home)
    if progress is not None:  # a chance to stop between the two long parts
        progress(0, len(read.people))
    made = make_plan(read, known, known_names(session), network=home is not None, progress=progress)
    return ListImport(
        plan=made, network=home, proposed=made, basis=Basis(read.fields, read.later_wins, home is not None),
        seen=seen, chain=chain, made_by=session.account, made_at=session.now, read=read, guessed=read.guessed,
    )  # fmt: skip


def anew(session: Session, planned: ListImport) -> ListImport:
    """The same list compared with the register as it is now; what was decided holds where it still can be.

    Only for a plan that was not saved: a saved one has no list to read again.
    """
    assert planned.read is not None
    made = replace(_compared(session, planned.read, planned.network), remember=planned.remember)
    for number, decision in (*planned.decisions.items(), *planned.endings.items()):
        ended = decision.choice is Choice.END or number not in planned.decisions
        rows, people = ((), (number,)) if ended else ((number,), ())
        try:
            made = decide(session, made, replace(decision, seen=0), rows=rows, people=people)
        except LaugError:  # a decision about what is otherwise now is to be made anew
            continue
    return made


def decide(
    session: Session,
    planned: ListImport,
    decision: Decision,
    *,
    rows: Iterable[int] = (),
    people: Iterable[int] = (),
) -> ListImport:
    """The plan with that decision about rows of the list, or about people (by number) who are missing from it.

    Raises `NotFound` for a row or person that is not there, `Refused` for what cannot be decided about it.
    """
    decision = replace(decision, seen=log.newest(session.database)[0])
    known = {row.row: row for row in planned.proposed.rows}
    absent = {one.person_id: one for one in planned.proposed.missing}
    decided, endings = dict(planned.decisions), dict(planned.endings)
    for number in rows:
        if number not in known:
            raise NotFound(say(N_("The list has no row {row}."), row=number))
        decisions.check(known[number], decision)
        decided[number] = decision
    for number in people:
        if number not in absent:
            raise NotFound(say(N_("Person {number} is not among those missing from the list."), number=number))
        decisions.check_missing(absent[number], decision)
        endings[number] = decision
    return worked_out(session, replace(planned, decisions=decided, endings=endings))


def worked_out(session: Session, planned: ListImport) -> ListImport:
    """The plan as its decisions make it, with the register as it is now. Raises `NotFound` for somebody who is gone."""
    needed = decisions.people_needed(planned.proposed, planned.decisions)
    known = {one.id: one for one in known_people(session, planned.network, sorted(needed))}
    made = decisions.decided(
        planned.proposed, planned.decisions, planned.endings, known, known_names(session), planned.basis
    )
    return replace(planned, plan=made)


def clashes(session: Session, planned: ListImport) -> list[Clash]:
    """What has happened since to the people the plan would change; while there is anything it cannot be applied."""
    since.refuse_another_register(session, planned.seen, planned.chain)
    return since.clashes(session, planned.plan, planned.network, planned.seen, known_names(session))


def apply(
    session: Session, planned: ListImport, *, reviewed: bool = False, progress: Progress | None = None
) -> Applied:
    """Carry the plan out as one operation: all of it or nothing.

    If the register has changed since, a plan that somebody has `reviewed`, or that was saved, is carried out as they saw
    it or, if it is about people who have changed, refused with `Changed`; any other is made anew first.
    `Applied.plan` is the one carried out.
    """
    home = planned.network
    detail: dict[str, object] = {}
    with session.write(Operation.IMPORT_PEOPLE, detail=detail) as transaction:
        if log.newest(session.database) != (planned.seen, planned.chain):
            if reviewed or planned.read is None:
                since.refuse_if_changed(clashes(session, planned))
            else:
                planned = replace(_compared(session, planned.read, home), remember=planned.remember)
        transaction.detail.update(_told(planned))
        return _written(session, transaction, planned, progress)


def _told(planned: ListImport) -> dict[str, object]:
    """What the log keeps of an import beside the changes; no file name where it may say what is shielded."""
    totals = planned.plan.totals
    detail: dict[str, object] = {"new": totals.new, "changed": totals.changed, "refused": totals.refused}
    if planned.network is None or not planned.network.shielded:
        detail["file"] = planned.plan.file_name
    return detail


def _written(session: Session, transaction: Transaction, planned: ListImport, progress: Progress | None) -> Applied:
    made = planned.plan
    new = [row for row in made.rows if row.outcome is Outcome.NEW]
    changed = [row for row in made.rows if row.outcome is Outcome.CHANGED]
    if planned.remember is not None and (new or changed):
        kept = planned.remember
        import_mappings.put(session, transaction, kept.name, kept.headings, kept.columns)
    writing = Writing(session, transaction, planned.network)
    numbers = writing.insert(new)
    for done, row in enumerate(changed):
        writing.change(row)
        if progress is not None and done % 100 == 0:
            progress(len(new) + done, len(new) + len(changed))
    joined = writing.join()
    for person in made.missing:
        writing.end(person)
    _note_who_is_another(session, transaction, new, numbers)
    return Applied(len(new), len(changed), joined, made, made.totals.ended)


def _note_who_is_another(
    session: Session, transaction: Transaction, rows: Iterable[PlanRow], numbers: Iterable[int]
) -> None:
    """Who was taken as new though somebody like them was shown beside the row is never asked about again."""
    pairs = [
        (number, other.person_id)
        for row, number in zip(rows, numbers, strict=True)
        if row.decision is not None and row.decision.choice is Choice.NEW
        for other in row.possible
    ]
    if pairs:
        distinct.note_in(session, transaction, pairs)
