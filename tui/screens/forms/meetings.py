"""Forms about a meeting: planned, edited, moved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from core import meetings, networks
from core.door.session import Session
from core.errors import Changed, FieldConflict, Invalid, LaugError
from core.meetings import Meeting, MeetingFields
from core.messages import N_, say
from core.rules.day_words import Span, read_span, spoken_span
from core.rules.kinds import MeetingType
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
from tui.widgets.form import Field, Form, Kind, Submission

_TEXTS = ("title", "place", "address", "online_link", "description", "host", "organiser_name", "organiser_email")
_OWN = frozenset((*_TEXTS, "type"))
_TIMES = ("start_local", "end_local")
_FIELDS = {"host_id": "host"}


def _when(desk: Desk) -> Field:
    return Field(
        "start",
        N_("When"),
        validate=lambda text: read_span(text, desk.today),
        help=N_("For example: to 19-11 17-19.30, tomorrow 17, u47 to 17-19, 3-4 dec"),
        required=True,
    )


def _fields(desk: Desk) -> tuple[Field, ...]:
    networks_help = N_("Short names, several with commas between; ↓ takes what is suggested")
    return (
        record_field("meeting", "title", required=True),
        Field("networks", N_("Networks"), validate=list_of, suggestions=network_names(desk, several=True),
              help=networks_help),
        _when(desk),
        kind_field(desk, "type", MeetingType),
        record_field("meeting", "place", help=N_("The room and the house")),
        record_field("meeting", "address"),
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


def plan_meeting(desk: Desk, slugs: str = "") -> Form[Meeting]:
    """Plans a meeting."""

    def save(submission: Submission) -> Meeting:
        values = {name: value for name, value in submission.values.items() if name in _OWN}
        span = cast(Span, submission.values["start"])

        def plan(session: Session) -> Meeting:
            belongs = _numbers(session, submission.values["networks"])
            return meetings.plan(session, cast(MeetingFields, values), span, belongs)

        return desk.do(plan)

    start = {"type": MeetingType.NETWORK.value, "networks": slugs}
    return Form(desk.tell(N_("Plan a meeting")), _fields(desk), save, start)


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
        "type": meeting.type.value, "networks": ", ".join(one.slug for one in meeting.networks),
        "start": spoken_span(meeting.span, desk.language),
    }  # fmt: skip
    note = desk.tell(N_("A new time or place asks everybody invited anew."))
    return Form(desk.tell(say(N_("Edit {name}"), name=meeting.title)), _fields(desk), save, start, note)


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
    return Form(desk.tell(say(N_("Move {name}"), name=meeting.title)), (_when(desk),), save, start, note)
