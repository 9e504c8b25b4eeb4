"""The conditions on where people belong in the days asked about: their networks, schools, companies and classes."""

from collections.abc import Iterable

from core.door.scope import visible_network
from core.door.session import Session
from core.rules.active import active_sql, iso
from core.rules.kinds import AffiliationKind, MembershipRole
from core.search.asking import Asking
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.networks import networks_named
from core.search.query import Range, Term, unknown
from core.search.values import choice, distinct, flag, kinds, periods, starting, texts, worded
from db.keys import fold

ACTIVE, FORMER = "active", "former"
STATUSES = ((ACTIVE, ("aktiv", "active")), (FORMER, ("tidligere", "former")))
_STAGES = {"grundforlob": "GF", "basic course": "GF", "hovedforlob": "H", "main course": "H"}


def membership(asking: Asking, key: str, term: Term) -> Condition:
    """In a network, in a role, since when; role and start are those in the networks that the query names."""
    match key:
        case "network":
            return member(asking, one_of("qm.network_id", list(networks_named(asking.session, term))))
        case "role":
            asked = one_of("qm.role", [kind.value for kind in kinds(term, MembershipRole, asking.session.language)])
        case _:
            asked = any_of(
                between("qm.from_date", iso(low), iso(high))
                for low, high in (
                    (low, high if isinstance(value, Range) else None)
                    for value, (low, high) in zip(
                        term.values, periods(term, asking.session.today, nearest=True), strict=True
                    )
                )
            )
    if asking.networks is None:
        return member(asking, asked)
    return member(asking, all_of([one_of("qm.network_id", list(asking.networks)), asked]))


def member(asking: Asking, condition: Condition) -> Condition:
    """A membership in those days, in a network that this account may know the members of."""
    seen, who = visible_network(asking.session, "qn")
    return condition.within(
        f"{asking.alias}.id IN (SELECT qm.person_id FROM membership qm JOIN network qn ON qn.id = qm.network_id"
        f" WHERE ({{}}) AND {seen} AND {active_sql('qm')})",
        after=[*who, *asking.days],
    )


def affiliated(asking: Asking, condition: Condition) -> Condition:
    """An affiliation in those days."""
    return condition.within(
        f"{asking.alias}.id IN (SELECT qa.person_id FROM affiliation qa WHERE ({{}}) AND {active_sql('qa')})",
        after=asking.days,
    )


def affiliated_each(asking: Asking, condition: Condition) -> Condition:
    """The same asked person by person: what no index finds is cheaper so, once other conditions have left only few."""
    return condition.within(
        f"EXISTS (SELECT 1 FROM affiliation qa WHERE qa.person_id = {asking.alias}.id AND ({{}}) AND {active_sql('qa')})",
        after=asking.days,
    )


def finishing(asking: Asking, term: Term) -> Condition:
    """An affiliation whose last day lies in the period, whatever day it is asked about."""
    asked = any_of(
        between("qa.until_date", iso(low), iso(high)) for low, high in periods(term, asking.session.today, nearest=True)
    )
    return asked.within(f"{asking.alias}.id IN (SELECT qa.person_id FROM affiliation qa WHERE {{}})")


def place(asking: Asking, key: str, term: Term) -> Condition:
    """A condition on the affiliation `qa`."""
    session = asking.session
    match key:
        case "school" | "company" | "organisation":
            named = [organisation_named(session, term, key, text) for text in texts(term)]
            return any_of(each.within("qa.organisation_id IN ({})") for each in named)
        case "education":
            return one_of(
                "qa.education_id", [number for text in texts(term) for number in educations(session, term, text)]
            )
        case "class":
            names = starting(term, known_texts(session, "class_name", "affiliation"))
            return all_of([one_of("qa.class_name", names), Condition("qa.class_name <> ''")])
        case "stage":
            return any_of(_stage(_STAGES.get(fold(text), text)) for text in texts(term))
        case "eux":
            return flag(term, "qa.eux")
        case _:
            return one_of("qa.kind", [kind.value for kind in kinds(term, AffiliationKind, session.language)])


def known_texts(session: Session, column: str, table: str) -> Iterable[str]:
    """The distinct texts of an indexed column."""
    return (str(row[0]) for row in session.query(distinct(column, table)))


def organisation_named(session: Session, term: Term, key: str, text: str) -> Condition:
    """A SELECT of the organisations of that name. Raises `Invalid("query")` if there is none, naming who is near."""
    kind = all_of([] if key == "organisation" else [one_of("qo.kind", [key])])
    found = all_of([kind, worded("qo.search_key", text)]).within("SELECT qo.id FROM organisation qo WHERE {}")
    if not session.query(f"{found.sql} LIMIT 1", tuple(found.parameters)):
        every = session.query(f"SELECT qo.name FROM organisation qo WHERE {kind.sql}", tuple(kind.parameters))
        raise unknown(term, text, (str(row[0]) for row in every))
    return found


def educations(session: Session, term: Term, text: str) -> list[int]:
    """The numbers of the educations of that name, in either language, or that were called so once.

    Raises `Invalid("query")` if there is none, naming those that are near.
    """
    found = worded("qe.search_key", text).within("SELECT qe.id FROM education qe WHERE {}")
    rows = session.query(found.sql, tuple(found.parameters))
    if not rows:
        every = session.query("SELECT name FROM education ORDER BY sort_key")
        raise unknown(term, text, (str(row[0]) for row in every))
    return [int(str(row[0])) for row in rows]


def _stage(text: str) -> Condition:
    return Condition("substr(qa.stage, 1, ?) = ? COLLATE NOCASE", [len(text), text])


def status(asking: Asking, term: Term) -> Condition:
    """Whether they have an affiliation in those days, or only ever had one."""
    return any_of(_status(asking, wanted) for wanted in choice(term, STATUSES, asking.session.language))


def _status(asking: Asking, wanted: str) -> Condition:
    current = affiliated(asking, Condition("1"))
    if wanted == ACTIVE:
        return current
    ever = Condition(f"EXISTS (SELECT 1 FROM affiliation qa WHERE qa.person_id = {asking.alias}.id)")
    return all_of([ever, current.negated])


def without(asking: Asking, wanted: str) -> Condition:
    """No network, education, class, school or company in those days."""
    match wanted:
        case "network":
            return member(asking, Condition("1")).negated
        case "education":
            return affiliated(asking, Condition("qa.education_id IS NOT NULL")).negated
        case "class":
            return affiliated(asking, Condition("qa.class_name <> ''")).negated
        case _:
            kind = Condition("qa.organisation_id IN (SELECT qo.id FROM organisation qo WHERE qo.kind = ?)", [wanted])
            return affiliated(asking, kind).negated
