"""The form that corrects where somebody is or was: what was registered wrongly, not what changed in life."""

from functools import partial
from typing import cast

from core import affiliations
from core.affiliations import Affiliation, AffiliationFields
from core.door.session import Session
from core.messages import N_
from core.rules.kinds import AffiliationKind, OrganisationKind
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import (
    class_names,
    day_field,
    education_names,
    kind_field,
    newest,
    organisation_names,
    record_field,
    saved_in_words,
    stages,
)  # fmt: skip
from tui.widgets.form import Field, Form, Submission

# Named as their columns, so that what a colleague changed meanwhile finds its field.
_ORGANISATION, _EDUCATION = "organisation_id", "education_id"


def edit_affiliation(desk: Desk, person: str, place: Affiliation) -> Form[bool]:
    """Corrects it where it stands; the history keeps what stood there."""
    at_school = place.organisation_kind in (None, OrganisationKind.SCHOOL)
    home = "school" if at_school else "company"
    kind = place.organisation_kind or OrganisationKind.SCHOOL
    fields = [
        Field(_ORGANISATION, shown.LABELS[home], suggestions=organisation_names(desk, kind)),
        Field(_EDUCATION, shown.LABELS["education"], suggestions=education_names(desk)),
        kind_field(desk, "kind", AffiliationKind),
        day_field(desk, "from_date"),
        day_field(desk, "until_date", nearest=False),
    ]
    if at_school:
        fields[2:2] = [
            record_field("affiliation", "class_name", suggestions=class_names(desk)),
            record_field("affiliation", "stage", suggestions=stages),
        ]

    def save(submission: Submission) -> bool:
        values: dict[str, object] = {name: submission.values[name] for name in submission.changed}
        if "kind" in values:
            values["kind"] = AffiliationKind(str(values["kind"]))
        if _ORGANISATION in values:
            values |= {"organisation": values.pop(_ORGANISATION), "organisation_kind": kind}
        if _EDUCATION in values:
            values["education"] = values.pop(_EDUCATION)
        version = newest(desk, submission, place.version, lambda session: _version(session, place))
        edit = partial(affiliations.edit, affiliation_id=place.id, values=cast(AffiliationFields, values), version=version)
        saved_in_words(desk, "affiliation", edit)
        return True

    start = {
        _ORGANISATION: place.organisation, _EDUCATION: place.education, "class_name": place.class_name,
        "stage": place.stage, "kind": place.kind.value, "from_date": shown.day(place.from_date),
        "until_date": shown.day(place.until_date),
    }  # fmt: skip
    note = desk.tell(N_("For what was registered wrongly; {key[people.move]} moves somebody to another class or company."))
    return Form(desk.tell(N_("Correct a place of {name}"), name=person), tuple(fields), save, start, note)


def _version(session: Session, place: Affiliation) -> int:
    every = affiliations.of_people(session, [place.person_id])[place.person_id]
    return next((one.version for one in every if one.id == place.id), place.version)
