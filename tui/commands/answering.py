"""`laug meeting answer` and `waiting`: what people answer, typed in seconds, and who waits for a place."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from core.attending.typed import ANSWER_KEYS, answer_said, letters_and_key
from core.errors import ExitCode, Invalid, LaugError
from core.messages import N_, Message, say
from core.rules.kinds import Answer
from tui.commands.line.console import Console, with_console
from tui.commands.line.failures import tell
from tui.commands.line.lines import lines
from tui.commands.line.parts import MEETING, PERSON, argument, option
from tui.commands.line.table import Column, Level
from tui.commands.line.words import Command
from tui.words import _, language

if TYPE_CHECKING:
    from core.attending.answers import MovedUp, Noted, Waiting
    from core.door.session import Session
    from core.meetings import Meeting

WHICH = N_("Its number or title.")


class AnswerType(click.ParamType[Answer]):
    """An answer by its name, as yes, no or maybe, or by one key."""

    name = "answer"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Answer:
        if isinstance(value, Answer):
            return value
        found = answer_said(str(value))
        if found is None:
            names = ", ".join(kind.name_in(language()) for kind in Answer)
            self.fail(_("{name!r} is none of these: {names}.").format(name=str(value), names=names), param, ctx)
        return found


def noted_columns() -> "list[Column[Noted]]":
    """What became of an answer."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: one.person),
        Column("answer", N_("Answer"), lambda one: one.noted),
        Column("place", N_("Place in the queue"), lambda one: one.place),
        Column("late", N_("Late"), lambda one: one.late),
        Column("moved_up", N_("Moved up"), lambda one: one.moved_up),
    ]


