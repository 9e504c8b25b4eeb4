"""A contact list for a purpose, written to a file whose path is told."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path

from textual.widget import Widget

from core.contact_data import ContactList
from core.contacts import COLUMNS, CONSENTS, contact_list, log_export
from core.door.session import Session
from core.messages import N_, Message, say
from core.rules.kinds import Purpose
from exports import contact_lists, files
from tui.screens import shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names, kind_field
from tui.screens.steps.places import free_path, usual_folder
from tui.widgets.dialogs import Tell
from tui.widgets.form import WRITE, Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_COLUMNS = {"number": N_("Number"), "networks": N_("Networks")}


@dataclass(frozen=True)
class Asked:
    """Whose contacts: a network's members, or those who answer a query; `title` says it to the person."""

    title: str
    network: int | None = None
    query: str = ""


@dataclass(frozen=True)
class Exported:
    """What was written where."""

    path: Path
    made: ContactList
    notes: tuple[Message, ...]


async def export_contacts(widget: Widget, desk: Desk, asked: Asked) -> None:
    """Ask for purpose, format and place, write the list, log it, and tell where it is and who is not on it."""
    done = await widget.app.push_screen_wait(FormScreen(_form(desk, asked)))
    if done is None:
        return
    workplace(widget).written()
    workplace(widget).status(say(N_("Written: {path}"), path=done.path), Tone.GOOD)
    lines = [
        str(done.path), "",
        shown.left_out_of(desk, len(done.made.contacts), done.made.total, done.made.left_out),
        *map(desk.tell, done.notes),
    ]  # fmt: skip
    await widget.app.push_screen_wait(Tell(desk.tell(N_("The contact list is written")), "\n".join(lines)))


def _form(desk: Desk, asked: Asked) -> Form[Exported]:
    formats = tuple(Choice(one.name, desk.tell(one.label)) for one in contact_lists.FORMATS.values())
    fields = (
        replace(kind_field(desk, "purpose", Purpose, label=N_("Purpose")), remark=partial(_on_the_list, desk)),
        Field("format", N_("Format"), Kind.CHOICE, choices=formats),
        Field("path", N_("File or folder"), suggestions=file_names,
              help=N_("In a folder the file gets a name by itself")),
    )  # fmt: skip

    def save(submission: Submission) -> Exported:
        purpose = Purpose(str(submission.values["purpose"]))
        form, path = str(submission.values["format"]), str(submission.values["path"])
        return desk.do(partial(_write, desk=desk, asked=asked, purpose=purpose, form=form, path=path))

    note = desk.tell(N_("The purpose decides which fields are on the list. The list is noted in the log."))
    start = {"purpose": Purpose.MEETING.value, "format": "xlsx", "path": usual_folder()}
    title = desk.tell(say(N_("Contact list: {what}"), what=asked.title))
    return Form(title, fields, save, start, note, WRITE)


def _on_the_list(desk: Desk, texts: Mapping[str, str]) -> str:
    """What a list for that purpose tells of whom."""
    purpose = Purpose(texts["purpose"])
    columns = [one for one in COLUMNS[purpose] if one not in ("given", "family")]
    names = (desk.tell(_COLUMNS.get(one) or shown.LABELS[one]) for one in ("name", *columns))
    fields = ", ".join(name[:1].lower() + name[1:] for name in names)
    agreed = N_("on the list: {fields}; only who has said yes to it")
    return desk.tell(agreed if purpose in CONSENTS else N_("on the list: {fields}"), fields=fields)


def _write(session: Session, desk: Desk, asked: Asked, purpose: Purpose, form: str, path: str) -> Exported:
    made = contact_list(session, purpose, network=asked.network, query=asked.query)
    chosen = contact_lists.FORMATS[form]
    target = free_path(path, contact_lists.file_name(made, chosen), chosen.suffix)
    stream = BytesIO()
    written = contact_lists.write(made, form, stream, catalogue=desk.catalogue, language=desk.language)
    data = stream.getvalue()
    files.write_file(target, data)
    digest = hashlib.sha256(data).hexdigest()
    log_export(session, made, network=asked.network, query=asked.query, format=form, digest=digest)
    return Exported(target.absolute(), made, written.notes)
