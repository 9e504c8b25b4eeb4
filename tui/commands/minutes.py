"""`laug meeting minutes`, `decide` and `action`: what is left of a meeting, and what somebody is to do."""

import sys
from typing import TYPE_CHECKING

import click

from core.errors import Changed, ExitCode, Invalid, LaugError
from core.messages import N_, Message, say
from tui.commands.answering import WHICH
from tui.commands.line import editor, line_editor, streams
from tui.commands.line.console import Console, confirmed, with_console
from tui.commands.line.failures import tell
from tui.commands.line.kinds import Number
from tui.commands.line.parts import MEETING, PERSON, argument, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command, Group
from tui.protected import named
from tui.words import _

if TYPE_CHECKING:
    from core.door.session import Session
    from core.minutes.action_points import ActionPoint
    from core.minutes.minutes import Decision, Minutes

action = Group("action", help=N_("Action points: what somebody is to do after a meeting."))


def columns() -> "list[Column[Minutes]]":
    """The fields of what was written down of a meeting."""
    return [
        Column("id", N_("No."), lambda one: one.meeting.id),
        Column("title", N_("Title"), lambda one: one.meeting.title),
        Column("start", N_("Start"), lambda one: one.meeting.start),
        Column("agenda", N_("Agenda"), lambda one: one.meeting.agenda),
        Column("minutes", N_("Minutes"), lambda one: one.text),
        Column("decisions", N_("Decisions"), lambda one: tuple(map(_decided, one.decisions)), form=_decision_told),
        Column("actions", N_("Action points"), lambda one: tuple(map(_to_do, one.actions)), form=_action_told),
        Column("version", N_("Version"), lambda one: one.version, level=Level.DATA),
    ]


def _decided(one: "Decision") -> dict[str, object]:
    return {"number": one.place, "text": one.text}


def _decision_told(part: object) -> str:
    assert isinstance(part, dict)
    return f"{part['number']}. {part['text']}"


def _to_do(one: "ActionPoint") -> dict[str, object]:
    return {
        "id": one.id, "text": one.text, "owner": named(one.owner, one.protected), "owner_id": one.owner_id,
        "due": one.due, "done_on": one.done_on,
    }  # fmt: skip


def _action_told(part: object) -> str:
    from tui.commands.line.table import shown

    assert isinstance(part, dict)
    more = [shown(part["owner"])] if part["owner"] else []
    if part["done_on"] is not None:
        more.append(_("done {day}").format(day=shown(part["done_on"])))
    elif part["due"] is not None:
        more.append(_("due {day}").format(day=shown(part["due"])))
    return f"{part['id']}: {part['text']}" + (f" ({', '.join(more)})" if more else "")


