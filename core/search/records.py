"""The conditions on what is kept about people: consents, tags, answers, weeks at school, mail that came back."""

import re
from datetime import date

from core.door.scope import visible_meeting, visible_network
from core.door.session import Session
from core.errors import Invalid
from core.messages import N_, say
from core.rules.kinds import Answer, ConsentDecision, ConsentPurpose, MeetingStatus
from core.rules.moments import utc_text
from core.rules.weeks import Week, WeekSpan, read_coming_weeks, span_of
from core.school import at_school
from core.search.asking import Asking
from core.search.condition import Condition, all_of, any_of, one_of
from core.search.meetings import meetings_named
from core.search.query import Range, Term, unknown, wrong
from core.search.values import kinds, named_so, periods, spoken, starting, texts, yes_no
from db.keys import fold

UNDECIDED = ("mangler", "missing", "ikke spurgt", "not asked")
_WEEKS = re.compile(r"(?:(?:uger?|u|weeks?|wk|w)\.?\s*)?[0-9]{1,2}(?:-[^-]+)?|[0-9]{4}-?w.*", re.IGNORECASE)
_MOST_WEEKS = 60


def consent(asking: Asking, term: Term) -> Condition:
    """Whose last word about a purpose is yes; whose last word about any is no, or withdrawn; who was never asked."""
    return any_of(_consent(asking, term, text) for text in texts(term))


def _consent(asking: Asking, term: Term, text: str) -> Condition:
    if fold(text) in map(fold, UNDECIDED):
        return decided(asking).negated
    decision = ConsentDecision.from_words(text) or spoken(text, ConsentDecision)
    if decision is not None:
        return _standing(asking, [decision], list(ConsentPurpose))
    return _standing(asking, [ConsentDecision.GIVEN], purposes(asking.session, term, text))


def purposes(session: Session, term: Term, text: str) -> list[ConsentPurpose]:
    """The purposes somebody means: `foto` is both about photos. Raises `Invalid("query")` for what is none."""
    found = named_so(text, ConsentPurpose)
    if found:
        return found
    known = [kind.name_in(session.language) for kinds in (ConsentPurpose, ConsentDecision) for kind in kinds]
    raise unknown(term, text, known)


def decided(asking: Asking) -> Condition:
    """Who has said yes or no to anything."""
    return _standing(asking, list(ConsentDecision), list(ConsentPurpose))


def _standing(asking: Asking, decisions: list[ConsentDecision], purposes: list[ConsentPurpose]) -> Condition:
    """What holds is what was decided last; about networks closed to this account nothing is known."""
    seen, who = visible_network(asking.session, "qn")
    asked = all_of([
        one_of("qc.purpose", [purpose.value for purpose in purposes]),
        one_of("qc.decision", [decision.value for decision in decisions]),
    ])  # fmt: skip
    return asked.within(
        f"{asking.alias}.id IN (SELECT qc.person_id FROM consent qc WHERE ({{}})"
        f" AND (qc.network_id IS NULL OR qc.network_id IN (SELECT qn.id FROM network qn WHERE {seen}))"
        " AND NOT EXISTS (SELECT 1 FROM consent ql WHERE ql.person_id = qc.person_id AND ql.purpose = qc.purpose"
        " AND ql.network_id IS qc.network_id AND (ql.day, ql.id) > (qc.day, qc.id)))",
        after=who,
    )


def tagged(asking: Asking, term: Term) -> Condition:
    """Who has one of the tags."""
    return one_of("qj.value", starting(term, known_tags(asking.session))).within(
        f"{asking.alias}.id IN (SELECT qg.id FROM person qg, json_each(qg.tags) qj WHERE qg.tags <> '[]' AND ({{}}))"
    )


def known_tags(session: Session) -> list[str]:
    """All tags that somebody has."""
    rows = session.query(
        "SELECT DISTINCT j.value FROM person p, json_each(p.tags) j WHERE p.tags <> '[]' ORDER BY j.value"
    )
    return [str(row[0]) for row in rows]


