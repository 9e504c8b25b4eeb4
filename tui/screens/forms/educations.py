"""Forms about an education."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from core import educations
from core.educations import Education, EducationFields
from core.messages import N_, say
from core.rules.typical_educations import APPRENTICE, MAIN_AREAS, PUPIL
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import list_of, newest, record_field, saved_in_words
from tui.widgets.form import Choice, Field, Form, Kind, Submission

_TEXTS = ("name", "name_en", "main_area", "apprentice_label")


def _areas(text: str) -> Sequence[str]:
    """Completes a main area."""
    return [area for area in MAIN_AREAS if text.strip() and text.strip().casefold() in area.casefold()]


def _fields(*, renaming: bool) -> tuple[Field, ...]:
    words = (Choice(APPRENTICE, APPRENTICE), Choice(PUPIL, PUPIL))
    kept = N_("The old name stays as another name.") if renaming else ""
    return (
        record_field("education", "name", required=True, help=kept),
        Field("apprentice_label", shown.LABELS["apprentice_label"], Kind.CHOICE, choices=words),
        Field("aliases", shown.LABELS["aliases"], validate=list_of, help=N_("Old and short names, with commas between")),
        record_field("education", "main_area", suggestions=_areas),
        record_field("education", "name_en"),
    )


def new_education(desk: Desk) -> Form[Education]:
    """Registers an education."""

    def save(submission: Submission) -> Education:
        values = cast(EducationFields, dict(submission.values))
        return desk.do(lambda session: educations.add(session, values))

    return Form(desk.tell(N_("New education")), _fields(renaming=False), save, {"apprentice_label": APPRENTICE})


def edit_education(desk: Desk, one: Education) -> Form[Education]:
    """Corrects an education."""

    def save(submission: Submission) -> Education:
        values = cast(EducationFields, {name: submission.values[name] for name in submission.changed})
        version = newest(desk, submission, one.version, lambda session: educations.get(session, f"#{one.id}").version)
        edit = partial(educations.edit, education_id=one.id, values=values, version=version)
        return saved_in_words(desk, "education", edit)

    start = {name: str(getattr(one, name)) for name in _TEXTS} | {"aliases": ", ".join(one.aliases)}
    return Form(desk.tell(say(N_("Edit {name}"), name=one.name)), _fields(renaming=True), save, start)
