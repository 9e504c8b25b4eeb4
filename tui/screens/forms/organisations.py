"""Forms about a school, a company or another organisation."""

from functools import partial
from typing import cast

from core import organisations
from core.messages import N_, say
from core.organisations import Organisation, OrganisationFields
from core.rules.kinds import OrganisationKind
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import kind_field, list_of, newest, record_field, saved_in_words
from tui.widgets.form import Field, Form, Submission

_TEXTS = ("name", "cvr", "street", "postcode", "town", "email")


def _fields(desk: Desk) -> tuple[Field, ...]:
    return (
        record_field("organisation", "name", required=True),
        kind_field(desk, "kind", OrganisationKind),
        Field("aliases", shown.LABELS["aliases"], validate=list_of, help=N_("Several with commas between")),
        *(record_field("organisation", name) for name in ("cvr", "street", "postcode", "town", "email", "phone")),
    )


def new_organisation(desk: Desk) -> Form[Organisation]:
    """Registers an organisation."""

    def save(submission: Submission) -> Organisation:
        values = cast(OrganisationFields, dict(submission.values))
        return desk.do(lambda session: organisations.add(session, values))

    return Form(desk.tell(N_("New organisation")), _fields(desk), save, {"kind": OrganisationKind.COMPANY.value})


def edit_organisation(desk: Desk, one: Organisation) -> Form[Organisation]:
    """Corrects an organisation."""

    def save(submission: Submission) -> Organisation:
        values = cast(OrganisationFields, {name: submission.values[name] for name in submission.changed})
        version = newest(desk, submission, one.version, lambda session: organisations.get(session, one.id).version)
        edit = partial(organisations.edit, organisation_id=one.id, values=values, version=version)
        return saved_in_words(desk, "organisation", edit)

    start = {name: str(getattr(one, name)) for name in _TEXTS}
    start |= {"kind": one.kind.value, "aliases": ", ".join(one.aliases), "phone": shown.phone(one.phone)}
    return Form(desk.tell(say(N_("Edit {name}"), name=one.name)), _fields(desk), save, start)
