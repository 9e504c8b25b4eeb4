"""Pieces of forms: fields with the checks of the register, choices, days and completions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from core import educations, networks, organisations
from core.door.session import Session
from core.errors import Changed, FieldConflict, Invalid
from core.messages import N_, Message
from core.record_fields import check, stored_values
from core.rules.day_words import read_day
from core.rules.kinds import Named, OrganisationKind
from core.rules.spoken import spoken_day
from core.search.fields import Subject
from tui.screens.desk import Desk
from tui.screens.queries import RegisterQueries
from tui.screens.shown import LABELS, phone
from tui.widgets.form import Choice, Field, Kind, Submission

T = TypeVar("T")
R = TypeVar("R")

STAGES = ("GF1", "GF2", "H1", "H2", "H3", "H4", "H5", "H6")
YES, NO = "1", "0"
_SHOWN = 8


def record_field(
    table: str,
    name: str,
    *,
    kind: Kind = Kind.TEXT,
    suggestions: Callable[[str], Sequence[str]] | None = None,
    help: str | Message = "",
    required: bool = False,
) -> Field:
    """A field of a record, checked as the register will check it."""
    return Field(
        name, LABELS[name], kind, validate=partial(check, table, name), suggestions=suggestions, help=help,
        required=required,
    )  # fmt: skip


def kind_field(desk: Desk, name: str, kinds: type[Named], *, label: str = "", blank: str = "") -> Field:
    """One of the kinds; `blank` (a message id) adds a choice without a value."""
    first = (Choice("", desk.tell(blank)),) if blank else ()
    choices = (*first, *(Choice(kind.value, kind.name_in(desk.language)) for kind in kinds))
    return Field(name, label or LABELS[name], Kind.CHOICE, choices=choices)


def yes_no_field(desk: Desk, name: str, *, help: str = "") -> Field:
    """Yes or no."""
    choices = (Choice(NO, desk.tell(N_("no"))), Choice(YES, desk.tell(N_("yes"))))
    return Field(name, LABELS[name], Kind.CHOICE, choices=choices, help=help)


def day_field(
    desk: Desk, name: str, *, label: str = "", required: bool = False, help: str = "", nearest: bool = True
) -> Field:
    """A day as people write it; nothing typed is None. Without a year the nearest such day, or else the next one."""
    read = partial(_day, desk, name, nearest)
    return Field(
        name, label or LABELS[name], Kind.DATE, validate=read, required=required,
        help=help or N_("A date, a weekday, or for example: w47, +14, tomorrow"),
        understood=understood(read, partial(_told_day, desk)),
    )  # fmt: skip


def understood(read: Callable[[str], R], told: Callable[[R], str]) -> Callable[[str, Mapping[str, str]], str]:
    """How a text is read, for the line below its field; nothing where it cannot be read or is written like that."""

    def say_it(text: str, _texts: Mapping[str, str]) -> str:
        try:
            said = told(read(text)) if text.strip() else ""
        except Invalid:
            return ""
        return "" if said == text.strip() else said

    return say_it


def _told_day(desk: Desk, day: date | None) -> str:
    return spoken_day(day, desk.language) if day else ""


def _day(desk: Desk, name: str, nearest: bool, text: str) -> date | None:
    return read_day(text, desk.today, field=name, nearest=nearest) if text.strip() else None


def list_of(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def kinds_field(desk: Desk, name: str, kinds: type[Named], *, help: str = "") -> Field:
    """Several of the kinds, with commas between."""

    def complete(text: str) -> Sequence[str]:
        head, comma, typed = text.rpartition(",")
        begin = f"{head}{comma} " if comma else ""
        names = [kind.name_in(desk.language) for kind in kinds]
        return [begin + one for one in names if one.startswith(typed.strip().casefold())]

    return Field(name, LABELS[name], validate=partial(_kinds, name), suggestions=complete, help=help)


def _kinds(name: str, text: str) -> tuple[str, ...]:
    for part in list_of(text):
        stored_values("meeting", {name: part})  # says which choices there are
    return list_of(text)


def in_words(desk: Desk, kinds: Sequence[Named]) -> str:
    """Kinds as such a field holds them."""
    return ", ".join(kind.name_in(desk.language) for kind in kinds)


def organisation_names(desk: Desk, kind: OrganisationKind | None) -> Callable[[str], Sequence[str]]:
    """Completes the names of organisations."""
    return lambda text: desk.do(lambda session: organisations.suggestions(session, text, kind)) if text.strip() else ()


def education_names(desk: Desk) -> Callable[[str], Sequence[str]]:
    """Completes the names of educations."""
    return lambda text: desk.do(lambda session: educations.suggestions(session, text)) if text.strip() else ()


def class_names(desk: Desk) -> Callable[[str], Sequence[str]]:
    """Completes the names of classes that are in use."""

    def found(text: str) -> Sequence[str]:
        if not text.strip():
            return ()
        wholes = RegisterQueries(desk, Subject.PERSON).completions(f"hold:{text.strip()}")
        return [whole.partition(":")[2].strip('"') for whole in wholes][:_SHOWN]

    return found


def stages(text: str) -> Sequence[str]:
    """Completes a stage."""
    return [stage for stage in STAGES if text.strip() and stage.startswith(text.strip().upper())]


def network_names(desk: Desk, *, several: bool = False) -> Callable[[str], Sequence[str]]:
    """Completes the names of networks one may look into; of several with commas between the last, by its short name.

    A name may have a comma in it, a short name has none.
    """

    def found(text: str) -> Sequence[str]:
        head, comma, typed = text.rpartition(",") if several else ("", "", text)
        words = typed.casefold().split()
        begin = f"{head}{comma} " if comma else ""
        named = {word.strip().casefold() for word in head.split(",")}
        every = [one for one in desk.do(networks.find) if one.opened and one.slug not in named]
        fitting = [one for one in every if all(w in f"{one.name} {one.slug}".casefold() for w in words)]
        begun = " ".join(words)
        fitting.sort(key=lambda one: not one.slug.startswith(begun) and not one.name.casefold().startswith(begun))
        return [begin + one.slug if several else one.name for one in fitting][:_SHOWN]

    return found


def network_field(desk: Desk) -> Field:
    """One of the networks one may look into."""
    help = N_("A few letters of its name; → completes it")
    return Field("network", N_("Network"), suggestions=network_names(desk), required=True, help=help)


def file_names(text: str, *, suffixes: Collection[str] = ()) -> Sequence[str]:
    """Completes a path as a shell does, from the current folder; hidden files only when asked for by their dot."""
    typed = Path(text).expanduser()
    folder, start = (typed, "") if text.endswith("/") or not text.strip() else (typed.parent, typed.name)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: (not entry.is_dir(), entry.name.casefold()))
    except OSError:
        return ()
    fitting = [
        entry for entry in entries
        if entry.name.casefold().startswith(start.casefold())
        and (start.startswith(".") or not entry.name.startswith("."))
        and (entry.is_dir() or not suffixes or entry.suffix.casefold() in suffixes)
    ]  # fmt: skip
    head = text if text.endswith("/") else text[: len(text) - len(start)]
    return [f"{head}{entry.name}{'/' if entry.is_dir() else ''}" for entry in fitting][:_SHOWN]


def newest(desk: Desk, submission: Submission, seen: int, read: Callable[[Session], int]) -> int:
    """The version to save on: the one the form showed, or the one that was looked at when a conflict was settled."""
    return (submission.version or desk.do(read)) if submission.settled else seen


def saved_in_words(desk: Desk, table: str, save: Callable[[Session], T]) -> T:
    """What `save` gives; a conflict it meets tells its values as people know them, and as the form's fields hold them."""
    from core.past.conflicts import in_words  # few saves meet one

    try:
        return desk.do(save)
    except Changed as error:
        told = desk.do(partial(in_words, table=table, error=error))
        conflicts = [_with_spoken_phones(one) for one in told.conflicts]
        raise Changed(told.message, conflicts, told.hint, version=told.version, left=told.left) from error


def _with_spoken_phones(one: FieldConflict) -> FieldConflict:
    def spoken(value: object) -> object:
        if one.field == "phone" and value:
            return phone(str(value))
        if one.field == "other_phones" and isinstance(value, tuple):
            return tuple(map(phone, map(str, value)))
        return value

    return FieldConflict(one.field, spoken(one.before), spoken(one.yours), spoken(one.theirs))
