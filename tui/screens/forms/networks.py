"""Forms about a network."""

from functools import partial
from typing import cast

from core import networks
from core.messages import N_, say
from core.networks import Network, NetworkFields
from core.rules.kinds import NetworkKind, NetworkLevel, NetworkStatus
from tui.screens.desk import Desk
from tui.screens.forms.fields import kind_field, newest, record_field, saved_in_words
from tui.widgets.form import Field, Form, Kind, Submission

_TEXTS = (
    "name", "slug", "neutral_title", "purpose", "legal_basis", "organiser_name", "organiser_email", "focus_area",
    "project_tag",
)  # fmt: skip


def _fields(desk: Desk, *status: Field, new: bool) -> tuple[Field, ...]:
    level_blank = N_("by its kind: diversity shielded, others internal") if new else ""
    return (
        record_field("network", "name", required=True),
        kind_field(desk, "kind", NetworkKind),
        kind_field(desk, "level", NetworkLevel, blank=level_blank),
        record_field("network", "neutral_title", help=N_("What calendars and files call a shielded network")),
        record_field("network", "organiser_name", help=N_("Who the invitations come from")),
        record_field("network", "organiser_email", help=N_("Where the answers to invitations go")),
        *status,
        record_field("network", "slug", help=N_("For files and commands, as in: piger-randers. Made from the name.")),
        record_field("network", "purpose", kind=Kind.NOTE, help=N_("What the network is for")),
        record_field("network", "focus_area"),
        record_field("network", "project_tag"),
        record_field("network", "legal_basis", help=N_("Why the names may be kept")),
    )


def new_network(desk: Desk) -> Form[Network]:
    """Starts a network."""

    def save(submission: Submission) -> Network:
        values = {name: value for name, value in submission.values.items() if value}
        return desk.do(lambda session: networks.add(session, cast(NetworkFields, values)))

    return Form(
        desk.tell(N_("New network")), _fields(desk, new=True), save, {"kind": NetworkKind.APPRENTICE.value, "level": ""}
    )


def edit_network(desk: Desk, network: Network) -> Form[Network]:
    """Corrects a network."""

    def save(submission: Submission) -> Network:
        values = {name: submission.values[name] for name in submission.changed}
        version = newest(desk, submission, network.version, lambda session: networks.get(session, network.id).version)
        edit = partial(networks.edit, network_id=network.id, values=cast(NetworkFields, values), version=version)
        return saved_in_words(desk, "network", edit)

    start = {name: str(getattr(network, name)) for name in _TEXTS}
    start |= {"kind": network.kind.value, "level": network.level.value, "status": network.status.value}
    fields = _fields(desk, kind_field(desk, "status", NetworkStatus), new=False)
    return Form(desk.tell(say(N_("Edit {name}"), name=network.name)), fields, save, start)


def open_network(desk: Desk, network: Network) -> Form[Network]:
    """Opens a shielded network for this account; the reason is logged."""

    def save(submission: Submission) -> Network:
        reason = str(submission.values["reason"])
        return desk.do(lambda session: networks.open_shielded(session, network.id, reason))

    field = Field("reason", N_("Why you need it"), required=True)
    note = desk.tell(N_("Who is in a shielded network is nobody's business without a reason. The reason is logged."))
    return Form(desk.tell(say(N_("Open {name}"), name=network.name)), (field,), save, note=note)