@click.command(
    "answer",
    cls=Command,
    help=N_(
        "Note what somebody answered: yes, no, maybe, waiting, or , to take it back.\n\n"
        "Without a person it asks line by line, or reads lines from stdin: some letters of a name and one key, as in"
        " “ann y”; y and j are yes, n no, m maybe, w and v waiting. Who finds no place waits, and moves up by"
        " themselves."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@argument("person", required=False, type=PERSON, metavar=N_("PERSON"), help=N_("A number, a name or an e-mail address."))
@argument(
    "answer", required=False, type=AnswerType(), metavar=N_("ANSWER"),
    help=N_("accepted, tentative, declined, waiting or needs_action; yes, no, maybe"),
)  # fmt: skip
@option("--over", is_flag=True, help=N_("Let them in although all places are taken."))
@with_console
def answer(console: Console, /, meeting: str, person: str | None, answer: Answer | None, over: bool) -> int:
    from core import meetings, people
    from core.attending import answers

    with console.session() as session:
        found = meetings.get(session, meeting)
        if person is None:
            return _by_lines(console, session, found, over=over)
        if answer is None:
            raise Invalid("answer", say(N_("What did they answer? Write yes, no, maybe or waiting.")))
        whom = _invited(session, found, person)
        number = people.get(session, person).id if whom is None else whom
        done = answers.note(session, found.id, number, answer, over=over)
        console.result(noted_columns(), done, _told(session, found, done))
        return ExitCode.DONE


def _invited(session: "Session", meeting: "Meeting", reference: str) -> int | None:
    """The one invited whose name begins so, before anybody else in the register. Raises `Invalid` where several are."""
    if reference.removeprefix("#").isdecimal() or "@" in reference:
        return None
    names = _names(session, meeting)
    found = letters_and_key(names, reference, ()).found
    return one_of(names, found, reference) if found else None


def _names(session: "Session", meeting: "Meeting") -> dict[int, str]:
    from core import invitations

    return {one.person_id: one.person for one in invitations.participants(session, meeting.id)}


def _by_lines(console: Console, session: "Session", meeting: "Meeting", *, over: bool) -> int:
    """One answer a line, each saved by itself, so that nothing is lost if the line drops."""
    from core.attending import answers

    names = _names(session, meeting)
    done: list[Noted] = []
    refused = 0
    for line in lines(console, _("Name and answer (ann y); empty: done>"), _("Name>")):
        try:
            person, said = _read(names, line)
            done.append(answers.note(session, meeting.id, person, said, over=over))
            console.say(_told(session, meeting, done[-1]))
        except LaugError as error:
            refused += 1
            tell(error, as_json=console.settings.as_data)
    if console.settings.as_data:
        console.rows(noted_columns(), [done])
    elif console.settings.dry_run:
        console.done(say(N_("Nothing of it was saved.")))
    return ExitCode.SOME_REFUSED if refused else ExitCode.DONE


def _read(names: Mapping[int, str], line: str) -> tuple[int, Answer]:
    """Whom a line is about and what they answered. Raises `Invalid`."""
    before, _blank, last = line.rpartition(" ")
    word = answer_said(last) if before else None
    keyed = letters_and_key(names, before if word else line, () if word else list(ANSWER_KEYS))
    said = word or ANSWER_KEYS.get(keyed.key)
    number = keyed.letters.removeprefix("#")
    found = (int(number),) if number.isdecimal() and int(number) in names else keyed.found
    if said is None:
        raise Invalid("answer", say(N_("“{line}”: what did they answer? y, n, m or w last."), line=line))
    return one_of(names, found, keyed.letters), said


def one_of(names: Mapping[int, str], found: Sequence[int], letters: str) -> int:
    """The only one found. Raises `Invalid` for nobody, and for several, who are named."""
    if not found:
        raise Invalid("person", say(N_("Nobody on the list is called “{name}”."), name=letters))
    if len(found) > 1:
        named = ", ".join(f"{names[number]} ({number})" for number in found[:5])
        raise Invalid(
            "person", say(N_("{count} are called “{name}”: {names}."), count=len(found), name=letters, names=named),
            say(N_("Type more letters, or the number.")),
        )  # fmt: skip
    return found[0]


def _told(session: "Session", meeting: "Meeting", done: "Noted") -> Message:
    """What was noted, and what it came to."""
    from core.attending import answers, capacity

    values = {"name": done.person, "title": meeting.title, "answer": done.noted.name_in(language())}
    told = say(N_("{name}, {title}: {answer}."), **values)
    if done.noted is Answer.WAITING and done.said is Answer.ACCEPTED:
        told = say(N_("{told} All places are taken: no. {place} in the queue."), told=told, place=done.place)
    if done.late:
        told = say(N_("{told} That was after the last day to sign up."), told=told)
    if done.moved_up:
        told = say(N_("{told} {moved}"), told=told, moved=capacity.moved_message(done.moved_up))
    now = capacity.places(session, meeting.id)
    if now.capacity is None:
        return told
    waiting = len(answers.waiting(session, meeting.id))
    return say(
        N_("{told} {taken}/{places}, {waiting} waiting."), told=told, taken=now.taken, places=now.capacity, waiting=waiting
    )


def waiting_columns() -> "list[Column[Waiting]]":
    """The fields of the waiting list."""
    return [
        Column("place", N_("Place"), lambda one: one.place),
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: one.person),
    ]


def moved_columns() -> "list[Column[MovedUp]]":
    """The fields of those who have moved up."""
    return [
        Column("person_id", N_("No."), lambda one: one.person_id),
        Column("person", N_("Name"), lambda one: one.person),
        Column("phone", N_("Phone"), lambda one: one.phone),
        Column("email", N_("E-mail"), lambda one: one.email, level=Level.LIST),
    ]


@click.command(
    "waiting",
    cls=Command,
    help=N_("Who waits for a place, in the order of answering; with --moved-up who has got one and is to be told."),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--moved-up", is_flag=True, help=N_("Who has moved up and has not been told."))
@option("--told", is_flag=True, help=N_("Note that all who have moved up have been told."))
@with_console
def waiting(console: Console, /, meeting: str, moved_up: bool, told: bool) -> None:
    from core import meetings
    from core.attending import answers

    with console.session() as session:
        found = meetings.get(session, meeting)
        if told:
            done = answers.told(session, found.id)
            console.done(Message(N_("{n} person has been told."), {"n": done}, N_("{n} people have been told.")))
        elif moved_up:
            console.rows(moved_columns(), [answers.moved_up(session, found.id)])
        else:
            console.rows(waiting_columns(), [answers.waiting(session, found.id)])
            left = len(answers.moved_up(session, found.id))
            if left:
                console.say(
                    Message(
                        N_("{n} has moved up and is to be told: laug meeting waiting {number} --moved-up"),
                        {"n": left, "number": found.id},
                        N_("{n} have moved up and are to be told: laug meeting waiting {number} --moved-up"),
                    )
                )
