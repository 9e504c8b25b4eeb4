"""The page of a person: everything on one screen, each line opening what it tells of, or corrected where it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import cast

from core.affiliations import Affiliation
from core.door.session import HOME_ZONE
from core.memberships import Membership
from core.messages import N_, Message, say
from core.past.record_history import Event
from core.people import Person
from core.person_page import InvitedTo, PersonHistory, PersonPage, SchoolYear
from core.rules.kinds import ConsentDecision, MeetingRole, OrganisationKind
from core.rules.weeks import WeekSpan, read_weeks, written
from core.school import periods
from tui import strips
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.people import edit_person
from tui.screens.record_history import in_short
from tui.widgets.form import Field, Form, Submission
from tui.widgets.page import Page, PageLine, PageSection
from tui.widgets.tone import Tone

CONTACT, PLACES, NETWORKS, MEETINGS, CONSENTS, WEEKS, TAGS, HISTORY = "K", "S", "N", "M", "J", "U", "T", "L"
KEYS = (CONTACT, PLACES, NETWORKS, MEETINGS, CONSENTS, WEEKS, TAGS, HISTORY)
_ADDRESS = ("street", "postcode", "town")
_MORE = ("given", "family", "known_as", "birth_year", "language", "other_emails", "other_phones", "protected", "restricted")
_SHOWN_PAST = 3
_SHOWN_HISTORY = 4
_SHOWN_ENDED = 2


@dataclass(frozen=True)
class Doing:
    """What the lines of a page can do: go to a record, correct fields, open a place, set weeks, show consents and history."""

    go: Callable[[str, int], object]
    correct: Callable[[Sequence[str]], object]
    place: Callable[[Affiliation], object]
    weeks: Callable[[], object]
    consents: Callable[[], object]
    history: Callable[[], object]


def person_page(desk: Desk, seen: PersonPage, past: PersonHistory | None, doing: Doing) -> Page:
    """The page as it is drawn; without `past` its history has not come yet."""
    person = seen.person
    current = [one for one in person.affiliations if one.active_on(desk.today)]
    name = shown.marked_name(person.name, person.protected)
    title = f"{name} ({person.known_as})" if person.known_as else name
    sections = (
        PageSection(CONTACT, desk.tell(N_("Contact")), tuple(_contact(desk, person, doing))),
        PageSection(PLACES, desk.tell(N_("School, work")), tuple(_places(desk, person, doing))),
        PageSection(NETWORKS, desk.tell(N_("Networks")), tuple(_networks(desk, person, doing))),
        PageSection(MEETINGS, desk.tell(N_("Meetings")), tuple(_meetings(desk, seen, doing))),
        PageSection(CONSENTS, desk.tell(N_("Consents")), tuple(_consents(desk, seen, doing))),
        PageSection(WEEKS, desk.tell(N_("School weeks")), tuple(_weeks(desk, seen.school_year, doing))),
        PageSection(TAGS, desk.tell(N_("Tags")), (_field(desk, "tags", ", ".join(person.tags), doing, bare=True),)),
        PageSection(HISTORY, desk.tell(N_("History")), tuple(_history(desk, past, doing))),
    )
    subtitle = shown.joined((places_in_short(desk, current), desk.tell(N_("no. {number}"), number=person.id)), " · ")
    return Page(title, subtitle, tuple(_warnings(desk, person)), sections)


def _warnings(desk: Desk, person: Person) -> Iterable[PageLine]:
    if person.protected:
        told = desk.tell(N_("{sign} Protected name and address: the address goes on no list."), sign=shown.PROTECTED)
        yield PageLine("", told, tone=Tone.WARNING)
    if person.restricted:
        yield PageLine("", desk.tell(N_("! Restricted: on no list, and no invitation is made.")), tone=Tone.BAD)


def places_in_short(desk: Desk, current: Iterable[Affiliation]) -> str:
    """`lærling · Bogfinkens Murerforretning · Storåens Erhvervsskole, h2mur26-3`: each kind once, the company first."""
    places: dict[str, list[str]] = {}
    for one in sorted(current, key=lambda one: one.organisation_kind is OrganisationKind.SCHOOL):
        where = shown.joined((one.organisation, one.class_name or one.stage))
        places.setdefault(one.kind.word(desk.language, one.apprentice_label), []).append(where)
    return "; ".join(shown.joined((kind, *where), " · ") for kind, where in places.items())


# -- the sections ----------------------------------------------------------------------------------------------------


def _field(desk: Desk, name: str, value: str, doing: Doing, *, bare: bool = False, fields: Sequence[str] = ()) -> PageLine:
    label = "" if bare else desk.tell(shown.LABELS[name])
    return PageLine(label, value or "–", partial(doing.correct, fields or (name,)), name=name)


def _contact(desk: Desk, person: Person, doing: Doing) -> Iterable[PageLine]:
    came_back = desk.tell(N_("(mail came back)"))

    def mail(address: str) -> str:
        return f"{address} {came_back}" if address and address == person.bounced else address

    yield _field(desk, "phone", shown.joined(map(shown.phone, (person.phone, *person.other_phones))), doing)
    yield _field(desk, "email", shown.joined(map(mail, (person.email, *person.other_emails))), doing)
    yield _field(desk, "private_email", mail(person.private_email), doing)
    town = f"{person.postcode} {person.town}".strip()
    yield _field(desk, "address", shown.joined((person.street, town)), doing, fields=_ADDRESS)
    yield _field(desk, "birth_year", str(person.birth_year or ""), doing)
    more = desk.tell(N_("names, language, more addresses, protection"))
    yield PageLine(desk.tell(N_("More")), more, partial(doing.correct, _MORE), Tone.QUIET, "more")


def _places(desk: Desk, person: Person, doing: Doing) -> Iterable[PageLine]:
    ended = [one for one in person.affiliations if one.until_date is not None and one.until_date < desk.today]
    for one in (one for one in person.affiliations if one not in ended):
        yield _place(desk, one, doing)
    for one in ended[:_SHOWN_ENDED]:
        yield _place(desk, one, doing, Tone.QUIET)
    if not person.affiliations:
        yield PageLine("", desk.tell(N_("nowhere; {key[people.place]} adds a school, company or class")), tone=Tone.QUIET)
    if len(ended) > _SHOWN_ENDED:
        yield _rest(desk, len(ended) - _SHOWN_ENDED, doing, "places")


def _place(desk: Desk, one: Affiliation, doing: Doing, tone: Tone = Tone.NORMAL) -> PageLine:
    label = one.kind.word(desk.language, one.apprentice_label)
    value = shown.joined((shown.affiliation(one), shown.period(one.from_date, one.until_date)), " · ")
    return PageLine(label, value, partial(doing.place, one), tone, f"place {one.id}")


def _networks(desk: Desk, person: Person, doing: Doing) -> Iterable[PageLine]:
    ended = [one for one in person.memberships if one.until_date is not None and one.until_date < desk.today]
    for one in (one for one in person.memberships if one not in ended):
        yield _membership(desk, one, doing)
    for one in ended[:_SHOWN_ENDED]:
        yield _membership(desk, one, doing, Tone.QUIET)
    if not person.memberships:
        yield PageLine("", desk.tell(N_("none; {key[people.join]} puts the person into one")), tone=Tone.QUIET)
    if len(ended) > _SHOWN_ENDED:
        yield _rest(desk, len(ended) - _SHOWN_ENDED, doing, "networks")


def _membership(desk: Desk, one: Membership, doing: Doing, tone: Tone = Tone.NORMAL) -> PageLine:
    why = shown.kind(one.end_reason, desk.language)
    value = shown.joined((one.network, shown.period(one.from_date, one.until_date), why), " · ")
    role = shown.kind(one.role, desk.language)
    return PageLine(role, value, partial(doing.go, "networks", one.network_id), tone, f"membership {one.id}")


def _rest(desk: Desk, number: int, doing: Doing, name: str) -> PageLine:
    told = Message(N_("{n} earlier; the history has it"), {"n": number}, N_("{n} earlier; the history has them"))
    return PageLine("", desk.tell(told), doing.history, Tone.QUIET, f"rest of {name}")


def _meetings(desk: Desk, seen: PersonPage, doing: Doing) -> Iterable[PageLine]:
    yield from (_invited(desk, one, doing) for one in seen.coming)
    yield from (_invited(desk, one, doing, Tone.QUIET) for one in seen.past[:_SHOWN_PAST])
    rest = seen.past_total - min(_SHOWN_PAST, len(seen.past))
    if rest > 0:
        told = Message(N_("and {n} earlier one"), {"n": rest}, N_("and {n} earlier ones"))
        yield PageLine("", desk.tell(told), tone=Tone.QUIET)
    if not seen.coming and not seen.past:
        yield PageLine("", desk.tell(N_("invited to none")), tone=Tone.QUIET)


def _invited(desk: Desk, one: InvitedTo, doing: Doing, tone: Tone = Tone.NORMAL) -> PageLine:
    start = one.meeting.start
    day = start.date() if isinstance(start, datetime) else start
    role = "" if one.role is MeetingRole.PARTICIPANT else shown.kind(one.role, desk.language)
    status = shown.kind(one.meeting.status, desk.language) if one.meeting.status.value == "cancelled" else ""
    value = shown.joined((one.meeting.title, role, status or shown.kind(one.answer, desk.language)), " · ")
    return PageLine(shown.day(day), value, partial(doing.go, "meetings", one.meeting.id), tone, f"meeting {one.meeting.id}")


def _consents(desk: Desk, seen: PersonPage, doing: Doing) -> Iterable[PageLine]:
    """Each decision that holds on a line, and what was never asked in one."""
    for one in seen.consents.standing:
        given = one.decision is ConsentDecision.GIVEN
        about = f" ({one.network})" if one.network else ""
        value = f"{shown.kind(one.purpose, desk.language)}{about} · {shown.day(one.day)}"
        tone = Tone.NORMAL if given else Tone.WARNING
        yield PageLine(shown.kind(one.decision, desk.language), value, doing.consents, tone, f"consent {one.id}")
    missing = seen.consents.missing
    if missing:
        needed = [one.network for one in missing if one.network]
        told = Message(N_("{n} purpose was never asked about"), {"n": len(missing)}, N_("{n} purposes were never asked about"))
        tone = Tone.WARNING if needed else Tone.QUIET
        asks = say(N_("{told}; {networks} needs an answer"), told=told, networks=", ".join(dict.fromkeys(needed)))
        value = desk.tell(asks if needed else told)
        yield PageLine("", value, doing.consents, tone, "no consent")


def _weeks(desk: Desk, seen: SchoolYear, doing: Doing) -> Iterable[PageLine]:
    """The strip of this school year, with the plans in words."""
    year = seen.weeks.first.school_year
    plans = [plan for plan in (seen.plans.own, *seen.plans.classes) if plan.of_school_year(year)]
    if not seen.known or not plans:
        yield PageLine("", desk.tell(N_("not known")), doing.weeks, Tone.QUIET, "weeks")
        return
    weeks = list(seen.weeks)
    yield PageLine("", strips.strip(seen.states), doing.weeks, name="weeks")
    yield PageLine("", strips.numbers(weeks), tone=Tone.QUIET)
    plan = plans[0]
    told = written(plan.of_school_year(year), year, desk.language)
    yield PageLine("", shown.joined((plan.class_name or desk.tell(N_("own weeks")), told), ": "), tone=Tone.QUIET)


def _history(desk: Desk, past: PersonHistory | None, doing: Doing) -> Iterable[PageLine]:
    if past is None:
        yield PageLine("", "…", doing.history, Tone.QUIET, "history")
        return
    yield from (_event(desk, one, doing) for one in past.events[:_SHOWN_HISTORY])
    rest = past.total - min(_SHOWN_HISTORY, len(past.events))
    if rest > 0:
        more = N_("and {n} more; {key[register.history]} shows everything")
        yield PageLine("", desk.tell(more, n=rest), doing.history, Tone.QUIET, "history")


def _event(desk: Desk, one: Event, doing: Doing) -> PageLine:
    what = f"{one.entry.account} {desk.tell(one.entry.sentence)}"
    undone = desk.tell(N_("undone")) if one.entry.undone_by is not None else ""
    fields = in_short(desk, one, named=False) if not any(row.made or row.gone for row in one.rows) else ""
    told = shown.joined((what, undone, fields), ": ")
    return PageLine(shown.day(one.entry.at.astimezone(HOME_ZONE).date()), told, doing.history, Tone.QUIET, f"event {one.id}")


# -- corrected where it stands ---------------------------------------------------------------------------------------


def fields_form(desk: Desk, person: Person, names: Sequence[str]) -> Form[Person]:
    """The form that corrects a person, with these fields only."""
    form = edit_person(desk, person)
    return replace(form, fields=tuple(field for field in form.fields if field.name in names))


def weeks_form(desk: Desk, person: Person, seen: SchoolYear) -> Form[bool]:
    """A person's own weeks at school in this school year; nothing typed means that they follow the class."""
    year = seen.weeks.first.school_year
    own = seen.plans.own

    def save(submission: Submission) -> bool:
        spans = cast("tuple[WeekSpan, ...]", submission.values["weeks"])
        if spans:
            desk.do(lambda session: periods.set_for_person(session, person.id, spans, seen=own))
        else:
            desk.do(lambda session: periods.clear(session, own, year))
        return True

    def read(text: str) -> tuple[WeekSpan, ...]:
        return read_weeks(text, year) if text.strip() else ()

    help_text = say(N_("As in: w34-38, w2-6. Nothing: the weeks of the class."))
    field = Field("weeks", N_("Own weeks"), validate=read, help=help_text)
    title = shown.marked_name(person.name, person.protected)
    return Form(title, (field,), save, {"weeks": written(own.of_school_year(year), year, desk.language)})
