"""The conditions on organisations, networks and meetings."""

from core.door.scope import visible_meeting, visible_network
from core.door.session import Session
from core.rules.active import iso
from core.rules.kinds import (
    Answer,
    MeetingStatus,
    MeetingType,
    NetworkKind,
    NetworkLevel,
    NetworkStatus,
    OrganisationKind,
)
from core.rules.moments import utc_text
from core.search.asking import Asking
from core.search.belonging import organisation_named
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.fields import Subject, field_of
from core.search.networks import networks_named
from core.search.people import numbered, opened, person_conditions, postcode
from core.search.query import Query, Term, parse
from core.search.values import choice, kinds, periods, starting, texts, worded
from core.search.views import view_named
from core.search.written import written_down
from db.keys import phone_digits

ORGANISATION_STATUSES = (("active", ("aktiv", "active")), ("closed", ("lukket", "closed")))
ORGANISATION_MISSING = (
    ("email", ("mail", "email", "e-mail")),
    ("phone", ("tlf", "phone", "telefon")),
    ("town", ("by", "town")),
    ("cvr", ("cvr", "cvr")),
)
MEETING_STATUSES = (
    ("planned", (MeetingStatus.PLANNED.danish, MeetingStatus.PLANNED.english)),
    ("cancelled", (MeetingStatus.CANCELLED.danish, MeetingStatus.CANCELLED.english)),
    ("coming", ("kommende", "coming")),
    ("past", ("tidligere", "past")),
)


def conditions(
    session: Session, subject: Subject, query: Query, alias: str, views: tuple[int, ...] = ()
) -> list[Condition]:
    """One condition for each term of a query about organisations, networks or meetings.

    `views` are those whose text the query is.
    """
    if subject is Subject.MEETING:
        query, found = _participants(session, query, alias)
    else:
        found = []
    for term in query.terms:
        condition = _condition(session, subject, term, alias, views) if term.field else _word(session, subject, term, alias)
        found.append(condition.negated if term.negated else condition)
    return found


def _participants(session: Session, query: Query, m: str) -> tuple[Query, list[Condition]]:
    """What is said about who is invited and what they answered is about the same people; the query without it."""
    key = {term: field_of(Subject.MEETING, term).key for term in query.terms if term.field}
    about = [term for term in query.terms if key.get(term) in ("participant", "answer") and not term.negated]
    if len(about) < 2:
        return query, []
    asked = all_of(_invited_condition(session, key[term], term) for term in about)
    return Query(tuple(term for term in query.terms if term not in about)), [_with_invited(asked, m)]


def _word(session: Session, subject: Subject, term: Term, alias: str) -> Condition:
    found = [worded(f"{alias}.search_key", text) for text in texts(term)]
    if subject is Subject.MEETING:
        found += [written_down(session, text, alias) for text in texts(term)]
    return any_of(found)


def _condition(session: Session, subject: Subject, term: Term, alias: str, views: tuple[int, ...]) -> Condition:
    key = field_of(subject, term).key
    if key == "id":
        return numbered(term, alias)
    if key == "view":
        return any_of(_viewed(session, subject, term, text, alias, views) for text in texts(term))
    match subject:
        case Subject.ORGANISATION:
            return _organisation(session, key, term, alias)
        case Subject.NETWORK:
            return _network(session, key, term, alias)
        case _:
            return _meeting(session, key, term, alias)


def _viewed(
    session: Session, subject: Subject, term: Term, text: str, alias: str, views: tuple[int, ...]
) -> Condition:
    """What answers a saved view. Raises `Invalid("query")` for one that leads back to itself."""
    view = view_named(session, subject, term, text)
    return all_of(conditions(session, subject, parse(view.query), alias, opened(views, view.id, term, text)))


def _organisation(session: Session, key: str, term: Term, o: str) -> Condition:
    match key:
        case "network":
            seen, who = visible_network(session, "qn")
            return one_of("qx.network_id", list(networks_named(session, term))).within(
                f"{o}.id IN (SELECT qx.organisation_id FROM network_organisation qx"
                f" JOIN network qn ON qn.id = qx.network_id WHERE ({{}}) AND {seen})",
                after=who,
            )
        case "kind":
            return one_of(f"{o}.kind", [kind.value for kind in kinds(term, OrganisationKind, session.language)])
        case "town":
            rows = session.query("SELECT DISTINCT town FROM organisation WHERE town <> ''")
            return one_of(f"{o}.town", starting(term, (str(row[0]) for row in rows)))
        case "postcode":
            return postcode(term, o)
        case "missing":
            return any_of(Condition(f"{o}.{wanted} = ''") for wanted in choice(term, ORGANISATION_MISSING, session.language))
        case "status":
            wanted = choice(term, ORGANISATION_STATUSES, session.language)
            return one_of(f"{o}.archived", [int(one == "closed") for one in wanted])
        case "email":
            return any_of(Condition(f"instr(lower({o}.email), ?) > 0", [text.casefold()]) for text in texts(term))
        case "phone":
            digits = [phone_digits(text) for text in texts(term)]
            return any_of(Condition(f"instr({o}.phone, ?) > 0", [each]) if each else Condition("0") for each in digits)
        case _:
            return one_of(f"{o}.cvr", ["".join(text.split()) for text in texts(term)])


