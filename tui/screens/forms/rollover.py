"""Forms of the way through: alumnus, goodbye, longer, into training, journeyman."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import cast

from core import networks
from core.door.session import Session
from core.messages import N_
from core.record_fields import check
from core.rules.kinds import ConsentChannel, EndReason, NetworkKind, OrganisationKind
from core.school import rollover
from core.school.finishing import Finisher
from core.school.rollover import Alumnus, MovedOn
from tui.screens import shown
from tui.screens.desk import Desk
from tui.screens.forms.fields import NO, YES, day_field, kind_field, organisation_names
from tui.widgets.form import Choice, Field, Form, Kind, Submission

_ON = N_("Empty: the expected end of each")


def alumnus(desk: Desk, chosen: Sequence[Finisher], title: str) -> Form[MovedOn]:
    """They become alumni: consent, private e-mail, network, and where they go on."""
    people = [one.id for one in chosen]
    known = desk.do(networks.find)
    alumni = [one for one in known if one.kind is NetworkKind.ALUMNI and one.opened]
    choices = (*(Choice(one.slug, one.name) for one in alumni), Choice("", desk.tell(N_("no network"))))
    channels = (
        Choice("", desk.tell(N_("those who have agreed before"))),
        *(Choice(kind.value, desk.tell(N_("yes, now: {channel}"), channel=kind.name_in(desk.language)))
          for kind in ConsentChannel),
    )  # fmt: skip
    private = Field(
        "private_email", N_("Private e-mail"), validate=partial(check, "person", "private_email"),
        help=N_("The school's address closes when they leave."),
    )  # fmt: skip
    fields = (
        Field("agreed", N_("They agree"), Kind.CHOICE, choices=channels,
              help=N_("Only who agrees to be contacted as an alumnus becomes one.")),
        *((private,) if len(chosen) == 1 else ()),
        Field("network", N_("Alumni network"), Kind.CHOICE, choices=choices),
        Field("company", N_("They go on at"), suggestions=organisation_names(desk, OrganisationKind.COMPANY),
              help=N_("Empty: where they were trained")),
        Field("journeyman", N_("As journeymen"), Kind.CHOICE, choices=(
            Choice(YES, desk.tell(N_("yes"))), Choice(NO, desk.tell(N_("no")))
        )),
        day_field(desk, "on", label=N_("Last day"), help=_ON, nearest=False),
    )  # fmt: skip

    def save(submission: Submission) -> MovedOn:
        values = submission.values

        def move(session: Session) -> MovedOn:
            network = str(values["network"])
            agreed = str(values["agreed"])
            how = Alumnus(
                network=networks.get_opened(session, network).id if network else None,
                agreed=ConsentChannel(agreed) if agreed else None, company=str(values["company"]),
                private_email=_new_address(values.get("private_email"), chosen), journeyman=values["journeyman"] == YES,
                on=cast("date | None", values["on"]),
            )  # fmt: skip
            return rollover.alumnus(session, people, how)

        return desk.do(move)

    start = {
        "network": alumni[0].slug if alumni else "", "agreed": "", "journeyman": YES,
        "private_email": chosen[0].private_email if len(chosen) == 1 else "",
    }  # fmt: skip
    return Form(title, fields, save, start)


def _new_address(typed: object, chosen: Sequence[Finisher]) -> str:
    """An address that is there already is nothing to save."""
    return "" if not typed or typed == chosen[0].private_email else str(typed)


def leave(desk: Desk, people: Sequence[int], title: str) -> Form[MovedOn]:
    """They finish and say goodbye."""
    fields = (
        kind_field(desk, "end_reason", EndReason),
        day_field(desk, "on", label=N_("Last day"), help=_ON, nearest=False),
    )

    def save(submission: Submission) -> MovedOn:
        reason = EndReason(str(submission.values["end_reason"]))
        on = cast("date | None", submission.values["on"])
        return desk.do(lambda session: rollover.leave(session, people, on=on, reason=reason))

    note = desk.tell(N_("Affiliations, memberships and invitations end; the history stays and nobody is deleted."))
    return Form(title, fields, save, {"end_reason": EndReason.FINISHED.value}, note=note)


def extend(desk: Desk, people: Sequence[int], title: str) -> Form[MovedOn]:
    """They go on until another day."""

    def save(submission: Submission) -> MovedOn:
        until = cast(date, submission.values["until"])
        return desk.do(lambda session: rollover.extend(session, people, until))

    field = day_field(desk, "until", label=N_("New expected end"), required=True, nearest=False)
    return Form(title, (field,), save)


def apprentice(desk: Desk, people: Sequence[int], title: str) -> Form[MovedOn]:
    """They begin training at a company."""
    fields = (
        Field("company", shown.LABELS["company"], suggestions=organisation_names(desk, OrganisationKind.COMPANY),
              required=True),
        day_field(desk, "from_date", required=True),
        day_field(desk, "until_date", label=N_("Expected last day"), nearest=False),
    )  # fmt: skip

    def save(submission: Submission) -> MovedOn:
        values = submission.values
        first, last = cast(date, values["from_date"]), cast("date | None", values["until_date"])
        return desk.do(
            lambda session: rollover.apprentice(session, people, str(values["company"]), on=first, until=last)
        )

    return Form(title, fields, save, {"from_date": shown.day(desk.today)})


def journeyman(desk: Desk, people: Sequence[int], title: str) -> Form[MovedOn]:
    """They finish and go on as journeymen."""
    fields = (
        Field("company", N_("They go on at"), suggestions=organisation_names(desk, OrganisationKind.COMPANY),
              help=N_("Empty: where they were trained")),
        day_field(desk, "on", label=N_("Last day"), help=_ON, nearest=False),
    )  # fmt: skip

    def save(submission: Submission) -> MovedOn:
        on, company = cast("date | None", submission.values["on"]), str(submission.values["company"])
        return desk.do(lambda session: rollover.journeyman(session, people, on=on, company=company))

    return Form(title, fields, save)
