"""Reading a list of people: choose the file, see what its columns are taken for and what it would do, do it as one step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.widget import Widget

from core import imports, networks, organisations
from core.door.session import Session
from core.errors import Changed, FileError, Invalid, LaugError
from core.imports import Applied, ListImport
from core.incoming import saved
from core.lists.errors import NeedsMapping
from core.messages import N_, Message, say
from core.rules.kinds import OrganisationKind
from tui.reasons import reason
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names, network_names, organisation_names
from tui.screens.steps.list_columns import asked, columns_form
from tui.screens.steps.plan_screen import Done, PlanScreen
from tui.widgets.dialogs import Tell
from tui.widgets.form import GO_ON, Field, Form, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.jobs import complain
from tui.widgets.tone import Tone
from tui.widgets.words import told_error
from tui.widgets.working import Working

_MOST_BYTES = 50_000_000
_LISTS = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".ndjson", ".vcf"))
_SAVED = b'{"kind": "laug-import-plan"'


@dataclass(frozen=True)
class Chosen:
    """The file, and where its people belong; `typed` is how that was said."""

    path: Path
    data: bytes
    network: int | None
    school: int | None
    typed: dict[str, str]

    @property
    def is_saved_plan(self) -> bool:
        return self.data.startswith(_SAVED)


Said = dict[str, str]


async def import_list(widget: Widget, desk: Desk, slug: str = "") -> None:
    """The whole way from a file to the register; each step that is left leads back to the one before."""
    values = {"network": slug}
    note = ""
    while True:
        chosen = await widget.app.push_screen_wait(FormScreen(_file_form(desk, values, note)))
        if chosen is None:
            return
        # What was typed is there again, with what was wrong with it.
        values = chosen.typed
        match await _planned(widget, desk, chosen):
            case ListImport() as planned:
                if await _reviewed(widget, desk, chosen, planned):
                    return
                note = ""
            case str(wrong):
                note = wrong
            case None:
                return


async def _planned(widget: Widget, desk: Desk, chosen: Chosen) -> ListImport | str | None:
    """The plan, columns asked for where they are not known; what is wrong with the file, nothing if it was left; or None."""
    said: Said = {}
    seen = False
    while True:
        answer = await _worked(widget, desk, desk.tell(N_("Reading the list …")), partial(_plan, chosen=chosen, said=said))
        match answer:
            case ListImport():
                if chosen.is_saved_plan or seen or not asked(answer):
                    return answer
                form = columns_form(desk, chosen.path.name, answer.plan.columns, guessed=answer.guessed)
            case NeedsMapping() if answer.headings and not seen:
                form = columns_form(desk, chosen.path.name, answer.columns, headings=answer.headings)
            case LaugError():
                return told_error(widget, answer)
            case None:
                return ""
            case _:
                complain(widget, answer)
                return None
        more = await widget.app.push_screen_wait(FormScreen(form))
        if more is None:
            return ""
        if not more and isinstance(answer, ListImport):
            return answer
        said |= more
        seen = True


async def _worked(widget: Widget, desk: Desk, title: str, job: Callable[..., ListImport]) -> ListImport | Exception | None:
    """The job in a thread, with how far it is; None if it was stopped."""

    def work(progress: imports.Progress) -> ListImport:
        return desk.do(lambda session: job(session, progress=progress))

    return await widget.app.push_screen_wait(Working(title, work))


def _plan(session: Session, *, chosen: Chosen, said: Said, progress: imports.Progress) -> ListImport:
    if chosen.is_saved_plan:
        return saved.opened(session, chosen.data)
    return imports.plan(
        session, chosen.data, file_name=chosen.path.name, network=chosen.network, organisation=chosen.school,
        mapping=said or None, progress=progress,
    )  # fmt: skip


async def _reviewed(widget: Widget, desk: Desk, chosen: Chosen, planned: ListImport) -> bool:
    """The plan shown until it is applied or left (False); one that is refused is looked at again, with what was decided."""
    while True:
        done = await widget.app.push_screen_wait(PlanScreen(desk, planned))
        match done:
            case Done(apply=True):
                planned = done.planned
                answer = await _applied(widget, desk, planned)
                if answer is True:
                    return True
                if answer is False:
                    continue
                await widget.app.push_screen_wait(Tell(desk.tell(N_("Nothing was saved")), told_error(widget, answer)))
                if isinstance(answer, Changed) and planned.read is not None:
                    again = partial(imports.anew, planned=planned)
                    planned = await _again(widget, desk, again) or planned
            case Done(columns=True):
                form = columns_form(desk, chosen.path.name, done.planned.plan.columns, guessed=done.planned.guessed)
                said = await widget.app.push_screen_wait(FormScreen(form))
                planned = done.planned
                if said:
                    before = dict(planned.read.mapping) if planned.read is not None else {}
                    planned = await _again(widget, desk, partial(_plan_quietly, chosen, {**before, **said})) or planned
            case _:
                return False


def _plan_quietly(chosen: Chosen, said: Said, session: Session) -> ListImport:
    return _plan(session, chosen=chosen, said=said, progress=lambda _done, _total: None)


async def _again(widget: Widget, desk: Desk, make: Callable[[Session], ListImport]) -> ListImport | None:
    title = desk.tell(N_("Reading the list …"))
    answer = await _worked(widget, desk, title, lambda session, progress: make(session))
    if isinstance(answer, ListImport):
        return answer
    if answer is not None:
        complain(widget, answer)
    return None


async def _applied(widget: Widget, desk: Desk, planned: ListImport) -> LaugError | bool:
    """Do it; whether it was done and not stopped, which is told, or what went wrong."""

    def work(progress: imports.Progress) -> Applied:
        return desk.do(lambda session: imports.apply(session, planned, reviewed=True, progress=progress))

    answer = await widget.app.push_screen_wait(Working(desk.tell(N_("Saving …")), work))
    match answer:
        case Applied():
            workplace(widget).written()
            workplace(widget).status(_done(answer), Tone.GOOD)
            return True
        case LaugError():
            return answer
        case Exception():
            complain(widget, answer)
            return False
        case None:
            workplace(widget).status(say(N_("Stopped; nothing was saved.")), Tone.WARNING)
            return False


def _done(done: Applied) -> Message:
    values = {"new": done.new, "changed": done.changed, "joined": done.joined, "ended": done.ended}
    if not done.joined and not done.ended:
        return Message(N_("{new} new, {changed} changed. {key[app.undo]} undoes all of it."), values)
    if done.ended:
        return Message(
            N_(
                "{new} new, {changed} changed, {joined} joined the network, {ended} ended. {key[app.undo]} undoes "
                "all of it."
            ), values
        )
    return Message(N_("{new} new, {changed} changed, {joined} joined the network. {key[app.undo]} undoes all of it."), values)


def _file_form(desk: Desk, values: dict[str, str], problem: str) -> Form[Chosen]:
    fields = (
        Field("path", N_("File"), validate=_path, suggestions=partial(file_names, suffixes=_LISTS), required=True,
              help=say(N_("CSV, Excel or a saved plan, from {folder}. → completes the name."), folder=Path.cwd())),
        Field("network", N_("Network"), suggestions=network_names(desk), help=N_("Everybody on the list joins it")),
        Field("school", N_("School"), suggestions=organisation_names(desk, OrganisationKind.SCHOOL),
              help=N_("For the rows that name none")),
    )  # fmt: skip

    def save(submission: Submission) -> Chosen:
        values = submission.values
        path = values["path"]
        assert isinstance(path, Path)
        return desk.do(partial(_read, path=path, slug=str(values["network"]), school=str(values["school"])))

    note = f"! {problem}" if problem else desk.tell(N_("Nothing is saved before you have seen what the list would do."))
    return Form(desk.tell(N_("Read a list of people")), fields, save, values, note, does=GO_ON)


def _path(text: str) -> Path:
    path = Path(text.strip()).expanduser()
    if not path.is_file():
        raise Invalid("path", say(N_("There is no file {path}."), path=path), say(N_("Type its path; → completes it.")))
    return path


def _read(session: Session, path: Path, slug: str, school: str) -> Chosen:
    """The file's bytes and where its people belong. Raises `Invalid` beside the field that is wrong."""
    typed = {"path": str(path), "network": slug, "school": school}
    network = _named("network", lambda: networks.get_opened(session, slug).id if slug else None)
    home = _named("school", lambda: organisations.get(session, school).id if school else None)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Invalid("path", say(N_("{path} is too big for a list of people."), path=path.name))
        return Chosen(path, path.read_bytes(), network, home, typed)
    except OSError as error:
        raise FileError(say(N_("{path} cannot be read: {reason}"), path=path, reason=reason(error))) from error


def _named(field: str, find: Callable[[], int | None]) -> int | None:
    try:
        return find()
    except LaugError as error:
        raise Invalid(field, error.message, error.hint) from error