@click.command(
    "minutes",
    cls=Command,
    help=N_(
        "Write the minutes of a meeting, or show them.\n\n"
        "At a terminal they are opened in $VISUAL or $EDITOR, with --plain and neither they are written line by line; -"
        " or a file's name takes them from there; --show shows them with decisions and action points. What could not be"
        " saved is kept."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("source", required=False, metavar=N_("FILE"),
          help=N_("A file with the minutes; - is stdin."))  # fmt: skip
@option("--show", is_flag=True, help=N_("Show them; nothing is written."))
@with_console
def minutes(console: Console, /, meeting: str, source: str | None, show: bool) -> int:
    from core import meetings
    from core.minutes import minutes as written

    with console.session() as session:
        before = written.of_meeting(session, meetings.get(session, meeting).id)
        if source is not None and not show:
            _told(console, before, written.save(session, before.meeting.id, _text(source), version=before.version))
        elif show or not console.at_terminal or console.settings.as_data:
            console.record(columns(), before)
        else:
            return _edited(console, session, before)
        return ExitCode.DONE


def _text(source: str) -> str:
    data = streams.read(source)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            "minutes", say(N_("{name} is not text in UTF-8."), name=source), say(N_("Save it as UTF-8, and try again."))
        ) from error


def _edited(console: Console, session: "Session", before: "Minutes") -> ExitCode:
    """The editor is opened until the text is saved, or until somebody gives it up; then it is kept in a file."""
    from core.minutes import minutes as written

    version = before.version
    with editor.page(before.beginning) as page:
        while True:
            if console.settings.plain and not (editor.chosen() and sys.stdin.isatty()):
                page.write(line_editor.write(page.text))
                text = page.text
            else:
                text = page.edit()
            if text.rstrip() == before.beginning.rstrip():
                console.say(say(N_("The minutes are as they were.")))
                return ExitCode.DONE
            try:
                _told(console, before, written.save(session, before.meeting.id, text, version=version))
                return ExitCode.DONE
            except LaugError as error:
                tell(error, as_json=False)
                if isinstance(error, Changed) and error.conflicts:
                    # Both texts stay: the colleague's below, to be put together by hand.
                    version = error.version or version
                    below = _("Written meanwhile by somebody else:")
                    page.write(f"{text}\n\n--- {below}\n{error.conflicts[0].theirs}")
                if not _again():
                    console.say(say(N_("The text is kept in {path}."), path=page.keep()))
                    return error.exit_code


def _again() -> bool:
    """Whether to open it again; ctrl+c is a no, so that the text is kept."""
    try:
        return confirmed(_("Open the text again?"), default=True)
    except click.Abort:
        return False


def _told(console: Console, before: "Minutes", after: "Minutes") -> None:
    console.result(columns(), after, say(N_("The minutes of {title} are saved."), title=before.meeting.title))


def decision_columns() -> "list[Column[Decision]]":
    """The fields of a decision."""
    return [
        Column("number", N_("No."), lambda one: one.place),
        Column("text", N_("What was decided"), lambda one: one.text),
        Column("meeting_id", N_("Meeting"), lambda one: one.meeting_id, level=Level.DATA),
    ]


@click.command(
    "decide", cls=Command, help=N_("Note what a meeting decided, under the next number; without a text the decisions.")
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("text", nargs=-1, metavar=N_("TEXT"), help=N_("What was decided."))
@option("--remove", type=Number(1), metavar=N_("NUMBER"), help=N_("Take the decision of that number away."))
@with_console
def decide(console: Console, /, meeting: str, text: tuple[str, ...], remove: int | None) -> None:
    from core import meetings
    from core.minutes import minutes as written

    with console.session() as session:
        found = meetings.get(session, meeting)
        if remove is not None:
            gone = written.numbered(session, found.id, remove)
            written.take_away(session, gone)
            console.result(decision_columns(), gone, say(N_("Decision {number} is taken away."), number=gone.place))
        elif text:
            made = written.decide(session, found.id, " ".join(text))
            told = say(N_("Decision {number} of {title} is noted."), number=made.place, title=found.title)
            console.result(decision_columns(), made, told)
        else:
            console.rows(decision_columns(), [written.of_meeting(session, found.id).decisions])


def action_columns() -> "list[Column[ActionPoint]]":
    """The fields of an action point."""
    return [
        Column("id", N_("No."), lambda one: one.id),
        Column("due", N_("Due"), lambda one: one.due),
        Column("text", N_("What"), lambda one: one.text),
        Column("owner", N_("Who does it"), lambda one: named(one.owner, one.protected)),
        Column("meeting", N_("Meeting"), lambda one: one.meeting),
        Column("done_on", N_("Done"), lambda one: one.done_on),
        Column("owner_id", N_("Person"), lambda one: one.owner_id, level=Level.DATA),
        Column("meeting_id", N_("Meeting no."), lambda one: one.meeting_id, level=Level.DATA),
    ]


_POINT = argument("point", type=Number(1), metavar=N_("NUMBER"), help=N_("The action point's number."))


@action.command("add", help=N_("Note what somebody is to do; it comes back on Today until it is done."))
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("text", nargs=-1, required=True, metavar=N_("TEXT"), help=N_("What is to be done."))
@option("--owner", type=PERSON, metavar=N_("WHO"), help=N_("Who does it: somebody in the register, or any name."))
@option("--due", metavar=N_("DAY"), help=N_("Until when, as in: friday, week 48, 1/12."))
@with_console
def add(console: Console, /, meeting: str, text: tuple[str, ...], owner: str | None, due: str | None) -> None:
    from core import meetings
    from core.minutes import actions

    with console.session() as session:
        found = meetings.get(session, meeting)
        made = actions.add(session, found.id, " ".join(text), owner=owner or "", due=due or "")
        console.result(action_columns(), made, _noted(made))


def _noted(made: "ActionPoint") -> Message:
    from tui.commands.line.days import moment

    told = say(N_("Action point {number} is noted: {text}."), number=made.id, text=made.text)
    if made.owner:
        told = say(N_("{told} {owner} does it."), told=told, owner=made.owner)
    return say(N_("{told} Due {day}."), told=told, day=moment(made.due)) if made.due else told


@action.command("done", help=N_("Tick an action point off."))
@_POINT
@option("--again", is_flag=True, help=N_("It is to be done after all."))
@with_console
def done(console: Console, /, point: int, again: bool) -> None:
    from core.minutes import actions

    with console.session() as session:
        made = actions.to_do_again(session, point) if again else actions.done(session, point)
        sentence = N_("To be done again: {text}.") if again else N_("Done: {text}.")
        console.result(action_columns(), made, say(sentence, text=made.text))


@action.command("list", help=N_("What is to be done, soonest first: of one meeting or of all."))
@argument("meeting", required=False, type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--all", "everything", is_flag=True, help=N_("Also what is done."))
@with_console
def list_(console: Console, /, meeting: str | None, everything: bool) -> int:
    from core import meetings
    from core.minutes import action_points

    with console.session() as session:
        if meeting is None:
            found = action_points.every(session, done=everything)
        else:
            found = action_points.of_meeting(session, meetings.get(session, meeting).id, done=everything)
        console.rows(action_columns(), [found])
        return console.found(len(found), N_("{n} action point"), N_("{n} action points"), asked=False)


@action.command("remove", help=N_("Take an action point away."))
@_POINT
@with_console
def remove(console: Console, /, point: int) -> None:
    from core.minutes import action_points, actions

    with console.session() as session:
        gone = action_points.get(session, point)
        actions.take_away(session, gone)
        console.result(action_columns(), gone, say(N_("{name} is taken away."), name=gone.text))
