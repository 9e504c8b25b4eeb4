"""Forms about a break of the schools."""

from datetime import date
from functools import partial
from typing import cast

from core.messages import N_, say
from core.planning import breaks
from core.planning.breaks import BreakFields, SchoolBreak
from core.rules.kinds import OrganisationKind
from tui.screens.desk import Desk
from tui.screens.forms.fields import day_field, newest, organisation_names, saved_in_words
from tui.screens.shown import LABELS
from tui.widgets.form import Field, Form, Submission, as_text


def _fields(desk: Desk) -> tuple[Field, ...]:
    return (
        Field("name", LABELS["name"], required=True),
        day_field(desk, "first", label=LABELS["from_date"], required=True, nearest=False),
        day_field(desk, "last", label=LABELS["until_date"], nearest=False, help=N_("Empty: that day only")),
        Field(
            "organisation", LABELS["school"], suggestions=organisation_names(desk, OrganisationKind.SCHOOL),
            help=N_("Empty: all schools"),
        ),
    )  # fmt: skip


def _values(submission: Submission) -> BreakFields:
    values = dict(submission.values)
    return cast(BreakFields, {**values, "last": values["last"] or values["first"]})


def new_break(desk: Desk) -> Form[SchoolBreak]:
    """Adds a break."""

    def save(submission: Submission) -> SchoolBreak:
        return desk.do(lambda session: breaks.add(session, _values(submission)))

    return Form(desk.tell(N_("New school break")), _fields(desk), save)


def edit_break(desk: Desk, one: SchoolBreak) -> Form[SchoolBreak]:
    """Corrects a break."""

    def save(submission: Submission) -> SchoolBreak:
        every = _values(submission)
        values = cast(BreakFields, {name: value for name, value in every.items() if name in submission.changed})
        version = newest(desk, submission, one.version, lambda session: breaks.get(session, one.id).version)
        return saved_in_words(desk, "school_break", partial(breaks.edit, break_id=one.id, values=values, version=version))

    start: dict[str, str] = {"name": one.name, "organisation": one.organisation}
    start |= {name: as_text(cast(date, getattr(one, name))) for name in ("first", "last")}
    return Form(desk.tell(say(N_("Edit {name}"), name=one.name)), _fields(desk), save, start)
