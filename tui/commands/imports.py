"""`laug import`: lists of people. It shows what a list would do; --apply does it."""

from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from core.errors import ExitCode, Invalid, Refused
from core.messages import N_, say
from tui.commands.line import streams
from tui.commands.line.console import Console, with_console
from tui.commands.line.parts import NETWORK, ORGANISATION, argument, option
from tui.commands.line.words import LazyGroup

if TYPE_CHECKING:
    from core.door.session import Session
    from core.imports import Applied, ListImport

VERBS: dict[str, tuple[str, str]] = {
    "answers": ("tui.commands.answers:answers", N_("Read what calendars answered.")),
    "plan": ("tui.commands.import_plan:plan", N_("Plans that were saved: show, decide, apply.")),
    "mappings": ("tui.commands.import_mappings:mappings", N_("How the columns of lists were corrected.")),
}
import_ = LazyGroup("import", help=N_("Read lists of people, and answers of calendars."), table=VERBS)


@import_.command(
    "people",
    help=N_(
        "Read a list of people: CSV, a workbook, JSON, vCards, or - for what is pasted or piped in. Shows what it would do;"
        " --apply does it, --plan saves it for later.\n\n"
        "CPR numbers and other fields that laug does not keep are left out."
    ),
)
@argument("file", required=False, metavar=N_("FILE"), help=N_("The list; - is stdin."))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The people become members of this network."))
@option("--organisation", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("The school of rows that name none."))
@option(
    "--column", "columns", multiple=True, metavar=N_("HEADING=FIELD"),
    help=N_("What a column holds, as in: 'Tlf. 2=phone'; 'Noter=-' leaves it out. May be said again."),
)  # fmt: skip
@option("--mapping", "mappings", multiple=True, metavar=N_("NAME"), help=N_("Columns as remembered under this name."))
@option("--encoding", metavar=N_("NAME"), help=N_("The file's encoding, if æøå look wrong: utf-8, cp1252, …"))
@option("--sheet", metavar=N_("NAME"), help=N_("The sheet of a workbook; else the one with most known headings."))
@option("--plan", "plan_file", metavar=N_("FILE"), help=N_("Save the plan here; without a list, read it from here."))
@option("--apply", "wanted", is_flag=True, help=N_("Do it, as one operation that can be undone."))
@with_console
def people(
    console: Console,
    /,
    file: str | None,
    network: str | None,
    organisation: str | None,
    columns: tuple[str, ...],
    mappings: tuple[str, ...],
    encoding: str | None,
    sheet: str | None,
    plan_file: str | None,
    wanted: bool,
) -> int:
    from core import imports
    from tui.commands import import_plan
    from tui.commands.line.plan_table import show_plan

    if file is None and plan_file is not None:
        return import_plan.applied(console, plan_file) if wanted else import_plan.shown(console, plan_file)
    name = "stdin" if file in (None, "-") else PurePath(str(file)).name
    # A name holds no equals sign: what does is a column, as it was said before columns had an option of their own.
    corrected = dict(map(_pair, (*columns, *(one for one in mappings if "=" in one))))
    named = [one for one in mappings if "=" not in one]
    data = streams.read(file or "-")
    with console.session() as session:
        planned = imports.plan(
            session, data, file_name=name, network=network, organisation=organisation, mapping=corrected or None,
            mapping_name=named[-1] if named else None, encoding=encoding, sheet=sheet,
            progress=console.progress(N_("Reading: {done} of {total}")),
        )  # fmt: skip
        if plan_file is not None:
            _save(console, session, planned, plan_file)
        if not wanted:
            show_plan(console, planned)
            if plan_file is None:
                console.say(say(N_("Nothing is written yet. Do it with --apply, or save the plan with --plan FILE.")))
            return code(planned)
        if planned.guessed:
            console.confirm(say(N_("The list has no headings: its columns are a guess. Read it in like that?")))
        done = imports.apply(session, planned, progress=console.progress(N_("Reading in: {done} of {total}")))
        planned = replace(planned, plan=done.plan)
        show_plan(console, planned, only_refused=True)
        tell_done(console, done)
        return code(planned)


def _pair(said: str) -> tuple[str, str]:
    heading, equals, field = said.rpartition("=")
    if not equals or not heading.strip():
        raise Invalid("column", say(N_("{text} is no HEADING=FIELD."), text=said))
    return heading.strip(), field.strip()


def _save(console: Console, session: "Session", planned: "ListImport", plan_file: str) -> None:
    from core.incoming import saved

    path = Path(plan_file).expanduser()
    if path.exists() and path.stat().st_size and not path.read_bytes()[:40].startswith(b'{"kind": "laug-import-plan"'):
        raise Refused(
            say(N_("{path} is there already and is no saved plan."), path=path), say(N_("Choose another name for it."))
        )
    streams.write(console, saved.written(planned), path)
    console.done(say(N_("The plan is saved: {path}"), path=path))
    console.say(say(N_("Go on with: laug import plan show, decide or apply {path}. The list itself is not needed."), path=path))


def tell_done(console: Console, done: "Applied") -> None:
    """What reading in has come to, and how to go back."""
    sentence = N_("Read in: {new} new, {changed} changed, {joined} into the network.")
    console.done(say(sentence, new=done.new, changed=done.changed, joined=done.joined))
    if done.ended:
        console.say(say(N_("Given a last day: {count}."), count=done.ended))
    if not console.settings.dry_run and (done.new or done.changed or done.joined or done.ended):
        console.say(say(N_("Undo it with: laug undo")))


def code(planned: "ListImport") -> ExitCode:
    """Some rows are refused, or all is well."""
    return ExitCode.SOME_REFUSED if planned.plan.totals.refused else ExitCode.DONE
