"""What has happened to the people of a plan since it was made, or since somebody decided about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.door.session import Session
from core.errors import Changed, Refused
from core.incoming.register import known_people
from core.lists.known import Names
from core.lists.matching import Match, Register
from core.lists.plan_rows import Choice, Missing, Outcome, Plan, PlanRow
from core.messages import N_, Message, say
from core.networks import Network
from core.past.history import FIELDS
from db import log
from db.log import Change

# Columns that say nothing to people, or follow from others.
_QUIET = frozenset(("id", "uid", "version", "person_id", "network_id", "created_at", "changed_at"))
_NAMED = 5


@dataclass(frozen=True)
class Clash:
    """Somebody a plan would change, who has changed since: in which fields, or `gone`; or somebody `new` whom a row
    that was to be new may be.
    """

    row: int | None
    name: str
    person_id: int
    fields: tuple[str, ...] = ()
    gone: bool = False
    new: bool = False

    @property
    def message(self) -> Message:
        """Who and what, in a few words."""
        if self.gone:
            return say(N_("{name} ({number}) is not in the register any more"), name=self.name, number=self.person_id)
        if self.new:
            return say(N_("{name} ({number}) may be row {row}"), name=self.name, number=self.person_id, row=self.row)
        fields = [say(FIELDS.get(field, field)) for field in self.fields]
        return say(
            N_("{name} ({number}): {fields}"), name=self.name, number=self.person_id,
            fields=enumerated(fields) if fields else "–",
        )  # fmt: skip


def enumerated(messages: Sequence[Message], between: str = ", ") -> Message:
    """The messages one after the other."""
    first, *rest = messages
    for one in rest:
        first = Message("{first}{between}{second}", {"first": first, "between": between, "second": one})
    return first


def refuse_if_changed(clashes: Sequence[Clash]) -> None:
    """Raises `Changed`, naming the first few and what of them has changed."""
    if not clashes:
        return
    names = enumerated([one.message for one in clashes[:_NAMED]], "; ")
    more = "; …" if len(clashes) > _NAMED else ""
    raise Changed(
        Message(
            N_("The register has changed since the plan was made; nothing was saved. {n} person: {names}{more}"),
            {"n": len(clashes), "names": names, "more": more},
            N_("The register has changed since the plan was made; nothing was saved. {n} people: {names}{more}"),
        ),
        (),
        say(N_("Decide those rows again, or read the list anew.")),
    )


def refuse_another_register(session: Session, seen: int, chain: str) -> None:
    """Raises `Refused` if the plan was made with another register, or with one that has gone back to a copy since."""
    found = session.query("SELECT chain FROM operation WHERE id = ?", [seen])
    if (seen or chain) and (not found or found[0][0] != chain):
        raise Refused(
            say(N_("This plan was made with another register, or before it went back to a copy.")),
            say(N_("Read the list anew with the register it is for.")),
        )


def clashes(session: Session, plan: Plan, home: Network | None, seen: int, names: Names) -> list[Clash]:
    """Everything in the way of carrying the plan out as it was seen."""
    changes = _changes_since(session, seen)
    if not changes:
        return []
    touched = _touched(plan, seen)
    found = [
        clash for number, (row, name, since) in touched.items()
        if (clash := _clash(session, row, name, number, [one for at, one in changes.get(number, ()) if at > since], home))
    ]  # fmt: skip
    return found + _added(session, plan, home, seen, names, changes)


_Changes = Mapping[int, Sequence[tuple[int, Change]]]


def _changes_since(session: Session, seen: int) -> _Changes:
    """By person: the changes of them, their affiliations and memberships after that operation, each with its number."""
    found: dict[int, list[tuple[int, Change]]] = {}
    operations = session.query(
        "SELECT DISTINCT operation_id FROM change WHERE operation_id > ? AND person_id IS NOT NULL"
        " AND table_name IN ('person', 'affiliation', 'membership')",
        [seen],
    )
    for (operation,) in operations:
        for change in log.changes_of(session.database, operation):
            if change.person_id is not None and change.table in ("person", "affiliation", "membership"):
                found.setdefault(change.person_id, []).append((operation, change))
    return found


def _touched(plan: Plan, seen: int) -> dict[int, tuple[int | None, str, int]]:
    """The people the plan would change: their row, name, and the operation somebody saw last who decided about them."""
    touched: dict[int, tuple[int | None, str, int]] = {}
    for row in plan.rows:
        if row.outcome is Outcome.CHANGED and row.person_id is not None:
            touched[row.person_id] = (row.row, row.name, _seen(row, seen))
    for one in plan.missing:
        if one.decision is not None and one.decision.choice is Choice.END:
            touched[one.person_id] = (None, one.name, _seen(one, seen))
    return touched


def _seen(one: PlanRow | Missing, seen: int) -> int:
    return max(seen, one.decision.seen) if one.decision is not None else seen


def _clash(
    session: Session, row: int | None, name: str, number: int, changes: Sequence[Change], home: Network | None
) -> Clash | None:
    relevant = [one for one in changes if one.table != "membership" or (home and one.network_id == home.id)]
    if not relevant:
        return None
    if not session.query("SELECT 1 FROM person WHERE id = ?", [number]):
        return Clash(row, name, number, gone=True)
    fields = _net_fields(session, relevant)
    return Clash(row, name, number, fields) if fields else None


def _net_fields(session: Session, changes: Sequence[Change]) -> tuple[str, ...]:
    """The fields that are not what they were: what was changed and changed back is as it was."""
    first: dict[tuple[str, int], dict[str, object]] = {}
    whole: dict[tuple[str, int], bool] = {}
    for one in changes:
        row = first.setdefault((one.table, one.row_id), {})
        whole.setdefault((one.table, one.row_id), one.before is None)
        for field, value in (one.before or one.after or {}).items():
            row.setdefault(field, value)
    fields: dict[str, None] = {}
    for (table, row_id), before in first.items():
        names = ", ".join(before)
        rows = session.query(f"SELECT {names} FROM {table} WHERE id = ?", [row_id]) if names else []
        if whole[table, row_id]:
            if rows:
                fields.update(dict.fromkeys(field for field, value in before.items() if value not in (None, "")))
        elif not rows:
            fields.update(dict.fromkeys(before))
        else:
            fields.update(dict.fromkeys(name for name, now in zip(before, rows[0], strict=True) if before[name] != now))
    return tuple(field for field in fields if field not in _QUIET)


def _added(
    session: Session, plan: Plan, home: Network | None, seen: int, names: Names, changes: _Changes
) -> list[Clash]:
    """People added or changed since whom rows that are to be new would have been taken for."""
    new = [row for row in plan.rows if row.outcome is Outcome.NEW and row.record is not None]
    if not new:
        return []
    known = {person.id: person for person in known_people(session, home, list(changes))}
    register = Register(known.values(), (row.record for row in new if row.record), names)
    found: list[Clash] = []
    for row in new:
        assert row.record is not None
        match = register.by_contact_point(row.record)
        if match.person is None and not match.candidates:
            match = register.by_name_and_school(row.record, set())
        if match.person is None and not match.candidates:
            match = register.by_whole_name(row.record, set(), network=home is not None)
        for number in _numbers(match):
            last = max(at for at, _ in changes[number])
            if last > _seen(row, seen) and number not in _asked_before(row):
                found.append(Clash(row.row, known[number].name, number, new=True))
    return found


def _numbers(match: Match) -> Collection[int]:
    return match.candidates or ((match.person.id,) if match.person else ())


def _asked_before(row: PlanRow) -> set[int]:
    """Whom somebody saw beside the row and still took it as new."""
    return {one.person_id for one in row.possible} if row.decision is not None else set()
