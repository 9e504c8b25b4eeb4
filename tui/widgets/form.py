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

    `suggestions` gives completions of what is typed; it is called in a thread.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    validate: Callable[[str], object] = str.strip
    suggestions: Callable[[str], Sequence[str]] | None = None
    choices: tuple[Choice, ...] = ()
    help: str | Message = ""
    required: bool = False

    def value(self, text: str) -> object:
        """The value of a text; raises `Invalid`."""
        if self.required and not text.strip():
            raise Invalid(self.name, say(N_("This field must be filled in.")))
        return self.validate(text)


@dataclass(frozen=True)
class Submission:
    """What is to be saved.

    `values` holds the validated value of every field, `changed` the names of those the person altered, and `settled`
    those decided after a conflict, the colleague's value seen: then read the row again and save on its newest version.
    """

    values: Mapping[str, object]
    changed: frozenset[str]
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form(Generic[T]):
    """Fields under a title. `save` runs in a thread and raises `LaugError`; what it gives back is the form's answer."""

    title: str
    fields: tuple[Field, ...]
    save: Callable[[Submission], T]
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def as_text(value: object) -> str:
    """A stored value as it is typed in a field."""
    match value:
        case None:
            return ""
        case date():
            return value.strftime("%d-%m-%Y")
        case time():
            return value.strftime("%H.%M")
        case Enum():
            return str(value.value)
        case _:
            return str(value)


MINE, THEIRS = "mine", "theirs"


def conflict_form(
    title: str, labels: Mapping[str, str], conflicts: Sequence[FieldConflict], shown: Callable[[Message], str]
) -> Form[Mapping[str, object]]:
    """A form that asks, field by field, whose value is to stand; its answer maps field names to `MINE` or `THEIRS`."""
    fields = tuple(
        Field(
            conflict.field,
            labels.get(conflict.field, conflict.field),
            Kind.CHOICE,
            choices=(
                Choice(MINE, shown(say(N_("mine: {value}"), value=as_text(conflict.yours) or "–"))),
                Choice(THEIRS, shown(say(N_("theirs: {value}"), value=as_text(conflict.theirs) or "–"))),
            ),
            help=say(N_("It was: {value}. Left and right choose."), value=as_text(conflict.before) or "–"),
        )
        for conflict in conflicts
    )
    return Form(title, fields, lambda submission: submission.values, {field.name: MINE for field in fields})
