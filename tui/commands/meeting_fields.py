"""What `meeting plan`, `meeting edit` and `series` share: the options, what they mean, and what speaks against a time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.messages import N_
from core.rules.kinds import Activity, MeetingType, TargetGroup
from tui.commands.line.console import Console
from tui.commands.line.days import day
from tui.commands.line.kinds import KindType
from tui.commands.line.parts import NETWORK, ORGANISATION, fields, option

if TYPE_CHECKING:
    from core.door.session import Session
    from core.meetings import Meeting

WHEN = N_("As in: Thu 17-19, 19-11-2026 17:00-19:30, tomorrow 17, week 47 Thu 17-19, 1/12-3/12")

CONTENT = fields(
    option("--type", type=KindType(MeetingType), metavar=N_("KIND"), help=N_("network, company_visit, social, theme, …")),
    option("--place", metavar=N_("TEXT"), help=N_("Place.")),
    option("--address", metavar=N_("TEXT"), help=N_("Address of the place.")),
    option("--online-link", metavar=N_("LINK"), help=N_("Link to an online meeting.")),
    option("--description", metavar=N_("TEXT"), help=N_("What it is about; everybody invited reads it.")),
    option("--host", type=ORGANISATION, metavar=N_("ORGANISATION"), help=N_("Who lends the room.")),
    option("--organiser-name", metavar=N_("NAME"), help=N_("Who the invitations come from.")),
    option("--organiser-email", metavar=N_("E-MAIL"), help=N_("Where the answers go.")),
    option("--agenda", metavar=N_("TEXT"), help=N_("The agenda, a line a point.")),
    option("--capacity", metavar=N_("NUMBER"), help=N_("How many can take part; \"\" for no limit.")),
    option(
        "--wanted", "roles", multiple=True, metavar=N_("ROLE"),
        help=N_("Who is wanted: host, chair, minutes, door list …; may be said again."),
    ),
    option(
        "--for", "target_groups", multiple=True, type=KindType(TargetGroup), metavar=N_("GROUP"),
        help=N_("Whom it is for: management, companies, teachers, pupils; may be said again."),
    ),
    option("--activity", type=KindType(Activity), metavar=N_("KIND"), help=N_("skills, exchange, community, direction")),
    option("--catering", metavar=N_("TEXT"), help=N_("What there is to eat.")),
    option("--transport", metavar=N_("TEXT"), help=N_("How people get there and home.")),
    option("--last-bus", metavar=N_("TIME"), help=N_("When the last bus leaves, as in 21.40.")),
)  # fmt: skip
# A single meeting has a deadline besides.
FIELDS = fields(
    CONTENT,
    option("--sign-up-by", metavar=N_("DAY"), help=N_("The last day to sign up; \"\" for none.")),
)

# For a series it follows from the day of each meeting.
SERIES_FIELDS = fields(
    CONTENT,
    option(
        "--sign-up-days", metavar=N_("NUMBER"),
        help=N_("The last day to sign up is so many days before each meeting; \"\" for none."),
    ),
)  # fmt: skip


def networks_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The networks of a meeting."""
    return option("--network", "networks", multiple=True, type=NETWORK, metavar=N_("NETWORK"), help=help)


def typed(session: "Session", values: dict[str, object]) -> dict[str, object]:
    """The options as fields of a meeting: the last day to sign up as a day. Raises `Invalid`."""
    if not values.get("sign_up_by"):
        return values
    return {**values, "sign_up_by": day(session, values["sign_up_by"], "sign_up_by", nearest=False)}


def advise(console: Console, session: "Session", made: "Meeting") -> None:
    """What speaks against the meeting's time, as sentences; it stands all the same."""
    from core.planning.weeks import advice

    for sentence in advice(session, [one.id for one in made.networks], made.span, meeting_id=made.id):
        console.say(sentence)
