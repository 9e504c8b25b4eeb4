"""One person's meetings as a calendar file, to be given to that person."""

from dataclasses import dataclass
from pathlib import Path

from textual.widget import Widget

from core.door.session import Session
from core.messages import N_, say
from core.people import Person
from core.personal_feed import PersonalFeed, log_feed, personal_feed
from core.record_fields import slug_of
from exports import files, ical
from tui.personal_feed import told
from tui.screens import shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names
from tui.screens.steps.places import free_path, usual_folder
from tui.widgets.dialogs import Tell
from tui.widgets.form import WRITE, Field, Form, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone


@dataclass(frozen=True)
class _Written:
    path: Path
    made: PersonalFeed


async def write_calendar(widget: Widget, desk: Desk, person: Person) -> None:
    """Ask where to, write it, and tell what is in it and what is not."""
    done: _Written | None = await widget.app.push_screen_wait(FormScreen(_form(desk, person)))
    if done is None:
        return
    workplace(widget).written()
    workplace(widget).status(say(N_("Written: {path}"), path=done.path), Tone.GOOD)
    lines = [str(done.path), "", *(desk.tell(sentence) for sentence in told(done.made))]
    await widget.app.push_screen_wait(Tell(desk.tell(N_("The calendar is written")), "\n".join(lines)))


def _form(desk: Desk, person: Person) -> Form[_Written]:
    def save(submission: Submission) -> _Written:
        return desk.do(lambda session: _write(session, person, str(submission.values["path"])))

    name = shown.marked_name(person.name, person.protected)
    note = desk.tell(
        N_("For that person alone: nobody else is named, and a shielded network only by its neutral title, if they asked for it.")
    )
    fields = (Field("path", N_("File or folder"), suggestions=file_names, required=True),)
    return Form(desk.tell(say(N_("Calendar of {name}"), name=name)), fields, save, {"path": usual_folder()}, note, WRITE)


def _write(session: Session, person: Person, path: str) -> _Written:
    made = personal_feed(session, person.id)
    target = free_path(path, f"laug-{person.id}-{slug_of(person.name)}.ics", ".ics")
    data = ical.feed(made.feed)
    log_feed(session, made, data)
    files.write_file(target, data)
    return _Written(target.absolute(), made)
