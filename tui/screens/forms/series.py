"""Forms about a series: planned, and changed as a whole or from one of its days on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast

from core import networks
from core.door.session import Session
from core.errors import Invalid, LaugError
from core.messages import N_, Message, say
from core.planning.templates import Template, content_of_series, series_of
from core.rules.kinds import MeetingType, Shift
from core.series import changing, planning
from core.series.changing import Wishes
from core.series.content import SeriesFields
from core.series.planning import PlannedDay
from core.series.records import Series, spoken_time_of
from core.series.restating import restated
from core.series.rule_words import spoken_rule
from core.series.said import SaidSeries, check_days, no_end_said, read_series
from tui.screens.desk import Desk
from tui.screens.forms.fields import (
    kind_field,
    list_of,
    network_names,
    newest,
    organisation_names,
    record_field,
    saved_in_words,
)
from tui.screens.shown import LABELS
from tui.widgets.form import GO_ON, Choice, Field, Form, Kind, Submission, as_text

_TEXTS = ("title", "place", "address", "online_link", "description", "host", "organiser_name", "organiser_email", "agenda")
_OWN = frozenset((*_TEXTS, "type", "capacity", "sign_up_days"))
_RULE = N_("For example: every 3rd thursday 17-19 from 14-01-2027 until 18-06-2027, 1st friday monthly 14-16 10 times")


@dataclass(frozen=True)
class Draft:
    """A series that somebody has filled in, with its days as its rule and the holidays give them."""

    values: SeriesFields
    said: SaidSeries
    networks: tuple[int, ...]
    days: tuple[PlannedDay, ...]
    typed: Mapping[str, str]


def _content(desk: Desk) -> tuple[Field, ...]:
    return (
        kind_field(desk, "type", MeetingType),
        record_field("meeting", "place", help=N_("The room and the house")),
        record_field("meeting", "address"),
        record_field("meeting", "agenda", kind=Kind.NOTE),
        record_field("meeting", "capacity", help=N_("How many can take part; empty: no limit")),
        record_field("series", "sign_up_days", help=N_("The last day to sign up is so many days before; empty: none")),
        record_field("meeting", "online_link"),
        record_field("meeting", "description", kind=Kind.NOTE),
        Field("host", N_("Host"), suggestions=organisation_names(desk, None), help=N_("The organisation that hosts it")),
        record_field("meeting", "organiser_name", help=N_("Who invites, if not the network's own sender")),
        record_field("meeting", "organiser_email", help=N_("Where the answers to invitations go")),
    )


def _networks(desk: Desk) -> Field:
    help = N_("Short names, several with commas between; → takes what is suggested")
    return Field("networks", N_("Networks"), validate=list_of, suggestions=network_names(desk, several=True), help=help)


def plan_series(desk: Desk, known: Sequence[Template], typed: Mapping[str, str]) -> Form[Draft]:
    """Fills in a series, from one of the templates or from nothing; its days are looked at before it is planned.

    `typed` is what was filled in before.
    """
    by_name = {one.name: one for one in known}

    def read(texts: Mapping[str, str]) -> SaidSeries:
        template, said = by_name.get(texts["template"]), read_series(texts["rule"], desk.today)
        said = series_of(template, said) if template else said
        check_days(said)
        return said

    def readable(text: str) -> str:
        check_days(read_series(text, desk.today))
        return text

    def save(submission: Submission) -> Draft:
        written = {name: as_text(value) for name, value in submission.values.items()}
        said, template = read(written), by_name.get(written["template"])
        values = {name: value for name, value in submission.values.items() if name in _OWN}
        values = {**(content_of_series(template) if template else {}), **values}
        shift = Shift(str(submission.values["shift"]))

        def look(session: Session) -> Draft:
            numbers = tuple(_numbers(session, submission.values["networks"]))
            days = tuple(planning.preview(session, said, numbers, shift))
            return Draft(cast(SeriesFields, values), said, numbers, days, written)

        return desk.do(look)

    choices = tuple(Choice(one.value, one.name_in(desk.language)) for one in Shift)
    none = Choice("", desk.tell(N_("none")))
    fields = (
        Field(
            "template", LABELS["template"], Kind.CHOICE, choices=(none, *(Choice(name, name) for name in by_name)),
            fills=partial(_from_template, by_name),
            help=N_("What the meetings begin with: ← → or the first letter; all of it can be changed"),
        ),
        record_field("meeting", "title", required=True),
        _networks(desk),
        Field("rule", N_("Rule"), validate=readable, help=_RULE, required=True, remark=partial(_told, desk, read)),
        Field("shift", N_("Holidays"), Kind.CHOICE, choices=choices, help=N_("What becomes of days on holidays and in breaks")),
        *_content(desk),
    )
    start = {"template": "", "type": MeetingType.NETWORK.value, "shift": Shift.SKIP.value, **typed}
    note = desk.tell(N_("Every day is shown before anything is saved."))
    return Form(desk.tell(N_("Plan a series")), fields, save, start, note, does=GO_ON)


def _from_template(known: Mapping[str, Template], texts: Mapping[str, str]) -> Mapping[str, str]:
    """What the fields begin with; without a template they begin empty."""
    template = known.get(texts["template"])
    if template is None:
        return {"title": "", "agenda": "", "capacity": "", "sign_up_days": "", "type": MeetingType.NETWORK.value}
    return {
        "title": template.name, "agenda": template.agenda, "capacity": as_text(template.capacity),
        "sign_up_days": as_text(template.sign_up_days), "type": template.type.value,
    }  # fmt: skip


def _told(desk: Desk, read: Callable[[Mapping[str, str]], SaidSeries], texts: Mapping[str, str]) -> str:
    """What a rule comes to, in a sentence; nothing while it cannot be read."""
    try:
        said = read(texts)
    except LaugError:
        return ""
    return desk.tell(told_rule(desk, said))


def told_rule(desk: Desk, said: SaidSeries) -> Message:
    """`hver 3. uge på torsdag 17.00-19.00: 8 møder fra 14-01-2027 til 10-06-2027`."""
    days = said.days
    rule = f"{spoken_rule(said.rule, desk.language, said.timing.first)} {spoken_time_of(said.timing, desk.language)}".strip()
    values = {"rule": rule, "n": len(days), "first": said.timing.first, "last": days[-1] if days else said.last}
    told = Message(N_("{rule}: {n} meeting, {first}."), values, N_("{rule}: {n} meetings from {first} to {last}."))
    if said.end_said:
        return told
    return say(N_("{one} {two}"), one=told, two=no_end_said(said))


def _numbers(session: Session, slugs: object) -> list[int]:
    """The networks named. Raises `Invalid` beside the field."""
    try:
        return [networks.get_opened(session, slug).id for slug in cast("tuple[str, ...]", slugs)]
    except LaugError as error:
        raise Invalid("networks", error.message, error.hint) from error


def change_series(desk: Desk, series: Series, first: date | None, *, only_time: bool = False) -> Form[Series]:
    """Changes all of a series, or from its day `first` on; `only_time`: just when it meets."""

    def read(text: str) -> SaidSeries | None:
        return restated(series, text, first) if text.strip() else None

    def remark(texts: Mapping[str, str]) -> str:
        try:
            said = read(texts["rule"])
        except LaugError:
            return ""
        return desk.tell(told_rule(desk, said)) if said else ""

    def save(submission: Submission) -> Series:
        values = {name: submission.values[name] for name in submission.changed & _OWN}
        said = cast("SaidSeries | None", submission.values["rule"])
        version = newest(desk, submission, series.version, lambda session: _version(session, series.id))

        def change(session: Session) -> Series:
            belongs = _numbers(session, submission.values["networks"]) if "networks" in submission.changed else None
            wishes = Wishes(cast(SeriesFields, values), said, belongs)
            if first is None:
                return changing.edit(session, series.id, wishes, version=version)
            return changing.edit_from(session, series.id, first, wishes, version=version)

        return saved_in_words(desk, "series", change)

    now = f"{spoken_rule(series.rule, desk.language, series.timing.first)} {spoken_time_of(series.timing, desk.language)}".strip()
    help = say(N_("Now: {rule}. Empty: as it is. For example: 18-20, every 2nd wednesday, until 18-06-2027"), rule=now)
    rule = Field("rule", N_("New rule or time"), validate=read, help=help, always_helps=True, remark=remark)
    if only_time:
        fields: Sequence[Field] = (rule,)
    else:
        fields = (record_field("meeting", "title", required=True), rule, _networks(desk), *_content(desk))
    start = {name: str(getattr(series, name)) for name in _TEXTS}
    start |= {
        "type": series.type.value, "networks": ", ".join(one.slug for one in series.networks), "rule": "",
        "capacity": as_text(series.capacity), "sign_up_days": as_text(series.sign_up_days),
    }  # fmt: skip
    return Form(desk.tell(_title(series, first)), tuple(fields), save, {field.name: start[field.name] for field in fields},
                desk.tell(N_("A new time or place asks everybody invited anew.")))  # fmt: skip


def _title(series: Series, first: date | None) -> Message:
    if first is None:
        return say(N_("Change all of {name}"), name=series.title)
    return say(N_("Change {name} from {day} on"), name=series.title, day=first)


def _version(session: Session, series_id: int) -> int:
    from core.series.records import get

    return get(session, series_id).version
