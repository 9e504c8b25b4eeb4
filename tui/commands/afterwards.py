"""`laug meeting totals`, `evaluate` and `transport`: what is counted about a meeting and never named."""

from typing import TYPE_CHECKING

import click

from core.afterwards.kinds import OPINIONS, TotalKind
from core.errors import Invalid
from core.messages import N_, Message, say
from tui.afterwards import answered, bus_told, carpool_told
from tui.commands.answering import WHICH
from tui.commands.line.console import Console, with_console
from tui.commands.line.kinds import Number
from tui.commands.line.parts import MEETING, NETWORK, argument, option
from tui.commands.line.table import Column, Level, shown
from tui.commands.line.words import Command
from tui.words import _

if TYPE_CHECKING:
    from core.afterwards.evaluation import Answered, Mean
    from core.afterwards.totals import Total
    from core.afterwards.transport import Group, Transport, Vouchers

_LINES = N_("for example: 12 ordinary, 3 vegetarian; 0 takes a line away")


def total_columns() -> "list[Column[Total]]":
    """The fields of a total."""
    return [
        Column("kind", N_("Kind"), lambda one: one.kind),
        Column("label", N_("What"), lambda one: one.label),
        Column("count", N_("How many"), lambda one: one.count),
        Column("until", N_("Kept until"), lambda one: one.until),
        Column("meeting_id", N_("Meeting"), lambda one: one.meeting_id, level=Level.DATA),
    ]


