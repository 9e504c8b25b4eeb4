"""Forms about a meeting: planned, edited, moved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from core import meetings, networks
from core.door.session import Session
from core.errors import Changed, FieldConflict, Invalid, LaugError
from core.meetings import Meeting, MeetingFields
from core.messages import N_, Message, say
from core.planning import weeks
from core.planning.templates import Template, deadline, read_time_of
from core.rules.day_words import read_span
from core.rules.kinds import Activity, MeetingType, TargetGroup
from core.rules.moments import LocalTime
from core.rules.spoken import Span, spoken_day, spoken_span, spoken_time
from tui.screens.desk import Desk
from tui.screens.forms.fields import (
    day_field,
    in_words,
    kind_field,
    kinds_field,
    list_of,
    network_names,
    newest,
    organisation_names,
    record_field,
    saved_in_words,
    understood,
)
from tui.screens.shown import LABELS
from tui.widgets.form import Choice, Field, Form, Kind, Submission, as_text

_TEXTS = (
    "title", "place", "address", "online_link", "description", "host", "organiser_name", "organiser_email", "agenda",
    "catering", "transport", "last_bus",
)  # fmt: skip
_OWN = frozenset((*_TEXTS, "type", "capacity", "sign_up_by", "roles", "target_groups", "activity"))
_TIMES = ("start_local", "end_local")
_FIELDS = {"host_id": "host"}


Texts = Mapping[str, str]
"""What the fields of a form hold."""


def _when(desk: Desk, meeting: Meeting | None = None) -> Field:
    return Field(
        "start",
        N_("When"),
        validate=lambda text: read_span(text, desk.today),
        help=N_("For example: Thu 19-11 17-19:30, tomorrow 17, w47 Thu 17-19, 3-4 dec"),
        required=True,
        understood=understood(lambda text: read_span(text, desk.today), lambda span: spoken_span(span, desk.language)),
        remark=partial(_against, desk, meeting, lambda texts: read_span(texts["start"], desk.today)),
    )


def _against(desk: Desk, meeting: Meeting | None, read: Callable[[Texts], Span], texts: Texts) -> str:
    """What speaks against the time, in sentences; nothing while it cannot be read."""

    def found(session: Session) -> list[Message]:
        if "networks" in texts:
            belongs = [networks.get_opened(session, slug).id for slug in list_of(texts["networks"])]
        else:
            belongs = [one.id for one in meeting.networks] if meeting else []
        return weeks.advice(session, belongs, read(texts), meeting_id=meeting.id if meeting else None)

    if not texts["start"].strip():
        return ""
    try:
        return " ".join(map(desk.tell, desk.do(found)))
    except LaugError:
        return ""


def _fields(desk: Desk, meeting: Meeting | None = None) -> tuple[Field, ...]:
    networks_help = N_("Short names, several with commas between; → takes what is suggested")
    return (
        record_field("meeting", "title", required=True),
        Field("networks", N_("Networks"), validate=list_of, suggestions=network_names(desk, several=True),
              help=networks_help),
        _when(desk, meeting),
        kind_field(desk, "type", MeetingType),
        record_field("meeting", "place", help=N_("The room and the house")),
        record_field("meeting", "address"),
        record_field("meeting", "agenda", kind=Kind.NOTE),
        record_field("meeting", "capacity", help=N_("How many can take part; empty: no limit")),
        day_field(desk, "sign_up_by", nearest=False, help=N_("The last day to sign up; empty: none")),
        Field("roles", LABELS["roles"], validate=list_of, help=N_("Host, chair, minutes …, with commas between")),
        record_field("meeting", "catering"),
        record_field("meeting", "transport"),
        record_field("meeting", "last_bus", kind=Kind.TIME, help=N_("When the last bus leaves")),
        kinds_field(desk, "target_groups", TargetGroup, help=N_("Whom it is for, with commas between")),
        kind_field(desk, "activity", Activity, blank=N_("(not said)")),
        record_field("meeting", "online_link"),
        record_field("meeting", "description", kind=Kind.NOTE),
        Field("host", N_("Host"), suggestions=organisation_names(desk, None), help=N_("The organisation that hosts it")),
        record_field("meeting", "organiser_name", help=N_("Who invites, if not the network's own sender")),
        record_field("meeting", "organiser_email", help=N_("Where the answers to invitations go")),
    )  # fmt: skip


def _numbers(session: Session, slugs: object) -> list[int]:
    """The networks named. Raises `Invalid` beside the field."""
    try:
        return [networks.get_opened(session, slug).id for slug in cast("tuple[str, ...]", slugs)]
    except LaugError as error:
        raise Invalid("networks", error.message, error.hint) from error


def plan_meeting(desk: Desk, known: Sequence[Template], slugs: str = "", start: str = "") -> Form[Meeting]:
    """Plans a meeting, from one of the templates or from nothing; `start` is its time as it would be typed."""
    by_name = {one.name: one for one in known}

    def read(texts: Texts) -> Span:
        template = by_name.get(texts["template"])
        if template is None:
            return read_span(texts["start"], desk.today)
        return read_time_of(template, texts["start"], desk.today)

    def save(submission: Submission) -> Meeting:
        said = {name: str(submission.values[name]) for name in ("template", "start")}
        values = {name: value for name, value in submission.values.items() if name in _OWN}

        def plan(session: Session) -> Meeting:
            belongs = _numbers(session, submission.values["networks"])
            return meetings.plan(session, cast(MeetingFields, values), read(said), belongs)

        return desk.do(plan)

    choices = (Choice("", desk.tell(N_("none"))), *(Choice(name, name) for name in by_name))
    first = Field(
        "template", LABELS["template"], Kind.CHOICE, choices=choices, fills=partial(_from_template, desk, by_name, read, start),
        help=N_("What the meeting begins with: ← → or the first letter; all of it can be changed"),
    )  # fmt: skip
    when = replace(
        _when(desk), validate=partial(_readable, desk), fills=partial(_deadline, desk, by_name, read),
        understood=partial(_told_span, desk, read), remark=partial(_against, desk, None, read),
    )  # fmt: skip
    fields = (first, *(when if field.name == "start" else field for field in _fields(desk)))
    begins = {"type": MeetingType.NETWORK.value, "networks": slugs, "start": start, "template": ""}
    return Form(desk.tell(N_("Plan a meeting")), fields, save, begins)


def _told_span(desk: Desk, read: Callable[[Texts], Span], text: str, texts: Texts) -> str:
    """The day and the hours, which may be the template's."""
    return understood(lambda _text: read(texts), lambda span: spoken_span(span, desk.language))(text, texts)


