"""The sign-in sheet, written where the person says."""

import hashlib
from functools import partial
from pathlib import Path

from textual.widget import Widget

from core.attending.signin import SignInSheet, log_sheet, sheet
from core.door.session import Session
from core.meetings import Meeting
from core.messages import N_, Message, say
from core.record_fields import slug_of
from exports import files
from exports.columns import Wording
from exports.signin import FORMATS
from tui.screens import shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names
from tui.screens.steps.places import free_path, usual_folder
from tui.widgets.dialogs import Tell
from tui.widgets.form import WRITE, Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_FULL, _FIRST = "full", "first"
_LABELS = {
    "xlsx": N_("workbook (xlsx)"), "html": N_("page to print, or to make a PDF of (html)"), "txt": N_("plain text (txt)")
}  # fmt: skip


async def write_sheet(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """Ask what for and where, write the sheet, log it, and tell where it is."""
    done: tuple[Path, SignInSheet] | None = await widget.app.push_screen_wait(FormScreen(_form(desk, meeting)))
    if done is None:
        return
    path, made = done
    workplace(widget).written()
    workplace(widget).status(say(N_("Written: {path}"), path=path), Tone.GOOD)
    count = Message(N_("{n} person on the sheet."), {"n": len(made.lines)}, N_("{n} people on the sheet."))
    left = shown.reasons(desk, made.left_out)
    lines = [str(path), "", desk.tell(count), *([desk.tell(N_("Left out: {why}"), why=left)] if left else [])]
    await widget.app.push_screen_wait(Tell(desk.tell(N_("The sign-in sheet is written")), "\n".join(lines)))


def _form(desk: Desk, meeting: Meeting) -> Form[tuple[Path, SignInSheet]]:
    names = (Choice(_FULL, desk.tell(N_("whole names"))), Choice(_FIRST, desk.tell(N_("first names only"))))
    formats = tuple(Choice(name, desk.tell(_LABELS[name])) for name in FORMATS)
    fields = (
        Field("names", N_("Names"), Kind.CHOICE, choices=names),
        Field("format", N_("Format"), Kind.CHOICE, choices=formats),
        Field("path", N_("File or folder"), suggestions=file_names, help=N_("In a folder the file gets a name by itself")),
    )

    def save(submission: Submission) -> tuple[Path, SignInSheet]:
        values = {name: str(value) for name, value in submission.values.items()}
        return desk.do(partial(_write, desk=desk, meeting=meeting, values=values))

    note = desk.tell(N_("Who has declined or waits for a place is not on it. A shielded network's has first names only."))
    start = {"names": _FULL, "format": "html", "path": usual_folder()}
    title = desk.tell(say(N_("Sign-in sheet: {title}"), title=meeting.title))
    return Form(title, fields, save, start, note, does=WRITE)


def _write(session: Session, desk: Desk, meeting: Meeting, values: dict[str, str]) -> tuple[Path, SignInSheet]:
    made = sheet(session, meeting.id, first_names=values["names"] == _FIRST)
    form = values["format"]
    stem = f"{slug_of(meeting.outward_title)[:30] or 'laug'}-{meeting.start_local[:10]}"
    target = free_path(values["path"], f"{stem}.{form}", f".{form}")
    data = FORMATS[form](made, Wording(desk.catalogue, desk.language))
    files.write_file(target, data)
    log_sheet(session, meeting, made, form=form, digest=hashlib.sha256(data).hexdigest())
    return target.absolute(), made
