"""Minutes for a purpose, written where the person says."""

import hashlib
from functools import partial
from pathlib import Path

from textual.widget import Widget

from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.minutes.outgoing import MinutesPaper, MinutesPurpose, log_paper, paper
from exports import files
from exports.columns import Wording
from exports.minutes import FORMATS
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names, kind_field
from tui.screens.steps.places import free_path, usual_folder
from tui.widgets.dialogs import Tell
from tui.widgets.form import WRITE, Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_LABELS = {"md": N_("Markdown (md)"), "txt": N_("plain text (txt)")}


async def write_minutes(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """Ask what for and where, write the file, log it, and tell where it is."""
    done: tuple[Path, MinutesPaper] | None = await widget.app.push_screen_wait(FormScreen(_form(desk, meeting)))
    if done is None:
        return
    path, made = done
    workplace(widget).written()
    workplace(widget).status(say(N_("Written: {path}"), path=path), Tone.GOOD)
    lines = [str(path), "", desk.tell(N_("Names in the text stand as they were written: read it through."))]
    if made.left_out:
        left = Message(
            N_("The name of {n} who does something is left out."), {"n": made.left_out},
            N_("The names of {n} who do something are left out."),
        )  # fmt: skip
        lines.append(desk.tell(left))
    await widget.app.push_screen_wait(Tell(desk.tell(N_("The minutes are written")), "\n".join(lines)))


def _form(desk: Desk, meeting: Meeting) -> Form[tuple[Path, MinutesPaper]]:
    formats = tuple(Choice(name, desk.tell(_LABELS[name])) for name in FORMATS)
    fields = (
        kind_field(desk, "purpose", MinutesPurpose, label=N_("Purpose")),
        Field("format", N_("Format"), Kind.CHOICE, choices=formats),
        Field("path", N_("File or folder"), suggestions=file_names, help=N_("In a folder the file gets a name by itself")),
    )

    def save(submission: Submission) -> tuple[Path, MinutesPaper]:
        values = {name: str(value) for name, value in submission.values.items()}
        return desk.do(partial(_write, desk=desk, meeting=meeting, values=values))

    note = desk.tell(
        N_("Attendees get all of it, the archive no names of who does what, the management no text. It is noted in the log.")
    )
    start = {"purpose": MinutesPurpose.ATTENDEES.value, "format": "txt", "path": usual_folder()}
    return Form(desk.tell(say(N_("Minutes to a file: {title}"), title=meeting.title)), fields, save, start, note, WRITE)


def _write(session: Session, desk: Desk, meeting: Meeting, values: dict[str, str]) -> tuple[Path, MinutesPaper]:
    made = paper(session, meeting.id, MinutesPurpose(values["purpose"]))
    form = values["format"]
    target = free_path(values["path"], f"{made.file_stem}.{form}", f".{form}")
    data = FORMATS[form](made, Wording(desk.catalogue, desk.language))
    files.write_file(target, data)
    log_paper(session, made, meeting, form=form, digest=hashlib.sha256(data).hexdigest())
    return target.absolute(), made
