"""A form about consents: what people agreed to, noted of one or of many."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import cast

from core.messages import N_, Message
from core.privacy import consents
from core.privacy.consents import Decided, Recorded
from core.rules.kinds import ConsentChannel, ConsentDecision, ConsentPurpose
from core.rules.text import clean
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import NO, YES, day_field, kind_field, network_names
from tui.widgets.form import Choice, Field, Form, Kind, Submission


def note_consent(
    desk: Desk, people: Sequence[int], title: str | Message, purpose: ConsentPurpose = ConsentPurpose.PHOTO_INTERNAL,
    network: str = "",
) -> Form[Recorded]:  # fmt: skip
    """Notes what people decided about one purpose; `network` is the short name of the shielded one it is about."""
    decisions = tuple(
        Choice(one.value, one.name_in(desk.language)) for one in (ConsentDecision.GIVEN, ConsentDecision.REFUSED)
    )
    yes_no = (Choice(NO, desk.tell(N_("no"))), Choice(YES, desk.tell(N_("yes"))))
    fields = (
        kind_field(desk, "purpose", ConsentPurpose, label=N_("Purpose")),
        Field("decision", N_("Decision"), Kind.CHOICE, choices=decisions),
        day_field(desk, "day", label=N_("Day"), required=True, help=N_("The day it was said or signed.")),
        kind_field(desk, "channel", ConsentChannel, label=N_("Channel")),
        Field(
            "wording",
            N_("Wording"),
            validate=partial(clean, "wording"),
            help=N_("Which version of the text they were shown."),
        ),
        Field("guardian", N_("Guardian agreed"), Kind.CHOICE, choices=yes_no, help=N_("Needed for who is under 15.")),
        Field(
            "network",
            N_("Network"),
            suggestions=network_names(desk),
            help=N_("Only for membership of a shielded network."),
        ),
    )

    def save(submission: Submission) -> Recorded:
        values = submission.values
        decided = Decided(
            ConsentPurpose(str(values["purpose"])), ConsentDecision(str(values["decision"])), cast(date, values["day"]),
            ConsentChannel(str(values["channel"])), str(values["wording"]), values["guardian"] == YES,
            str(values["network"]) or None,
        )  # fmt: skip
        return desk.do(lambda session: consents.record(session, people, decided))

    start = {
        "purpose": purpose.value, "decision": ConsentDecision.GIVEN.value, "day": shown.day(desk.today),
        "channel": ConsentChannel.PAPER.value, "guardian": NO, "network": network,
    }  # fmt: skip
    return Form(desk.tell(title), fields, save, start)
