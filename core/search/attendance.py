"""The condition on attendance: how often somebody was there, or who was, stayed away or was excused."""

from dataclasses import replace

from core.attending.kinds import Attendance
from core.door.scope import visible_meeting
from core.rules.active import iso
from core.search.asking import Asking
from core.search.condition import Condition, all_of, any_of, between, one_of
from core.search.query import Range, Term
from core.search.values import kinds, numbers, spanned

_AT_MEETINGS = "FROM participation qi JOIN meeting qt ON qt.id = qi.meeting_id WHERE qi.attendance <> ''"


def attended(asking: Asking, term: Term) -> Condition:
    """Of the meetings that the query names by its networks, days and titles, of all if it names none."""
    meant = _meant(asking)
    return any_of(_times(asking, one, meant) if is_number(one) else _was(asking, one, meant) for one in each(term))


def each(term: Term) -> list[Term]:
    """A term for each of the values."""
    return [replace(term, values=(value,), places=(term.place_of(value),)) for value in term.values]


def is_number(term: Term) -> bool:
    """Whether its one value is a number, or a range of them."""
    value = spanned(term.values[0])
    return isinstance(value, Range) or value.isdecimal()


def _meant(asking: Asking) -> Condition:
    """The meetings `qt`, none of networks closed to the account."""
    seen, who = visible_meeting(asking.session, "qt")
    meant = [Condition(seen, who)]
    if asking.meetings is not None:
        meant.append(one_of("qt.id", list(asking.meetings)))
    if asking.networks is not None:
        named = one_of("qx.network_id", list(asking.networks))
        meant.append(named.within("qt.id IN (SELECT qx.meeting_id FROM meeting_network qx WHERE {})"))
    if asking.days_said:
        meant.append(between("substr(qt.start_local, 1, 10)", iso(asking.first), iso(asking.last)))
    return all_of(meant)


def _was(asking: Asking, term: Term, meant: Condition) -> Condition:
    wanted = kinds(term, Attendance, asking.session.language)
    found = all_of([one_of("qi.attendance", [one.value for one in wanted]), meant])
    return found.within(f"{asking.alias}.id IN (SELECT qi.person_id {_AT_MEETINGS} AND ({{}}))")


def _times(asking: Asking, term: Term, meant: Condition) -> Condition:
    present = all_of([one_of("qi.attendance", [Attendance.PRESENT.value]), meant])
    counted = present.within(f"(SELECT count(*) AS n {_AT_MEETINGS} AND qi.person_id = {asking.alias}.id AND ({{}})) qk")
    asked = numbers(term, "qk.n")
    return Condition(f"EXISTS (SELECT 1 FROM {counted.sql} WHERE {asked.sql})", [*counted.parameters, *asked.parameters])
