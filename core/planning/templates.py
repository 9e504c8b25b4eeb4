"""Meeting templates: those that come with laug, in the language spoken, and people's own; all can be edited.

A shipped template is no row until somebody changes it; a changed one keeps the words it was saved in, and can be set back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

from core.door.operations import Operation
from core.door.session import Session
from core.door.write import Transaction
from core.errors import Invalid, NotFound, Refused
from core.meetings import MeetingFields
from core.messages import N_, say
from core.record_fields import stored_values
from core.rules.day_words import read_span
from core.rules.kinds import Activity, MeetingType, TargetGroup
from core.rules.meeting_templates import SHIPPED, ShippedTemplate, in_language
from core.rules.moments import LocalTime
from core.rules.spoken import Span
from core.series.content import SeriesFields
from core.series.said import SaidSeries, timing
from db.keys import fold, sort_key

_COLUMNS = (
    "id, version, shipped, name, type, length, start_time, agenda, roles, target_groups, activity, catering, transport,"
    " sign_up_days, capacity, archived"
)
_DAY = 24 * 60


class TemplateFields(TypedDict, total=False):
    """What can be written about a template, as people type it; `length` is in minutes, `start_time` as 17.00."""

    name: str
    type: str
    length: int | str
    start_time: str
    agenda: str
    roles: Sequence[str]
    target_groups: Sequence[str]
    activity: str
    catering: str
    transport: str
    sign_up_days: int | str | None
    capacity: int | str | None


@dataclass(frozen=True)
class Template:
    """What meetings of a kind begin with. `id` is None for one that comes with laug and that nobody has changed.

    `shipped` is the stored value of its type for one that comes with laug, else empty; `removed` ones are not offered.
    """

    id: int | None
    version: int
    shipped: str
    name: str
    type: MeetingType
    length: int
    start: time | None
    agenda: str
    roles: tuple[str, ...]
    target_groups: tuple[TargetGroup, ...]
    activity: Activity | None
    catering: str
    transport: str
    sign_up_days: int | None
    capacity: int | None
    removed: bool = False

    @property
    def edited(self) -> bool:
        """Whether it comes with laug and was changed."""
        return bool(self.shipped) and self.id is not None


def _template(row: Sequence[Any]) -> Template:
    return Template(
        row[0], row[1], row[2], row[3], MeetingType(row[4]), row[5], time.fromisoformat(row[6]) if row[6] else None,
        row[7], tuple(json.loads(row[8])), tuple(map(TargetGroup, json.loads(row[9]))),
        Activity(row[10]) if row[10] else None, row[11], row[12], row[13], row[14], bool(row[15]),
    )  # fmt: skip


def _as_shipped(session: Session, one: ShippedTemplate) -> Template:
    language = session.language
    return Template(
        None, 0, one.type.value, one.name(language), one.type, one.length, one.start, one.agenda(language),
        one.roles_in(language), one.target_groups, one.activity, in_language(one.catering, language),
        in_language(one.transport, language), one.sign_up_days, one.capacity,
    )  # fmt: skip


def find(session: Session, *, removed: bool = False) -> list[Template]:
    """The templates: those that come with laug in their order, then people's own by name; with `removed` those too."""
    rows = [_template(row) for row in session.query(f"SELECT {_COLUMNS} FROM meeting_template")]
    changed = {one.shipped: one for one in rows if one.shipped}
    every = [changed.get(one.type.value) or _as_shipped(session, one) for one in SHIPPED]
    own = sorted((one for one in rows if not one.shipped), key=lambda one: sort_key(one.name))
    return [one for one in (*every, *own) if removed or not one.removed]


def get(session: Session, reference: str, *, removed: bool = False) -> Template:
    """The template of that name (its start is enough if it is the only one), type or number. Raises `NotFound`."""
    text = reference.removeprefix("#").strip()
    every = find(session, removed=removed)
    wanted = fold(text)
    if text.isdecimal():
        found = [one for one in every if one.id == int(text)]
    else:
        named = {type_: kind for kind in MeetingType for type_ in map(fold, (kind.value, kind.danish, kind.english))}
        found = [one for one in every if fold(one.name) == wanted]
        found = found or [one for one in every if one.shipped and named.get(wanted) is one.type]
        begin = [one for one in every if wanted and fold(one.name).startswith(wanted)]
        found = found or (begin if len(begin) == 1 else [])
    if found:
        return found[0]
    near = [one.name for one in every if wanted and wanted in fold(one.name)][:3]
    raise NotFound(say(N_("There is no template {name}."), name=text), near or [one.name for one in every][:3])


def add(session: Session, values: TemplateFields) -> Template:
    """A template of one's own. Raises `Invalid`, and `Refused` if one is called that already."""
    with session.write(Operation.TEMPLATE_ADD) as transaction:
        stored = stored_values("meeting_template", values)
        if not stored.get("name"):
            raise Invalid("name", say(N_("A template needs a name.")))
        if stored.get("length") is None:
            raise Invalid("length", say(N_("A template needs a length in minutes.")))
        _refuse_twin(session, str(stored["name"]), None)
        number = transaction.insert("meeting_template", {"type": MeetingType.OTHER.value, **stored})
        return _read_back(transaction, number)


