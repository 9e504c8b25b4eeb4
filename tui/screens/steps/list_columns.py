"""What the columns of a list hold: as laug takes them, with their first cells, and corrected where it is wrong."""

from collections.abc import Sequence

from core.imports import ListImport
from core.lists.heading_words import Field as ListField
from core.lists.headings import Column, columns_of
from core.lists.notices import Reason
from core.messages import N_, say
from tui.plans import FIELD_NAMES, columns_worth_telling
from tui.screens.desk import Desk
from tui.widgets.form import GO_ON, Choice, Field, Form, Kind, Submission

_LEAVE_OUT = "-"


def asked(planned: ListImport) -> bool:
    """Whether a person is asked about the columns first: they are a guess, or one of them is not known."""
    return planned.guessed or any(one.reason is Reason.UNKNOWN_COLUMN for one in planned.plan.columns)


def columns_form(
    desk: Desk, file_name: str, columns: Sequence[Column], *, headings: Sequence[str] = (), guessed: bool = False
) -> Form[dict[str, str]]:
    """A form of the columns; its answer is what was corrected: heading (or number) to fields, `-` to leave out.

    `headings` are those of a list none of which laug knows.
    """
    told = columns_worth_telling(columns or columns_of(headings))
    singles = [Choice(one.value, desk.tell(FIELD_NAMES[one.value])) for one in ListField]
    fields: list[Field] = []
    values: dict[str, str] = {}
    for column in told:
        name = f"column{column.number}"
        values[name] = ",".join(column.fields) or _LEAVE_OUT
        choices = [Choice(_LEAVE_OUT, desk.tell(N_("leave out"))), *singles]
        if len(column.fields) > 1:
            both = " + ".join(desk.tell(FIELD_NAMES[field.value]) for field in column.fields)
            choices.insert(0, Choice(values[name], both))
        samples = " · ".join(cell or "–" for cell in column.samples)
        # The headings are the file's own words, not sentences of ours.
        label = column.heading or desk.tell(say(N_("Column {number}"), number=column.number))
        help = say("{samples}", samples=samples) if samples else ""
        fields.append(Field(name, label, Kind.CHOICE, choices=tuple(choices), help=help))
    keys = {f"column{column.number}": column.heading or str(column.number) for column in told}
    unknown = {f"column{column.number}" for column in told if column.reason is Reason.UNKNOWN_COLUMN}

    def save(submission: Submission) -> dict[str, str]:
        # Of a list laug does not know all are said, so that the row is known for headings; else what was changed, and
        # that unknown columns are left out, so that nobody is asked about them again.
        said = keys if headings else submission.changed | unknown
        return {keys[name]: str(submission.values[name]) for name in said}

    title = desk.tell(say(N_("What do the columns of {file} hold?"), file=file_name))
    note = N_("Left and right choose, a letter jumps. What you correct is remembered for lists with the same headings.")
    if guessed:
        note = N_("The list has no headings: this is what its columns look like. Left and right choose.")
    elif headings:
        note = N_("laug does not know these headings. Left and right choose; at least a name is needed.")
    return Form(title, tuple(fields), save, values, desk.tell(note), does=GO_ON)
