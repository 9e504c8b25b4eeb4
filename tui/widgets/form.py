"""What a form is: its fields, what they hold, and how they are saved; nothing of how it looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from typing import Generic, TypeVar

from core.errors import FieldConflict, Invalid
from core.messages import N_, Message, say

T = TypeVar("T")


class Kind(Enum):
    """How a field is filled in."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    NOTE = "note"


@dataclass(frozen=True)
class Choice:
    """One of the values of a choice, with the text shown for it."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """A field: `label` and `help` are message ids; `validate` makes a value of what is typed or raises `Invalid`.

    `suggestions` gives completions of what is typed; it is called in a thread. The help shows while one is in the field,
    or always. `fills` gives from the texts of all fields what other fields begin with once this one is said: it is filled
    in where nobody has typed. `understood` says how a text is read that is not written out, such as which day `to` is; it gets
    the texts of all fields, too. `remark` says from those what is to be thought of, or nothing; it is called in a thread.
    Where it `gives_way`, what it begins with is replaced by what is typed; an arrow goes into it.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    validate: Callable[[str], object] = str.strip
    suggestions: Callable[[str], Sequence[str]] | None = None
    choices: tuple[Choice, ...] = ()
    help: str | Message = ""
    required: bool = False
    always_helps: bool = False
    fills: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None
    understood: Callable[[str, Mapping[str, str]], str] | None = None
    remark: Callable[[Mapping[str, str]], str] | None = None
    gives_way: bool = False

    def value(self, text: str) -> object:
        """The value of a text; raises `Invalid`."""
        if self.required and not text.strip():
            raise Invalid(self.name, say(N_("This field must be filled in.")))
        return self.validate(text)


@dataclass(frozen=True)
class Submission:
    """What is to be saved.

    `values` holds the validated value of every field, `changed` the names of those the person altered, and `settled`
    those decided after a conflict, the colleague's value seen: then it is saved on the `version` that had it, or on the
    newest (0).
    """

    values: Mapping[str, object]
    changed: frozenset[str]
    settled: frozenset[str] = frozenset()
    version: int = 0


@dataclass(frozen=True)
class Form(Generic[T]):
    """Fields under a title. `save` runs in a thread and raises `LaugError`; what it gives back is the form's answer.

    `does` (a message id) is what that is called where it saves nothing yet, or does more: such as `GO_ON`.
    """

    title: str
    fields: tuple[Field, ...]
    save: Callable[[Submission], T]
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    does: str = ""


GO_ON, WRITE = N_("Go on"), N_("Write file")


def as_text(value: object) -> str:
    """A stored value as it is typed in a field."""
    match value:
        case None:
            return ""
        case date():
            return value.strftime("%d-%m-%Y")
        case time():
            return value.strftime("%H.%M")
        case bool():
            return "1" if value else "0"
        case tuple():
            return ", ".join(map(as_text, value))
        case Enum():
            return str(value.value)
        case _:
            return str(value)


MINE, THEIRS = "mine", "theirs"


def conflict_form(
    title: str, asked: Mapping[str, Field], conflicts: Sequence[FieldConflict], shown: Callable[[Message], str]
) -> Form[Mapping[str, object]]:
    """A form that asks, field by field, whose value is to stand; its answer maps field names to `MINE` or `THEIRS`.

    `asked` are the fields of the form in which the conflicts arose, and give the order. All three values of each show at once.
    """
    places = list(asked)
    in_order = sorted(conflicts, key=lambda conflict: places.index(conflict.field))
    fields = tuple(_whose(asked[conflict.field], conflict, shown) for conflict in in_order)
    return Form(title, fields, lambda submission: submission.values, {field.name: MINE for field in fields})


def _whose(asked: Field, conflict: FieldConflict, shown: Callable[[Message], str]) -> Field:
    labels = {choice.value: choice.label for choice in asked.choices}
    before, mine, theirs = (
        labels.get(as_text(value), as_text(value)) or "–" for value in (conflict.before, conflict.yours, conflict.theirs)
    )
    return Field(
        conflict.field,
        asked.label,
        Kind.CHOICE,
        choices=(
            Choice(MINE, shown(say(N_("mine: {value}"), value=mine))),
            Choice(THEIRS, shown(say(N_("theirs: {value}"), value=theirs))),
        ),
        help=say(N_("before: {before}   mine: {mine}   theirs: {theirs}"), before=before, mine=mine, theirs=theirs),
        always_helps=True,
    )