def edit(session: Session, template: Template, values: TemplateFields) -> Template:
    """Change what is named in `values` of the template as it was seen.

    One that comes with laug becomes a row. Raises `Invalid`, `Refused` and `Changed`.
    """
    with session.write(Operation.TEMPLATE_EDIT) as transaction:
        stored = stored_values("meeting_template", values)
        if "name" in stored:
            if not stored["name"]:
                raise Invalid("name", say(N_("A template needs a name.")))
            _refuse_twin(session, str(stored["name"]), template)
        if stored.get("length", template.length) is None:
            raise Invalid("length", say(N_("A template needs a length in minutes.")))
        number, version = _row(session, transaction, template)
        transaction.edit("meeting_template", number, stored, version=version)
        return _read_back(transaction, number)


def remove(session: Session, template: Template) -> None:
    """It is offered no more: one's own is deleted, one that comes with laug can be set back."""
    with session.write(Operation.TEMPLATE_REMOVE) as transaction:
        if template.shipped:
            number, _version = _row(session, transaction, template)
            transaction.update("meeting_template", number, {"archived": 1})
        elif template.id is not None:
            transaction.delete("meeting_template", template.id)


def reset(session: Session, template: Template) -> Template:
    """A template that comes with laug as it came. Raises `Refused` for one of one's own."""
    if not template.shipped:
        raise Refused(
            say(N_("{name} is a template of your own and has nothing to be set back to."), name=template.name),
            say(N_("Edit it, or remove it.")),
        )
    shipped = next(one for one in SHIPPED if one.type.value == template.shipped)
    if template.id is not None:
        with session.write(Operation.TEMPLATE_EDIT) as transaction:
            transaction.delete("meeting_template", template.id)
    return _as_shipped(session, shipped)


def _row(session: Session, transaction: Transaction, template: Template) -> tuple[int, int]:
    """The number and version of the template's row, which one that comes with laug gets now."""
    if template.id is not None:
        return template.id, template.version
    there = session.query("SELECT id, version FROM meeting_template WHERE shipped = ?", [template.shipped])
    if there:  # a colleague has changed it since: what both changed shows as a conflict
        return there[0][0], template.version or 1
    number = transaction.insert("meeting_template", {
        "shipped": template.shipped, "name": template.name, "type": template.type.value, "length": template.length,
        "start_time": template.start.strftime("%H:%M") if template.start else "", "agenda": template.agenda,
        "roles": _json(template.roles), "target_groups": _json(template.target_groups),
        "activity": template.activity.value if template.activity else "", "catering": template.catering,
        "transport": template.transport, "sign_up_days": template.sign_up_days, "capacity": template.capacity,
    })  # fmt: skip
    return number, 1


def _json(items: Sequence[str]) -> str:
    return json.dumps([str(item) for item in items], ensure_ascii=False)


def _refuse_twin(session: Session, name: str, own: Template | None) -> None:
    for one in find(session, removed=True):
        is_own = own is not None and (one.id, one.shipped) == (own.id, own.shipped)
        if fold(one.name) == fold(name) and not is_own:
            raise Refused(
                say(N_("There is a template {name} already."), name=one.name),
                say(N_("Edit that one, or choose another name.")),
            )


def _read_back(transaction: Transaction, number: int) -> Template:
    row = transaction.row("meeting_template", number) or {}
    return _template([row[name] for name in _COLUMNS.split(", ")])


def filled_in(template: Template, span: Span, today: date) -> MeetingFields:
    """What a meeting planned from it begins with; the deadline to sign up follows from its day."""
    return {**content_of(template), "sign_up_by": deadline(template, span, today)}


def content_of(template: Template) -> MeetingFields:
    """What meetings planned from it begin with, whenever they are."""
    return {
        "type": template.type.value, "agenda": template.agenda, "roles": template.roles,
        "target_groups": [group.value for group in template.target_groups],
        "activity": template.activity.value if template.activity else "", "catering": template.catering,
        "transport": template.transport, "capacity": template.capacity,
    }  # fmt: skip


def content_of_series(template: Template) -> SeriesFields:
    """What a series planned from it begins with."""
    return SeriesFields(**content_of(template), sign_up_days=template.sign_up_days)


def deadline(template: Template, span: Span, today: date) -> date | None:
    """The last day to sign up for a meeting then: today where that would be over; none for a meeting that is over."""
    first = span.start.day if isinstance(span.start, LocalTime) else span.start
    if template.sign_up_days is None or first < today:
        return None
    return max(today, first - timedelta(days=template.sign_up_days))


def series_of(template: Template, said: SaidSeries) -> SaidSeries:
    """When a series planned from it meets: where no time is said, when the template does and as long."""
    if said.time_said:
        return said
    span = read_time_of(template, said.timing.first.isoformat(), said.timing.first)
    return replace(said, timing=timing(span), time_said=not span.all_day)


def read_time_of(template: Template, text: str, today: date) -> Span:
    """When a meeting planned from it is: where no end is said it lasts as the template does, and a day alone begins when
    the template does. Raises `Invalid("start")`.
    """
    span = read_span(text, today, length=timedelta(minutes=template.length))
    first = span.start
    if isinstance(first, LocalTime) or span.end != first:
        return span
    if template.length >= _DAY:
        return replace(span, end=first + timedelta(days=template.length // _DAY - 1))
    if template.start is None:
        return span
    end = datetime.combine(first, template.start) + timedelta(minutes=template.length)
    return Span(LocalTime(first, template.start), LocalTime(end.date(), end.time()), False)
