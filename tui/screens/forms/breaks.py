"""Forms about a break of the schools."""

from datetime import date
from functools import partial
from typing import cast

from core.messages import N_, say
from core.planning import breaks
from core.planning.breaks import BreakFields, SchoolBreak
from core.rules.kinds import OrganisationKind
from core.rules.periods import read_days
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import newest, organisation_names, saved_in_words, understood
from tui.screens.shown import LABELS
from tui.widgets.form import Field, Form, Kind, Submission, as_text


def _fields(desk: Desk) -> tuple[Field, ...]:
    return (
        Field("name", LABELS["name"], required=True),
        Field("first", LABELS["from_date"], Kind.DATE, validate=partial(_days, desk, "first"), required=True,
              understood=understood(partial(_days, desk, "first"), _told),
              help=N_("A day, or a week as in week 42")),
        Field("last", LABELS["until_date"], Kind.DATE, validate=partial(_days, desk, "last"),
              understood=understood(partial(_days, desk, "last"), _told),
              help=N_("Empty: that day only, or the whole week")),
        Field(
            "organisation", LABELS["school"], suggestions=organisation_names(desk, OrganisationKind.SCHOOL),
            help=N_("Empty: all schools"),
        ),
    )  # fmt: skip


def _days(desk: Desk, name: str, text: str) -> tuple[date, date] | None:
    """The first and the last day of what is typed; a week is whole."""
    return read_days(text, desk.today, field=name) if text.strip() else None


def _told(days: tuple[date, date] | None) -> str:
    return "" if days is None else shown.day(days[0]) if days[0] == days[1] else shown.period(*days)


def _values(submission: Submission) -> BreakFields:
    typed = [cast("tuple[date, date] | None", submission.values[name]) for name in ("first", "last")]
    days = [one for one in typed if one]
    return cast(BreakFields, {**submission.values, "first": days[0][0], "last": days[-1][1]})


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
