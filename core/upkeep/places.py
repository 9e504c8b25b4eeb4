"""Many people on to another stage, class or company, or ended there: what it comes to for each of them.

What was, stays as history: the old affiliation ends the day before the new one begins, and never later than it would have.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core import organisations
from core.affiliations import Affiliation
from core.door.session import Session
from core.errors import Invalid, Refused
from core.messages import N_, Message, say
from core.record_fields import check
from core.rules.active import iso
from core.rules.kinds import AffiliationKind, Language, OrganisationKind
from core.rules.stages import class_in_stage, known_stage, next_stage
from core.upkeep.changes import EndPlaces, NextStage, ToClass, ToCompany
from core.upkeep.rows import BulkRow, RowWrite, Somebody, changed, refused, unchanged
from db.keys import fold
from db.log import Value

# Between two stages lies a summer: who ended in June goes on in August.
_GAP = timedelta(days=100)
_LEARNING = (AffiliationKind.PUPIL, AffiliationKind.APPRENTICE)
_WORKING = (*_LEARNING, AffiliationKind.JOURNEYMAN, AffiliationKind.EMPLOYEE)
_SCHOOL = (OrganisationKind.SCHOOL, None)


@dataclass(frozen=True)
class _Found:
    """The place a person moves on from, or why there is none to move on from."""

    place: Affiliation | None = None
    later: Affiliation | None = None
    reason: Message | None = None


def next_stages(session: Session, change: NextStage, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """On to the next stage. Raises `Invalid`."""
    wanted = _stage(change.to)
    new_name = str(check("affiliation", "class_name", change.class_name))
    if change.from_day is not None:
        _in_order(change.from_day, change.until)
    for one in who:
        first = change.from_day or _after_expected_end(one, session.today)
        if change.until is not None and change.until < first:
            yield refused(one, _ends_before(first, change.until))
            continue
        found = _last(one, first, _in_a_stage, N_("Is in no class then."), change.of_class)
        place = found.place
        if place is None or found.later is not None:
            yield _nothing_to_move(one, found, wanted, new_name)
            continue
        stage = wanted or next_stage(place.stage)
        if stage is None:
            yield refused(one, _no_next(place.stage), _told(place))
            continue
        proposal = class_in_stage(place.class_name, stage)
        name = new_name or (proposal if change.rename and proposal else place.class_name)
        if (name, stage) == (place.class_name, _stage(place.stage)):
            yield unchanged(one, say(N_("It is so already.")), _told(place))
            continue
        values: dict[str, Value] = {"stage": stage, "class_name": name}
        if place.kind is AffiliationKind.PUPIL and _begins_main_course(place.stage, stage):
            values["kind"] = AffiliationKind.APPRENTICE.value
        after = _after(session.language, place, values)
        offered = (place.class_name, proposal) if proposal not in (None, name) else None
        before = _told(place, _kind_word(session.language, place) if "kind" in values else "")
        yield changed(
            one, before, after, *_moved(place, first, change.until, values),
            proposal=(offered[0], str(offered[1])) if offered else None,
        )  # fmt: skip


def to_class(session: Session, change: ToClass, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """Into a class. Raises `Invalid` without a name, `NotFound` or `Refused` for the school."""
    name = str(check("affiliation", "class_name", change.class_name))
    if not name:
        raise Invalid("class_name", say(N_("A class needs a name.")))
    stage = _stage(change.stage)
    school = _open(session, change.school, at_school=True) if change.school.strip() else None
    _in_order(change.from_day, change.until)
    for one in who:
        found = _last(one, change.from_day, _at_school, _not_in(change.of_class), change.of_class)
        if found.later is not None or (found.place is None and found.reason is not None):
            yield _nothing_to_move(one, found, stage, name)
            continue
        values: dict[str, Value] = {"class_name": name, **({"stage": stage} if stage else {})}
        if school is not None:
            values["organisation_id"] = school.id
        if found.place is None:
            yield _first_class(one, change, values) if school else refused(one, _NO_SCHOOL)
            continue
        place = found.place
        if all(getattr(place, column) == value for column, value in values.items()):
            yield unchanged(one, say(N_("It is so already.")), _told(place))
            continue
        after = _joined(school.name if school and school.id != place.organisation_id else "", name, stage or place.stage)
        yield changed(one, _told(place), after, *_moved(place, change.from_day, change.until, values))


def to_company(session: Session, change: ToCompany, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """To a company. Raises `NotFound` or `Refused` for the company."""
    company = _open(session, change.company, at_school=False)
    _in_order(change.from_day, change.until)
    for one in who:
        found = _last(one, change.from_day, _at_work, "")
        place = found.place
        if found.reason is not None:
            yield refused(one, found.reason)
        elif found.later is not None and found.later.organisation_id == company.id:
            yield unchanged(one, say(N_("It is so already.")), company.name)
        elif found.later is not None:
            yield refused(one, _goes_on(found.later))
        elif place is None:
            yield changed(one, "", company.name, _apprenticeship(one, company.id, change))
        elif place.organisation_id == company.id:
            yield unchanged(one, say(N_("It is so already.")), company.name)
        else:
            writes = _moved(place, change.from_day, change.until, {"organisation_id": company.id})
            yield changed(one, place.organisation, company.name, *writes)


def ended(session: Session, change: EndPlaces, who: Iterable[Somebody]) -> Iterator[BulkRow]:
    """The last day at school and work. Raises `NotFound` for the organisation."""
    wanted = organisations.get(session, change.at).id if change.at.strip() else None
    for one in who:
        lasting = [
            place for place in one.places
            if wanted in (None, place.organisation_id)
            and (place.until_date is None or place.until_date >= session.today)
        ]  # fmt: skip
        late = next((place for place in lasting if place.from_date is not None and place.from_date > change.until), None)
        ending = [place for place in lasting if place.until_date != change.until]
        told = "; ".join(_told(place, place.organisation) for place in ending or lasting)
        if late is not None:
            reason = say(N_("It cannot end on {end}: it began on {begin}."), end=change.until, begin=late.from_date)
            yield refused(one, reason, _told(late, late.organisation))
        elif not ending:
            yield unchanged(one, say(N_("It is so already.") if lasting else N_("There is nothing to end.")), told)
        else:
            until = {"until_date": iso(change.until)}
            yield changed(one, told, _shown_day(change.until), *(RowWrite("affiliation", p.id, until) for p in ending))


# -- the place somebody moves on from ------------------------------------------------------------------------------


def _in_a_stage(place: Affiliation) -> bool:
    return place.kind in _LEARNING and bool(place.class_name or place.stage)


def _at_school(place: Affiliation) -> bool:
    return place.kind in _LEARNING and (place.organisation_kind in _SCHOOL or bool(place.class_name))


def _not_in(name: str) -> str:
    return N_("Is not in that class then.") if name.strip() else ""


def _at_work(place: Affiliation) -> bool:
    return place.kind in _WORKING and place.organisation_kind not in _SCHOOL


def _after_expected_end(one: Somebody, today: date) -> date:
    """The day after what ends last; today for whom no end is known."""
    ends = [place.until_date for place in one.places if _in_a_stage(place) and place.until_date is not None]
    return max(ends) + timedelta(days=1) if ends else today


def _last(
    one: Somebody, first: date, fits: Callable[[Affiliation], bool], nowhere: str, of_class: str = ""
) -> _Found:
    """The fitting place a person has the day before, or had not long before, in that class if one is named; and one, in
    whatever class, that begins on that day or later.
    """
    wanted = fold(of_class)
    fitting = [place for place in one.places if fits(place)]
    later = next((place for place in fitting if place.from_date is not None and place.from_date >= first), None)
    before = [
        place for place in fitting
        if (place.from_date is None or place.from_date < first) and wanted in ("", fold(place.class_name))
    ]  # fmt: skip
    there = [place for place in before if place.active_on(first - timedelta(days=1))] or _newest(before, first)
    if len(there) > 1:
        names = "; ".join(_told(place, place.organisation) for place in there)
        return _Found(later=later, reason=say(N_("Is at several such places: {places}."), places=names))
    if not there:
        return _Found(later=later, reason=say(nowhere) if nowhere else None)
    return _Found(there[0], later)


def _newest(places: Sequence[Affiliation], first: date) -> list[Affiliation]:
    recent = [place for place in places if place.until_date is not None and place.until_date >= first - _GAP]
    last = max((place.until_date for place in recent if place.until_date is not None), default=None)
    return [place for place in recent if place.until_date == last]


def _nothing_to_move(one: Somebody, found: _Found, stage: str, class_name: str) -> BulkRow:
    if found.later is not None:
        same = stage in ("", found.later.stage) and class_name in ("", found.later.class_name)
        if same and (stage or class_name):
            return unchanged(one, say(N_("It is so already.")), _told(found.later))
        return refused(one, _goes_on(found.later), _told(found.later))
    return refused(one, found.reason or _NO_SCHOOL)


_NO_SCHOOL = say(N_("The person is at no school: say which one."))


def _goes_on(later: Affiliation) -> Message:
    place = _told(later, later.organisation)
    return say(N_("Goes on to {place} on {day} already."), place=place, day=later.from_date)


def _no_next(stage: str) -> Message:
    if not stage:
        return say(N_("No stage is registered: say which one comes."))
    return say(N_("Nothing known comes after {stage}: say which stage comes."), stage=stage)


# -- what is written -----------------------------------------------------------------------------------------------


def _moved(place: Affiliation, first: date, until: date | None, values: dict[str, Value]) -> tuple[RowWrite, ...]:
    """The old place ended, unless it is over already, and the new one, which is as the old one but for `values`."""
    expected = place.until_date if place.until_date is not None and place.until_date >= first else None
    new = RowWrite("affiliation", None, {
        "person_id": place.person_id, "organisation_id": place.organisation_id, "kind": place.kind.value,
        "education_id": place.education_id, "class_name": place.class_name, "stage": place.stage,
        "eux": None if place.eux is None else int(place.eux), "from_date": iso(first), "until_date": iso(until or expected),
        **values,
    })  # fmt: skip
    if place.until_date is not None and place.until_date < first:
        return (new,)
    return RowWrite("affiliation", place.id, {"until_date": iso(first - timedelta(days=1))}), new


def _first_class(one: Somebody, change: ToClass, values: dict[str, Value]) -> BulkRow:
    new: dict[str, Value] = {
        "person_id": one.id, "organisation_id": None, "kind": AffiliationKind.PUPIL.value, "education_id": None,
        "class_name": "", "stage": "", "eux": None, "from_date": iso(change.from_day), "until_date": iso(change.until),
        **values,
    }  # fmt: skip
    return changed(one, "", _joined(change.school, change.class_name), RowWrite("affiliation", None, new))


def _apprenticeship(one: Somebody, company: int, change: ToCompany) -> RowWrite:
    """A first company: the education, and its expected end, are those at school."""
    eve = change.from_day - timedelta(days=1)
    studies = [place for place in one.places if _at_school(place)]
    study = next((place for day in (change.from_day, eve) for place in studies if place.active_on(day)), None)
    goes_on = study is not None and study.active_on(change.from_day)
    until = change.until or (study.until_date if study and goes_on else None)
    return RowWrite("affiliation", None, {
        "person_id": one.id, "organisation_id": company, "kind": AffiliationKind.APPRENTICE.value,
        "education_id": study.education_id if study else None, "class_name": "", "stage": "", "eux": None,
        "from_date": iso(change.from_day), "until_date": iso(until),
    })  # fmt: skip


def _open(session: Session, reference: str, *, at_school: bool) -> organisations.Organisation:
    """The school, or the company, of that name. Raises `NotFound`, `Ambiguous`, and `Refused` if it is closed or the other."""
    found = organisations.get(session, reference)
    if found.archived:
        raise Refused(say(N_("{name} is closed; it is offered no more."), name=found.name))
    if (found.kind is OrganisationKind.SCHOOL) is not at_school:
        wrong = N_("{name} is no school.") if at_school else N_("{name} is a school, not a company.")
        raise Refused(say(wrong, name=found.name))
    return found


def _in_order(first: date, until: date | None) -> None:
    if until is not None and until < first:
        raise Invalid("until", _ends_before(first, until))


def _ends_before(first: date, until: date) -> Message:
    return say(N_("It cannot end on {end}: it began on {begin}."), end=until, begin=first)


# -- what is told --------------------------------------------------------------------------------------------------


def _stage(text: str) -> str:
    """The stage as it is registered: the known ones in their short form, however they are typed."""
    said = str(check("affiliation", "stage", text))
    return known_stage(said) or said


def _begins_main_course(old: str, new: str) -> bool:
    return (known_stage(old) or "").startswith("GF") and (known_stage(new) or "").startswith("H")


def _after(language: Language, place: Affiliation, values: dict[str, Value]) -> str:
    word = ""
    if "kind" in values:
        word = AffiliationKind.APPRENTICE.word(language, place.apprentice_label)
    return _joined(word, str(values["class_name"]), str(values["stage"]))


def _kind_word(language: Language, place: Affiliation) -> str:
    return place.kind.word(language, place.apprentice_label)


def _told(place: Affiliation, *more: str) -> str:
    return _joined(*more, place.class_name, place.stage) or place.organisation


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _shown_day(day: date) -> str:
    return day.strftime("%d-%m-%Y")