@click.command(
    "totals",
    cls=Command,
    help=N_(
        "How many eat what and how many need what: totals, never names. Without an option it shows them.\n\n"
        "Fourteen days after the meeting they are gone, also from the log; no undo and no copy brings them back."
    ),
)
@argument("meeting", type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--catering", multiple=True, metavar=N_("TOTALS"), help=_LINES)
@option("--access", multiple=True, metavar=N_("TOTALS"), help=N_("for example: 1 wheelchair, 2 interpreter"))
@with_console
def totals(console: Console, /, meeting: str, catering: tuple[str, ...], access: tuple[str, ...]) -> None:
    from core import meetings
    from core.afterwards import totals as counted

    said = {
        kind: [one for text in texts for one in counted.read_counts(text)]
        for kind, texts in ((TotalKind.CATERING, catering), (TotalKind.ACCESS, access)) if texts
    }  # fmt: skip
    with console.session() as session:
        found = meetings.get(session, meeting)
        if said:
            made = counted.note(session, found.id, said)
            console.done(say(N_("The totals of {title} are noted; {until} is the last day they are kept."),
                             title=found.title, until=shown(made[0].until)) if made
                         else say(N_("{title} has no totals any more."), title=found.title))  # fmt: skip
        else:
            made = counted.of_meeting(session, found.id)
        if not said or console.settings.as_data:
            console.rows(total_columns(), [made])
            if not made:
                console.say(say(N_("No totals are noted. For example: --catering {example}"), example='"12, 3 vegetar"'))


class Answers(click.ParamType[tuple[int, ...]]):
    """How many said yes, partly and no: `8/3/1`, with commas or blanks if one likes."""

    name = "answers"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = str(value).replace(",", " ").replace("/", " ").split()
        if len(parts) != len(OPINIONS) or not all(part.isascii() and part.isdecimal() for part in parts):
            self.fail(_("it is three numbers: how many said yes, partly and no, as in 8/3/1."), param, ctx)
        return tuple(map(int, parts))


def answer_columns() -> "list[Column[Answered]]":
    """The fields of the answers to a question."""
    return [
        Column("question", N_("Question"), lambda one: one.question, form=_question),
        Column("yes", N_("Yes"), lambda one: answered(one, 0)),
        Column("partly", N_("Partly"), lambda one: answered(one, 1)),
        Column("no", N_("No"), lambda one: answered(one, 2)),
        Column("answers", N_("Answers"), lambda one: one.number),
        Column("mean", N_("Mean"), lambda one: one.mean),
        Column("few", N_("Fewer than five"), lambda one: one.few),
    ]


def _question(value: object) -> str:
    from core.afterwards.evaluation import SENTENCES

    return _(SENTENCES[TotalKind(str(value))])


def mean_columns() -> "list[Column[Mean]]":
    """The fields of a question over a network's meetings."""
    return [
        Column("question", N_("Question"), lambda one: one.question, form=_question),
        Column("mean", N_("Mean"), lambda one: one.mean),
        Column("meetings", N_("Meetings"), lambda one: one.meetings),
        Column("answers", N_("Answers"), lambda one: one.answers),
    ]


_NUMBERS = N_("YES/PARTLY/NO")


@click.command(
    "evaluate",
    cls=Command,
    help=N_(
        "Three questions after a meeting, as totals: how many said yes, partly and no. Without numbers it shows them; with"
        " --network the mean over its meetings (0: all said no, 100: all said yes).\n\n"
        "Nobody's answer is noted, and fewer than five answers are not shown."
    ),
)
@argument("meeting", required=False, type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--good", type=Answers(), metavar=_NUMBERS, help=N_("Was it good to be here?"))
@option("--useful", type=Answers(), metavar=_NUMBERS, help=N_("Did you get something to use?"))
@option("--again", type=Answers(), metavar=_NUMBERS, help=N_("Will you come again?"))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The mean over the meetings of this network."))
@with_console
def evaluate(
    console: Console,
    /,
    meeting: str | None,
    good: tuple[int, ...] | None,
    useful: tuple[int, ...] | None,
    again: tuple[int, ...] | None,
    network: str | None,
) -> None:
    from core import meetings
    from core.afterwards import evaluation

    if (meeting is None) == (network is None):
        raise Invalid("meeting", say(N_("Name one meeting, or --network.")))
    said = {
        kind: numbers
        for kind, numbers in ((TotalKind.GOOD, good), (TotalKind.USEFUL, useful), (TotalKind.AGAIN, again))
        if numbers is not None
    }
    if said and meeting is None:
        raise Invalid("meeting", say(N_("The answers are those of one meeting: name it.")))
    with console.session() as session:
        if meeting is None:
            console.rows(mean_columns(), [evaluation.of_network(session, str(network))])
            return
        found = meetings.get(session, meeting)
        if said:
            made = evaluation.note(session, found.id, said)
            console.done(say(N_("The evaluation of {title} is noted."), title=found.title))
        else:
            made = evaluation.of_meeting(session, found.id)
        if console.settings.as_data or any(one.few or one.number for one in made):
            if not said or console.settings.as_data:
                console.rows(answer_columns(), [made])
        elif not said:
            console.say(say(N_("No answers are noted yet. For instance: --good 8/3/1")))
        if any(one.few for one in made):
            console.say(say(N_("Fewer than five answers are not shown: a few answers are somebody's.")))


def transport_columns() -> "list[Column[Transport]]":
    """The fields of the way home from a meeting."""
    return [
        Column("id", N_("No."), lambda one: one.meeting.id),
        Column("title", N_("Title"), lambda one: one.meeting.title),
        Column("end", N_("Ends"), lambda one: one.meeting.end),
        Column("last_bus", N_("Last bus"), lambda one: one.meeting.last_bus),
        Column("minutes", N_("Minutes before it"), lambda one: one.minutes),
        Column("warning", N_("Note"), lambda one: one.warning),
        Column("groups", N_("Ride together"), lambda one: tuple(map(_group, one.carpool.groups)), form=_ride),
        Column("left_out", N_("Not listed"), lambda one: one.carpool.left_out),
        Column("issued", N_("Vouchers given out"), lambda one: one.vouchers.issued),
        Column("used", N_("Vouchers used"), lambda one: one.vouchers.used),
        Column("left", N_("Vouchers left"), lambda one: one.vouchers.left),
    ]


def _group(one: "Group") -> dict[str, object]:
    return {"postcode": one.postcode, "town": one.town, "names": one.names}


def _ride(part: object) -> str:
    assert isinstance(part, dict)
    return shown(f"{part['postcode']} {part['town']}".strip()) + ": " + shown(part["names"])


def voucher_columns() -> "list[Column[Vouchers]]":
    """The fields of vouchers."""
    return [
        Column("issued", N_("Vouchers given out"), lambda one: one.issued),
        Column("used", N_("Vouchers used"), lambda one: one.used),
        Column("left", N_("Vouchers left"), lambda one: one.left),
    ]


@click.command(
    "transport",
    cls=Command,
    help=N_(
        "The way home from a meeting: the last bus against its end, who of those who come could ride together (given names,"
        " by postcode), and vouchers as totals.\n\n"
        "Whoever's address is protected is never listed, and nobody of a shielded network. --network sums its vouchers."
    ),
)
@argument("meeting", required=False, type=MEETING, metavar=N_("MEETING"), help=WHICH)
@option("--bus", metavar=N_("TIME"), help=N_("When the last bus leaves, as in 21.40; - takes it away."))
@option("--issued", type=Number(0), metavar=N_("NUMBER"), help=N_("How many vouchers were given out."))
@option("--used", type=Number(0), metavar=N_("NUMBER"), help=N_("How many vouchers were used."))
@option("--network", type=NETWORK, metavar=N_("NETWORK"), help=N_("The vouchers of all its meetings."))
@with_console
def transport(
    console: Console, /, meeting: str | None, bus: str | None, issued: int | None, used: int | None, network: str | None
) -> None:
    from core import meetings
    from core.afterwards import transport as way

    if (meeting is None) == (network is None):
        raise Invalid("meeting", say(N_("Name one meeting, or --network.")))
    with console.session() as session:
        if meeting is None:
            console.record(voucher_columns(), way.of_network(session, str(network)))
            return
        found = meetings.get(session, meeting)
        if bus is not None:
            found = meetings.edit(session, found.id, {"last_bus": "" if bus == "-" else bus}, version=found.version)
            console.done(say(N_("{name} is saved."), name=found.title))
        if issued is not None or used is not None:
            now = way.count_vouchers(session, found.id, issued=issued, used=used)
            console.done(Message(N_("{n} voucher left."), {"n": now.left}, N_("{n} vouchers left.")))
        made = way.of_meeting(session, meetings.get(session, found.id).id)
        changed = (bus, issued, used) != (None, None, None)
        if not changed or console.settings.as_data:
            console.record(transport_columns(), made)
        about_bus, about_riding = bus_told(made), carpool_told(made.carpool)
        if about_bus is not None and (changed or about_bus is not made.warning):  # the warning stands in the record
            console.say(about_bus)
        if about_riding is not None and not changed:
            console.say(about_riding)
