"""Forms about a meeting template."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from core.messages import N_, say
from core.planning import templates
from core.planning.templates import Template, TemplateFields
from core.rules.kinds import Activity, MeetingType, TargetGroup
from tui.screens.desk import Desk
from tui.screens.forms.fields import in_words, kind_field, kinds_field, list_of, record_field, saved_in_words
from tui.screens.shown import LABELS
from tui.widgets.form import Field, Form, Kind, Submission, as_text

_TABLE = "meeting_template"


def _fields(desk: Desk) -> tuple[Field, ...]:
    return (
        record_field(_TABLE, "name", required=True),
        kind_field(desk, "type", MeetingType),
        record_field(_TABLE, "length", required=True, help=N_("90 is an hour and a half; 4320 are three days")),
        record_field(_TABLE, "start_time", kind=Kind.TIME, help=N_("When it begins where only a day is said")),
        record_field(_TABLE, "agenda", kind=Kind.NOTE),
        Field("roles", LABELS["roles"], validate=list_of, help=N_("Host, chair, minutes …, with commas between")),
        kinds_field(desk, "target_groups", TargetGroup, help=N_("Whom it is for, with commas between")),
        kind_field(desk, "activity", Activity, blank=N_("(not said)")),
        record_field(_TABLE, "catering"),
        record_field(_TABLE, "transport"),
        record_field(_TABLE, "sign_up_days", help=N_("The last day to sign up is so many days before; empty: none")),
        record_field(_TABLE, "capacity", help=N_("How many can take part; empty: no limit")),
    )


def new_template(desk: Desk) -> Form[Template]:
    """Adds a template of one's own."""

    def save(submission: Submission) -> Template:
        values = cast(TemplateFields, dict(submission.values))
        return desk.do(lambda session: templates.add(session, values))

    start = {"type": MeetingType.OTHER.value, "length": "120", "activity": ""}
    return Form(desk.tell(N_("New template")), _fields(desk), save, start)


def edit_template(desk: Desk, one: Template) -> Form[Template]:
    """Changes a template."""

    def save(submission: Submission) -> Template:
        values = cast(TemplateFields, {name: submission.values[name] for name in submission.changed})
        seen = replace(one, version=submission.version) if submission.settled and submission.version else one
        return saved_in_words(desk, _TABLE, partial(templates.edit, template=seen, values=values))

    start: Mapping[str, str] = {
        "name": one.name, "type": one.type.value, "length": str(one.length), "start_time": as_text(one.start),
        "agenda": one.agenda, "roles": ", ".join(one.roles), "target_groups": in_words(desk, one.target_groups),
        "activity": as_text(one.activity or ""), "catering": one.catering, "transport": one.transport,
        "sign_up_days": as_text(one.sign_up_days), "capacity": as_text(one.capacity),
    }  # fmt: skip
    return Form(desk.tell(say(N_("Edit {name}"), name=one.name)), _fields(desk), save, start)