def _readable(desk: Desk, text: str) -> str:
    """A time as it was typed: how long it lasts, and when a day alone begins, follows from the template."""
    read_span(text, desk.today)
    return text


def _from_template(
    desk: Desk, known: Mapping[str, Template], read: Callable[[Texts], Span], start: str, texts: Texts
) -> Mapping[str, str]:
    """What the fields begin with; without a template what they begin with anyway. A proposed time lasts as it does."""
    template = known.get(texts["template"])
    if template is None:
        empty = ("title", "agenda", "capacity", "roles", "catering", "transport", "target_groups", "activity", "sign_up_by")
        return {**dict.fromkeys(empty, ""), "type": MeetingType.NETWORK.value, "start": start}
    lasting = _lasting(desk, template, start)
    return {
        "title": template.name, "type": template.type.value, "agenda": template.agenda,
        "capacity": as_text(template.capacity), "roles": ", ".join(template.roles), "catering": template.catering,
        "transport": template.transport, "target_groups": in_words(desk, template.target_groups),
        "activity": as_text(template.activity or ""), "start": lasting,
        **_deadline(desk, known, read, {**texts, "start": texts["start"] or lasting}),
    }  # fmt: skip


def _lasting(desk: Desk, template: Template, start: str) -> str:
    """The proposed time, as long as the template says."""
    span = read_span(start, desk.today) if start else None
    if span is None or not isinstance(span.start, LocalTime):
        return start
    first = f"{spoken_day(span.start.day, desk.language)} {spoken_time(span.start.at, desk.language)}"
    return spoken_span(read_time_of(template, first, desk.today), desk.language)


