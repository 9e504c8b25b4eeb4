"""Reading a list of people from a file: choose it, see what it would do, and do it as one step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.widget import Widget

from core import imports, networks, organisations
from core.door.session import Session
from core.errors import FileError, Invalid, LaugError
from core.imports import Applied, ListImport
from core.lists.errors import NeedsMapping
from core.lists.heading_words import Field as ListField
from core.messages import N_, Message, say
from core.rules.kinds import OrganisationKind
from tui.reasons import reason
from tui.screens.desk import Desk, attempt, workplace
from tui.screens.forms.fields import file_names, network_names, organisation_names
from tui.screens.shown import LABELS
from tui.screens.steps.plan_screen import PlanScreen
from tui.widgets.card import Tone
from tui.widgets.form import Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen

_MOST_BYTES = 50_000_000
_LISTS = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"))
_LEAVE_OUT = "-"
_NAMES = {"name": N_("Whole name"), "age": N_("Age")}


@dataclass(frozen=True)
class Chosen:
    """The file read, and where its people belong; `headings` are there if laug did not understand them."""

    path: Path
    data: bytes
    network: int | None
    school: int | None
    planned: ListImport | None = None
    headings: tuple[str, ...] = ()


async def import_list(widget: Widget, desk: Desk, slug: str = "") -> None:
    """The whole way from a file to the register."""
    chosen = await widget.app.push_screen_wait(FormScreen(_file_form(desk, slug)))
    if chosen is None:
        return
    planned = chosen.planned
    if planned is None:
        planned = await widget.app.push_screen_wait(FormScreen(_mapping_form(desk, chosen)))
    if planned is None or not await widget.app.push_screen_wait(PlanScreen(desk, planned)):
        return
    workplace(widget).status(say(N_("Saving …")))
    ready = planned
    done = await attempt(widget, lambda: desk.do(lambda session: imports.apply(session, ready)))
    if done is not None:
        workplace(widget).written()
        workplace(widget).status(_done(done), Tone.GOOD)


def _done(done: Applied) -> Message:
    values = {"new": done.new, "changed": done.changed, "joined": done.joined}
    return Message(N_("{new} new, {changed} changed, {joined} joined the network. u undoes all of it."), values)


def _file_form(desk: Desk, slug: str) -> Form[Chosen]:
    fields = (
        Field("path", N_("File"), validate=_path, suggestions=partial(file_names, suffixes=_LISTS), required=True,
              help=say(N_("CSV or Excel, from {folder}. ↓ completes the name."), folder=Path.cwd())),
        Field("network", N_("Network"), suggestions=network_names(desk), help=N_("Everybody on the list joins it")),
        Field("school", N_("School"), suggestions=organisation_names(desk, OrganisationKind.SCHOOL),
              help=N_("For the rows that name none")),
    )  # fmt: skip

    def save(submission: Submission) -> Chosen:
        values = submission.values
        path = values["path"]
        assert isinstance(path, Path)
        return desk.do(partial(_read, path=path, slug=str(values["network"]), school=str(values["school"])))

    note = desk.tell(N_("Nothing is saved before you have seen what the list would do."))
    return Form(desk.tell(N_("Read a list of people")), fields, save, {"network": slug}, note)


def _path(text: str) -> Path:
    path = Path(text.strip()).expanduser()
    if not path.is_file():
        raise Invalid("path", say(N_("There is no file {path}."), path=path), say(N_("Type its path; ↓ completes it.")))
    return path


def _read(session: Session, path: Path, slug: str, school: str) -> Chosen:
    """The file and the plan for it. Raises `Invalid` beside the field that is wrong."""
    network = _named("network", lambda: networks.get_opened(session, slug).id if slug else None)
    home = _named("school", lambda: organisations.get(session, school).id if school else None)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Invalid("path", say(N_("{path} is too big for a list of people."), path=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise FileError(say(N_("{path} cannot be read: {reason}"), path=path, reason=reason(error))) from error
    chosen = Chosen(path, data, network, home)
    try:
        return Chosen(path, data, network, home, _plan(session, chosen, None))
    except NeedsMapping as problem:
        return Chosen(path, data, network, home, headings=problem.headings)


def _named(field: str, find: Callable[[], int | None]) -> int | None:
    try:
        return find()
    except LaugError as error:
        raise Invalid(field, error.message, error.hint) from error


def _plan(session: Session, chosen: Chosen, mapping: Mapping[str, str] | None) -> ListImport:
    return imports.plan(
        session, chosen.data, file_name=chosen.path.name, network=chosen.network, organisation=chosen.school,
        mapping=mapping,
    )  # fmt: skip


def _mapping_form(desk: Desk, chosen: Chosen) -> Form[ListImport]:
    """For a list whose headings laug does not know: what each column holds."""
    known = [
        Choice(one.value, desk.tell(_NAMES.get(one.value) or LABELS.get(one.value, one.value))) for one in ListField
    ]
    choices = (Choice(_LEAVE_OUT, desk.tell(N_("leave out"))), *known)
    # The headings are the file's own words, not sentences of ours: their field names are their places.
    names = {f"column{place}": heading for place, heading in enumerate(chosen.headings) if heading.strip()}
    fields = tuple(Field(name, heading, Kind.CHOICE, choices=choices) for name, heading in names.items())

    def save(submission: Submission) -> ListImport:
        mapping = {names[name]: str(value) for name, value in submission.values.items()}
        return desk.do(lambda session: _plan(session, chosen, mapping))

    title = desk.tell(say(N_("What do the columns of {file} hold?"), file=chosen.path.name))
    note = desk.tell(N_("laug does not know these headings. Left and right choose; at least a name is needed."))
    return Form(title, fields, save, dict.fromkeys(names, _LEAVE_OUT), note)
