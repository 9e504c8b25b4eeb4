"""Calendar files of a meeting or a network, written where the person says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.widget import Widget

from core import invitations, meetings
from core.contact_data import LeftOut
from core.door.session import Session
from core.errors import Invalid, Refused
from core.mailing import making
from core.mailing.state import Letter
from core.meetings import Meeting, MeetingFields
from core.messages import N_, Message, say
from core.networks import Network
from core.record_fields import slug_of
from exports import files, ical
from tui.mailing import written_draft
from tui.screens import shown
from tui.screens.desk import Desk, workplace
from tui.screens.forms.fields import file_names, record_field
from tui.screens.steps.places import free_path, made_folder, usual_folder
from tui.widgets.dialogs import Tell
from tui.widgets.form import WRITE, Choice, Field, Form, Kind, Submission
from tui.widgets.form_screen import FormScreen
from tui.widgets.tone import Tone

_EACH, _DUE, _DRAFTS, _ONE = "each", "due", "drafts", "one"
_PERSONAL = {_EACH, _DUE, _DRAFTS}


@dataclass(frozen=True)
class Written:
    """How many files went where, and who got none."""

    path: Path
    count: int
    invited: int
    left_out: Sequence[LeftOut] = ()


async def export_meeting(widget: Widget, desk: Desk, meeting: Meeting) -> None:
    """One file for each person invited, or one without names to publish."""
    await _told(widget, desk, await widget.app.push_screen_wait(FormScreen(_meeting_form(desk, meeting))))


async def export_network(widget: Widget, desk: Desk, network: Network | None) -> None:
    """All meetings of a network in one file, without anybody's name; without one, all but those of shielded networks."""
    await _told(widget, desk, await widget.app.push_screen_wait(FormScreen(_network_form(desk, network))))


async def _told(widget: Widget, desk: Desk, done: Written | None) -> None:
    if done is None:
        return
    workplace(widget).written()
    workplace(widget).status(say(N_("Written: {path}"), path=done.path), Tone.GOOD)
    count = desk.tell(Message(N_("{n} calendar file"), {"n": done.count}, N_("{n} calendar files")))
    lines = [str(done.path), "", count]
    if done.invited:
        lines.append(shown.left_out_of(desk, done.count, done.invited, done.left_out))
    await widget.app.push_screen_wait(Tell(desk.tell(N_("The calendar is written")), "\n".join(lines)))


def _meeting_form(desk: Desk, meeting: Meeting) -> Form[Written]:
    ways = (
        Choice(_DUE, desk.tell(N_("personal invitations, for those who are due one"))),
        Choice(_DRAFTS, desk.tell(N_("the same as drafts of mails, ready to send"))),
        Choice(_EACH, desk.tell(N_("personal invitations, for everybody"))),
        Choice(_ONE, desk.tell(N_("one file without names, to publish"))),
    )
    name, email = meeting.organiser
    path_help = N_("A folder for the invitations, or the file to publish; a new folder is made")
    fields = (
        Field("way", N_("Files"), Kind.CHOICE, choices=ways),
        Field("path", N_("Folder or file"), suggestions=file_names, help=path_help, required=True),
        record_field("meeting", "organiser_name"),
        record_field("meeting", "organiser_email", help=N_("Where the answers go; invitations need it")),
    )

    seen = meeting

    def save(submission: Submission) -> Written:
        nonlocal seen
        values = {name: str(value) for name, value in submission.values.items()}
        sender = {key: values[key] for key in ("organiser_name", "organiser_email") if key in submission.changed}
        if not values["organiser_email"] and (values["way"] in _PERSONAL or values["organiser_name"]):
            raise Invalid(
                "organiser_email", say(N_("Fill in the address that the answers go to; without it nobody can answer."))
            )

        def write(session: Session) -> Written:
            nonlocal seen
            if values["way"] in _PERSONAL and not invitations.participants(session, meeting.id, removed=True):
                raise Invalid("way", say(N_("Nobody is invited yet.")))
            path = _place(meeting, values)  # what can go wrong with it does so before anything is saved
            if sender:
                seen = meetings.edit(session, meeting.id, MeetingFields(**sender), version=seen.version)  # type: ignore[typeddict-item]  # the names are the two just chosen
            way = values["way"]
            return _each(session, meeting, path, way) if way in _PERSONAL else _one(session, meeting, path)

        return desk.do(write)

    folder = f"{usual_folder()}{_stem(meeting)}/"
    start = {"way": _DUE, "path": folder, "organiser_name": name, "organiser_email": email}
    return Form(desk.tell(say(N_("Calendar files: {name}"), name=meeting.title)), fields, save, start, does=WRITE)


def _stem(meeting: Meeting) -> str:
    return f"{slug_of(meeting.outward_title)[:30] or 'laug'}-{meeting.start_local[:10]}"


def _place(meeting: Meeting, values: Mapping[str, str]) -> Path:
    """The folder, made if need be, or the free file. Raises `FileError`, and `Invalid` for a file that is there."""
    path = values["path"]
    if values["way"] in _PERSONAL or path.strip().endswith("/"):
        made_folder(path)
    return Path(path.strip()).expanduser() if values["way"] in _PERSONAL else free_path(path, f"{_stem(meeting)}.ics", ".ics")


def _each(session: Session, meeting: Meeting, folder: Path, way: str) -> Written:
    def write(letters: Sequence[Letter]) -> None:
        for letter in letters:
            if way == _DRAFTS:
                files.write_file(folder / f"{letter.message.file_stem}.eml", written_draft(letter))
            else:
                files.write_file(folder / f"{letter.message.file_stem}.ics", ical.message(letter.message))

    try:
        done = making.make(session, meeting.id, write, everything=way == _EACH)
    except Refused as error:  # the address is not fit to be sent; its hint is for the command line
        raise Invalid("organiser_email", error.message) from error
    if not done.letters and not done.left_out:
        raise Invalid(
            "way", say(N_("Everybody invited has theirs already. Choose “for everybody” to make them again."))
        )
    invited = len(done.letters) + sum(one.count for one in done.left_out)
    return Written(folder.absolute(), len(done.letters), invited, done.left_out)


def _one(session: Session, meeting: Meeting, target: Path) -> Written:
    files.write_file(target, ical.publish(invitations.event(session, meetings.get(session, meeting.id))))
    return Written(target.absolute(), 1, 0)


def _network_form(desk: Desk, network: Network | None) -> Form[Written]:
    fields = (Field("path", N_("File or folder"), suggestions=file_names, required=True),)

    def save(submission: Submission) -> Written:
        return desk.do(partial(_feed, network=network, path=str(submission.values["path"])))

    note = desk.tell(N_("All meetings of the network, without anybody's name."))
    title = desk.tell(say(N_("Calendar of {name}"), name=network.name)) if network else desk.tell(N_("Calendar of all meetings"))
    if network is None:
        note = desk.tell(N_("All meetings but those of shielded networks, without anybody's name."))
    return Form(title, fields, save, {"path": usual_folder()}, note, does=WRITE)


def _feed(session: Session, network: Network | None, path: str) -> Written:
    made = invitations.feed(session, None if network is None else network.id)
    target = free_path(path, f"{slug_of(made.name) or 'laug'}.ics", ".ics")
    files.write_file(target, ical.feed(made))
    return Written(target.absolute(), 1, 0)