def _deadline(
    desk: Desk, known: Mapping[str, Template], read: Callable[[Texts], Span], texts: Texts
) -> Mapping[str, str]:
    """The last day to sign up, once the day of the meeting is known."""
    template = known.get(texts["template"])
    if template is None:
        return {}
    try:
        return {"sign_up_by": as_text(deadline(template, read(texts), desk.today))}
    except Invalid:
        return {}


def edit_meeting(desk: Desk, meeting: Meeting) -> Form[Meeting]:
    """Changes a meeting; a new time or place asks everybody anew."""

    def save(submission: Submission) -> Meeting:
        changed = submission.changed
        values = {name: submission.values[name] for name in changed & _OWN}
        span = cast(Span, submission.values["start"]) if "start" in changed else None
        version = newest(desk, submission, meeting.version, lambda session: meetings.get(session, meeting.id).version)

        def edit(session: Session) -> Meeting:
            belongs = _numbers(session, submission.values["networks"]) if "networks" in changed else None
            return meetings.edit(
                session, meeting.id, cast(MeetingFields, values), version=version, span=span, network_numbers=belongs
            )

        return _saved(desk, meeting, span, edit)

    start = {name: str(getattr(meeting, name)) for name in _TEXTS}
    start |= {
        "capacity": as_text(meeting.capacity), "sign_up_by": as_text(meeting.sign_up_by), "roles": ", ".join(meeting.roles),
        "target_groups": in_words(desk, meeting.target_groups), "activity": as_text(meeting.activity or ""),
        "type": meeting.type.value, "networks": ", ".join(one.slug for one in meeting.networks),
        "start": spoken_span(meeting.span, desk.language),
    }  # fmt: skip
    note = desk.tell(N_("A new time or place asks everybody invited anew."))
    return Form(desk.tell(say(N_("Edit {name}"), name=meeting.title)), _fields(desk, meeting), save, start, note)


def _saved(desk: Desk, seen: Meeting, mine: Span | None, save: Callable[[Session], Meeting]) -> Meeting:
    """What `save` gives; a conflict it meets is told in the form's fields, where a meeting has one time."""
    try:
        return saved_in_words(desk, "meeting", save)
    except Changed as error:
        rest = [replace(one, field=_FIELDS.get(one.field, one.field)) for one in error.conflicts if one.field not in _TIMES]
        if mine is not None and len(rest) < len(error.conflicts):
            now = desk.do(lambda session: meetings.get(session, seen.id)).span
            rest.insert(0, FieldConflict("start", *(spoken_span(span, desk.language) for span in (seen.span, mine, now))))
        raise Changed(error.message, rest, error.hint, version=error.version, left=error.left) from error


def move_meeting(desk: Desk, meeting: Meeting) -> Form[Meeting]:
    """Another time."""

    def save(submission: Submission) -> Meeting:
        span = cast(Span, submission.values["start"])
        version = newest(desk, submission, meeting.version, lambda session: meetings.get(session, meeting.id).version)
        move = partial(meetings.move, meeting_id=meeting.id, span=span, version=version)
        return _saved(desk, meeting, span, move)

    start = {"start": spoken_span(meeting.span, desk.language)}
    note = desk.tell(N_("Everybody invited is asked anew."))
    when = replace(_when(desk, meeting), gives_way=True)  # another time is what somebody has come for
    return Form(desk.tell(say(N_("Move {name}"), name=meeting.title)), (when,), save, start, note)