def _network(session: Session, key: str, term: Term, n: str) -> Condition:
    match key:
        case "school" | "company" | "organisation":
            return any_of(
                organisation_named(session, term, key, text).within(
                    f"{n}.id IN (SELECT qx.network_id FROM network_organisation qx WHERE qx.organisation_id IN ({{}}))"
                )
                for text in texts(term)
            )
        case "kind":
            return one_of(f"{n}.kind", [kind.value for kind in kinds(term, NetworkKind, session.language)])
        case "level":
            return one_of(f"{n}.level", [level.value for level in kinds(term, NetworkLevel, session.language)])
        case _:
            return one_of(f"{n}.status", [status.value for status in kinds(term, NetworkStatus, session.language)])


def _meeting(session: Session, key: str, term: Term, m: str) -> Condition:
    match key:
        case "network":
            return one_of("qx.network_id", list(networks_named(session, term))).within(
                f"{m}.id IN (SELECT qx.meeting_id FROM listed_meeting_network qx WHERE {{}})"
            )
        case "type":
            return one_of(f"{m}.type", [kind.value for kind in kinds(term, MeetingType, session.language)])
        case "date" | "week":
            return any_of(
                all_of([
                    between(f"substr({m}.end_local, 1, 10)", iso(low), None),
                    between(f"substr({m}.start_local, 1, 10)", None, iso(high)),
                ])
                for low, high in periods(term, session.today, nearest=True)
            )  # fmt: skip
        case "place":
            places = starting(term, meeting_places(session))
            return any_of([one_of(f"{m}.place", places), one_of(f"{m}.address", places)])
        case "host":
            return any_of(
                organisation_named(session, term, "organisation", text).within(f"{m}.host_id IN ({{}})")
                for text in texts(term)
            )
        case "participant" | "answer":
            return _with_invited(_invited_condition(session, key, term), m)
        case _:
            return any_of(_status(session, wanted, m) for wanted in choice(term, MEETING_STATUSES, session.language))


def meeting_places(session: Session) -> list[str]:
    """The places and addresses of the meetings that this account may see."""
    visible, account = visible_meeting(session)
    rows = session.query(
        f"SELECT m.place FROM listed_meeting m WHERE m.place <> '' AND {visible}"
        f" UNION SELECT m.address FROM listed_meeting m WHERE m.address <> '' AND {visible}",
        [*account, *account],
    )
    return [str(row[0]) for row in rows]


def _with_invited(asked: Condition, m: str) -> Condition:
    """The meetings that people are invited to of whom that is so."""
    return asked.within(
        f"{m}.id IN (SELECT qx.meeting_id FROM participation qx JOIN person p ON p.id = qx.person_id"
        f" WHERE qx.removed = 0 AND ({{}}))"
    )


def _invited_condition(session: Session, key: str, term: Term) -> Condition:
    if key == "answer":
        return one_of("qx.answer", [answer.value for answer in kinds(term, Answer, session.language)])
    return any_of(_participant(session, text, term.at) for text in texts(term))


def _participant(session: Session, text: str, at: int) -> Condition:
    """Somebody invited: by number, or by the words of the name."""
    if text.isascii() and text.isdecimal() and len(text) < 8:
        return one_of("p.id", [int(text)])
    asking = Asking(session, "p", session.today, session.today)
    return all_of(person_conditions(session, Query((Term("", (text,), False, at),)), asking))


def _status(session: Session, wanted: str, m: str) -> Condition:
    if wanted not in ("coming", "past"):
        return Condition(f"{m}.status = ?", [wanted])
    planned = Condition(f"{m}.status = ?", [MeetingStatus.PLANNED.value])
    return all_of([planned, Condition(f"{m}.end_utc {'>=' if wanted == 'coming' else '<'} ?", [utc_text(session.now)])])