def unreachable(p: str) -> Condition:
    """Who has no address that mail reaches: none at all, or only the one that it came back from."""
    # Few have had mail come back, and an index knows them: it is not looked for in everybody's row.
    return Condition(
        f"({p}.email = '' AND {p}.private_email = '') OR {p}.id IN (SELECT qb.id FROM person qb WHERE qb.bounced <> ''"
        " AND qb.email IN ('', qb.bounced) AND qb.private_email IN ('', qb.bounced))"
    )


def bounced(asking: Asking, term: Term) -> Condition:
    """Whose mail came back from an address that they still have."""
    came_back = Condition(
        f"{asking.alias}.id IN (SELECT qb.id FROM person qb WHERE qb.bounced <> ''"
        " AND qb.bounced IN (qb.email, qb.private_email))"
    )
    return any_of(came_back if wanted else came_back.negated for wanted in yes_no(term))


def invited(asking: Asking, key: str, term: Term) -> Condition:
    """Invited to a meeting; an answer is one to the meetings that the query names, or else to any meeting to come."""
    seen, who = visible_meeting(asking.session, "qt")
    asked = [Condition("qi.removed = 0")]
    if key == "meeting":
        asked.append(one_of("qi.meeting_id", list(meetings_named(asking.session, term))))
    else:
        answers = kinds(term, Answer, asking.session.language)
        asked += [one_of("qi.answer", [answer.value for answer in answers]), _asked_meetings(asking)]
    return all_of(asked).within(
        f"{asking.alias}.id IN (SELECT qi.person_id FROM participation qi JOIN meeting qt ON qt.id = qi.meeting_id"
        f" WHERE ({{}}) AND {seen} AND qi.person_id IS NOT NULL)",
        after=who,
    )


def _asked_meetings(asking: Asking) -> Condition:
    if asking.meetings is not None:
        return one_of("qi.meeting_id", list(asking.meetings))
    coming = "qt.end_utc >= ? AND qt.status = ?"
    return Condition(coming, [utc_text(asking.session.now), MeetingStatus.PLANNED.value])


def at_school_in(asking: Asking, term: Term) -> Condition:
    """At school on a day, or in one of the weeks. Raises `Invalid("query")` for more than a year of them."""
    return any_of(
        any_of(at_school.condition(asking.alias, when) for when in whens)
        for whens in school_days(asking.session, term)
    )


def days_of(whens: list[Week | date]) -> tuple[date | None, date | None]:
    """The first and the last day of some days or weeks in order."""
    if not whens:
        return None, None
    first, last = whens[0], whens[-1]
    return (first.monday if isinstance(first, Week) else first), (last.sunday if isinstance(last, Week) else last)


def school_days(session: Session, term: Term) -> list[list[Week | date]]:
    """The days or weeks that each value means."""
    found: list[list[Week | date]] = []
    for value in term.values:
        alone = Term(term.field, (value,), False, term.at, (term.place_of(value),))
        spans = _weeks(session, alone, value)
        if spans is None:
            (low, high), *_ = periods(alone, session.today)
            first, last = low or session.today, high or session.today
            if first == last:
                found.append([first])
                continue
            spans = (span_of(first, last),) if first < last else ()
        if any(span.last_day.toordinal() - span.first_day.toordinal() > 7 * _MOST_WEEKS for span in spans):
            raise wrong(alone.place_of(value), say(N_("At most a year of weeks can be asked about.")))
        found.append([week for span in spans for week in span])
    return found


def _weeks(session: Session, term: Term, value: str | Range) -> tuple[WeekSpan, ...] | None:
    """The weeks of `u47` or `34-38`: as in school plans, those of this school year or the next one to be planned."""
    if isinstance(value, Range) or not _WEEKS.fullmatch(value):
        return None
    try:
        return read_coming_weeks(value, session.today, field="query")
    except Invalid as problem:
        raise wrong(term.place_of(value), problem.message, problem.hint) from problem
